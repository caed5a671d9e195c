"""Purchases from abroad: where the seller is, and which of the company's own VAT codes fits.

Under reverse charge the seller adds no VAT and the buyer reckons it: services and goods from the EU, and from the world
(momsloven § 46 and § 11). Codes are chosen among those that Dinero lists for the company, by the beginnings that its
own codes have: ``IEU…`` from the EU, ``IV…`` from the world; ``…V`` goods, ``…Y`` services.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from desktop.receipts.company import CompanyBook, Supplier
from desktop.receipts.receipt import Draft, VoucherKind
from desktop.receipts.vat import NO_VAT, Region, effective_code, is_reverse_charge, region_of

EU = frozenset(
    "AT BE BG CY CZ DE EE EL ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()  # noqa: SIM905 - easier to read
)
"""Countries of the EU beside Denmark, as VAT numbers and ISO 3166 begin (Greece has two)."""
_BEGINNINGS: dict[Region, str] = {"EU": "IEU", "World": "IV"}
_GOODS = ("vare", "goods", "material", "emballage", "inventar", "småanskaf", "hardware")


class Why(Enum):
    """What tells that the seller is abroad."""

    VAT_NUMBER = "vat_number"
    SUPPLIER = "supplier"
    FOREIGN_VAT = "foreign_vat"
    """The document has another country's VAT on it, which Danish VAT codes can't deduct."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A VAT code, and why."""

    code: str
    why: Why
    country: str
    """ISO 3166, or the beginning of a VAT number."""


def suggestion_for(
    draft: Draft, book: CompanyBook | None, vat_number: str | None, vat_on_it: Decimal | None
) -> Suggestion | None:
    """Return the code that fits a purchase from abroad, unless the draft has a fitting one.

    ``vat_number`` is a foreign one found on the document, ``vat_on_it`` the VAT that it shows (None: not known).
    """
    if book is None or book.company.is_vat_free or draft.kind is VoucherKind.MANUAL or draft.account is None:
        return None
    country, why = _country_of(draft, book, vat_number)
    if country is None or country == "DK":
        return None
    region: Region = "EU" if country in EU else "World"
    code = effective_code(draft, book)
    if vat_on_it:
        deducts = bool(code) and code != NO_VAT and not is_reverse_charge(code)
        return Suggestion(NO_VAT, Why.FOREIGN_VAT, country) if deducts else None
    if code is not None and is_reverse_charge(code) and region_of(code) == region:
        return None
    found = _code_for(region, book, goods=_is_goods(draft, book))
    return Suggestion(found, why, country) if found and found != draft.vat_code else None


def supplier_of(draft: Draft, book: CompanyBook) -> Supplier | None:
    """Return the company's contact that a draft names, by its guid or its name."""
    name = draft.supplier.strip().casefold()
    by_guid = (s for s in book.suppliers if draft.contact_guid and s.guid == draft.contact_guid)
    by_name = (s for s in book.suppliers if name and s.name.strip().casefold() == name)
    return next(by_guid, None) or next(by_name, None)


def _country_of(draft: Draft, book: CompanyBook, vat_number: str | None) -> tuple[str | None, Why]:
    if vat_number:
        return vat_number[:2].upper(), Why.VAT_NUMBER
    known = supplier_of(draft, book)
    return (known.country.upper() if known else None), Why.SUPPLIER


def _code_for(region: Region, book: CompanyBook, *, goods: bool) -> str | None:
    listed = [v.code for v in book.vat_types if v.code.upper().startswith(_BEGINNINGS[region])]
    wanted = "V" if goods else "Y"
    return next((code for code in listed if code.upper().endswith(wanted)), listed[0] if listed else None)


def _is_goods(draft: Draft, book: CompanyBook) -> bool:
    """Return whether the account is for things rather than services, by its name."""
    account = book.account(draft.account)
    return account is not None and any(word in account.name.casefold() for word in _GOODS)
