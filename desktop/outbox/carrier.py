"""Carries out one step for one receipt, on a sender thread, and hands back what came of it.

The carrier never decides: an answer or a fault goes to :mod:`desktop.outbox.machine`. What it sees to is the order:
journal, request, journal.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from desktop.dinero import DineroClient, UploadFile, order_for
from desktop.outbox.answers import (
    Absent,
    Answer,
    ContactKnown,
    Deleted,
    FileKnown,
    MayBeThere,
    Step,
    Unanswered,
    VoucherKnown,
)
from desktop.outbox.asking import VoucherSearch, judged
from desktop.outbox.gone import forget_gone
from desktop.outbox.ledger import Detail, Ledger, Overtaken, Stopped
from desktop.outbox.lookups import find_booking, find_deletion, find_file, find_voucher, to_delete
from desktop.outbox.machine import IN_FLIGHT_OF
from desktop.outbox.proof import fetched_back
from desktop.outbox.renditions import Renditions
from desktop.outbox.watch import Watch
from desktop.receipts.company import CompanyBook
from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Wish
from desktop.store import CompanyTable

_T = TypeVar("_T")
_MEDIA_TYPES = {".jpg": "image/jpeg", ".png": "image/png", ".pdf": "application/pdf"}
_log = logging.getLogger(__name__)

Progress = Callable[[str, int, int], None]
"""Receipt id, bytes sent, bytes in all."""


Checkpoint = Callable[[str], None]
"""Called at each named point of a step; a test that kills the program waits at one."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What came of a step: the receipt as journalled last, and an answer or a fault."""

    receipt: Receipt
    step: Step
    result: Answer | Fault


