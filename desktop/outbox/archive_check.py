"""One look into Dinero's archive before the first upload of a start.

A second computer, a cloned disk or a restored backup can hold receipts in its outbox that were sent from elsewhere.
Their files carry the receipts' ids, so one listing for each company, from the oldest of them on, tells which are there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from desktop.dinero import FileEntry
from desktop.receipts.naming import carries_id
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import State


@dataclass(frozen=True, slots=True)
class Unchecked:
    """The receipts of one company that must be looked for before any of them is uploaded."""

    company_id: int
    since: dt.date
    receipt_ids: frozenset[str]


def to_check(receipts: Iterable[Receipt], opened_at: dt.datetime) -> dict[int, Unchecked]:
    """Return, by company, what has waited for its upload since before this program opened the journal.

    What was taken in after that has an id that no one else can have used.
    """
    waiting = [r for r in receipts if r.state is State.QUEUED and not r.file_guid and r.added_at < opened_at]
    companies = {r.company_id for r in waiting if r.company_id is not None}
    return {c: _of_company(c, [r for r in waiting if r.company_id == c]) for c in companies}


def _of_company(company_id: int, receipts: list[Receipt]) -> Unchecked:
    oldest = min(r.added_at for r in receipts).date() - dt.timedelta(days=1)
    return Unchecked(company_id, oldest, frozenset(r.id for r in receipts))


def sent_before(receipt: Receipt, files: Iterable[FileEntry]) -> FileEntry | None:
    """Return the file that this receipt's upload made somewhere else, or None.

    The size is compared when it is known; a receipt that was never prepared here has no size yet.
    """
    return next(
        (f for f in files if carries_id(f.name, receipt.id) and receipt.rendition_size in {None, f.size}),
        None,
    )
