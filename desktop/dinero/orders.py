"""A purchase voucher as it is ordered: exactly the members that Dinero knows (contract 5.1).

Dinero drops members it does not know without a word, which has made vouchers of 0 kr.; so nothing is ever added here
without looking it up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from desktop.receipts.company import CompanyBook
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.lines import lines_of
from desktop.receipts.receipt import Draft, DraftLine, Receipt
from desktop.receipts.vat import Region, code_to_send, regions_of

_LONGEST_DESCRIPTION = 255


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line of a voucher."""

    amount: Decimal
    """VAT included, at most two decimals."""
    account: int
    vat_code: str | None = None
    """None: the account's own."""
    description: str = ""


@dataclass(frozen=True, slots=True)
class VoucherOrder:
    """A purchase voucher to be made: paid (cash) or not paid yet (credit)."""

    date: dt.date
    lines: tuple[OrderLine, ...]
    file_guid: str
    external_reference: str
    """The receipt's id."""
    credit: bool = False
    deposit: int | None = None
    """Cash: the account it was paid from."""
    region: str = "DK"
    """Cash: ``DK``, ``EU`` or ``World``."""
    contact_guid: str | None = None
    """Credit: the supplier."""
    due: dt.date | None = None
    """Credit: the last day of payment."""
    currency: str = "DKK"
    """Credit: ISO 4217. A cash purchase is always in kroner."""

    @property
    def total(self) -> Decimal:
        """The sum of the lines, VAT included."""
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def purchase_type(self) -> str:
        """``cash`` or ``credit``."""
        return "credit" if self.credit else "cash"

    def account_named(self, params: Mapping[str, str | int | float]) -> int | None:
        """Return the account that a refusal names by its ``field`` and ``line`` (from 0)."""
        if params.get("field") == "paid_from":
            return self.deposit
        place = int(params.get("line", 0))
        return self.lines[place].account if place < len(self.lines) else None

    def document(self) -> dict[str, object]:
        """Return the JSON of the request."""
        common: dict[str, object] = {
            "PurchaseType": self.purchase_type,
            "VoucherDate": self.date.isoformat(),
            "FileGuid": self.file_guid,
            "ExternalReference": self.external_reference,
            "Lines": [_line(line) for line in self.lines],
        }
        return common | (self._credit_members() if self.credit else self._cash_members())

    def _cash_members(self) -> dict[str, object]:
        """Return what only a cash purchase has; a PaymentDate on it is refused (code 42)."""
        return {"DepositAccountNumber": self.deposit, "RegionKey": self.region}

    def _credit_members(self) -> dict[str, object]:
        due = self.due.isoformat() if self.due else None
        return {"ContactGuid": self.contact_guid, "PaymentDate": due, "CurrencyKey": self.currency}


def order_for(receipt: Receipt, book: CompanyBook | None) -> VoucherOrder:
    """Return the order for a receipt that is ready and has its file in Dinero.

    The contact is the one ordered with the receipt (a new supplier's guid is made by us), else the draft's.
    Raises Fault NO_OUTLAY_ACCOUNT for a paid purchase that names no payment account.
    """
    draft = receipt.draft
    if not draft.credit and not draft.paid_from:
        raise Fault(FaultCode.NO_OUTLAY_ACCOUNT)
    if draft.date is None or receipt.file_guid is None:
        raise ValueError("a voucher is ordered for a ready receipt with an uploaded file only")
    return VoucherOrder(
        date=draft.date,
        lines=tuple(_order_line(draft, line, book) for line in lines_of(draft)),
        file_guid=receipt.file_guid,
        external_reference=receipt.id,
        credit=draft.credit,
        deposit=None if draft.credit else draft.paid_from,
        region=_region(draft, book),
        contact_guid=(receipt.contact_guid or draft.contact_guid) if draft.credit else None,
        due=draft.due if draft.credit else None,
        currency=draft.currency.upper() if draft.credit else "DKK",
    )


def _region(draft: Draft, book: CompanyBook | None) -> Region:
    """Return the one region of a voucher; lines of two are held back before they are ordered."""
    return next(iter(sorted(regions_of(draft, book))), "DK")


def _order_line(draft: Draft, line: DraftLine, book: CompanyBook | None) -> OrderLine:
    if line.amount is None or line.account is None:
        raise ValueError("a line needs an amount and an account")
    words = line.description.strip() or draft.description.strip() or draft.supplier.strip()
    description = " ".join(words.split())[:_LONGEST_DESCRIPTION]
    return OrderLine(line.amount, line.account, code_to_send(line, book), description)


def _line(line: OrderLine) -> dict[str, object]:
    members: dict[str, object] = {"AccountNumber": line.account, "Amount": _number(line.amount)}
    if line.description:
        members["Description"] = line.description
    if line.vat_code:  # an empty string is refused, and none at all means the account's own code
        members["VatCode"] = line.vat_code
    return members


def _number(amount: Decimal) -> float:
    """Return the amount for JSON. A float prints its shortest form, so up to two decimals come out as they are."""
    if amount != amount.quantize(Decimal("0.01")):
        raise ValueError("an amount has at most two decimals")
    return float(amount)
