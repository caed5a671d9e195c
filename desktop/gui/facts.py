"""What the signals of the bridge carry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from PySide6.QtGui import QImage

from desktop.receipts.faults import FaultNote
from desktop.receipts.readiness import Missing
from desktop.receipts.receipt import Original, Receipt


@dataclass(frozen=True, slots=True)
class PictureKey:
    """One picture of one page, in one size."""

    original: Original
    """Its ``turns``, ``frame`` and ``finish`` say how the picture is turned, trimmed and finished."""
    page: int
    """From 0."""
    width: int
    """Device pixels that the picture may have at most."""
    height: int
    thumb: bool = False
    """True: the small picture of the list; then ``width`` is the longest edge."""


@dataclass(frozen=True, slots=True)
class PictureReady:
    """A picture that was asked for, or the reason why there is none."""

    key: PictureKey
    image: QImage | None
    fault: FaultNote | None = None


class RenditionKnown(NamedTuple):
    """What would be uploaded for a receipt."""

    receipt_id: str
    size: int
    """Bytes."""
    media_type: str


class MissingKnown(NamedTuple):
    """What keeps a receipt from being sent; empty means ready."""

    receipt_id: str
    missing: tuple[Missing, ...]


class Progress(NamedTuple):
    """Bytes of an upload."""

    receipt_id: str
    sent: int
    total: int


class Link(Enum):
    """How the program stands with Dinero."""

    UNKNOWN = "unknown"
    LOGGED_OUT = "logged_out"
    ONLINE = "online"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class Connection:
    """How the program stands with Dinero, and why."""

    link: Link
    fault: FaultNote | None = None


class CompanyStopped(NamedTuple):
    """A company that Dinero refuses (``fault``), or no longer refuses (None)."""

    company_id: int
    fault: FaultNote | None


class Act(Enum):
    """A command that "Undo" takes back."""

    SEND = "send"
    BIN = "bin"
    MERGE = "merge"
    TURN = "turn"
    TRIM = "trim"
    LIGHT = "light"
    CONTRAST = "contrast"
    COLOUR = "colour"
    BLACK_OUT = "black_out"
    AS_IT_WAS = "as_it_was"
    EDIT = "edit"
    MOVE = "move"
    SPLIT = "split"
    NOTE = "note"
    ASSIGN = "assign"
    RESTORE = "restore"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Undo:
    """What "Undo" would take back."""

    act: Act
    before: tuple[Receipt, ...]
    """The receipts as they were."""
    position: int = 0
    quarter_turns: int = 0
    take_back: Callable[[], None] | None = None
    """What is done to take it back, where the act's own desk knows it; called in the GUI thread."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The receipts it is about."""
        return tuple(r.id for r in self.before)
