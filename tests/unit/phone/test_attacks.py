"""Everything that somebody else on the network, or another site's page, could try."""

from __future__ import annotations

import ipaddress
import logging
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import pytest
import requests

from desktop.phone import Closed, Limits, Place
from tests.unit.phone.conftest import QUICK, Link, Phone, wait


def raw(link: Link, data: bytes, *, source: str = "127.0.0.1") -> bytes:
    """Send bytes as they are, and return everything that is answered."""
    with socket.create_connection((link.host, link.port), 20, source_address=(source, 0)) as connected:
        connected.settimeout(20)
        answer = b""
        try:
            connected.sendall(data)
            while piece := connected.recv(65_536):
                answer += piece
        except ConnectionError:
            pass
        return answer


def status_of(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def head(link: Link, line: str, *headers: str, host: str | None = None) -> bytes:
    lines = [line, f"Host: {host or f'{link.host}:{link.port}'}", *headers, "", ""]
    return "\r\n".join(lines).encode("latin-1")


# --- who may connect ---


def test_one_of_another_subnet_is_cut_before_a_byte_is_read() -> None:
    link = Link(Place(ipaddress.IPv4Interface("127.0.0.1/30"), "lo"))
    try:
        assert status_of(raw(link, head(link, f"GET /{link.secret} HTTP/1.1"), source="127.0.0.2")) == 200
        assert raw(link, head(link, f"GET /{link.secret} HTTP/1.1"), source="127.0.0.9") == b""
    finally:
        link.end()


@pytest.mark.parametrize(
    ("peer", "may"),
    [
        ("192.168.1.7", True), ("192.168.1.255", True), ("192.168.2.7", False), ("10.0.0.1", False),
        ("8.8.8.8", False), ("127.0.0.1", False), ("::1", False), ("::ffff:192.168.1.7", False), ("nonsense", False),
    ],
)  # fmt: skip
def test_only_the_own_private_subnet_may_come(peer: str, may: bool) -> None:
    assert Place(ipaddress.IPv4Interface("192.168.1.20/24"), "Wi-Fi").may_come(peer) is may


def test_a_public_subnet_is_none_to_serve() -> None:
    assert not Place(ipaddress.IPv4Interface("203.0.113.5/24"), "eth0").may_come("203.0.113.6")


def test_only_the_one_address_listens(link: Link) -> None:
    for other in ("127.0.0.2", "127.1.2.3"):
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((other, link.port), 5)


# --- the secret ---


def test_the_secret_is_long_and_new_each_time() -> None:
    links = [Link() for _each in range(3)]
    try:
        found = {link.secret for link in links}
        assert len(found) == 3
        assert all(len(secret) == 27 for secret in found)  # of 30 letters: 132 bits
    finally:
        for link in links:
            link.end()


@pytest.mark.parametrize("path", ["/", "/../", "/index.html", "/.env", "/a/b/c", "/%2e%2e/x", "/photos/x"])
def test_there_is_no_other_path(link: Link, path: str) -> None:
    assert status_of(raw(link, head(link, f"GET {path} HTTP/1.1"))) == 404


@pytest.mark.parametrize("rest", ["/x", "/photos", "/photos/", "/photos/..x", "/photos/A" + "0" * 31, "/hello/x", "//"])
def test_nor_is_there_one_below_the_secret(link: Link, phone: Phone, rest: str) -> None:
    assert phone.http.get(link.url + rest, timeout=20).status_code == 404


def test_wrong_secrets_are_counted_and_close_the_link(link: Link, phone: Phone) -> None:
    for _try in range(QUICK.wrong - 1):
        wrong = link.origin + "/" + secrets.token_hex(13)
        assert requests.get(wrong, timeout=20).status_code == 404
    assert phone.send(b"still open").json()["state"] == "taken"
    raw(link, head(link, f"GET /{link.secret[:-1]} HTTP/1.1"))
    wait(lambda: link.ear.ends == [Closed.WRONG])
    assert link.server.join(10)
    with pytest.raises(requests.ConnectionError):
        phone.send(b"too late")


def test_what_browsers_ask_by_themselves_is_no_attempt(link: Link) -> None:
    for name in ("favicon.ico", "apple-touch-icon.png", "apple-touch-icon-120x120-precomposed.png") * 3:
        assert requests.get(f"{link.origin}/{name}", timeout=20).status_code == 404
    assert link.ear.ends == []


# --- the first phone ---


def test_a_second_phone_is_refused_kindly(link: Link, phone: Phone) -> None:
    other = Phone(link)
    page = other.page()
    assert page.status_code == 403
    assert "Another phone is using this link" in page.text
    assert "<input" not in page.text
    assert other.hello().status_code == 403
    assert other.send(b"mine").status_code == 403
    assert other.ask("0" * 32).status_code == 403
    assert link.album.photos == []
    assert phone.hello().status_code == 200  # the first one goes on, also after it has loaded the page anew
    assert phone.page().status_code == 200


def test_two_that_come_at_once_are_one_and_one(link: Link) -> None:
    phones = [Phone(link) for _each in range(5)]
    found: list[int] = []
    threads = [threading.Thread(target=lambda p=each: found.append(p.hello().status_code)) for each in phones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(found) == [200, 403, 403, 403, 403]


def test_a_program_that_only_looks_ahead_does_not_take_the_link(link: Link) -> None:
    assert requests.get(link.url, timeout=20).status_code == 200
    assert Phone(link).hello().status_code == 200


def test_nobody_sends_before_the_greeting(link: Link) -> None:
    assert Phone(link).send(b"early").status_code == 403


@pytest.mark.parametrize("cookie", ["", "bilagsdrop-phone=", "bilagsdrop-phone=x", "bilagsdrop-phone=æ", ";;=,", '"'])
def test_a_cookie_that_is_wrong_is_a_stranger_s(link: Link, phone: Phone, cookie: str) -> None:
    phone.http.cookies.clear()
    phone.http.headers["Cookie"] = cookie.encode("latin-1")
    assert phone.send(b"forged").status_code == 403
    assert link.album.photos == []


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(link: Link) -> None:
    cookie = Phone(link).hello().headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert f"Path=/{link.secret}" in cookie
    assert "Secure" not in cookie  # else no phone would send it back over http


# --- other sites in the phone's own browser ---


@pytest.mark.parametrize("host", ["evil.example", "localhost", "127.0.0.1", "127.0.0.1:80", "evil.example:{port}"])
def test_a_name_that_points_here_is_refused(link: Link, host: str) -> None:
    told = host.format(port=link.port)
    assert status_of(raw(link, head(link, f"GET /{link.secret} HTTP/1.1", host=told))) == 421


def test_without_a_host_nothing_is_answered_either(link: Link) -> None:
    assert status_of(raw(link, f"GET /{link.secret} HTTP/1.1\r\n\r\n".encode())) == 421


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1", ""])
def test_another_site_can_neither_greet_nor_send(link: Link, phone: Phone, origin: str) -> None:
    assert phone.send(b"forged", Origin=origin).status_code == 403
    assert phone.hello(Origin=origin).status_code == 403
    assert link.album.photos == []


def test_what_a_browser_calls_cross_site_is_refused(link: Link, phone: Phone) -> None:
    assert phone.send(b"forged", **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    framed = phone.http.get(link.url, headers={"Sec-Fetch-Dest": "iframe"}, timeout=20)
    assert framed.status_code == 403


def test_every_answer_forbids_what_it_does_not_need(link: Link, phone: Phone) -> None:
    answers = [phone.page(), phone.hello(), phone.send(b"x"), Phone(link).page(), requests.get(link.origin, timeout=20)]
    for answer in answers:
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert "Access-Control-Allow-Origin" not in answer.headers
        assert "Server" not in answer.headers


def test_the_page_fetches_nothing_from_elsewhere(phone: Phone) -> None:
    page = phone.page()
    assert "http" not in page.text.replace("http://www.w3.org", "")
    assert "unsafe-inline" not in page.headers["Content-Security-Policy"]
    nonce = page.headers["Content-Security-Policy"].split("'nonce-")[1].split("'")[0]
    assert page.text.count("<script") == page.text.count(f'<script nonce="{nonce}"') == 2
    assert nonce not in phone.page().text  # a new one for each


# --- too much, too slow, too many ---


def test_a_photo_over_the_limit_is_refused_before_it_is_read(link: Link, phone: Phone) -> None:
    line = f"PUT /{link.secret}/photos/{'0' * 32} HTTP/1.1"
    cookie = "; ".join(f"{each.name}={each.value}" for each in phone.http.cookies)
    told = (f"Origin: {link.origin}", f"Cookie: {cookie}", f"Content-Length: {QUICK.photo + 1}")
    assert status_of(raw(link, head(link, line, *told))) == 413
    assert phone.send(b"x" * QUICK.photo).json()["state"] == "taken"


@pytest.mark.parametrize("limits", [replace(QUICK, total=25), replace(QUICK, photos=2)])
def test_so_many_bytes_and_photos_and_no_more(limits: Limits) -> None:
    link = Link(limits=limits)
    try:
        phone = Phone(link)
        phone.hello()
        assert phone.send(b"0123456789").ok
        assert phone.send(b"9876543210").ok
        with suppress(requests.ConnectionError):  # the link closes with it
            assert phone.send(b"and another").status_code == 503
        wait(lambda: link.ear.ends == [Closed.FULL])
        assert len(link.album.photos) == 2
    finally:
        link.end()


@pytest.mark.parametrize("extra", ["X-Long: " + "a" * QUICK.head, "\r\n".join(f"X-{n}: y" for n in range(500))])
def test_headers_without_end_are_refused(link: Link, extra: str) -> None:
    assert status_of(raw(link, head(link, "GET / HTTP/1.1", extra))) == 431


@pytest.mark.parametrize(
    "data",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
        b"GET / HTTP/2.0\r\n\r\n",
        b"get / HTTP/1.1\r\n\r\n",
        b"GET http://127.0.0.1/ HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"GET / HTTP/1.1\r\n folded: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost : a\r\n\r\n",
        b"GET / HTTP/1.1\nHost: a\n\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: a\x00b\r\n\r\n",
        b"\r\n\r\n",
    ],
)
def test_what_is_no_request_is_called_bad(link: Link, data: bytes) -> None:
    assert status_of(raw(link, data)) == 400


@pytest.mark.parametrize("told", ["Transfer-Encoding: chunked", "Content-Length: -1", "Content-Length: 1e3", "X: y"])
def test_a_body_needs_a_length(link: Link, phone: Phone, told: str) -> None:
    cookie = "; ".join(f"{each.name}={each.value}" for each in phone.http.cookies)
    line = f"PUT /{link.secret}/photos/{'0' * 32} HTTP/1.1"
    answer = raw(link, head(link, line, f"Origin: {link.origin}", f"Cookie: {cookie}", told) + b"5\r\nhello\r\n")
    assert status_of(answer) == 411


@pytest.mark.parametrize("method", ["DELETE", "OPTIONS", "HEAD", "POST", "TRACE"])
def test_other_methods_are_not_allowed(link: Link, phone: Phone, method: str) -> None:
    for rest in ("", "/photos/" + "0" * 32):
        assert phone.http.request(method, link.url + rest, timeout=20).status_code == 405


def trickle(link: Link, stop: threading.Event) -> float:
    """Send a header letter by letter; return the seconds after which it was cut."""
    began = time.monotonic()
    with socket.create_connection((link.host, link.port), 20) as connected:
        connected.settimeout(0.05)
        while not stop.is_set():
            try:
                connected.send(b"G")
                if connected.recv(100):
                    break
            except TimeoutError:
                continue
            except OSError:
                break
    return time.monotonic() - began


def test_headers_that_trickle_are_cut(link: Link) -> None:
    stop = threading.Event()
    alarm = threading.Timer(30, stop.set)
    alarm.start()
    try:
        assert trickle(link, stop) >= QUICK.head_seconds
        assert not stop.is_set()
    finally:
        alarm.cancel()
        alarm.join()


def test_a_photo_that_stops_on_its_way_lets_go(link: Link, phone: Phone) -> None:
    cookie = "; ".join(f"{each.name}={each.value}" for each in phone.http.cookies)
    line = f"PUT /{link.secret}/photos/{'1' * 32} HTTP/1.1"
    begun = head(link, line, f"Origin: {link.origin}", f"Cookie: {cookie}", "Content-Length: 100000") + b"half"
    assert raw(link, begun) == b""
    wait(lambda: link.ear.most_sending == 1 and link.ear.sending_now == 0)
    assert link.album.photos == []
    assert phone.ask("1" * 32).status_code == 404  # so the page sends it again


@pytest.fixture
def crowd(link: Link) -> Iterator[list[socket.socket]]:
    """As many silent connections as one address may have."""
    crowd = [socket.create_connection((link.host, link.port), 20) for _each in range(QUICK.each)]
    yield crowd
    for each in crowd:
        each.close()


def test_one_address_cannot_take_all_connections(link: Link, crowd: list[socket.socket]) -> None:
    assert len(crowd) == QUICK.each
    assert raw(link, head(link, f"GET /{link.secret} HTTP/1.1")) == b""
    assert status_of(raw(link, head(link, f"GET /{link.secret} HTTP/1.1"), source="127.0.0.7")) == 200


def test_who_says_nothing_is_soon_cut(link: Link, crowd: list[socket.socket]) -> None:
    for each in crowd:
        each.settimeout(20)
        while each.recv(4096):  # "Request Timeout", then the end
            pass
    wait(lambda: raw(link, head(link, f"GET /{link.secret} HTTP/1.1")).startswith(b"HTTP/1.1 200 "))


def test_three_at_once_are_too_many_to_hold_in_memory(link: Link, phone: Phone) -> None:
    link.album.gate.clear()
    held = [threading.Thread(target=phone_of(phone).send, args=(f"{n}".encode(),)) for n in range(2)]
    try:
        for each in held:
            each.start()
        wait(lambda: link.ear.sending_now == 2)
        assert phone.send(b"third").status_code == 429
    finally:
        link.album.gate.set()
        for each in held:
            each.join(20)
    assert phone.send(b"third").json()["state"] == "taken"


def phone_of(phone: Phone) -> Phone:
    """Return the same phone with a session of its own, for another thread."""
    again = Phone(phone.link)
    again.http.cookies.update(phone.http.cookies)
    return again


# --- nothing of it is written down ---


def test_the_secret_reaches_no_log_and_no_representation(link: Link, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "desktop")
    phone = Phone(link)
    phone.hello()
    token = next(iter(phone.http.cookies)).value or ""
    phone.send(b"x", name="Løn til Ida.pdf")
    link.album.take = None  # type: ignore[assignment, method-assign]
    link.server._book._take = None  # type: ignore[assignment]
    assert phone.send(b"this can't be taken").status_code == 500
    raw(link, head(link, f"GET /{link.secret}x HTTP/1.1"))
    link.end()
    told = caplog.text + repr(link.server) + repr(link.server._reception) + repr(link.server._gate)
    assert "unforeseen TypeError" in told
    assert "ended: stopped" in told
    for secret in (link.secret, token, "Ida"):
        assert secret not in told
