"""The supplier: a known one, or a new name."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from desktop.gui.tray.choice import Choice
from desktop.gui.tray.chooser import Chooser
from desktop.receipts.company import Supplier
from desktop.receipts.company_names import plain_name
from desktop.receipts.cvr import plain_cvr


class SupplierField(Chooser):
    """Suppliers of the company, and those of earlier receipts; any other name may be written too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suppliers: tuple[Supplier, ...] | None = None
        self._contacts: tuple[Choice, ...] = ()
        self._by_label: dict[str, Choice] = {}
        self._numbers: dict[object, str] = {}
        """The CVR number of each contact that has one, by guid."""
        self._earlier: tuple[str, ...] = ()
        self._shown = ""
        self._cvr: str | None = None
        """Of the supplier that was shown, as its document tells it."""

    def set_suppliers(self, suppliers: tuple[Supplier, ...]) -> None:
        """Offer the suppliers that Dinero knows."""
        if suppliers is self._suppliers:
            return
        self._suppliers = suppliers
        self._contacts = tuple(Choice(s.guid, s.name) for s in sorted(suppliers, key=lambda s: s.name.casefold()))
        self._numbers = {s.guid: number for s in suppliers if (number := plain_cvr(s.vat_number or ""))}
        self._offer_all()

    def learn(self, names: Iterable[str]) -> None:
        """Offer the names on earlier receipts too; before the first login there are no others."""
        earlier = tuple(dict.fromkeys(" ".join(name.split()) for name in names))
        if earlier != self._earlier:
            self._earlier = earlier
            self._offer_all()

    def _offer_all(self) -> None:
        known = {c.label.casefold(): c for c in reversed(self._contacts)}
        names = sorted({n for n in self._earlier if n and n.casefold() not in known}, key=str.casefold)
        new = tuple(Choice(None, name) for name in names)
        self._by_label = {**{c.label.casefold(): c for c in new}, **known}
        self.set_choices((*self._contacts, *new))

    def set_choices(self, choices: Iterable[Choice]) -> None:
        """Offer these without changing what is written."""
        text = self.text()
        super().set_choices(choices)
        self.setText(text)

    def resolve(self, text: str) -> Choice | None:
        """Return the known name that is written, whatever its case: of 5,000 as quickly as of five."""
        return self._by_label.get(" ".join(text.casefold().split()))

    def name(self) -> str:
        """Return the name as it is written."""
        return " ".join(self.text().split())

    def guid(self) -> str | None:
        """Return the guid in Dinero, if the name is that of a known supplier that has no other CVR number."""
        found = self._chosen or self.resolve(self.text())
        if found is None or not isinstance(found.key, str):
            return None
        cvr = self.cvr()
        return found.key if self._chosen is not None or cvr is None or self._number(found) in {"", cvr} else None

    def cvr(self) -> str | None:
        """Return the CVR number that the document tells of this supplier; None once another name is written."""
        if self._cvr is None or plain_name(self.text()) != plain_name(self._shown):
            return None
        other = self._chosen is not None and self._number(self._chosen) not in {"", self._cvr}
        return None if other else self._cvr

    def _number(self, choice: Choice) -> str:
        return self._numbers.get(choice.key, "")

    def set_supplier(self, name: str, guid: str | None, cvr: str | None = None) -> None:
        """Show a supplier; ``cvr`` is its number as the document tells it."""
        self._shown, self._cvr = name, cvr
        found = self.resolve(name) if guid is not None else None
        if found is not None and found.key != guid:  # another contact of the same name
            found = next((c for c in self._contacts if c.key == guid), None)
        self._chosen = found if found is not None and found.label == name else None
        self.setText(name)
        self.setToolTip(name)
        self.setCursorPosition(0)

    def suggested(self, text: str) -> Choice | None:
        """Take by itself only what begins as written: a new name is no misspelling of another."""
        begin = text.strip().casefold()
        return next((c for c in self.choices() if begin and c.label.casefold().startswith(begin)), None)
