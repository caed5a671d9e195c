"""Renditions: the bytes that are uploaded; stored and hashed before the upload is journalled, kept until confirmed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from desktop.outbox.answers import Prepared
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.naming import uploaded_name
from desktop.receipts.receipt import Receipt
from desktop.store import Vault
from desktop.store.disk import own_folder_faults, write_durably
from desktop.studio import Source, render

LARGEST = 6_000_000
"""Bytes; Dinero's limit is "6 MB" and which one is not known (contract section 4.1)."""


class Renditions:
    """The folder of files on their way out. Methods may be called from any thread."""

    def __init__(self, folder: Path, vault: Vault) -> None:
        self._folder = folder
        self._vault = vault

    def path_of(self, receipt: Receipt) -> Path:
        """Return where a receipt's rendition lies."""
        return self._folder / f"{receipt.id}{Path(receipt.file_name or '').suffix}"

    def prepare(self, receipt: Receipt) -> Prepared:
        """Make and store what is to be uploaded. Raises Fault (of the pictures, or of our own disk)."""
        sources = [
            Source(self._vault.require(o.sha256), o.media_type, o.turns, o.part, o.frame) for o in receipt.originals
        ]
        rendition = render(sources)
        if len(rendition.data) > LARGEST:
            raise Fault(FaultCode.PDF_TOO_LARGE, size=len(rendition.data), limit=LARGEST)
        date = receipt.draft.date or receipt.added_at.date()
        first = receipt.originals[0].sha256
        name = uploaded_name(date, receipt.draft.supplier, first, receipt.id, rendition.extension)
        with own_folder_faults(self._folder):
            write_durably(self._folder / f"{receipt.id}{Path(name).suffix}", rendition.data)
        return Prepared(name, hashlib.sha256(rendition.data).hexdigest(), len(rendition.data))

    def whole(self, receipt: Receipt) -> bool:
        """Return True when the stored bytes are those that the journal knows."""
        path = self.path_of(receipt)
        try:
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == receipt.rendition_sha256
        except OSError:
            return False

    def drop_leftovers(self, needed: Callable[[str], bool]) -> None:
        """Remove what a run left that was cut off: parts of files, and renditions that no receipt needs any more.

        ``needed`` is asked with a receipt's id. Only the holder of the delivery lock may call this. Raises Fault.
        """
        with own_folder_faults(self._folder):
            for path in list(self._folder.glob("*")):
                if path.suffix == ".part" or not needed(path.name.split(".")[0]):
                    path.unlink(missing_ok=True)

    def drop(self, receipt: Receipt) -> None:
        """Remove a rendition that Dinero has confirmed."""
        if receipt.file_name:
            self.path_of(receipt).unlink(missing_ok=True)
