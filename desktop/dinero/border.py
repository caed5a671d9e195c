"""The border: every answer that is no success, and every exception of the HTTP library, becomes one Fault.

What a fault means for the work follows from two questions: can the request have been written, and would every other
request of the company fail alike (contract 7.1 to 7.3).
"""

from __future__ import annotations

import ssl

import requests
import urllib3

from desktop.dinero.calls import Answer, Call
from desktop.dinero.refusals import refusal
from desktop.reach import causes, never_left
from desktop.receipts.faults import Effect, Fault, FaultCode

RETRY_AFTER = 60.0
"""Seconds to wait after a 429 that names no time (contract 7.3)."""
_LONGEST_WAIT = 3600.0

NETWORK_ERRORS = (requests.RequestException, urllib3.exceptions.HTTPError, OSError)
"""Everything that requests and urllib3 let out for a request that failed on its way."""


def fault_of_error(error: BaseException, call: Call) -> Fault:
    """Return the fault for an exception of :data:`NETWORK_ERRORS`."""
    barred = never_left(error)
    if barred is not None:
        return Fault(barred, Effect.WAIT)
    reasons = list(causes(error))
    if call.may_have_been_written:
        return unknown_outcome(call, "timeout" if any(map(_is_timeout, reasons)) else "connection")
    if any(isinstance(r, requests.ConnectTimeout | urllib3.exceptions.ConnectTimeoutError) for r in reasons):
        return Fault(FaultCode.OFFLINE, Effect.WAIT)
    if any(map(_is_timeout, reasons)):
        return Fault(FaultCode.TIMEOUT, Effect.WAIT)
    if any(isinstance(r, ssl.SSLError) for r in reasons):
        return Fault(FaultCode.CERTIFICATE, Effect.WAIT)
    return Fault(FaultCode.OFFLINE, Effect.WAIT)


def fault_of_answer(answer: Answer, call: Call) -> Fault | None:
    """Return the fault that an answer means, None for a success (any 2xx with JSON or without a body)."""
    if answer.ok:
        return None if answer.is_json or answer.empty else unusable(call)
    if answer.status == 429:
        wait = RETRY_AFTER if answer.retry_after is None else min(max(answer.retry_after, 1.0), _LONGEST_WAIT)
        return Fault(FaultCode.RATE_LIMITED, Effect.WAIT, retry_after=wait, seconds=round(wait))
    if answer.status >= 500 or answer.status in {408, 480} or answer.status < 400:
        return _server_fault(answer, call)
    return _company_fault(answer, call) or refusal(answer, call)


def unusable(call: Call) -> Fault:
    """Return the fault for a success whose body is none of this endpoint's."""
    return unknown_outcome(call, "answer") if call.writes else Fault(FaultCode.BAD_ANSWER, Effect.WAIT)


def unknown_outcome(call: Call, reason: str, status: int = 0) -> Fault:
    """Return the fault for a write that may or may not have happened."""
    return Fault(FaultCode.UNKNOWN_OUTCOME, Effect.ASK, step=call.step, reason=reason, status=status)


def _server_fault(answer: Answer, call: Call) -> Fault:
    if call.writes:
        return unknown_outcome(call, "status", answer.status)
    if answer.status == 408:
        return Fault(FaultCode.TIMEOUT, Effect.WAIT)
    code = FaultCode.BROWNOUT if answer.status == 480 else FaultCode.SERVER_FAULT
    if answer.status < 400:  # a redirect: the token is not carried to another address
        code = FaultCode.BAD_ANSWER
    return Fault(code, Effect.WAIT, retry_after=answer.retry_after, status=answer.status)


def _company_fault(answer: Answer, call: Call) -> Fault | None:
    """Return the fault that every request of this company would meet, None if it is about this request only."""
    company = call.company or 0
    if answer.status == 401:
        code = FaultCode.UNAUTHORIZED if call.company is None else FaultCode.WRONG_PROFILE
        return Fault(code, Effect.STOP_COMPANY, company=company)
    if answer.status == 403:
        return Fault(FaultCode.NO_SUBSCRIPTION, Effect.STOP_COMPANY, company=company)
    if answer.status == 407:  # the way out wants a login of its own; Dinero has not seen the request
        return Fault(FaultCode.PROXY_LOGIN, Effect.WAIT)
    return None


def _is_timeout(error: BaseException) -> bool:
    """Return whether Dinero was reached and then said nothing; a connection that never stood is no such thing."""
    reached = not isinstance(error, requests.ConnectTimeout | urllib3.exceptions.ConnectTimeoutError)
    return reached and isinstance(error, requests.Timeout | urllib3.exceptions.TimeoutError | TimeoutError)
