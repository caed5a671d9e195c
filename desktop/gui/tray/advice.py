"""What the form advises at a field that lacks nothing: a better VAT code and why, a date outside the years, and so on.

Advice never holds a receipt back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from desktop.reading import Reading, currencies_of, foreign_vat_number
from desktop.receipts.abroad import Suggestion, Why, suggestion_for
from desktop.receipts.company import CompanyBook
from desktop.receipts.money import format_money
from desktop.receipts.receipt import Draft
from desktop.receipts.representation import deduction_of, has_representation
from desktop.receipts.vat import NO_VAT
from desktop.receipts.years import Outside, outside_years
from desktop.words import N_, _


@dataclass(frozen=True, slots=True)
class Advice:
    """A line under a field."""

    words: str
    answer: str = ""
    """The button that takes the advice, if it changes something."""
    changes: Mapping[str, object] = field(default_factory=dict)
    """Fields of the draft that the button sets."""
    warns: bool = False


@dataclass(frozen=True, slots=True)
class Signs:
    """What a document tells of a purchase from abroad."""

    vat_number: str | None = None
    """Of another EU country."""
    vat: Decimal | None = None
    """The VAT on it."""
    currencies: frozenset[str] = frozenset()


def signs_of(reading: Reading | None) -> Signs:
    """Return the signs in a document; it goes through all its words, so once for each document is enough."""
    vat = reading.vat.value if reading is not None and reading.vat is not None else None
    return Signs(foreign_vat_number(reading), vat, currencies_of(reading))


def advice_for(name: str, draft: Draft, book: CompanyBook | None, signs: Signs) -> Advice | None:
    """Return the advice at the field ``name``, or None."""
    given: Mapping[str, Callable[[Draft, CompanyBook | None, Signs], Advice | None]] = {
        "date": _on_date,
        "amount": _on_amount,
        "vat_code": _on_vat,
        "purpose": _on_purpose,
    }
    return given[name](draft, book, signs) if name in given else None


_YEARS = {
    Outside.BEFORE: N_(
        "The date is before the first accounting year: a draft can be made, but Dinero may not book it."
    ),
    Outside.BETWEEN: N_("The date is in no accounting year that Dinero knows: is it right?"),
    Outside.NEXT: N_("The date is in the next accounting year: Dinero opens it when this is booked."),
    Outside.AFTER: N_("The date is beyond the next accounting year: a draft can be made, but Dinero may not book it."),
}


def _on_date(draft: Draft, book: CompanyBook | None, _signs: Signs) -> Advice | None:
    outside = outside_years(draft.date, book)
    return Advice(_(_YEARS[outside]), warns=True) if outside else None


def _on_amount(draft: Draft, _book: CompanyBook | None, signs: Signs) -> Advice | None:
    found = signs.currencies
    if len(found) < 2 or draft.amount is None:
        return None
    names = ", ".join(sorted(found))
    words = _("The receipt has amounts in several currencies ({names}): write the one that left the account.")
    return Advice(words.format(names=names), warns=True)


def _on_vat(draft: Draft, book: CompanyBook | None, signs: Signs) -> Advice | None:
    suggestion = suggestion_for(draft, book, signs.vat_number, signs.vat)
    if suggestion is not None:
        return Advice(_why(suggestion, book), _take(suggestion.code), {"vat_code": suggestion.code}, warns=True)
    deduction = deduction_of(draft, book)
    if deduction is None:
        return None
    words = _("Representation: of {vat} VAT Dinero deducts {deducted}, a quarter of it.")
    told = {"vat": format_money(deduction.vat), "deducted": format_money(deduction.deducted)}
    return Advice(words.format(**told))


def _take(code: str) -> str:
    return _("Use no VAT") if code == NO_VAT else _("Use {code}").format(code=code)


def _why(suggestion: Suggestion, book: CompanyBook | None) -> str:
    named = book.vat_type(suggestion.code) if book else None
    told = {"country": suggestion.country, "name": named.name if named else suggestion.code}
    words = {
        Why.VAT_NUMBER: _("The seller has a VAT number from {country}: the buyer reckons the VAT ({name})."),
        Why.SUPPLIER: _("The supplier is in {country} and adds no Danish VAT: the buyer reckons it ({name})."),
        Why.FOREIGN_VAT: _("The VAT on it is from {country}: it can't be deducted as Danish VAT."),
    }
    return words[suggestion.why].format(**told)


def _on_purpose(draft: Draft, book: CompanyBook | None, _signs: Signs) -> Advice | None:
    if not has_representation(draft, book) or (draft.purpose and draft.guests):
        return None
    return Advice(_("Write why and with whom: without it the tax authority may refuse the deduction."), warns=True)
