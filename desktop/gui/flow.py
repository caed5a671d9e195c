"""Commands for the list of the tray: shared edits, order, notes; a part of the bridge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.gui.facts import Act, Undo
from desktop.gui.workers import Lane
from desktop.receipts.faults import FaultNote
from desktop.receipts.receipt import Draft, Receipt

if TYPE_CHECKING:
    from desktop.gui.bridge import Bridge


class FlowDesk(QObject):
    """Each command returns at once; what comes of it arrives as the bridge's own signals."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._bridge = bridge

    # -- shared edits

    def edit(self, receipt_ids: Sequence[str], changes: Mapping[str, object], *, undoable: bool = True) -> None:
        """Write the same fields into several receipts of the tray; ``undoable`` False: it goes on with the last one.

        The fields count as saved at once, as with ``save_draft``.
        """
        before = self._known(receipt_ids)
        drafts = {r.id: replace(r.draft, **changes) for r in before if r.editable}  # type: ignore[arg-type]  # its fields
        if undoable:
            self._remember(Act.EDIT, before)
        self._save(drafts)

    def _save(self, drafts: Mapping[str, Draft]) -> None:
        bridge = self._bridge
        for receipt_id, draft in drafts.items():
            bridge.expect_draft(receipt_id, draft)
        done = partial(self._saved, drafts)
        bridge.crew.run(Lane.DISK, partial(bridge.desk.flow.edit, drafts), done, partial(self._unsaved, drafts))

    def _saved(self, drafts: Mapping[str, Draft], receipts: tuple[Receipt, ...]) -> None:
        for receipt_id, draft in drafts.items():
            self._bridge.draft_saved(receipt_id, draft)
        self._bridge.changed(receipts)

    def _unsaved(self, drafts: Mapping[str, Draft], fault: FaultNote) -> None:
        self._saved(drafts, ())
        self._bridge.fault.emit(fault)

    # -- undo

    def _remember(self, act: Act, before: tuple[Receipt, ...]) -> None:
        self._bridge.remember(Undo(act, before, take_back=partial(self._put_fields_back, before)))

    def _put_fields_back(self, before: tuple[Receipt, ...]) -> None:
        self._save({r.id: r.draft for r in before})

    def _known(self, receipt_ids: Sequence[str]) -> tuple[Receipt, ...]:
        return tuple(r for i in receipt_ids if (r := self._bridge.receipts.get(i)) is not None)
