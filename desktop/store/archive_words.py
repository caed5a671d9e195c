"""What the archive's index holds of a text, and what is asked of it: the same letters, however they were typed.

Case and accents don't count; æ, ø and å are letters of their own. An amount is one word, so that "1.250,00", "1250,00"
and "1250.00" find each other and "1250" finds all of them.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_FOREIGN = re.compile(r"[^\x00-\x7fæøå]")
_AMOUNT = re.compile(r"(?<![\w.,])(\d{1,3}(?:\.\d{3})+|\d+)[.,](\d{2})(?![.,]?\w)")
_TYPED = re.compile(r"(\d[\d.]*)(?:,(\d{0,2}))?")
_POINT = re.compile(r"(\d+)\.(\d{1,2})")
_TOKEN = re.compile(r"[^\W_]+")
_MOST_WORDS = 10


def folded(text: str) -> str:
    """Return a text in lower case, composed, without accents on other letters than æ, ø and å."""
    low = unicodedata.normalize("NFC", text).casefold()
    return low if low.isascii() else _FOREIGN.sub(_plain, low)


def _plain(found: re.Match[str]) -> str:
    parts = unicodedata.normalize("NFKD", found[0])
    return "".join(c for c in parts if not unicodedata.combining(c))


def indexed(text: str) -> str:
    """Return a text as the index takes it: folded, each amount one word."""
    return _AMOUNT.sub(lambda m: f"{m[1].replace('.', '')}x{m[2]}", folded(text))


def amount_word(amount: Decimal) -> str:
    """Return the word under which an amount is found."""
    whole, cents = f"{abs(amount):.2f}".split(".")
    return f"{whole}x{cents}"


def typed_words(text: str) -> tuple[str, ...]:
    """Return the words of a search, folded; those without a letter or digit say nothing."""
    return tuple(w for w in folded(text).split() if _TOKEN.search(w))[:_MOST_WORDS]


def match_of(word: str) -> str:
    """Return the FTS5 expression for one word of :func:`typed_words`: what begins so, as text or as an amount."""
    phrase = " ".join(_TOKEN.findall(word))
    return " OR ".join(f'"{form}"{star}' for form, star in ((phrase, " *"), *_amount_forms(word)))


def _amount_forms(word: str) -> tuple[tuple[str, str], ...]:
    if point := _POINT.fullmatch(word):
        return ((f"{point[1]}x{point[2]}", " *"),)
    typed = _TYPED.fullmatch(word)
    if typed is None or ("," not in word and "." not in word):
        return ()
    whole = typed[1].replace(".", "")
    return ((f"{whole}x{typed[2] or ''}", " *") if "," in word else (whole, " *"),)
