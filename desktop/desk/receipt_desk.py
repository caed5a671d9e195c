"""What the window and the command line do with receipts. Plain Python; call it from worker threads only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from desktop.config import Config, Settings
from desktop.desk.archive import ArchiveDesk
from desktop.desk.belonging import Belonging
from desktop.desk.bin import Bin
from desktop.desk.computer import Computer
from desktop.desk.decisions import Decisions
from desktop.desk.finishing import Finishing
from desktop.desk.flow import Flow
from desktop.desk.folders import Folders
from desktop.desk.guards import Guards, Heed
from desktop.desk.intake import Intake, IntakeReport, OnTaken
from desktop.desk.overview import Overview
from desktop.desk.recovery import Recovery, doubted_before
from desktop.desk.scans import Scans
from desktop.desk.send_report import SendReport
from desktop.desk.suppliers import Suppliers
from desktop.desk.trimming import Trimming
from desktop.outbox.wishes import withdrawn
from desktop.receipts.company import Company, CompanyBook
from desktop.receipts.faults import Effect, Fault, FaultCode, FaultNote
from desktop.receipts.readiness import Missing, missing
from desktop.receipts.receipt import Draft, Original, Receipt, VoucherKind, new_receipt_id
from desktop.receipts.states import Proof, State
from desktop.store import (
    Clock,
    CompanyTable,
    Journal,
    MetaTable,
    ReceiptTable,
    RequestRow,
    RequestTable,
    Steady,
    Vault,
    load_settings,
    save_settings,
    steady_seconds,
    utc_now,
)
from desktop.store.newer import require_not_newer

UNDO_TIME = dt.timedelta(seconds=5)
"""A send from the window waits this long before its first request, so that the common undo is free."""
LAST_DELIVERED = 500
"""Delivered receipts that are kept at hand: their suppliers and accounts are offered for the next ones."""
_WRONG_COPY = frozenset({Proof.DIFFERS, Proof.GONE})
_DATES = frozenset({FaultCode.DATE_IN_FUTURE, FaultCode.DATE_LONG_AGO})


class ReceiptDesk(Decisions):
    """The receipts of one data folder. Methods may be called from any thread but the window's."""

    def __init__(
        self,
        config: Config,
        clock: Clock = utc_now,
        computer: Computer | None = None,
        steady: Steady = steady_seconds,
    ) -> None:
        self.config = config
        self.notices: tuple[FaultNote, ...] = ()
        """What the user should know of how the folder was found; filled by :meth:`open`."""
        self.journal = Journal(config.journal_path, clock, steady)
        self.vault = Vault(config.vault_dir)
        self.receipt_table = ReceiptTable(self.journal)
        self.company_table = CompanyTable(self.journal)
        self.suppliers = Suppliers(self.journal, self.company_table)
        self.request_table = RequestTable(self.journal)
        self.guards = Guards(self)
        self.overview = Overview(self.journal)
        self.opened_at = self.journal.now()
        self._opened = False
        self.archive = ArchiveDesk(self.journal, self.vault)
        self._intake = Intake(self.journal, self.vault, self.first_draft, Belonging(self))
        self.flow = Flow(self)
        self.trimming, self.finishing = Trimming(self), Finishing(self)
        self.dustbin = Bin(self)
        self.folders = Folders(self, self._intake)
        self.scans = Scans(self)
        self._recovery = Recovery(config, self.journal, computer or Computer(), self._intake.recover)

    # what is there

    def open(self) -> tuple[Receipt, ...]:
        """Open the journal, bring cut-off drops into the tray, and return what is shown at once. Raises Fault.

        A damaged journal is set aside and rebuilt; ``notices`` then says so.
        """
        news = self._recovery.open()
        self.notices += tuple(note for note in news if note not in self.notices)
        self._opened = True
        with suppress(Fault):  # what can't be removed today is tried again at the next start
            self.dustbin.finish()
        return self.present()

    def hold(self) -> FaultNote | None:
        """Return why nothing is sent from this folder until the user has answered, or None. Raises Fault."""
        return MetaTable(self.journal).hold()

    def adopt_folder(self) -> None:
        """Let this computer send from the folder from now on: the user says that no other does. Raises Fault."""
        self._recovery.adopt()

    def close(self) -> None:
        """Close the journal, once every thread that used the desk is done."""
        if self._opened:
            self._opened = False
            self._recovery.close()
        self.journal.close()

    def present(self) -> tuple[Receipt, ...]:
        """Return what is being worked on, with the last that were delivered; the archive lists all of those itself."""
        return self.receipt_table.present(LAST_DELIVERED)

    def receipts(self) -> tuple[Receipt, ...]:
        """Return every receipt, the newest first."""
        return self.receipt_table.all()

    def receipt(self, receipt_id: str) -> Receipt:
        """Return one receipt. Raises Fault NOT_FOUND."""
        receipt = self.receipt_table.get(receipt_id)
        if receipt is None:
            raise Fault(FaultCode.NOT_FOUND)
        return receipt

    def path_of(self, original: Original) -> Path:
        """Return where an original's bytes lie; they are only ever read."""
        return self.vault.path_of(original.sha256)

    def trail(self, receipt_id: str) -> tuple[RequestRow, ...]:
        """Return every request made for a receipt, oldest first."""
        return self.request_table.of_receipt(receipt_id)

    # the tray

    def take(self, paths: Iterable[Path], on_taken: OnTaken | None = None, *, again: bool = False) -> IntakeReport:
        """Take files and folders into the tray; durable when it returns (and at each ``on_taken``)."""
        return self._intake.take(paths, on_taken, again=again)

    def take_bytes(self, data: bytes, name: str) -> IntakeReport:
        """Take a picture that has no file, as from the clipboard."""
        return self._intake.take_bytes(data, name)

    def save_draft(self, receipt_id: str, draft: Draft) -> Receipt:
        """Keep the fields; the state becomes ``ready`` when nothing is missing. Raises Fault NOT_EDITABLE."""
        return self._edit(receipt_id, lambda receipt: replace(receipt, draft=draft))

    def turn(self, receipt_id: str, position: int, quarter_turns: int) -> Receipt:
        """Turn one original clockwise. Raises Fault NOT_EDITABLE, also when its file may be in Dinero already."""

        def turned(receipt: Receipt) -> Receipt:
            originals = list(receipt.originals)
            old = originals[position]
            originals[position] = replace(old, turns=(old.turns + quarter_turns) % 4)
            return replace(self._pages_may_change(receipt), originals=tuple(originals))

        return self._edit(receipt_id, turned)

    def merge(self, receipt_ids: Sequence[str]) -> tuple[Receipt, ...]:
        """Give all pages to the first receipt, in the order given, and bin the others. Raises Fault NOT_EDITABLE.

        Returns every receipt that changed; :meth:`put_back` with what they were before undoes it.
        """
        with self.journal.write():
            receipts = [self._pages_may_change(_editable(self.receipt(i))) for i in receipt_ids]
            first, rest = receipts[0], receipts[1:]
            originals = tuple(o for r in receipts for o in r.originals)
            kept = self._settled(replace(first, originals=originals))
            return (kept, *(self.receipt_table.save(replace(r, state=State.BINNED)) for r in rest))

    def put_back(self, before: Sequence[Receipt]) -> tuple[Receipt, ...]:
        """Undo: make tray receipts what they were, unless one was sent meanwhile (that one is left as it is)."""
        with self.journal.write():
            return tuple(
                self.receipt_table.save(old)
                for old in before
                if self.receipt(old.id).state in {State.NEW, State.READY, State.BINNED}
            )

    unmerge = put_back

    def bin(self, receipt_ids: Iterable[str]) -> tuple[Receipt, ...]:
        """Put receipts into the bin: of the tray, such that need attention, such whose voucher was removed in Dinero.

        Those being sent are left. A file that is in Dinero stays there.
        """
        return self._each(receipt_ids, _binned)

    def restore(self, receipt_ids: Iterable[str]) -> tuple[Receipt, ...]:
        """Take receipts out of the bin."""
        with self.journal.write():
            binned = [r for i in receipt_ids if (r := self.receipt(i)).state is State.BINNED]
            return tuple(self._settled(replace(r, fault=None, resume=None)) for r in binned)

    def missing(self, receipt: Receipt, company_id: int | None = None) -> tuple[Missing, ...]:
        """Return what keeps a receipt from being sent to a company (None: the chosen one)."""
        forced = _DATES if receipt.draft.date_confirmed else frozenset()
        company = company_id if company_id is not None else receipt.for_company
        return missing(receipt.draft, self.book(company), self.today(), forced)

    # sending

    def send(self, receipt_ids: Iterable[str], *, book: bool, company_id: int | None = None,
             hold: dt.timedelta = UNDO_TIME, heed: Heed = Heed.COMPANY) -> SendReport:  # fmt: skip
        """Hand ready receipts to the outbox: fields, company and ``queued`` in one transaction each.

        What a guard has something to say about stays, as far as ``heed`` wants it. Raises Fault NO_COMPANY when no
        company is chosen.
        """
        company = company_id if company_id is not None else self.settings().company_id
        if company is None:
            raise Fault(FaultCode.NO_COMPANY, Effect.WAIT)
        report = SendReport()
        for receipt_id in receipt_ids:
            self.guards.look_at(receipt_id)
            with self.journal.write():
                receipt = _editable(self.receipt(receipt_id))
                lacks = self._lacks(receipt, company)
                if lacks:
                    report = replace(report, held=(*report.held, (receipt, lacks)))
                    continue
                caution = self.guards.caution(receipt, company, heed)
                if caution:
                    report = replace(report, warned=(*report.warned, caution))
                    continue
                if receipt.proof in _WRONG_COPY:
                    report = replace(report, replaced=(*report.replaced, self._retired(receipt)))
                    receipt = _renewed(receipt, self.journal.now())
                self.guards.remember(receipt, heed)
                sent = self._queued(receipt, company, book=book, hold=hold)
                report = replace(report, sent=(*report.sent, sent))
        return report

    def _retired(self, receipt: Receipt) -> Receipt:
        """Put away a receipt whose file in Dinero is not what was sent; that one can't be deleted or replaced there."""
        return self.receipt_table.save(replace(receipt, state=State.BINNED))

    def _lacks(self, receipt: Receipt, company: int) -> tuple[Missing, ...]:
        if receipt.for_company not in {None, company}:
            return (Missing("company", FaultNote(FaultCode.MOVED_ELSEWHERE)),)
        if receipt.file_guid and receipt.company_id != company:
            return (Missing("company", FaultNote(FaultCode.UPLOADED_ELSEWHERE)),)
        return self.missing(receipt, company)

    def _queued(self, receipt: Receipt, company: int, *, book: bool, hold: dt.timedelta) -> Receipt:
        now, draft = self.journal.now(), self.suppliers.settled(receipt.draft, company)
        receipt = self._from_its_upload(receipt)
        guid = (draft.contact_guid or self.suppliers.guid_for(draft, company)) if draft.needs_supplier else None
        if draft.kind is VoucherKind.PURCHASE:  # another kind's account is no habit of the supplier's
            self.suppliers.learn(replace(receipt, draft=draft), company)
        return self.receipt_table.save(
            replace(
                receipt,
                draft=draft,
                company_id=company,
                book=book,
                contact_guid=guid,
                sent_at=now,
                not_before=now + hold,
                attempts=0,
                fault=None,
            )
        )

    def _from_its_upload(self, receipt: Receipt) -> Receipt:
        """Return where the delivery begins: what was prepared before an undo is made anew from pages and fields.

        An earlier upload whose outcome was never known is asked about first; the rendition then stays what it was. So
        is one that a rebuilt or restored journal may not know of.
        """
        if receipt.file_guid is None and self._may_be_uploaded(receipt):
            return replace(receipt, state=State.UNCERTAIN, resume=State.UPLOADING)
        fresh = replace(receipt, state=State.QUEUED, resume=None)
        if receipt.file_guid:
            return fresh
        return replace(fresh, file_name=None, rendition_sha256=None, rendition_size=None)

    def _may_be_uploaded(self, receipt: Receipt) -> bool:
        doubted = doubted_before(self.journal)
        forgotten = doubted is not None and receipt.added_at < doubted
        return forgotten or self.request_table.may_have_written(receipt.id, "upload")

    # settings and company

    def settings(self) -> Settings:
        """Return the user's settings."""
        return load_settings(self.config.settings_path)

    def save_settings(self, settings: Settings) -> None:
        """Keep the user's settings durably. Raises Fault, DATA_FOLDER_NEWER too: its settings are a newer program's."""
        require_not_newer(self.config.journal_path)
        save_settings(self.config.settings_path, settings)

    def companies(self) -> tuple[Company, ...]:
        """Return the companies of the last login, as they were then."""
        return self.company_table.list()

    def book(self, company_id: int | None = None) -> CompanyBook | None:
        """Return what is known of a company (None: the chosen one) without asking Dinero."""
        wanted = company_id if company_id is not None else self.settings().company_id
        return None if wanted is None else self.company_table.book(wanted)

    def keep_book(self, book: CompanyBook) -> tuple[Receipt, ...]:
        """Keep what Dinero told; receipts in the tray get the default payment account. Returns what changed."""
        self.company_table.save_book(book)
        default = book.default_deposit()
        if default is None:
            return ()
        with self.journal.write():
            bare = [r for r in self.receipt_table.in_states([State.NEW]) if _wants_account(r.draft)]
            return tuple(self._settled(replace(r, draft=replace(r.draft, paid_from=default.number))) for r in bare)

    # helpers

    def first_draft(self) -> Draft:
        """Return the fields that a new receipt begins with."""
        book = self.book()
        default = book.default_deposit() if book else None
        return Draft(paid_from=default.number if default else None)

    def today(self) -> dt.date:
        """Return the day it is here."""
        return self.journal.now().astimezone().date()

    def with_free_pages(self, receipt_id: str) -> Receipt:
        """Return a receipt whose pages may change. Raises Fault NOT_EDITABLE, NOT_FOUND."""
        return self._pages_may_change(_editable(self.receipt(receipt_id)))

    def renewed(self, receipt: Receipt) -> Receipt:
        """Put a receipt away and let a copy without its upload take its place; call it within a write."""
        self._retired(receipt)
        return self._settled(replace(_renewed(receipt, self.journal.now()), company_id=None))

    def settle(self, receipt: Receipt) -> Receipt:
        """Keep a receipt of the tray as ``ready`` or ``new``; call it within a write of the journal."""
        return self._settled(receipt)

    def _settled(self, receipt: Receipt) -> Receipt:
        state = State.NEW if self.missing(receipt) else State.READY
        return self.receipt_table.save(replace(receipt, state=state))

    def _edit(self, receipt_id: str, change: Callable[[Receipt], Receipt]) -> Receipt:
        with self.journal.write():
            return self._settled(change(_editable(self.receipt(receipt_id))))

    def _pages_may_change(self, receipt: Receipt) -> Receipt:
        if receipt.file_guid or self.request_table.may_have_written(receipt.id, "upload"):
            raise Fault(FaultCode.NOT_EDITABLE)
        return receipt


def _renewed(receipt: Receipt, now: dt.datetime) -> Receipt:
    """Return the receipt under a new id, by which no look-up takes the wrong copy for its file."""
    return replace(
        receipt,
        id=new_receipt_id(),
        added_at=now,
        file_guid=None,
        gone_vouchers=(),
        proof=None,
        proven_at=None,
    )


def _binned(receipt: Receipt) -> Receipt | None:
    if receipt.state is State.REMOVED:
        return replace(withdrawn(receipt), state=State.BINNED)
    allowed = {State.NEW, State.READY, State.ATTENTION}
    return replace(receipt, state=State.BINNED) if receipt.state in allowed else None


def _wants_account(draft: Draft) -> bool:
    return draft.paid_from is None and not draft.credit and draft.kind is VoucherKind.PURCHASE


def _editable(receipt: Receipt) -> Receipt:
    if not receipt.editable:
        raise Fault(FaultCode.NOT_EDITABLE)
    return receipt
