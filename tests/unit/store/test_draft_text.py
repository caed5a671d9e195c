"""A receipt's fields as the journal holds them."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest

from desktop.receipts.receipt import Draft, DraftLine, VoucherKind
from desktop.store.draft_text import draft_from_text, draft_to_text

PLAIN = Draft("Netto", None, dt.date(2026, 5, 14), Decimal("125.00"), 2000, None, 55000)
WHOLE = Draft(
    "Café", "k", dt.date(2026, 5, 14), Decimal("1000.10"), 4140, "REP", 55000, due=dt.date(2026, 6, 1), currency="EUR",
    lines=(DraftLine(Decimal("0.10"), 7200, "none", "Øl"), DraftLine(None, 6120)), part=Decimal("900.00"),
    kind=VoucherKind.MANUAL, balancing=63000, incoming=True, purpose="Julefrokost", guests="Ib",
)  # fmt: skip


@pytest.mark.parametrize("draft", [Draft(), PLAIN, WHOLE])
def test_it_comes_back_as_it_was(draft: Draft) -> None:
    assert draft_from_text(draft_to_text(draft)) == draft


def test_a_row_of_an_older_program_is_read() -> None:
    old = {
        "supplier": "Netto", "contact_guid": None, "account": 2000, "vat_code": None, "paid_from": 55000,
        "credit": False, "currency": "DKK", "description": "", "date_confirmed": False, "date": "2026-05-14",
        "due": None, "amount": "125.00",
    }  # fmt: skip
    assert draft_from_text(json.dumps(old)) == PLAIN
    assert json.loads(draft_to_text(PLAIN)) == old
