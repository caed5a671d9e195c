"""What the token endpoint may answer, and what the program makes of it: answers that no sandbox gives."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import filelock
import pytest
import trustme

from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.visma import Grant, MemoryHome, Registration, Source, TokenEndpoint, TokenKeeper

TOKEN, SECRET = "HEMMELIGT-TOKEN", "HEMMELIG-NOEGLE"
REGISTRATION = Registration("isv_bilagsdrop", SECRET, "https://bilagsdrop.example/callback", Source.ENVIRONMENT)


class Endpoint:
    """Answers every request alike, and counts them."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.status, self.body, self.cut = 200, b"{}", False
        self.asked: list[str] = []
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                endpoint.asked.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
                if endpoint.cut:
                    self.close_connection = True
                    return
                self.send_response(endpoint.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Location", endpoint.url + "/et-andet-sted")
                self.send_header("Content-Length", str(len(endpoint.body)))
                self.end_headers()
                self.wfile.write(endpoint.body)

            def log_message(self, *_: Any) -> None:  # noqa: ANN401 - http.server's signature
                pass

        self.server = _Server(("127.0.0.1", 0), Handler)
        if context is not None:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.url = f"{'https' if context else 'http'}://127.0.0.1:{self.server.server_port}"

    def says(self, status: int, body: object) -> None:
        self.status, self.body = status, json.dumps(body).encode()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - socketserver's signature
        """Say nothing: a client that refuses the certificate is what the tests are about."""


def _served(endpoint: Endpoint) -> Iterator[Endpoint]:
    thread = threading.Thread(target=endpoint.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield endpoint
    endpoint.server.shutdown()
    thread.join()
    endpoint.server.server_close()


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    yield from _served(Endpoint())


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def secure(authority: trustme.CA) -> Iterator[Endpoint]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    yield from _served(Endpoint(context))


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system vouches for the authority, as it does for a company's own."""
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))


def fault_of(function: Callable[[], object]) -> Fault:
    with pytest.raises(Fault) as raised:
        function()
    return raised.value


def refreshed(endpoint: Endpoint) -> Grant:
    return TokenEndpoint(endpoint.url, REGISTRATION).refresh(TOKEN)


def test_the_secret_goes_into_the_body(endpoint: Endpoint) -> None:
    endpoint.says(200, {"access_token": "a", "refresh_token": "b", "expires_in": 10})
    assert refreshed(endpoint) == Grant("a", "b", 10.0)
    assert f"client_secret={SECRET}" in endpoint.asked[0]


@pytest.mark.parametrize("status", [500, 502, 503, 504])
@pytest.mark.parametrize("error", ["invalid_grant", "invalid_client", "server_error", "Internal Server Error"])
def test_a_server_that_fails_has_decided_nothing_whatever_its_body_says(
    endpoint: Endpoint, status: int, error: str
) -> None:
    endpoint.says(status, {"error": error, "status": status})
    fault = fault_of(lambda: refreshed(endpoint))
    assert (fault.code, fault.effect) == (FaultCode.SERVER_FAULT, Effect.ASK)


@pytest.mark.parametrize(
    ("status", "body"),
    [(200, {"error": "invalid_grant"}), (200, {"access_token": ""}), (200, [1]), (302, {}), (403, {}), (404, "x")],
)
def test_an_answer_that_is_neither_a_grant_nor_a_refusal_leaves_the_outcome_open(
    endpoint: Endpoint, status: int, body: object
) -> None:
    endpoint.says(status, body)
    assert fault_of(lambda: refreshed(endpoint)).effect is Effect.ASK
    assert len(endpoint.asked) == 1  # nor is a redirect followed, which would take the token along


