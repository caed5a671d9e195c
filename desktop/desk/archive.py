"""What the archive's view asks of the journal and the vault. For worker threads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.desk.archive_export import ArchiveExport, ExportReport
from desktop.desk.archive_rescue import save_copy
from desktop.desk.archive_retention import Retention
from desktop.receipts.receipt import Receipt
from desktop.store import CompanyTable, Journal, Vault
from desktop.store.archive_filter import ArchiveFilter
from desktop.store.archive_index import BATCH, ArchiveChoices, ArchiveIndex
from desktop.store.archive_texts import TextTable
from desktop.store.vault_checks import VaultChecks


@dataclass(frozen=True, slots=True)
class ArchiveFound:
    """What fits a filter."""

    wanted: ArchiveFilter
    ids: tuple[str, ...]
    """What asks for something first, then the newest."""
    first: tuple[Receipt, ...]
    """The receipts of the first ids, for the screen that is painted now."""
    choices: ArchiveChoices


class ArchiveDesk:
    """The archive of one data folder."""

    def __init__(self, journal: Journal, vault: Vault) -> None:
        self.index = ArchiveIndex(journal)
        self.texts = TextTable(journal)
        self.checks = VaultChecks(journal, vault)
        self.retention = Retention(journal, vault, self.index)
        self._companies = CompanyTable(journal)
        self._vault = vault
        self._choices: ArchiveChoices | None = None

    def find(self, wanted: ArchiveFilter, page: int) -> ArchiveFound:
        """Return what fits, with the first ``page`` receipts. What was written a moment ago is in it. Raises Fault."""
        if self.index.settle(BATCH) or not wanted.words or self._choices is None:  # not with every key that is typed
            self._choices = self.index.choices()
        ids = self.index.find(wanted)
        return ArchiveFound(wanted, ids, self.index.page(ids[:page]), self._choices)

    def save_copy(self, receipt: Receipt, path: Path) -> Path:
        """Save one original under this name, several into this folder. Raises Fault; see :func:`save_copy`."""
        return save_copy(self._vault, receipt, path)

    def export(
        self,
        ids: Sequence[str],
        path: Path,
        told: Callable[[int], None] = lambda _done: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> ExportReport:
        """Write the originals of these receipts into one zip file. Raises Fault FILE_NOT_WRITTEN, DISK_FULL."""
        names = _Names(self._companies)
        export = ArchiveExport(self._vault, self.index.page, names.account, names.company)
        return export.write(ids, path, told, stopped)


class _Names:
    """The names of accounts and companies, read once for an export."""

    def __init__(self, companies: CompanyTable) -> None:
        self._table = companies
        self._companies = {c.id: c.name for c in companies.list()}
        self._accounts: dict[int, Mapping[int, str]] = {}

    def company(self, receipt: Receipt) -> str:
        """Return the name of a receipt's company, its number when the name isn't known."""
        return self._companies.get(receipt.company_id or 0, str(receipt.company_id or ""))

    def account(self, receipt: Receipt) -> str:
        """Return the name of a receipt's account, empty when it isn't known."""
        company = receipt.company_id or 0
        if company not in self._accounts:
            book = self._table.book(company)
            self._accounts[company] = {a.number: a.name for a in book.accounts} if book else {}
        return self._accounts[company].get(receipt.draft.account or 0, "")
