"""Where Dinero keeps each kind of voucher, and how it writes it (contract 5 and 5.7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from desktop.dinero.calls import day, decimal, integer, needed_text, record, records, text
from desktop.dinero.readmodels import LineRead, VoucherRead, line_read, voucher_read
from desktop.receipts.receipt import VoucherKind


@dataclass(frozen=True, slots=True)
class Shelf:
    """One kind of voucher."""

    parts: tuple[str, ...]
    """The path below the company."""
    version: str
    """Of the path that makes one; everything else is ``v1``."""
    read: Callable[[object], VoucherRead]
    tells_what_it_made: bool = True
    """False: making one answers with its guid alone."""


def credit_note_read(json: object) -> VoucherRead:
    """Return the purchase credit note in an answer; raise UnexpectedShape if there is none."""
    item = record(json)
    return VoucherRead(
        guid=needed_text(item, "guid"),
        timestamp=text(item, "timestamp"),
        status=text(item, "status") or "",
        number=integer(item, "creditnotenumber"),
        purchase_type=VoucherKind.CREDIT_NOTE.value,
        date=day(item, "date"),
        file_guid=text(item, "fileguid"),
        external_reference=None,  # it has none: the guid, which is ours, says whose it is
        contact_guid=text(item, "contactguid"),
        deposit=None,
        region=None,
        currency=text(item, "currency"),
        due=None,
        lines=tuple(line_read(line) for line in records(item.get("lines") or [])),
    )


def manual_read(json: object) -> VoucherRead:
    """Return the manual voucher in an answer; raise UnexpectedShape if there is none."""
    item = record(json)
    return VoucherRead(
        guid=needed_text(item, "guid"),
        timestamp=text(item, "timestamp"),
        status=text(item, "status") or "",
        number=integer(item, "vouchernumber"),
        purchase_type=VoucherKind.MANUAL.value,
        date=day(item, "voucherdate"),
        file_guid=text(item, "fileguid"),
        external_reference=text(item, "externalreference"),
        contact_guid=None,
        deposit=None,
        region=None,
        currency=None,
        due=None,
        lines=tuple(_manual_line(line) for line in records(item.get("lines") or [])),
    )


def _manual_line(item: dict[str, Any]) -> LineRead:
    return LineRead(
        account=integer(item, "accountnumber"),
        amount=decimal(item, "amountinclvatvalue"),
        vat_amount=decimal(item, "vatamountvalue"),
        vat_code=text(item, "accountvatcode"),
        description=text(item, "description") or "",
        balancing=integer(item, "balancingaccountnumber"),
        balancing_vat=text(item, "balancingaccountvatcode"),
    )


SHELVES: Mapping[VoucherKind, Shelf] = {
    VoucherKind.PURCHASE: Shelf(("vouchers", "purchase"), "v1.2", voucher_read),
    VoucherKind.CREDIT_NOTE: Shelf(
        ("vouchers", "purchase", "creditnotes"), "v1", credit_note_read, tells_what_it_made=False
    ),
    VoucherKind.MANUAL: Shelf(("vouchers", "manuel"), "v1", manual_read),
}
