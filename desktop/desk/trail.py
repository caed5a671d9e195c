"""The trail of one receipt as a file for the owner, a bookkeeper or an auditor."""

from __future__ import annotations

import csv
import datetime as dt
import errno
import io
from collections.abc import Sequence
from pathlib import Path

from desktop.receipts.dates import format_date
from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.receipts.money import format_amount
from desktop.receipts.receipt import Receipt
from desktop.store import RequestRow
from desktop.store.disk import write_durably
from desktop.words import _
from desktop.words.about_trail import detail_words, outcome_words, request_words, step_words
from desktop.words.about_undoing import proof_word
from desktop.words.numbers import size_text
from desktop.words.standing import receipt_word

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins like this is a formula to a spreadsheet."""


def trail_text(receipt: Receipt, rows: Sequence[RequestRow]) -> str:
    """Return the trail as lines for a person."""
    lines = [*_head(receipt), ""]
    for row in rows:
        lines.append(f"{_moment(row.begun_at)}  {request_words(row.kind, row.outcome)}")
        lines += [f"    {words}" for words in (detail_words(row.detail), _answered(row)) if words]
    if not rows:
        lines.append(_("Nothing has left this computer yet."))
    return "\n".join(lines) + "\n"


def trail_csv(receipt: Receipt, rows: Sequence[RequestRow]) -> str:
    """Return the trail as a table: semicolons between, as spreadsheets expect where a comma stands before decimals."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Begun"), _("Step"), _("Outcome"), _("Ended"), _("Dinero's clock"), _("Details"), _("Receipt")])
    for row in rows:
        times = [_moment(t) if t else "" for t in (row.settled_at, row.server_date)]
        words = [step_words(row.kind), outcome_words(row.outcome), *times, detail_words(row.detail), receipt.id]
        writer.writerow([_moment(row.begun_at), *map(_plain_cell, words)])
    return out.getvalue()


def save_trail(path: Path, receipt: Receipt, rows: Sequence[RequestRow]) -> None:
    """Write the trail: as a table when the name ends in ``.csv``, else as text. Raises Fault FILE_NOT_WRITTEN."""
    if path.suffix.lower() == ".csv":
        save_file(path, trail_csv(receipt, rows).encode("utf-8-sig"))  # the mark by which Excel knows UTF-8
    else:
        save_file(path, trail_text(receipt, rows).encode())


def save_file(path: Path, data: bytes) -> None:
    """Write a file where the user wants it. Raises Fault FILE_NOT_WRITTEN or DISK_FULL."""
    try:
        write_durably(path, data)
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        code = FaultCode.DISK_FULL if full else FaultCode.FILE_NOT_WRITTEN
        raise Fault(code, Effect.WAIT, folder=str(path.parent)) from error


def _head(receipt: Receipt) -> list[str]:
    draft = receipt.draft
    facts = [
        (_("Receipt"), receipt.id),
        (_("State"), receipt_word(receipt)),
        (_("Taken in"), _moment(receipt.added_at)),
        (_("Supplier"), draft.supplier),
        (_("Date"), format_date(draft.date) if draft.date else ""),
        (_("Total"), f"{format_amount(draft.amount)} {draft.currency}" if draft.amount is not None else ""),
        (_("The file's id in Dinero"), receipt.file_guid or ""),
        (_("The voucher's id in Dinero"), receipt.voucher_guid or ""),
        (_("Voucher number"), str(receipt.voucher_number or "")),
        (_("Proof of storage"), _proof(receipt)),
    ]
    lines = [f"{name}: {value}" for name, value in facts if value]
    names = [(" ".join(o.name.split()), o) for o in receipt.originals]
    return lines + [f"{_('Original')}: {name}, {size_text(o.size)}, SHA-256 {o.sha256}" for name, o in names]


def _proof(receipt: Receipt) -> str:
    if receipt.proof is None or receipt.proven_at is None:
        return ""
    return f"{proof_word(receipt.proof)} ({_moment(receipt.proven_at)})"


def _moment(value: dt.datetime) -> str:
    return f"{value.astimezone():%d.%m.%Y %H:%M:%S}"


def _answered(row: RequestRow) -> str:
    if row.settled_at is None:
        return ""
    seconds = f"{max((row.settled_at - row.begun_at).total_seconds(), 0.0):.1f}".replace(".", ",")
    return _("answered after {seconds} s").format(seconds=seconds)


def _plain_cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
