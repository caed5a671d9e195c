"""Why a request never left this computer's network: a certificate, a clock, a proxy. Shared by all borders to the net.

A certificate is checked, and a proxy's tunnel is dug, before the first byte of a request leaves, so after these faults
nothing can have been written at the other end.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator

from desktop.receipts.faults import FaultCode

_DATES = frozenset({9, 10, 0x800B0101, 0x800B0102, -67818, -67819})
"""Not yet valid, or expired: OpenSSL's X509_V_ERR_*, Windows' CERT_E_*, macOS' errSec* (truststore hands them on)."""
_ISSUER = frozenset({2, 18, 19, 20, 21, 24, 27, 0x800B0109, 0x800B010A, 0x80096004, -67843, -25318})
"""Issued by an authority that this computer does not trust, as by a proxy that opens encrypted connections."""
_TUNNEL = re.compile(r"Tunnel connection failed: (\d{3})")
"""What ``http.client`` says when a proxy refuses to connect; the number is the proxy's HTTP status."""


def never_left(error: BaseException) -> FaultCode | None:
    """Return why the request of an exception of requests or urllib3 surely never left, None when that isn't sure."""
    for cause in causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _of_certificate(cause)
        tunnel = _TUNNEL.search(str(cause)) if isinstance(cause, OSError) else None
        if tunnel:
            return FaultCode.PROXY_LOGIN if tunnel.group(1) == "407" else FaultCode.OFFLINE
    return None


def causes(error: BaseException) -> Iterator[BaseException]:
    """Yield ``error`` and everything it wraps: requests nests urllib3's reasons in arguments and attributes."""
    waiting, seen = [error], set[int]()
    while waiting:
        found = waiting.pop()
        if id(found) in seen:
            continue
        seen.add(id(found))
        yield found
        nested = (*found.args, getattr(found, "reason", None), found.__cause__, found.__context__)
        waiting += [n for n in nested if isinstance(n, BaseException)]


def _of_certificate(error: ssl.SSLCertVerificationError) -> FaultCode:
    code = getattr(error, "verify_code", None)
    if code in _DATES:
        return FaultCode.CERTIFICATE_DATES
    return FaultCode.CERTIFICATE_ISSUER if code in _ISSUER else FaultCode.CERTIFICATE
