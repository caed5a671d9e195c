"""Recognises a supplier of the company in what was read: by number first, then by name, then by a name much like it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from desktop.reading.likeness import most_alike
from desktop.reading.model import Found, Place, Reading, Source, Word
from desktop.receipts.company import Supplier
from desktop.receipts.company_names import are_alike, plain_name
from desktop.receipts.cvr import plain_cvr

_BY_NUMBER, _BY_NAME, _BY_LIKENESS = 0.98, 0.9, 0.75
UNSURE = 0.8
"""A supplier recognised with less than this should be looked at."""
_LEAST_LETTERS = 4
"""A shorter name ("Bo", "IT") is part of too many words to be looked for in the text."""
_MOST_WORDS = 8
"""Of a name that is looked for in the text."""
_TOP, _FOOT = 0.25, 0.88
"""Parts of a page in which a sender names itself."""

_Match = tuple[Supplier, float, Place | None]


class SupplierIndex:
    """Suppliers by number and by name: made once for a list, however many documents are read. Safe from any thread."""

    def __init__(self, suppliers: Iterable[Supplier] = ()) -> None:
        self.by_number: dict[str, list[Supplier]] = {}
        self.by_name: dict[str, list[Supplier]] = {}
        for supplier in suppliers:
            self.by_name.setdefault(plain_name(supplier.name), []).append(supplier)
            number = _plain_number(supplier.vat_number)
            if number:
                self.by_number.setdefault(number, []).append(supplier)
        self.by_name.pop("", None)
        self.names = tuple(self.by_name)
        self.foreign = {number for number in self.by_number if not number.isdigit()}


def recognised(reading: Reading, *lists: Sequence[Supplier] | SupplierIndex) -> Reading:
    """Return the reading with a known supplier in place of the name read, if one is recognised.

    Of several lists the first counts most, but a number anywhere counts more than a name. Nobody is recognised by name
    whose CVR number is another than the one read.
    """
    indexes = [each if isinstance(each, SupplierIndex) else SupplierIndex(each) for each in lists]
    ways: tuple[Callable[[Reading, SupplierIndex], _Match | None], ...]
    ways = (_by_number, _by_name, _by_text, _by_likeness)
    found = next((match for way in ways for each in indexes if (match := way(reading, each)) is not None), None)
    if found is None:
        return reading
    supplier, confidence, place = found
    named = Found(supplier.name, confidence, place, Source.CONTACT)
    return replace(reading, supplier=named, contact_guid=supplier.guid or None)


def _by_number(reading: Reading, index: SupplierIndex) -> _Match | None:
    if reading.cvr is not None and reading.cvr.value in index.by_number:
        return _by_cvr(reading, reading.cvr, index.by_number[reading.cvr.value])
    for word in _words(reading) if index.foreign else ():
        number = _plain_number(word.text)
        if number in index.foreign:
            return index.by_number[number][0], _BY_NUMBER, word.place
    return None


def _by_cvr(reading: Reading, cvr: Found[str], same: Sequence[Supplier]) -> _Match | None:
    """Return the one of that number whose name is like the one read.

    Where none is, a contact of the company's is taken, but not without doubt: the number may be the buyer's, or that of
    who was paid. A supplier that is only remembered is not taken.
    """
    read = reading.supplier.value if reading.supplier is not None else ""
    alike = next((s for s in same if read and are_alike(read, s.name)), None)
    if alike is not None:
        return next((s for s in same if plain_name(s.name) == plain_name(read)), alike), _BY_NUMBER, cvr.place
    contact = next((s for s in same if s.guid), None)
    return (contact, _BY_LIKENESS if read else _BY_NUMBER, cvr.place) if contact is not None else None


def _by_name(reading: Reading, index: SupplierIndex) -> _Match | None:
    if reading.supplier is None:
        return None
    same = _possible(reading, index.by_name.get(plain_name(reading.supplier.value), ()))
    return (same[0], max(_BY_NAME, reading.supplier.confidence), reading.supplier.place) if same else None


def _by_text(reading: Reading, index: SupplierIndex) -> _Match | None:
    """Look for known names where a sender names itself; the longest counts."""
    if reading.supplier is not None and reading.supplier.source is Source.INVOICE:
        return None
    words = [w for w in _words(reading) if w.place.page == 0 and not _TOP < w.place.top < _FOOT]
    text = " ".join(plain_name(w.text) for w in words).split()
    named = [n for n in _runs(text) if len(n) >= _LEAST_LETTERS and _possible(reading, index.by_name.get(n, ()))]
    if not named:
        return None
    longest = max(named, key=len)
    first = longest.split()[0]
    place = next((w.place for w in words if first in plain_name(w.text).split()), None)
    return _possible(reading, index.by_name[longest])[0], _BY_NAME - 0.05, place


def _runs(words: Sequence[str]) -> set[str]:
    lengths = range(1, _MOST_WORDS + 1)
    return {" ".join(words[at : at + length]) for length in lengths for at in range(len(words) - length + 1)}


def _by_likeness(reading: Reading, index: SupplierIndex) -> _Match | None:
    if reading.supplier is None:
        return None
    name = most_alike(plain_name(reading.supplier.value), index.names)
    same = _possible(reading, index.by_name[name]) if name is not None else ()
    return (same[0], _BY_LIKENESS, reading.supplier.place) if same else None


def _possible(reading: Reading, suppliers: Iterable[Supplier]) -> list[Supplier]:
    """Return the suppliers that don't have another CVR number than the one that was read."""
    read = reading.cvr.value if reading.cvr is not None else None
    return [s for s in suppliers if read is None or (plain_cvr(s.vat_number or "") or read) == read]


def _words(reading: Reading) -> Iterable[Word]:
    return (word for page in reading.pages for word in page.words)


def _plain_number(text: str | None) -> str:
    """Return a VAT number for comparison: a Danish one as eight digits, others as letters and digits."""
    bare = re.sub(r"[^A-Z0-9]", "", (text or "").upper())
    return plain_cvr(bare) or bare
