"""What a worker of this room can do, by name. Loaded in the worker process only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop.papers.einvoice import einvoice_pdf
from desktop.papers.xml_safe import MOST_BYTES
from desktop.receipts.faults import Fault, FaultCode


def page(path: Path) -> bytes:
    """Return the PDF that stands for a file."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise Fault(FaultCode.FILE_TOO_LARGE, size=size, limit=MOST_BYTES)
    return einvoice_pdf(path.read_bytes())


TASKS: dict[str, Callable[..., bytes]] = {"page": page}
