"""Fetches one receipt from the web, after the user has said yes: bounded in size, time and hops, and as nobody.

No cookies, no credentials, no referrer. What came is told by its bytes wherever it goes next, as any file is.
"""

from __future__ import annotations

import contextlib
import email.message
import ipaddress
import threading
import time
from dataclasses import dataclass, field
from typing import NoReturn
from urllib.parse import unquote, urljoin, urlsplit

import requests
import urllib3

from desktop.handed.addresses import WebAddress, address_of
from desktop.handed.guard import Guard, Rule, addresses_of, guarded, is_in_the_house, is_public
from desktop.handed.names import clean_name
from desktop.http import is_loopback, new_session, proxies_for
from desktop.papers import HEAD_BYTES, looks_like_einvoice
from desktop.reach import causes, never_left
from desktop.receipts.faults import Effect, Fault, FaultCode

FETCH_WAY = "link"
"""The parameter ``way`` of every fault from here: it picks the words."""
MOST_REDIRECTS = 5
_CHUNK = 65_536
_ERRORS = (requests.RequestException, urllib3.exceptions.HTTPError, OSError)
_PAGE = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script")
_LOGIN, _GONE = frozenset({401, 403}), frozenset({404, 410})


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Bounds of one fetch."""

    most_bytes: int = 50_000_000
    connect_s: float = 10.0
    silence_s: float = 20.0
    """Between two packets; a shop makes the PDF only when it is asked for."""
    all_s: float = 90.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came, and what it is called."""

    name: str
    data: bytes = field(repr=False)


class FetchStoppedError(Exception):
    """The user, or the end of the program, has stopped it."""


