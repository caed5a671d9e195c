"""What a receipt and its owner's companies mean to a reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path

from desktop.reading.model import Context, Document, Part
from desktop.receipts.company import Company
from desktop.receipts.cvr import plain_cvr
from desktop.receipts.receipt import Original, Receipt


def context_of(today: dt.date, companies: Iterable[Company]) -> Context:
    """Return what must be known to read a receipt of somebody with these companies."""
    listed = tuple(companies)
    numbers = frozenset(cvr for c in listed if c.vat_number and (cvr := plain_cvr(c.vat_number)))
    return Context(today, numbers, tuple(c.name for c in listed))


def document_of(receipt: Receipt, path_of: Callable[[Original], Path]) -> Document:
    """Return a receipt's files as they are read; of a file that was split its own pages alone."""
    return Document(tuple(Part(path_of(o), o.media_type, o.pages, o.first_page) for o in receipt.originals))
