"""The functions of `desktop.imaging`, each done by a worker of the program's studio.

Beside the Faults that they raise there, each raises FILE_TOO_SLOW, FILE_BREAKS_OPENER and FILE_TOO_HEAVY (the file's
own), and OPENER_UNAVAILABLE (no worker can be started, or the program is closing; nothing was found out).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop.confined import LATER
from desktop.imaging.sources import DocumentInfo, Picture, Rendition, Source
from desktop.receipts.frame import Frame
from desktop.receipts.suggestion import Suggestion
from desktop.studio.studio import Studio

_SECONDS_A_SOURCE = 20.0
_studio = Studio()


def inspect(path: Path) -> DocumentInfo:
    """See `desktop.imaging.inspect`."""
    return _studio.do(DocumentInfo, "inspect", path)


def thumbnail(path: Path, edge: int, turns: int = 0, page: int = 0, frame: Frame | None = None) -> Picture:
    """See `desktop.imaging.thumbnail`."""
    return page_picture(path, page, edge, edge, turns, frame)


def page_picture(
    path: Path, page: int, max_width: int, max_height: int, turns: int = 0, frame: Frame | None = None
) -> Picture:
    """See `desktop.imaging.page_picture`."""
    return _studio.do(Picture, "page_picture", path, page, max_width, max_height, turns, frame)


def render(sources: Sequence[Source]) -> Rendition:
    """See `desktop.imaging.render`. What somebody looks at goes first."""
    if not sources:
        raise ValueError("a receipt has at least one original")
    seconds = 60.0 + _SECONDS_A_SOURCE * len(sources)
    return _studio.do(Rendition, "render", tuple(sources), seconds=seconds, rank=LATER)


def suggestion_for(path: Path) -> Suggestion | None:
    """See `desktop.imaging.suggestion_for`."""
    kind: Any = Suggestion | None
    found: Suggestion | None = _studio.do(kind, "suggestion_for", path)
    return found


def available() -> dict[str, bool]:
    """See `desktop.imaging.codecs.available`."""
    return _studio.do(dict[str, bool], "available")


def start_ahead() -> None:
    """Start the workers, so that the first picture needn't wait for them."""
    _studio.start_ahead()


def close() -> None:
    """End the workers: the program is closing. What is asked afterwards raises Fault OPENER_UNAVAILABLE."""
    _studio.close()


def processes() -> tuple[int, ...]:
    """Return the ids of the workers that there are."""
    return _studio.processes()
