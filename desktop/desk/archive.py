"""What the archive's view asks of the journal and the vault. For worker threads."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.receipts.receipt import Receipt
from desktop.store import Journal, Vault
from desktop.store.archive_filter import ArchiveFilter
from desktop.store.archive_index import BATCH, ArchiveChoices, ArchiveIndex
from desktop.store.archive_texts import TextTable


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
        self._vault = vault

    def find(self, wanted: ArchiveFilter, page: int) -> ArchiveFound:
        """Return what fits, with the first ``page`` receipts. What was written a moment ago is in it. Raises Fault."""
        self.index.settle(BATCH)
        ids = self.index.find(wanted)
        return ArchiveFound(wanted, ids, self.index.page(ids[:page]), self.index.choices())
