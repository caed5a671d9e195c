"""Gives originals out, and fetches back from Dinero what was damaged or lost here."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.dinero import DineroClient
from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.receipts.receipt import Receipt
from desktop.store import Vault
from desktop.store.disk import own_folder_faults, rename_over, write_durably
from desktop.store.vault_checks import VaultChecks

LARGEST = 50_000_000
"""Bytes of a file that is fetched back; Dinero takes no larger ones."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def users_folder_faults(folder: Path) -> Iterator[None]:
    """Turn an OSError about a place that the user chose into Fault DISK_FULL or FILE_NOT_WRITTEN."""
    try:
        yield
    except OSError as error:
        code = FaultCode.DISK_FULL if error.errno in _FULL else FaultCode.FILE_NOT_WRITTEN
        raise Fault(code, Effect.WAIT, folder=str(folder)) from error


def save_copy(vault: Vault, receipt: Receipt, path: Path) -> Path:
    """Save one original under this name, several into this folder; return the name or the folder.

    Raises Fault ORIGINAL_MISSING, DISK_FULL, FILE_NOT_WRITTEN; never leaves half a file under its final name.
    """
    if len(receipt.originals) == 1:
        _copy(vault.require(receipt.originals[0].sha256), path)
        return path
    for number, original in enumerate(receipt.originals, 1):
        _copy(vault.require(original.sha256), path / f"{number:02} {Path(original.name).name}")
    return path


def _copy(source: Path, path: Path) -> None:
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with users_folder_faults(path.parent):
        try:
            shutil.copyfile(source, part)
            rename_over(part, path)
        finally:
            part.unlink(missing_ok=True)


class Rescue:
    """Fetches the file of a delivered receipt back. For a worker thread."""

    def __init__(self, vault: Vault, checks: VaultChecks, client: Callable[[], DineroClient], folder: Path) -> None:
        """``folder`` takes copies that are not the original itself."""
        self._vault, self._checks = vault, checks
        self._client, self._folder = client, folder

    def fetch(self, receipt: Receipt) -> Path | None:
        """Put the original back in its place (None), or save the copy that was sent (its path).

        Raises Fault: BAD_ANSWER when Dinero's file is not the one that was sent, NOT_FOUND, DISK_FULL, one of the
        network. What is here is not touched then.
        """
        data = io.BytesIO()
        self._client().download(receipt.company_id or 0, receipt.file_guid or "", data)
        content = data.getvalue()
        found = hashlib.sha256(content).hexdigest()
        if found in {o.sha256 for o in receipt.originals}:
            self._put_back(content, found)
            return None
        if receipt.rendition_sha256 not in {None, found}:
            raise Fault(FaultCode.BAD_ANSWER, Effect.WAIT)
        path = self._folder / (Path(receipt.file_name or "").name or f"{receipt.id[:8]}.pdf")
        with own_folder_faults(self._folder):
            write_durably(path, content)
        return path

    def _put_back(self, content: bytes, sha256: str) -> None:
        with self._vault.incoming(io.BytesIO(content), LARGEST) as incoming:
            self._vault.put_back(incoming)
        self._checks.note(sha256, self._vault.state_of(sha256))
