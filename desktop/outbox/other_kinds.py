"""Looking for vouchers that Dinero does not find by their file: credit notes and manual vouchers.

A credit note has the guid that we made for it, so it is asked for by that. A manual voucher has none of ours, and there
is no list of them and no search by file (contract 5.7): the listing of files names what each file is linked to, of
every kind, and each of those is read; ours carries the receipt's id.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from desktop.dinero import VoucherRead
from desktop.outbox.answers import Absent, Answer, Foreign
from desktop.outbox.asking import Asker, VoucherSearch, judged, listed, read_voucher
from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.receipts.guids import is_own_note, live_notes
from desktop.receipts.receipt import Receipt, VoucherKind


def find_credit_note(asker: Asker, receipt: Receipt, search: VoucherSearch) -> Answer:
    """Look for a receipt's credit note, and for purchases that Dinero's scan may have made of its file.

    Raises Fault DELETED_IN_DINERO when a note of ours was there, and somebody deleted it.
    """
    known = [g for g in sorted(search.links) if g not in receipt.gone_vouchers]
    guids = [*live_notes(receipt), *(g for g in known if is_own_note(receipt, g))]
    for guid in dict.fromkeys(guids):
        note = read_voucher(asker, receipt, guid, VoucherKind.CREDIT_NOTE)
        if note is not None:
            return judged(receipt, search, note)
    return _purchase_of(asker, receipt, known) or _none_left(search, [g for g in known if is_own_note(receipt, g)])


def find_manual(asker: Asker, receipt: Receipt, search: VoucherSearch) -> Answer:
    """Look for a receipt's manual voucher among all that its file is linked to.

    Raises Fault DELETED_IN_DINERO when one that may have been ours was deleted there, by somebody else than us.
    """
    links = search.links or _links_of(asker, receipt)
    guids = [g for g in sorted(links) if g not in receipt.gone_vouchers]
    for guid in guids:
        read = read_voucher(asker, receipt, guid, VoucherKind.MANUAL)
        if read is not None and read.external_reference == receipt.id:
            return judged(receipt, search, read)
    return _purchase_of(asker, receipt, guids) or _none_left(search, guids)


def _links_of(asker: Asker, receipt: Receipt) -> frozenset[str]:
    """Return what the receipt's file is linked to. A listing without the file, which is there, proves nothing."""
    since = receipt.added_at.date() - dt.timedelta(days=1)
    for after in (since, None):
        for file in listed(asker, receipt, after):
            if file.guid == receipt.file_guid:
                return frozenset(file.vouchers)
    raise Fault(FaultCode.BAD_ANSWER, Effect.WAIT)


def _purchase_of(asker: Asker, receipt: Receipt, guids: Iterable[str]) -> Foreign | None:
    """Return a purchase that others made of the file: Dinero's own scan knows no other kind."""
    org, file_guid = receipt.company_id or 0, receipt.file_guid or ""
    detail = {"file_guid": file_guid}
    found = asker.request(receipt, "look_up", detail, lambda: asker.client.vouchers_by_file(org, file_guid))
    for guid in dict.fromkeys([*found, *guids]):
        if guid not in receipt.gone_vouchers:
            read: VoucherRead | None = read_voucher(asker, receipt, guid, VoucherKind.PURCHASE)
            if read is not None:
                return Foreign(read)
    return None


def _none_left(search: VoucherSearch, guids: list[str]) -> Absent:
    if guids and search.attempted:
        raise Fault(FaultCode.DELETED_IN_DINERO, guid=guids[0])
    return Absent()
