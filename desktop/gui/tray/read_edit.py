"""Fields whose text is read: an amount, a date. What can't be read stays as it was typed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QWidget, QWidgetAction

from desktop.gui import icons
from desktop.gui.theme import Role, Space, say
from desktop.gui.tray.day_picker import DayPicker
from desktop.gui.tray.field import tabular
from desktop.gui.tray.lacks import today
from desktop.receipts.dates import format_date, parse_date
from desktop.receipts.faults import Fault, FaultNote
from desktop.receipts.money import format_amount, parse_amount
from desktop.words import _


class ReadEdit(QLineEdit):
    """A line whose text means a value. Kinds of value derive from it."""

    touched = Signal()
    """The text was changed by the user."""
    settled = Signal()
    """The field was left, or Enter pressed; its text has been written in full."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fault: FaultNote | None = None
        self.hint = ""
        """How the text was read, where that could surprise; until it is changed."""
        self.textEdited.connect(self._on_edited)
        self.editingFinished.connect(self.settle)

    def read(self) -> bool:
        """Read the text; return whether it makes sense (an empty one does)."""
        self.fault = None
        try:
            self._take(self.text().strip())
        except Fault as fault:
            self.fault = fault.note()
        return self.fault is None

    def put_back(self, text: str) -> None:
        """Show text that could not be read, as it was typed."""
        self.setText(text)
        self.read()

    @Slot()
    def settle(self) -> None:
        """Read the text and write it in full."""
        if self.isModified():
            self.setModified(False)
            if self.read():
                self.hint = self._surprise()
                self.setText(self._written())
            self.setModified(False)
            self.settled.emit()

    @Slot()
    def _on_edited(self) -> None:
        self.hint = ""
        self.read()
        self.touched.emit()

    def _take(self, text: str) -> None:
        raise NotImplementedError

    def _written(self) -> str:
        raise NotImplementedError

    def _surprise(self) -> str:
        return ""


class AmountEdit(ReadEdit):
    """An amount in the Danish ways of writing, right-aligned."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: Decimal | None = None
        self._note: str | None = None
        self._unit = QLabel(self)
        say(self._unit, "ink", "muted")
        self._unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        tabular(self)

    def value(self) -> Decimal | None:
        """Return the amount; None when empty or not readable."""
        return self._value

    def set_value(self, value: Decimal | None) -> None:
        """Show an amount."""
        self.fault, self.hint, self._value, self._note = None, "", value, None
        self.setText(self._written())

    def set_unit(self, unit: str) -> None:
        """Show the currency behind the amount."""
        self._unit.setText(unit)
        self._unit.adjustSize()
        self.setTextMargins(0, 0, self._unit.width() + Space.XS, 0)
        self._place_unit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the unit at the end."""
        super().resizeEvent(event)
        self._place_unit()

    def _place_unit(self) -> None:
        left = self.width() - self._unit.width() - Space.S - 1
        self._unit.move(left, (self.height() - self._unit.height()) // 2)

    def _take(self, text: str) -> None:
        self._value = self._note = None
        if text:
            amount = parse_amount(text)
            self._value, self._note = amount.value, amount.note

    def _written(self) -> str:
        return "" if self._value is None else format_amount(self._value)

    def _surprise(self) -> str:
        return _("Read as {amount}").format(amount=self._written()) if self._note and self._value else ""


class DateEdit(ReadEdit):
    """A date, the day first; the arrow keys go a day on or back, the button shows a calendar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: dt.date | None = None
        self._calendar = QAction(self)
        icons.wear(self._calendar, "calendar", Role.MUTED)
        self._calendar.triggered.connect(self.show_calendar)
        self.addAction(self._calendar, QLineEdit.ActionPosition.TrailingPosition)
        tabular(self)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._calendar.setText(_("Calendar"))
        self._calendar.setToolTip(_("Calendar"))

    def value(self) -> dt.date | None:
        """Return the date; None when empty or not readable."""
        return self._value

    def set_value(self, value: dt.date | None) -> None:
        """Show a date."""
        self.fault, self.hint, self._value = None, "", value
        self.setText(self._written())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go a day back or on with the arrows."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        if event.key() in steps and not event.modifiers() and self._value is not None:
            self._choose(self._value + dt.timedelta(days=steps[Qt.Key(event.key())]))
        else:
            super().keyPressEvent(event)

    @Slot()
    def show_calendar(self) -> None:
        """Let the user point at a day."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        picker = DayPicker(self._value or today(), menu)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(picker)
        menu.addAction(holder)
        picker.picked.connect(self._choose)
        picker.picked.connect(menu.close)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        picker.setFocus()

    @Slot(object)
    def _choose(self, date: dt.date) -> None:
        self.set_value(date)
        self.touched.emit()
        self.settled.emit()

    def _take(self, text: str) -> None:
        self._value = None
        if text:
            self._value = parse_date(text, today())

    def _written(self) -> str:
        return "" if self._value is None else format_date(self._value)
