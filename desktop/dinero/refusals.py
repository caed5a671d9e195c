"""A refusal (4xx) of Dinero that concerns one receipt, read into a Fault (contract 7.1 and 7.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from desktop.dinero.calls import Answer, Call, integer
from desktop.receipts.faults import Fault, FaultCode

_LONGEST_MESSAGE = 300
_STALE, _NOT_FOUND, _DUPLICATE = 58, frozenset({40, 63, 65}), 72


def refusal(answer: Answer, call: Call) -> Fault:
    """Return the fault for a 4xx other than 401, 403, 407, 408, 429 and 480.

    Parameters: ``status``, ``code`` (Dinero's own, if any), ``message`` (Dinero's own words, Danish first), and
    ``names_file`` = 1 when a refused voucher names its file, which can mean that the file is not visible yet.
    """
    own_code = integer(answer.json, "code") if isinstance(answer.json, dict) else None
    code, field = _kind(answer, call, own_code)
    fault = Fault(code, status=answer.status, message=message_of(answer.json))
    extras: dict[str, str | int | None] = {"code": own_code, "field": field, "line": _named_line(answer.json, field)}
    if call.step != "upload" and _names(answer.json, "fileguid"):
        extras["names_file"] = 1
    fault.params = {**fault.params, **{k: v for k, v in extras.items() if v is not None}}
    return fault


def message_of(body: object) -> str:
    """Return what Dinero says in its own words: the Danish messages, else the validation errors, else the message."""
    if isinstance(body, str):
        return _short(body)
    if not isinstance(body, dict):
        return ""
    danish = [m.get("message") for m in _dicts(body.get("languagespecificmessages"))]
    checked = list(_validation_texts(body.get("validationerrors")))
    listed = [m.get("message") for m in _dicts(body.get("errormessagelist"))]
    for texts in (danish, checked, [body.get("message")], listed):
        found = " ".join(dict.fromkeys(t.strip() for t in texts if isinstance(t, str) and t.strip()))
        if found:
            return _short(found)
    return ""


def _kind(answer: Answer, call: Call, own_code: int | None) -> tuple[FaultCode, str | None]:
    """Return the code, and the draft's field that the refusal is about when it is an account's."""
    if answer.status in {413, 415} or (answer.status == 400 and call.step == "upload"):
        return FaultCode.FILE_NOT_ACCEPTED, None
    if answer.status == 409 or own_code == _DUPLICATE or _names(answer.json, "guidmustbeunique"):
        return FaultCode.CONFLICT, None
    if _names(answer.json, "fileguid"):
        return FaultCode.REFUSED, None
    if own_code == _STALE:
        return FaultCode.STALE_TIMESTAMP, None
    if answer.status in {404, 410} or own_code in _NOT_FOUND:
        return FaultCode.NOT_FOUND, None
    return _refused(answer, call)


def _refused(answer: Answer, call: Call) -> tuple[FaultCode, str | None]:
    field = _named_account(answer.json)
    if field:
        return FaultCode.ACCOUNT_GONE, field
    contact = call.step == "voucher" and "contactguid" in _properties(answer.json)
    return (FaultCode.CONTACT_GONE if contact else FaultCode.REFUSED), None


def _named_account(body: object) -> str | None:
    """Return the draft's field whose account a validation error names, if any."""
    properties = " ".join(_properties(body))
    if "depositaccountnumber" in properties:
        return "paid_from"
    if "balancingaccountnumber" in properties:
        return "balancing"
    return "account" if "accountnumber" in properties else None


def _named_line(body: object, field: str | None) -> int | None:
    """Return which further line (from 0) names an account that is refused; None for the first."""
    if field not in {"account", "balancing"}:
        return None
    found = re.search(r"lines\[(\d+)\][^ ]*accountnumber", " ".join(_properties(body)))
    return int(found[1]) or None if found else None


def _names(body: object, word: str) -> bool:
    """Return whether an error names this property or rule, as a key or in the text."""
    return any(word in t for t in _properties(body)) or (isinstance(body, dict) and word in message_of(body).lower())


def _properties(body: object) -> list[str]:
    """Return the names, in lower case, of the properties that an error is about (``Lines[0].AccountNumber``)."""
    if not isinstance(body, dict):
        return []
    errors = body.get("validationerrors")
    keys = [str(k).lower() for k in errors] if isinstance(errors, dict) else []
    return keys + [str(m.get("property", "")).lower() for m in _dicts(body.get("languagespecificmessages"))]


def _dicts(value: object) -> list[dict[str, Any]]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


def _validation_texts(errors: object) -> Iterator[str]:
    for value in errors.values() if isinstance(errors, dict) else []:
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str):
                yield item


def _short(message: str) -> str:
    """Return one line of at most 300 characters; a page of HTML is no message."""
    if re.search(r"<\s*(?:html|!doctype|body|div|p)\b", message, re.IGNORECASE):
        return ""
    line = " ".join("".join(c if c.isprintable() else " " for c in message).split())
    return line if len(line) <= _LONGEST_MESSAGE else line[: _LONGEST_MESSAGE - 1] + "…"
