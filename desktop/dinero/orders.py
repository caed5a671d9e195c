"""A voucher as it is ordered: exactly the members that Dinero knows (contract 5.1, 5.7 and the credit note's model).

Dinero drops members it does not know without a word, which has made vouchers of 0 kr.; so nothing is ever added here
without looking it up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from desktop.receipts.company import CompanyBook
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.guids import credit_note_guid
from desktop.receipts.lines import lines_of
from desktop.receipts.receipt import Draft, DraftLine, Receipt, VoucherKind
from desktop.receipts.representation import described, is_representation
from desktop.receipts.vat import Region, code_to_send, effective_code, is_sales_code, regions_of, vat_shown

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
    balancing: int | None = None
    """Manual voucher: the account that the line balances on, and its VAT code."""
    balancing_vat: str | None = None
    net: Decimal | None = None
    """Manual voucher with sales VAT: what Dinero reckons the VAT on top of."""


@dataclass(frozen=True, slots=True)
class VoucherOrder:
    """A voucher to be made: a purchase, paid (cash) or not paid yet (credit), a credit note or a manual voucher."""

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
    """Credit and credit note: the supplier."""
    due: dt.date | None = None
    """Credit: the last day of payment."""
    currency: str = "DKK"
    """Credit and credit note: ISO 4217. A cash purchase is always in kroner."""
    kind: VoucherKind = VoucherKind.PURCHASE
    guid: str | None = None
    """Credit note: the guid that we made for it."""

    @property
    def total(self) -> Decimal:
        """The sum of the lines, VAT included."""
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def purchase_type(self) -> str:
        """``cash``, ``credit``, ``credit_note`` or ``manual``."""
        if self.kind is not VoucherKind.PURCHASE:
            return self.kind.value
        return "credit" if self.credit else "cash"

    def account_named(self, params: Mapping[str, str | int | float]) -> int | None:
        """Return the account that a refusal names by its ``field`` and ``line`` (from 0)."""
        if params.get("field") == "paid_from":
            return self.deposit
        place = int(params.get("line", 0))
        if place >= len(self.lines):
            return None
        return self.lines[place].balancing if params.get("field") == "balancing" else self.lines[place].account

    def document(self) -> dict[str, object]:
        """Return the JSON of the request."""
        if self.kind is VoucherKind.MANUAL:
            return self._manual_members()
        if self.kind is VoucherKind.CREDIT_NOTE:
            return self._note_members()
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

    def _note_members(self) -> dict[str, object]:
        """Return a credit note's members; its lines are positive, and it has no reference of ours but its guid."""
        return {
            "Guid": self.guid,
            "FileGuid": self.file_guid,
            "ContactGuid": self.contact_guid,
            "Date": f"{self.date.isoformat()}T00:00:00Z",  # declared date-time, though its example is a date alone
            "Currency": self.currency,
            "Lines": [_line(line) for line in self.lines],
        }

    def _manual_members(self) -> dict[str, object]:
        return {
            "VoucherDate": self.date.isoformat(),
            "FileGuid": self.file_guid,
            "ExternalReference": self.external_reference,
            "Lines": [_manual_line(line) for line in self.lines],
        }


def order_for(receipt: Receipt, book: CompanyBook | None) -> VoucherOrder:
    """Return the order for a receipt that is ready and has its file in Dinero.

    The contact is the one ordered with the receipt (a new supplier's guid is made by us), else the draft's.
    Raises Fault NO_OUTLAY_ACCOUNT for a paid purchase that names no payment account.
    """
    draft = receipt.draft
    if draft.date is None or receipt.file_guid is None:
        raise ValueError("a voucher is ordered for a ready receipt with an uploaded file only")
    match draft.kind:
        case VoucherKind.CREDIT_NOTE:
            return _credit_note(receipt, draft.date, receipt.file_guid, book)
        case VoucherKind.MANUAL:
            return _manual(receipt, draft.date, receipt.file_guid, book)
    if not draft.credit and not draft.paid_from:
        raise Fault(FaultCode.NO_OUTLAY_ACCOUNT)
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


def _credit_note(receipt: Receipt, date: dt.date, file_guid: str, book: CompanyBook | None) -> VoucherOrder:
    draft = receipt.draft
    return VoucherOrder(
        date,
        tuple(_order_line(draft, line, book) for line in lines_of(draft)),
        file_guid,
        receipt.id,
        contact_guid=receipt.contact_guid or draft.contact_guid,
        currency=draft.currency.upper(),
        kind=VoucherKind.CREDIT_NOTE,
        guid=credit_note_guid(receipt),
    )


def _manual(receipt: Receipt, date: dt.date, file_guid: str, book: CompanyBook | None) -> VoucherOrder:
    draft = receipt.draft
    if draft.balancing is None:
        raise ValueError("a manual voucher needs an account to balance on")
    lines = tuple(_balanced(_order_line(draft, line, book), draft, line, book) for line in lines_of(draft))
    return VoucherOrder(date, lines, file_guid, receipt.id, kind=VoucherKind.MANUAL)


def _balanced(order: OrderLine, draft: Draft, line: DraftLine, book: CompanyBook | None) -> OrderLine:
    """Return a manual voucher's line: the first account is the one that grows (debit), the other balances it.

    Money that came in is on the bank's account, and the line's own account balances it. Under a sales code Dinero wants
    the amount without VAT (ManuelVoucherLineCreateModel).
    """
    if not draft.incoming:
        return replace(order, balancing=draft.balancing)
    code = effective_code(line, book)
    net = order.amount - (vat_shown(line, book).amount or Decimal(0)) if is_sales_code(code) else None
    return replace(
        order,
        account=draft.balancing or 0,
        vat_code=None,
        balancing=line.account,
        balancing_vat=order.vat_code,
        net=net,
    )


def _region(draft: Draft, book: CompanyBook | None) -> Region:
    """Return the one region of a voucher; lines of two are held back before they are ordered."""
    return next(iter(sorted(regions_of(draft, book))), "DK")


def _order_line(draft: Draft, line: DraftLine, book: CompanyBook | None) -> OrderLine:
    if line.amount is None or line.account is None:
        raise ValueError("a line needs an amount and an account")
    words = line.description.strip() or draft.description.strip() or draft.supplier.strip()
    told = described(draft, words) if is_representation(line, book) else words
    description = " ".join(told.split())[:_LONGEST_DESCRIPTION]
    return OrderLine(line.amount, line.account, code_to_send(line, book), description)


def _line(line: OrderLine) -> dict[str, object]:
    members: dict[str, object] = {"AccountNumber": line.account, "Amount": _number(line.amount)}
    if line.description:
        members["Description"] = line.description
    if line.vat_code:  # an empty string is refused, and none at all means the account's own code
        members["VatCode"] = line.vat_code
    return members


def _manual_line(line: OrderLine) -> dict[str, object]:
    members: dict[str, object] = {
        "AccountNumber": line.account,
        "BalancingAccountNumber": line.balancing,
        "Amount": _number(line.net if line.net is not None else line.amount),
        "AccountVatCode": line.vat_code,
        "BalancingAccountVatCode": line.balancing_vat,
        "Description": line.description,
    }
    return {name: value for name, value in members.items() if value not in (None, "")}


def _number(amount: Decimal) -> float:
    """Return the amount for JSON. A float prints its shortest form, so up to two decimals come out as they are."""
    if amount != amount.quantize(Decimal("0.01")):
        raise ValueError("an amount has at most two decimals")
    return float(amount)
