"""What a fault answers instead of the right answer."""

from __future__ import annotations

import json

from werkzeug.wrappers import Response

from desktop.sandbox.faults import Fault, FaultKind
from desktop.sandbox.options import Options
from desktop.sandbox.problems import Problem

_HTML = "<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"
_TITLES = {
    "404": "404 - File or directory not found.", "500": "500 Internal Server Error", "502": "502 Bad Gateway",
    "503": "503 Service Unavailable", "504": "504 Gateway Time-out", "html": "Vi er tilbage om lidt",
}  # fmt: skip
_PROBLEMS = {
    FaultKind.UNAUTHORIZED: (401, 41, "Authorization has been denied for this request."),
    FaultKind.NO_PLAN: (403, 90, "The organization's subscription does not include the API (Pro or Total)."),
    FaultKind.NO_RIGHT: (403, 41, "Insufficient permission for the resource"),
    FaultKind.LIMIT: (400, 43, "Limit exceeded"),
    FaultKind.STALE: (400, 58, "The timestamp is outdated"),
    FaultKind.NOT_FOUND: (400, 63, "Not found"),
    FaultKind.DELETED: (400, 65, "The item has been deleted"),
    FaultKind.DUPLICATE: (409, 72, "Duplicated entity"),
    FaultKind.TOO_LARGE: (413, 42, "The file is too large"),
    FaultKind.WRONG_TYPE: (415, 40, "The type of the file is not supported"),
    FaultKind.BROWNOUT: (480, 40, "Brownout: this endpoint is deprecated and fails on purpose"),
    FaultKind.SERVER_ERROR: (500, 50, "Server error"),
}


def fault_answer(fault: Fault, right: Response | None, options: Options) -> Response:
    """Return the answer of a fault; ``right`` is the answer that the request would have had, if it was carried out."""
    match FaultKind(fault.kind):
        case kind if kind in _PROBLEMS:
            answer = _problem(kind, fault)
        case FaultKind.VALIDATION:
            answer = _validation(fault.property)
        case FaultKind.FILE_GUID:
            answer = _validation("FileGuid")
        case FaultKind.RATE_LIMIT:
            answer = quota_exceeded(options.rate_limit or 100, fault.retry_after)
        case FaultKind.INVALID_GRANT | FaultKind.INVALID_CLIENT as kind:
            answer = _json(400, {"error": kind.value}, {})
        case FaultKind.JSON_STRING:
            answer = _json_string(right)
        case FaultKind.EMPTY:
            answer = Response(status=200 if right is None else right.status_code)
        case kind:
            answer = _page(kind, fault)
    return answer


def _problem(kind: FaultKind, fault: Fault) -> Response:
    status, code, text = _PROBLEMS[kind]
    return _json(status, Problem(status, code, text).body(), _wait(fault) if status == 480 else {})


def _json(status: int, body: object, headers: dict[str, str]) -> Response:
    return Response(json.dumps(body), status, headers, mimetype="application/json")


def _validation(name: str) -> Response:
    body = Problem(400, 42, "Validation Error", {name: f"{name} is not valid"}).body()
    return _json(400, body, {})


def _wait(fault: Fault) -> dict[str, str]:
    return {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}


def quota_exceeded(limit: int, retry_after: int | None, period: str = "1m") -> Response:
    """Return a 429 with its text body (contract 7.4)."""
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    text = f"API calls quota exceeded! maximum admitted {limit} per {period}."
    return Response(text, 429, headers, mimetype="text/plain")


def _json_string(right: Response | None) -> Response:
    if right is None:
        return _json(400, "The request could not be handled", {})
    sent = json.loads(right.get_data() or b"null")
    first = next(iter(sent.values()), "") if isinstance(sent, dict) else sent
    return _json(right.status_code, str(first), {})


def _page(kind: FaultKind, fault: Fault) -> Response:
    status = 200 if kind is FaultKind.HTML else int(kind.value)
    headers = _wait(fault) if status == 503 else {}
    return Response(_HTML.format(title=_TITLES[kind.value]), status, headers, mimetype="text/html")
