"""The functions of `desktop.imaging`, each done by a worker of the program's studio.

Beside the Faults that they raise there, each raises FILE_TOO_SLOW, FILE_BREAKS_OPENER and FILE_TOO_HEAVY (the file's
own), and OPENER_UNAVAILABLE (no worker can be started, or the program is closing; nothing was found out).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from desktop.confined import LATER
from desktop.imaging.sources import DocumentInfo, Picture, Prints, Rendition, Source
from desktop.receipts.finish import AS_IT_IS, Finish
from desktop.receipts.frame import Frame
from desktop.receipts.suggestion import Suggestion
from desktop.studio.studio import Studio

_INSPECT_S = 30.0
"""Of computing: every page of a picture is decoded, and there may be 500 of 30 ms."""
_RENDER_S, _SOURCE_S = 120.0, 30.0
"""Of computing, for any rendition and for each of its originals: nobody looks on while it is made."""
_BYTE_S = 1e-6
"""A PDF of 500 MB is made smaller picture by picture."""
_studio = Studio()


def inspect(path: Path) -> DocumentInfo:
    """See `desktop.imaging.inspect`."""
    return _studio.do(DocumentInfo, "inspect", path, seconds=_INSPECT_S)


def thumbnail(
    path: Path, edge: int, turns: int = 0, page: int = 0, frame: Frame | None = None, finish: Finish = AS_IT_IS
) -> Picture:
    """See `desktop.imaging.thumbnail`."""
    return page_picture(path, page, edge, edge, turns, frame, finish)


def page_picture(
    path: Path,
    page: int,
    max_width: int,
    max_height: int,
    turns: int = 0,
    frame: Frame | None = None,
    finish: Finish = AS_IT_IS,
) -> Picture:
    """See `desktop.imaging.page_picture`."""
    return _studio.look(path, page, max_width, max_height, turns, frame, finish)


def prints_of(path: Path) -> Prints:
    """See `desktop.imaging.prints_of`. What somebody looks at goes first."""
    return _studio.prints(path)


def render(sources: Sequence[Source]) -> Rendition:
    """See `desktop.imaging.render`. What somebody looks at goes first."""
    if not sources:
        raise ValueError("a receipt has at least one original")
    seconds = _RENDER_S + _SOURCE_S * len(sources) + _BYTE_S * sum(map(_size, sources))
    return _studio.do(Rendition, "render", tuple(sources), seconds=seconds, rank=LATER)


def _size(source: Source) -> int:
    try:
        return source.path.stat().st_size
    except OSError:
        return 0  # the worker says what is wrong with it


def suggestion_for(path: Path) -> Suggestion | None:
    """See `desktop.imaging.suggestion_for`."""
    kind: Any = Suggestion | None
    found: Suggestion | None = _studio.do(kind, "suggestion_for", path)
    return found


def evening_suggested(path: Path, part: Frame | None) -> bool:
    """See `desktop.imaging.evening_suggested`."""
    return _studio.do(bool, "evening_suggested", path, part)


def available() -> dict[str, bool]:
    """See `desktop.imaging.codecs.available`."""
    return _studio.do(dict[str, bool], "available")


def start_ahead(most: int | None = None) -> None:
    """Start the workers, or ``most`` of them, so that the first picture needn't wait for one. Returns at once."""
    _studio.start_ahead(most)


def close() -> None:
    """End the workers: the program is closing. What is asked afterwards raises Fault OPENER_UNAVAILABLE."""
    _studio.close()


def processes() -> tuple[int, ...]:
    """Return the ids of the workers that there are."""
    return _studio.processes()
