"""How large an upload would be; work for a worker thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.receipts.faults import Fault, FaultCode, FaultNote
from desktop.receipts.receipt import Receipt
from desktop.studio import Source, render

if TYPE_CHECKING:
    from desktop.desk import Desk


MOST_WEIGHED = 30_000_000
"""Bytes of originals; to make a longer document small takes minutes, and is done once, when it is sent."""


def weigh(desk: Desk, receipt: Receipt) -> tuple[int, str]:
    """Make what would be uploaded, for its size (bytes) and media type alone; it is made again when it is sent.

    Raises the Faults of `render`, and FILE_TOO_LARGE above MOST_WEIGHED.
    """
    if receipt.original_size > MOST_WEIGHED:
        raise Fault(FaultCode.FILE_TOO_LARGE, limit=MOST_WEIGHED)
    made = render([Source.of(o, desk.path_of(o)) for o in receipt.originals])
    return len(made.data), made.media_type


def unweighed(_fault: FaultNote) -> None:
    """No size is known; why, the preview says itself."""
