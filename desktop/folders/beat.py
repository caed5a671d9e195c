"""One watched folder, and the thread that looks into it again and again."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.folders.ends import seems_cut
from desktop.folders.facts import Catch, Listener, Standing, Taker
from desktop.folders.listing import Lister, Listing, list_folder
from desktop.folders.timing import USUAL, Timing
from desktop.folders.waiting import WaitingRoom
from desktop.receipts.faults import Fault, FaultCode, FaultNote
from desktop.store.folders import Folder, FolderTable, Mark, Outcome

_log = logging.getLogger(__name__)
TELL_EVERY = 5
"""Seconds between two words about files that come by the thousand."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What all folders of one program have in common."""

    table: FolderTable
    own_folder: Path
    """The program's data folder: nothing in it is ever taken."""
    taker: Taker
    listener: Listener
    timing: Timing = USUAL
    lister: Lister = list_folder
    steady: Callable[[], float] = time.monotonic
    """Seconds of a clock that nobody sets."""


class Beat:
    """Looks, waits until files are whole, and has them taken, each once.

    The thread may hang in a call to a network drive for minutes: nobody waits for it, and it ends with the process.
    """

    def __init__(self, folder: Folder, setting: Setting) -> None:
        self.folder = folder
        """As it is set now; may be exchanged while the thread runs."""
        self.barred: Collection[str] = ()
        """Normalized paths of folders that are left out."""
        self._set = setting
        self._room = WaitingRoom(setting.timing, setting.steady)
        self._met: dict[str, set[Mark]] | None = None
        self._due: float | None = None
        self._failures = 0
        self._unmoved: dict[str, float] = {}
        """Files that could not be moved or thrown out, and when that is tried again."""
        self._standing = Standing(folder.id)
        self._told: Standing | None = None
        self._guard = threading.Lock()
        self._stop, self._hurry = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"folder-{folder.id}", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Take no more files, and end after what is under way."""
        self._stop.set()
        self._hurry.set()

    def join(self, seconds: float) -> bool:
        """Wait for the end; return whether it came."""
        self._thread.join(max(seconds, 0))
        return not self._thread.is_alive()

    def hurry(self) -> None:
        """Look now."""
        self._hurry.set()

    def watch_over(self) -> None:
        """Tell that the folder can't be reached when it has not answered for too long. Called by another thread."""
        due = self._due
        if due is not None and self._set.steady() > due:
            self._tell(replace(self._standing, fault=FaultNote(FaultCode.FOLDER_UNREACHABLE)))

    # the folder's thread

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                self._hurry.clear()
                self._hurry.wait(self._guarded())
        finally:
            self._set.table.close_thread()

    def _guarded(self) -> float:
        """Look once, and return how many seconds to rest. The thread never dies of a fault."""
        try:
            rest = self._look()
        except Fault as fault:
            return self._failed(fault.note())
        except Exception as error:  # noqa: BLE001 - told and tried again: without this thread nothing is taken
            _log.exception("a look into a watched folder broke off")
            return self._failed(FaultNote(FaultCode.INTERNAL, {"kind": type(error).__name__}))
        finally:
            self._due = None
        self._failures = 0
        return rest

    def _failed(self, note: FaultNote) -> float:
        self._failures += 1
        if not self._stop.is_set():
            self._tell(replace(self._standing, fault=note, waiting=0, stuck=()))
        return self._set.timing.retry_after(self._failures)

    def _look(self) -> float:
        timing, began = self._set.timing, self._set.steady()
        met = self._known_files()
        self._due = began + timing.patience
        root = Path(os.path.realpath(self.folder.path))
        if root.is_relative_to(self._set.own_folder):
            raise Fault(FaultCode.FOLDER_OWN)
        listing = self._set.lister(root, self.folder.subfolders, self.barred)
        took = self._set.steady() - began
        self._due = None
        new = {name: mark for name, mark in listing.files.items() if mark not in met.get(name, ())}
        ready = self._room.look(new)
        if not self._stop.is_set():
            self._take_all(root, [name for name in ready if not self._is_renamed(name, listing)], new)
            self._clear_away(root, listing)
            self._tell_standing(listing)
        return max(timing.poll, timing.share * took)

    def _known_files(self) -> dict[str, set[Mark]]:
        """Return what was met, read once: nobody else writes it while this thread has the folder."""
        if self._met is None:
            self._met = self._set.table.files(self.folder.id)
            self._standing = replace(self._standing, taken=self._set.table.count_taken(self.folder.id))
        return self._met

    def _is_renamed(self, name: str, listing: Listing) -> bool:
        """Return True for a file that was there before, was not wanted, and has another name now."""
        mark = listing.files[name]
        if all(twin in listing.files for twin in self._set.table.old_twins(self.folder.id, mark)):
            return False
        self._set.table.note_old(self.folder.id, {name: mark})
        self._settled(name, mark)
        return True

    def _take_all(self, root: Path, names: list[str], new: dict[str, Mark]) -> None:
        catch, told = Catch(self.folder), self._set.steady()
        try:
            for name in names:
                if self._stop.is_set():
                    break
                catch = self._take(root / name, name, new[name], catch)
                if self._set.steady() - told > TELL_EVERY:
                    self._tell_catch(catch)
                    catch, told = Catch(self.folder), self._set.steady()
        finally:  # a full disk ends the round, not the news of what came before it
            self._tell_catch(catch)

    def _take(self, path: Path, name: str, mark: Mark, catch: Catch) -> Catch:
        """Have one file taken, and return what the look has brought until now. Raises Fault for our own disk's."""
        self._due = self._set.steady() + self._set.timing.reading
        try:
            if seems_cut(path) and not self._room.has_rested(name):
                return catch
        except OSError:  # another program has it, it is closed to us, or gone
            self._room.put_off(name)
            return catch
        took = self._set.taker.take(self.folder, name, path, mark)
        if took.outcome is None:
            self._room.put_off(name)
            return catch
        self._settled(name, mark)
        for receipt in took.receipts:
            self._set.listener.receipt_came(receipt)
        if took.owed and took.sha256:
            self._clear_one(path, name, mark, took.sha256)
        return self._with(catch, name, took.outcome, took.fault)

    def _with(self, catch: Catch, name: str, outcome: Outcome, fault: FaultNote | None) -> Catch:
        if fault is not None:
            catch = replace(catch, refused=(*catch.refused, (name, fault)))
        if outcome is Outcome.TAKEN:
            self._standing = replace(self._standing, taken=self._standing.taken + 1)
            return replace(catch, taken=catch.taken + 1)
        return replace(catch, known=catch.known + (outcome is Outcome.KNOWN))

    def _settled(self, name: str, mark: Mark) -> None:
        self._room.leave(name)
        if self._met is not None:
            self._met.setdefault(name, set()).add(mark)

    # what was taken, and has to go

    def _clear_away(self, root: Path, listing: Listing) -> None:
        """Move or throw out what could not be before: the program was ended, or another one had the file."""
        for name, mark, sha256 in self._set.table.owed(self.folder.id):
            if listing.files.get(name) != mark:
                self._set.table.settle(self.folder.id, name, mark)  # gone, or another file by now
                self._unmoved.pop(name, None)
            elif self._set.steady() >= self._unmoved.get(name, 0):
                self._clear_one(root / name, name, mark, sha256)
        self._standing = replace(self._standing, unmoved=tuple(self._unmoved))

    def _clear_one(self, path: Path, name: str, mark: Mark, sha256: str) -> None:
        if self._stop.is_set():
            return
        self._due = self._set.steady() + self._set.timing.reading
        if self._set.taker.clear_away(self.folder, name, path, mark, sha256):
            self._unmoved.pop(name, None)
        else:
            self._unmoved[name] = self._set.steady() + self._set.timing.retry_after(len(self._set.timing.retry))

    # telling

    def _tell_standing(self, listing: Listing) -> None:
        self._standing = replace(
            self._standing,
            fault=None,
            waiting=self._room.count,
            stuck=self._room.stuck(),
            elsewhere=listing.elsewhere,
            closed=listing.closed,
        )
        self._tell(self._standing)

    def _tell(self, standing: Standing) -> None:
        with self._guard:
            if standing == self._told:
                return
            self._told = standing
        self._set.listener.folder_stands(standing)

    def _tell_catch(self, catch: Catch) -> None:
        if catch.taken or catch.known or catch.refused:
            self._set.listener.folder_caught(catch)
