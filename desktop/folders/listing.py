"""What lies in a watched folder now."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

from desktop.folders.names import is_elsewhere, is_hidden, is_ignored, is_ignored_folder, is_link
from desktop.receipts.faults import Fault, FaultCode
from desktop.store.folders import Mark

MOST_FILES = 50_000
"""Files of one folder; where more lie, it is hardly a folder of receipts."""


@dataclass(slots=True)
class Listing:
    """The files of a folder that may be receipts."""

    files: dict[str, Mark] = field(default_factory=dict)
    """By their names below the folder."""
    elsewhere: int = 0
    """Files that are in the cloud only; opening one would fetch it."""
    closed: int = 0
    """Subfolders that may not be looked into."""


Lister = Callable[[Path, bool, Collection[str]], Listing]
"""How a folder is listed: its path, whether with subfolders, and which folders are left out."""


def list_folder(path: Path, subfolders: bool, barred: Collection[str] = ()) -> Listing:
    """Return what lies in a folder. Links are not followed, so there is no loop to run in.

    ``barred``: normalized paths of folders that are left out. Raises Fault FOLDER_GONE, FOLDER_CLOSED, FOLDER_LOOP,
    FOLDER_TOO_MANY or FOLDER_UNREACHABLE. May take as long as a network drive lets it: call it from a thread that
    nobody waits for. The GIL is free while the system is asked (``DirEntry.stat`` too, from Python 3.11 on).
    """
    listing = Listing()
    try:
        waiting = _list_one(os.fspath(path), "", listing)
    except OSError as error:
        raise _fault_of(error) from error
    while waiting and subfolders:
        prefix = waiting.pop()
        full = os.path.join(path, prefix)  # noqa: PTH118 - a Path each would take a second for 10,000 files
        if os.path.normcase(full) in barred:
            continue
        try:
            waiting += _list_one(full, prefix, listing)
        except OSError:
            listing.closed += 1
    return listing


def _list_one(full: str, prefix: str, listing: Listing) -> list[str]:
    """Add the files of one folder to the listing, and return its subfolders."""
    below: list[str] = []
    with os.scandir(full) as entries:
        for entry in entries:
            try:
                status = entry.stat(follow_symlinks=False)
            except OSError:
                continue  # gone again, or closed: the next look sees
            _sort(entry.name, f"{prefix}{entry.name}", status, listing, below)
            if len(listing.files) > MOST_FILES:
                raise Fault(FaultCode.FOLDER_TOO_MANY, limit=MOST_FILES)
    return below


def _sort(name: str, below_folder: str, status: os.stat_result, listing: Listing, below: list[str]) -> None:
    if is_link(status) or is_hidden(status):
        return
    if stat.S_ISDIR(status.st_mode):
        if not is_ignored_folder(name):
            below.append(below_folder + os.sep)
    elif stat.S_ISREG(status.st_mode) and not is_ignored(name):
        if is_elsewhere(status):
            listing.elsewhere += 1
        else:
            listing.files[below_folder] = Mark(status.st_size, status.st_mtime_ns)


_CODES = {
    errno.ENOENT: FaultCode.FOLDER_GONE,
    errno.ENOTDIR: FaultCode.FOLDER_GONE,
    errno.EACCES: FaultCode.FOLDER_CLOSED,
    errno.EPERM: FaultCode.FOLDER_CLOSED,
    errno.ELOOP: FaultCode.FOLDER_LOOP,
}


def _fault_of(error: OSError) -> Fault:
    """Return why a folder can't be listed; what isn't known is the network's (ESTALE, EHOSTDOWN, EIO and so on)."""
    return Fault(_CODES.get(error.errno or 0, FaultCode.FOLDER_UNREACHABLE))
