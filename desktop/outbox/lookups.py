"""Asking Dinero about an unknown outcome (contract section 7.5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from desktop.dinero import FileEntry, VoucherRead, order_for, untouched
from desktop.outbox.answers import Absent, Answer, Deleted, FileKnown, Foreign, StillThere, VoucherKnown
from desktop.outbox.asking import Asker, VoucherSearch, judged, listed, read_voucher
from desktop.outbox.other_kinds import find_credit_note, find_manual
from desktop.receipts.company import CompanyBook
from desktop.receipts.faults import Fault, FaultCode, FaultNote
from desktop.receipts.naming import carries_id
from desktop.receipts.receipt import Receipt, VoucherKind
from desktop.receipts.states import Wish


def ours(receipt: Receipt, files: Iterable[FileEntry]) -> FileEntry | None:
    """Return the file that this receipt's upload made: its name carries the id and the size fits.

    In a journal that was rebuilt or restored the size may not be known; the id, which is random, says enough then.
    """
    size = receipt.rendition_size
    return next((f for f in files if carries_id(f.name, receipt.id) and size in {None, f.size}), None)


def find_file(asker: Asker, receipt: Receipt, first_attempt: dt.datetime | None) -> Answer:
    """Look for the file of an upload whose outcome is not known, from the day before its first attempt.

    A rebuilt or restored journal knows of no attempt; none was made before the receipt was taken in.
    """
    begun = first_attempt or receipt.added_at
    found = ours(receipt, listed(asker, receipt, begun.date() - dt.timedelta(days=1)))
    return FileKnown(found.guid) if found else Absent()


def find_voucher(asker: Asker, receipt: Receipt, search: VoucherSearch) -> Answer:
    """Look for a receipt's voucher in the way that its kind allows.

    Raises Fault DELETED_IN_DINERO when one that may have been ours was deleted there, by somebody else than us.
    """
    match receipt.draft.kind:
        case VoucherKind.CREDIT_NOTE:
            return find_credit_note(asker, receipt, search)
        case VoucherKind.MANUAL:
            return find_manual(asker, receipt, search)
        case VoucherKind.PURCHASE:
            return _find_purchase(asker, receipt, search)


def _find_purchase(asker: Asker, receipt: Receipt, search: VoucherSearch) -> Answer:
    """Look for purchases that carry the receipt's file."""
    org, file_guid = receipt.company_id or 0, receipt.file_guid or ""
    detail = {"file_guid": file_guid}
    listed = asker.request(receipt, "look_up", detail, lambda: asker.client.vouchers_by_file(org, file_guid))
    guids = [g for g in dict.fromkeys([*listed, *sorted(search.links)]) if g not in receipt.gone_vouchers]
    there = [r for r in (read_voucher(asker, receipt, guid) for guid in guids) if r is not None]
    mine = next((r for r in there if r.external_reference == receipt.id), None)
    if mine:
        return judged(receipt, search, mine)
    if there:
        return Foreign(there[0])
    if guids and search.attempted:
        raise Fault(FaultCode.DELETED_IN_DINERO, guid=guids[0])
    return Absent()


def find_booking(asker: Asker, receipt: Receipt, book: CompanyBook) -> Answer:
    """Read a voucher that was to be booked: booked, or still the untouched draft that we made, or a person's by now.

    Raises Fault DELETED_IN_DINERO.
    """
    read = read_voucher(asker, receipt, receipt.voucher_guid or "", receipt.draft.kind)
    if read is None:
        raise Fault(FaultCode.DELETED_IN_DINERO, guid=receipt.voucher_guid or "")
    order = order_for(receipt, book)
    known = judged(receipt, VoucherSearch(book, attempted=True), read)
    if known.difference is not None or read.is_booked:
        return known
    return StillThere(read.timestamp) if untouched(order, read) else _changed(read)


def find_deletion(asker: Asker, receipt: Receipt, book: CompanyBook) -> Answer:
    """Read a voucher that was to be deleted: gone, or as it was, or not to be deleted any more."""
    read = read_voucher(asker, receipt, *to_delete(receipt))
    if read is None:
        return Deleted()
    if receipt.wish is Wish.REPLACE:
        same = read.timestamp == receipt.rival_timestamp and not read.is_booked
        return StillThere(read.timestamp) if same else Foreign(read)
    if receipt.wish is Wish.OFFSET:
        return StillThere(read.timestamp) if read.timestamp == receipt.voucher_timestamp else _changed(read)
    if read.is_booked:
        return VoucherKnown(read)
    return StillThere(read.timestamp) if untouched(order_for(receipt, book), read) else _changed(read)


def to_delete(receipt: Receipt) -> tuple[str, VoucherKind]:
    """Return the guid and the kind of the voucher that the user wishes gone; one of the scan's is a purchase."""
    if receipt.wish is Wish.REPLACE:
        return receipt.rival_guid or "", VoucherKind.PURCHASE
    return receipt.voucher_guid or "", receipt.draft.kind


def _changed(read: VoucherRead) -> VoucherKnown:
    return VoucherKnown(read, FaultNote(FaultCode.CHANGED_IN_DINERO))
