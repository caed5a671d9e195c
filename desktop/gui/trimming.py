"""Commands that trim pictures, and what a worker has found in them; a part of the bridge."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import QObject, Signal

from desktop.gui.facts import Act, Undo
from desktop.gui.workers import Lane
from desktop.receipts.faults import FaultNote
from desktop.receipts.frame import Frame
from desktop.receipts.receipt import Original, Receipt
from desktop.receipts.suggestion import Cut, Deed, Suggestion

if TYPE_CHECKING:
    from desktop.gui.bridge import Bridge

_PRIORITY = 7
"""After the page that is looked at and the thumbnails, before the weighing of uploads."""


_Done = Callable[[tuple[Receipt, ...], tuple[Receipt, ...]], None]
"""Gets the receipts as they were, and all that came of it."""


class ManyTrimmed(NamedTuple):
    """What came of trimming several receipts at once."""

    changed: int
    """Receipts."""
    several: int
    """Those left alone because one of their pictures holds several receipts."""
    asked: int


class TrimDesk(QObject):
    """Each command returns at once; a trimmed receipt arrives as the bridge's own signal."""

    found = Signal(str)
    """The sha256 of a picture that was looked through; ``suggestion`` tells the outcome."""
    looking = Signal(int)
    """Pictures that have to be looked through before several receipts are trimmed."""
    many_done = Signal(object)
    """ManyTrimmed"""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._found: dict[str, Suggestion | None] = {}
        """By the picture's hash: some numbers each, so that all of a long day may stay."""
        self._asked: set[str] = set()
        self._under_way: set[str] = set()
        self._many: list[tuple[str, ...]] = []
        """The receipts of each command for several that waits for pictures to be looked through."""

    @property
    def _bridge(self) -> Bridge:
        """Asked for, not kept: two that keep each other are cleared away by whichever thread Python chooses."""
        return cast("Bridge", self.parent())

    # -- what is suggested

    def suggestion(self, original: Original) -> Suggestion | None:
        """Return what is suggested for a picture; None where it is well as it is, or nobody has looked yet."""
        found = self._found.get(original.sha256)
        return found.for_picture(original) if found is not None else None

    def want(self, original: Original) -> None:
        """Have a picture looked through, once; ``found`` tells."""
        sha256 = original.sha256
        if self.is_unknown(original) and sha256 not in self._asked:
            self._asked.add(sha256)
            work = partial(self._bridge.desk.trimming.suggested, original)
            self._bridge.crew.draw(_PRIORITY, work, partial(self._looked, sha256), partial(self._failed, sha256))

    def receipt_in(self, original: Original) -> Frame | None:
        """Return where the one receipt lies in a picture that was looked through, whatever was made of it since."""
        found = self._found.get(original.sha256)
        return found.receipt if found is not None else None

    def is_unknown(self, original: Original) -> bool:
        """Return whether a picture could be looked through, and has not been."""
        return original.may_be_trimmed and original.sha256 not in self._found

    def _looked(self, sha256: str, suggestion: Suggestion | None) -> None:
        self._asked.discard(sha256)
        self._found[sha256] = suggestion
        self.found.emit(sha256)
        self._go_on()

    def _failed(self, sha256: str, _fault: FaultNote) -> None:
        """Suggest nothing; why the picture can't be shown, the preview says itself."""
        self._looked(sha256, None)

    # -- one receipt

    def accept(self, receipt_id: str, position: int, suggestion: Suggestion) -> None:
        """Do what is suggested for one picture of a receipt; "Undo" takes it back.

        A second press before the first one is kept does nothing: it was meant for what is seen then.
        """
        before = self._bridge.receipts.get(receipt_id)
        if before is None or receipt_id in self._under_way:
            return
        deed = suggestion.deed(before.originals[position])
        desk = self._bridge.desk.trimming
        if deed is Deed.PART:
            self._run(before, partial(desk.part, receipt_id, position, suggestion.cuts), self._parted)
        else:
            work = partial(desk.cut, {receipt_id: {position: suggestion.cuts[0]}})
            self._run(before, work, partial(self._cut, Act.TURN if deed is Deed.TURN else Act.TRIM))

    def trim(self, receipt_id: str, position: int, frame: Frame | None) -> None:
        """Trim one picture of a receipt to a frame, or show all of it again (None); "Undo" takes it back."""
        before = self._bridge.receipts.get(receipt_id)
        if before is not None and receipt_id not in self._under_way:
            work = partial(self._bridge.desk.trimming.frame, receipt_id, position, frame)
            self._run(before, lambda: (work(),), partial(self._cut, Act.TRIM))

    def _run(self, before: Receipt, work: Callable[[], tuple[Receipt, ...]], done: _Done) -> None:
        self._under_way.add(before.id)
        kept, failed = partial(self._kept, before, done), partial(self._unkept, before.id)
        self._bridge.crew.run(Lane.DISK, work, kept, failed)

    def _kept(self, before: Receipt, done: _Done, receipts: tuple[Receipt, ...]) -> None:
        self._under_way.discard(before.id)
        if receipts:
            done((before,), receipts)
        self._bridge.changed(receipts)

    def _unkept(self, receipt_id: str, fault: FaultNote) -> None:
        self._under_way.discard(receipt_id)
        self._bridge.fault.emit(fault)

    def _cut(self, act: Act, before: tuple[Receipt, ...], _receipts: object) -> None:
        self._bridge.remember(Undo(act, before, take_back=partial(self._back, before)))

    def _back(self, before: tuple[Receipt, ...]) -> None:
        bridge = self._bridge
        bridge.crew.run(Lane.DISK, partial(bridge.desk.trimming.put_back, before), bridge.changed)

    def _parted(self, before: tuple[Receipt, ...], parts: tuple[Receipt, ...]) -> None:
        back = partial(self._unpart, before[0], tuple(r.id for r in parts[1:]))
        self._bridge.remember(Undo(Act.SPLIT, before, take_back=back))

    def _unpart(self, before: Receipt, new: Sequence[str]) -> None:
        bridge = self._bridge
        bridge.crew.run(Lane.DISK, partial(bridge.desk.flow.unsplit, before, new), bridge.changed)

    # -- several receipts

    def accept_all(self, receipt_ids: Iterable[str]) -> None:
        """Trim every picture of several receipts that has a suggestion, as soon as all were looked through.

        "Undo" takes all of it back at once. Pictures with several receipts in them are left: which fields go with
        which of them, only the user knows.
        """
        chosen = tuple(receipt_ids)
        unknown = [o for r in self._receipts(chosen) for o in r.originals if self.is_unknown(o)]
        self._many.append(chosen)
        if unknown:
            self.looking.emit(len(unknown))
        for original in unknown:
            self.want(original)
        self._go_on()

    def _receipts(self, receipt_ids: Iterable[str]) -> list[Receipt]:
        known = (self._bridge.receipts.get(i) for i in receipt_ids)
        return [r for r in known if r is not None and r.editable and r.file_guid is None]

    def _go_on(self) -> None:
        """Carry out the commands whose pictures have all been looked through."""
        ready = [m for m in self._many if not any(self.is_unknown(o) for r in self._receipts(m) for o in r.originals)]
        self._many = [each for each in self._many if each not in ready]
        for receipt_ids in ready:
            self._trim_many(receipt_ids)

    def _trim_many(self, receipt_ids: tuple[str, ...]) -> None:
        cuts: dict[str, dict[int, Cut]] = {}
        several, before = set[str](), self._receipts(receipt_ids)
        for receipt in before:
            for position, original in enumerate(receipt.originals):
                suggestion = self.suggestion(original)
                if suggestion is not None and len(suggestion.cuts) == 1:
                    cuts.setdefault(receipt.id, {})[position] = suggestion.cuts[0]
                elif suggestion is not None:
                    several.add(receipt.id)
        done = partial(self._many_cut, tuple(r for r in before if r.id in cuts), len(several), len(receipt_ids))
        self._bridge.crew.run(Lane.DISK, partial(self._bridge.desk.trimming.cut, cuts), done)

    def _many_cut(self, before: tuple[Receipt, ...], several: int, asked: int, receipts: tuple[Receipt, ...]) -> None:
        changed = {r.id for r in receipts}
        if changed:
            self._cut(Act.TRIM, tuple(r for r in before if r.id in changed), receipts)
        self._bridge.changed(receipts)
        self.many_done.emit(ManyTrimmed(len(changed), several, asked))
