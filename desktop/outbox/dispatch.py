"""Chooses what is begun in each round of the delivery: the oldest order first, looks into the archive, then proofs."""

from __future__ import annotations

import datetime as dt
import threading
from collections import defaultdict
from collections.abc import Iterable

from desktop.outbox.answers import Step
from desktop.outbox.archive import Archive, Word, is_settling, is_upload_to_come
from desktop.outbox.clock_watch import ClockWatch
from desktop.outbox.crew import SENDERS, Crew
from desktop.outbox.machine import next_step
from desktop.outbox.pauses import Pauses
from desktop.outbox.proof import Proofs
from desktop.outbox.settling import Settling
from desktop.outbox.timing import LONGEST_WAIT, Timing
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import State
from desktop.store import Journal, ReceiptTable

AHEAD = 100
"""Queued receipts that a round looks at; the senders can't begin more by the next one."""


class Dispatch:
    """Belongs to the delivery thread, and acts only while it holds the delivery lock."""

    def __init__(
        self,
        journal: Journal,
        crew: Crew,
        pauses: Pauses,
        archive: Archive,
        settling: Settling,
        proofs: Proofs,
        timing: Timing,
    ) -> None:
        self._journal = journal
        self._receipts = ReceiptTable(journal)
        self._crew = crew
        self._pauses = pauses
        self._archive = archive
        self._settling = settling
        self._proofs = proofs
        self._timing = timing
        self._clock_watch = ClockWatch(journal)
        self._room = 0
        self._asked_for: set[str | None] = set()

    def round(self, hurry: threading.Event) -> None:
        """Begin what is due, as far as there are senders. ``hurry``: probe at once what could not be reached."""
        if self._clock_watch.look() or hurry.is_set():
            hurry.clear()
            self._pauses.hurry()
        self._room = min(self._pauses.room(SENDERS), SENDERS) - self._crew.sending()
        now, held = self._journal.now(), self._pauses.held()
        open_ = self._without_full(self._open(now, held))
        self._asked_for = {r.contact_guid for r in open_ if r.resume is State.CONTACT}
        wordless: dict[int, list[Receipt]] = defaultdict(list)
        for receipt in open_:
            step = self._due(receipt, now)
            if step is Step.VOUCHER and not self._crew.has(receipt.id) and self._word(receipt, now) is None:
                wordless[receipt.company_id or 0].append(receipt)
            elif step is not None:
                self._begin(receipt, step, now)
        self._look(wordless, open_, now)
        if self._room > 0 and not self._crew.doing(Step.PROVE) and not self._is_busy(open_, now):
            self._prove(held, now)

    def _open(self, now: dt.datetime, held: frozenset[int]) -> list[Receipt]:
        queued = self._receipts.first_queued(held, now, now + LONGEST_WAIT, AHEAD)
        found = [r for r in self._receipts.under_way() if r.company_id not in held]
        return sorted([*found, *queued], key=lambda r: (r.sent_at or r.added_at, r.added_at, r.id))

    def _without_full(self, receipts: list[Receipt]) -> list[Receipt]:
        """Leave out companies whose minute is full, where another one could use the senders meanwhile."""
        companies = {r.company_id or 0 for r in receipts}
        if len(companies) < 2:
            return receipts
        full = {c for c in companies if not self._crew.has_room(c)}
        return [r for r in receipts if r.company_id not in full or next_step(r) is Step.PREPARE]

    def _due(self, receipt: Receipt, now: dt.datetime) -> Step | None:
        step = None if self._crew.has(receipt.id) else next_step(receipt)
        if step is Step.PREPARE:
            return step
        return None if self._timing.waits(receipt.not_before, now) else step

    def _word(self, receipt: Receipt, now: dt.datetime) -> Word | None:
        return self._archive.word_on(receipt, now)

    def _begin(self, receipt: Receipt, step: Step, now: dt.datetime) -> None:
        if step is Step.PREPARE:
            self._crew.begin(receipt, step)
        elif self._room > 0 and self._may_go(receipt, step):
            word = self._word(receipt, now) if step is Step.VOUCHER else None
            if step is Step.VOUCHER:
                self._archive.used(receipt, now)
            self._room -= 1
            self._crew.begin(receipt, step, word.links if word else None)

    def _may_go(self, receipt: Receipt, step: Step) -> bool:
        """Return True when a step may be begun; else see to what stands in its way."""
        if step is Step.CONTACT:
            return not self._is_being_made(receipt.contact_guid)
        if step is Step.UPLOAD and not self._archive.may_be_uploaded(receipt):
            if not self._crew.has(receipt.company_id or 0):
                self._room -= 1
                self._crew.begin_look(self._archive.first_look(receipt))
            return False
        twin = self._archive.twin_of(receipt) if step in {Step.UPLOAD, Step.VOUCHER} else None
        if twin is not None:
            self._settling.twin_found(receipt, twin)
        return twin is None

    def _is_being_made(self, contact_guid: str | None) -> bool:
        """Return True while another receipt's request makes the same supplier, or its outcome is asked for."""
        being_made = {r.contact_guid for r in self._crew.doing(Step.CONTACT)}
        return contact_guid in being_made | self._asked_for

    def _look(self, wordless: dict[int, list[Receipt]], open_: Iterable[Receipt], now: dt.datetime) -> None:
        coming = {r.company_id for r in open_ if self._is_coming(r, now)}
        coming |= {r.company_id for r in self._crew.doing(Step.UPLOAD)}
        for company_id, receipts in wordless.items():
            if self._room <= 0 or self._crew.has(company_id):
                continue
            look = self._archive.next_look(receipts, now, more_to_come=company_id in coming)
            if look is not None:
                self._room -= 1
                self._crew.begin_look(look)

    def _is_coming(self, receipt: Receipt, now: dt.datetime) -> bool:
        """Return True for a receipt whose file will be in Dinero, and to be seen there, in a moment."""
        waits = self._timing.waits(receipt.not_before, now)
        return not waits if is_upload_to_come(receipt) else is_settling(receipt) and waits

    def _is_busy(self, open_: Iterable[Receipt], now: dt.datetime) -> bool:
        """Return True while there is ordinary work to do at once."""
        return any(next_step(r) is not None and not self._timing.waits(r.not_before, now) for r in open_)

    def _prove(self, held: frozenset[int], now: dt.datetime) -> None:
        receipt = self._proofs.next(held, now)
        if receipt is None or self._crew.has(receipt.company_id or 0):
            return
        look = self._archive.closing_look(receipt)
        if look is not None:
            self._crew.begin_look(look)
        else:
            self._crew.begin(receipt, Step.PROVE)
