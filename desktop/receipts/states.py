"""The states of a receipt, and which may follow which.

    new -> ready -> queued -> uploading -> uploaded -> [contact] -> creating -> drafted -> [booking] -> booked
                      |           |                        |           |                     |
                      |           +------------------------+-----------+-- uncertain --------+
                      +-- undo: back to ready

Every arrow that crosses the network is written to the journal before the request leaves. ``uncertain`` means: a
request left and its outcome is not known; Dinero is asked, and the receipt goes on or back. ``attention`` keeps what
has been reached (file guid, voucher guid) and resumes there. Waiting for a retry is no state of its own: it is a
queued (or later) receipt whose ``not_before`` lies in the future.
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
    UNCERTAIN = "uncertain"
    ATTENTION = "attention"
    BINNED = "binned"
    REMOVED = "removed"


class Place(StrEnum):
    """The view in which a receipt is shown."""

    TRAY = "tray"
    OUTBOX = "outbox"
    ARCHIVE = "archive"
    BIN = "bin"


IN_FLIGHT = frozenset({State.UPLOADING, State.CONTACT, State.CREATING, State.BOOKING})
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
