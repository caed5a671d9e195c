"""Keeps the archive true: what the accountant books or deletes in Dinero is seen, by one question a day.

``entries/changes`` tells what was booked, for at most 31 days at a time; days that were missed are asked for in such
pieces. Of a draft that was deleted it tells nothing, so a few drafts a day are asked for singly, those first that were
not asked for the longest. A receipt is moved only by what Dinero says of its very voucher.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from desktop.dinero import DineroClient, EntryRead, VoucherRead
from desktop.receipts.company import Company
from desktop.receipts.faults import Fault, FaultCode, FaultNote
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import State
from desktop.store import Journal, ReceiptTable
from desktop.store.archive_reads import OK, ChangesRow, ReadsTable

PIECE = dt.timedelta(days=30)
"""Dinero allows 31 days (contract 6.6); a day is left for what a clock may be wrong."""
OVERLAP = dt.timedelta(days=1)
"""Each question begins so long before the end of the last one: the two clocks may differ."""
FURTHEST = dt.timedelta(days=390)
"""What happened longer ago is seen by the single questions alone."""
EVERY = dt.timedelta(hours=20)
"""Between two questions that were answered: once a day, also for someone who comes a little earlier each morning."""
AFTER_FAULT = dt.timedelta(hours=1)
SINGLY = 20
"""Drafts that are asked for singly, of one company on one day."""


@dataclass(slots=True)
class Seen:
    """What a round has brought."""

    changed: list[Receipt] = field(default_factory=list)
    faults: list[FaultNote] = field(default_factory=list)


class DineroChanges:
    """Asks for all companies that have receipts in Dinero. For a worker thread."""

    def __init__(
        self,
        journal: Journal,
        client: Callable[[], DineroClient],
        companies: Callable[[], Sequence[Company]],
    ) -> None:
        self._journal = journal
        self._receipts = ReceiptTable(journal)
        self._reads = ReadsTable(journal)
        self._client, self._companies = client, companies

    def due(self) -> tuple[int, ...]:
        """Return the companies that are to be asked about now, of those that the login reaches. Raises Fault."""
        reached = {c.id for c in self._companies() if c.has_api}
        return tuple(org for org in self._reads.companies() if org in reached and self._is_due(org))

    def last_answer(self, company_id: int) -> ChangesRow | None:
        """Return the last question about a company that was answered, or None. Raises Fault."""
        return self._reads.last(company_id, ok=True)

    def read(self, stopped: Callable[[], bool] = lambda: False) -> Seen:
        """Ask about each company that is due. A fault of one company is noted, and the others are asked all the same.

        Raises Fault for what concerns this computer: the journal, the keyring.
        """
        seen = Seen()
        for org in self.due():
            if stopped():
                break
            client = self._client()
            try:
                self._read(client, org, seen, stopped)
            except Fault as fault:
                seen.faults.append(fault.note())
        return seen

    def _is_due(self, org: int) -> bool:
        last = self._reads.last(org)
        if last is None:
            return True
        since = self._journal.now() - last.begun_at
        return since < dt.timedelta(0) or since >= (EVERY if last.outcome == OK else AFTER_FAULT)

    def _read(self, client: DineroClient, org: int, seen: Seen, stopped: Callable[[], bool]) -> None:
        for first, last, is_last in self._pieces(org):
            if stopped():
                return
            before = len(seen.changed)
            row = ChangesRow(org, self._journal.now(), first, last, OK)
            try:
                seen.changed += self._take_entries(client, org, client.entry_changes(org, first, last))
                if is_last:
                    seen.changed += self._look_singly(client, org, stopped)
            except Fault as fault:
                self._reads.add(replace(row, outcome=fault.code.value))
                raise
            states = [r.state for r in seen.changed[before:]]
            self._reads.add(replace(row, booked=states.count(State.BOOKED), removed=states.count(State.REMOVED)))

    def _pieces(self, org: int) -> Iterator[tuple[dt.datetime, dt.datetime, bool]]:
        """Yield the periods to ask for, the oldest first, and True with the last one, which ends now."""
        now, last = self._journal.now(), self._reads.last(org, ok=True)
        since = last.changes_to if last is not None else self._reads.first_draft(org) or now
        first = max(min(since, now) - OVERLAP, now - FURTHEST)
        while first < now:
            yield first, min(first + PIECE, now), first + PIECE >= now
            first += PIECE

    # -- what was booked

    def _take_entries(self, client: DineroClient, org: int, entries: Sequence[EntryRead]) -> list[Receipt]:
        by_voucher: dict[str, list[EntryRead]] = {}
        for entry in entries:
            by_voucher.setdefault(entry.voucher_guid, []).append(entry)
        changed = []
        for receipt in self._reads.of_vouchers(org, frozenset(by_voucher)):
            lines = by_voucher[(receipt.voucher_guid or "").lower()]
            if _taken_back(receipt, lines) and self._reads.is_purchase(receipt.id):
                changed += self._look(client, receipt)
            elif receipt.state is State.DRAFTED:
                number = next((e.number for e in lines if e.number is not None), None)
                changed += self._moved(receipt, state=State.BOOKED, voucher_number=number)
        return changed

    # -- what was deleted

    def _look_singly(self, client: DineroClient, org: int, stopped: Callable[[], bool]) -> list[Receipt]:
        changed: list[Receipt] = []
        for receipt in self._reads.longest_unseen(org, SINGLY):
            if stopped():
                break
            changed += self._look(client, receipt)
        return changed

    def _look(self, client: DineroClient, receipt: Receipt) -> list[Receipt]:
        """Ask for one voucher; one that isn't there has to be missing twice."""
        read = _voucher(client, receipt) or _voucher(client, receipt)
        self._reads.looked(receipt.id)
        if read is None:
            note = FaultNote(FaultCode.DELETED_IN_DINERO, {"guid": receipt.voucher_guid or ""})
            return self._moved(receipt, state=State.REMOVED, fault=note, not_before=None, resume=None)
        if read.is_booked and receipt.state is State.DRAFTED:
            return self._moved(
                receipt, state=State.BOOKED, voucher_number=read.number, voucher_timestamp=read.timestamp
            )
        return []

    def _moved(self, asked: Receipt, **change: object) -> list[Receipt]:
        """Keep what was learnt, unless the receipt has moved on while Dinero was asked."""
        with self._journal.write():
            now = self._receipts.get(asked.id)
            if now is None or _order_of(now) != _order_of(asked) or now.wish is not None or now.awaits_booking:
                return []
            return [self._receipts.save(replace(now, **change))]  # type: ignore[arg-type]  # fields of a receipt


def _order_of(receipt: Receipt) -> tuple[object, ...]:
    return receipt.state, receipt.company_id, receipt.voucher_guid


def _taken_back(receipt: Receipt, lines: Sequence[EntryRead]) -> bool:
    """Return True when the books hold no more of the purchase: a booked voucher that is deleted gets an offset."""
    own = [e.amount for e in lines if e.account == receipt.draft.account]
    return bool(own) and sum(own, Decimal(0)) <= 0


def _voucher(client: DineroClient, receipt: Receipt) -> VoucherRead | None:
    try:
        return client.voucher(receipt.company_id or 0, receipt.voucher_guid or "", receipt.draft.kind)
    except Fault as fault:
        if fault.code is FaultCode.NOT_FOUND:
            return None
        raise
