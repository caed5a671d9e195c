"""What a worker of this room can do, by name. Loaded in the worker process only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop.papers.drawing import page_of
from desktop.papers.kind import HEAD_BYTES, box_of
from desktop.papers.mail import MOST_BYTES as MOST_MAIL_BYTES
from desktop.papers.unpacking import Unpacking
from desktop.papers.xml_safe import MOST_BYTES
from desktop.receipts.faults import Fault, FaultCode


def page(path: Path) -> bytes:
    """Return the PDF that stands for a file."""
    with path.open("rb") as file:
        is_mail = box_of(file.read(HEAD_BYTES)) is not None
    size, limit = path.stat().st_size, MOST_MAIL_BYTES if is_mail else MOST_BYTES
    if size > limit:
        raise Fault(FaultCode.FILE_TOO_LARGE, size=size, limit=limit)
    return page_of(path.read_bytes())


def unpack(path: Path, folder: Path) -> bytes:
    """Write the files inside a mail or zip file into a folder, and return what they are called (`boxes`)."""
    return Unpacking(folder).all_of(path)


TASKS: dict[str, Callable[..., bytes]] = {"page": page, "unpack": unpack}
