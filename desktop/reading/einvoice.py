"""Danish e-invoices: OIOUBL 2.1 and Peppol BIS Billing 3, both UBL 2.1 Invoice or CreditNote.

Names of elements: OASIS UBL 2.1. A voucher wants the whole amount with VAT; ``PayableAmount`` is what is left to pay
after a prepayment, so it is taken only where there is none.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar
from xml.etree.ElementTree import Element

from desktop.papers.elements import amount, at, currency, date, first, text, texts
from desktop.papers.invoice import tax_total
from desktop.papers.kind import MARK
from desktop.papers.xml_safe import parsed
from desktop.reading.model import Context, Found, Reading, Source
from desktop.receipts.cvr import plain_cvr

_ROOTS = ("Invoice", "CreditNote")
_SURE = 0.99
T = TypeVar("T")


def read_einvoice(data: bytes, context: Context) -> Reading | None:
    """Return what an e-invoice says; None if it is some other XML. Raises Fault XML_UNSAFE, XML_BROKEN."""
    root = parsed(data)
    namespace, _, name = root.tag.rpartition("}")
    if name not in _ROOTS or not MARK.search(namespace):
        return None
    return _reading(root, context, credit=name == "CreditNote")


def _reading(root: Element, context: Context, *, credit: bool) -> Reading:
    total, vat = _total(root), amount(text(tax_total(root, text(root, "DocumentCurrencyCode")), "TaxAmount"))
    seller = at(root, "AccountingSupplierParty/Party")
    gives_back = credit or (total is not None and total < 0)
    cvr, buyer = _cvr(seller), at(root, "AccountingCustomerParty/Party")
    return Reading(
        supplier=_found(_name(seller) or None),
        cvr=_found(cvr if cvr not in context.own_numbers else None),
        date=_found(date(text(root, "IssueDate"))),
        due=_found(date(first(root, "DueDate", "PaymentMeans/PaymentDueDate", "PaymentTerms/PaymentDueDate"))),
        number=_found(text(root, "ID") or None),
        total=_found(total if total is not None and total > 0 and not gives_back else None),
        vat=_found(vat if vat is not None and vat >= 0 else None),
        currency=_found(currency(text(root, "DocumentCurrencyCode"))),
        credit_note=gives_back,
        refund=_found(abs(total) if total and gives_back else None),
        other_currency=_found(_other_currency(root)),
        buyer=_found(_name(buyer) or None),
        buyer_cvr=_found(_cvr(buyer)),
    )


def _total(root: Element) -> Decimal | None:
    sums = at(root, "LegalMonetaryTotal")
    if sums is None:
        return None
    prepaid = amount(text(sums, "PrepaidAmount"))
    order = ("TaxInclusiveAmount", "PayableAmount") if prepaid else ("PayableAmount", "TaxInclusiveAmount")
    return amount(first(sums, *order))


def _name(party: Element | None) -> str:
    return "" if party is None else first(party, "PartyName/Name", "PartyLegalEntity/RegistrationName")


def _cvr(party: Element | None) -> str | None:
    """Return the first number of the seller that is a CVR number (OIOUBL writes ``DK`` before it)."""
    if party is None:
        return None
    paths = ("PartyLegalEntity/CompanyID", "PartyTaxScheme/CompanyID", "PartyIdentification/ID", "EndpointID")
    return next((cvr for path in paths for text in texts(party, path) if (cvr := plain_cvr(text))), None)


def _found(value: T | None) -> Found[T] | None:
    return None if value is None else Found(value, _SURE, None, Source.INVOICE)


def _other_currency(root: Element) -> str | None:
    """Return the currency in which the VAT (EN 16931, BT-6) or the payment (OIOUBL) is told, if it is another."""
    main = text(root, "DocumentCurrencyCode")
    others = (text(root, name) for name in ("TaxCurrencyCode", "PaymentCurrencyCode", "PricingCurrencyCode"))
    return next((code for other in others if (code := currency(other)) and code != main), None)
