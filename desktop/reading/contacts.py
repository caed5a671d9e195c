"""Recognises a supplier of the company in what was read: by number first, then by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from desktop.reading.model import Found, Place, Reading, Source, Word
from desktop.receipts.company_names import plain_name
from desktop.receipts.company import Supplier
from desktop.receipts.cvr import plain_cvr

_BY_NUMBER, _BY_NAME = 0.98, 0.9
_LEAST_LETTERS = 4
"""A shorter name ("Bo", "IT") is part of too many words to be looked for in the text."""
_TOP, _FOOT = 0.25, 0.88
"""Parts of a page in which a sender names itself."""


def recognised(reading: Reading, suppliers: Sequence[Supplier]) -> Reading:
    """Return the reading with a known supplier in place of the name read, if one is recognised."""
    found = _by_number(reading, suppliers) or _by_name(reading, suppliers)
    if found is None:
        return reading
    supplier, confidence, place = found
    named = Found(supplier.name, confidence, place, Source.CONTACT)
    return replace(reading, supplier=named, contact_guid=supplier.guid)


_Match = tuple[Supplier, float, Place | None]


def _by_number(reading: Reading, suppliers: Iterable[Supplier]) -> _Match | None:
    numbers = {_plain_number(s.vat_number): s for s in suppliers if s.vat_number}
    if reading.cvr is not None and reading.cvr.value in numbers:
        return numbers[reading.cvr.value], _BY_NUMBER, reading.cvr.place
    foreign = {number: s for number, s in numbers.items() if not number.isdigit()}
    for word in _words(reading) if foreign else ():
        known = foreign.get(_plain_number(word.text))
        if known is not None:
            return known, _BY_NUMBER, word.place
    return None


def _by_name(reading: Reading, suppliers: Sequence[Supplier]) -> _Match | None:
    read = plain_name(reading.supplier.value) if reading.supplier is not None else ""
    for supplier in suppliers if read else ():
        if plain_name(supplier.name) == read and reading.supplier is not None:
            return supplier, max(_BY_NAME, reading.supplier.confidence), reading.supplier.place
    if reading.supplier is not None and reading.supplier.source is Source.INVOICE:
        return None
    words = [w for w in _words(reading) if w.place.page == 0 and not _TOP < w.place.top < _FOOT]
    text = f" {' '.join(plain_name(w.text) for w in words)} "
    named = [s for s in suppliers if len(n := plain_name(s.name)) >= _LEAST_LETTERS and f" {n} " in text]
    if not named:
        return None
    longest = max(named, key=lambda s: len(plain_name(s.name)))
    first = plain_name(longest.name).split()[0]
    return longest, _BY_NAME - 0.05, next((w.place for w in words if first in plain_name(w.text).split()), None)


def _words(reading: Reading) -> Iterable[Word]:
    return (word for page in reading.pages for word in page.words)


def _plain_number(text: str | None) -> str:
    """Return a VAT number for comparison: a Danish one as eight digits, others as letters and digits."""
    bare = re.sub(r"[^A-Z0-9]", "", (text or "").upper())
    return plain_cvr(bare) or bare
