"""Fetches the version file: over TLS, a few kilobytes, a few seconds, and from no address of another scheme."""

from __future__ import annotations

import time
from typing import NoReturn
from urllib.parse import urljoin, urlsplit

import requests
import urllib3

from desktop.http import checked_address, is_loopback, new_session, proxies_for
from desktop.reach import causes, never_left
from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.updates.announcement import Announcement, read_announcement

UPDATE_WAY = "update"
"""The parameter ``way`` of every fault from here: it picks the words."""
LARGEST = 16_384
"""Bytes of a version file."""
MOST_REDIRECTS = 3
TIMEOUTS = (5.0, 5.0)
"""Seconds to connect, and between two packets: closing the window waits this long for it at most."""
LONGEST = 10.0
"""Seconds for all of an answer."""
_CHUNK = 4096
_ERRORS = (requests.RequestException, urllib3.exceptions.HTTPError, OSError)


def fetch_announcement(url: str) -> Announcement:
    """Return what the version file at ``url`` says.

    Raises Fault PLAIN_HTTP (http is for this computer alone, also after a redirect), OFFLINE, TIMEOUT, PROXY_LOGIN, one
    of a certificate, SERVER_FAULT (no success) or BAD_ANSWER; each with ``way`` "update".
    """
    try:
        return read_announcement(_body(url))
    except Fault as fault:
        raise Fault(fault.code, fault.effect, retry_after=None, **{**fault.params, "way": UPDATE_WAY}) from None


def _body(url: str) -> bytes:
    here = _checked(url)
    with new_session() as session:
        for _hop in range(MOST_REDIRECTS + 1):
            session.trust_env = not is_loopback(here)
            try:
                with session.get(
                    here, timeout=TIMEOUTS, allow_redirects=False, stream=True, proxies=proxies_for(here)
                ) as answer:
                    if not answer.is_redirect:
                        return _read(answer)
                    here = _redirected(here, answer.headers["Location"])
            except _ERRORS as error:
                _raise_fault(error)
    raise Fault(FaultCode.BAD_ANSWER, Effect.WAIT)


def _checked(url: str) -> str:
    """Return an address with its slash, as it was. Raises Fault PLAIN_HTTP."""
    checked_address(url)
    return url


def _redirected(here: str, location: str) -> str:
    """Return where a redirect leads. Raises Fault PLAIN_HTTP when that is another scheme, or from the net to here."""
    there = _checked(urljoin(here, location))
    if urlsplit(there).scheme != urlsplit(here).scheme or is_loopback(there) != is_loopback(here):
        raise Fault(FaultCode.PLAIN_HTTP, Effect.WAIT, host=urlsplit(there).hostname or "")
    return there


def _read(answer: requests.Response) -> bytes:
    if answer.status_code == 407:
        raise Fault(FaultCode.PROXY_LOGIN, Effect.WAIT)
    if answer.status_code != 200:
        raise Fault(FaultCode.SERVER_FAULT, Effect.WAIT, status=answer.status_code)
    end, body = time.monotonic() + LONGEST, b""
    for chunk in answer.iter_content(_CHUNK):
        body += chunk
        if len(body) > LARGEST:
            raise Fault(FaultCode.BAD_ANSWER, Effect.WAIT)
        if time.monotonic() > end:
            raise Fault(FaultCode.TIMEOUT, Effect.WAIT)
    return body


def _raise_fault(error: Exception) -> NoReturn:
    code = never_left(error)
    if code is None:
        late = any(isinstance(c, requests.ReadTimeout | urllib3.exceptions.ReadTimeoutError) for c in causes(error))
        code = FaultCode.TIMEOUT if late else FaultCode.OFFLINE
    raise Fault(code, Effect.WAIT) from None
