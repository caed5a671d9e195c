from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.desk.trail import save_trail, trail_csv, trail_text
from desktop.receipts.receipt import Draft, Original, Receipt
from desktop.receipts.states import State
from desktop.store import RequestRow
from desktop.words import use_language

NOW = dt.datetime(2026, 5, 16, 12, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
RECEIPT = Receipt(
    "r" * 32,
    (Original("a" * 64, "bon\næøå.jpg", "image/jpeg", 4_100_000),),
    State.DRAFTED,
    Draft("Café Ærø", amount=Decimal("1234.50"), date=NOW.date()),
    added_at=NOW,
    file_guid="web0",
    voucher_guid="v0",
    voucher_number=7,
)
ROWS = (
    RequestRow(1, RECEIPT.id, 42, "upload", NOW, None, None, None, {"name": "=cmd|'x'", "size": 312_000}),
    RequestRow(2, RECEIPT.id, 42, "voucher", NOW, NOW + SECOND, "ok", NOW, {"amount": "1234.50"}),
    RequestRow(3, RECEIPT.id, 42, "book", NOW, NOW + SECOND, "offline", None, {}),
    RequestRow(4, RECEIPT.id, 42, "invented_later", NOW, NOW, "new_code", None, {}),
)


def test_the_text_tells_what_was_done_with_what_and_what_came_of_it() -> None:
    text = trail_text(RECEIPT, ROWS)
    lines = text.splitlines()
    assert "Supplier: Café Ærø" in lines
    assert "Total: 1.234,50 DKK" in lines
    assert f"Original: bon æøå.jpg, 4,1\u00a0MB, SHA-256 {'a' * 64}" in lines
    assert any(line.endswith("Uploading the file: no answer yet") for line in lines)
    assert any(line.endswith("The voucher was created") for line in lines)
    assert "    answered after 1,0 s" in lines
    assert any(line.endswith("Booking the voucher: No connection to Dinero") for line in lines)
    assert any(line.endswith("invented_later: new_code") for line in lines)


def test_a_receipt_that_nothing_was_sent_of_says_so() -> None:
    assert "Nothing has left this computer yet." in trail_text(RECEIPT, ())


def test_the_table_is_one_a_spreadsheet_reads_and_runs_nothing_of(tmp_path: Path) -> None:
    save_trail(tmp_path / "spor.CSV", RECEIPT, ROWS)
    data = (tmp_path / "spor.CSV").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(rows) == len(ROWS) + 1
    assert {len(row) for row in rows} == {7}
    assert rows[2][1:3] == ["Creating the voucher", "done"]
    assert not [cell for row in rows[1:] for cell in row if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("make", [trail_text, trail_csv])
def test_the_trail_speaks_danish(make: object) -> None:
    use_language("da")
    text = trail_text(RECEIPT, ROWS) if make is trail_text else trail_csv(RECEIPT, ROWS)
    assert "Ingen forbindelse til Dinero" in text
    assert "Bilag" in text


def test_a_saved_text_is_what_was_made(tmp_path: Path) -> None:
    save_trail(tmp_path / "spor.txt", RECEIPT, ROWS)
    assert (tmp_path / "spor.txt").read_text(encoding="utf-8") == trail_text(RECEIPT, ROWS)
