"""What the room is asked with, and what it answers: needs no decoder to be loaded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.receipts.finish import AS_IT_IS, Finish
from desktop.receipts.frame import Frame
from desktop.receipts.receipt import Original


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What a file holds, found from its bytes."""

    media_type: str
    extension: str
    """The usual one of the media type, without dot."""
    pages: int
    width: int
    """Of the first page as it's shown: pixels after EXIF's turn; points for a PDF."""
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels for the screen."""

    width: int
    height: int
    rgb: bytes
    """Three bytes a pixel, rows packed without padding."""


@dataclass(frozen=True, slots=True)
class Prints:
    """What a page looks like, in bits: see `desktop.imaging.prints`."""

    own: int | None
    """512 bits; None: too little is on the page."""
    looks: tuple[int, ...]
    """The prints that it would have, photographed a little otherwise; none for a page without a print."""


@dataclass(frozen=True, slots=True)
class Source:
    """One original that becomes one or more pages."""

    path: Path
    media_type: str
    """As `inspect` found it."""
    turns: int = 0
    """Quarter turns clockwise on top of EXIF's."""
    part: tuple[int, int] | None = None
    """First page in the file (from 0) and how many; None: all of them."""
    frame: Frame | None = None
    """What of a picture of one page is the receipt; None: all of it."""
    finish: Finish = AS_IT_IS
    """What is done to the light and colour of its pages, and what of them is blacked out."""

    @classmethod
    def of(cls, original: Original, path: Path) -> Source:
        """Return an original as it is to be sent; its bytes lie at ``path``."""
        return cls(path, original.media_type, original.turns, original.part, original.frame, original.finish)


@dataclass(frozen=True, slots=True)
class Rendition:
    """What Dinero gets."""

    data: bytes
    """At most MAX_UPLOAD_BYTES."""
    media_type: str
    """``image/jpeg``, ``application/pdf``, or ``image/png`` where a PNG is the smallest."""
    extension: str
    pages: int
