"""The name that a file gets in Dinero; by it a file is found again when an upload's answer was lost.

``<date>-<supplier>-<8 hex of the original's hash>-<10 of the receipt's id>.<ext>``, ASCII, at most 80 characters.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

LONGEST = 80
MARK_LENGTH = 8
ID_LENGTH = 10

_DANISH = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa", "ß": "ss", "ð": "d", "þ": "th", "ł": "l"}
)
_OURS = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}-.*-(?P<mark>[0-9a-f]{8})-(?P<id>[0-9a-f]{10})(?:\.[0-9a-z]+)*", re.IGNORECASE
)


def uploaded_name(date: dt.date, supplier: str, sha256: str, receipt_id: str, extension: str) -> str:
    """Return the name for Dinero. ``sha256`` is the first original's, ``extension`` is ``jpg`` or ``pdf``."""
    tail = f"-{sha256[:MARK_LENGTH]}-{receipt_id[:ID_LENGTH]}.{extension.lstrip('.').lower()}"
    head = f"{date.isoformat()}-"
    word = ascii_word(supplier)[: LONGEST - len(head) - len(tail)].strip("-")
    return f"{head}{word or 'bilag'}{tail}"


def ascii_word(text: str) -> str:
    """Return ``text`` with Danish letters written out, accents and everything else but letters and digits dropped."""
    composed = unicodedata.normalize("NFC", text).translate(_DANISH)
    plain = unicodedata.normalize("NFKD", composed).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^0-9A-Za-z]+", "-", plain.replace("'", "")).strip("-")


def carries_id(name: str, receipt_id: str) -> bool:
    """Return whether a file's name in Dinero carries this receipt's id: then the file is this receipt's."""
    mark = re.escape(receipt_id[:ID_LENGTH].lower())
    return re.search(rf"(?<![0-9a-z]){mark}(?![0-9a-z])", name.lower()) is not None


def content_mark(name: str) -> str | None:
    """Return the eight hex digits of the original's hash in a name of ours, else None."""
    match = _OURS.fullmatch(name.strip())
    return match["mark"].lower() if match else None


def carried_id(name: str) -> str | None:
    """Return the ten hex digits of a receipt's id in a name of ours, else None."""
    match = _OURS.fullmatch(name.strip())
    return match["id"].lower() if match else None
