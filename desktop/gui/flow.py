"""Commands for the list of the tray: shared edits, order, notes; a part of the bridge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal

from desktop.gui.facts import Act, Undo
from desktop.gui.workers import Lane
from desktop.receipts.faults import FaultNote
from desktop.receipts.placing import placed
from desktop.receipts.receipt import Draft, Receipt

if TYPE_CHECKING:
    from desktop.gui.bridge import Bridge


class FlowDesk(QObject):
    """Each command returns at once; what comes of it arrives as the bridge's own signals."""

    parted = Signal(object)
    """tuple[Receipt, ...]: a receipt that was split, and the new ones"""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__(bridge)
        self._mine: dict[str, dict[str, object]] = {}
        """Note, place and company as they were last written, by receipt and field."""

    @property
    def _bridge(self) -> Bridge:
        """Asked for, not kept: two that keep each other are cleared away by whichever thread Python chooses."""
        return cast("Bridge", self.parent())

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

    # -- order

    def move(self, receipt_ids: Sequence[str], anchor: str, *, after: bool) -> None:
        """Put receipts right before (or ``after``) another one in the list of the tray."""
        tray = sorted(
            (r for r in self._bridge.receipts.values() if r.editable), key=lambda r: (r.order, r.added_at, r.id)
        )
        positions = placed([(r.id, r.order) for r in tray], receipt_ids, anchor, after=after)
        before = self._known(tuple(positions))
        if positions:
            back = {r.id: r.position for r in before}
            self._bridge.remember(Undo(Act.MOVE, self._known(receipt_ids), take_back=partial(self._place, back)))
            self._place(positions)

    def _place(self, positions: Mapping[str, float | None]) -> None:
        for receipt_id, position in positions.items():
            self._keep(receipt_id, position=position)
        self._show(positions)
        self._bridge.crew.run(Lane.DISK, partial(self._bridge.desk.flow.place, positions), self._bridge.changed)

    # -- notes

    def note(self, receipt_id: str, text: str, *, undoable: bool = True) -> None:
        """Keep a note about a receipt, wherever it is on its way; ``undoable`` False: it goes on with the last one."""
        known = self._bridge.receipts.get(receipt_id)
        if known is not None and known.note != text.strip():
            if undoable:
                back = partial(self._write_note, receipt_id, known.note)
                self._bridge.remember(Undo(Act.NOTE, (known,), take_back=back))
            self._write_note(receipt_id, text.strip())

    def _write_note(self, receipt_id: str, text: str) -> None:
        self._keep(receipt_id, note=text)
        self._show((receipt_id,))
        self._bridge.crew.run(Lane.DISK, partial(self._bridge.desk.flow.note, receipt_id, text), self._bridge.changed)

    # -- pages

    def split(self, receipt_id: str, groups: Sequence[Sequence[int]]) -> None:
        """Make a receipt of its own of each group of pages; "Undo" puts them together again."""
        known = self._bridge.receipts.get(receipt_id)
        if known is not None:
            work = partial(self._bridge.desk.flow.split, receipt_id, groups)
            self._bridge.crew.run(Lane.DISK, work, partial(self._parted, known))

    def _parted(self, before: Receipt, parts: tuple[Receipt, ...]) -> None:
        back = partial(self._unsplit, before, tuple(r.id for r in parts[1:]))
        self._bridge.remember(Undo(Act.SPLIT, (before,), take_back=back))
        self._bridge.changed(parts)
        self.parted.emit(parts)

    def _unsplit(self, before: Receipt, new: Sequence[str]) -> None:
        bridge = self._bridge
        bridge.crew.run(Lane.DISK, partial(bridge.desk.flow.unsplit, before, new), bridge.changed)

    # -- other companies

    def assign(self, receipt_ids: Sequence[str], company_id: int | None) -> None:
        """Move receipts of the tray to a company, in whose tray they are found from now on."""
        before = self._known(receipt_ids)
        work = partial(self._bridge.desk.flow.assign, tuple(receipt_ids), company_id)
        self._bridge.crew.run(Lane.DISK, work, partial(self._assigned, before))

    def _assigned(self, before: tuple[Receipt, ...], changed: tuple[Receipt, ...]) -> None:
        renewed = {r.id for r in changed} - {r.id for r in before}
        if changed and not renewed:  # a new one can't become the old one again: its upload stays where it is
            back = partial(self._assign_back, {r.id: r.for_company for r in before})
            self._bridge.remember(Undo(Act.ASSIGN, before, take_back=back))
        self._take_company(changed)

    def _assign_back(self, companies: Mapping[str, int | None]) -> None:
        for receipt_id, company_id in companies.items():
            work = partial(self._bridge.desk.flow.assign, (receipt_id,), company_id)
            self._bridge.crew.run(Lane.DISK, work, self._take_company)

    def _take_company(self, receipts: tuple[Receipt, ...]) -> None:
        for receipt in receipts:
            self._keep(receipt.id, for_company=receipt.for_company)
        self._bridge.changed(receipts)

    def is_elsewhere(self, receipt: Receipt) -> bool:
        """Return whether a receipt of the tray was moved to a company of the user's that is not the chosen one."""
        company = receipt.for_company
        if company is None or company == self._bridge.settings.company_id:
            return False
        return any(c.id == company for c in self._bridge.companies)

    # -- what the delivery's news must not take back

    def kept(self, receipt: Receipt) -> Receipt:
        """Return a receipt with what was last written about it here: the delivery holds older copies."""
        mine = self._mine.get(receipt.id)
        return replace(receipt, **mine) if mine else receipt  # type: ignore[arg-type]  # fields of a receipt

    def _keep(self, receipt_id: str, **fields: object) -> None:
        self._mine.setdefault(receipt_id, {}).update(fields)

    def _show(self, receipt_ids: Iterable[str]) -> None:
        self._bridge.changed(self._known(tuple(receipt_ids)))

    # -- undo

    def _remember(self, act: Act, before: tuple[Receipt, ...]) -> None:
        self._bridge.remember(Undo(act, before, take_back=partial(self._put_fields_back, before)))

    def _put_fields_back(self, before: tuple[Receipt, ...]) -> None:
        self._save({r.id: r.draft for r in before})

    def _known(self, receipt_ids: Sequence[str]) -> tuple[Receipt, ...]:
        return tuple(r for i in receipt_ids if (r := self._bridge.receipts.get(i)) is not None)
