"""What the user does in the tray: send, bin, merge, and what is looked at after that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal, Slot

from desktop.gui.departure import Departure
from desktop.gui.many_pages import ManyPages
from desktop.receipts.pages import page_total

if TYPE_CHECKING:
    from desktop.desk import SendReport
    from desktop.gui.bridge import Bridge
    from desktop.gui.tray.view import TrayView
    from desktop.receipts.receipt import Receipt


class TrayActs(QObject):
    """Hands what is done in ``view`` to the bridge, and chooses the receipt to go on with."""

    departing = Signal(object)
    """Departure"""

    def __init__(self, bridge: Bridge, view: TrayView) -> None:
        super().__init__(view)
        self._bridge = bridge
        self._many = ManyPages(bridge)
        self._edited: tuple[str, ...] = ()
        """The receipts whose shared edit the next one goes on with, so that one "Undo" takes all of it back."""
        view.form.send_asked.connect(self._on_send)
        view.form.send_all_asked.connect(self.send_ready)
        view.form.send_several_asked.connect(self._on_send_several)
        view.form.edited_several.connect(self._on_edited)
        bridge.send_finished.connect(self._on_send_finished)
        view.preview.bar.trim.clicked.connect(self.trim)
        view.alike.send_asked.connect(self._on_send)
        view.alike.bin_asked.connect(self._on_bin)

    @property
    def _view(self) -> TrayView:
        """Asked for, not kept: two that keep each other are cleared away by whichever thread Python chooses."""
        return cast("TrayView", self.parent())

    # -- sending

    @Slot(str)
    def _on_send(self, receipt_id: str) -> None:
        if not self._view.alike.holds(receipt_id):
            self._send((receipt_id,))

    @Slot()
    def _on_send_several(self) -> None:
        """Send those of the chosen receipts that are ready; where none is, go to what the first one lacks."""
        chosen, ready = self._view.chosen_ids(), set(self._view.model.ready_ids())
        sent = tuple(i for i in chosen if i in ready or self._is_complete(i))
        if sent:
            self._send(sent)
        elif chosen:
            self._view.select(chosen[0])
            self._view.form.send()

    def _is_complete(self, receipt_id: str) -> bool:
        row = self._view.model.row(receipt_id)
        return row is not None and not row.lacks

    def _send(self, receipt_ids: Sequence[str]) -> None:
        self._tell_departure(receipt_ids)
        self.leave(receipt_ids)
        self._bridge.send(receipt_ids)

    @Slot()
    def send_ready(self) -> None:
        """Send every receipt that is ready, the one that was completed just now too."""
        form = self._view.form
        form.settle()
        form.flush()
        shown = form.receipt_id if form.is_complete() else None
        settled = set(self._view.model.ready_ids())
        ready = [i for i in self._view.tray.ids() if i == shown or i in settled]
        if ready and self._bridge.settings.company_id is not None:
            self._tell_departure(ready)
            self._bridge.send(ready)

    def _tell_departure(self, receipt_ids: Sequence[str]) -> None:
        self.departing.emit(Departure(*self._view.front.places_of(receipt_ids)))

    @Slot(object)
    def _on_send_finished(self, report: SendReport) -> None:
        """Go back to a receipt that could not be sent after all."""
        if report.held:
            self._view.select(report.held[0][0].id)
        self._view.alike.on_report(report)

    # -- several at once

    @Slot(object, object)
    def _on_edited(self, receipt_ids: tuple[str, ...], changes: Mapping[str, object]) -> None:
        goes_on = receipt_ids == self._edited
        self._edited = receipt_ids
        self._bridge.flow.edit(receipt_ids, changes, undoable=not goes_on)

    def end_edit(self) -> None:
        """Let the next shared edit be one of its own for "Undo"."""
        self._edited = ()

    @Slot()
    def merge(self) -> None:
        """Make one receipt of the chosen ones."""
        chosen = self._view.chosen_ids()
        if len(chosen) > 1:
            self._view.form.flush()
            self._view.select(chosen[0])
            self._bridge.merge(chosen)

    @Slot()
    def bin(self) -> None:
        """Take the chosen receipts out of the tray; "Undo" brings them back."""
        self._bin(self._view.chosen_ids())

    @Slot(str)
    def _on_bin(self, receipt_id: str) -> None:
        self._bin((receipt_id,))

    def _bin(self, chosen: Sequence[str]) -> None:
        if chosen:
            self._view.form.flush()
            self.leave(chosen)
            self._bridge.bin(chosen)

    # -- order

    @Slot()
    def move_up(self) -> None:
        """Move the chosen receipts before the one above them."""
        self._move(-1)

    @Slot()
    def move_down(self) -> None:
        """Move the chosen receipts after the one below them."""
        self._move(1)

    def is_sorted(self) -> bool:
        """Return whether the rows stand in another order than the list's own, in which nothing can be moved."""
        return self._view.front.is_table and self._view.front.table.is_sorted

    def _move(self, by: int) -> None:
        ids, chosen = self._view.model.ids(), self._view.chosen_ids()
        rows = [ids.index(i) for i in chosen]
        if not rows or self.is_sorted():
            return
        beside = rows[-1] + 1 if by > 0 else rows[0] - 1
        if 0 <= beside < len(ids):
            self.move_beside(chosen, ids[beside], after=by > 0)
        else:  # they are at the end, but perhaps not beside each other
            self.move_beside(chosen[:-1] if by > 0 else chosen[1:], chosen[-1 if by > 0 else 0], after=by < 0)

    @Slot(object, str, bool)
    def on_dragged(self, receipt_ids: tuple[str, ...], anchor: str, after: bool) -> None:
        """Put receipts where they were dropped."""
        self.move_beside(receipt_ids, anchor, after=after)

    def move_beside(self, receipt_ids: Sequence[str], anchor: str, *, after: bool) -> None:
        """Put receipts before or after another one; what is chosen stays chosen, and in sight."""
        if receipt_ids:
            self._bridge.flow.move(receipt_ids, anchor, after=after)
            self._view.front.rows.scrollTo(self._view.front.rows.currentIndex())

    @Slot(object)
    def on_gathered(self, receipt_ids: tuple[str, ...]) -> None:
        """Make one receipt of those that were dragged onto the first."""
        self._view.form.flush()
        self._view.select(receipt_ids[0])
        self._bridge.merge(receipt_ids)

    # -- pages

    def pages_of_current(self) -> int:
        """Return how many pages the receipt has that is looked at."""
        current = self._view.current()
        receipt = self._view.model.receipt(current) if current else None
        return page_total(receipt.originals) if receipt else 0

    @Slot(int, int)
    def turn(self, position: int, quarter_turns: int) -> None:
        """Turn the file that is looked at, by its position in its receipt; of several chosen receipts, all pages."""
        several, shown = self._several(), self._view.preview.receipt
        if several:
            self._many.turn(several, quarter_turns)
        elif shown is not None:
            self._bridge.turn(shown.id, position, quarter_turns)

    @Slot()
    def trim(self) -> None:
        """Do what is suggested for the picture that is looked at, or show all of it; of several chosen, for all."""
        several = self._several()
        if not several:
            self._view.preview.trimmer.toggle()
            return
        self._view.form.flush()
        self._view.preview.leave_tools()
        if not self._many.show_whole(several):
            self._bridge.trimming.accept_all([receipt.id for receipt in several])

    def _several(self) -> tuple[Receipt, ...]:
        """Return the chosen receipts if there are more than one."""
        chosen = self._view.chosen_ids()
        known = (self._view.model.receipt(i) for i in chosen) if len(chosen) > 1 else ()
        return tuple(receipt for receipt in known if receipt is not None)

    @Slot()
    def begin_split(self) -> None:
        """Ask which pages of the receipt that is looked at become one of their own."""
        current = self._view.current()
        receipt = self._view.model.receipt(current) if current else None
        if receipt is not None and page_total(receipt.originals) > 1:
            self._view.form.flush()
            self._view.split_bar.begin(receipt, self._view.preview.page_number)

    @Slot(str, object)
    def split(self, receipt_id: str, groups: tuple[tuple[int, ...], ...]) -> None:
        """Split a receipt."""
        self._bridge.flow.split(receipt_id, groups)

    # -- other companies

    def move_to_company(self, company_id: int) -> None:
        """Move the chosen receipts to the tray of another company."""
        chosen = self._view.chosen_ids()
        if chosen:
            self._view.form.flush()
            self.leave(chosen)
            self._bridge.flow.assign(chosen, company_id)

    # -- what is looked at next

    def leave(self, receipt_ids: Sequence[str]) -> None:
        """Go on to the next receipt once these are gone."""
        following = self._view.model.next_after(receipt_ids)
        if following is not None:
            writing = self._view.is_writing()
            self._view.select(following)
            if writing:
                self._view.form.go_to_first_gap()
