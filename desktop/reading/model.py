"""What is asked of a reading, and what comes of it: the whole interface between a document and a form."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")


class Source(StrEnum):
    """Where a value was found."""

    PAGE = "page"
    """In the text on a page."""
    INVOICE = "invoice"
    """In the e-invoice that the document is or carries."""
    TERMS = "terms"
    """Reckoned from the terms of payment on a page."""
    METADATA = "metadata"
    """In what the PDF says about itself."""
    CONTACT = "contact"
    """A supplier of the company, recognised by a number or name on a page."""


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle on a page, in fractions (0-1) of its width and height as it is shown before the user turns it."""

    page: int
    """From 0, counted through all parts of the document."""
    left: float
    top: float
    right: float
    bottom: float

    def with_(self, other: Place) -> Place:
        """Return the rectangle around both; the page is this one's."""
        return Place(
            self.page,
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def turned(self, quarters: int) -> Place:
        """Return the rectangle on the page turned clockwise by quarter turns."""
        place = self
        for _ in range(quarters % 4):
            place = Place(place.page, 1 - place.bottom, place.left, 1 - place.top, place.right)
        return place


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters without a space, and where it stands."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class PageText:
    """The words of one page in the order in which the document holds them."""

    words: tuple[Word, ...]
    ratio: float
    """Width of the page by its height."""
    turn: int = 0
    """Quarter turns clockwise that bring the text upright; the places are those of the page as it is shown."""


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """One value that was read."""

    value: T
    confidence: float
    """0-1; how often such a finding is right, as far as the rules can tell."""
    place: Place | None = None
    """None: it stands on no page."""
    source: Source = Source.PAGE


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document says. A field that was not found is None."""

    supplier: Found[str] | None = None
    contact_guid: str | None = None
    """The supplier's guid in Dinero when it was recognised as a known one."""
    cvr: Found[str] | None = None
    """Eight digits."""
    date: Found[dt.date] | None = None
    due: Found[dt.date] | None = None
    number: Found[str] | None = None
    """Of the invoice or receipt."""
    total: Found[Decimal] | None = None
    """VAT included, positive."""
    vat: Found[Decimal] | None = None
    """The VAT within the total, in its currency."""
    currency: Found[str] | None = None
    """ISO 4217."""
    credit_note: bool = False
    """True: the document gives money back, so it is no purchase; then there is no total."""
    refund: Found[Decimal] | None = None
    """What a credit note gives back, VAT included, positive; None unless it is one."""
    other_currency: Found[str] | None = None
    """ISO 4217: a second currency in which the document tells amounts, beside that of the total."""
    buyer: Found[str] | None = None
    """The name of the one the document is made out to."""
    buyer_cvr: Found[str] | None = None
    """Eight digits: the buyer's. Most often one of the user's own; it may be another of the user's companies."""
    pages: tuple[PageText, ...] = field(default=(), repr=False)
    """The words of each page that was read; a picture, and pages beyond the limit, have none."""

    @property
    def text(self) -> str:
        """All words as plain text: parted by spaces, pages by a line's end. "" where nothing was read."""
        return "\n".join(" ".join(word.text for word in page.words) for page in self.pages if page.words)


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a document."""

    path: Path
    media_type: str
    pages: int = 1
    first_page: int | None = None
    """The first of these pages in the file, from 0; None: the whole file belongs to the document."""


@dataclass(frozen=True, slots=True)
class Document:
    """What is to be read: the files of one receipt, in their order."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What must be known to read a receipt of a company."""

    today: dt.date
    own_numbers: frozenset[str] = frozenset()
    """CVR numbers of the user's own companies, eight digits: never a supplier's."""
    own_names: tuple[str, ...] = ()
