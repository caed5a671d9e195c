"""The bin, for the widgets: what is in it, kept true; restore, delete, and the emptying that goes by itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.gui.facts import Act, Undo
from desktop.gui.workers import Lane

if TYPE_CHECKING:
    from desktop.desk.bin import Binned
    from desktop.gui.bridge import Bridge

SOON_MS = 60
"""News of many receipts are answered with one look into the bin."""
DAILY_MS = 6 * 3600 * 1000
"""So often what has lain long enough is looked for while the program runs."""


class BinDesk(QObject):
    """Commands about the bin, and what is in it. A part of the bridge."""

    changed = Signal()
    """``contents`` is another."""
    deleted = Signal(object)
    """tuple[str, ...]: ids of receipts that are gone for good"""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self.contents: tuple[Binned, ...] = ()
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._daily = QTimer(self, interval=DAILY_MS)
        self._soon.timeout.connect(self.look)
        self._daily.timeout.connect(self.empty_old)
        bridge.loaded.connect(self._on_loaded)
        bridge.receipts_gone.connect(self._on_news)
        bridge.receipts_changed.connect(self._on_news)

    @property
    def _bridge(self) -> Bridge:
        """Asked for, not kept: two that keep each other are cleared away by whichever thread Python chooses."""
        return cast("Bridge", self.parent())

    def stop(self) -> None:
        """Look no more: the program is closing."""
        self._soon.stop()
        self._daily.stop()

    @Slot()
    def _on_loaded(self) -> None:
        self._daily.start()
        self.empty_old()

    @Slot()
    def _on_news(self) -> None:
        if self._bridge.is_loaded:
            self._soon.start()

    @Slot()
    def look(self) -> None:
        """Look into the bin."""
        self._bridge.crew.run(Lane.DISK, self._bridge.desk.dustbin.contents, self._show)

    def _show(self, contents: tuple[Binned, ...]) -> None:
        if contents != self.contents:
            self.contents = contents
            self.changed.emit()

    # -- what the user does

    def restore(self, receipt_ids: Sequence[str]) -> None:
        """Bring receipts back to the tray; "Undo" throws them out again."""
        ids = set(receipt_ids)
        before = tuple(b.receipt for b in self.contents if b.receipt.id in ids)
        again = partial(self._throw_out, tuple(r.id for r in before))
        self._bridge.remember(Undo(Act.RESTORE, before, take_back=again))
        self._bridge.restore(tuple(r.id for r in before))

    def _throw_out(self, receipt_ids: Sequence[str]) -> None:
        bridge = self._bridge
        bridge.crew.run(Lane.DISK, partial(bridge.desk.bin, tuple(receipt_ids)), bridge.changed)

    def delete(self, receipt_ids: Sequence[str]) -> None:
        """Delete receipts for good; nothing brings them back."""
        work = partial(self._bridge.desk.dustbin.delete, tuple(receipt_ids))
        self._bridge.crew.run(Lane.DISK, work, self._gone)

    @Slot()
    def empty_old(self) -> None:
        """Delete what has lain in the bin for its time."""
        self._bridge.crew.run(Lane.DISK, self._bridge.desk.dustbin.empty_old, self._gone)

    def _gone(self, receipt_ids: tuple[str, ...]) -> None:
        if receipt_ids:
            self._bridge.forget_acts(receipt_ids)
            self.deleted.emit(receipt_ids)
        self.look()
