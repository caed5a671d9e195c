"""How a file's pages are shown, as text, and back."""

from __future__ import annotations

import json
from typing import Any

from desktop.receipts.finish import ALL_BLACK, AS_IT_IS, Blackout, Contrast, Finish


def finish_to_text(finish: Finish) -> str | None:
    """Return it as JSON; None where the pages are as they are."""
    if finish == AS_IT_IS:
        return None
    boxes = [[each.page, each.corners] for each in finish.blackouts]
    return json.dumps([finish.evened, finish.contrast.value, finish.grey, boxes])


def finish_from_text(text: str | None) -> Finish:
    """Return what :func:`finish_to_text` wrote.

    What can't be read blacks out all pages: nothing that was to be hidden is ever sent because a row is damaged, and
    the user sees that something is wrong.
    """
    if text is None:
        return AS_IT_IS
    try:
        evened, contrast, grey, boxes = json.loads(text)
        blackouts = tuple(_blackout(page, corners) for page, corners in boxes)
        return Finish(bool(evened), Contrast(contrast), bool(grey), blackouts)
    except (ValueError, TypeError):
        return Finish(blackouts=(ALL_BLACK,))


def _blackout(page: Any, corners: Any) -> Blackout:  # noqa: ANN401 - whatever the JSON holds; int() raises
    a, b, c, d = ((int(x), int(y)) for x, y in corners)
    return Blackout(int(page), (a, b, c, d))
