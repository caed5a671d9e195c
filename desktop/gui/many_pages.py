"""Turning and trimming the pictures of several receipts at once; each is one step for "Undo"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.receipts.frame import Frame
from desktop.receipts.receipt import Original, Receipt

if TYPE_CHECKING:
    from desktop.gui.bridge import Bridge

Spot = tuple[str, int]
"""A receipt's id, and which of its files, from 0."""


class ManyPages(QObject):
    """Trims once a worker has looked through all pictures; what was asked for before that is forgotten then."""

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._wanted: dict[Spot, Original] = {}
        """The pictures to be trimmed."""
        self._awaited: set[str] = set()
        """The hashes of those that nobody has looked through yet."""
        bridge.trimming.found.connect(self._on_found)

    def turn(self, receipts: Sequence[Receipt], quarter_turns: int) -> None:
        """Turn all pages of these receipts clockwise."""
        self._bridge.finishing.turn([receipt.id for receipt in receipts], quarter_turns)

    def trim(self, receipts: Sequence[Receipt]) -> None:
        """Trim each picture to the receipt in it; where all are trimmed already, show all of them whole again."""
        pictures = {(r.id, at): o for r in receipts for at, o in enumerate(r.originals) if o.may_be_trimmed}
        whole = {spot: original for spot, original in pictures.items() if original.frame is None}
        if pictures and not whole:
            self._bridge.finishing.trim(dict.fromkeys(pictures))
            return
        self._wanted = whole
        self._awaited = {o.sha256 for o in whole.values() if not self._bridge.trimming.is_known(o)}
        for original in whole.values():
            self._bridge.trimming.want(original)
        self._go_on()

    @Slot(str)
    def _on_found(self, sha256: str) -> None:
        if sha256 in self._awaited:
            self._awaited.discard(sha256)
            self._go_on()

    def _go_on(self) -> None:
        if self._awaited or not self._wanted:
            return
        wanted, self._wanted = self._wanted, {}
        found = ((spot, self._bridge.trimming.suggestion(original)) for spot, original in wanted.items())
        frames: dict[Spot, Frame | None] = {spot: frame for spot, frame in found if frame is not None}
        if frames:
            self._bridge.finishing.trim(frames)
