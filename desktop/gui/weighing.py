"""How large an upload would be; work for a worker thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.receipts.faults import FaultNote
from desktop.receipts.receipt import Receipt
from desktop.studio import Source, render

if TYPE_CHECKING:
    from desktop.desk import Desk


def weigh(desk: Desk, receipt: Receipt) -> tuple[int, str]:
    """Make what would be uploaded, for its size (bytes) and media type alone; it is made again when it is sent."""
    sources = [Source(desk.path_of(o), o.media_type, o.turns, o.part, o.frame) for o in receipt.originals]
    made = render(sources)
    return len(made.data), made.media_type


def unweighed(_fault: FaultNote) -> None:
    """No size is known; why, the preview says itself."""
