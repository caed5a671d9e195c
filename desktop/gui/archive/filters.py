"""The archive's filters: month, supplier, account, company, state. Hidden until they are wanted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from desktop.gui.archive.words import month_words, state_words
from desktop.gui.bridge import Bridge
from desktop.gui.theme import Space
from desktop.gui.tray.field import CalmCombo
from desktop.receipts.states import State
from desktop.store.archive_filter import ArchiveFilter
from desktop.store.archive_index import ArchiveChoices
from desktop.words import _

DAMAGED, OLD = "damaged", "old"
"""Among the states: the original isn't what came in; it need not be kept any longer."""


class FilterPanel(QWidget):
    """Five choices, each "all" at first; what doesn't occur in the archive isn't offered."""

    changed = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(Space.XS)
        for number in (0, 1):
            self._grid.setColumnStretch(number, 1)
        self.month = self._add(_("Month"), _("All months"), 0, 0)
        self.state = self._add(_("State"), _("All states"), 0, 1)
        self.supplier = self._add(_("Supplier"), _("All suppliers"), 1, 0)
        self.account = self._add(_("Account"), _("All accounts"), 1, 1)
        self.company = self._add(_("Company"), _("All companies"), 2, 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for combo in self._combos():
            combo.currentIndexChanged.connect(self.changed)

    def _add(self, name: str, everything: str, across: int, along: int) -> CalmCombo:
        made = CalmCombo()
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.setMinimumContentsLength(4)
        made.addItem(everything, None)
        self._grid.addWidget(made, across, along, 1, 2 if across == 2 else 1)
        return made

    def _combos(self) -> tuple[CalmCombo, ...]:
        return self.month, self.state, self.supplier, self.account, self.company

    def chosen(self, wanted: ArchiveFilter) -> ArchiveFilter:
        """Return ``wanted`` with what is chosen here."""
        state = self.state.currentData()
        return replace(
            wanted,
            month=self.month.currentData(),
            supplier=self.supplier.currentData(),
            account=self.account.currentData(),
            company_id=self.company.currentData(),
            state=State(state) if state not in {None, DAMAGED, OLD} else None,
            damaged=state == DAMAGED,
            periods=self._bridge.archive.keeper.last.periods if state == OLD else None,
        )

    def offer(self, choices: ArchiveChoices) -> None:
        """Offer what occurs; a choice stays, also one that occurs no longer."""
        book = self._bridge.book
        accounts = {a.number: a.name for a in book.accounts} if book else {}
        companies = {c.id: c.name for c in self._bridge.companies}
        states = [(state_words(State(each)), each) for each in choices.states]
        damaged = [(_("Original damaged or missing"), DAMAGED)] if choices.damaged else []
        old = [(_("May be cleared"), OLD)] if self._bridge.archive.keeper.last.count else []
        self._fill(self.month, ((month_words(each), each) for each in choices.months))
        self._fill(self.supplier, ((name, key) for key, name in choices.suppliers))
        self._fill(self.account, ((f"{n} {accounts.get(n, '')}".strip(), n) for n in choices.accounts))
        self._fill(self.company, ((companies.get(each, str(each)), each) for each in choices.companies))
        self._fill(self.state, (*states, *damaged, *old))

    def _fill(self, combo: CalmCombo, options: Iterable[tuple[str, object]]) -> None:
        wanted = [(combo.itemText(0), None), *options]
        chosen = (combo.currentText(), combo.currentData())
        if chosen[1] is not None and chosen[1] not in [value for _words, value in wanted]:
            wanted.append(chosen)
        if [(combo.itemText(n), combo.itemData(n)) for n in range(combo.count())] == wanted:
            return
        combo.blockSignals(True)  # noqa: FBT003 - Qt's own
        combo.clear()
        for words, value in wanted:
            combo.addItem(words, value)
        combo.setCurrentIndex([value for _words, value in wanted].index(chosen[1]))
        combo.blockSignals(False)  # noqa: FBT003 - Qt's own

    def show_damaged(self) -> None:
        """List the receipts whose original isn't what came in."""
        self._choose_state(_("Original damaged or missing"), DAMAGED)

    def show_old(self) -> None:
        """List the receipts that need not be kept any longer."""
        self._choose_state(_("May be cleared"), OLD)

    def _choose_state(self, words: str, value: str) -> None:
        self.clear()
        if self.state.findData(value) < 0:
            self.state.addItem(words, value)
        self.state.setCurrentIndex(self.state.findData(value))

    def is_set(self) -> bool:
        """Return whether anything is chosen."""
        return any(each.currentIndex() > 0 for each in self._combos())

    @Slot()
    def clear(self) -> None:
        """Choose all."""
        for each in self._combos():
            each.setCurrentIndex(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102 - Qt's own
        if event.key() == Qt.Key.Key_Escape and self.is_set():
            self.clear()
        else:
            super().keyPressEvent(event)
