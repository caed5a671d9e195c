"""The line below the supplier: how often it was sent, and the rule "always ready"."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.gui.suppliers import SupplierBook
from desktop.gui.theme import Space
from desktop.gui.widgets import column, label
from desktop.receipts.dates import format_date
from desktop.receipts.habits import Habit
from desktop.receipts.receipt import Draft
from desktop.words import _, ngettext


class SupplierNote(QWidget):
    """Shows what is remembered of the supplier in the form; hidden for one that nothing was sent of yet."""

    def __init__(self, suppliers: SupplierBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suppliers = suppliers
        self._draft = Draft()
        self.told = label(kind="small", ink="muted", wraps=True)
        self.always = QCheckBox(self)
        self.meaning = label(kind="small", ink="muted", wraps=True)
        layout = column(self, gap=Space.XS)
        for part in (self.told, self.always, self.meaning):
            layout.addWidget(part)
        self.always.clicked.connect(self._on_clicked)
        suppliers.changed.connect(self.retranslate)
        self.retranslate()

    def follow(self, draft: Draft) -> None:
        """Tell what is remembered of the supplier of a draft."""
        self._draft = draft
        self.retranslate()

    @Slot()
    def _on_clicked(self) -> None:
        self._suppliers.set_always_ready(self._draft, always=self.always.isChecked())
        self._explain()

    @Slot()
    def retranslate(self) -> None:
        """Say everything in the language in use."""
        habit = self._suppliers.memory.of(self._draft)
        self.setVisible(habit is not None and habit.times > 0)
        if habit is not None:
            self.told.setText(_told(habit))
            self.always.setChecked(habit.always_ready)
            self._explain()

    def _explain(self) -> None:
        rule = _(
            "Ready also when the total or the due date is unusual. Other VAT, another currency, a name that is only"
            " alike, or a receipt that is here already still waits for you."
        )
        self.always.setText(_("Always ready"))
        self.always.setAccessibleName(_("Always ready"))
        self.always.setAccessibleDescription(rule)
        self.always.setToolTip(rule)
        self.meaning.setText(_("Also with an unusual total or due date."))
        self.meaning.setToolTip(rule)
        self.meaning.setVisible(self.always.isChecked())


def _told(habit: Habit) -> str:
    if habit.last is None:
        return ngettext("Sent {n} time", "Sent {n} times", habit.times).format(n=habit.times)
    words = ngettext("Sent {n} time, last dated {date}", "Sent {n} times, last dated {date}", habit.times)
    return words.format(n=habit.times, date=format_date(habit.last))
