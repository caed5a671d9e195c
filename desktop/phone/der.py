"""The few forms of DER (ITU-T X.690) that a certificate is made of."""

from __future__ import annotations

import datetime as dt


def plain(number: int, data: bytes) -> bytes:
    """Return data under a tag of its context, as it is."""
    return _form(0x80 | number, data)


def tagged(number: int, data: bytes) -> bytes:
    """Return another form wrapped under a tag of its context."""
    return _form(0xA0 | number, data)


def sequence(*parts: bytes) -> bytes:
    """Return forms in their order."""
    return _form(0x30, b"".join(parts))


def set_of(*parts: bytes) -> bytes:
    """Return forms in the order of their bytes."""
    return _form(0x31, b"".join(sorted(parts)))


def integer(number: int) -> bytes:
    """Return a number that is not negative."""
    return _form(0x02, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def true() -> bytes:
    """Return the one truth."""
    return _form(0x01, b"\xff")


def octets(data: bytes) -> bytes:
    """Return bytes."""
    return _form(0x04, data)


def bits(data: bytes, unused: int = 0) -> bytes:
    """Return bits; so many of the last byte don't count."""
    return _form(0x03, bytes([unused]) + data)


def text(words: str) -> bytes:
    """Return a text in UTF-8."""
    return _form(0x0C, words.encode())


def time(moment: dt.datetime) -> bytes:
    """Return a moment (aware) up to the year 2049, to the second in UTC (RFC 5280, 4.1.2.5)."""
    return _form(0x17, f"{moment.astimezone(dt.UTC):%y%m%d%H%M%SZ}".encode("ascii"))


def oid(dotted: str) -> bytes:
    """Return an object identifier."""
    first, second, *rest = map(int, dotted.split("."))
    return _form(0x06, b"".join(map(_base_128, (40 * first + second, *rest))))


def _base_128(number: int) -> bytes:
    found = [number & 0x7F]
    while number := number >> 7:
        found.append(number & 0x7F | 0x80)
    return bytes(reversed(found))


def _form(tag: int, data: bytes) -> bytes:
    size = len(data)
    if size < 0x80:
        return bytes([tag, size]) + data
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + data
