"""The tray: the list of receipts not sent yet, the receipt itself, and its form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QSplitter, QStackedLayout, QVBoxLayout, QWidget

from desktop.desk import IntakeReport
from desktop.gui.actions import bind, is_for
from desktop.gui.bridge import Bridge
from desktop.gui.theme import Space
from desktop.gui.tray.acts import TrayActs
from desktop.gui.tray.ahead import Ahead
from desktop.gui.tray.alike_pages import AlikePages
from desktop.gui.tray.bin_link import BinLinks
from desktop.gui.tray.bin_view import BinView
from desktop.gui.tray.columns import Column
from desktop.gui.tray.elsewhere import ElsewhereLink
from desktop.gui.tray.empty import EmptyTray
from desktop.gui.tray.finder import Finder
from desktop.gui.tray.front import Front
from desktop.gui.tray.kind_bar import KindBar
from desktop.gui.tray.list_bar import ListBar
from desktop.gui.tray.model import TrayModel
from desktop.gui.tray.more_menu import company_menu, more_menu
from desktop.gui.tray.preview import PreviewPane
from desktop.gui.tray.shared_form import SharedForm
from desktop.gui.tray.sieve import Kind, Sieve
from desktop.gui.tray.split_bar import SplitBar
from desktop.gui.tray.subject import Subject
from desktop.gui.tray.suggester import Suggester
from desktop.gui.tray.thumbnails import Thumbnails
from desktop.gui.tray.widths import Widths
from desktop.gui.widgets import button, ground
from desktop.gui.workers import Lane
from desktop.receipts.receipt import Receipt
from desktop.resources import resource_path

ROWS_AT_ONCE = 30
"""Rows whose words are made in one step; a thousand at once would hold up the window for a tenth of a second."""


class TrayView(QWidget):
    """List, preview and form beside each other; an empty tray is a place to drop on."""

    add_requested = Signal()
    """The user wants to choose files."""
    departing = Signal(object)
    """Departure"""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._count_soon = QTimer(self, singleShot=True, interval=0)
        """News of a thousand receipts are counted once."""
        self._choose_soon = QTimer(self, singleShot=True, interval=0)
        self._dropped: str | None = None
        self.tray = TrayModel(bridge, self)
        self.model = Sieve(self.tray, self)
        self.thumbnails = Thumbnails(bridge, self)
        self.front = Front(self.model, self.thumbnails, self)
        self.list = self.front.list
        self.list_bar = ListBar(self)
        self.kinds = KindBar(self)
        self.finder = Finder(self.model, self)
        self.split_bar = SplitBar(self)
        self.preview = PreviewPane(bridge, self)
        self.form = SharedForm(bridge, self)
        self.suggester = Suggester(bridge, self.form, self.preview, self)
        self.ahead = Ahead(bridge, self.preview, self._following)
        self.empty = EmptyTray(self, trial=bridge.desk.config.sandbox)
        self.bin = BinView(bridge, self.thumbnails, self)
        self.bin_link = button("", kind="link", icon="trash")
        self.bin_links = BinLinks(bridge, (self.bin_link, self.empty.bin), self)
        self.elsewhere_link = button("", kind="link", icon="company")
        self.elsewhere = ElsewhereLink(bridge, self.elsewhere_link, self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.alike = AlikePages(bridge, self.splitter, self)
        self.subject = Subject(self.front, self.form, self.preview, self.alike, self)
        self.acts = TrayActs(bridge, self)
        self._stack = QStackedLayout(self)
        self._lay_out()
        self._wire()
        self._make_shortcuts()
        self.front.show_table(bridge.settings.table)
        self._on_rows()

    def _lay_out(self) -> None:
        left = self._left = ground(QWidget(self), "surface")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list_bar)
        column.addWidget(self.split_bar)
        line = QVBoxLayout()
        line.setContentsMargins(Space.S, Space.XS, Space.S, Space.XS)
        line.addWidget(self.finder)
        line.addWidget(self.finder.nothing)
        column.addWidget(self.kinds)
        column.addLayout(line)
        column.addWidget(self.front, 1)
        for link in (self.elsewhere_link, self.bin_link):
            column.addWidget(link)
        for part in (left, self.preview, self.form):
            self.splitter.addWidget(part)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.alike)
        self._stack.addWidget(self.bin)
        self.widths = Widths(self.splitter, self._left, self.list_bar, self.preview, self.form)

    def _wire(self) -> None:
        acts = self.acts
        self._count_soon.timeout.connect(self._count)
        self._choose_soon.timeout.connect(self._choose)
        self.tray.rowsInserted.connect(self._on_rows)
        self.tray.rowsRemoved.connect(self._on_rows)
        self.tray.dataChanged.connect(self._on_data)
        self.front.current_moved.connect(self._on_current)
        self.front.selection_moved.connect(self._on_selection)
        self.front.opened.connect(self.form.go_to_first_gap)
        self.front.bin_asked.connect(acts.bin)
        self.front.sort_asked.connect(self._on_sort)
        self.front.turned.connect(self.widths.show_table)
        self.list.moved.connect(acts.on_dragged)
        self.list.gathered.connect(acts.on_gathered)
        self.split_bar.asked.connect(acts.split)
        self.split_bar.left.connect(self._to_rows)
        self.split_bar.shown.connect(self.kinds.step_aside)
        self.kinds.chosen.connect(self._on_kind)
        self.finder.found.connect(self.select)
        self.finder.left.connect(self._to_rows)
        self.list_bar.add_asked.connect(self.add_requested)
        self.list_bar.merge_asked.connect(acts.merge)
        self.list_bar.bin_asked.connect(acts.bin)
        self.preview.turned.connect(acts.turn)
        self.form.escaped.connect(self._to_rows)
        self.list_bar.more.clicked.connect(self._on_more)
        self._bridge.flow.parted.connect(self._on_parted)
        self._bridge.settings_changed.connect(self._on_settings)
        self.empty.add_requested.connect(self.add_requested)
        self.empty.samples_requested.connect(self._on_samples)
        self.empty.phone.clicked.connect(self._bridge.phone.open)
        self.empty.scan.clicked.connect(self._bridge.sources.scans.open)
        acts.departing.connect(self.departing)
        self.alike.select_asked.connect(self.select)
        self.alike.left.connect(self._to_rows)
        self.bin_links.asked.connect(self.toggle_bin)
        self.bin.left.connect(self.toggle_bin)
        self._bridge.intake_finished.connect(self._on_intake)

    def _make_shortcuts(self) -> None:
        acts = self.acts
        keys: dict[str, Callable[[], object]] = {
            "send": self.form.send,
            "send_all": self.acts.send_ready,
            "merge": self.acts.merge,
            "show_bin": self.toggle_bin,
            "note": self.form.remark.begin,
            "split": self.acts.begin_split,
            "move": self._on_move,
            "up": self.acts.move_up,
            "down": self.acts.move_down,
            "table": self.toggle_table,
            "turn_right": partial(self.preview.turn, 1),
            "turn_left": partial(self.preview.turn, -1),
            "trim": acts.trim,
            "compare_trim": self.preview.peek.toggle,
            "corners": self.preview.trimmer.adjust,
            "picture": self.preview.finisher.toggle_panel,
            "even": self.preview.finisher.toggle_even,
            "black_out": self.preview.finisher.toggle_boxes,
            "page_on": partial(self.preview.turn_page, 1),
            "page_back": partial(self.preview.turn_page, -1),
            "closer": partial(self.preview.zoom, 1),
            "farther": partial(self.preview.zoom, -1),
            "whole": self.preview.fit_next,
            **{f"kind_{kind.value}": partial(self.kinds.choose, kind) for kind in Kind},
        }
        for name, slot in keys.items():
            bind(self, name, slot)
        for part in (self.form, self.preview):  # in the list these keys move without selecting, as in any list
            bind(part, "next", self._go_down)
            bind(part, "previous", self._go_up)

    # -- which receipt

    def current(self) -> str | None:
        """Return the receipt that is looked at."""
        return self.front.rows.current_id()

    def chosen_ids(self) -> tuple[str, ...]:
        """Return the receipts that are chosen, in the order of the list."""
        return self.front.rows.selected_ids()

    def select(self, receipt_id: str) -> None:
        """Look at this receipt; what hides it from the list is taken away."""
        if not self.model.index_of(receipt_id).isValid() and self.model.receipt(receipt_id) is not None:
            self.show_everything()
        if self.shows_bin() and self.model.receipt(receipt_id) is not None and self.isVisible():
            self.toggle_bin()
        self.front.rows.select((receipt_id,))

    def show_everything(self) -> None:
        """Let neither a kind nor a search leave anything out."""
        self.finder.clear()
        self.kinds.choose(Kind.ALL)

    def look_for(self) -> None:
        """Let the user search the list."""
        if not self.model.is_empty():
            self.finder.begin()

    @Slot(object)
    def _on_kind(self, kind: Kind) -> None:
        kept = self.current()
        self.model.show_kind(kind)
        here = kept if kept and self.model.index_of(kept).isValid() else next(iter(self.model.ids()), None)
        if here is not None:
            self.front.rows.select((here,))

    @Slot()
    def _on_current(self) -> None:
        self.subject.show()

    @Slot()
    def _on_selection(self) -> None:
        chosen = self.chosen_ids()
        self.model.hold(chosen)
        self.list_bar.show_selection(len(chosen))
        self.acts.end_edit()
        self.subject.show()

    @Slot()
    def _on_rows(self) -> None:
        empty, was_empty = self.model.is_empty(), self._stack.currentWidget() is self.empty
        if not self.shows_bin():
            self._stack.setCurrentIndex(0 if empty else 1)
        if empty:
            self.subject.show()
        elif was_empty:
            self._choose_soon.start()  # list, form and page are laid out for the first time: not in one go
        else:
            self._choose()
        self._count_soon.start()

    @Slot()
    def _choose(self) -> None:
        """Let a receipt be looked at: what was dropped; else, if none is chosen, the first of the list."""
        dropped, self._dropped = self._dropped, None
        busy = self.is_writing() or len(self.chosen_ids()) > 1
        if dropped is not None and not busy and self.model.receipt(dropped) is not None:
            self.select(dropped)
        elif self.model.rowCount() and not self.chosen_ids():  # with the focus it has a current row, but selects none
            self.front.rows.select((self.current() or self.model.ids()[0],))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on. As a proxy Tab would lead to it from the last button, and never out of the tray (Qt 6)."""
        firsts = {self.empty: self.empty.add, self.alike: self.front.rows, self.bin: self.bin}
        firsts[self._stack.currentWidget()].setFocus(event.reason())  # type: ignore[index]  # one of the three

    def shows_bin(self) -> bool:
        """Return whether the bin is shown instead of the tray."""
        return self._stack.currentWidget() is self.bin

    @Slot()
    def toggle_bin(self) -> None:
        """Show the bin, or the tray again."""
        self.form.flush()
        tray = self.empty if self.model.is_empty() else self.alike
        self._stack.setCurrentWidget(tray if self.shows_bin() else self.bin)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _on_intake(self, report: IntakeReport) -> None:
        """Look soon at what was dropped (or was here already), but never pull away what one works at."""
        self._dropped = next((r.id for r in (*report.taken, *report.known) if self.model.receipt(r.id)), None)
        if self._dropped is not None:
            self._choose_soon.start()

    def is_writing(self) -> bool:
        """Return whether the focus is in the form."""
        focused = self.focusWidget()
        return focused is not None and self.form.isAncestorOf(focused)

    def hideEvent(self, event: QHideEvent) -> None:
        """Save what is being written: another view is shown, or the window closes."""
        self.form.flush()
        super().hideEvent(event)

    @Slot(QModelIndex, QModelIndex)
    def _on_data(self, first: QModelIndex, last: QModelIndex) -> None:
        chosen = (self.tray.index_of(i).row() for i in self.chosen_ids())
        if any(first.row() <= row <= last.row() for row in chosen):
            self.subject.show()
        self._count_soon.start()

    def _following(self, receipt_ids: Sequence[str]) -> str | None:
        """Return the receipt after these; None too while it would take long to tell."""
        return self.model.next_after(receipt_ids) if self.tray.know_rows(0) else None

    @Slot()
    def _count(self) -> None:
        if not self.tray.know_rows(ROWS_AT_ONCE):
            self._count_soon.start()  # later: the window breathes in between
            return
        self.form.bar.show_ready(len(self.model.ready_ids()))
        self.kinds.show_counts(self.model.counts())

    # -- what the user does

    @Slot()
    def _on_samples(self) -> None:
        self._bridge.crew.run(Lane.DISK, _samples, self._bridge.take_paths)

    @Slot()
    def toggle_table(self) -> None:
        """Show the table instead of the list, or the list again; the settings remember it."""
        self.form.flush()
        self._bridge.save_settings(replace(self._bridge.settings, table=not self.front.is_table))

    @Slot()
    def _on_settings(self) -> None:
        self.front.show_table(self._bridge.settings.table)

    @Slot(object, bool)
    def _on_sort(self, column: Column | None, falling: bool) -> None:
        self.model.sort_by(column, falling=falling, book=self._bridge.book)

    @Slot()
    def _on_more(self) -> None:
        more_menu(self._bridge, self).popup(self.list_bar.more.mapToGlobal(self.list_bar.more.rect().bottomLeft()))

    @Slot()
    def _on_move(self) -> None:
        company_menu(self._bridge, self, self).popup(self.front.mapToGlobal(self.front.rect().topLeft()))

    @Slot(object)
    def _on_parted(self, parts: Sequence[Receipt]) -> None:
        """Look at the first receipt that came of a split, unless one is at something else by now."""
        if len(parts) > 1 and not self.is_writing() and self.current() == parts[0].id:
            self.select(parts[1].id)

    @Slot()
    def _to_rows(self) -> None:
        self.front.rows.setFocus()

    @Slot()
    def _go_down(self) -> None:
        self._go(1)

    @Slot()
    def _go_up(self) -> None:
        self._go(-1)

    def _go(self, by: int) -> None:
        current = self.front.rows.currentIndex()
        index = current.siblingAtRow(current.row() + by)
        if index.isValid():
            self.select(self.model.ids()[index.row()])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list from anywhere."""
        if is_for(event, "back") and self.front.isVisible():
            self._to_rows()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of font or language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.widths.share(anew=True)
        elif event.type() == QEvent.Type.LanguageChange:
            self.finder.retranslate()
            self.bin_links.tell()


def _samples() -> list[Path]:
    """Return the sample receipts, without the page that describes them."""
    return sorted(path for path in resource_path("samples").iterdir() if path.suffix != ".json")
