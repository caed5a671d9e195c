"""HTTP/1.1 as far as the page needs it, read strictly: one request a connection, a limit and a deadline for all of it.

The library's own servers wait for ever for the next byte of a header, and accept more forms of a request than the page
ever sends; what isn't parsed can't be misunderstood.
"""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.phone.limits import Limits

_LINE = re.compile(rb"([A-Z]{1,10}) (/[\x21-\x7e]*) HTTP/1\.([01])")
_HEADER = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\x20-\x7e\x80-\xff\t]*)")
_PIECE = 65_536
_LINGER_SECONDS, _LINGER_BYTES = 2.0, 4_000_000
_REASONS = {
    200: "OK",
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    408: "Request Timeout",
    409: "Conflict",
    411: "Length Required",
    413: "Content Too Large",
    421: "Misdirected Request",
    429: "Too Many Requests",
    431: "Request Header Fields Too Large",
    500: "Internal Server Error",
    503: "Service Unavailable",
}


class Refused(Exception):  # noqa: N818 - it is an answer, no error
    """The request is answered with this status and nothing else."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


class HungUp(Exception):  # noqa: N818 - the other side's doing, no error
    """The other side has gone, or sends too slowly: there is nobody to answer."""


@dataclass(frozen=True, slots=True)
class Request:
    """The head of a request. Its path holds the link's secret, so it is never shown."""

    method: str
    path: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    """Names in small letters; each came once."""

    @property
    def length(self) -> int | None:
        """Bytes of the body; None: not told."""
        told = self.headers.get("content-length")
        return int(told) if told is not None else None


@dataclass(frozen=True, slots=True)
class Response:
    """What is answered; :meth:`Wire.answer` adds what every answer has."""

    status: int
    body: bytes = b""
    media_type: str = "text/plain; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


_ALWAYS = {
    "Connection": "close",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
_BARE_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


class Wire:
    """One connection, for one request."""

    def __init__(self, connected: socket.socket, limits: Limits) -> None:
        self._socket, self._limits = connected, limits
        self._rest = b""

    def head(self) -> Request:
        """Read line and headers. Raises Refused, HungUp."""
        until = time.monotonic() + self._limits.head_seconds
        read = b""
        while b"\r\n\r\n" not in read:
            if len(read) > self._limits.head:
                raise Refused(431)
            try:
                read += self._some(until)
            except TimeoutError as error:
                raise Refused(408) from error
        head, _, self._rest = read.partition(b"\r\n\r\n")
        if len(head) > self._limits.head:
            raise Refused(431)
        return _parsed(head)

    def body(self, length: int) -> bytes:
        """Read a body of so many bytes, as they come: nothing is reserved for what is only promised. Raises HungUp."""
        until = time.monotonic() + self._limits.grace_seconds + length / self._limits.slowest
        read = bytearray(self._rest[:length])
        while len(read) < length:
            try:
                read += self._some(until, length - len(read))
            except TimeoutError as error:
                raise HungUp from error
        return bytes(read)

    def answer(self, response: Response) -> None:
        """Send an answer, and let the other side read it before the connection ends. Raises HungUp."""
        headers = {
            "Content-Type": response.media_type,
            "Content-Length": str(len(response.body)),
            "Content-Security-Policy": _BARE_POLICY,
            **_ALWAYS,
            **response.headers,
        }
        lines = [f"HTTP/1.1 {response.status} {_REASONS[response.status]}", *(f"{n}: {v}" for n, v in headers.items())]
        try:
            self._socket.settimeout(self._limits.idle_seconds)
            self._socket.sendall("\r\n".join([*lines, "", ""]).encode("latin-1") + response.body)
        except OSError as error:
            raise HungUp from error

    def linger(self) -> None:
        """Read a little of what is still sent: a connection that is cut at once takes its answer with it."""
        until, left = time.monotonic() + _LINGER_SECONDS, _LINGER_BYTES
        try:
            self._socket.shutdown(socket.SHUT_WR)
            while left > 0:
                left -= len(self._some(until))
        except (HungUp, OSError):
            return

    def _some(self, until: float, most: int = _PIECE) -> bytes:
        """Return the next bytes. Raises TimeoutError, HungUp."""
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        try:
            self._socket.settimeout(min(left, self._limits.idle_seconds))
            piece = self._socket.recv(min(most, _PIECE))
        except TimeoutError:
            raise
        except (OSError, ValueError) as error:
            raise HungUp from error
        if not piece:
            raise HungUp
        return piece


def _parsed(head: bytes) -> Request:
    first, *lines = head.split(b"\r\n")
    line = _LINE.fullmatch(first)
    if line is None:
        raise Refused(400)
    headers: dict[str, str] = {}
    for each in lines:
        found = _HEADER.fullmatch(each)
        name = found[1].decode("ascii").lower() if found else ""
        if found is None or name in headers:  # one that came twice can be read in two ways
            raise Refused(400)
        headers[name] = found[2].decode("latin-1").strip()
    length = headers.get("content-length", "0")
    if "transfer-encoding" in headers or not re.fullmatch(r"\d{1,12}", length):
        raise Refused(411)
    return Request(line[1].decode("ascii"), line[2].decode("ascii").partition("?")[0], headers)
