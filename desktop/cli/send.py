"""``bilagsdrop send`` and ``bilagsdrop deliver``."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

from desktop import studio
from desktop.cli.cost import costed
from desktop.cli.exits import Exit, exit_of, worst
from desktop.cli.output import (
    names_of,
    receipt_line,
    receipt_object,
    result,
    say,
    sentence,
    warning_of,
    warnings_of,
)
from desktop.cli.patience import patiently
from desktop.cli.waiting import run_until_settled
from desktop.desk import Desk
from desktop.desk.ordering import Addressee, Order, OrderDesk, Ordered, OrderShapeError, order_from
from desktop.receipts.faults import Effect, Fault, FaultCode, FaultNote
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Wish
from desktop.words import _

Row = Mapping[str, Any]
_BOOK_AGE_HOURS = 12
_UNDOING = frozenset({Wish.UNDO, Wish.OFFSET})


class UsageError(Exception):
    """The command can't be carried out as it was written; the text says why."""


@dataclass
class _Line:
    """One file of the command, and what is known of it so far."""

    file: str
    ordered: Ordered
    order: Order | None = None
    """As it was read; None for what was ordered earlier, and for what can't be read."""


@costed
def send(desk: Desk, args: argparse.Namespace) -> Exit:
    """Hand files to the outbox and deliver them."""
    try:
        rows = _rows(args)
        lines = _ordered(desk, args, rows)
    except UsageError as error:
        say(str(error))
        return Exit.USAGE
    printer = receipt_object if args.json else receipt_line
    exits = [_tell_settled(printer, line) for line in lines if line.ordered.fault]
    waiting = [line for line in lines if not line.ordered.fault]
    exits += _deliver(desk, waiting, args.wait, printer, ordered=True)
    if not args.batch and any(e is Exit.USAGE for e in exits):
        return Exit.USAGE
    return worst(Exit.ATTENTION if e is Exit.USAGE else e for e in exits)


@costed
def deliver(desk: Desk, args: argparse.Namespace) -> Exit:
    """Finish what is in the outbox, of all companies."""
    desk.try_now()
    receipts = desk.outbox()
    lines = [_Line(names_of(r), Ordered(r)) for r in receipts]
    if not lines:
        return Exit.DONE
    return worst(_deliver(desk, lines, args.wait, receipt_object if args.json else receipt_line, ordered=False))


Printer = Callable[[str, Receipt | None, FaultNote | None, str | None], str]


def _tell_settled(printer: Printer, line: _Line) -> Exit:
    ordered = line.ordered
    result(printer(line.file, ordered.receipt, ordered.fault, warning_of(ordered)))
    if ordered.fault is None:
        return Exit.ATTENTION
    return Exit.USAGE if ordered.receipt is None and _is_value_fault(ordered.fault) else exit_of(ordered.fault)


def _is_value_fault(note: FaultNote) -> bool:
    return note.code.value.startswith(("amount_", "date_", "lines_"))


def _deliver(desk: Desk, lines: list[_Line], wait: float, printer: Printer, *, ordered: bool) -> list[Exit]:
    by_receipt: dict[str, list[_Line]] = {}
    for line in lines:
        if line.ordered.receipt:
            by_receipt.setdefault(line.ordered.receipt.id, []).append(line)

    def tell(receipt: Receipt, note: FaultNote | None) -> None:
        for line in by_receipt[receipt.id]:
            similar = desk.guards.likeness.answers.heeded(receipt.id).similar if receipt.file_guid else None
            result(printer(line.file, receipt, note, warnings_of(line.ordered, similar)))

    if not by_receipt:
        return []
    return run_until_settled(desk, by_receipt, wait, tell, ordered=ordered)


def _rows(args: argparse.Namespace) -> list[Row]:
    if args.batch:
        if args.files:
            raise UsageError(_("Give either files or --batch, not both."))
        return _batch_rows(args)
    needed = ("date", "amount") if args.line else ("date", "amount", "account")
    missing = [f"--{n}" for n in needed if getattr(args, n) is None]
    if not args.files or missing:
        raise UsageError(_("Missing: {what}").format(what=", ".join(missing or ["FILES"])))
    names = ("date", "amount", "account", "description", "supplier", "paid_from", "due", "vat_code", "currency",
             "kind", "balancing", "incoming", "purpose", "guests")  # fmt: skip
    values = {n: v for n in names if (v := getattr(args, n)) is not None}
    if args.line:
        values["lines"] = [_line_row(text) for text in args.line]
    return [values | {"file": str(f)} for f in args.files]


def _line_row(text: str) -> Row:
    """Return a part as a batch row has it; an amount that is left out is what the other parts leave."""
    pieces = text.split(":", 3)
    row = dict(zip(("amount", "account", "vat_code", "description"), pieces, strict=False))
    return {name: piece.strip() for name, piece in row.items() if piece.strip()}