@pytest.mark.parametrize(
    ("status", "error", "code"),
    [
        (400, "invalid_grant", FaultCode.LOGIN_EXPIRED),
        (401, "invalid_grant", FaultCode.LOGIN_EXPIRED),
        (400, "invalid_client", FaultCode.CLIENT_UNKNOWN),
        (400, "unauthorized_client", FaultCode.CLIENT_UNKNOWN),
        (401, None, FaultCode.CLIENT_UNKNOWN),
        (400, "invalid_request", FaultCode.LOGIN_FAILED_AT_VISMA),
        (429, "slow_down", FaultCode.RATE_LIMITED),
    ],
)
def test_a_refusal_is_told_by_its_code(endpoint: Endpoint, status: int, error: str | None, code: FaultCode) -> None:
    endpoint.says(status, {"error": error} if error else {})
    fault = fault_of(lambda: refreshed(endpoint))
    assert (fault.code, fault.effect) == (code, Effect.WAIT)


@pytest.mark.parametrize("error", [f"no such token: {TOKEN}", {"token": TOKEN}, TOKEN, SECRET.lower(), [SECRET]])
def test_what_a_server_repeats_of_the_request_goes_no_further(endpoint: Endpoint, error: object) -> None:
    endpoint.says(400, {"error": error})
    fault = fault_of(lambda: refreshed(endpoint))
    assert fault.code is FaultCode.LOGIN_FAILED_AT_VISMA
    assert TOKEN not in repr(fault.params)
    assert SECRET.lower() not in repr(fault.params).lower()


@pytest.mark.parametrize("lifetime", ["NaN", "-5", "0", "1e400", '"nix"', "null", "[]", "true"])
def test_a_lifetime_that_is_none_is_an_hour(endpoint: Endpoint, lifetime: str) -> None:
    endpoint.body = b'{"access_token": "a", "expires_in": %s}' % lifetime.encode()
    assert refreshed(endpoint).lifetime == 3600.0


def test_a_fault_of_a_gateway_is_repeated_within_the_grace_and_the_login_stays(
    endpoint: Endpoint, tmp_path: Path
) -> None:
    endpoint.says(502, {"error": "Bad Gateway"})
    keeper = TokenKeeper(
        endpoint.url, REGISTRATION, home := MemoryHome(), tmp_path / "x.lock", pause=lambda _seconds: None
    )
    keeper.accept(Grant("a", TOKEN, 10.0))
    again = TokenKeeper(endpoint.url, REGISTRATION, home, tmp_path / "x.lock", pause=lambda _seconds: None)
    assert fault_of(again.access_token).code is FaultCode.SERVER_FAULT
    assert len(endpoint.asked) == 3
    assert again.logged_in()


def test_a_process_that_refreshes_for_too_long_is_no_locked_keyring(
    endpoint: Endpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint.says(200, {"access_token": "b"})
    TokenKeeper(endpoint.url, REGISTRATION, home := MemoryHome(), tmp_path / "x.lock").accept(Grant("a", TOKEN, 10.0))
    monkeypatch.setattr("desktop.visma.tokens._LOCK_SECONDS", 0.05)
    keeper = TokenKeeper(endpoint.url, REGISTRATION, home, tmp_path / "x.lock")
    with filelock.FileLock(tmp_path / "x.lock"):
        assert fault_of(keeper.access_token).code is FaultCode.TIMEOUT
    assert endpoint.asked == []
    assert keeper.access_token() == "b"


def test_nothing_is_sent_to_a_server_that_nobody_vouches_for(secure: Endpoint) -> None:
    secure.says(200, {"access_token": "a"})
    fault = fault_of(lambda: refreshed(secure))
    assert (fault.code, fault.effect) == (FaultCode.CERTIFICATE_ISSUER, Effect.WAIT)
    assert secure.asked == []


@pytest.mark.usefixtures("trusted")
def test_a_server_that_the_system_vouches_for_is_spoken_to(secure: Endpoint) -> None:
    secure.says(200, {"access_token": "a", "expires_in": 10})
    assert refreshed(secure).access_token == "a"


@pytest.mark.usefixtures("trusted")
def test_a_secure_connection_that_breaks_after_the_request_is_no_fault_of_its_certificate(secure: Endpoint) -> None:
    secure.cut = True
    fault = fault_of(lambda: refreshed(secure))
    assert (fault.code, fault.effect) == (FaultCode.UNKNOWN_OUTCOME, Effect.ASK)
    assert len(secure.asked) == 1
