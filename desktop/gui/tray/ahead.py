"""Has the pages drawn that come next, so that the next receipt is there as soon as the one before is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.gui.bridge import Bridge
from desktop.gui.facts import PictureKey
from desktop.gui.tray.preview import PreviewPane

REST_MS = 60
"""First what is looked at is drawn, and nothing is drawn ahead while one leafs through the list."""
AHEAD = 2
LATE = 8
"""Drawn after everything that is looked at."""

Following = Callable[[Sequence[str]], str | None]
"""Tells which receipt comes after these."""


class Ahead(QObject):
    """Asks for the first page of the receipts after the one that is shown, in the size in which that one is shown."""

    def __init__(self, bridge: Bridge, preview: PreviewPane, following: Following) -> None:
        super().__init__(preview)
        self._bridge, self._preview, self._following = bridge, preview, following
        self._shown: str | None = None
        self._asked: set[PictureKey] = set()
        """Asked for since this receipt is shown: one that can't be drawn is not asked for again and again."""
        self._soon = QTimer(self, singleShot=True, interval=REST_MS)
        self._soon.timeout.connect(self._draw)
        bridge.picture_ready.connect(self._on_picture)

    @Slot(object)
    def _on_picture(self, _ready: object) -> None:
        self._soon.start()

    @Slot()
    def _draw(self) -> None:
        for receipt_id in self._next_ids():
            receipt = self._bridge.receipts.get(receipt_id)
            key = self._preview.first_key(receipt) if receipt is not None else None
            if key is not None and key not in self._asked and self._bridge.pictures.cached(key) is None:
                self._asked.add(key)
                self._bridge.request_picture(key, LATE)

    def _next_ids(self) -> Iterator[str]:
        shown = self._preview.receipt
        ids = [shown.id] if shown is not None else []
        if ids[:1] != [self._shown]:
            self._shown, self._asked = (ids[0] if ids else None), set()
        for _ in range(AHEAD if ids else 0):
            following = self._following(ids)
            if following is None or following in ids:
                return
            ids.append(following)
            yield following
