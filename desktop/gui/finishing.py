"""Commands about light, contrast, colour and blackouts, and where the light was found bad; a part of the bridge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal, Slot

from desktop.gui.facts import Act, Undo
from desktop.gui.workers import Lane
from desktop.receipts.faults import FaultNote
from desktop.receipts.finish import Corners, Finish
from desktop.receipts.frame import Frame
from desktop.receipts.receipt import Original, Receipt

if TYPE_CHECKING:
    from desktop.desk.finishing import Change
    from desktop.gui.bridge import Bridge

_PRIORITY = 8
"""After the page that is looked at, the thumbnails, and where the receipt lies; as the weighing of uploads."""
_Judged = tuple[str, Frame | None]


class FinishDesk(QObject):
    """Each command returns at once; what changed arrives as the bridge's own signal."""

    found = Signal(str)
    """The sha256 of a picture whose light was judged; ``suggestion`` tells the outcome."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._judged: dict[_Judged, bool] = {}
        """By the picture's hash and what of it is the receipt."""
        self._asked: set[_Judged] = set()
        self._unfound: dict[str, list[Original]] = {}
        """By hash: those that are judged as soon as it is known where in them the receipt lies."""
        bridge.trimming.found.connect(self._on_receipt_found)

    @property
    def _bridge(self) -> Bridge:
        """Asked for, not kept: two that keep each other are cleared away by whichever thread Python chooses."""
        return cast("Bridge", self.parent())

    # -- what is suggested

    def suggestion(self, original: Original) -> bool:
        """Return whether a picture would get clearly better in even light; False also while nobody has looked yet."""
        return not original.finish.evened and self._judged.get(_judged(original), False)

    def want(self, original: Original) -> None:
        """Have the light of a picture judged, once; ``found`` tells."""
        key = _judged(original)
        if original.has_light and key not in self._judged and key not in self._asked:
            self._asked.add(key)
            if original.frame is None and self._bridge.trimming.is_unknown(original):
                self._unfound.setdefault(original.sha256, []).append(original)
                self._bridge.trimming.want(original)
            else:
                self._judge(original)

    @Slot(str)
    def _on_receipt_found(self, sha256: str) -> None:
        for original in self._unfound.pop(sha256, ()):
            self._judge(original)

    def _judge(self, original: Original) -> None:
        key, receipt = _judged(original), self._bridge.trimming.receipt_in(original)
        work = partial(self._bridge.desk.finishing.evening_helps, original, receipt)
        self._bridge.crew.draw(_PRIORITY, work, partial(self._looked, key), partial(self._failed, key))

    def _looked(self, key: _Judged, helps: bool) -> None:
        self._asked.discard(key)
        self._judged[key] = helps
        self.found.emit(key[0])

    def _failed(self, key: _Judged, _fault: FaultNote) -> None:
        """Suggest nothing; why the picture can't be shown, the preview says itself."""
        self._looked(key, False)  # noqa: FBT003 - as above

    # -- what is done

    def change(self, receipt_ids: Sequence[str], act: Act, change: Callable[[Finish], Finish]) -> None:
        """Change light, contrast or colour of all pictures of these receipts, as one step for "Undo"."""
        self._run(act, partial(self._bridge.desk.finishing.change, tuple(receipt_ids), change))

    def black_out(self, receipt_id: str, position: int, page: int, boxes: Sequence[Corners]) -> None:
        """Black out these parts of a page (of the file, from 0), and no others of it."""
        desk = self._bridge.desk.finishing
        self._run(Act.BLACK_OUT, partial(desk.black_out, receipt_id, position, page, tuple(boxes)))

    def turn(self, receipt_ids: Sequence[str], quarter_turns: int) -> None:
        """Turn all pages of several receipts clockwise, as one step for "Undo"."""
        self._run(Act.TURN, partial(self._bridge.desk.finishing.turn, tuple(receipt_ids), quarter_turns))

    def trim(self, frames: dict[tuple[str, int], Frame | None]) -> None:
        """Trim pictures, each by receipt and position, to their frames, or show all of them again (None)."""
        self._run(Act.TRIM, partial(self._bridge.desk.finishing.trim, frames))

    def _run(self, act: Act, work: Callable[[], Sequence[Change]]) -> None:
        self._bridge.crew.run(Lane.DISK, work, partial(self._kept, act))

    def _kept(self, act: Act, changes: Sequence[Change]) -> None:
        if changes:
            before = tuple(before for before, _after in changes)
            self._bridge.remember(Undo(act, before, take_back=partial(self._back, before)))
            self._bridge.changed(tuple(after for _before, after in changes))

    def _back(self, before: Sequence[Receipt]) -> None:
        self._bridge.crew.run(Lane.DISK, partial(self._bridge.desk.finishing.put_back, before), self._bridge.changed)


def _judged(original: Original) -> _Judged:
    return original.sha256, original.frame
