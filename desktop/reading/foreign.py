"""Signs of a purchase from abroad: another country's VAT number, and currencies."""

from __future__ import annotations

import re
from itertools import zip_longest

from desktop.reading.model import Reading


def foreign_vat_number(reading: Reading | None) -> str | None:
    """Return the first VAT number of another EU country, like ``DE812871812``, or None."""
    words = [word.text.strip(".,:;()") for page in reading.pages for word in page.words] if reading else []
    for first, second in zip_longest(words, words[1:], fillvalue=""):
        for text in (first, first + second if len(first) == 2 else ""):
            if _FOREIGN.fullmatch(text):
                return text
    return None


def currencies_of(reading: Reading | None) -> frozenset[str]:
    """Return the currencies (ISO 4217) whose names or signs stand on the pages."""
    words = (word.text for page in reading.pages for word in page.words) if reading else ()
    pieces = {piece.casefold() for text in words for piece in _PIECES.findall(text)}
    found = {code for piece, code in _SIGNS.items() if piece in pieces}
    if pieces & _KRONER and not found & {"SEK", "NOK"}:  # they have kroner too
        found.add("DKK")
    return frozenset(found)


_FOREIGN = re.compile(
    r"(?:ATU\d{8}|BE[01]\d{9}|BG\d{9,10}|CY\d{8}[A-Z]|CZ\d{8,10}|DE\d{9}|EE\d{9}|EL\d{9}|ES[A-Z0-9]\d{7}[A-Z0-9]"
    r"|FI\d{8}|FR[A-Z0-9]{2}\d{9}|HR\d{11}|HU\d{8}|IE\d[A-Z0-9+*]\d{5}[A-Z]{1,2}|IT\d{11}|LT(?:\d{9}|\d{12})"
    r"|LU\d{8}|LV\d{11}|MT\d{8}|NL\d{9}B\d{2}|PL\d{10}|PT\d{9}|RO\d{2,10}|SE\d{12}|SI\d{8}|SK\d{10})"
)
"""The forms of VAT numbers in the EU beside Denmark's."""
_PIECES = re.compile(r"[€$£]|[A-Za-zæøåÆØÅ]+")
_SIGNS = {
    "dkk": "DKK", "eur": "EUR", "euro": "EUR", "€": "EUR", "usd": "USD", "$": "USD",
    "gbp": "GBP", "£": "GBP", "sek": "SEK", "nok": "NOK", "chf": "CHF", "pln": "PLN",
}  # fmt: skip
_KRONER = frozenset({"kr", "kroner"})
