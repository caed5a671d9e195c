"""Receipts fetched from real servers: what comes, what is refused, and where no connection is ever made."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
import trustme

from desktop.handed import FetchLimits, FetchStoppedError, WebAddress, WebFetch, address_of
from desktop.handed.guard import is_in_the_house, is_public
from desktop.receipts.faults import Fault, FaultCode
from desktop.words.faults import explain
from tests.unit.updates.site import Reply, Site, leads_to, says

PDF = b"%PDF-1.7\n" + b"bilag " * 2_000 + b"%%EOF\n"
SHORT = FetchLimits(most_bytes=100_000, connect_s=5, silence_s=0.5, all_s=1.5)


def loopback(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return address.is_loopback


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.end()


@pytest.fixture
def web() -> WebFetch:
    return WebFetch(also=loopback)


Found = list[tuple[int, int, int, str, tuple[str, int]]]


def found(address: str, port: int) -> Found:
    """Return what a look-up answers for a name that leads to this address."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return [(family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, port))]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Return the names that lead somewhere, to be filled; every other name is unknown, as without a network."""
    known: dict[str, str] = {}

    def look_up(host: str, port: int, *_more: object, **_others: object) -> Found:
        address = known.get(host, host)
        try:
            ipaddress.ip_address(address)
        except ValueError:
            raise socket.gaierror(socket.EAI_NONAME, "unknown") from None
        return found(address, port)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return known


def at(url: str) -> WebAddress:
    address = address_of(url)
    assert address is not None
    return address


def fault_of(web: WebFetch, url: str) -> Fault:
    with pytest.raises(Fault) as caught:
        web.fetch(at(url))
    fault = caught.value
    assert fault.params["way"] == "link"
    told = explain(fault.note())
    assert "…" not in f"{told.title} {told.sentence} {told.step}"
    return fault


def test_a_receipt_comes_with_its_name_and_nothing_is_told_of_the_user(site: Site, web: WebFetch) -> None:
    header = "attachment; filename*=UTF-8''Faktura%204711%20%C3%A6.pdf"
    site.pages["/hent?id=1"] = says(PDF, headers={"Content-Disposition": header, "Set-Cookie": "a=b"})
    fetched = web.fetch(at(f"http://bruger:kode@{site.url[7:]}/hent?id=1#side2"))
    assert (fetched.name, fetched.data) == ("Faktura 4711 æ.pdf", PDF)
    web.fetch(at(f"{site.url}/hent?id=1"))
    assert [path for path, _headers in site.asked] == ["/hent?id=1", "/hent?id=1"]
    for _path, headers in site.asked:
        assert not {"Cookie", "Authorization", "Referer", "From", "Origin"} & set(headers)


@pytest.mark.parametrize(
    ("path", "header", "name"),
    [
        ("/bon%20%C3%B8.pdf", "", "bon ø.pdf"),
        ("/", "", "127.0.0.1"),
        ("/x", 'attachment; filename="..\\..\\ond\x07.pdf"', "ond.pdf"),
        ("/x", 'attachment; filename="', "x"),
        ("/x.pdf", "attachment; filename*=nix''%FF", "ÿ"),
    ],
)
def test_a_name_is_one_line_without_folders(site: Site, web: WebFetch, path: str, header: str, name: str) -> None:
    site.pages[path] = says(PDF, headers={"Content-Disposition": header} if header else {})
    assert web.fetch(at(f"{site.url}{path}")).name.startswith(name)


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (401, FaultCode.LINK_LOGIN), (403, FaultCode.LINK_LOGIN), (404, FaultCode.LINK_GONE),
        (410, FaultCode.LINK_GONE), (500, FaultCode.SERVER_FAULT), (429, FaultCode.SERVER_FAULT),
        (304, FaultCode.SERVER_FAULT),
    ],
)  # fmt: skip
def test_what_is_no_success_is_named(site: Site, web: WebFetch, status: int, code: FaultCode) -> None:
    site.pages["/bon.pdf"] = says(PDF, status)
    fault = fault_of(web, f"{site.url}/bon.pdf")
    assert fault.code is code
    assert fault.params["host"] == site.url[7:]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\n <!DOCTYPE html><title>Log ind</title>", "application/pdf"),
        (b"<HTML><body>", ""),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", "text/html; charset=utf-8"),
    ],
)
def test_a_page_is_no_receipt(site: Site, web: WebFetch, body: bytes, kind: str) -> None:
    site.pages["/bon.pdf"] = says(body, headers={"Content-Type": kind})
    assert fault_of(web, f"{site.url}/bon.pdf").code is FaultCode.LINK_IS_PAGE


