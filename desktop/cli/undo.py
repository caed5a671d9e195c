"""``bilagsdrop undo``: receipts back into the tray, from wherever they are."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from desktop.cli.exits import Exit, worst
from desktop.cli.output import names_of, receipt_line, receipt_object, result, say
from desktop.cli.waiting import run_until_settled
from desktop.desk import Desk
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import State
from desktop.words import _


def undo(desk: Desk, args: argparse.Namespace) -> Exit:
    """Take receipts back: those in Dinero as soon as Dinero has answered. Raises Fault."""
    receipts = _named(desk, args.receipts)
    if receipts is None:
        return Exit.USAGE
    for receipt in receipts:
        _take_back(desk, receipt.id, offset=args.offset)
    now = [desk.receipt(r.id) for r in receipts]
    exits = [_tell(r, None if r.editable else _why(r), json=args.json) for r in now if r.wish is None]
    waiting = [r.id for r in now if r.wish is not None]
    return worst(exits + (_wait(desk, waiting, args) if waiting else []))


def _named(desk: Desk, starts: Sequence[str]) -> list[Receipt] | None:
    """Return the receipts whose ids begin so, each once; None (and a sentence) when one is not to be told."""
    receipts, named = desk.receipts(), {}
    for start in starts:
        found = [r for r in receipts if r.id.startswith(start.lower())]
        if len(found) != 1:
            say(_("There is no single receipt whose id begins with {text}.").format(text=start))
            return None
        named[found[0].id] = found[0]
    return list(named.values())


def _take_back(desk: Desk, receipt_id: str, *, offset: bool) -> None:
    if desk.receipt(receipt_id).state is State.BINNED:
        desk.restore([receipt_id])
    else:
        desk.undo([receipt_id], offset=offset)


def _wait(desk: Desk, receipt_ids: Sequence[str], args: argparse.Namespace) -> list[Exit]:
    """Deliver until the wishes are granted or given up, or the time is over."""

    def tell(receipt: Receipt, note: FaultNote | None) -> None:
        _tell(receipt, None if receipt.editable else note or _why(receipt), json=args.json)

    desk.try_now()
    exits = run_until_settled(desk, receipt_ids, args.wait, tell)
    kept = any(not (r := desk.receipt(i)).editable and r.wish is None for i in receipt_ids)
    return [*exits, Exit.ATTENTION] if kept else exits


def _tell(receipt: Receipt, note: FaultNote | None, *, json: bool) -> Exit:
    printer = receipt_object if json else receipt_line
    result(printer(names_of(receipt), receipt, note, None))
    if note is not None and note.code is FaultCode.BOOKED_ALREADY:
        command = f"bilagsdrop undo {receipt.id[:10]} --offset"
        say(_("To have a booked voucher offset: {command}").format(command=command))
    return Exit.DONE if receipt.editable else Exit.ATTENTION


def _why(receipt: Receipt) -> FaultNote | None:
    """Return why a receipt is not taken back."""
    booked = receipt.state is State.BOOKED and receipt.wish is None
    return receipt.fault or (FaultNote(FaultCode.BOOKED_ALREADY) if booked else None)
