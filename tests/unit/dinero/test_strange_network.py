"""A proxy that wants a login, a certificate of an authority that is not trusted, a clock that is wrong."""

from __future__ import annotations

import datetime as dt
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import trustme

from desktop.dinero.client import DineroClient
from desktop.http import new_session
from desktop.reach import never_left
from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.visma.wire import post_form

GUID = "0a3f41c8-3b0f-4c39-b1d5-5a47dba1b5a5"
HOUR = dt.timedelta(hours=1)


class Token:
    def access_token(self) -> str:
        return "a-token"

    def refused(self, token: str) -> bool:
        return token != "a-token"


class Place(ThreadingHTTPServer):
    """Answers tunnels and requests with one status; ``seen`` is what it was asked, with its body."""

    daemon_threads = True

    def __init__(self, status: int, context: ssl.SSLContext | None = None) -> None:
        place = self
        self.seen: list[bytes] = []

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                place.seen.append(self.requestline.encode() + self.rfile.read(int(self.headers["Content-Length"] or 0)))
                self.send_response(status)
                self.send_header("Proxy-Authenticate", 'Basic realm="firmaet"')
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_CONNECT = do_GET = do_POST = do_PUT = answer  # noqa: N815 - http.server's names

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
                """Keep quiet."""

        super().__init__(("127.0.0.1", 0), Handler)
        if context:
            self.socket = context.wrap_socket(self.socket, server_side=True)
        self.url = f"{'https' if context else 'http'}://127.0.0.1:{self.server_address[1]}"
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,))
        self._thread.start()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is what is looked for."""

    def end(self) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()


MakePlace = Callable[..., Place]


@pytest.fixture
def place() -> Iterator[MakePlace]:
    places: list[Place] = []

    def make(status: int = 200, context: ssl.SSLContext | None = None) -> Place:
        places.append(Place(status, context))
        return places[-1]

    yield make
    for each in places:
        each.end()


def _requests(url: str) -> list[Callable[[], object]]:
    """Return one read, one write, and one form with a secret."""

    def client() -> DineroClient:
        return DineroClient(url, Token(), new_session(), timeouts=(5.0, 5.0))

    return [
        lambda: client().organizations(),
        lambda: client().create_contact(42, GUID, "Netto"),
        lambda: post_form(f"{url}/connect/token", {"client_secret": "hemmelig"}, (5.0, 5.0)),
    ]


def _faults(url: str) -> list[tuple[FaultCode, Effect]]:
    found = []
    for request in _requests(url):
        with pytest.raises(Fault) as caught:
            request()
        assert caught.value.__cause__ is None, "the cause holds the request, and the request the secret"
        found.append((caught.value.code, caught.value.effect))
    return found


def test_a_proxy_that_wants_a_login_is_told_and_nothing_was_written(
    place: MakePlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = place(407)
    monkeypatch.setenv("https_proxy", proxy.url)
    assert _faults("https://api.dinero.example") == [(FaultCode.PROXY_LOGIN, Effect.WAIT)] * 3
    assert len(proxy.seen) == 3
    assert all(line.startswith(b"CONNECT api.dinero.example:443 HTTP/1.") for line in proxy.seen)
    assert all(line[-1:] in b"01" for line in proxy.seen), "no byte of a body"


@pytest.mark.parametrize("status", [403, 502, 503])
def test_a_proxy_that_leads_nowhere_is_no_network(
    place: MakePlace, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setenv("https_proxy", place(status).url)
    assert _faults("https://api.dinero.example") == [(FaultCode.OFFLINE, Effect.WAIT)] * 3


def _certificate(authority: trustme.CA, begins: dt.timedelta, ends: dt.timedelta) -> ssl.SSLContext:
    context, now = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), dt.datetime.now(dt.UTC)
    authority.issue_cert("127.0.0.1", not_before=now + begins, not_after=now + ends).configure_cert(context)
    return context


def test_an_authority_that_is_not_trusted_is_told(place: MakePlace) -> None:
    """As where a company's proxy opens encrypted connections, and its certificate is not on this computer."""
    server = place(200, _certificate(trustme.CA(), -HOUR, HOUR))
    assert _faults(server.url) == [(FaultCode.CERTIFICATE_ISSUER, Effect.WAIT)] * 3
    assert server.seen == []


@pytest.mark.parametrize(
    ("begins", "ends"), [(HOUR, 99 * HOUR), (-99 * HOUR, -HOUR)], ids=["an hour slow", "an hour fast"]
)
def test_a_clock_that_is_wrong_by_an_hour_is_hinted_at(
    place: MakePlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begins: dt.timedelta, ends: dt.timedelta
) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    server = place(200, _certificate(authority, begins, ends))
    assert _faults(server.url) == [(FaultCode.CERTIFICATE_DATES, Effect.WAIT)] * 3
    assert server.seen == []


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        (0x800B0101, FaultCode.CERTIFICATE_DATES),
        (0x800B0109, FaultCode.CERTIFICATE_ISSUER),
        (0x800B010F, FaultCode.CERTIFICATE),
        (-67818, FaultCode.CERTIFICATE_DATES),
        (-67843, FaultCode.CERTIFICATE_ISSUER),
        (-67602, FaultCode.CERTIFICATE),
    ],
)
def test_what_windows_and_macos_say_of_a_certificate_is_understood(code: int, fault: FaultCode) -> None:
    error = ssl.SSLCertVerificationError("told in the system's language")
    error.verify_code = code
    assert never_left(error) is fault


def test_a_connection_that_breaks_is_no_proof_that_nothing_left() -> None:
    assert never_left(ConnectionResetError("reset")) is None
    assert never_left(ssl.SSLError("a record that makes no sense")) is None
