"""One phone that sends, is cut, sends again; and a link that ends."""

from __future__ import annotations

import datetime as dt
import hashlib
import ipaddress
import secrets
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes

from desktop.phone import Closed, Limits, PhoneServer, Place, make_certificate, server_context
from desktop.phone.photos import name_of
from desktop.receipts.faults import Fault, FaultCode
from desktop.words import use_language
from tests.unit.phone.conftest import HERE, QUICK, Album, Ear, Link, Phone, wait


def test_a_photo_arrives_as_it_was_sent(link: Link, phone: Phone) -> None:
    photo = secrets.token_bytes(150_000)
    answer = phone.send(photo, name="Bon fra Føtex.jpg")
    assert answer.json() == {"state": "taken", "title": "", "text": ""}
    assert [(each.name, each.data) for each in link.album.photos] == [("Bon fra Føtex.jpg", photo)]
    assert (link.ear.greetings, link.ear.settlings) == (1, 1)


def test_the_same_photo_at_a_second_try_is_taken_once(link: Link, phone: Phone) -> None:
    photo_id = secrets.token_hex(16)
    assert phone.ask(photo_id).status_code == 404
    for _try in range(3):
        assert phone.send(b"the photo", photo_id).json()["state"] == "taken"
    assert phone.ask(photo_id).json()["state"] == "taken"
    assert len(link.album.photos) == 1


def test_an_id_stands_for_one_photo(link: Link, phone: Phone) -> None:
    photo_id = secrets.token_hex(16)
    assert phone.send(b"the photo", photo_id).ok
    assert phone.send(b"another", photo_id).status_code == 409
    assert len(link.album.photos) == 1


def test_the_same_photo_chosen_again_is_known(phone: Phone) -> None:
    assert phone.send(b"the photo").json()["state"] == "taken"
    assert phone.send(b"the photo").json()["state"] == "known"


def test_a_refusal_comes_with_its_words(phone: Phone) -> None:
    assert phone.send(b"").json() == {
        "state": "refused",
        "title": "The file is empty",
        "text": "There is nothing in it.",
    }


def test_a_transfer_that_broke_is_taken_once_when_it_comes_again(link: Link, phone: Phone) -> None:
    photo_id, photo = secrets.token_hex(16), secrets.token_bytes(100_000)
    cookie = "; ".join(f"{each.name}={each.value}" for each in phone.http.cookies)
    head = (
        f"PUT /{link.secret}/photos/{photo_id} HTTP/1.1\r\nHost: {link.host}:{link.port}\r\nOrigin: {link.origin}\r\n"
        f"Cookie: {cookie}\r\nContent-Length: {len(photo)}\r\n\r\n"
    )
    with socket.create_connection((link.host, link.port), 20) as broken:
        broken.sendall(head.encode() + photo[:60_000])
        wait(lambda: link.ear.sending_now == 1)
    assert phone.ask(photo_id).status_code == 404
    assert phone.send(photo, photo_id).json()["state"] == "taken"
    with socket.create_connection((link.host, link.port), 20) as unheard:  # all of it came, and its answer was lost
        unheard.sendall(head.replace(photo_id, "f" * 32).encode() + photo[::-1])
        unheard.shutdown(socket.SHUT_WR)
        wait(lambda: phone.ask("f" * 32).ok)
    assert phone.send(photo[::-1], "f" * 32).json()["state"] == "taken"
    assert [each.data for each in link.album.photos] == [photo, photo[::-1]]


def test_a_photo_that_could_not_be_kept_may_come_again(link: Link, phone: Phone, caplog: object) -> None:  # noqa: ARG001
    take = link.server._book._take
    link.server._book._take = None  # type: ignore[assignment]
    assert phone.send(b"the photo", "a" * 32).status_code == 500
    link.server._book._take = take
    assert phone.send(b"the photo", "a" * 32).json()["state"] == "taken"


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("image.heic", "otherwise.heic"),
        ("Image%20of%20Ida.jpg", "Image of Ida.jpg"),
        ("IMG_4711.HEIC", "IMG_4711.HEIC"),
        ("..%2F..%2Fetc%2Fpasswd", "passwd"),
        ("C%3A%5Cfake%5Cbon.jpg", "bon.jpg"),
        ("%00%0A%1b%5B31m.jpg", "[31m.jpg"),
        ("%E2%80%AEgpj.exe", "gpj.exe"),
        ("b%C3%B8n.heic", "bøn.heic"),
        ("b%FFn.jpg", "b\ufffdn.jpg"),
        ("a" * 300 + ".jpg", "a" * 116 + ".jpg"),
        ("", "otherwise.jpg"),
        ("..", "otherwise.jpg"),
        ("%", "%"),
    ],
)
def test_a_name_is_made_harmless(told: str, name: str) -> None:
    assert name_of(told, "otherwise") == name


# --- the page ---


