"""The corners of a trimmed picture as text, and back."""

from __future__ import annotations

import json

from desktop.receipts.frame import Frame


def frame_to_text(frame: Frame | None) -> str | None:
    """Return the corners as JSON."""
    return None if frame is None else json.dumps(frame.corners)


def frame_from_text(text: str | None) -> Frame | None:
    """Return the frame that :func:`frame_to_text` wrote; what is none reads as None: the whole picture is shown."""
    if text is None:
        return None
    try:
        a, b, c, d = ((int(x), int(y)) for x, y in json.loads(text))
    except (ValueError, TypeError):
        return None
    frame = Frame((a, b, c, d))
    return frame if frame.is_usable else None
