"""A receipt's fields as JSON, and back. A field that an older program did not know has its default."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from desktop.receipts.receipt import Draft, DraftLine, VoucherKind


def draft_to_text(draft: Draft) -> str:
    """Return the fields as JSON; amounts as text, so that no cent is rounded."""
    raw = {
        "supplier": draft.supplier, "contact_guid": draft.contact_guid, "account": draft.account,
        "vat_code": draft.vat_code, "paid_from": draft.paid_from, "credit": draft.credit,
        "currency": draft.currency, "description": draft.description,
        "date_confirmed": draft.date_confirmed,
        "date": draft.date and draft.date.isoformat(), "due": draft.due and draft.due.isoformat(),
        "amount": _amount_text(draft.amount),
    }  # fmt: skip
    return json.dumps(raw | _further(draft), ensure_ascii=False)


def _further(draft: Draft) -> dict[str, object]:
    """Return what only some drafts have, so that a plain one is written as it always was."""
    found: dict[str, object] = {
        "lines": [_line_to(line) for line in draft.lines], "part": _amount_text(draft.part),
        "kind": draft.kind.value if draft.kind is not VoucherKind.PURCHASE else "", "balancing": draft.balancing,
        "incoming": draft.incoming, "purpose": draft.purpose, "guests": draft.guests,
        "cvr": draft.cvr, "look": draft.look,
    }  # fmt: skip
    return {name: value for name, value in found.items() if value}


def draft_from_text(text: str) -> Draft:
    """Return the fields that :func:`draft_to_text` wrote."""
    raw = json.loads(text)
    for key in ("date", "due"):
        raw[key] = dt.date.fromisoformat(raw[key]) if raw.get(key) else None
    for key in ("amount", "part"):
        raw[key] = _amount_from(raw.get(key))
    raw["lines"] = tuple(_line_from(line) for line in raw.get("lines", ()))
    raw["look"] = tuple(raw.get("look") or ())
    raw["kind"] = VoucherKind(raw.get("kind") or VoucherKind.PURCHASE)
    return Draft(**raw)


def _line_to(line: DraftLine) -> dict[str, object]:
    return {
        "amount": _amount_text(line.amount), "account": line.account, "vat_code": line.vat_code,
        "description": line.description,
    }  # fmt: skip


def _line_from(raw: Mapping[str, Any]) -> DraftLine:
    return DraftLine(_amount_from(raw["amount"]), raw["account"], raw["vat_code"], raw["description"])


def _amount_text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)


def _amount_from(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None
