"""How vouchers are written on the wire (contract 5.2)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from typing import Any

from desktop.sandbox.companies import Organization
from desktop.sandbox.records import Voucher, instant
from desktop.sandbox.rules import effective_vat, split
from desktop.sandbox.world import World

Json = dict[str, Any]


def line_model(org: Organization, line: Json) -> Json:
    """Return a purchase line with its three amounts."""
    kind = effective_vat(org, line)
    net, gross, vat = split(Decimal(line["Amount"]), kind)
    return {
        "Description": line.get("Description"), "VatCode": None if kind is None else kind.code,
        "AccountNumber": line.get("AccountNumber"), "AmountExclVatValue": float(net),
        "AmountInclVatValue": float(gross), "VatAmountValue": float(vat),
        "AccountTagName": line.get("AccountTagName"), "AccountWeightTagId": None, "AccountWeightTagVersion": None,
        "AccountTagSynonym": None,
    }  # fmt: skip


def totals(org: Organization, lines: list[Json]) -> list[Json]:
    """Return the sums below the lines: amounts with and without VAT, VAT by rate, total."""
    with_vat = without = Decimal(0)
    vat_by_rate: dict[int, Decimal] = defaultdict(Decimal)
    for line in lines:
        kind = effective_vat(org, line)
        net, gross, vat = split(Decimal(line["Amount"]), kind)
        if vat and kind is not None:
            with_vat += net
            vat_by_rate[int(kind.rate * 100)] += vat
        else:
            without += gross
    rows = [("Subtotal", with_vat, "SubTotal")] if with_vat else []
    rows += [("Subtotal uden moms", without, "SubTotalWithoutVat")] if without else []
    rows += [(f"Moms ({rate} %)", vat, "Vat") for rate, vat in sorted(vat_by_rate.items())]
    rows += [("Total DKK", with_vat + without + sum(vat_by_rate.values()), "Total")]
    return [{"Label": label, "Total": float(total), "Type": kind, "Position": i + 1}
            for i, (label, total, kind) in enumerate(rows)]  # fmt: skip


def total(voucher: Voucher) -> Decimal:
    """Return the sum of the lines, VAT included."""
    return sum((Decimal(line["Amount"]) for line in voucher.body.get("Lines") or []), Decimal("0.00"))


def status(world: World, voucher: Voucher) -> str:
    """Return the status of a voucher on this day: a credit purchase goes from Booked to Paid, Overdue or Overpaid."""
    if voucher.status != "Booked" or voucher.kind != "purchase":
        return voucher.status
    paid = sum((Decimal(p["Amount"]) for p in voucher.payments), Decimal(0))
    if paid >= total(voucher) > 0:
        return "Paid" if paid == total(voucher) else "Overpaid"
    today = dt.datetime.fromtimestamp(world.clock(), dt.UTC).date().isoformat()
    return "Overdue" if voucher.body["PaymentDate"] < today else "Booked"


def purchase_fields(org: Organization, body: Json) -> Json:
    """Return what create, get and the preview have in common."""
    cash = body.get("PurchaseType") == "cash"
    lines = body.get("Lines") or []
    return {
        "FileGuid": body.get("FileGuid"), "VoucherDate": body.get("VoucherDate"),
        "PaymentDate": body.get("VoucherDate" if cash else "PaymentDate"), "RegionKey": body.get("RegionKey"),
        "PurchaseType": body.get("PurchaseType"), "Lines": [line_model(org, line) for line in lines],
        "DepositAccountNumber": body.get("DepositAccountNumber"), "ContactGuid": body.get("ContactGuid"),
        "ExternalReference": body.get("ExternalReference"), "VoucherTotals": totals(org, lines),
    }  # fmt: skip


def booking_fields(voucher: Voucher) -> Json:
    """Return who booked a voucher, and when."""
    return {
        "BookedByType": voucher.booked_by_type, "BookedByUsername": voucher.booked_by,
        "BookingTime": None if voucher.booked_at is None else instant(voucher.booked_at),
    }  # fmt: skip


def purchase_model(world: World, org: Organization, voucher: Voucher) -> Json:
    """Return the read model of a purchase voucher."""
    return {
        "Guid": voucher.guid, "Timestamp": voucher.stamp, "Status": status(world, voucher),
        "VoucherNumber": voucher.number, **purchase_fields(org, voucher.body),
        "CurrencyKey": voucher.body.get("CurrencyKey", "DKK"), **booking_fields(voucher),
    }  # fmt: skip
