"""The small way to receipts that were moved to another company: they wait there until it is chosen."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtWidgets import QMenu, QPushButton

from desktop.gui.bridge import Bridge
from desktop.gui.theme import letters
from desktop.gui.widgets import retell
from desktop.receipts.states import Place
from desktop.words import _

NAME = 20
"""Average letters of a company's name; the whole name is the tooltip."""


class ElsewhereLink(QObject):
    """Says on ``link`` how many wait where; a press chooses that company."""

    def __init__(self, bridge: Bridge, link: QPushButton, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._link = bridge, link
        self._counts: Counter[int] = Counter()
        for signal in (
            bridge.receipts_changed,
            bridge.receipts_gone,
            bridge.settings_changed,
            bridge.companies_changed,
        ):
            signal.connect(self.tell)
        link.clicked.connect(self._go)
        self.tell()

    @Slot()
    def tell(self) -> None:
        """Say it, in the language in use."""
        moved = (r for r in self._bridge.receipts.values() if r.for_company is not None and r.place is Place.TRAY)
        self._counts = Counter(r.for_company for r in moved if self._bridge.flow.is_elsewhere(r) and r.for_company)
        total = sum(self._counts.values())
        self._link.setVisible(total > 0)
        if len(self._counts) == 1:
            full = self._name(next(iter(self._counts)))
            name = self._link.fontMetrics().elidedText(full, Qt.TextElideMode.ElideRight, letters(NAME))
            self._link.setToolTip(full)
            retell(self._link, _("{n} wait at {company}").format(n=total, company=name).replace("&", "&&"))
        elif total:
            retell(self._link, _("{n} wait at other companies").format(n=total))

    def _name(self, company_id: int) -> str:
        return next((c.name for c in self._bridge.companies if c.id == company_id), str(company_id))

    @Slot()
    def _go(self) -> None:
        if len(self._counts) == 1:
            self._bridge.choose_company(next(iter(self._counts)))
            return
        menu = QMenu(self._link)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for company_id, count in self._counts.items():
            words = _("{company}: {n}").format(company=self._name(company_id), n=count).replace("&", "&&")
            menu.addAction(words).triggered.connect(lambda _on=False, i=company_id: self._bridge.choose_company(i))
        menu.popup(self._link.mapToGlobal(QPoint(0, 0)))
