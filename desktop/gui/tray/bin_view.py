"""The bin: what was thrown out, how long it stays, and the ways back and out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QSplitter, QStackedWidget, QWidget

from desktop.gui.actions import is_for
from desktop.gui.bridge import Bridge
from desktop.gui.empty import EmptyState
from desktop.gui.row_list import RowList
from desktop.gui.theme import Space, letters, look
from desktop.gui.tray.bin_model import BinModel, BinRows
from desktop.gui.tray.model import Role
from desktop.gui.tray.preview import PreviewPane
from desktop.gui.tray.thumbnails import Thumbnails
from desktop.gui.widgets import button, column, ground, hairline, label, retell, row
from desktop.words import _, ngettext

LIST_WIDTH = 62
"""Average letters."""


class BinView(QWidget):
    """List and page; nothing here can be edited."""

    left = Signal()
    """Back to the tray"""

    def __init__(self, bridge: Bridge, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.model = BinModel(bridge, self)
        self.list = RowList(self)
        self.preview = PreviewPane(bridge, self, editable=False)
        self.back = button("", kind="quiet", icon="chevron-left")
        self.title = label(kind="title")
        self.about = label(kind="small", ink="muted", wraps=True)
        self.restore = button("", kind="primary", icon="undo")
        self.delete = button("", icon="trash")
        self.question = label(wraps=True)
        self.sure = button("", icon="trash")
        self.keep = button("", kind="primary")
        self.home = button("", icon="tray")
        self.nothing = EmptyState("trash", "", "", actions=[self.home])
        self._make_list(thumbnails)
        self._lay_out()
        self._wire()
        self.retranslate()
        self._on_contents()

    def _make_list(self, thumbnails: Thumbnails) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(BinRows(thumbnails, self.list))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(RowList.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        thumbnails.arrived.connect(self._on_thumbnail)

    def _lay_out(self) -> None:
        left = ground(QWidget(), "surface")
        head = row(gap=Space.XS)
        head.addWidget(self.back)
        head.addWidget(self.title, 1)
        top = column(margin=Space.M, gap=Space.XS)
        top.addLayout(head)
        top.addWidget(self.about)
        inner = column(left, gap=0)
        inner.addLayout(top)
        inner.addWidget(hairline())
        inner.addWidget(self.list, 1)
        inner.addWidget(hairline())
        inner.addWidget(self._buttons())
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        split.addWidget(left)
        split.addWidget(self.preview)
        split.setStretchFactor(1, 1)
        split.setSizes([letters(LIST_WIDTH), 10 * letters(LIST_WIDTH)])
        self.pages = QStackedWidget()
        self.pages.addWidget(split)
        self.pages.addWidget(self.nothing)
        column(self, gap=0).addWidget(self.pages)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _buttons(self) -> QWidget:
        self._acts, self._asks = QWidget(), QWidget()
        acts = column(self._acts, margin=Space.M)
        acts.addWidget(self.restore)
        acts.addWidget(self.delete)
        asks = column(self._asks, margin=Space.M)
        for part in (self.question, self.keep, self.sure):
            asks.addWidget(part)
        both = QWidget()
        layout = column(both, gap=0)
        layout.addWidget(self._acts)
        layout.addWidget(self._asks)
        self._asks.hide()
        return both

    def _wire(self) -> None:
        self.back.clicked.connect(self.left)
        self.home.clicked.connect(self.left)
        self.restore.clicked.connect(self.restore_chosen)
        self.delete.clicked.connect(self.ask)
        self.sure.clicked.connect(self._on_sure)
        self.keep.clicked.connect(self._end_question)
        self.model.modelReset.connect(self._on_contents)
        self.list.selectionModel().selectionChanged.connect(self._on_chosen)
        self.list.selectionModel().currentChanged.connect(self._on_chosen)
        look().changed.connect(self.list.doItemsLayout)

    # -- what is chosen

    def chosen_ids(self) -> tuple[str, ...]:
        """Return the receipts that are chosen, in the order of the list."""
        rows = sorted(self.list.selectionModel().selectedIndexes(), key=QModelIndex.row)
        return tuple(str(index.data(Role.ID)) for index in rows)

    @Slot(object)
    def _on_thumbnail(self, _key: object) -> None:
        self.list.viewport().update()

    @Slot()
    def _on_contents(self) -> None:
        count = self.model.rowCount()
        self.pages.setCurrentIndex(0 if count else 1)
        if count:
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.selectionModel().setCurrentIndex(self.model.index(0), flag)
        self._on_chosen()
        if self.isVisible() and not count:
            self.home.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_chosen(self) -> None:
        self._end_question()
        binned = self.model.at(self.list.currentIndex().row())
        self.preview.show_receipt(binned.receipt if binned else None)
        chosen = self.chosen_ids()
        self.restore.setEnabled(bool(chosen))
        self.delete.setEnabled(bool(chosen))

    # -- what the user does

    @Slot()
    def restore_chosen(self) -> None:
        """Bring the chosen receipts back to the tray."""
        if self.chosen_ids():
            self._bridge.dustbin.restore(self.chosen_ids())

    @Slot()
    def ask(self) -> None:
        """Ask in place whether to delete: nothing brings back what is deleted here."""
        count = len(self.chosen_ids())
        if not count:
            return
        asked = ngettext("Delete {n} receipt for good? Nothing brings it back.",
                         "Delete {n} receipts for good? Nothing brings them back.", count)  # fmt: skip
        self.question.setText(asked.format(n=count))
        self._acts.hide()
        self._asks.show()
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_sure(self) -> None:
        self._bridge.dustbin.delete(self.chosen_ids())
        self._end_question()
        self.list.setFocus()

    @Slot()
    def _end_question(self) -> None:
        asked = self._asks.isVisible()
        self._asks.hide()
        self._acts.show()
        if asked:
            self.list.setFocus()

    # -- keys, language

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: D102 - Qt's own
        super().focusInEvent(event)
        (self.list if self.model.rowCount() else self.home).setFocus(event.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter brings back, Del asks whether to delete, Esc ends the question or leads back to the tray."""
        if is_for(event, "back"):
            self._end_question() if self._asks.isVisible() else self.left.emit()
        elif is_for(event, "open") and self.list.hasFocus():
            self.restore_chosen()
        elif is_for(event, "bin"):
            self.ask()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.title.setText(_("Bin"))
        self.about.setText(_("What was never sent is deleted by itself after 30 days."))
        self.back.setAccessibleName(_("Back to the tray"))
        self.back.setToolTip(_("Back to the tray"))
        retell(self.home, _("Back to the tray"))
        retell(self.restore, _("Put back into the tray"))
        retell(self.delete, _("Delete now"))
        retell(self.sure, _("Delete for good"))
        retell(self.keep, _("Keep"))
        self.list.setAccessibleName(_("Receipts in the bin"))
        self.nothing.say(_("The bin is empty"))
