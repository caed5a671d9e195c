"""What Dinero answers about vouchers and files, and whether a voucher is what was ordered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from desktop.dinero.calls import (
    day,
    decimal,
    instant,
    integer,
    needed_text,
    record,
    records,
    text,
)
from desktop.dinero.orders import OrderLine, VoucherOrder
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.receipt import VoucherKind

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class LineRead:
    """One line of a voucher in Dinero."""

    account: int | None
    amount: Decimal
    """VAT included."""
    vat_amount: Decimal
    vat_code: str | None
    description: str
    balancing: int | None = None
    """Manual voucher: the account that the line balances on, and its VAT code."""
    balancing_vat: str | None = None


@dataclass(frozen=True, slots=True)
class VoucherRead:
    """A voucher as Dinero has it (contract 5.2); what its kind does not have is None."""

    guid: str
    timestamp: str | None
    """Needed for booking and deleting; changes with every write."""
    status: str
    """``Draft``, ``Editing``, ``Paid``, ``Booked``, ``Overdue``, ``Overpaid``; empty if Dinero did not say."""
    number: int | None
    purchase_type: str
    """``cash``, ``credit``, ``credit_note`` or ``manual``, in any case of letters."""
    date: dt.date | None
    file_guid: str | None
    external_reference: str | None
    contact_guid: str | None
    deposit: int | None
    region: str | None
    currency: str | None
    due: dt.date | None
    lines: tuple[LineRead, ...]

    @property
    def is_booked(self) -> bool:
        """True when it is in the books: a booked cash purchase is ``Paid``, never ``Booked``."""
        return self.status.lower() in {"paid", "booked", "overdue", "overpaid"}

    @property
    def total(self) -> Decimal:
        """The sum of the lines, VAT included."""
        return sum((line.amount for line in self.lines), Decimal(0))


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file in Dinero's archive (contract 4.2)."""

    guid: str
    name: str
    size: int
    """Bytes."""
    uploaded_at: dt.datetime | None
    vouchers: tuple[str, ...] = ()
    """Guids of the vouchers it is linked to; one can name a voucher that has been deleted since."""


@dataclass(frozen=True, slots=True)
class Similar:
    """Dinero's answer to whether there is a similar voucher already."""

    found: bool
    guid: str | None = None
    number: int | None = None


def voucher_read(json: object) -> VoucherRead:
    """Return the voucher in an answer; raise UnexpectedShape if there is none."""
    item = record(json)
    return VoucherRead(
        guid=needed_text(item, "guid"),
        timestamp=text(item, "timestamp"),
        status=text(item, "status") or "",
        number=integer(item, "vouchernumber"),
        purchase_type=text(item, "purchasetype") or "",
        date=day(item, "voucherdate"),
        file_guid=text(item, "fileguid"),
        external_reference=text(item, "externalreference"),
        contact_guid=text(item, "contactguid"),
        deposit=integer(item, "depositaccountnumber"),
        region=text(item, "regionkey"),
        currency=text(item, "currencykey"),
        due=day(item, "paymentdate"),
        lines=tuple(line_read(line) for line in records(item.get("lines") or [])),
    )


def file_entry(item: dict[str, Any]) -> FileEntry:
    """Return one file of a listing; raise UnexpectedShape if it has no guid."""
    return FileEntry(
        guid=needed_text(item, "fileguid"),
        name=text(item, "name") or "",
        size=integer(item, "size") or 0,
        uploaded_at=instant(item, "uploadedat"),
        vouchers=tuple(needed_text(link, "voucherguid") for link in records(item.get("linked") or [])),
    )


def similar_read(json: object) -> Similar:
    """Return the answer of the duplicate check."""
    item = record(json)
    return Similar(item.get("similarfound") is True, text(item, "similarguid"), integer(item, "vouchernumber"))


def differs(order: VoucherOrder, read: VoucherRead) -> FaultNote | None:
    """Return a note VOUCHER_EMPTY or VOUCHER_DIFFERS when the voucher is not the one that was ordered.

    Compared are file, kind, sum and each line's sum: what Dinero drops silently when a member is misread. 0 kr. is
    never a success.
    """
    ordered, found = order.total.quantize(_CENT), read.total.quantize(_CENT)
    if found == 0:
        return FaultNote(FaultCode.VOUCHER_EMPTY, {"ordered": str(ordered)})
    for field, wanted, got in (
        ("file", order.file_guid, read.file_guid or ""),
        ("kind", order.purchase_type, read.purchase_type.lower()),
        ("amount", str(ordered), str(found)),
        ("lines", _sums(order.lines), _sums(read.lines) if len(order.lines) > 1 else _sums(order.lines)),
    ):
        if wanted != got:
            return FaultNote(FaultCode.VOUCHER_DIFFERS, {"field": field, "ordered": wanted, "found": got})
    return None


def _sums(lines: Sequence[OrderLine | LineRead]) -> str:
    """Return the amounts of the lines as text, the smallest first: nobody says that Dinero keeps their order."""
    return " + ".join(str(amount.quantize(_CENT)) for amount in sorted(line.amount for line in lines))


def untouched(order: VoucherOrder, read: VoucherRead) -> bool:
    """Return whether a voucher is in every member that was sent still what was sent: nobody has worked on it.

    What was left to Dinero (the account's own VAT code, an empty description) is not compared.
    """
    if differs(order, read) is not None or len(order.lines) != len(read.lines):
        return False
    heads = (
        (order.date, read.date),
        (order.deposit if order.kind is VoucherKind.PURCHASE else None, read.deposit),
        (order.contact_guid, read.contact_guid),
        (order.due, read.due if order.due else None),
    )
    lines = zip(order.lines, read.lines, strict=True)
    return all(_same(*pair) for pair in heads) and all(_same_line(wanted, got) for wanted, got in lines)


def _same_line(wanted: OrderLine, got: LineRead) -> bool:
    members = (
        (wanted.vat_code, got.vat_code),
        (wanted.description or None, got.description),
        (wanted.balancing, got.balancing),
        (wanted.balancing_vat, got.balancing_vat),
    )
    return wanted.account == got.account and all(_same(*pair) for pair in members)


def _same(wanted: object, got: object) -> bool:
    """Return whether Dinero has what was sent; guids and codes may come back in another case."""
    if wanted is None:
        return True
    return str(wanted).casefold() == str(got).casefold()


def line_read(item: dict[str, Any]) -> LineRead:
    """Return a line of a purchase or a credit note."""
    return LineRead(
        account=integer(item, "accountnumber"),
        amount=decimal(item, "amountinclvatvalue"),
        vat_amount=decimal(item, "vatamountvalue"),
        vat_code=text(item, "vatcode"),
        description=text(item, "description") or "",
    )
