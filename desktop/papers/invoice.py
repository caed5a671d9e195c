"""What is shown of an e-invoice, taken out of its XML (OASIS UBL 2.1; OIOUBL 2.1 and Peppol BIS Billing 3 are both)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from xml.etree.ElementTree import Element

from desktop.papers.elements import amount, at, children, date, first, local_name, number, text, texts

MOST_LINES = 5_000
"""Lines of an invoice that are shown; a longer one says how many there are beyond."""
_SLIP = re.compile(r"(?P<card>01|04|15|71|73|75)(?:#(?P<id>\d*))?")
"""Danish payment slips: OIOUBL writes the kind as PaymentID and the rest apart, Peppol both in one."""
_MANY = 40
"""Notes, rates, discounts, ways to pay: more of one kind are no invoice for the eye; the original has them all."""
_LONG = 1_000
"""Letters of a description or note."""


@dataclass(frozen=True, slots=True)
class Party:
    """Seller or buyer."""

    name: str
    rows: tuple[str, ...]
    """Address, number, ways to reach them: a line each."""


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """One line of what was bought."""

    text: str
    details: tuple[str, ...]
    count: Decimal | None
    unit: str
    """UN/ECE recommendation 20."""
    price: Decimal | None
    """Of one unit, without VAT; not rounded."""
    rate: Decimal | None
    """Percent of VAT."""
    amount: Decimal | None
    """Without VAT."""


@dataclass(frozen=True, slots=True)
class Tax:
    """What VAT there is at one rate."""

    rate: Decimal | None
    """Percent."""
    category: str
    """UNCL5305 (S, Z, E, AE, K, G, O), or OIOUBL's word for it."""
    base: Decimal | None
    tax: Decimal | None


@dataclass(frozen=True, slots=True)
class Payment:
    """One way to pay."""

    code: str
    """UNCL4461; OIOUBL adds 93 (FIK) and 97 (NemKonto)."""
    due: dt.date | None
    account: str
    bank: str
    """Registration number or BIC."""
    card: str
    """Kind of payment slip (71, 73, 75)."""
    reference: str


@dataclass(frozen=True, slots=True)
class Invoice:
    """All that is shown. Texts may be empty."""

    credit: bool
    profile: str
    number: str
    issued: dt.date | None
    due: dt.date | None
    currency: str
    seller: Party
    buyer: Party
    facts: tuple[tuple[str, str], ...]
    """Name and value: order, reference, period ..."""
    notes: tuple[str, ...]
    lines: tuple[InvoiceLine, ...]
    lines_beyond: int
    charges: tuple[tuple[str, Decimal], ...]
    """Discounts (negative) and charges of the whole invoice."""
    taxes: tuple[Tax, ...]
    sums: dict[str, Decimal]
    """By the name of the element in LegalMonetaryTotal; ``TaxAmount`` too."""
    payments: tuple[Payment, ...]
    terms: str
    attached: tuple[str, ...]
    """Names of files inside."""


def invoice_of(root: Element) -> Invoice:
    """Return what is shown of an Invoice or CreditNote."""
    credit = local_name(root) == "CreditNote"
    rows = list(children(root, "CreditNoteLine" if credit else "InvoiceLine"))
    currency = text(root, "DocumentCurrencyCode")
    return Invoice(
        credit=credit,
        profile="OIOUBL" if "OIOUBL" in text(root, "CustomizationID").upper() else "Peppol BIS Billing",
        number=text(root, "ID"),
        issued=date(text(root, "IssueDate")),
        due=date(first(root, "DueDate", "PaymentMeans/PaymentDueDate", "PaymentTerms/PaymentDueDate")),
        currency=currency,
        seller=_party(at(root, "AccountingSupplierParty/Party")),
        buyer=_party(at(root, "AccountingCustomerParty/Party")),
        facts=tuple(_facts(root)),
        notes=tuple(islice(texts(root, "Note", _LONG), _MANY)),
        lines=tuple(_line(row) for row in rows[:MOST_LINES]),
        lines_beyond=max(0, len(rows) - MOST_LINES),
        charges=tuple(islice(_charges(root), _MANY)),
        taxes=tuple(islice(_taxes(root, currency), _MANY)),
        sums=_sums(root, currency),
        payments=tuple(_payment(means) for means in islice(children(root, "PaymentMeans"), _MANY)),
        terms=text(root, "PaymentTerms/Note", _LONG),
        attached=tuple(islice(_attached(root), _MANY)),
    )


def _party(party: Element | None) -> Party:
    name = first(party, "PartyName/Name", "PartyLegalEntity/RegistrationName")
    return Party(name, tuple(row for row in _party_rows(party, name) if row)) if party is not None else Party("", ())


