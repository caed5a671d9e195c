"""Whether the end of a file is there: a copy that pauses looks whole from outside."""

from __future__ import annotations

from pathlib import Path

_TAIL = 4096
"""Bytes; some scanners write a few more after the end."""
_ENDS = {b"%PDF": b"%%EOF", b"\xff\xd8\xff": b"\xff\xd9", b"\x89PNG": b"IEND"}
"""How a file begins, and what then stands near its end: PDF, JPEG, PNG."""


def seems_cut(path: Path) -> bool:
    """Return True when a file begins as a kind whose end is missing. Raises OSError when it can't be opened.

    On Windows a program that still writes a file mostly keeps others from opening it.
    """
    with path.open("rb") as file:
        begin = file.read(8)
        file.seek(0, 2)
        file.seek(max(file.tell() - _TAIL, 0))
        tail = file.read(_TAIL)
    return any(begin.startswith(start) and end not in tail for start, end in _ENDS.items())
