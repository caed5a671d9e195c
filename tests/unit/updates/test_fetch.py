"""The version file from a real server: what is believed, and what never is."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
import trustme

from desktop.receipts.faults import Fault, FaultCode
from desktop.updates import Announcement, fetch, fetch_announcement, read_announcement
from tests.unit.updates.site import Site, leads_to, says

GOOD = b'{"version": "1.2.0", "page": "https://example.dk/bilagsdrop", "later": [1]}'


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.end()


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


MakeSecure = Callable[..., Site]


@pytest.fixture
def secure(authority: trustme.CA) -> Iterator[MakeSecure]:
    sites: list[Site] = []

    def make(not_before: dt.datetime | None = None, not_after: dt.datetime | None = None) -> Site:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1", not_before=not_before, not_after=not_after).configure_cert(context)
        sites.append(Site(context))
        sites[-1].pages["/v.json"] = says(GOOD)
        return sites[-1]

    yield make
    for site in sites:
        site.end()


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))


def fault_of(url: str) -> Fault:
    with pytest.raises(Fault) as caught:
        fetch_announcement(url)
    assert caught.value.params["way"] == "update"
    return caught.value


def test_a_version_file_is_read_and_nothing_is_told_of_the_user(site: Site) -> None:
    site.pages["/v.json"] = says(GOOD)
    assert fetch_announcement(f"{site.url}/v.json") == Announcement("1.2.0", "https://example.dk/bilagsdrop")
    ((path, headers),) = site.asked
    assert path == "/v.json"
    assert not {"Cookie", "Authorization", "Referer", "From"} & set(headers)


@pytest.mark.usefixtures("trusted")
def test_it_is_read_over_tls(secure: MakeSecure) -> None:
    assert fetch_announcement(f"{secure().url}/v.json").version == "1.2.0"


def test_a_certificate_of_an_unknown_authority_is_not_believed(secure: MakeSecure) -> None:
    site = secure()
    assert fault_of(f"{site.url}/v.json").code is FaultCode.CERTIFICATE_ISSUER
    assert site.asked == []


HOUR, NOW = dt.timedelta(hours=1), dt.datetime.now(dt.UTC)


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize(
    "dates",
    [(NOW + HOUR, NOW + 99 * HOUR), (NOW - 99 * HOUR, NOW - HOUR)],
    ids=["not yet", "no longer"],
)
def test_a_certificate_that_is_not_valid_now_asks_about_the_clock(
    secure: MakeSecure, dates: tuple[dt.datetime, dt.datetime]
) -> None:
    site = secure(*dates)
    assert fault_of(f"{site.url}/v.json").code is FaultCode.CERTIFICATE_DATES
    assert site.asked == []


@pytest.mark.parametrize(
    "url", ["http://example.dk/v.json", "ftp://example.dk/v", "file:///etc/passwd", "example.dk/v.json", "https://"]
)
def test_only_secure_addresses_are_asked(url: str) -> None:
    assert fault_of(url).code is FaultCode.PLAIN_HTTP


@pytest.mark.usefixtures("trusted")
def test_a_redirect_leads_to_no_other_scheme(secure: MakeSecure, site: Site) -> None:
    start = secure()
    site.pages["/v.json"] = says(GOOD)
    start.pages["/old.json"] = leads_to(f"{site.url}/v.json")
    assert fault_of(f"{start.url}/old.json").code is FaultCode.PLAIN_HTTP
    start.pages["/old.json"] = leads_to("file:///etc/passwd")
    assert fault_of(f"{start.url}/old.json").code is FaultCode.PLAIN_HTTP
    site.pages["/up.json"] = leads_to(f"{start.url}/v.json")
    assert fault_of(f"{site.url}/up.json").code is FaultCode.PLAIN_HTTP
    assert [path for path, _headers in site.asked] == ["/up.json"]


def test_a_redirect_leads_from_this_computer_to_no_other(site: Site) -> None:
    site.pages["/v.json"] = leads_to("http://example.dk/v.json")
    assert fault_of(f"{site.url}/v.json").code is FaultCode.PLAIN_HTTP


def test_a_few_redirects_are_followed_and_no_more(site: Site) -> None:
    for number in range(9):
        site.pages[f"/{number}"] = leads_to(f"/{number + 1}")
    site.pages["/9"] = says(GOOD)
    assert fetch_announcement(f"{site.url}/6").version == "1.2.0"
    site.asked.clear()
    assert fault_of(f"{site.url}/0").code is FaultCode.BAD_ANSWER
    assert len(site.asked) == 4


def test_a_large_answer_is_not_read_to_its_end(site: Site) -> None:
    site.pages["/v.json"] = says(GOOD[:-1] + b", " + b" " * 20_000_000 + b'"a": 1}')
    assert fault_of(f"{site.url}/v.json").code is FaultCode.BAD_ANSWER


def test_a_bomb_is_counted_as_what_it_becomes(site: Site) -> None:
    site.pages["/v.json"] = says(gzip.compress(b" " * 50_000_000 + GOOD), headers={"Content-Encoding": "gzip"})
    assert fault_of(f"{site.url}/v.json").code is FaultCode.BAD_ANSWER


def test_an_answer_that_never_ends_is_left(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()

    def drips(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(b"{")
        go_on.wait(20)

    site.pages["/v.json"] = drips
    monkeypatch.setattr(fetch, "TIMEOUTS", (1.0, 0.2))
    assert fault_of(f"{site.url}/v.json").code in {FaultCode.TIMEOUT, FaultCode.OFFLINE}
    go_on.set()


@pytest.mark.parametrize(("status", "code"), [(404, "server_fault"), (500, "server_fault"), (407, "proxy_login")])
def test_an_answer_that_is_no_success_is_told_with_its_status(site: Site, status: int, code: str) -> None:
    site.pages["/v.json"] = says(GOOD, status)
    assert fault_of(f"{site.url}/v.json").code == code


def test_nobody_there_is_no_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v.json"
    assert fault_of(url).code is FaultCode.OFFLINE


def _file(**members: object) -> bytes:
    return json.dumps({"version": "1.2", "page": "https://example.dk/", **members}).encode()


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"<html>", b"[]", b"null", b'"1.2"', b"\xff\xfe", b"[" * 100_000, b'{"version": "1.2"}',
        _file(version="1.2-beta"), _file(version=12), _file(version=None), _file(version="9" * 5000),
        _file(page="http://example.dk/"), _file(page="javascript:alert(1)"), _file(page="file:///C:/x.exe"),
        _file(page="//example.dk"), _file(page=""), _file(page=["https://example.dk"]), _file(page=None),
        _file(page="https://dinero.dk@example.dk/"), _file(page="https://example.dk/" + "a" * 3000),
        _file(page="https://ex\u0430mple.dk/"), _file(page="https://example.dk/\n"),
    ],
)  # fmt: skip
def test_what_is_no_version_file_is_not_believed(raw: bytes) -> None:
    with pytest.raises(Fault) as caught:
        read_announcement(raw)
    assert caught.value.code is FaultCode.BAD_ANSWER
    assert caught.value.__suppress_context__
