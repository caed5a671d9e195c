"""Asking Dinero about an unknown outcome (contract section 7.5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from desktop.dinero import DineroClient, FileEntry, VoucherOrder, VoucherRead, differs, order_for, untouched
from desktop.outbox.answers import Absent, Answer, Deleted, FileKnown, Foreign, StillThere, VoucherKnown
from desktop.outbox.ledger import Detail
from desktop.receipts.company import CompanyBook
from desktop.receipts.faults import Fault, FaultCode, FaultNote
from desktop.receipts.naming import carries_id
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Wish

_T = TypeVar("_T")


class Asker(Protocol):
    """Journals and sends a reading request."""

    @property
    def client(self) -> DineroClient:
        """The client of this thread."""
        ...

    def request(self, receipt: Receipt, kind: str, detail: Detail, send: Callable[[], _T]) -> _T:
        """Journal a request, send it, journal how it ended."""
        ...


def ours(receipt: Receipt, files: Iterable[FileEntry]) -> FileEntry | None:
    """Return the file that this receipt's upload made: its name carries the id and the size fits.

    In a journal that was rebuilt or restored the size may not be known; the id, which is random, says enough then.
    """
    size = receipt.rendition_size
    return next((f for f in files if carries_id(f.name, receipt.id) and size in {None, f.size}), None)


def listed(asker: Asker, receipt: Receipt, since: dt.date) -> tuple[FileEntry, ...]:
    """Return all files since a day; an empty filtered list is confirmed by one unfiltered listing.

    The specification's descriptions of the date filters are swapped (contract section 4.2), so an empty answer alone
    proves nothing.
    """
    org = receipt.company_id or 0

    def listing(after: dt.date | None) -> tuple[FileEntry, ...]:
        return tuple(f for page in asker.client.files(org, after) for f in page)

    found = asker.request(receipt, "list_files", {"since": since.isoformat()}, lambda: listing(since))
    return found or asker.request(receipt, "list_files", {}, lambda: listing(None))


def find_file(asker: Asker, receipt: Receipt, first_attempt: dt.datetime | None) -> Answer:
    """Look for the file of an upload whose outcome is not known, from the day before its first attempt.

    A rebuilt or restored journal knows of no attempt; none was made before the receipt was taken in.
    """
    begun = first_attempt or receipt.added_at
    found = ours(receipt, listed(asker, receipt, begun.date() - dt.timedelta(days=1)))
    return FileKnown(found.guid) if found else Absent()


@dataclass(frozen=True, slots=True)
class VoucherSearch:
    """What is known of a receipt before its voucher is looked for."""

    book: CompanyBook
    attempted: bool
    """A request to make the voucher has left at some time."""
    fresh: bool = False
    """The voucher was made a moment ago by us: a difference is Dinero's reading, not a person's change."""
    links: frozenset[str] = frozenset()
    """Vouchers that a listing has told of; a deleted one may stand there alone."""


def find_voucher(asker: Asker, receipt: Receipt, search: VoucherSearch) -> Answer:
    """Look for vouchers that carry the receipt's file.

    Raises Fault DELETED_IN_DINERO when one that may have been ours was deleted there, by somebody else than us.
    """
    org, file_guid = receipt.company_id or 0, receipt.file_guid or ""
    detail = {"file_guid": file_guid}
    listed = asker.request(receipt, "look_up", detail, lambda: asker.client.vouchers_by_file(org, file_guid))
    guids = [g for g in dict.fromkeys([*listed, *sorted(search.links)]) if g not in receipt.gone_vouchers]
    there = [r for r in (read_voucher(asker, receipt, guid) for guid in guids) if r is not None]
    mine = next((r for r in there if r.external_reference == receipt.id), None)
    if mine:
        return judged(order_for(receipt, search.book), mine, fresh=search.fresh)
    if there:
        return Foreign(there[0])
    if guids and search.attempted:
        raise Fault(FaultCode.DELETED_IN_DINERO, guid=guids[0])
    return Absent()


def find_booking(asker: Asker, receipt: Receipt, book: CompanyBook) -> Answer:
    """Read a voucher that was to be booked: booked, or still the untouched draft that we made, or a person's by now.

    Raises Fault DELETED_IN_DINERO.
    """
    read = read_voucher(asker, receipt, receipt.voucher_guid or "")
    if read is None:
        raise Fault(FaultCode.DELETED_IN_DINERO, guid=receipt.voucher_guid or "")
    order = order_for(receipt, book)
    known = judged(order, read, fresh=False)
    if known.difference is not None or read.is_booked:
        return known
    return StillThere(read.timestamp) if untouched(order, read) else _changed(read)


def find_deletion(asker: Asker, receipt: Receipt, book: CompanyBook) -> Answer:
    """Read a voucher that was to be deleted: gone, or as it was, or not to be deleted any more."""
    read = read_voucher(asker, receipt, to_delete(receipt))
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


def to_delete(receipt: Receipt) -> str:
    """Return the guid of the voucher that the user wishes gone."""
    return (receipt.rival_guid if receipt.wish is Wish.REPLACE else receipt.voucher_guid) or ""


def _changed(read: VoucherRead) -> VoucherKnown:
    return VoucherKnown(read, FaultNote(FaultCode.CHANGED_IN_DINERO))


def read_voucher(asker: Asker, receipt: Receipt, guid: str) -> VoucherRead | None:
    """Return a voucher, or None: a link can name one that has been deleted since (contract section 4.2)."""
    org = receipt.company_id or 0
    try:
        return asker.request(receipt, "look_up", {"guid": guid}, lambda: asker.client.voucher(org, guid))
    except Fault as fault:
        if fault.code is FaultCode.NOT_FOUND:
            return None
        raise


def judged(order: VoucherOrder, read: VoucherRead, *, fresh: bool) -> VoucherKnown:
    """Return the voucher with what differs from the order.

    Fresh from its creation a difference means that Dinero did not take what was sent; later it means that a person has
    changed it, which is theirs to do. A voucher of 0 kr. is never called a success.
    """
    difference = differs(order, read)
    if difference is not None and not fresh and difference.code is not FaultCode.VOUCHER_EMPTY:
        difference = FaultNote(FaultCode.CHANGED_IN_DINERO, difference.params)
    return VoucherKnown(read, difference)
