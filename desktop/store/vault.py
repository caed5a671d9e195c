"""The vault: original bytes, named by their SHA-256, never changed.

Order of writing: temporary file, sync, rename, directory sync, side file; only then the journal row. So an original
without a row, found at start, is a receipt whose drop was never acknowledged, and it enters the tray.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import BinaryIO

from desktop.receipts.faults import Fault, FaultCode
from desktop.store.disk import make_directory, own_folder_faults, rename_over, require_room, write_durably
from desktop.store.processes import is_alive

_CHUNK = 1 << 20
ROOM_LEFT = 4_000_000
"""Bytes that must be free after a file was copied: for its side file, its row and what is made of it for Dinero."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """Bytes copied into the vault's folder but not yet kept: ``path`` is a temporary file."""

    path: Path
    sha256: str
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class SideNote:
    """What the side file of an original says: whose it is and what it was called."""

    receipt_id: str
    sha256: str
    name: str
    media_type: str
    size: int
    pages: int
    added_at: dt.datetime | None = None
    """When it was handed over, aware; None: as the side file's own time says."""


@dataclass(frozen=True, slots=True)
class VaultCheck:
    """What comes of reading originals."""

    checked: int = 0
    changed: tuple[str, ...] = ()
    """Hashes whose bytes are not those any more, or can't be read."""
    missing: tuple[str, ...] = ()
    """Hashes that have a side file and no bytes."""
    finished: bool = True
    """False: stopped, or the limit was reached first."""


