"""What the panel shows of the link."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from desktop.phone import Closed, Place
from desktop.receipts.faults import FaultNote


class Stage(Enum):
    """Where a link is in its life."""

    OFF = auto()
    OPENING = auto()
    OPEN = auto()
    ENDED = auto()
    """By itself; the panel says why until it is put away."""
    FAILED = auto()


@dataclass(frozen=True, slots=True)
class PhoneFacts:
    """Everything about the link but the time that it has left."""

    stage: Stage = Stage.OFF
    link: str = field(default="", repr=False)
    """The address with its secret; never logged, never kept."""
    place: Place | None = None
    places: tuple[Place, ...] = ()
    """Where it could be instead."""
    fingerprint: str = ""
    """Of the certificate, in hexadecimal; empty: the link is not encrypted."""
    joined: bool = False
    """A phone has opened the page."""
    lonely: bool = False
    """It is open for a while, and no phone has come."""
    sending: int = 0
    photos: int = 0
    """Receipts that have come by it."""
    why: Closed | None = None
    fault: FaultNote | None = None
