"""What the guards keep of a reading."""

from __future__ import annotations

import hashlib
import re

from desktop.reading import Found, Reading
from desktop.receipts.paper import Paper
from desktop.receipts.receipt import Receipt

LEAST_WORDS = 8
"""Fewer words tell no document from another."""
SURE = 0.7
"""Confidence of a buyer from which on it counts."""
_SHORTEST_NUMBER = 3
_MARKS = re.compile(r"[\W_]+")
_PICTURE = "image/"


def paper_of(receipt: Receipt, reading: Reading) -> Paper:
    """Return what the guards need of a receipt's reading."""
    number = _MARKS.sub("", reading.number.value).upper() if reading.number else ""
    return Paper(
        words=_words_of(receipt, reading),
        cvr=reading.cvr.value if reading.cvr else None,
        supplier=reading.supplier.value if reading.supplier else None,
        number=number if len(number) >= _SHORTEST_NUMBER else None,
        date=reading.date.value if reading.date else None,
        total=reading.total.value if reading.total else None,
        buyer_cvr=_sure(reading.buyer_cvr),
        buyer=_sure(reading.buyer),
    )


def _sure(found: Found[str] | None) -> str | None:
    """Return what was found, unless it is doubtful: what stops a send must be right."""
    return found.value if found is not None and found.confidence >= SURE else None


def _words_of(receipt: Receipt, reading: Reading) -> str | None:
    """Return the hash of a document's own words; those recognised in a picture come out otherwise each time."""
    if any(original.media_type.startswith(_PICTURE) for original in receipt.originals):
        return None
    words = [word for word in _MARKS.split(reading.text.casefold()) if word]
    return hashlib.sha256(" ".join(words).encode("utf-8", "replace")).hexdigest() if len(words) >= LEAST_WORDS else None