def test_the_page_speaks_the_language_of_the_program(phone: Phone) -> None:
    assert "Take a photo" in phone.page().text
    use_language("da")
    page = phone.page()
    assert '<html lang="da">' in page.text
    assert "Tag et billede" in page.text
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "{{" not in page.text


def test_a_link_may_carry_what_other_programs_add(link: Link, phone: Phone) -> None:
    assert phone.http.get(link.url + "/?utm_source=qr", timeout=20).status_code == 200


# --- its end ---


def test_it_closes_by_itself_and_a_photo_puts_that_off() -> None:
    link = Link(limits=replace(QUICK, quiet_seconds=0.9))
    phone = Phone(link)
    phone.hello()
    link.album.gate.clear()
    sender = threading.Thread(target=phone.send, args=(b"slow to be kept",))
    sender.start()
    wait(lambda: link.ear.sending_now == 1)
    link.server._quiet_from -= 60  # long ago, but one is on its way
    assert link.server.seconds_left() == 0.9
    link.album.gate.set()
    sender.join(20)
    wait(lambda: link.ear.ends)
    assert link.ear.ends == [Closed.QUIET]
    assert len(link.album.photos) == 1
    assert link.server.join(10)
    with pytest.raises(requests.ConnectionError):
        phone.page()


def test_closing_cuts_what_is_under_way_and_tells_once(link: Link, phone: Phone) -> None:
    with socket.create_connection((link.host, link.port), 20) as half:
        half.sendall(b"GET /")
        assert phone.page().ok  # so the one before has been accepted
        link.server.close()
        link.server.close(Closed.QUIET)
        assert link.server.join(10)
        half.settimeout(20)
        with suppress(ConnectionResetError):
            assert half.recv(100) == b""
    assert link.ear.ends == [Closed.STOPPED]


def test_an_address_that_is_not_the_computers_is_a_fault() -> None:
    away = Place(ipaddress.IPv4Interface("192.0.2.77/24"), "gone")
    with pytest.raises(Fault) as caught:
        PhoneServer(away, Album().take, Ear()).start()
    assert caught.value.code is FaultCode.PHONE_NO_SERVER


# --- encrypted ---


@pytest.fixture
def hidden(tmp_path: Path) -> Iterator[tuple[Link, Phone]]:
    made = make_certificate(ipaddress.IPv4Address("127.0.0.1"), dt.datetime.now(dt.UTC))
    path = tmp_path / "known.pem"
    path.write_text(made.certificate)
    link = Link(context=server_context(made))
    phone = Phone(link)
    phone.http.verify = str(path)  # who has been told the certificate needs no warning
    yield link, phone
    link.end()


def test_an_encrypted_link_takes_photos(hidden: tuple[Link, Phone]) -> None:
    link, phone = hidden
    assert link.url.startswith("https://127.0.0.1:")
    assert phone.page().ok
    assert "Secure" in phone.hello().headers["Set-Cookie"]
    photo = secrets.token_bytes(150_000)
    assert phone.send(photo).json()["state"] == "taken"
    assert link.album.photos[0].data == photo


def test_a_phone_that_does_not_know_the_certificate_is_warned(hidden: tuple[Link, Phone]) -> None:
    link, _phone = hidden
    with pytest.raises(requests.exceptions.SSLError):
        Phone(link).page()
    with pytest.raises(requests.RequestException):
        requests.get(link.url.replace("https", "http"), timeout=20)


def test_a_handshake_that_never_ends_is_cut(hidden: tuple[Link, Phone]) -> None:
    link, phone = hidden
    with socket.create_connection((link.host, link.port), 20) as silent:
        silent.sendall(b"\x16\x03\x01")
        silent.settimeout(20)
        assert silent.recv(100) == b""
    assert phone.page().ok


def test_the_certificate_is_what_others_call_valid() -> None:
    now = dt.datetime.now(dt.UTC)
    made = make_certificate(ipaddress.IPv4Address("192.168.1.20"), now)
    read = x509.load_pem_x509_certificate(made.certificate.encode())
    read.verify_directly_issued_by(read)
    assert read.fingerprint(hashes.SHA256()).hex() == made.fingerprint
    assert made.fingerprint == hashlib.sha256(ssl.PEM_cert_to_DER_cert(made.certificate)).hexdigest()
    names = read.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.IPAddress) == [ipaddress.IPv4Address("192.168.1.20")]
    assert read.extensions.get_extension_for_class(x509.BasicConstraints).value.ca is False
    assert read.not_valid_before_utc < now < read.not_valid_after_utc
    assert read.serial_number > 0
    other = make_certificate(ipaddress.IPv4Address("192.168.1.20"), now)
    assert other.key != made.key


def test_the_usual_limits_are_what_the_page_was_made_for() -> None:
    usual = Limits()
    assert usual.photo == 60_000_000
    assert usual.quiet_seconds == 300
    assert HERE.address == "127.0.0.1"