class Vault:
    """The folder of originals. Methods may be called from any thread and process."""

    def __init__(self, folder: Path, room_left: int = ROOM_LEFT) -> None:
        self._folder = folder
        self._room_left = room_left

    def path_of(self, sha256: str) -> Path:
        """Return where the bytes with this hash lie (whether or not they are there)."""
        return self._folder / sha256[:2] / sha256

    @contextmanager
    def incoming(self, source: BinaryIO, limit: int) -> Iterator[Incoming]:
        """Copy a stream into a synced temporary file and hash it; the file is gone after the block unless kept.

        Raises Fault FILE_TOO_LARGE after ``limit`` bytes (a file can grow while it is read), DISK_FULL or
        DATA_FOLDER_READ_ONLY for our side; an OSError of ``source`` passes through.
        """
        part = self._folder / "incoming" / f"{os.getpid()}-{secrets.token_hex(8)}.part"
        with own_folder_faults(self._folder):
            make_directory(part.parent)
            # Without a buffer: it would be written at close, where a full disk raises once more.
            target = part.open("xb", buffering=0)
        try:
            sha256, size = self._copy(source, target, limit)
            with own_folder_faults(self._folder):
                require_room(self._folder, self._room_left)  # refused now, before anything of it lasts
            target.close()  # Windows renames no file that is open
            yield Incoming(part, sha256, size)
        finally:
            target.close()
            part.unlink(missing_ok=True)

    def _copy(self, source: BinaryIO, target: FileIO, limit: int) -> tuple[str, int]:
        digest, size = hashlib.sha256(), 0
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
            if size > limit:
                raise Fault(FaultCode.FILE_TOO_LARGE, size=size, limit=limit)
            with own_folder_faults(self._folder):
                _write_all(target, chunk)
        with own_folder_faults(self._folder):
            os.fsync(target.fileno())
        return digest.hexdigest(), size

    def keep(self, incoming: Incoming, note: SideNote) -> Path:
        """Give the bytes their lasting name and write the side file; both are durable on return.

        Raises Fault DISK_FULL or DATA_FOLDER_READ_ONLY.
        """
        path = self.path_of(incoming.sha256)
        with own_folder_faults(self._folder):
            make_directory(path.parent)
            if not self.holds(incoming.sha256, incoming.size):
                rename_over(incoming.path, path)
            self._write_note(note)
        return path

    def holds(self, sha256: str, size: int) -> bool:
        """Return True when bytes with this hash and size are there."""
        try:
            return self.path_of(sha256).stat().st_size == size
        except FileNotFoundError:
            return False

    def state_of(self, sha256: str) -> str:
        """Read one original and return ``ok``, ``changed`` (or it can't be read) or ``missing``."""
        path = self.path_of(sha256)
        if not path.exists():
            return "missing"
        return "ok" if _hash_of(path)[0] == sha256 else "changed"

    def discard(self, sha256: str) -> None:
        """Remove an original that no receipt has any more, and its side files after it. Raises Fault."""
        path = self.path_of(sha256)
        with own_folder_faults(self._folder):
            path.unlink(missing_ok=True)
            for note in list(path.parent.glob(f"{sha256}.*.json")):
                note.unlink(missing_ok=True)

    def put_back(self, incoming: Incoming) -> Path:
        """Give bytes that were fetched back their lasting name, in the place of damaged ones. Raises Fault."""
        path = self.path_of(incoming.sha256)
        with own_folder_faults(self._folder):
            make_directory(path.parent)
            rename_over(incoming.path, path)
        return path

    def require(self, sha256: str) -> Path:
        """Return the path of an original. Raises Fault ORIGINAL_MISSING."""
        path = self.path_of(sha256)
        if not path.is_file():
            raise Fault(FaultCode.ORIGINAL_MISSING)
        return path

    def _note_path(self, sha256: str, receipt_id: str) -> Path:
        return self._folder / sha256[:2] / f"{sha256}.{receipt_id}.json"

    def _write_note(self, note: SideNote) -> None:
        body: dict[str, str | int] = {"name": note.name, "media_type": note.media_type, "size": note.size}
        body |= {"pages": note.pages} | ({"added_at": note.added_at.isoformat()} if note.added_at else {})
        write_durably(self._note_path(note.sha256, note.receipt_id), json.dumps(body, ensure_ascii=False).encode())

    def forget_note(self, sha256: str, receipt_id: str) -> None:
        """Remove the side file of a receipt that was not made after all (the same bytes were here first)."""
        self._note_path(sha256, receipt_id).unlink(missing_ok=True)

    def is_awaited(self, sha256: str, known: frozenset[str]) -> bool:
        """Return whether these bytes are being dropped: a side file tells of a receipt that is not in ``known``."""
        found = self.path_of(sha256).parent.glob(f"{sha256}.*.json")
        return any(path.name.split(".")[1] not in known for path in found)

    def remove(self, sha256: str) -> None:
        """Remove an original that no receipt has any more, and its side files after it. Raises Fault."""
        path = self.path_of(sha256)
        with own_folder_faults(self._folder):
            path.unlink(missing_ok=True)
            for note in list(path.parent.glob(f"{sha256}.*.json")):
                note.unlink(missing_ok=True)

    def notes(self, known: frozenset[str]) -> Iterator[SideNote]:
        """Yield the side notes of receipts not in ``known`` whose bytes are there whole; broken ones are skipped."""
        for path in sorted(self._folder.glob("??/*.json")):
            sha256, receipt_id = path.name.split(".")[:2]
            if receipt_id in known:
                continue
            try:
                note = _read_note(path, sha256, receipt_id)
            except (OSError, ValueError, KeyError, TypeError):
                continue
            if self.holds(sha256, note.size):
                yield note

    def check(self, stopped: Callable[[], bool] = lambda: False, limit: int | None = None) -> VaultCheck:
        """Read originals and compare them with the hash in their name: at most ``limit`` bytes, until ``stopped()``."""
        named = {path.name.split(".")[0] for path in self._folder.glob("??/*.json")}
        there = sorted(p for p in self._folder.glob("??/*") if "." not in p.name)
        missing = tuple(sorted(named - {p.name for p in there}))
        checked, left = 0, limit
        changed: list[str] = []
        for path in there:
            if stopped() or (left is not None and left <= 0):
                return VaultCheck(checked, tuple(changed), missing, finished=False)
            found, size = _hash_of(path)
            checked += 1
            changed += [] if found == path.name else [path.name]
            left = None if left is None else left - size
        return VaultCheck(checked, tuple(changed), missing)

    def drop_leftovers(self) -> None:
        """Remove temporary files of runs that ended in the middle of a drop (never acknowledged, so not ours).

        Raises Fault DATA_FOLDER_READ_ONLY.
        """
        for path in [*self._folder.glob("incoming/*.part"), *self._folder.glob("??/*.part")]:
            pid = _maker_of(path)
            if pid is not None and pid != os.getpid() and not is_alive(pid):
                with own_folder_faults(self._folder):
                    path.unlink(missing_ok=True)


def _read_note(path: Path, sha256: str, receipt_id: str) -> SideNote:
    """Return a side file's note. Raises OSError, ValueError, KeyError or TypeError for one that is none."""
    body = json.loads(path.read_text(encoding="utf-8"))
    written = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    added_at = dt.datetime.fromisoformat(body["added_at"]) if "added_at" in body else written
    return SideNote(receipt_id, sha256, body["name"], body["media_type"], body["size"], body["pages"], added_at)


def _hash_of(path: Path) -> tuple[str, int]:
    """Return hash and size of a file; an empty hash when it can't be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest(), file.tell()
    except OSError:
        return "", 0


def _maker_of(path: Path) -> int | None:
    """Return the process that made a temporary file: ``<pid>-<random>.part``, or ``<name>.<pid>.part`` elsewhere."""
    words = path.stem.split("-" if path.parent.name == "incoming" else ".")
    pid = words[0] if path.parent.name == "incoming" else words[-1]
    return int(pid) if pid.isdigit() else None


def _write_all(target: FileIO, chunk: bytes) -> None:
    """Write everything; an unbuffered file may take a part at a time."""
    rest = memoryview(chunk)
    while rest:
        rest = rest[target.write(rest) :]
