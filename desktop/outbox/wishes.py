"""What the user wants undone, carried out as soon as the outcome of the present request is known."""

from __future__ import annotations

from dataclasses import replace

from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import State, Wish


def undo_wished(receipt: Receipt, *, offset: bool = False) -> Receipt | None:
    """Return the receipt with the wish to take it back, carried out at once where nothing is in the way.

    Returns None when there is nothing to undo. A booked voucher stays booked unless ``offset``: Dinero then makes an
    offset entry (contract section 5.4), which the user has to want.
    """
    if receipt.state is State.BOOKED:
        return replace(receipt, wish=Wish.OFFSET, fault=None, not_before=None) if offset else None
    if receipt.state in {State.NEW, State.READY, State.BINNED} or receipt.wish:
        return None
    if receipt.state is State.DRAFTED:
        return None if _changed(receipt) else replace(receipt, wish=Wish.UNDO, fault=None, not_before=None)
    return granted(replace(receipt, wish=Wish.UNDO))


def granted(receipt: Receipt) -> Receipt:
    """Return the receipt after what its wish allows now, without asking Dinero."""
    if receipt.wish in {Wish.UNDO, Wish.OFFSET} and _changed(receipt):
        return replace(receipt, wish=None)
    if receipt.wish is not Wish.UNDO:
        return receipt
    if _has_no_voucher(receipt):
        return withdrawn(receipt)
    if receipt.state is State.BOOKED:  # before the wish could be carried out
        return replace(receipt, wish=None, fault=FaultNote(FaultCode.BOOKED_ALREADY))
    if receipt.state is State.ATTENTION:
        return replace(receipt, state=State.DRAFTED, resume=None, fault=None, not_before=None)
    return receipt


def _has_no_voucher(receipt: Receipt) -> bool:
    """Return True when no request is out, and Dinero has no voucher of ours: none made yet, or none left."""
    if receipt.state is State.ATTENTION:
        return not receipt.voucher_guid
    return receipt.state in {State.QUEUED, State.UPLOADED, State.REMOVED}


def _changed(receipt: Receipt) -> bool:
    delivered = receipt.state in {State.DRAFTED, State.BOOKED}
    return delivered and receipt.fault is not None and receipt.fault.code is FaultCode.CHANGED_IN_DINERO


def withdrawn(receipt: Receipt) -> Receipt:
    """Return the receipt back in the tray. A file that is in Dinero stays its file, and is used again."""
    told = str(receipt.fault.params.get("guid", "")) if receipt.state is State.REMOVED and receipt.fault else ""
    gone = tuple(dict.fromkeys(g for g in (*receipt.gone_vouchers, receipt.voucher_guid, told) if g))
    return replace(
        receipt,
        state=State.READY,
        wish=None,
        resume=None,
        fault=None,
        attempts=0,
        not_before=None,
        sent_at=None,
        delivered_at=None,
        voucher_guid=None,
        voucher_timestamp=None,
        voucher_number=None,
        gone_vouchers=gone,
    )


def deleted(receipt: Receipt) -> Receipt:
    """Return the receipt after the voucher that its wish is about was deleted."""
    if receipt.wish is not Wish.REPLACE:
        return withdrawn(receipt)
    gone = (*receipt.gone_vouchers, receipt.rival_guid or "")
    return replace(receipt, state=State.UPLOADED, wish=None, rival_guid=None, rival_timestamp=None, gone_vouchers=gone)


def replacing(receipt: Receipt) -> Receipt | None:
    """Return the receipt with the wish that Dinero's own draft makes room for ours; None when there is none to."""
    fault = receipt.fault
    if receipt.state is not State.ATTENTION or fault is None or fault.code is not FaultCode.FOREIGN_VOUCHER:
        return None
    if fault.params.get("booked") or not receipt.rival_guid:
        return None
    return replace(receipt, state=State.UPLOADED, wish=Wish.REPLACE, resume=None, fault=None, not_before=None)


def adopting(receipt: Receipt) -> Receipt | None:
    """Return the receipt as delivered by the voucher that others made of its file; None when there is none."""
    fault = receipt.fault
    if receipt.state is not State.ATTENTION or fault is None or fault.code is not FaultCode.FOREIGN_VOUCHER:
        return None
    booked = bool(fault.params.get("booked"))
    return replace(
        receipt,
        state=State.BOOKED if booked else State.DRAFTED,
        book=False,
        resume=None,
        fault=FaultNote(FaultCode.CHANGED_IN_DINERO, {"adopted": 1}),
        voucher_guid=receipt.rival_guid,
        voucher_timestamp=receipt.rival_timestamp,
        voucher_number=int(fault.params.get("number", 0)) or None,
        rival_guid=None,
        rival_timestamp=None,
        attempts=0,
        not_before=None,
    )