def test_an_einvoice_is_one_whatever_it_is_called(site: Site, web: WebFetch) -> None:
    body = b'<?xml version="1.0"?><Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>'
    site.pages["/faktura"] = says(body, headers={"Content-Type": "text/html"})
    assert web.fetch(at(f"{site.url}/faktura")).data == body


def test_some_redirects_are_followed_and_no_more(site: Site, web: WebFetch) -> None:
    for number in range(6):
        site.pages[f"/{number}"] = leads_to(f"/{number + 1}")
    site.pages["/6"] = says(PDF)
    assert web.fetch(at(f"{site.url}/1")).data == PDF
    assert fault_of(web, f"{site.url}/0").code is FaultCode.LINK_ASTRAY


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://shop.dk/", "data:text/html,x", "http://[", "http://"]
)
def test_a_redirect_leads_to_no_other_scheme(site: Site, web: WebFetch, location: str) -> None:
    site.pages["/bon"] = leads_to(location)
    assert fault_of(web, f"{site.url}/bon").code is FaultCode.LINK_ASTRAY


def test_too_much_is_stopped_whether_it_is_told_before_or_not(site: Site) -> None:
    web = WebFetch(also=loopback, limits=SHORT)
    site.pages["/told"] = says(b"%PDF-" + b" " * 200_000)

    def untold(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _part in range(100):
            handler.wfile.write(b" " * 20_000)

    site.pages["/untold"] = untold
    assert fault_of(web, f"{site.url}/told").code is FaultCode.FILE_TOO_LARGE
    assert fault_of(web, f"{site.url}/untold").code is FaultCode.FILE_TOO_LARGE


@pytest.mark.parametrize("pause", [0.1, 30.0], ids=["drips", "silent"])
def test_an_answer_that_takes_too_long_is_left(site: Site, pause: float) -> None:
    gone = threading.Event()

    def drips(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not gone.wait(pause):
            handler.wfile.write(b" " * 70_000 if pause < 1 else b"x")

    site.pages["/bon"] = drips
    limits = FetchLimits(most_bytes=10**9, connect_s=5, silence_s=0.5, all_s=1.0)
    try:
        assert fault_of(WebFetch(also=loopback, limits=limits), f"{site.url}/bon").code is FaultCode.TIMEOUT
    finally:
        gone.set()


def test_it_is_stopped_from_another_thread_while_nothing_comes(site: Site, web: WebFetch) -> None:
    gone, ended = threading.Event(), threading.Event()
    site.pages["/bon"] = waits_for(gone)

    def fetch() -> None:
        with pytest.raises(FetchStoppedError):
            web.fetch(at(f"{site.url}/bon"))
        ended.set()

    thread = threading.Thread(target=fetch)
    thread.start()
    until = time.monotonic() + 30
    while not site.asked and time.monotonic() < until:
        time.sleep(0.01)
    web.stop()
    assert ended.wait(10)
    gone.set()
    thread.join()


def test_nobody_there_is_offline(web: WebFetch, names: dict[str, str]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert fault_of(web, f"http://127.0.0.1:{port}/").code is FaultCode.OFFLINE
    assert not names
    assert fault_of(web, "https://findes-ikke.dk/bon.pdf").code is FaultCode.OFFLINE


def waits_for(gone: threading.Event) -> Reply:
    """Return a page that says nothing until the event."""

    def reply(_handler: BaseHTTPRequestHandler) -> None:
        gone.wait(60)

    return reply


# -- where no connection is made


def test_this_computer_and_the_own_network_are_left_alone(site: Site, names: dict[str, str]) -> None:
    web = WebFetch()
    names |= {"shop.dk": "127.0.0.1", "billeder.dk": "10.0.0.7", "localhost": "127.0.0.1", "sky.dk": "169.254.169.254"}
    port = site.url.rpartition(":")[2]
    for host in ("127.0.0.1", "localhost", "shop.dk", "[::1]", "[::ffff:127.0.0.1]"):
        assert fault_of(web, f"http://{host}:{port}/bon.pdf").code is FaultCode.LINK_NEAR
    for host in ("billeder.dk", "sky.dk", "169.254.169.254", "0.0.0.0"):
        assert fault_of(web, f"http://{host}/bon.pdf").code is FaultCode.LINK_NEAR
    assert not site.asked


def test_a_redirect_leads_into_no_network_that_was_not_dropped(
    site: Site, web: WebFetch, names: dict[str, str]
) -> None:
    names |= {"shop.dk": "127.0.0.1", "ond.dk": "192.168.1.1"}
    port = site.url.rpartition(":")[2]
    for number, to in enumerate(("http://192.168.1.1/", "http://printer/", "http://nas.local/", "http://ond.dk/")):
        site.pages[f"/{number}"] = leads_to(to)
        assert fault_of(web, f"http://shop.dk:{port}/{number}").code is FaultCode.LINK_NEAR


def test_a_name_is_looked_up_once_and_the_connection_goes_to_what_was_judged(
    site: Site, web: WebFetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name whose second answer is another address gets nowhere with it."""
    asked: list[str] = []

    def look_up(host: str, port: int, *_more: object, **_others: object) -> Found:
        if host != "shop.dk":
            return found(host, port)
        asked.append(host)
        return found("127.0.0.1" if len(asked) == 1 else "192.0.2.1", port)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    site.pages["/bon.pdf"] = says(PDF)
    assert web.fetch(at(f"http://shop.dk:{site.url.rpartition(':')[2]}/bon.pdf")).data == PDF
    assert asked == ["shop.dk"]


@pytest.mark.parametrize(
    ("address", "public", "in_the_house"),
    [
        ("93.184.215.14", True, False), ("192.168.1.4", False, True), ("10.1.2.3", False, True),
        ("127.0.0.1", False, False), ("169.254.169.254", False, False), ("224.0.0.1", False, False),
        ("::1", False, False), ("fd00::7", False, True), ("fe80::1", False, False), ("2606:2800::1", True, False),
        ("::ffff:10.0.0.1", False, True), ("::ffff:127.0.0.1", False, False), ("2002:7f00:1::", False, False),
        ("0.0.0.0", False, False),
    ],
)  # fmt: skip
def test_addresses_are_judged(address: str, public: bool, in_the_house: bool) -> None:
    found = ipaddress.ip_address(address)
    assert (is_public(found), is_in_the_house(found)) == (public, in_the_house)


# -- over TLS


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return authority


@pytest.fixture
def secure(authority: trustme.CA) -> Iterator[Site]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("shop.dk").configure_cert(context)
    site = Site(context)
    site.pages["/bon.pdf"] = says(PDF)
    yield site
    site.end()


def test_a_certificate_is_the_names_though_the_connection_goes_to_an_address(
    secure: Site, web: WebFetch, names: dict[str, str]
) -> None:
    names |= {"shop.dk": "127.0.0.1", "andre.dk": "127.0.0.1"}
    port = secure.url.rpartition(":")[2]
    assert web.fetch(at(f"https://shop.dk:{port}/bon.pdf")).data == PDF
    assert fault_of(web, f"https://andre.dk:{port}/bon.pdf").code is FaultCode.CERTIFICATE


def test_from_https_no_redirect_leads_to_http(secure: Site, site: Site, web: WebFetch, names: dict[str, str]) -> None:
    names["shop.dk"] = "127.0.0.1"
    secure.pages["/ned"] = leads_to(f"{site.url}/bon.pdf")
    assert fault_of(web, f"https://shop.dk:{secure.url.rpartition(':')[2]}/ned").code is FaultCode.PLAIN_HTTP
    assert not site.asked


def test_it_is_stopped_over_tls_too(secure: Site, web: WebFetch, names: dict[str, str]) -> None:
    names["shop.dk"] = "127.0.0.1"
    gone = threading.Event()
    secure.pages["/bon"] = waits_for(gone)
    threading.Timer(0.5, web.stop).start()
    with pytest.raises((FetchStoppedError, Fault)) as caught:
        web.fetch(at(f"https://shop.dk:{secure.url.rpartition(':')[2]}/bon"))
    gone.set()
    assert isinstance(caught.value, FetchStoppedError)


# -- behind a proxy


@pytest.fixture
def proxy(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", site.url)
    return site


def test_the_systems_proxy_is_used_and_looks_names_up_itself(proxy: Site, names: dict[str, str]) -> None:
    proxy.pages["http://shop.dk/bon.pdf"] = says(PDF)
    assert WebFetch().fetch(at("http://shop.dk/bon.pdf")).data == PDF
    proxy.pages["http://shop.dk/bon.pdf"] = says(b"", 407)
    assert fault_of(WebFetch(), "http://shop.dk/bon.pdf").code is FaultCode.PROXY_LOGIN
    names["shop.dk"] = "10.0.0.7"
    assert fault_of(WebFetch(), "http://shop.dk/bon.pdf").code is FaultCode.LINK_NEAR
    assert len(proxy.asked) == 2
