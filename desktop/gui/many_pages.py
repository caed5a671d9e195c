"""Turning the pages of several receipts, and showing their pictures whole again; each is one step for "Undo"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.receipts.receipt import Receipt

if TYPE_CHECKING:
    from desktop.gui.bridge import Bridge


class ManyPages:
    """Commands for the pages of several receipts; what is suggested for them is `TrimDesk.accept_all`'s."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge

    def turn(self, receipts: Sequence[Receipt], quarter_turns: int) -> None:
        """Turn all pages of these receipts clockwise."""
        self._bridge.finishing.turn([receipt.id for receipt in receipts], quarter_turns)

    def show_whole(self, receipts: Sequence[Receipt]) -> bool:
        """Show the pictures whole again if all of them are trimmed; return whether they were."""
        pictures = {(r.id, at): o for r in receipts for at, o in enumerate(r.originals) if o.may_be_trimmed}
        if not pictures or any(original.frame is None for original in pictures.values()):
            return False
        self._bridge.finishing.trim(dict.fromkeys(pictures))
        return True
