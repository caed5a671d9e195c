"""A line in which one types a few letters and chooses from what fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from desktop.gui import icons
from desktop.gui.theme import Role, Space, say
from desktop.gui.tray.choice import Choice
from desktop.gui.tray.popup import CHOICE, PopupDelegate, choice_item, header_item
from desktop.words import _

MOST = 200
"""Choices shown at once; more are found by typing."""


class Chooser(QLineEdit):
    """Type to find, arrows to move, Enter or Tab to take; the button at the end shows everything."""

    touched = Signal()
    """The text or the choice was changed by the user."""
    settled = Signal()
    """The field was left, or a choice taken."""
    send_asked = Signal()
    """Ctrl+Enter was pressed while the list was open, where no shortcut hears it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()
        self._chosen: Choice | None = None
        self._list = QStandardItemModel(self)
        self._popup = QListView()
        self._completer = QCompleter(self._list, self)
        self._unfold = QAction(self)
        self._set_up()
        self.textEdited.connect(self._on_edited)
        self.editingFinished.connect(self.settle)
        self.retranslate()

    def _set_up(self) -> None:
        say(self._popup, "kind", "popup")
        self._popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._completer.setPopup(self._popup)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(12)
        self._completer.setWidget(self)
        self._popup.setItemDelegate(PopupDelegate(self._popup))  # setPopup put Qt's own there
        self._popup.clicked.connect(self._on_activated)
        icons.wear(self._unfold, "chevron-down", Role.MUTED)
        self._unfold.triggered.connect(self.show_all)
        self.addAction(self._unfold, QLineEdit.ActionPosition.TrailingPosition)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._unfold.setText(_("Show all"))
        self._unfold.setToolTip(_("Show all"))

    # -- what there is, and what is chosen

    def set_choices(self, choices: Iterable[Choice]) -> None:
        """Offer these; what is chosen stays, by its key."""
        self._choices = tuple(choices)
        self._unfold.setVisible(bool(self._choices))
        key = self.key()
        if key is not None:
            self.set_key(key)

    def choices(self) -> tuple[Choice, ...]:
        """Return what is offered."""
        return self._choices

    def key(self) -> object:
        """Return what is chosen, or None."""
        return self._chosen.key if self._chosen else None

    def set_key(self, key: object, otherwise: str = "") -> None:
        """Choose by key without telling; an unknown key shows ``otherwise``."""
        found = next((c for c in self._choices if c.key == key), None) if key is not None else None
        if found is None and key is not None:
            found = Choice(key, otherwise or str(key))
        self._chosen = found
        self.setText(found.label if found else "")
        self.setToolTip(self.text())
        self.setCursorPosition(0)

    def put_back(self, text: str) -> None:
        """Show text that leads to no choice, as it was typed."""
        self._chosen = None
        self.setText(text)

    def resolve(self, text: str) -> Choice | None:
        """Return what ``text`` means by itself. Kinds of choosers widen this."""
        wanted = " ".join(text.casefold().split())
        return next((c for c in self._choices if wanted and c.label.casefold() == wanted), None)

    def guess(self, text: str) -> Choice | None:  # noqa: ARG002 - kinds of choosers use it
        """Return what a text that was left can only mean, if anything."""
        return None

    def suggested(self, text: str) -> Choice | None:
        """Return the choice that is offered first for ``text``: one that begins with it, else the first that fits."""
        begin = text.strip().casefold()
        found = self.matches(text) if begin else []
        return next((c for c in found if c.label.casefold().startswith(begin)), found[0] if found else None)

    def matches(self, text: str) -> list[Choice]:
        """Return what fits the text, in the order of the choices."""
        words = text.casefold().split()
        return [c for c in self._choices if c.fits(words)][:MOST]

    # -- typing

    @Slot()
    def _on_edited(self) -> None:
        text = self.text()
        self._chosen = self.resolve(text)
        self._offer(self.matches(text) if text.strip() else list(self._choices[:MOST]), self.suggested(text))
        self.touched.emit()

    @Slot()
    def show_all(self) -> None:
        """Show everything there is."""
        self.setFocus()
        self._offer(list(self._choices[:MOST]), self._chosen)

    def _offer(self, found: Sequence[Choice], first: Choice | None) -> None:
        if not found or not self.isVisible():
            self._popup.hide()
            return
        self._fill(found)
        self._completer.complete(QRect(0, 0, self._popup_width(), self.height() + 2))
        row = next((r for r in range(self._list.rowCount()) if self._at(r) == first), None) if first else None
        self._popup.setCurrentIndex(self._list.index(row, 0) if row is not None else QModelIndex())

    def _popup_width(self) -> int:
        bar = self._popup.verticalScrollBar().sizeHint().width()
        return max(self.width(), self._popup.sizeHintForColumn(0) + bar + 2 * Space.S)

    def _fill(self, found: Sequence[Choice]) -> None:
        self._list.clear()
        group = ""
        for choice in found:
            if choice.group != group:
                group = choice.group
                self._list.appendRow(header_item(group))
            self._list.appendRow(choice_item(choice))

    def _at(self, row: int) -> Choice | None:
        found = self._list.index(row, 0).data(CHOICE)
        return found if isinstance(found, Choice) else None

    def _highlighted(self) -> Choice | None:
        index = self._popup.currentIndex()
        return self._at(index.row()) if self._popup.isVisible() and index.isValid() else None

    def offered(self) -> list[str]:
        """Return the rows of the list as it is shown now."""
        rows = range(self._list.rowCount()) if self._popup.isVisible() else range(0)
        return [str(self._list.index(row, 0).data()) for row in rows]

    # -- taking

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        found = index.data(CHOICE)
        if isinstance(found, Choice):
            self.take(found)

    def take(self, choice: Choice) -> None:
        """Choose, as the user."""
        self._popup.hide()
        self._chosen = choice
        self.setText(choice.label)
        self.setCursorPosition(0)
        self.setModified(False)
        self.touched.emit()
        self.settled.emit()

    @Slot()
    def settle(self) -> None:
        """Take what is highlighted, else what the text means: the field is left."""
        found = self._highlighted()
        if found is None and self.isModified():
            found = self.resolve(self.text()) or self.guess(self.text())
        if found is not None:
            self.take(found)
        elif self.isModified():
            self.setModified(False)
            self.settled.emit()

    # -- events

    def event(self, event: QEvent) -> bool:
        """Tab takes what is highlighted, then goes on as ever."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab:
            found = self._highlighted()
            if found is not None:
                self.take(found)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes what is highlighted; the down arrow shows everything."""
        found = self._highlighted()
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and found is not None:
            self.take(found)
            event.accept()
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.send_asked.emit()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_F4} and not self._popup.isVisible():
            self.show_all()
        elif event.key() == Qt.Key.Key_Escape and self._popup.isVisible():
            self._popup.hide()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the beginning of a long name again."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.setCursorPosition(0)
