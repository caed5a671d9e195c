"""The curve P-256 (SEC 2, 2.4.2; FIPS 186-5): a key pair, and one signature with it.

Nobody measures how long this takes: it runs once for a link, before anybody can connect.
"""

from __future__ import annotations

import secrets
from typing import NamedTuple

Point = tuple[int, int]


class _Curve(NamedTuple):
    """y² = x³ - 3x + b over the field of p; ``base`` has the order ``n``."""

    p: int
    b: int
    n: int
    base: Point
    length: int
    """Bytes of a coordinate."""


CURVE = _Curve(
    p=0xFFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF,
    b=0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B,
    n=0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    base=(
        0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
        0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
    ),
    length=32,
)


def key_pair() -> tuple[int, Point]:
    """Return a new private key, and its public one."""
    private = 1 + secrets.randbelow(CURVE.n - 1)
    public = _times(private, CURVE.base)
    assert public is not None
    return private, public


def sign(private: int, digest: bytes) -> tuple[int, int]:
    """Return the two numbers of an ECDSA signature of a SHA-256."""
    number = int.from_bytes(digest, "big")
    while True:
        k = 1 + secrets.randbelow(CURVE.n - 1)
        point = _times(k, CURVE.base)
        assert point is not None
        r = point[0] % CURVE.n
        s = pow(k, -1, CURVE.n) * (number + r * private) % CURVE.n
        if r and s:
            return r, s


def point_bytes(point: Point) -> bytes:
    """Return a point uncompressed (SEC 1, 2.3.3)."""
    x, y = (each.to_bytes(CURVE.length, "big") for each in point)
    return b"\x04" + x + y


def _times(number: int, point: Point) -> Point | None:
    total: Point | None = None
    adding: Point | None = point
    while number:
        if number & 1:
            total = _sum(total, adding)
        adding = _sum(adding, adding)
        number >>= 1
    return total


def _sum(first: Point | None, second: Point | None) -> Point | None:
    """Return the sum of two points; None is the point at infinity."""
    if first is None or second is None:
        return second if first is None else first
    (x1, y1), (x2, y2) = first, second
    if x1 == x2 and (y1 + y2) % CURVE.p == 0:
        return None
    rise, run = (3 * x1 * x1 - 3, 2 * y1) if first == second else (y2 - y1, x2 - x1)
    slope = rise * pow(run, -1, CURVE.p)
    x = (slope * slope - x1 - x2) % CURVE.p
    return x, (slope * (x1 - x) - y1) % CURVE.p
