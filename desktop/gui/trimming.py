"""Commands that trim pictures, and where a worker has found the receipt in them; a part of the bridge."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from desktop.gui.facts import Act, Undo
from desktop.gui.workers import Lane
from desktop.receipts.faults import FaultNote
from desktop.receipts.frame import Frame
from desktop.receipts.receipt import Original, Receipt

if TYPE_CHECKING:
    from desktop.gui.bridge import Bridge

_PRIORITY = 7
"""After the page that is looked at and the thumbnails, before the weighing of uploads."""


class TrimDesk(QObject):
    """Each command returns at once; a trimmed receipt arrives as the bridge's own signal."""

    found = Signal(str)
    """The sha256 of a picture that was looked through; ``suggestion`` tells the outcome."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._found: dict[str, Frame | None] = {}
        """By the picture's hash: four points each, so that all of a long day may stay."""
        self._asked: set[str] = set()
        self._under_way: set[str] = set()

    @property
    def _bridge(self) -> Bridge:
        """Asked for, not kept: two that keep each other are cleared away by whichever thread Python chooses."""
        return cast("Bridge", self.parent())

    def suggestion(self, original: Original) -> Frame | None:
        """Return where the receipt lies in a picture; None where it fills it, or nobody has looked yet."""
        return self._found.get(original.sha256) if original.may_be_trimmed else None

    def is_known(self, original: Original) -> bool:
        """Return whether a picture was looked through already."""
        return original.sha256 in self._found

    def want(self, original: Original) -> None:
        """Have a picture looked through, once; ``found`` tells."""
        sha256 = original.sha256
        if original.may_be_trimmed and sha256 not in self._found and sha256 not in self._asked:
            self._asked.add(sha256)
            work = partial(self._bridge.desk.trimming.suggested, original)
            self._bridge.crew.draw(_PRIORITY, work, partial(self._looked, sha256), partial(self._failed, sha256))

    def _looked(self, sha256: str, frame: Frame | None) -> None:
        self._asked.discard(sha256)
        self._found[sha256] = frame
        self.found.emit(sha256)

    def _failed(self, sha256: str, _fault: FaultNote) -> None:
        """Suggest nothing; why the picture can't be shown, the preview says itself."""
        self._looked(sha256, None)

    def trim(self, receipt_id: str, position: int, frame: Frame | None) -> None:
        """Trim one picture of a receipt to a frame, or show all of it again (None); "Undo" takes it back.

        A second press before the first one is kept does nothing: it was meant for what is seen then.
        """
        before = self._bridge.receipts.get(receipt_id)
        if before is not None and receipt_id not in self._under_way:
            old = before.originals[position].frame
            self._keep(
                before, position, frame, Undo(Act.TRIM, (before,), take_back=partial(self._back, before, position, old))
            )

    def _back(self, before: Receipt, position: int, frame: Frame | None) -> None:
        self._keep(before, position, frame, None)

    def _keep(self, receipt: Receipt, position: int, frame: Frame | None, undo: Undo | None) -> None:
        self._under_way.add(receipt.id)
        work = partial(self._bridge.desk.trimming.frame, receipt.id, position, frame)
        done, failed = partial(self._kept, undo), partial(self._unkept, receipt.id)
        self._bridge.crew.run(Lane.DISK, work, done, failed)

    def _kept(self, undo: Undo | None, receipt: Receipt) -> None:
        self._under_way.discard(receipt.id)
        if undo is not None:
            self._bridge.remember(undo)
        self._bridge.changed((receipt,))

    def _unkept(self, receipt_id: str, fault: FaultNote) -> None:
        self._under_way.discard(receipt_id)
        self._bridge.fault.emit(fault)
