"""Taking receipts in: from a path or from bytes to an original in the vault and a row in the journal.

What is acknowledged (a receipt returned) is durable. What is refused is named, with the reason, and stays where it was.
"""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Protocol

from desktop.papers import unpacked
from desktop.receipts.faults import Fault, FaultCode, FaultNote
from desktop.receipts.receipt import Draft, Original, Receipt, new_receipt_id
from desktop.receipts.states import State
from desktop.store import Incoming, Journal, ReceiptTable, SideNote, Vault
from desktop.store.bin import BinTable
from desktop.store.newer import require_not_newer
from desktop.studio import HEAD_BYTES, inspect, refused_at_sight

LARGEST_FILE = 500_000_000
"""Bytes; more than any receipt, less than what would fill a disk by mistake."""
MOST_FILES = 10_000
"""Files taken from one drop."""
_JUNK = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not taken, and why."""

    name: str
    note: FaultNote


@dataclass(frozen=True, slots=True)
class IntakeReport:
    """What became of each file of one drop."""

    taken: tuple[Receipt, ...] = ()
    known: tuple[Receipt, ...] = ()
    """Receipts that have the same bytes and were here before."""
    refused: tuple[Refusal, ...] = ()

    def __add__(self, other: IntakeReport) -> IntakeReport:
        return IntakeReport(self.taken + other.taken, self.known + other.known, self.refused + other.refused)


OnTaken = Callable[[Receipt], None]
Look = Callable[[Incoming], IntakeReport | None]
"""Says what becomes of bytes that are here and not taken yet; None: they are taken. May raise Fault."""


class Owner(Protocol):
    """Whose what is taken in is."""

    def company(self) -> int | None:
        """Return the chosen company, or None."""
        ...

    def may_see(self, receipt: Receipt) -> bool:
        """Return whether the login in force may know of a receipt."""
        ...


class Intake:
    """The one way in. Methods may be called from any thread."""

    def __init__(self, journal: Journal, vault: Vault, first_draft: Callable[[], Draft], owner: Owner) -> None:
        self._journal = journal
        self._receipts = ReceiptTable(journal)
        self._bin = BinTable(journal)
        self._vault = vault
        self._first_draft = first_draft
        self._owner = owner

    def take(self, paths: Iterable[Path], on_taken: OnTaken | None = None, *, again: bool = False) -> IntakeReport:
        """Take files, and all files inside folders; each file ends in exactly one place of the report."""
        report = IntakeReport()
        for path in paths:
            for found in _files_below(path):
                part = (
                    found
                    if isinstance(found, IntakeReport)
                    else self._take_file(found, _readable(found.name), again=again)
                )
                report += part
                for receipt in part.taken if on_taken else ():
                    on_taken(receipt)  # type: ignore[misc]  # guarded by the loop's condition
        return report

    def take_bytes(self, data: bytes, name: str, *, again: bool = False) -> IntakeReport:
        """Take bytes that came without a file, as from the clipboard."""
        try:
            return self._take_stream(io.BytesIO(data), name, again=again)
        except Fault as fault:
            return _refused(name, fault)

    def take_one(self, path: Path, look: Look) -> IntakeReport:
        """Take one file of a folder that nobody has dropped; ``look`` sees its very bytes first."""
        return self._take_file(path, _readable(path.name), again=False, look=look)

    def recover(self) -> tuple[Receipt, ...]:
        """Make receipts of originals that have no row: their drop was cut off after the bytes were safe."""
        self._vault.drop_leftovers()
        notes = list(self._vault.notes(self._receipts.ids()))
        if not notes:
            return ()
        with self._journal.write():  # asked again: a process that was taking one in may have made and sent it meanwhile
            known = self._receipts.ids()
            return tuple(self._insert(note) for note in notes if note.receipt_id not in known)

    def _take_file(
        self, path: Path, name: str, called: str = "", *, again: bool, look: Look | None = None
    ) -> IntakeReport:
        """Take a file under a name; ``called``: what a refusal calls it, if not that."""
        try:
            with _open_regular(path) as source:
                return self._take_stream(source, name, again=again, look=look)
        except Fault as fault:
            return _refused(called or name, fault)

    def _take_stream(self, source: BinaryIO, name: str, *, again: bool, look: Look | None = None) -> IntakeReport:
        require_not_newer(self._journal.path)  # the vault is written first
        try:
            _look_at(source)
            with self._vault.incoming(source, LARGEST_FILE) as incoming:
                seen = look(incoming) if look else None
                here = seen or (None if again else self._already_here(incoming.sha256))
                return here or self._inside(incoming, name, again=again) or self._keep(incoming, name, again=again)
        except OSError as error:
            raise Fault(FaultCode.FILE_UNREADABLE, reason=type(error).__name__) from error

    def _inside(self, incoming: Incoming, name: str, *, again: bool) -> IntakeReport | None:
        """Take the receipts inside a mail or zip file; None: it is neither, or a mail that is itself the receipt."""
        with unpacked(incoming.path) as files:
            if files is None:
                return None
            report = IntakeReport()
            for file in files:
                called = f"{name}: {file.name}"
                if file.path is None:
                    report += _refused(called, file.fault or Fault(FaultCode.PAPER_FAILED))
                else:
                    report += self._take_file(file.path, _readable(file.name), called, again=again)
            return report

    def _already_here(self, sha256: str) -> IntakeReport | None:
        same = [r for r in self._receipts.with_hash(sha256) if self._owner.may_see(r)]
        known = [r for r in same if r.state is not State.BINNED]
        if known:
            return IntakeReport(known=(known[-1],))
        return self._taken_back(sha256) if any(r.has_all for r in same) else None

    def _taken_back(self, sha256: str) -> IntakeReport | None:
        """Take a receipt out of the bin: dropped again, the user wants it back; None when it has just been deleted."""
        with self._journal.write():
            here = [r for r in self._receipts.with_hash(sha256) if r.has_all]
            return IntakeReport(taken=(self._receipts.save(replace(here[-1], state=State.NEW)),)) if here else None

    def _keep(self, incoming: Incoming, name: str, *, again: bool) -> IntakeReport:
        info = inspect(incoming.path)
        kind, now = info.media_type, self._journal.now()
        note = SideNote(new_receipt_id(), incoming.sha256, name, kind, incoming.size, info.pages, now)
        if note.sha256 in self._bin.marked():
            self._bin.unmark(note.sha256)  # these bytes are wanted again
        self._vault.keep(incoming, note)
        with self._journal.write():
            mine = self._receipts.get(note.receipt_id)  # a start in another process has found the original and made it
            here = None if again or mine else self._already_here(note.sha256)
            if here is None:
                if not self._vault.holds(note.sha256, note.size):  # the bin has given up the same bytes a moment ago
                    self._vault.keep(incoming, note)
                return IntakeReport(taken=(mine or self._insert(note),))
        self._vault.forget_note(note.sha256, note.receipt_id)  # another thread or process was first
        return here

    def _insert(self, note: SideNote) -> Receipt:
        original = Original(note.sha256, note.name, note.media_type, note.size, note.pages)
        added_at = min(note.added_at or self._journal.now(), self._journal.now())
        receipt = Receipt(note.receipt_id, (original,), draft=self._first_draft(), added_at=added_at)
        receipt = replace(receipt, dropped_for=self._owner.company())
        return self._receipts.save(receipt)


def _readable(name: str) -> str:
    """Return a name with what is no text in it (POSIX names are bytes) as escapes, so that it can be kept and told."""
    return name.encode("utf-8", "backslashreplace").decode()


def _refused(name: str, fault: Fault) -> IntakeReport:
    return IntakeReport(refused=(Refusal(name, fault.note()),))


def _look_at(source: BinaryIO) -> None:
    """Raise the Fault of what is none of ours at first sight, before half a gigabyte of film is copied."""
    refused = refused_at_sight(source.read(HEAD_BYTES))
    if refused is not None:
        raise Fault(refused)
    source.seek(0)


def _open_regular(path: Path) -> BinaryIO:
    """Open a regular file for reading; a pipe or device would block for ever. Raises Fault."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Fault(FaultCode.NOT_A_RECEIPT)
        if status.st_size > LARGEST_FILE:
            raise Fault(FaultCode.FILE_TOO_LARGE, size=status.st_size, limit=LARGEST_FILE)
        return path.open("rb")
    except FileNotFoundError as error:
        raise Fault(FaultCode.FILE_GONE) from error
    except (OSError, ValueError) as error:
        raise Fault(FaultCode.FILE_UNREADABLE, reason=type(error).__name__) from error


def _files_below(path: Path) -> Iterator[Path | IntakeReport]:
    """Yield the path itself, or the files of a folder in the order of their names; or a report why there are none."""
    if not os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises for a name that is too long or may not be looked at
        yield path
        return
    count = 0
    closed: list[OSError] = []
    for folder, folders, names in os.walk(path, onerror=closed.append):
        folders.sort()
        for name in sorted(n for n in names if n.lower() not in _JUNK and not n.startswith(".")):
            count += 1
            if count > MOST_FILES:
                yield _refused(path.name, Fault(FaultCode.TOO_MANY_FILES, limit=MOST_FILES))
                return
            yield Path(folder, name)
    for error in closed:
        fault = Fault(FaultCode.FILE_UNREADABLE, reason=type(error).__name__)
        yield _refused(_readable(Path(error.filename or path).name), fault)
    if count == 0 and not closed:
        yield _refused(_readable(path.name), Fault(FaultCode.EMPTY_FOLDER))
