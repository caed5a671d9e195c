"""What is kept of a document that was read, as far as the guards before a send go by it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Paper:
    """One receipt's document in short. What was not found is None."""

    words: str | None = None
    """SHA-256 of all its words, so that the same document in other bytes is known; None: too few to go by."""
    cvr: str | None = None
    """The seller's number."""
    supplier: str | None = None
    number: str | None = None
    """Of the invoice, without marks, in capitals."""
    date: dt.date | None = None
    total: Decimal | None = None
    buyer_cvr: str | None = None
    buyer: str | None = None
