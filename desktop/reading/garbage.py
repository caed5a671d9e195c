"""Tells text from garbage: fonts without a table of letters, wrong tables, words written backwards.

What is garbage is not read at all: no suggestion is better than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop.reading.model import PageText

_MARKS = "\u20ac\u00a3\u2013\u2014\u2022\u00b7\u201c\u201d\u2018\u2019\u00b0\u00bd\u00b2\u00b3"
"""Signs beyond letters that ordinary text has: euro, pound, dashes, dots, quotes, degrees, halves."""
_READABLE = 0.6
"""Part of a page's signs that letters, figures and usual marks make up; less is a font that can't be read."""
_CODES = re.compile(r"\(cid:\d+\)|\\x[0-9a-f]{2}|\ufffd|&#\d+;|/g\d+", re.IGNORECASE)
"""How programs write a letter that they don't know."""
_MOST_CODES = 0.1
"""Part of the words."""
_ENOUGH = 20
"""Words of letters on a page; a slip with fewer may hold none that is known."""
_VOWELS = frozenset("aeiouyæøåäöüéèêáóíúàòôœ")
_LEAST_VOWELS = 0.28
"""Part of the letters: every language that is written so has more, letters that stand for others have fewer."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_COMMON = frozenset({
    "af", "alt", "amount", "ankomst", "antal", "at", "att", "bank", "beløb", "betal", "betale", "betales",
    "betaling", "betalt", "bilag", "bon", "butik", "by", "cvr", "cvr-nr", "dag", "dage", "dankort", "das", "date",
    "dato", "datum", "de", "der", "deres", "det", "dette", "die", "dig", "din", "dit", "dk", "dkk", "du", "due",
    "ean", "el", "eller", "en", "er", "et", "eur", "facture", "faktura", "fakturadato", "fakturanr",
    "fakturanummer", "for", "forfald", "forfaldsdato", "fra", "fragt", "from", "från", "für", "har", "heraf", "hos",
    "iban", "ikke", "in", "inkl", "invoice", "iva", "jeres", "kasse", "kl", "kontant", "konto", "kort", "kr",
    "kreditnota", "kunde", "kundenr", "kvittering", "køb", "la", "le", "levering", "med", "mobilepay", "moms",
    "montant", "mva", "mwst", "netto", "nok", "nr", "number", "och", "of", "og", "order", "ordre", "ordrenr",
    "paid", "payment", "pdf", "per", "pr", "price", "pris", "på", "receipt", "rechnung", "reg", "regning", "sek",
    "senest", "side", "stk", "subtotal", "sum", "tak", "tax", "telefon", "thank", "the", "til", "till", "tlf",
    "total", "totalt", "tva", "und", "ust", "vat", "vi", "via", "visa", "you", "your", "zu",
})  # fmt: skip
"""Of any receipt with more than a few words, some are among these: Danish, Swedish, English, German, French."""


def is_readable(page: PageText) -> bool:
    """Return whether the words of a page are words."""
    words = [word.text for word in page.words]
    return _has_usual_signs(words) and _has_no_codes(words) and _looks_written(words) and _speaks(words)


def _has_usual_signs(words: Sequence[str]) -> bool:
    letters = "".join(words)
    usual = sum(1 for c in letters if c.isascii() or (c.isalpha() and ord(c) < 0x250) or c in _MARKS)
    return usual >= _READABLE * len(letters)


def _has_no_codes(words: Sequence[str]) -> bool:
    return sum(1 for word in words if _CODES.search(word)) <= _MOST_CODES * len(words)


def _looks_written(words: Sequence[str]) -> bool:
    """Return whether enough words are words or numbers: some fonts give other signs of ASCII for each letter."""
    good = sum(1 for w in words if re.fullmatch(r"[^\W_]+(?:[-'/.&,][^\W_]+)*[.,:;!?%)]*|[(\"]?[^\W_]+.*", w))
    return good >= 0.5 * len(words)


def _speaks(words: Sequence[str]) -> bool:
    """Return whether words are known, more so forwards than backwards; of strange ones, whether they can be spoken."""
    found: list[str] = [name for word in words for name in _WORD.findall(word.casefold())]
    known = sum(name in _COMMON for name in found)
    backwards = sum(name[::-1] in _COMMON and name != name[::-1] for name in found)
    if known or backwards:
        return backwards <= known
    letters = "".join(found)
    vowels = sum(c in _VOWELS for c in letters)
    return len(found) < _ENOUGH or vowels >= _LEAST_VOWELS * len(letters)
