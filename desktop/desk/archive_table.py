"""The fields of exported receipts as a table that a Danish Excel opens as it is."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from desktop.receipts.dates import format_date
from desktop.receipts.receipt import Original, Receipt
from desktop.words import _
from desktop.words.standing import receipt_word
from desktop.words.states import state_detail

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins like this is a formula to a spreadsheet."""
_UNFIT = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
"""What a file name can't hold on one system or another."""
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """One original of an export."""

    receipt: Receipt
    original: Original
    name: str
    """In the zip; empty when it is not in it."""
    found: str
    """SHA-256 of what was copied; empty when there was nothing."""
    account_name: str = ""
    company: str = ""

    @property
    def is_changed(self) -> bool:
        """True when the bytes are not those that came in."""
        return bool(self.found) and self.found != self.original.sha256


def file_stem(receipt: Receipt) -> str:
    """Return how a receipt's files are called: date, supplier, total, and a mark that no other receipt has."""
    draft = receipt.draft
    day = (draft.date or receipt.added_at.astimezone().date()).isoformat()
    parts = [day, draft.supplier, _number(draft.amount)]
    words = " ".join(_UNFIT.sub(" ", part).strip() for part in parts if part)
    return f"{' '.join(words.split())[:_LONGEST].rstrip(' .')} {receipt.id[:8]}"


def table_csv(files: Sequence[ExportedFile]) -> bytes:
    """Return the table: UTF-8 with the mark by which Excel knows it, semicolons, a comma before decimals."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [
            _("Date"), _("Supplier"), _("Description"), _("Total"), _("Currency"), _("Account"), _("Account name"),
            _("Voucher number"), _("State"), _("Company"), _("Due date"), _("File in the zip"), _("File as it came"),
            _("SHA-256"), _("Check"),
        ]
    )  # fmt: skip
    for each in files:
        writer.writerow([_plain_cell(cell) for cell in _row(each)])
    return out.getvalue().encode("utf-8-sig")


def _row(each: ExportedFile) -> list[str]:
    receipt, draft = each.receipt, each.receipt.draft
    number = "" if receipt.voucher_number is None else str(receipt.voucher_number)
    days = [format_date(day) if day else "" for day in (draft.date, draft.due)]
    return [
        days[0], draft.supplier, draft.description, _number(draft.amount), draft.currency,
        str(draft.account or ""), each.account_name, number, _state(receipt), each.company, days[1],
        each.name, each.original.name, each.original.sha256, _checked(each),
    ]  # fmt: skip


def _state(receipt: Receipt) -> str:
    return ", ".join(words for words in (receipt_word(receipt), state_detail(receipt)) if words)


def _checked(each: ExportedFile) -> str:
    if not each.found:
        return _("the original is missing")
    return _("the original has changed") if each.is_changed else _("unchanged")


def _number(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:.2f}".replace(".", ",")


def _plain_cell(text: str) -> str:
    is_number = re.fullmatch(r"-?\d+(,\d+)?", text) is not None
    return f"'{text}" if text.startswith(_FORMULA) and not is_number else text
