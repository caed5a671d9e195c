"""Names of companies, for comparison."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

LEGAL_FORM = (
    r"(?:ApS|A/S|I/S|K/S|P/S|IVS|A\.M\.B\.A\.?|AMBA|F\.M\.B\.A\.?|GmbH|AG|AB|ASA?|Oy|B\.?V\.?|N\.?V\.?|Ltd\.?|Limited"
    r"|LLC|Inc\.?|PLC|S\.?A\.?R?\.?L?\.?|SAS|S\.?r\.?l\.?)"
)
_FORMS = re.compile(
    rf"[\s,]+{LEGAL_FORM}$|\b(?:aps|a/s|i/s|k/s|p/s|ivs|amba|gmbh|ab|as|oy|bv|ltd|llc|inc)\b\.?", re.IGNORECASE
)
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ö": "oe", "ä": "ae", "ü": "ue", "ß": "ss"})
"""As Danes and Germans write them where the letter is missing."""
_ALIKE = 0.85
_AND = frozenset({"og", "and", "und"})
"""Written as a mark as often as a word."""


@lru_cache(maxsize=16_384)
def plain_name(text: str) -> str:
    """Return a name for comparison: small letters without accents, no marks, no legal form, no "and"."""
    bare = _FORMS.sub(" ", " ".join(unicodedata.normalize("NFKC", text).split())).casefold().translate(_LETTERS)
    letters = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    words = re.sub(r"[^\w]+", " ", letters).split()
    return " ".join(word for word in words if word not in _AND) or " ".join(words)


def are_alike(one: str, other: str) -> bool:
    """Return whether two names can be one company's: the words of one are all in the other, or it is a slip or two.

    A number that both documents seem to have is no proof by itself: it may be the buyer's, or that of who was paid.
    """
    first, second = plain_name(one), plain_name(other)
    fewer, more = sorted((set(first.split()), set(second.split())), key=len)
    if not fewer:
        return False
    return fewer <= more or SequenceMatcher(None, first, second).ratio() >= _ALIKE
