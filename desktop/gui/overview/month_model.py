"""The accounts of one month in one currency as a table, which a screen reader can read cell by cell."""

from __future__ import annotations

from decimal import Decimal
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.receipts.company import CompanyBook
from desktop.receipts.money import format_amount, format_money
from desktop.receipts.month import AccountLine, Figures, Month
from desktop.words import _, ngettext

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_NOTHING = "\u2013"
"""An amount of nothing, in a column of amounts."""


class Column(IntEnum):
    """What stands in a column."""

    ACCOUNT = 0
    BAR = 1
    COUNT = 2
    BOOKED = 3
    DRAFT = 4
    UNSENT = 5
    TOTAL = 6


SHARES = Qt.ItemDataRole.UserRole + 1
"""Of the bar: (booked, draft, unsent) as parts of the largest account's total, each 0 to 1."""


class MonthModel(QAbstractTableModel):
    """One row for each account, the largest first; the last row is the sum where there is more than one."""

    def __init__(self, month: Month, currency: str, book: CompanyBook | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.currency = currency
        self._book = book
        self._lines = month.of(currency)
        self._sum = month.sum_of(currency)
        self._largest = max((abs(line.figures.total) for line in self._lines), default=Decimal(0))

    def rowCount(self, parent: Index = _ROOT) -> int:  # noqa: D102 - Qt's own
        many = len(self._lines)
        return 0 if parent.isValid() else many + (many > 1)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: D102 - Qt's own
        return 0 if parent.isValid() else len(Column)

    def is_sum(self, number: int) -> bool:
        """Return True for the row of the sum."""
        return number >= len(self._lines)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # noqa: D102 - Qt's own
        if way is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        return _titles()[section] if role == Qt.ItemDataRole.AccessibleTextRole or section != Column.BAR else ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:  # noqa: D102 - Qt's own
        if not index.isValid():
            return None
        number, column = index.row(), index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == SHARES:
            return None if self.is_sum(number) else self._shares(self._figures(number))
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._spoken(number)
        return self._words(number, column, role)

    def _words(self, number: int, column: int, role: int) -> str | None:
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return None
        if column == Column.BAR:
            return self._share_words(self._figures(number)) if role == Qt.ItemDataRole.AccessibleTextRole else ""
        return self._cell(number, column)

    def _figures(self, number: int) -> Figures:
        return self._sum if self.is_sum(number) else self._lines[number].figures

    def _cell(self, number: int, column: int) -> str:
        figures = self._figures(number)
        amounts = {
            Column.BOOKED: figures.booked,
            Column.DRAFT: figures.draft,
            Column.UNSENT: figures.unsent,
            Column.TOTAL: figures.total,
        }
        if column in amounts:
            amount = amounts[Column(column)]
            return format_amount(amount) if amount or column == Column.TOTAL else _NOTHING
        if column == Column.COUNT:
            return str(figures.count)
        return self._name(number) if column == Column.ACCOUNT else ""

    def _name(self, number: int) -> str:
        return _("Sum") if self.is_sum(number) else account_words(self._lines[number], self._book)

    def _shares(self, figures: Figures) -> tuple[float, float, float]:
        parts = (figures.booked, figures.draft, figures.unsent)
        whole = self._largest or Decimal(1)
        booked, draft, unsent = (float(max(part, Decimal(0)) / whole) for part in parts)
        return booked, draft, unsent

    def _share_words(self, figures: Figures) -> str:
        """Return how the account stands to the whole month, which the bar shows the eye."""
        if not self._sum.total:
            return ""
        return _("{percent} % of the month").format(percent=round(100 * figures.total / self._sum.total))

    def _spoken(self, number: int) -> str:
        figures = self._figures(number)
        lines = [
            f"{self._name(number)}: {format_money(figures.total, self.currency)}",
            ngettext("{n} receipt", "{n} receipts", figures.count).format(n=figures.count),
        ]
        booked, draft, unsent = _("booked"), _("draft, not booked"), _("not sent")
        stages = ((figures.booked, booked), (figures.draft, draft), (figures.unsent, unsent))
        lines += [f"{words}: {format_money(amount, self.currency)}" for amount, words in stages if amount]
        if figures.bare:
            words = ngettext("{n} without an amount", "{n} without an amount", figures.bare)
            lines.append(words.format(n=figures.bare))
        return "\n".join(lines)


def account_words(line: AccountLine, book: CompanyBook | None) -> str:
    """Return what an account is called: its number, and its name where that is known."""
    if line.account is None:
        return _("No account yet")
    known = book.account(line.account) if book else None
    return f"{line.account} {known.name}" if known else str(line.account)


def _titles() -> tuple[str, ...]:
    return (_("Account"), _("Share"), _("Receipts"), _("Booked"), _("Draft"), _("Not sent"), _("Total"))


def _alignment(column: int) -> Qt.AlignmentFlag:
    left = column in {Column.ACCOUNT, Column.BAR}
    return Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight)
