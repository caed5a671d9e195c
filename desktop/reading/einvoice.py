"""Danish e-invoices: OIOUBL 2.1 and Peppol BIS Billing 3, both UBL 2.1 Invoice or CreditNote.

Names of elements: OASIS UBL 2.1. A voucher wants the whole amount with VAT; ``PayableAmount`` is what is left to pay
after a prepayment, so it is taken only where there is none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import TypeVar
from xml.etree.ElementTree import Element

from desktop.reading.kind import MARK
from desktop.reading.model import Context, Found, Reading, Source
from desktop.reading.xml_safe import parsed
from desktop.receipts.cvr import plain_cvr
from desktop.receipts.money import LARGEST

_ROOTS = ("Invoice", "CreditNote")
_SURE = 0.99
_LONGEST = 200
"""Letters of a value; the rest of a longer one is noise."""
T = TypeVar("T")


def read_einvoice(data: bytes, context: Context) -> Reading | None:
    """Return what an e-invoice says; None if it is some other XML. Raises Fault XML_UNSAFE, XML_BROKEN."""
    root = parsed(data)
    namespace, _, name = root.tag.rpartition("}")
    if name not in _ROOTS or not MARK.search(namespace):
        return None
    return _reading(root, context, credit=name == "CreditNote")


def _reading(root: Element, context: Context, *, credit: bool) -> Reading:
    total, vat = _total(root), _amount(_text(root, "TaxTotal/TaxAmount"))
    seller = _at(root, "AccountingSupplierParty/Party")
    gives_back = credit or (total is not None and total < 0)
    cvr, buyer = _cvr(seller), _at(root, "AccountingCustomerParty/Party")
    return Reading(
        supplier=_found(_name(seller) or None),
        cvr=_found(cvr if cvr not in context.own_numbers else None),
        date=_found(_date(_text(root, "IssueDate"))),
        due=_found(_date(_first(root, "DueDate", "PaymentMeans/PaymentDueDate", "PaymentTerms/PaymentDueDate"))),
        number=_found(_text(root, "ID") or None),
        total=_found(total if total is not None and total > 0 and not gives_back else None),
        vat=_found(vat if vat is not None and vat >= 0 else None),
        currency=_found(_currency(_text(root, "DocumentCurrencyCode"))),
        credit_note=gives_back,
        refund=_found(abs(total) if total and gives_back else None),
        other_currency=_found(_other_currency(root)),
        buyer=_found(_name(buyer) or None),
        buyer_cvr=_found(_cvr(buyer)),
    )


def _total(root: Element) -> Decimal | None:
    sums = _at(root, "LegalMonetaryTotal")
    if sums is None:
        return None
    prepaid = _amount(_text(sums, "PrepaidAmount"))
    order = ("TaxInclusiveAmount", "PayableAmount") if prepaid else ("PayableAmount", "TaxInclusiveAmount")
    return _amount(_first(sums, *order))


def _name(party: Element | None) -> str:
    return "" if party is None else _first(party, "PartyName/Name", "PartyLegalEntity/RegistrationName")


def _cvr(party: Element | None) -> str | None:
    """Return the first number of the seller that is a CVR number (OIOUBL writes ``DK`` before it)."""
    if party is None:
        return None
    paths = ("PartyLegalEntity/CompanyID", "PartyTaxScheme/CompanyID", "PartyIdentification/ID", "EndpointID")
    return next((cvr for path in paths for text in _texts(party, path) if (cvr := plain_cvr(text))), None)


def _found(value: T | None) -> Found[T] | None:
    return None if value is None else Found(value, _SURE, None, Source.INVOICE)


def _children(element: Element, path: str) -> Iterator[Element]:
    """Yield the elements at ``path``, by local names: OIOUBL and Peppol share them, whatever the prefixes are."""
    name, _slash, rest = path.partition("/")
    for child in element:
        if isinstance(child.tag, str) and child.tag.rpartition("}")[2] == name:
            if rest:
                yield from _children(child, rest)
            else:
                yield child


def _at(element: Element, path: str) -> Element | None:
    return next(_children(element, path), None)


def _texts(element: Element, path: str) -> Iterator[str]:
    return (text for child in _children(element, path) if (text := " ".join((child.text or "").split())[:_LONGEST]))


def _text(element: Element, path: str) -> str:
    return next(_texts(element, path), "")


def _first(element: Element, *paths: str) -> str:
    return next((text for path in paths if (text := _text(element, path))), "")


def _date(text: str) -> dt.date | None:
    """Return an xsd:date; a time zone behind it changes nothing."""
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None


def _amount(text: str) -> Decimal | None:
    """Return an xsd:decimal to the cent, or None when it is none or absurdly large."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value.quantize(Decimal("0.01")) if value.is_finite() and abs(value) < LARGEST else None


def _other_currency(root: Element) -> str | None:
    """Return the currency in which the VAT (EN 16931, BT-6) or the payment (OIOUBL) is told, if it is another."""
    main = _text(root, "DocumentCurrencyCode")
    others = (_text(root, name) for name in ("TaxCurrencyCode", "PaymentCurrencyCode", "PricingCurrencyCode"))
    return next((code for other in others if (code := _currency(other)) and code != main), None)


def _currency(text: str) -> str | None:
    return text if re.fullmatch("[A-Z]{3}", text) else None