class Carrier:
    """Belongs to one thread, as its client does."""

    def __init__(
        self,
        client: DineroClient,
        ledger: Ledger,
        companies: CompanyTable,
        renditions: Renditions,
        watch: Watch,
        progress: Progress,
        checkpoint: Checkpoint,
    ) -> None:
        self._client = client
        self._ledger = ledger
        self._companies = companies
        self._renditions = renditions
        self._watch = watch
        self._progress = progress
        self._checkpoint = checkpoint
        self._steps: Mapping[Step, Callable[[Receipt], Answer]] = {
            Step.UPLOAD: self._upload,
            Step.CONTACT: self._contact,
            Step.VOUCHER: self._voucher,
            Step.BOOK: self._book,
            Step.ASK_FILE: lambda r: find_file(self, r, self._ledger.first_attempt(r.id, "upload")),
            Step.ASK_CONTACT: self._ask_contact,
            Step.ASK_VOUCHER: self._ask_voucher,
            Step.DELETE: self._delete,
            Step.ASK_BOOKING: lambda r: find_booking(self, r, self._book_of(r)),
            Step.ASK_DELETION: lambda r: find_deletion(self, r, self._book_of(r)),
            Step.PROVE: lambda r: fetched_back(self, r),
        }
        self._latest: Receipt | None = None
        self._links: frozenset[str] | None = None

    def carry(self, receipt: Receipt, step: Step, links: frozenset[str] | None = None) -> Carried | None:
        """Do one step. Returns None when someone else was quicker, or the program is closing.

        ``links``: guids of the vouchers that a listing has just told of for the receipt's file; where there are none,
        none is looked for first. None: not known.
        """
        self._latest, self._links = receipt, links
        try:
            result: Answer | Fault = self._steps[step](receipt)
        except Fault as fault:
            forget_gone(self._companies, receipt, fault)
            result = fault
        except (Overtaken, Stopped):
            return None
        except Exception as error:  # noqa: BLE001 - settled below: no receipt may stay in a bracketed state
            _log.exception("step %s of receipt %s broke off", step.value, receipt.id)
            effect = Effect.ASK if self._latest.state is IN_FLIGHT_OF.get(step) else Effect.STOP_RECEIPT
            result = Fault(FaultCode.INTERNAL, effect, detail=type(error).__name__)
        return Carried(self._latest, step, result)

    def request(
        self, receipt: Receipt, kind: str, detail: Detail, send: Callable[[], _T], step: Step | None = None
    ) -> _T:
        """Journal a request (and the bracketed state of ``step``), send it, journal how it ended."""
        state = IN_FLIGHT_OF[step] if step else None
        self._checkpoint(f"before-{kind}-row")
        self._latest, number = self._ledger.begin(receipt, kind, detail, state)
        self._checkpoint(f"after-{kind}-row")
        outcome: str | None = FaultCode.INTERNAL.value
        try:
            answer = send()
            outcome = "ok"
            self._checkpoint(f"after-{kind}-answer")
        except Fault as fault:
            outcome = fault.code.value
            raise
        except Stopped:  # in the middle of the step, before a further request of it
            outcome = None
            raise
        finally:
            self._note_end(number, outcome)
        return answer

    def _note_end(self, number: int, outcome: str | None) -> None:
        """Journal how a request ended. Where that fails its row says "not known", and the answer still counts."""
        try:
            self._ledger.settle(number, outcome, self._client.last_date)
        except Fault as fault:
            _log.warning("the end of request %s could not be written: %s", number, fault.code.value)

    @property
    def client(self) -> DineroClient:
        """The client of this thread."""
        return self._client

    def _upload(self, receipt: Receipt) -> Answer:
        name, size = receipt.file_name or "", receipt.rendition_size or 0
        if not self._renditions.whole(receipt):
            raise Fault(FaultCode.ORIGINAL_MISSING)
        note = self._watch.look(self, receipt, lambda: self._book_of(receipt))
        if note is not None:
            return MayBeThere(note)
        file = UploadFile(self._renditions.path_of(receipt), size, name, _MEDIA_TYPES[Path(name).suffix])
        detail: Detail = {"name": name, "size": size, "sha256": receipt.rendition_sha256 or ""}

        def send() -> str:
            return self._client.upload(_org(receipt), file, lambda sent, total: self._progress(receipt.id, sent, total))

        return FileKnown(self.request(receipt, "upload", detail, send, Step.UPLOAD))

    def _contact(self, receipt: Receipt) -> Answer:
        guid, name = receipt.contact_guid or "", receipt.draft.supplier.strip()
        if self._ledger.supplier_made(_org(receipt), guid):
            return ContactKnown()
        self.request(
            receipt,
            "contact",
            {"guid": guid, "name": name, "cvr": receipt.draft.cvr or ""},
            lambda: self._client.create_contact(_org(receipt), guid, name, vat_number=receipt.draft.cvr),
            Step.CONTACT,
        )
        return ContactKnown()

    def _voucher(self, receipt: Receipt) -> Answer:
        """Look first whether the file has a voucher (Dinero's scan, another computer), then make one."""
        note = self._watch.look(self, receipt, lambda: self._book_of(receipt))
        if note is not None:  # seldom: it was asked before the file left, unless that was before an undo
            return MayBeThere(note)
        there = Absent() if self._links == frozenset() else self._ask_voucher(receipt)
        if not isinstance(there, Absent):
            return there
        book = self._book_of(receipt)
        order = order_for(receipt, book)
        detail = {"amount": str(order.total), "date": order.date.isoformat(), "kind": order.purchase_type}
        read = self.request(
            receipt, "voucher", detail, lambda: self._client.create_voucher(_org(receipt), order), Step.VOUCHER
        )
        search = VoucherSearch(book, attempted=False, fresh=True)
        if read:
            return judged(receipt, search, read)
        made = find_voucher(self, self._latest or receipt, search)
        return made if isinstance(made, VoucherKnown) else Unanswered()

    def _ask_voucher(self, receipt: Receipt) -> Answer:
        attempted = self._ledger.first_attempt(receipt.id, "voucher") is not None
        return find_voucher(
            self, receipt, VoucherSearch(self._book_of(receipt), attempted, links=self._links or frozenset())
        )

    def _book(self, receipt: Receipt) -> Answer:
        guid, timestamp, kind = receipt.voucher_guid or "", receipt.voucher_timestamp, receipt.draft.kind
        if not timestamp:
            return find_booking(self, receipt, self._book_of(receipt))
        detail = {"guid": guid, "timestamp": timestamp}
        read = self.request(
            receipt, "book", detail, lambda: self._client.book_voucher(_org(receipt), guid, timestamp, kind), Step.BOOK
        )
        return VoucherKnown(read) if read else Unanswered()

    def _delete(self, receipt: Receipt) -> Answer:
        guid, kind = to_delete(receipt)
        timestamp = receipt.rival_timestamp if receipt.wish is Wish.REPLACE else receipt.voucher_timestamp
        if not timestamp:
            return find_deletion(self, receipt, self._book_of(receipt))
        detail = {"guid": guid, "timestamp": timestamp}
        self.request(
            receipt,
            "delete",
            detail,
            lambda: self._client.delete_voucher(_org(receipt), guid, timestamp, kind),
            Step.DELETE,
        )
        return Deleted()

    def _ask_contact(self, receipt: Receipt) -> Answer:
        guid = receipt.contact_guid or ""
        try:
            self.request(receipt, "look_up", {"guid": guid}, lambda: self._client.contact(_org(receipt), guid))
        except Fault as fault:
            if fault.code is FaultCode.NOT_FOUND:
                return Absent()
            raise
        return ContactKnown()

    def _book_of(self, receipt: Receipt) -> CompanyBook:
        org = _org(receipt)
        book = self._companies.book(org)
        if book is None:
            company = next((c for c in self._client.organizations() if c.id == org), None)
            if company is None:
                raise Fault(FaultCode.WRONG_PROFILE, Effect.STOP_COMPANY, company=org)
            book = self._client.company_book(company)
            self._companies.save_list_entry(company)
            self._companies.save_book(book)
        return book


def _org(receipt: Receipt) -> int:
    if receipt.company_id is None:
        raise Fault(FaultCode.NO_COMPANY)
    return receipt.company_id