def _party_rows(party: Element | None, name: str) -> Iterator[str]:
    legal = text(party, "PartyLegalEntity/RegistrationName")
    yield legal if legal != name else ""
    address = at(party, "PostalAddress")
    yield " ".join((text(address, "StreetName"), text(address, "BuildingNumber"))).strip()
    yield text(address, "AdditionalStreetName")
    yield " ".join((text(address, "PostalZone"), text(address, "CityName"))).strip()
    country = text(address, "Country/IdentificationCode")
    yield country if country != "DK" else ""
    number = first(party, "PartyLegalEntity/CompanyID", "PartyTaxScheme/CompanyID", "PartyIdentification/ID")
    yield f"CVR/moms: {number}" if number else ""
    contact = at(party, "Contact")
    yield f"Att.: {named}" if (named := text(contact, "Name")) else ""
    yield f"Tlf.: {phone}" if (phone := text(contact, "Telephone")) else ""
    yield text(contact, "ElectronicMail")


def _facts(root: Element) -> Iterator[tuple[str, str]]:
    for name, path in (
        ("Ordrenr.", "OrderReference/ID"),
        ("Jeres reference", "BuyerReference"),
        ("Krediterer", "BillingReference/InvoiceDocumentReference/ID"),
        ("Kontrakt", "ContractDocumentReference/ID"),
        ("Kontostreng", "AccountingCost"),
    ):
        if found := text(root, path):
            yield name, found
    start, end = (date(text(root, f"InvoicePeriod/{side}Date")) for side in ("Start", "End"))
    if start or end:
        yield "Periode", " - ".join(f"{day:%d.%m.%Y}" if day else "…" for day in (start, end))
    if delivered := date(text(root, "Delivery/ActualDeliveryDate")):
        yield "Leveret", f"{delivered:%d.%m.%Y}"


def _line(row: Element) -> InvoiceLine:
    item = at(row, "Item")
    what = text(item, "Name", _LONG) or text(item, "Description", _LONG)
    details = tuple(islice((*texts(item, "Description", _LONG), *texts(row, "Note", _LONG)), _MANY))
    numbered = text(item, "SellersItemIdentification/ID")
    count = next(iter((*children(row, "InvoicedQuantity"), *children(row, "CreditedQuantity"))), None)
    return InvoiceLine(
        text=what or numbered,
        details=tuple(d for d in dict.fromkeys(details) if d != what) + ((f"Varenr. {numbered}",) if numbered else ()),
        count=number((count.text or "").strip()) if count is not None else None,
        unit=count.get("unitCode", "") if count is not None else "",
        price=number(text(row, "Price/PriceAmount")),
        rate=number(first(row, "Item/ClassifiedTaxCategory/Percent", "TaxTotal/TaxSubtotal/TaxCategory/Percent")),
        amount=amount(text(row, "LineExtensionAmount")),
    )


def _charges(root: Element) -> Iterator[tuple[str, Decimal]]:
    for element in children(root, "AllowanceCharge"):
        value = amount(text(element, "Amount"))
        is_charge = text(element, "ChargeIndicator") == "true"
        if value is not None:
            yield (
                text(element, "AllowanceChargeReason") or ("Gebyr" if is_charge else "Rabat"),
                (value if is_charge else -value),
            )


def tax_total(root: Element, currency: str) -> Element | None:
    """Return the TaxTotal in the document's currency: a second one may tell the VAT in another (EN 16931, BT-111)."""
    totals = list(children(root, "TaxTotal"))
    own = (t for t in totals if any(a.get("currencyID") == currency for a in children(t, "TaxAmount")))
    return next(own, totals[0] if totals else None)


def _taxes(root: Element, currency: str) -> Iterator[Tax]:
    total = tax_total(root, currency)
    for part in children(total, "TaxSubtotal") if total is not None else ():
        yield Tax(
            number(first(part, "TaxCategory/Percent", "Percent")),
            text(part, "TaxCategory/ID"),
            amount(text(part, "TaxableAmount")),
            amount(text(part, "TaxAmount")),
        )


def _sums(root: Element, currency: str) -> dict[str, Decimal]:
    total = at(root, "LegalMonetaryTotal")
    found = {local_name(e): amount((e.text or "").strip()) for e in (total if total is not None else ())}
    found["TaxAmount"] = amount(text(tax_total(root, currency), "TaxAmount"))
    return {name: value for name, value in found.items() if value is not None}


def _payment(means: Element) -> Payment:
    account = at(means, "PayeeFinancialAccount")
    slip = _SLIP.fullmatch(text(means, "PaymentID"))
    return Payment(
        code=text(means, "PaymentMeansCode"),
        due=date(text(means, "PaymentDueDate")),
        account=text(account, "ID") or text(means, "CreditAccount/AccountID"),
        bank=first(account, "FinancialInstitutionBranch/ID", "FinancialInstitutionBranch/FinancialInstitution/ID"),
        card=slip["card"] if slip else "",
        reference=slip["id"] or text(means, "InstructionID") if slip else first(means, "PaymentID", "InstructionNote"),
    )


def _attached(root: Element) -> Iterator[str]:
    for reference in children(root, "AdditionalDocumentReference"):
        embedded = at(reference, "Attachment/EmbeddedDocumentBinaryObject")
        if embedded is not None:
            yield embedded.get("filename", "") or text(reference, "ID") or "fil"
