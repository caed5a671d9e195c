"""The states of a receipt, and which may follow which.

    new -> ready -> queued -> uploading -> uploaded -> [contact] -> creating -> drafted -> [booking] -> booked
             |        |           |           |            |           |           |           |           |
             |        |           +-----------|------------+-----------+-- uncertain-----------+           |
             |        |                       |                                    |                       |
             +--------+--------- undo --------+----------- deleting ---------------+-----------------------+

Every arrow that crosses the network is written to the journal before the request leaves. ``uncertain`` means: a
request left and its outcome is not known; Dinero is asked, and the receipt goes on or back. ``attention`` keeps what
has been reached (file guid, voucher guid) and resumes there. Waiting for a retry is no state of its own: it is a
queued (or later) receipt whose ``not_before`` lies in the future. Nor is an undo that has to wait for an answer: it is
a :class:`Wish` beside the state, carried out once the outcome is known.
"""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where one receipt is on its way from the drop to the books."""

    NEW = "new"
    READY = "ready"
    QUEUED = "queued"
    UPLOADING = "uploading"
    UPLOADED = "uploaded"
    CONTACT = "contact"
    CREATING = "creating"
    DRAFTED = "drafted"
    BOOKING = "booking"
    BOOKED = "booked"
    DELETING = "deleting"
    UNCERTAIN = "uncertain"
    ATTENTION = "attention"
    BINNED = "binned"
    REMOVED = "removed"


class Wish(StrEnum):
    """What the user wants done to a receipt that has left the tray, as soon as its state allows it."""

    UNDO = "undo"
    """Delete the draft that we made, and bring the receipt back to the tray."""
    OFFSET = "offset"
    """The same for a booked voucher, for which Dinero makes an offset entry; the user has said yes to that."""
    REPLACE = "replace"
    """Delete the draft that Dinero's own scan made of the file, and make ours instead."""


class Proof(StrEnum):
    """What came of fetching a file back from Dinero."""

    STORED = "stored"
    """Dinero holds the very bytes that were sent."""
    DIFFERS = "differs"
    GONE = "gone"
    """Dinero has no file with this guid any more."""


class Place(StrEnum):
    """The view in which a receipt is shown."""

    TRAY = "tray"
    OUTBOX = "outbox"
    ARCHIVE = "archive"
    BIN = "bin"


IN_FLIGHT = frozenset({State.UPLOADING, State.CONTACT, State.CREATING, State.BOOKING, State.DELETING})
"""A request has been journalled in these; found at start, its outcome is unknown."""

EDITABLE = frozenset({State.NEW, State.READY})
"""Only here may fields and pages change; from ``queued`` on undo comes first."""

UNFINISHED = IN_FLIGHT | {State.QUEUED, State.UPLOADED, State.UNCERTAIN}
"""The delivery still has work to do on these by itself (``drafted`` too, when booking was ordered)."""

_PLACES = {
    State.NEW: Place.TRAY,
    State.READY: Place.TRAY,
    State.DRAFTED: Place.ARCHIVE,
    State.BOOKED: Place.ARCHIVE,
    State.REMOVED: Place.ARCHIVE,
    State.BINNED: Place.BIN,
}


def place_of(state: State) -> Place:
    """Return the view that shows a receipt in this state; everything sent but not confirmed is the outbox."""
    return _PLACES.get(state, Place.OUTBOX)
