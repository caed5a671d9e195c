"""Text to the signs that Helvetica has, which every PDF reader knows without a font in the file.

WinAnsi holds what Danish and its neighbours are written with. What it lacks is shown as the nearest letter, else as a
question mark; the true text stands behind it in the file (ActualText), so that it is searched and copied as it was.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from desktop.papers.widths import BOLD, PLAIN

UNKNOWN = "?"
_NEAREST = {
    "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ħ": "h", "Ħ": "H", "\u0131": "i", "ŧ": "t", "Ŧ": "T", "ŋ": "n", "Ŋ": "N",
    "ĸ": "k", "ə": "e", "\u2212": "-", "\u2010": "-", "\u2011": "-", "\u2012": "\u2013", "―": "—", "\u2044": "/",
    "\u2215": "/", "\u2032": "'", "″": '"', "≤": "<=", "≥": ">=", "≠": "<>", "≈": "~", "→": "->", "←": "<-",
    "⇒": "=>", "∙": "·", "●": "•", "▪": "•", "◦": "•", "Ω": "Ohm", "μ": "µ", "∅": "Ø", "⌀": "Ø", "☐": "[ ]",
    "☑": "[x]", "✓": "x", "✔": "x", "₂": "2", "₃": "3",
}  # fmt: skip
_SILENT = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
"""Signs that are never seen."""


def shown(text: str) -> str:
    """Return the text as the font can show it; only signs of WinAnsi are left."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_sign(letter) for letter in unicodedata.normalize("NFC", text))


def is_true(text: str) -> bool:
    """Return whether the text is shown as it is: no letter was exchanged for another (spaces and hyphens may be)."""
    if text.isascii() and text.isprintable():
        return True
    return all(_sign(letter) in {letter, "", " ", "-"} for letter in unicodedata.normalize("NFC", text))


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is, in the unit of ``size``."""
    table = BOLD if bold else PLAIN
    return sum(table[code - 32] for code in encoded(text)) * size / 1000


def encoded(text: str) -> bytes:
    """Return what is shown of a text in WinAnsi."""
    return shown(text).encode("cp1252", "replace")


@lru_cache(4_096)
def _sign(letter: str) -> str:
    if letter in _SILENT or unicodedata.category(letter) in {"Cf", "Mn", "Me"}:
        return ""
    if letter.isspace() or unicodedata.category(letter).startswith("Z"):
        return " "
    if unicodedata.category(letter).startswith("C"):
        return UNKNOWN
    if _is_known(letter):
        return letter
    near = _NEAREST.get(letter) or "".join(c for c in unicodedata.normalize("NFKD", letter) if _is_known(c))
    return near or UNKNOWN


def _is_known(letter: str) -> bool:
    try:
        return letter.encode("cp1252")[0] >= ord(" ")
    except UnicodeEncodeError:
        return False
