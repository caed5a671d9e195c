"""A last look, before a receipt leaves, for one that is in the books already: here, and in Dinero's own ledger.

It happens on the sender's thread as the first part of the upload (or of the voucher, where the file is in Dinero since
before an undo), so it never holds up the key that sends, and never what is uploaded already. Dinero is asked once for
each company and set of fields; the answer is journalled, so a repeat of the step, and the user's "keep both", cost no
second request. Dinero's answer is a help: where it can't be had for a reason of its own, the delivery goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from desktop.dinero import Similar, VoucherRead, order_for
from desktop.likeness import Likeness
from desktop.outbox.asking import Asker, read_voucher
from desktop.outbox.machine import LOGIN_CODES, UNREACHABLE_CODES
from desktop.receipts.company import CompanyBook
from desktop.receipts.faults import Effect, Fault, FaultCode, FaultNote
from desktop.receipts.receipt import Receipt, VoucherKind
from desktop.receipts.states import State
from desktop.store import AnswerTable, Journal, ReceiptTable, Vault

_ASK = "ask"
_NOT_ITS_OWN = LOGIN_CODES | UNREACHABLE_CODES | {FaultCode.RATE_LIMITED}
"""The upload would meet these too, so it waits with them."""
_log = logging.getLogger(__name__)


class Watch:
    """The last look of one journal's delivery. Safe from any thread."""

    def __init__(self, journal: Journal, vault: Vault) -> None:
        self._receipts = ReceiptTable(journal)
        self._answers = AnswerTable(journal)
        self._likeness = Likeness(journal, lambda original: vault.path_of(original.sha256))

    def look(self, asker: Asker, receipt: Receipt, book: Callable[[], CompanyBook]) -> FaultNote | None:
        """Return why a receipt must not leave until the user has answered, or None. Raises Fault."""
        heeded = self._answers.heeded(receipt.id)
        if heeded.heed is None or receipt.voucher_guid:
            return None
        here = self._here(receipt) if heeded.heed == _ASK else None
        if here is not None:
            return here
        fields = _fields_of(receipt)
        if not fields or heeded.asked == fields or receipt.twin_accepted:
            return None  # not enough to ask by; or asked, and answered by the user since
        found = self._in_dinero(asker, receipt, book)
        self._answers.asked(receipt.id, fields, found)
        return found if heeded.heed == _ASK else None

    def _here(self, receipt: Receipt) -> FaultNote | None:
        """Return the receipt of our own that this one may be; what was told before the send is answered by now."""
        self._likeness.look_at(receipt)
        found = next(iter(self._likeness.earlier(receipt)), None)
        return _note_of(found[0]) if found else None

    def _in_dinero(self, asker: Asker, receipt: Receipt, book: Callable[[], CompanyBook]) -> FaultNote | None:
        try:
            similar = self._ask(asker, receipt, book())
            if not similar.found or not similar.guid or self._is_known(receipt, similar.guid):
                return None
            read = read_voucher(asker, receipt, similar.guid)
        except Fault as fault:
            if fault.code in _NOT_ITS_OWN or fault.effect is Effect.STOP_COMPANY:
                raise
            _log.info("Dinero did not say whether it has a similar voucher: %s", fault.code.value)
            return None
        return _note_about(read) if read is not None and _is_same_purchase(receipt, read) else None

    def _ask(self, asker: Asker, receipt: Receipt, book: CompanyBook) -> Similar:
        org, draft = receipt.company_id or 0, receipt.draft
        order = order_for(replace(receipt, file_guid=receipt.file_guid or ""), book)
        detail = {"amount": str(draft.amount), "date": order.date.isoformat()}
        return asker.request(receipt, "similar", detail, lambda: asker.client.similar(org, order))

    def _is_known(self, receipt: Receipt, guid: str) -> bool:
        """Return whether a voucher is one of ours (which the look here has judged), or such come again and again."""
        ours = guid in receipt.gone_vouchers or self._receipts.with_voucher(guid) is not None
        return ours or self._likeness.kind_is_kept(receipt)


def _fields_of(receipt: Receipt) -> str:
    """Return what Dinero is asked by; empty where supplier, date or total is missing, or the supplier is a new one."""
    draft = receipt.draft
    unknown = draft.credit and draft.contact_guid is None
    if draft.kind is not VoucherKind.PURCHASE:  # Dinero looks for purchases alone
        return ""
    if not draft.supplier.strip() or draft.date is None or draft.amount is None or unknown:
        return ""
    parts = (receipt.company_id, draft.supplier, draft.contact_guid, draft.date, draft.amount, draft.currency)
    return "|".join(map(str, parts))


def _is_same_purchase(receipt: Receipt, read: VoucherRead) -> bool:
    """Return whether a voucher that Dinero calls similar may be this purchase; what it compares is written nowhere.

    Another day, total or supplier makes it another purchase.
    """
    draft = receipt.draft
    suppliers = {draft.contact_guid, read.contact_guid} - {None}
    return read.date in {None, draft.date} and read.total == draft.amount and len(suppliers) < 2


def _note_about(read: VoucherRead) -> FaultNote:
    line = read.lines[0] if read.lines else None
    shown: dict[str, str | int | float] = {
        "guid": read.guid,
        "number": read.number or 0,
        "booked": int(read.is_booked),
        "date": read.date.isoformat() if read.date else "",
        "amount": str(read.total),
        "account": (line.account or 0) if line else 0,
        "description": line.description if line else "",
        "kind": read.purchase_type.lower(),
    }
    return FaultNote(FaultCode.SIMILAR_IN_DINERO, shown)


def _note_of(other: Receipt) -> FaultNote:
    draft = other.draft
    shown: dict[str, str | int | float] = {
        "receipt": other.id,
        "name": draft.supplier.strip() or (other.originals[0].name if other.originals else ""),
        "number": other.voucher_number or 0,
        "booked": int(other.state is State.BOOKED),
        "date": draft.date.isoformat() if draft.date else "",
        "account": draft.account or 0,
        "description": draft.description or draft.supplier,
        "kind": "credit" if draft.credit else "cash",
    }
    if draft.amount is not None:
        shown["amount"] = str(draft.amount)
    return FaultNote(FaultCode.LOOKS_ALIKE, shown)