def _batch_rows(args: argparse.Namespace) -> list[Row]:
    try:
        rows = json.loads(args.batch.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UsageError(_("The batch file can't be read: {name}").format(name=args.batch)) from error
    except (ValueError, RecursionError) as error:
        raise UsageError(_("The batch file is not valid JSON: {name}").format(name=args.batch)) from error
    if not isinstance(rows, list) or not all(isinstance(r, dict) for r in rows):
        raise UsageError(_("The batch file must be a JSON array of objects."))
    return rows


def _orders(desk: Desk, args: argparse.Namespace, rows: list[Row]) -> list[tuple[str, Order | FaultNote]]:
    """Read all rows before anything is sent, so that a mistyped batch does nothing at all."""
    orders: list[tuple[str, Order | FaultNote]] = []
    for number, row in enumerate(rows, 1):
        try:
            order = order_from(row, desk.today(), force=args.force)
            orders.append((str(row["file"]), replace(order, book=order.book or args.book)))
        except OrderShapeError as error:
            raise UsageError(_shape_words(error, number if args.batch else None)) from error
        except Fault as fault:
            orders.append((str(row["file"]), fault.note()))
    return orders


def _shape_words(error: OrderShapeError, number: int | None) -> str:
    if number is None:
        return _("{member} is missing or of the wrong kind.").format(member=f"--{str(error).replace('_', '-')}")
    text = _("Entry {number} of the batch: {member} is missing, unknown or of the wrong kind.")
    return text.format(number=number, member=error)


def _ordered(desk: Desk, args: argparse.Namespace, rows: list[Row]) -> list[_Line]:
    orders = _orders(desk, args, rows)
    studio.start_ahead(1)  # comes up while the network is asked
    order_desk = OrderDesk(desk, _addressee(desk, args), again=args.again, any_company=args.force_company)
    desk.try_now()
    with closing(order_desk):
        lines = list(_taken(order_desk, orders))
        _order_what_is_taken_back(desk, order_desk, lines, args.wait)
    return lines


def _taken(order_desk: OrderDesk, orders: list[tuple[str, Order | FaultNote]]) -> Iterator[_Line]:
    for file, order in orders:
        if isinstance(order, FaultNote):
            yield _Line(file, Ordered(fault=order))
        else:
            yield _Line(file, order_desk.take(order), order)


def _order_what_is_taken_back(desk: Desk, order_desk: OrderDesk, lines: list[_Line], wait: float) -> None:
    """Let an undo that is not through yet end first: the order is the later wish, and the one that counts."""
    undoing = [line for line in lines if line.order and line.ordered.receipt and line.ordered.receipt.wish in _UNDOING]
    if not undoing:
        return
    receipt_ids = [line.ordered.receipt.id for line in undoing if line.ordered.receipt]
    run_until_settled(desk, receipt_ids, wait, lambda _receipt, _note: None)
    for line in undoing:
        if line.order:
            line.ordered = order_desk.take(line.order)


def _addressee(desk: Desk, args: argparse.Namespace) -> Addressee:
    """Return the company to send to. Without a login or a network it is the one that was named, if any."""
    try:
        return Addressee(patiently(lambda: _company(desk, args), args.wait))
    except Fault as fault:
        named = _named(desk, args) if exit_of(fault) in {Exit.NOT_LOGGED_IN, Exit.UNREACHABLE} else None
        return Addressee(named, fault.note())


def _named(desk: Desk, args: argparse.Namespace) -> int | None:
    return args.company if args.company is not None else desk.settings().company_id


def _company(desk: Desk, args: argparse.Namespace) -> int:
    """Return the company to send to, with what is known of it refreshed when it can be. Raises Fault."""
    wanted = _named(desk, args)
    companies = desk.companies()
    if not companies or (wanted is not None and wanted not in {c.id for c in companies}):
        companies = desk.refresh_companies()
    usable = [c for c in companies if c.has_api]
    if wanted is None and not usable:
        raise Fault(FaultCode.NO_SUBSCRIPTION if companies else FaultCode.NO_COMPANY, Effect.STOP_COMPANY)
    if wanted is None and len(usable) == 1:
        wanted = usable[0].id
    if wanted is None:
        names = ", ".join(f"{c.id} {c.name}" for c in usable)
        raise UsageError(_("Choose a company with --company: {names}").format(names=names))
    _freshen(desk, wanted)
    return int(wanted)


def _freshen(desk: Desk, company_id: int) -> None:
    """Ask Dinero for accounts and suppliers, unless it was done lately; else what is kept serves."""
    if desk.book_is_fresh(company_id, hours=_BOOK_AGE_HOURS):
        return
    try:
        desk.refresh_book(company_id)
    except Fault as fault:
        if desk.book(company_id) is None:
            raise
        say(sentence(fault.note()))
