"""The watch over all folders: one process has it, and it has a thread for each folder."""

from __future__ import annotations

import logging
import os
import threading
import time
from pathlib import Path

import filelock

from desktop.folders.beat import Beat, Setting
from desktop.receipts.faults import Fault
from desktop.store.folders import Folder

_log = logging.getLogger(__name__)
ROUND_S = 1.0
"""Seconds between two looks at the folders' threads, and at a lock that another process holds."""


class FolderWatch:
    """Begins, ends and looks after the folders' threads, as the journal says which folders there are."""

    def __init__(self, lock_path: Path, setting: Setting) -> None:
        """``lock_path``: a file whose OS lock says who watches; it is let go when its process ends, however it does."""
        self._lock_path, self._set = lock_path, setting
        self._beats: dict[int, Beat] = {}
        self._ending: list[Beat] = []
        self._stop, self._news = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="folders", daemon=True)

    def start(self) -> None:
        """Begin to watch, as soon as no other process does."""
        self._thread.start()

    def stop(self, wait: float) -> bool:
        """End; wait so many seconds for files that are being taken, and return whether all ended.

        A thread that hangs in a network drive is left behind: it takes nothing any more.
        """
        until = time.monotonic() + wait
        self._stop.set()
        self._news.set()
        if self._thread.ident is not None:
            self._thread.join(wait)
        beats = [*self._beats.values(), *self._ending]
        for beat in beats:
            beat.stop()
        ended = all(beat.join(until - time.monotonic()) for beat in beats)
        return ended and not self._thread.is_alive()

    def refresh(self) -> None:
        """Look now, at folders that have changed too."""
        for beat in list(self._beats.values()):
            beat.hurry()
        self._news.set()

    # the watch's thread

    def _run(self) -> None:
        lock = filelock.FileLock(self._lock_path, thread_local=False)
        try:
            while not self._stop.is_set():
                self._guarded(lock)
                self._news.wait(ROUND_S)
                self._news.clear()
        finally:
            for beat in self._beats.values():
                beat.stop()
            lock.release()
            self._set.table.close_thread()

    def _guarded(self, lock: filelock.BaseFileLock) -> None:
        try:
            if not lock.is_locked:
                lock.acquire(timeout=0)
            self._round()
        except filelock.Timeout:
            return  # another process watches
        except (Fault, OSError) as error:
            _log.warning("the watch over the folders waits: %s", error)

    def _round(self) -> None:
        wanted = {folder.id: folder for folder in self._set.table.all() if folder.is_on}
        for folder_id in self._beats.keys() - wanted.keys():
            beat = self._beats.pop(folder_id)
            beat.stop()
            self._ending.append(beat)
        self._ending = [beat for beat in self._ending if not beat.join(0)]
        busy = {beat.folder.id for beat in self._ending}
        for folder in wanted.values():
            if folder.id in self._beats:
                self._beats[folder.id].folder = folder
            elif folder.id not in busy:  # two threads on one folder would take a file twice
                self._begin(folder)
        for beat in self._beats.values():
            beat.barred = self._barred(wanted, beat.folder.id)
            beat.watch_over()

    def _begin(self, folder: Folder) -> None:
        beat = self._beats[folder.id] = Beat(folder, self._set)
        beat.barred = (normal_folder(self._set.own_folder),)
        beat.start()

    def _barred(self, folders: dict[int, Folder], but: int) -> frozenset[str]:
        others = (normal_folder(folder.path) for folder in folders.values() if folder.id != but)
        return frozenset((normal_folder(self._set.own_folder), *others))


def normal_folder(path: Path) -> str:
    """Return a folder's path as it is compared with others, with a separator at its end."""
    return os.path.normcase(os.path.join(path, ""))  # noqa: PTH118 - a Path has no separator at its end
