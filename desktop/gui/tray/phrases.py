"""What a click on a word of the preview means for a field: a date or an amount may be several words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from desktop.reading import Word
from desktop.receipts.dates import format_date, parse_date
from desktop.receipts.faults import Fault
from desktop.receipts.money import format_amount, parse_amount

_WIDEST = 4
"""Words of the longest date ("den 7. marts 2026")."""
_UNITS = re.compile(r"^(?:[€$£]|EUR|USD|GBP|SEK|NOK)\s*|\s*(?:[€$£]|EUR|USD|GBP|SEK|NOK)$")


def phrase_at(words: Sequence[Word], index: int, field: str, today: dt.date) -> str:
    """Return what the clicked word means in a field, with its neighbours where they belong to it; "" for nothing."""
    if field in {"date", "due"}:
        return _widest(words, index, lambda text: format_date(parse_date(text, today)))
    if field == "amount":
        return _widest(words, index, lambda text: format_amount(parse_amount(_UNITS.sub("", text)).value))
    return words[index].text.strip(" ,;:·|")


def _widest(words: Sequence[Word], index: int, read: Callable[[str], str]) -> str:
    for text in _around(words, index):
        try:
            return read(text)
        except Fault:
            continue
    return ""


def _around(words: Sequence[Word], index: int) -> Iterator[str]:
    """Yield the runs of words on one line that hold this one, the longest first."""
    for length in range(_WIDEST, 0, -1):
        for start in range(max(0, index - length + 1), index + 1):
            run = words[start : start + length]
            if len(run) == length and all(_follows(a, b) for a, b in pairwise(run)):
                yield " ".join(word.text for word in run).strip(" ,;:()")


def _follows(word: Word, following: Word) -> bool:
    """Return whether two words stand beside each other as in a sentence."""
    one, other = word.place, following.place
    height = max(one.bottom - one.top, other.bottom - other.top)
    level = abs(one.top + one.bottom - other.top - other.bottom) < height
    return level and -height < other.left - one.right < 1.4 * height
