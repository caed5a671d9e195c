"""Addresses, ``data:`` addresses, HTML of browsers, and what a pasted text is."""

from __future__ import annotations

import base64

import pytest

from desktop.handed import (
    PastedKind,
    address_of,
    address_of_mozilla,
    addresses_in,
    data_of,
    only_address,
    pasted,
    pictures_in,
)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (" https://www.shop.dk/bon.pdf?id=1#top\n", "https://www.shop.dk/bon.pdf?id=1"),
        ("HTTP://Bruger:Kode@Shop.DK:8080", "http://shop.dk:8080/"),
        ("https://æbler.dk/bøn", "https://æbler.dk/bøn"),
        ("https://[2001:db8::1]/x", "https://[2001:db8::1]/x"),
    ],
)
def test_addresses_are_kept_without_credentials(text: str, url: str) -> None:
    address = address_of(text)
    assert address is not None
    assert address.url == url


@pytest.mark.parametrize(
    "text",
    ["", "shop.dk", "ftp://shop.dk/", "file:///etc/passwd", "javascript:alert(1)", "https://", "https:///x",
     "https://shop.dk:99999/", "https://shop.dk:0/", "https://[/", "se https://shop.dk", "https://shop.dk/\x00",
     "https://" + "a" * 5_000, "https://\u202eshop.dk/", "https://" + "ø" * 70 + ".dk/"],
)  # fmt: skip
def test_other_texts_are_no_address(text: str) -> None:
    assert address_of(text) is None


@pytest.mark.parametrize(
    ("url", "host", "near"),
    [
        ("https://www.shop.dk/x", "shop.dk", False),
        ("https://shop.dk:443/x", "shop.dk", False),
        ("http://shop.dk:8080/x", "shop.dk:8080", False),
        ("http://nas/x", "nas", True),
        ("http://printer.local./x", "printer.local.", True),
        ("http://192.168.1.4/x", "192.168.1.4", True),
        ("http://localhost:5000/x", "localhost:5000", True),
        ("http://[::1]/x", "::1", True),
        ("http://93.184.215.14/x", "93.184.215.14", False),
    ],
)
def test_hosts_are_told_as_people_know_them(url: str, host: str, near: bool) -> None:
    address = address_of(url)
    assert address is not None
    assert (address.host, address.is_near) == (host, near)


def test_of_http_and_https_the_latter_is_kept() -> None:
    found = addresses_in(["http://shop.dk/a", "https://shop.dk/a", "https://shop.dk/a", "nix", "http://shop.dk/b"])
    assert [a.url for a in found] == ["https://shop.dk/a", "http://shop.dk/b"]
    assert len(addresses_in(f"https://shop.dk/{n}" for n in range(100))) == 20


def test_a_text_of_addresses_is_that_and_nothing_else() -> None:
    assert len(only_address("https://shop.dk/a\r\n\r\n https://shop.dk/b \n")) == 2
    assert only_address("Se her: https://shop.dk/a") == ()
    assert only_address("https://shop.dk/a\nog så") == ()
    assert only_address("  \n") == ()


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("data:image/png;base64," + base64.b64encode(b"\xfb\xff\x00bon").decode(), b"\xfb\xff\x00bon"),
        ("data:image/png;base64," + base64.urlsafe_b64encode(b"\xfb\xff\x00b").decode().rstrip("="), b"\xfb\xff\x00b"),
        ("DATA:;charset=utf-8;BASE64,Ym9u", b"bon"),
        ("data:image/png;base64,Ym%39u", b"bon"),
        ("data:text/plain,I%20alt%20125", b"I alt 125"),
        ("data:,", None),
        ("data:image/png;base64,Y", None),
        ("data:image/png;base64,####", None),
        ("data:image/png;base64,æ", None),
        ("https://shop.dk/", None),
        ("data:" + ";a" * 100_000, None),
    ],
)
def test_data_addresses_carry_their_bytes(address: str, data: bytes | None) -> None:
    assert data_of(address) == data


def test_pictures_are_found_where_html_is_nothing_else() -> None:
    html = '<meta charset="utf-8"><a href="https://shop.dk/"><img alt="Bon &amp; mere" src="https://b.dk/x.jpg?a&amp;b"></a>'
    assert pictures_in(html) == ("https://b.dk/x.jpg?a&b",)
    assert pictures_in(html + "<p>" + "meget tekst " * 40) == ()
    assert pictures_in("<img><img src><img src=''><![odd[<!--") == ()
    assert pictures_in("") == ()


def test_mozillas_addresses_come_in_both_encodings() -> None:
    told = "https://shop.dk/æ\nTitel"
    for raw in (told.encode("utf-16-le"), told.encode("utf-16"), told.encode(), told.encode("utf-16-le") + b"\0\0"):
        assert address_of_mozilla(raw) == "https://shop.dk/æ"
    assert address_of_mozilla(b"") == ""


MAIL = "From: a@b.dk\r\nTo: c@d.dk\r\nSubject: Kvittering\r\nDate: x\r\n\r\nI alt 125,00"
INVOICE = (
    '\ufeff\n<?xml version="1.0" encoding="ISO-8859-1"?>\n'
    '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"><ID>æ</ID></Invoice>'
)


def test_a_pasted_text_is_seen_for_what_it_is() -> None:
    invoice = pasted(INVOICE)
    assert (invoice.kind, invoice.ending) == (PastedKind.FILE, ".xml")
    assert invoice.data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<Invoice')
    assert "æ".encode() in invoice.data
    assert (pasted(MAIL).kind, pasted(MAIL).ending, pasted(MAIL).data) == (PastedKind.FILE, ".eml", MAIL.encode())
    assert pasted("data:image/png;base64,Ym9u\n").data == b"bon"
    assert pasted("https://shop.dk/bon.pdf").kind is PastedKind.ADDRESSES
    assert pasted(" I alt 125,00 kr.").text == "I alt 125,00 kr."
    assert pasted(" \ufeff\n\t").kind is PastedKind.NOTHING
    assert pasted("").kind is PastedKind.NOTHING
