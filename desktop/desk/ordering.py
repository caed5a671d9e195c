"""Orders of the command line: one file with its fields, sent once however often it is ordered."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from desktop.desk.guards import Heed
from desktop.desk.receipt_desk import ReceiptDesk
from desktop.likeness import Caution
from desktop.reading import Reader
from desktop.receipts.dates import parse_date
from desktop.receipts.faults import Fault, FaultCode, FaultNote
from desktop.receipts.money import parse_amount
from desktop.receipts.reasons import Reason
from desktop.receipts.receipt import Draft, DraftLine, Receipt, VoucherKind
from desktop.receipts.states import State

REQUIRED = ("file", "date", "amount", "account")
OPTIONAL = (
    "description", "supplier", "paid_from", "due", "vat_code", "currency", "book", "lines", "kind", "balancing",
    "incoming", "purpose", "guests",
)  # fmt: skip
TEXTS = ("file", "date", "description", "supplier", "due", "vat_code", "currency", "kind", "purpose", "guests")
_NO_HOLD = dt.timedelta(0)
_LONG = 9
"""Digits; no account number has more than five, and the journal holds no number of any length."""
_IN_TRAY = frozenset({State.NEW, State.READY, State.BINNED})
_NOT_COMPARED = frozenset({"contact_guid", "date_confirmed"})


@dataclass(frozen=True, slots=True)
class Order:
    """One file to be sent, and its fields."""

    path: Path
    draft: Draft
    book: bool = False


@dataclass(frozen=True, slots=True)
class Ordered:
    """What became of an order: a receipt in the outbox (or further), or a fault."""

    receipt: Receipt | None = None
    fault: FaultNote | None = None
    earlier: bool = False
    """The same bytes were ordered before for this company; nothing new was sent."""
    differing: tuple[str, ...] = ()
    """For ``earlier``: the fields in which this order differs from that one."""
    alike: tuple[tuple[Receipt, tuple[Reason, ...]], ...] = ()
    """Receipts that were here before and may be the same, and why; that stops nothing here."""
    kept: bool = False
    """The company could not be asked, so the receipt lies in the tray with its fields until it is ordered again."""


class OrderShapeError(ValueError):
    """A batch row is not of the documented form; the text names the member."""


def order_from(raw: Mapping[str, Any], today: dt.date, *, force: bool) -> Order:
    """Return the order that a batch row (or the options, as one) describes.

    Raises OrderShapeError for unknown, missing or mistyped members, Fault for a date or amount that can't be read.
    """
    _check_members(raw)
    due = raw.get("due")
    first, further = lines_from(raw)
    draft = Draft(
        supplier=raw.get("supplier") or "",
        date=parse_date(raw["date"], today),
        amount=_amount(raw["amount"]),
        account=first.account,
        vat_code=first.vat_code,
        paid_from=None if due else _number(raw, "paid_from"),
        credit=bool(due),
        due=parse_date(due, today) if due else None,
        currency=(raw.get("currency") or "DKK").upper(),
        description=first.description or raw.get("description") or "",
        date_confirmed=force,
        lines=further,
        part=first.amount,
        kind=_kind(raw),
        balancing=_number(raw, "balancing"),
        incoming=bool(raw.get("incoming", False)),
        purpose=raw.get("purpose") or "",
        guests=raw.get("guests") or "",
    )
    return Order(Path(raw["file"]), draft, bool(raw.get("book", False)))


def _check_members(raw: Mapping[str, Any]) -> None:
    for name in REQUIRED:
        if raw.get(name) in (None, "") and not (name == "account" and raw.get("lines")):
            raise OrderShapeError(name)
    for name in raw.keys() - set(REQUIRED + OPTIONAL):
        raise OrderShapeError(name)
    if raw.get("due") and raw.get("paid_from"):
        raise OrderShapeError("due, paid_from")
    for name in TEXTS:
        if not isinstance(raw.get(name, ""), str | None):
            raise OrderShapeError(name)
    for name in ("book", "incoming"):
        if not isinstance(raw.get(name, False), bool):
            raise OrderShapeError(name)


def _kind(raw: Mapping[str, Any]) -> VoucherKind:
    """Return what a row is to become; only a manual voucher has an account to balance on."""
    name = raw.get("kind") or VoucherKind.PURCHASE
    if name not in set(VoucherKind):
        raise OrderShapeError("kind")
    kind = VoucherKind(name)
    if kind is not VoucherKind.MANUAL and (raw.get("balancing") or raw.get("incoming")):
        raise OrderShapeError("balancing, incoming")
    if kind is not VoucherKind.PURCHASE and (raw.get("due") or raw.get("paid_from")):
        raise OrderShapeError("due, paid_from")
    return kind


def lines_from(raw: Mapping[str, Any]) -> tuple[DraftLine, tuple[DraftLine, ...]]:
    """Return the first line and the further ones of a row; without ``lines`` there is one, on ``account``.

    Raises OrderShapeError, Fault for an amount that can't be read, or LINES_DO_NOT_FIT when they don't sum up.
    """
    given = raw.get("lines")
    if not given:
        return DraftLine(account=_number(raw, "account"), vat_code=raw.get("vat_code")), ()
    twice = isinstance(given, list) and (raw.get("account") or raw.get("vat_code"))
    if twice or not isinstance(given, list) or not all(isinstance(line, dict) for line in given):
        raise OrderShapeError("lines")
    lines = [_line(line, last=line is given[-1]) for line in given]
    if len(lines) > 1:
        _check_sum(_amount(raw["amount"]), lines)
        lines[-1] = replace(lines[-1], amount=None)
    return (lines[0], tuple(lines[1:])) if len(lines) > 1 else (replace(lines[0], amount=None), ())


def _line(raw: Mapping[str, Any], *, last: bool) -> DraftLine:
    """Return one line; the last may leave its amount to what is left of the total."""
    for name in raw.keys() - {"amount", "account", "vat_code", "description"}:
        raise OrderShapeError(f"lines.{name}")
    texts = {name: raw.get(name) or "" for name in ("vat_code", "description")}
    if raw.get("account") is None or (not last and raw.get("amount") is None):
        raise OrderShapeError("lines")
    if not all(isinstance(text, str) for text in texts.values()):
        raise OrderShapeError("lines")
    amount = None if raw.get("amount") is None else _amount(raw["amount"])
    return DraftLine(amount, _number(raw, "account"), texts["vat_code"] or None, texts["description"])


def _check_sum(total: Decimal, lines: list[DraftLine]) -> None:
    parts = sum((line.amount for line in lines if line.amount is not None), Decimal(0))
    rest = total - parts
    if (rest != 0) if lines[-1].amount is not None else (rest <= 0):
        raise Fault(FaultCode.LINES_DO_NOT_FIT, parts=str(parts), total=str(total))


def _amount(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise OrderShapeError("amount")
    return parse_amount(value).value


def _number(raw: Mapping[str, Any], name: str) -> int | None:
    value = raw.get(name)
    if value is None:
        return None
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < _LONG:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 10**_LONG:
        raise OrderShapeError(name)
    return value


@dataclass(frozen=True, slots=True)
class Addressee:
    """The company that orders are for, and what kept Dinero from being asked about it."""

    company_id: int | None
    """None: not known; the files are kept in the tray."""
    fault: FaultNote | None = None


class OrderDesk:
    """Takes orders for one company."""

    def __init__(
        self, desk: ReceiptDesk, addressee: Addressee, *, again: bool = False, any_company: bool = False
    ) -> None:
        """``any_company``: send also what is made out to another of the user's companies."""
        self._desk = desk
        self._company = addressee.company_id
        self._trouble = addressee.fault
        self._again = again
        self._any_company = any_company
        self._reader = Reader()

    def close(self) -> None:
        """End what reads documents."""
        self._reader.close()

    def take(self, order: Order) -> Ordered:
        """Make the file a receipt in the vault and the outbox, unless it was ordered before for this company."""
        try:
            return self._take(order)
        except Fault as fault:
            return Ordered(fault=fault.note())

    def _take(self, order: Order) -> Ordered:
        if os.path.isdir(order.path):  # noqa: PTH112 - Path.is_dir raises for a name that is too long
            raise Fault(FaultCode.NOT_A_RECEIPT)
        report = self._desk.take([order.path])
        inside = report.taken + report.known
        if report.refused and not inside:
            return Ordered(fault=report.refused[0].note)
        if len(inside) + len(report.refused) != 1:  # a mail or zip file: the fields fit one receipt
            raise Fault(FaultCode.SEVERAL_RECEIPTS, count=len(inside))
        found = inside[0]
        same = self._desk.receipt_table.with_hash(found.originals[0].sha256)
        stuck = next((r for r in same if self._again and self._is_stuck(r)), None)
        if stuck:
            return self._send(self._desk.back_to_tray(stuck.id), order)
        earlier = next((r for r in same if r.state not in _IN_TRAY and self._company in {None, r.company_id}), None)
        if earlier and not self._again:
            return Ordered(earlier, earlier=True, differing=_differing(earlier, order))
        waiting = next((r for r in same if r.state in _IN_TRAY and r.has_all), None)
        if waiting is None:  # delivered to another company only
            waiting = self._desk.take([order.path], again=True).taken[0]
        return self._send(waiting, order)

    def _is_stuck(self, receipt: Receipt) -> bool:
        """Return whether a receipt was refused: ordered again it takes the new fields, and its file is used again."""
        ours = receipt.company_id == self._company and receipt.voucher_guid is None
        return ours and receipt.state is State.ATTENTION

    def _send(self, receipt: Receipt, order: Order) -> Ordered:
        """Write the fields and ``queued`` in one transaction."""
        draft = self._complete(order.draft)
        self._desk.guards.read(receipt, self._reader)
        self._desk.guards.look_at(receipt.id)
        if self._any_company and self._company is not None:
            self._desk.guards.send_here(receipt.id, self._company)
        paid = draft.credit or draft.paid_from is not None or draft.kind is not VoucherKind.PURCHASE
        known = self._company is not None and paid
        with self._desk.journal.write():
            now = self._desk.receipt(receipt.id)
            if now.state not in _IN_TRAY:  # another process ordered it a moment ago
                return Ordered(now, earlier=True, differing=_differing(now, order))
            if now.state is State.BINNED:
                self._desk.restore([now.id])
            kept = self._desk.save_draft(now.id, draft)
            alike = self._desk.guards.likeness.earlier(kept)
            if self._company is None or (self._trouble and not known):
                return Ordered(kept, fault=self._trouble, kept=True)
            report = self._desk.send([now.id], book=order.book, company_id=self._company, hold=_NO_HOLD, heed=Heed.TELL)
        if report.held:
            receipt, lacks = report.held[0]
            return Ordered(receipt, fault=lacks[0].fault)
        if report.warned:
            return Ordered(receipt, fault=_elsewhere_note(report.warned[0]))
        return Ordered(report.sent[0], alike=alike)

    def _complete(self, draft: Draft) -> Draft:
        """Fill in the default deposit account of a cash purchase, or the one that a manual voucher balances on."""
        if draft.credit or draft.paid_from is not None or draft.kind is VoucherKind.CREDIT_NOTE:
            return draft
        book = self._desk.book(self._company) if self._company is not None else None
        default = book.default_deposit() if book else None
        if draft.kind is VoucherKind.MANUAL:
            fallback = default.number if default else None
            return replace(draft, balancing=fallback if draft.balancing is None else draft.balancing)
        return replace(draft, paid_from=default.number if default else None)


def _elsewhere_note(caution: Caution) -> FaultNote:
    name = caution.elsewhere.name if caution.elsewhere else ""
    return FaultNote(FaultCode.WRONG_COMPANY, {"name": name})


def _differing(earlier: Receipt, order: Order) -> tuple[str, ...]:
    """Return the fields in which an order differs from an earlier one; what this order leaves open doesn't differ."""
    wanted = order.draft
    differ = [
        f.name
        for f in fields(Draft)
        if f.name not in _NOT_COMPARED
        and getattr(wanted, f.name) not in (None, "", ())
        and getattr(wanted, f.name) != getattr(earlier.draft, f.name)
    ]
    if order.book and not earlier.book:
        differ.append("book")
    return tuple(differ)
