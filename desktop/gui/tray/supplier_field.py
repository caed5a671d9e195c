"""The supplier: a known one, or a new name."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from desktop.gui.tray.choice import Choice
from desktop.gui.tray.chooser import Chooser
from desktop.receipts.company import Supplier
from desktop.receipts.receipt import Receipt


class SupplierField(Chooser):
    """Suppliers of the company, and those of earlier receipts; any other name may be written too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suppliers: tuple[Supplier, ...] = ()
        self._earlier: tuple[str, ...] = ()

    def set_suppliers(self, suppliers: Iterable[Supplier]) -> None:
        """Offer the suppliers that Dinero knows."""
        self._suppliers = tuple(sorted(suppliers, key=lambda s: s.name.casefold()))
        self._offer_all()

    def learn(self, receipts: Iterable[Receipt]) -> None:
        """Offer the names on earlier receipts too; before the first login there are no others."""
        self._earlier = tuple(dict.fromkeys(" ".join(r.draft.supplier.split()) for r in receipts))
        self._offer_all()

    def _offer_all(self) -> None:
        known = {s.name.casefold() for s in self._suppliers}
        new = sorted({n for n in self._earlier if n and n.casefold() not in known}, key=str.casefold)
        self.set_choices([*(Choice(s.guid, s.name) for s in self._suppliers), *(Choice(None, n) for n in new)])

    def set_choices(self, choices: Iterable[Choice]) -> None:
        """Offer these without changing what is written."""
        text = self.text()
        super().set_choices(choices)
        self.setText(text)

    def name(self) -> str:
        """Return the name as it is written."""
        return " ".join(self.text().split())

    def guid(self) -> str | None:
        """Return the guid in Dinero, if the name is that of a known supplier."""
        found = self._chosen or self.resolve(self.text())
        return found.key if found is not None and isinstance(found.key, str) else None

    def set_supplier(self, name: str, guid: str | None) -> None:
        """Show a supplier."""
        found = next((c for c in self.choices() if guid is not None and c.key == guid), None)
        self._chosen = found if found is not None and found.label == name else None
        self.setText(name)
        self.setToolTip(name)
        self.setCursorPosition(0)

    def suggested(self, text: str) -> Choice | None:
        """Take by itself only what begins as written: a new name is no misspelling of another."""
        begin = text.strip().casefold()
        return next((c for c in self.choices() if begin and c.label.casefold().startswith(begin)), None)
