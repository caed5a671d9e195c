"""What the user does in the tray: send, bin, merge, and what is looked at after that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.gui.departure import Departure

if TYPE_CHECKING:
    from desktop.desk import SendReport
    from desktop.gui.bridge import Bridge
    from desktop.gui.tray.view import TrayView


class TrayActs(QObject):
    """Hands what is done in ``view`` to the bridge, and chooses the receipt to go on with."""

    departing = Signal(object)
    """Departure"""

    def __init__(self, bridge: Bridge, view: TrayView) -> None:
        super().__init__(view)
        self._bridge, self._view = bridge, view
        self._edited: tuple[str, ...] = ()
        """The receipts whose shared edit the next one goes on with, so that one "Undo" takes all of it back."""
        view.form.send_asked.connect(self._on_send)
        view.form.send_all_asked.connect(self.send_ready)
        view.form.send_several_asked.connect(self._on_send_several)
        view.form.edited_several.connect(self._on_edited)
        bridge.send_finished.connect(self._on_send_finished)

    # -- sending

    @Slot(str)
    def _on_send(self, receipt_id: str) -> None:
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
        self.departing.emit(Departure(*self._view.places_of(receipt_ids)))

    @Slot(object)
    def _on_send_finished(self, report: SendReport) -> None:
        """Go back to a receipt that could not be sent after all."""
        if report.held:
            self._view.select(report.held[0][0].id)

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
        chosen = self._view.chosen_ids()
        if chosen:
            self._view.form.flush()
            self.leave(chosen)
            self._bridge.bin(chosen)

    # -- what is looked at next

    def leave(self, receipt_ids: Sequence[str]) -> None:
        """Go on to the next receipt once these are gone."""
        following = self._view.model.next_after(receipt_ids)
        if following is not None:
            writing = self._view.is_writing()
            self._view.select(following)
            if writing:
                self._view.form.go_to_first_gap()
