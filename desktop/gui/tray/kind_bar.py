"""The kinds of receipts above the list, each with how many there are: press one to see only those."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from desktop.gui.theme import Space
from desktop.gui.tray.flowing import FlowLayout
from desktop.gui.tray.sieve import Kind
from desktop.gui.widgets import button
from desktop.receipts.states import State
from desktop.words import _
from desktop.words.states import state_word

FEW = 2
"""Receipts below which there is nothing to choose from."""


class KindBar(QWidget):
    """One small button for each kind that there is."""

    chosen = Signal(object)
    """Kind"""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: Mapping[Kind, int] = {}
        self._aside = False
        self.chips: dict[Kind, QPushButton] = {}
        self._group = QButtonGroup(self)
        layout = FlowLayout(self, gap=Space.XS)
        layout.setContentsMargins(Space.S, Space.S, Space.S, Space.XS)
        for kind in Kind:
            chip = self.chips[kind] = button("", kind="chip")
            chip.setCheckable(True)
            self._group.addButton(chip)
            layout.addWidget(chip)
        self.chips[Kind.ALL].setChecked(True)
        self._group.buttonClicked.connect(self._on_clicked)
        self.hide()

    def kind(self) -> Kind:
        """Return the kind that is chosen."""
        return next(kind for kind, chip in self.chips.items() if chip.isChecked())

    def choose(self, kind: Kind) -> None:
        """Choose a kind as the user would."""
        if not self.chips[kind].isChecked():
            self.chips[kind].setChecked(True)
            self.chosen.emit(kind)

    def show_counts(self, counts: Mapping[Kind, int]) -> None:
        """Say how many there are of each kind; a kind that has none is not offered, unless it is the chosen one."""
        if counts != self._counts:
            self._counts = counts
            self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        names = _names()
        for kind, chip in self.chips.items():
            count = self._counts.get(kind, 0)
            chip.setText(_("{kind} {n}").format(kind=names[kind], n=count))
            chip.setAccessibleName(chip.text())
            chip.setToolTip(f"Alt+{list(Kind).index(kind) + 1}")
            chip.setVisible(count > 0 or kind is Kind.ALL or chip.isChecked())
        several = self._counts.get(Kind.ALL, 0) >= FEW
        self.setVisible(not self._aside and (several or self.kind() is not Kind.ALL))
        self.updateGeometry()

    @Slot(bool)
    def step_aside(self, aside: bool) -> None:
        """Leave the room to something that asks."""
        self._aside = aside
        self.retranslate()

    @Slot()
    def _on_clicked(self) -> None:
        self.chosen.emit(self.kind())

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def _names() -> dict[Kind, str]:
    return {
        Kind.ALL: _("All"),
        Kind.MISSING: state_word(State.NEW),
        Kind.READY: state_word(State.READY),
        Kind.ASKS: state_word(State.ATTENTION),
        Kind.NOTED: _("Notes"),
    }
