"""“What is missing?”: what a valid Danish receipt should show, and this one doesn't seem to."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from desktop.gui import icons
from desktop.gui.theme import Role, Space
from desktop.gui.widgets import button, column, label, retell
from desktop.reading import Requirement
from desktop.words import N_, _, ngettext

_WORDS = {
    Requirement.SELLER: N_("The seller's name"),
    Requirement.SELLER_NUMBER: N_("The seller's CVR number"),
    Requirement.NUMBER: N_("A number of the invoice or receipt"),
    Requirement.DATE: N_("The date"),
    Requirement.GOODS: N_("What was bought"),
    Requirement.VAT: N_("The VAT in kroner"),
    Requirement.BUYER: N_("Your company's name and address (above 3.000 kr.)"),
}


class MissingPanel(QWidget):
    """A line that unfolds into a list; hidden where nothing seems to be missing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lacks: tuple[Requirement, ...] = ()
        self.head = button("", kind="link")
        self.head.setCheckable(True)
        self.head.toggled.connect(self._unfold)
        self.words = label(kind="small", ink="muted", wraps=True)
        layout = column(self, gap=Space.XS)
        layout.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.words)
        self._unfold()
        self.hide()

    def show_lacks(self, lacks: Iterable[Requirement]) -> None:
        """Say what is missing; nothing hides the panel."""
        found = tuple(lacks)
        if found != self._lacks:
            self._lacks = found
            self.retranslate()
        self.setVisible(bool(found))

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        count = len(self._lacks)
        head = ngettext("What is missing on it? {n} thing", "What is missing on it? {n} things", count)
        retell(self.head, head.format(n=count))
        lines = [f"\u2022 {_(_WORDS[lack])}" for lack in self._lacks]
        advice = _("It can be sent all the same. Ask the seller for an invoice with it, to be sure of the deduction.")
        self.words.setText("\n".join([_("This doesn't seem to be on the receipt:"), *lines, advice]))
        self.words.setAccessibleName(self.words.text())

    @Slot()
    def _unfold(self) -> None:
        self.words.setVisible(self.head.isChecked())
        icons.wear(self.head, "chevron-down" if self.head.isChecked() else "chevron-right", Role.ACCENT)
