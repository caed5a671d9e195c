"""Thumbnails of the rows that are on the screen; none is asked for before its row is."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QPixmap

from desktop.gui.bridge import Bridge
from desktop.gui.facts import PictureKey, PictureReady
from desktop.gui.kept import Kept
from desktop.receipts.receipt import Original

KEPT = 600
"""Thumbnails kept; some 20 kB each."""
PRIORITY = 5
"""After the page that is looked at, before the weighing of uploads."""


class Thumbnails(QObject):
    """Pixmaps by page; the bridge draws what is missing."""

    arrived = Signal(object)
    """PictureKey of one that can be painted now, or is known not to be drawable."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._kept: Kept[PictureKey, QPixmap] = Kept(KEPT)
        self._failed: set[PictureKey] = set()
        bridge.picture_ready.connect(self._on_picture)

    def pixmap(self, original: Original, edge: int) -> QPixmap | None:
        """Return the thumbnail (at most ``edge`` device pixels) if it is at hand; never asks for it."""
        return self._kept.get(_key(original, edge))

    def failed(self, original: Original, edge: int) -> bool:
        """Return whether the picture can't be drawn."""
        return _key(original, edge) in self._failed

    def want(self, original: Original, edge: int) -> None:
        """Ask for a thumbnail that is not at hand."""
        key = _key(original, edge)
        if key not in self._kept and key not in self._failed:
            self._bridge.request_picture(key, PRIORITY)

    @Slot(object)
    def _on_picture(self, ready: PictureReady) -> None:
        if not ready.key.thumb:
            return
        if ready.image is None:
            self._failed.add(ready.key)
        else:
            self._kept.keep(ready.key, QPixmap.fromImage(ready.image))
        self.arrived.emit(ready.key)


def _key(original: Original, edge: int) -> PictureKey:
    return PictureKey(original, 0, edge, edge, thumb=True)
