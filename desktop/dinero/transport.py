"""Carries one call to Dinero and its answer back. Belongs to one thread, as its session does."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import Protocol

import requests
from requests.auth import AuthBase

from desktop.dinero.border import NETWORK_ERRORS, fault_of_answer, fault_of_error
from desktop.dinero.calls import Answer, Call, Sink, folded
from desktop.dinero.gate import Gate, OpenGate
from desktop.http import USER_AGENT, checked_address, proxies_for
from desktop.receipts.faults import Fault

LARGEST_ANSWER = 32 * 1024 * 1024
"""Bytes of JSON that are read at most; a list of 10,000 suppliers has about 3 MB."""
LARGEST_FILE = 64 * 1024 * 1024
LONGEST_ANSWER = 180.0
"""Seconds that reading one answer may take in all; the read timeout starts anew with every packet."""
LONGEST_IDLE = 20.0
"""Seconds after which a kept connection is not trusted any more: a router may have forgotten it, or the computer slept,
and a write on a dead connection would leave its outcome unknown."""
_CHUNK = 64 * 1024


class TokenSource(Protocol):
    """Hands out access tokens; both methods may block on a refresh and may raise a Fault of the login."""

    def access_token(self) -> str:
        """Return a token that is good for the next minute."""
        ...

    def refused(self, token: str) -> bool:
        """Take note that ``token`` met a 401; return whether :meth:`access_token` has another one now."""
        ...


class Transport:
    """Sends calls to one Dinero API address with the tokens of one login.

    ``api_url`` is https, or http on this computer alone (else Fault PLAIN_HTTP). ``timeouts`` are seconds to connect
    and between two packets. ``session`` must neither retry nor be shared between threads. Each request, also the repeat
    after a 401, passes ``gate`` (None: an open one) before it leaves.
    """

    def __init__(
        self,
        api_url: str,
        tokens: TokenSource,
        session: requests.Session,
        timeouts: tuple[float, float] = (10.0, 60.0),
        gate: Gate | None = None,
    ) -> None:
        self._root = checked_address(api_url)
        self._tokens = tokens
        self._session = session
        self._timeouts = timeouts
        self._gate = gate or OpenGate()
        self._proxies = proxies_for(self._root)
        self._used_at = time.monotonic()
        self.last_date: dt.datetime | None = None
        """The server's clock (aware) as of the last answer."""

    def send(self, call: Call) -> Answer:
        """Return the answer to ``call``, a success; raise the Fault that anything else means."""
        answer = self._repeated_once(call, self._read_json)
        fault = fault_of_answer(answer, call)
        if fault:
            raise fault
        return answer

    def fetch(self, call: Call, to: Sink) -> int:
        """Write the bytes that ``call`` answers to ``to`` and return how many; raise a Fault otherwise."""
        written = 0

        def save(response: requests.Response, call: Call) -> Answer:
            nonlocal written
            if response.status_code != 200:
                return self._read_json(response, call)
            for chunk in _chunks(response, call, LARGEST_FILE):
                written += to.write(chunk)
            return Answer(response.status_code)

        fault = fault_of_answer(self._repeated_once(call, save), call)
        if fault:
            raise fault
        return written

    def _repeated_once(self, call: Call, read: Callable[[requests.Response, Call], Answer]) -> Answer:
        """Return the answer; a 401 (nothing was written) is repeated once if there is another token."""
        answer, token = self._passed(call, read)
        if answer.status == 401 and self._tokens.refused(token):
            if call.body:
                call.body.began = False
            answer, _token = self._passed(call, read)
        return answer

    def _passed(self, call: Call, read: Callable[[requests.Response, Call], Answer]) -> tuple[Answer, str]:
        """Pass the gate, make one request, and return its answer and its token, which is fetched after the wait."""
        passage = self._gate.enter(call)
        try:
            token = self._tokens.access_token()
            answer = self._exchange(call, token, read)
        except Fault as fault:
            passage.failed(fault)
            raise
        passage.answered(fault_of_answer(answer, call), answer.date)
        return answer, token

    def _exchange(self, call: Call, token: str, read: Callable[[requests.Response, Call], Answer]) -> Answer:
        if time.monotonic() - self._used_at > LONGEST_IDLE:
            self._session.close()  # drops the kept connections only; the session stays good
        try:
            response = self._request(call, token)
        except NETWORK_ERRORS as error:
            raise fault_of_error(error, call) from None
        with response:
            answer = read(response, call)
        self._used_at = time.monotonic()
        self.last_date = answer.date or self.last_date
        return answer

    def _request(self, call: Call, token: str) -> requests.Response:
        headers = {"Accept": "application/json", "User-Agent": USER_AGENT}
        if call.body is not None:
            headers["Content-Type"] = call.body.media_type
        return self._session.request(
            call.method, self._root + call.path, params=dict(call.query), data=call.body, headers=headers,
            auth=_Bearer(token), timeout=self._timeouts, allow_redirects=False, stream=True, proxies=self._proxies,
        )  # fmt: skip

    def _read_json(self, response: requests.Response, call: Call) -> Answer:
        raw = b"".join(_chunks(response, call, LARGEST_ANSWER))
        document, is_json = _parsed(raw)
        return Answer(
            status=response.status_code,
            json=document,
            is_json=is_json,
            empty=not raw.strip(),
            retry_after=_seconds(response.headers.get("Retry-After"), _date(response.headers.get("Date"))),
            date=_date(response.headers.get("Date")),
        )


class _Bearer(AuthBase):
    """Sets the token. As ``auth`` and not as a header, because a .netrc entry would take the header's place."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def _chunks(response: requests.Response, call: Call, limit: int) -> Iterator[bytes]:
    """Yield the body; raise the Fault of a body that breaks off, is too large or takes too long."""
    deadline = time.monotonic() + LONGEST_ANSWER
    received = 0
    while True:
        try:
            chunk = response.raw.read1(_CHUNK, decode_content=True)
        except NETWORK_ERRORS as error:
            raise fault_of_error(error, call) from None
        if not chunk:
            return
        received += len(chunk)
        if received > limit or time.monotonic() > deadline:
            raise fault_of_error(TimeoutError() if received <= limit else OSError(), call)
        yield chunk


def _parsed(raw: bytes) -> tuple[object, bool]:
    try:
        return folded(json.loads(raw.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_refuse)), True
    except (ValueError, RecursionError):
        return None, False


def _refuse(name: str) -> None:
    raise ValueError(name)


def _date(header: str | None) -> dt.datetime | None:
    try:
        return parsedate_to_datetime(header) if header else None
    except ValueError:
        return None


def _seconds(header: str | None, now: dt.datetime | None) -> float | None:
    """Return ``Retry-After`` in seconds: a number, or a date as seen from the server's own clock."""
    if header is None:
        return None
    if header.strip().isdecimal():
        return float(header)
    until = _date(header)
    return (until - now).total_seconds() if until and now else None