class WebFetch:
    """Fetches receipts, one at a time. ``stop`` may be called from any thread."""

    def __init__(self, also: Rule | None = None, limits: FetchLimits | None = None) -> None:
        """``also``: addresses that may be connected to beside those of the internet; none by itself."""
        self._also = also
        self._limits = limits or FetchLimits()
        self._lock = threading.Lock()
        self._guard: Guard | None = None

    def fetch(self, address: WebAddress) -> Fetched:
        """Return what lies at an address.

        Raises Fault, each with ``way`` "link" and ``host``: OFFLINE, TIMEOUT, PROXY_LOGIN, one of a certificate,
        SERVER_FAULT, LINK_LOGIN, LINK_GONE, LINK_IS_PAGE, LINK_NEAR, LINK_ASTRAY, PLAIN_HTTP, FILE_TOO_LARGE; and
        FetchStoppedError.
        """
        guard = Guard(self._rule(address))
        with self._lock:
            self._guard = guard
        try:
            return self._fetch(address, guard)
        except Fault as fault:
            params = {"host": address.host, **fault.params, "way": FETCH_WAY}
            raise Fault(fault.code, Effect.STOP_RECEIPT, retry_after=None, **params) from None
        except _ERRORS as error:
            _raise_fault(error, guard, address)
        finally:
            with self._lock:
                self._guard = None
            guard.close()

    def stop(self) -> None:
        """End the fetch that is under way, at once."""
        with self._lock:
            if self._guard is not None:
                self._guard.cut()

    def _rule(self, first: WebAddress) -> Rule:
        """Return which addresses may be reached: a house's own only if the dropped address says so itself."""

        def rule(found: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
            return (
                is_public(found)
                or (first.is_near and is_in_the_house(found))
                or (self._also is not None and self._also(found))
            )

        return rule

    def _fetch(self, first: WebAddress, guard: Guard) -> Fetched:
        here, end = first, time.monotonic() + self._limits.all_s
        with guarded(new_session(), guard) as session:
            session.headers["Accept-Encoding"] = "identity"
            for _hop in range(MOST_REDIRECTS + 1):
                session.trust_env = not is_loopback(here.url)
                _judge_behind_proxy(session, here, guard)
                with self._ask(session, here) as answer:
                    if not answer.is_redirect:
                        data = self._body(answer, guard, end)
                        return Fetched(_name(answer, here), data)
                    here = _redirected(here, answer.headers["Location"], first)
        raise Fault(FaultCode.LINK_ASTRAY)

    def _ask(self, session: requests.Session, here: WebAddress) -> requests.Response:
        timeouts = (self._limits.connect_s, self._limits.silence_s)
        return session.get(
            here.url, timeout=timeouts, allow_redirects=False, stream=True, proxies=proxies_for(here.url)
        )

    def _body(self, answer: requests.Response, guard: Guard, end: float) -> bytes:
        _judge_status(answer.status_code)
        self._judge_size(int(length) if (length := answer.headers.get("Content-Length", "")).isdecimal() else 0)
        parts, size = [], 0
        for chunk in answer.iter_content(_CHUNK):
            parts.append(chunk)
            size += len(chunk)
            self._judge_size(size)
            if guard.was_cut:
                raise FetchStoppedError
            if time.monotonic() > end:
                raise Fault(FaultCode.TIMEOUT)
        data = b"".join(parts)
        if _is_page(data, answer.headers.get("Content-Type", "")):
            raise Fault(FaultCode.LINK_IS_PAGE)
        return data

    def _judge_size(self, size: int) -> None:
        if size > self._limits.most_bytes:
            raise Fault(FaultCode.FILE_TOO_LARGE, size=size, limit=self._limits.most_bytes)


def _judge_status(status: int) -> None:
    if status == 407:
        raise Fault(FaultCode.PROXY_LOGIN)
    if status in _LOGIN:
        raise Fault(FaultCode.LINK_LOGIN)
    if status in _GONE:
        raise Fault(FaultCode.LINK_GONE)
    if not 200 <= status < 300:
        raise Fault(FaultCode.SERVER_FAULT, status=status)


def _redirected(here: WebAddress, location: str, first: WebAddress) -> WebAddress:
    """Return where a redirect leads. Raises Fault for another scheme, less secure, or nearer than what was dropped."""
    try:
        there = address_of(urljoin(here.url, location))
    except ValueError:
        there = None
    if there is None:
        raise Fault(FaultCode.LINK_ASTRAY)
    if there.is_plain and not here.is_plain:
        raise Fault(FaultCode.PLAIN_HTTP)
    if there.is_near and urlsplit(there.url).hostname != urlsplit(first.url).hostname:
        raise Fault(FaultCode.LINK_NEAR)
    return there


def _judge_behind_proxy(session: requests.Session, here: WebAddress, guard: Guard) -> None:
    """Judge an address that a proxy will look up, as far as this computer can look it up too. Raises Fault."""
    settings = session.merge_environment_settings(here.url, dict(proxies_for(here.url) or {}), None, None, None)
    if requests.utils.select_proxy(here.url, settings["proxies"]) is None:
        return
    with contextlib.suppress(OSError, UnicodeError):
        found = addresses_of(urlsplit(here.url).hostname or "", 0)
        if not any(map(guard.rule, found)):
            raise Fault(FaultCode.LINK_NEAR)


def _is_page(data: bytes, kind: str) -> bool:
    """Return whether a web page came, as where one has to log in first. An e-invoice is none, whatever it is called."""
    head = data[:HEAD_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if looks_like_einvoice(data[:HEAD_BYTES]):
        return False
    told = kind.partition(";")[0].strip().lower() in {"text/html", "application/xhtml+xml"}
    return head.startswith(_PAGE) or (told and (head.startswith(b"<") or b"<html" in head))


def _name(answer: requests.Response, here: WebAddress) -> str:
    """Return what the server calls the file, else the address's last part, else the host."""
    told = _disposition(answer.headers.get("Content-Disposition", ""))
    last = unquote(urlsplit(here.url).path).rpartition("/")[2]
    return clean_name(told, "") or clean_name(last, "") or here.host


def _disposition(value: str) -> str:
    """Return the file name in a header that came as Latin-1 and often is UTF-8 (RFC 6266)."""
    with contextlib.suppress(UnicodeError):
        value = value.encode("latin-1").decode("utf-8")
    message = email.message.Message()
    try:
        message["Content-Disposition"] = value
        return (message.get_filename() or "").strip('"')
    except (ValueError, LookupError, TypeError):
        return ""


def _raise_fault(error: Exception, guard: Guard, address: WebAddress) -> NoReturn:
    if guard.was_cut:
        raise FetchStoppedError from None
    code = never_left(error)
    if code is None:
        late = any(isinstance(c, requests.Timeout | urllib3.exceptions.ReadTimeoutError) for c in causes(error))
        code = FaultCode.TIMEOUT if late else FaultCode.OFFLINE
    raise Fault(code, host=address.host, way=FETCH_WAY) from None
