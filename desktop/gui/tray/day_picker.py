"""A month to point at, in the program's own colours."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QLocale, Qt, Signal, Slot
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from desktop.gui import icons
from desktop.gui.theme import Role, look
from desktop.words import _, current_language

_BAR = """
#qt_calendar_navigationbar {{ background: {ground}; }}
#qt_calendar_navigationbar QToolButton {{ border: none; background: transparent; padding: 2px 8px; font-weight: 600; }}
#qt_calendar_navigationbar QToolButton:hover {{ background: {hover}; }}
"""


class DayPicker(QCalendarWidget):
    """Weeks begin on Monday and have their numbers; days off are days like others."""

    picked = Signal(object)
    """datetime.date"""

    def __init__(self, day: dt.date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(QLocale(current_language()))
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setSelectedDate(QDate(day.year, day.month, day.day))
        self._dress()
        self.clicked.connect(self._on_day)
        self.activated.connect(self._on_day)

    def _dress(self) -> None:
        plain = QTextCharFormat()
        plain.setForeground(look().colour(Role.TEXT))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(weekday, plain)
        header = QTextCharFormat()
        header.setForeground(look().colour(Role.MUTED))
        self.setHeaderTextFormat(header)
        colours = {"ground": look().colour(Role.FIELD).name(), "hover": look().colour(Role.HOVER).name()}
        self.setStyleSheet(_BAR.format(**colours))
        bar = self.findChild(QWidget, "qt_calendar_navigationbar")
        if bar is not None:  # its own hint is too low for a styled button
            bar.setMinimumHeight(2 * self.fontMetrics().height())
            self.setMinimumHeight(self.sizeHint().height() + bar.minimumHeight())
        self._arrow("qt_calendar_prevmonth", "chevron-left", _("Previous month"))
        self._arrow("qt_calendar_nextmonth", "chevron-right", _("Next month"))

    def _arrow(self, name: str, icon: str, words: str) -> None:
        button = self.findChild(QToolButton, name)
        if button is not None:
            icons.wear(button, icon)
            button.setAccessibleName(words)
            button.setToolTip(words)

    @Slot(QDate)
    def _on_day(self, day: QDate) -> None:
        self.picked.emit(dt.date(day.year(), day.month(), day.day()))
