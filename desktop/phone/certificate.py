"""A certificate for one link, signed by itself: encryption against who listens, without an authority that knows it.

It is made here and not by a library: the one that could (cryptography) has 10 MB on Windows and macOS, for a file of
400 bytes. What is made lives as long as the link, and nothing but the handshake of Python's own OpenSSL uses it; no
signature of others is checked here, and the key signs this one certificate only.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import ipaddress
import secrets
import ssl
import tempfile
from pathlib import Path
from typing import NamedTuple

from desktop.phone import der
from desktop.phone.curve import CURVE, key_pair, point_bytes, sign

_LIFE = dt.timedelta(days=2)
"""Longer than any link, so that a phone whose clock is a day wrong takes it too."""
_COMMON_NAME = "2.5.4.3"
_EC_KEY, _P256, _ECDSA_SHA256 = "1.2.840.10045.2.1", "1.2.840.10045.3.1.7", "1.2.840.10045.4.3.2"
_ALTERNATIVE_NAME, _CONSTRAINTS, _USAGE, _PURPOSE = "2.5.29.17", "2.5.29.19", "2.5.29.15", "2.5.29.37"
_SERVER = "1.3.6.1.5.5.7.3.1"
_NAME = "Bilagsdrop"


class Certificate(NamedTuple):
    """A certificate and its key, as PEM."""

    certificate: str
    key: str
    fingerprint: str
    """SHA-256 of it in hexadecimal, as phones show it."""


def make_certificate(address: ipaddress.IPv4Address, now: dt.datetime) -> Certificate:
    """Return a certificate for an address (RFC 5280) with a key of its own on P-256 (RFC 5480, RFC 5915)."""
    private, public = key_pair()
    algorithm = der.sequence(der.oid(_ECDSA_SHA256))
    body = der.sequence(
        der.tagged(0, der.integer(2)),  # version 3
        der.integer(secrets.randbits(127) | 1 << 126),
        algorithm,
        _name(),
        der.sequence(der.time(now - _LIFE), der.time(now + _LIFE)),
        _name(),
        der.sequence(der.sequence(der.oid(_EC_KEY), der.oid(_P256)), der.bits(point_bytes(public))),
        der.tagged(3, der.sequence(*_extensions(address))),
    )
    r, s = sign(private, hashlib.sha256(body).digest())
    whole = der.sequence(body, algorithm, der.bits(der.sequence(der.integer(r), der.integer(s))))
    key = der.sequence(
        der.integer(1),
        der.octets(private.to_bytes(CURVE.length, "big")),
        der.tagged(0, der.oid(_P256)),
        der.tagged(1, der.bits(point_bytes(public))),
    )
    return Certificate(_pem("CERTIFICATE", whole), _pem("EC PRIVATE KEY", key), hashlib.sha256(whole).hexdigest())


def _name() -> bytes:
    return der.sequence(der.set_of(der.sequence(der.oid(_COMMON_NAME), der.text(_NAME))))


def _extensions(address: ipaddress.IPv4Address) -> tuple[bytes, ...]:
    digital_signature = der.bits(b"\x80", unused=7)
    return (
        der.sequence(der.oid(_CONSTRAINTS), der.true(), der.octets(der.sequence())),
        der.sequence(der.oid(_USAGE), der.true(), der.octets(digital_signature)),
        der.sequence(der.oid(_PURPOSE), der.octets(der.sequence(der.oid(_SERVER)))),
        der.sequence(der.oid(_ALTERNATIVE_NAME), der.octets(der.sequence(der.plain(7, address.packed)))),
    )


def _pem(kind: str, data: bytes) -> str:
    text = base64.b64encode(data).decode("ascii")
    lines = [text[start : start + 64] for start in range(0, len(text), 64)]
    return "\n".join([f"-----BEGIN {kind}-----", *lines, f"-----END {kind}-----", ""])


def server_context(made: Certificate) -> ssl.SSLContext:
    """Return what encrypts with this certificate. OpenSSL reads files only, so both are in one for a moment."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    with tempfile.TemporaryDirectory(prefix="bilagsdrop-") as folder:  # for this user alone
        path = Path(folder, "link.pem")
        path.touch(mode=0o600)
        path.write_text(made.certificate + made.key, encoding="ascii")
        context.load_cert_chain(path)
    return context
