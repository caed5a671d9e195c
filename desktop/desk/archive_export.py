"""Originals of the archive in one zip file, with a table of their fields and a list of their hashes.

It is written beside its place under another name, and gets its own when it is whole: a full disk or a cancel leaves
what was there before.
"""

from __future__ import annotations

import errno
import hashlib
import os
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop.desk.archive_table import ExportedFile, file_stem, table_csv
from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.receipts.receipt import Original, Receipt
from desktop.store import Vault
from desktop.store.disk import rename_over

HASHES_NAME = "SHA256SUMS.txt"
"""In the form that ``sha256sum --check`` and its like read."""
PAGE = 100
"""Receipts in memory at a time."""
_CHUNK = 1 << 20
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What came of an export."""

    path: Path
    receipts: int = 0
    files: int = 0
    missing: tuple[str, ...] = ()
    """Names of originals that are not in the vault any more, or can't be read; the table says so too."""
    changed: tuple[str, ...] = ()
    """Names of originals whose bytes are not those that came in; they are in the zip, and the table says so."""
    cancelled: bool = False
    """True: nothing was kept."""


@dataclass(slots=True)
class _Progress:
    done: int = 0
    files: list[ExportedFile] = field(default_factory=list)
    sums: list[str] = field(default_factory=list)


class ArchiveExport:
    """Writes one zip file. For a worker thread."""

    def __init__(
        self,
        vault: Vault,
        page: Callable[[Sequence[str]], tuple[Receipt, ...]],
        account_name: Callable[[Receipt], str],
        company_name: Callable[[Receipt], str],
    ) -> None:
        self._vault, self._page = vault, page
        self._account_name, self._company_name = account_name, company_name

    def write(
        self,
        ids: Sequence[str],
        path: Path,
        told: Callable[[int], None] = lambda _done: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> ExportReport:
        """Write the originals of these receipts; ``told`` hears how many are in it. Safe to be stopped at any time.

        Raises Fault FILE_NOT_WRITTEN or DISK_FULL; what had the name before has it still then.
        """
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            return self._written(ids, path, part, told, stopped)
        except OSError as error:
            code = FaultCode.DISK_FULL if error.errno in _FULL else FaultCode.FILE_NOT_WRITTEN
            raise Fault(code, Effect.WAIT, folder=str(path.parent)) from error
        finally:
            _forget(part)

    def _written(
        self, ids: Sequence[str], path: Path, part: Path, told: Callable[[int], None], stopped: Callable[[], bool]
    ) -> ExportReport:
        progress = _Progress()
        with part.open("wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
                for receipt in self._receipts(ids):
                    if stopped():
                        return ExportReport(path, cancelled=True)
                    self._add(archive, receipt, progress, stopped)
                    told(progress.done)
                self._add_lists(archive, progress)
            file.flush()
            os.fsync(file.fileno())
        if stopped():
            return ExportReport(path, cancelled=True)
        rename_over(part, path)
        return _report(path, progress)

    def _receipts(self, ids: Sequence[str]) -> Iterator[Receipt]:
        for start in range(0, len(ids), PAGE):
            yield from self._page(ids[start : start + PAGE])

    def _add(
        self, archive: zipfile.ZipFile, receipt: Receipt, progress: _Progress, stopped: Callable[[], bool]
    ) -> None:
        stem = file_stem(receipt)
        for number, original in enumerate(receipt.originals, 1):
            tail = f"-{number}" if len(receipt.originals) > 1 else ""
            name = f"bilag/{stem}{tail}{_suffix(original)}"
            found = self._copy(archive, original, name, receipt, stopped)
            names = (self._account_name(receipt), self._company_name(receipt))
            progress.files.append(ExportedFile(receipt, original, name if found else "", found, *names))
            if found:
                progress.sums.append(f"{found}  {name}")
        progress.done += 1

    def _copy(
        self, archive: zipfile.ZipFile, original: Original, name: str, receipt: Receipt, stopped: Callable[[], bool]
    ) -> str:
        """Copy an original and return the hash of what was copied; empty when it isn't there."""
        try:
            source = self._vault.path_of(original.sha256).open("rb")
        except OSError:
            return ""
        day = receipt.draft.date or receipt.added_at.astimezone().date()
        info = zipfile.ZipInfo(name, (max(day.year, 1980), day.month, day.day, 12, 0, 0))
        info.external_attr = 0o644 << 16
        digest = hashlib.sha256()
        with source, archive.open(info, "w", force_zip64=True) as target:
            while (chunk := source.read(_CHUNK)) and not stopped():
                digest.update(chunk)
                target.write(chunk)
        return digest.hexdigest()

    def _add_lists(self, archive: zipfile.ZipFile, progress: _Progress) -> None:
        table = table_csv(progress.files)
        archive.writestr("bilag.csv", table, zipfile.ZIP_DEFLATED)
        sums = [*progress.sums, f"{hashlib.sha256(table).hexdigest()}  bilag.csv"]
        archive.writestr(HASHES_NAME, "".join(f"{line}\n" for line in sums), zipfile.ZIP_DEFLATED)


def _report(path: Path, progress: _Progress) -> ExportReport:
    missing = tuple(each.original.name for each in progress.files if not each.found)
    changed = tuple(each.original.name for each in progress.files if each.is_changed)
    return ExportReport(path, progress.done, len(progress.sums), missing, changed)


def _suffix(original: Original) -> str:
    known = {"image/jpeg": ".jpg", "application/pdf": ".pdf", "image/png": ".png", "image/heic": ".heic"}
    own = Path(original.name).suffix.lower()
    return known.get(original.media_type) or (own if own[1:].isalnum() and len(own) <= 6 else "")


def _forget(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:
        return  # on a drive that was pulled out; it has our ending, and nobody takes it for the file
