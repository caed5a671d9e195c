"""Writes what came of each step into the journal, before anything else is done with it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from desktop.dinero import FileEntry
from desktop.outbox.answers import FileKnown, Step
from desktop.outbox.archive import Archive, is_upload_to_come, sent_before
from desktop.outbox.carrier import Carried
from desktop.outbox.crew import Listed, News
from desktop.outbox.moves import after_answer, after_fault, double_noted
from desktop.outbox.pauses import Pauses
from desktop.outbox.proof import Patience
from desktop.outbox.renditions import Renditions
from desktop.outbox.timing import Timing
from desktop.receipts.faults import Fault, FaultCode, FaultNote
from desktop.receipts.naming import carried_id
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import State
from desktop.store import Journal, ReceiptTable

_log = logging.getLogger(__name__)


class Settling:
    """Belongs to the delivery thread."""

    def __init__(
        self,
        journal: Journal,
        pauses: Pauses,
        archive: Archive,
        patience: Patience,
        renditions: Renditions,
        timing: Timing,
        done: Callable[[News], None],
    ) -> None:
        """``done`` hears of each piece of news that is written."""
        self._journal = journal
        self._receipts = ReceiptTable(journal)
        self._pauses = pauses
        self._archive = archive
        self._patience = patience
        self._renditions = renditions
        self._timing = timing
        self._done = done
        self._unwritten: list[News] = []
        self.trouble: FaultNote | None = None
        """Why an answer could not be written, while that lasts."""

    def take_up(self, news: News) -> None:
        """Settle what came back. What the journal can't take at present stays in hand, and is written once it can."""
        try:
            self._settle(news)
            self._done(news)
        except Fault as fault:
            if self.trouble is None:
                _log.warning("an answer could not be written yet: %s", fault.code.value)
            self.trouble = fault.note()
            self._unwritten.append(news)
        except Exception:  # noqa: BLE001 - its state says that a request is out, so the next start asks
            _log.exception("an answer could not be taken up")
            self.trouble = FaultNote(FaultCode.INTERNAL)

    def write_again(self) -> None:
        """Try to write what could not be written before."""
        waiting, self._unwritten = self._unwritten, []
        for news in waiting:
            self.take_up(news)
        if waiting and not self._unwritten:
            self.trouble = None

    def _settle(self, news: News) -> None:
        match news:
            case Carried(step=Step.PROVE):
                self._settle_proof(news)
            case Carried():
                self._settle_step(news)
            case Listed():
                self._settle_look(news)

    # a step

    def _settle_step(self, carried: Carried) -> None:
        after = self._written(carried)
        if after is None:
            return
        if not isinstance(carried.result, Fault) and carried.step is not Step.PREPARE:
            self._pauses.reached()
        if after.voucher_guid and after.state in {State.DRAFTED, State.BOOKED}:
            self._renditions.drop(after)

    def _written(self, carried: Carried) -> Receipt | None:
        now = self._journal.now()
        with self._journal.write():
            latest = self._receipts.get(carried.receipt.id)
            if latest is None or (latest.state, latest.sent_at) != (carried.receipt.state, carried.receipt.sent_at):
                return None  # undone meanwhile: only a step that sent nothing can be overtaken
            if isinstance(carried.result, Fault):
                self._pauses.met(carried.result, carried.receipt)
                after = after_fault(latest, carried.step, carried.result, now, self._timing)
            else:
                after = after_answer(latest, carried.result, now, self._timing)
            return self._receipts.save(after)

    def _settle_proof(self, carried: Carried) -> None:
        """Keep what the look back showed; one that failed is no matter of the receipt's."""
        if isinstance(carried.result, Fault):
            self._patience.failed(carried.receipt, carried.result, self._journal.now())
            if carried.result.code is FaultCode.RATE_LIMITED:
                self._pauses.met(carried.result, carried.receipt)
        else:
            self._written(carried)

    # a look into the archive

    def _settle_look(self, listed: Listed) -> None:
        if listed.look.closing:
            self._archive.closed(listed.look.company_id)
        if isinstance(listed.files, Fault):
            self._look_failed(listed, listed.files)
        else:
            self._look_done(listed, listed.files)
            self._pauses.reached()

    def _look_failed(self, listed: Listed, fault: Fault) -> None:
        now = self._journal.now()
        with self._journal.write():
            self._pauses.met(fault, listed.look.receipt)
            for receipt in self._waiting(listed):
                step = Step.UPLOAD if is_upload_to_come(receipt) else Step.VOUCHER  # what it waited for
                self._receipts.save(after_fault(receipt, step, fault, now, self._timing))

    def _look_done(self, listed: Listed, files: Sequence[FileEntry]) -> None:
        """Let receipts whose file is in Dinero already go on from there; the others are free to be uploaded."""
        now, known = self._journal.now(), list(listed.look.uploaded)
        with self._journal.write():
            for receipt in self._waiting(listed):
                found = sent_before(receipt, files) if receipt.id in listed.look.unsent else None
                if found:
                    after = after_answer(receipt, FileKnown(found.guid), now, self._timing)
                    known.append(self._receipts.save(after))
            self._note_doubles(files)
        self._archive.learn(replace(listed.look, uploaded=tuple(known)), files, now)

    def _note_doubles(self, files: Sequence[FileEntry]) -> None:
        """Note on delivered receipts whether their file has a second voucher, or no longer has one."""
        for file in files:
            mark = carried_id(file.name) if file.vouchers else None
            receipt = self._receipts.with_id(mark) if mark and (len(file.vouchers) > 1) else None
            if receipt is not None and receipt.file_guid == file.guid:
                noted = double_noted(receipt, file.vouchers)
                if noted != receipt:
                    self._receipts.save(noted)

    def _waiting(self, listed: Listed) -> list[Receipt]:
        """Return the receipts that the look was for, as far as they wait for it still."""
        asked = {r.id: r for r in listed.look.uploaded}
        there = self._receipts.in_states([State.QUEUED, State.UPLOADED])
        return [
            r
            for r in there
            if (r.id in listed.look.unsent and r.state is State.QUEUED and not r.file_guid)
            or (r.id in asked and r.sent_at == asked[r.id].sent_at)
        ]

    def twin_found(self, receipt: Receipt, twin: FileEntry) -> None:
        """Ask the user about a receipt whose content Dinero has from another computer. Raises Fault."""
        uploaded = twin.uploaded_at.date().isoformat() if twin.uploaded_at else ""
        note = FaultNote(FaultCode.TWIN_IN_DINERO, {"name": twin.name, "date": uploaded})
        with self._journal.write():
            latest = self._receipts.get(receipt.id)
            if latest is not None and (latest.state, latest.sent_at) == (receipt.state, receipt.sent_at):
                asked = replace(latest, state=State.ATTENTION, resume=latest.state, not_before=None, fault=note)
                self._receipts.save(asked)
