"""The archive's part of the bridge: it keeps the index up to date in the background, and carries what is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.desk.archive import ArchiveFound
from desktop.gui.archive.exporting import Exporter
from desktop.gui.archive.keeper import Keeper
from desktop.gui.archive.watch import ArchiveWatch
from desktop.gui.decisions import Decisions
from desktop.gui.workers import Lane
from desktop.receipts.faults import FaultNote
from desktop.receipts.receipt import Receipt
from desktop.store.archive_filter import ArchiveFilter

BETWEEN_MS = 30
"""Between two batches of the index: the disk's lane is everybody's."""


class ArchiveLink(QObject):
    """Belongs to the GUI thread; all work is done in lanes."""

    grown = Signal()
    """More receipts can be found than a moment ago."""

    def __init__(self, affairs: Decisions) -> None:
        super().__init__(affairs)
        self._affairs = affairs
        self.watch = ArchiveWatch(affairs)
        self.exporter = Exporter(affairs)
        self.keeper = Keeper(affairs)
        self.keeper.gone.connect(self.grown)
        self._pause = QTimer(self, singleShot=True, interval=BETWEEN_MS)
        self._pause.timeout.connect(self.settle)
        affairs.loaded.connect(self.settle)

    def find(
        self,
        wanted: ArchiveFilter,
        page: int,
        then: Callable[[ArchiveFound], None],
        otherwise: Callable[[FaultNote], None],
    ) -> None:
        """Ask what fits; ``then`` gets it, ``otherwise`` why it could not be found."""
        self._affairs.crew.run(Lane.DISK, partial(self._affairs.desk.archive.find, wanted, page), then, otherwise)

    def page(self, receipt_ids: Sequence[str], then: Callable[[tuple[Receipt, ...]], None]) -> None:
        """Ask for receipts."""
        self._affairs.crew.run(Lane.DISK, partial(self._affairs.desk.archive.index.page, tuple(receipt_ids)), then)

    def stop(self) -> None:
        """Do no more by itself: the program is closing."""
        self._pause.stop()
        self.watch.stop()
        self.exporter.cancel()
        self.keeper.stop()

    @Slot()
    def settle(self) -> None:
        """Take what has changed into the index, a batch at a time."""
        self._affairs.crew.run(Lane.DISK, self._affairs.desk.archive.index.settle, self._settled)

    def _settled(self, taken: int) -> None:
        if taken and not self._affairs.crew.is_stopping():
            self._pause.start()
            self.grown.emit()
