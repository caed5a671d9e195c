"""How Dinero is asked about one receipt: what every look-up needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from desktop.dinero import DineroClient, FileEntry, VoucherRead, differs, order_for
from desktop.outbox.answers import VoucherKnown
from desktop.outbox.ledger import Detail
from desktop.receipts.company import CompanyBook
from desktop.receipts.faults import Fault, FaultCode, FaultNote
from desktop.receipts.receipt import Receipt, VoucherKind

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


def listed(asker: Asker, receipt: Receipt, since: dt.date | None) -> tuple[FileEntry, ...]:
    """Return all files since a day (None: ever); an empty filtered list is confirmed by one unfiltered listing.

    The specification's descriptions of the date filters are swapped (contract section 4.2), so an empty answer alone
    proves nothing.
    """
    org = receipt.company_id or 0

    def listing(after: dt.date | None) -> tuple[FileEntry, ...]:
        return tuple(f for page in asker.client.files(org, after) for f in page)

    if since is None:
        return asker.request(receipt, "list_files", {}, lambda: listing(None))
    found = asker.request(receipt, "list_files", {"since": since.isoformat()}, lambda: listing(since))
    return found or asker.request(receipt, "list_files", {}, lambda: listing(None))


def read_voucher(
    asker: Asker, receipt: Receipt, guid: str, kind: VoucherKind = VoucherKind.PURCHASE
) -> VoucherRead | None:
    """Return a voucher, or None: a link can name one that has been deleted since (contract section 4.2)."""
    org = receipt.company_id or 0
    try:
        return asker.request(receipt, "look_up", {"guid": guid}, lambda: asker.client.voucher(org, guid, kind))
    except Fault as fault:
        if fault.code is FaultCode.NOT_FOUND:
            return None
        raise


def judged(receipt: Receipt, search: VoucherSearch, read: VoucherRead) -> VoucherKnown:
    """Return the voucher with what differs from the order.

    Fresh from its creation a difference means that Dinero did not take what was sent; later it means that a person has
    changed it, which is theirs to do. A voucher of 0 kr. is never called a success.
    """
    difference = differs(order_for(receipt, search.book), read)
    if difference is not None and not search.fresh and difference.code is not FaultCode.VOUCHER_EMPTY:
        difference = FaultNote(FaultCode.CHANGED_IN_DINERO, difference.params)
    return VoucherKnown(read, difference)
