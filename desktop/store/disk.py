"""Writing to disk so that what was acknowledged is there after a power cut.

POSIX: a file's bytes are safe after ``fsync`` of the file, its name after ``fsync`` of the directory. Windows has no
directory sync; NTFS journals the rename.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.receipts.faults import Effect, Fault, FaultCode

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_HELD = frozenset({32, 33})
"""Windows: another program has the file open (``ERROR_SHARING_VIOLATION``), or a part of it locked."""
_SCANNER_S = 2.0
"""How long a file that another program has open is waited for."""
_GONE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.EEXIST, errno.ENODEV, errno.ENXIO})


@contextmanager
def own_folder_faults(path: Path) -> Iterator[None]:
    """Turn an OSError about our own folder into a fault that says what is wrong with it.

    Raises Fault DISK_FULL, DATA_FOLDER_READ_ONLY, DATA_FOLDER_MISSING, JOURNAL_BUSY (Windows) or INTERNAL.
    """
    try:
        yield
    except OSError as error:
        if getattr(error, "winerror", None) in _HELD:
            raise Fault(FaultCode.JOURNAL_BUSY, Effect.WAIT) from error
        if error.errno in _FULL:
            raise Fault(FaultCode.DISK_FULL, Effect.WAIT, folder=str(path)) from error
        if error.errno in _REFUSED:
            raise Fault(FaultCode.DATA_FOLDER_READ_ONLY, Effect.WAIT, folder=str(path)) from error
        if error.errno in _GONE:
            raise Fault(FaultCode.DATA_FOLDER_MISSING, Effect.WAIT, folder=str(path)) from error
        raise Fault(FaultCode.INTERNAL, Effect.WAIT, detail=f"{type(error).__name__} {error.errno}") from error


def require_room(folder: Path, size: int) -> None:
    """Raise OSError ENOSPC unless so many bytes are free where the folder lies."""
    if shutil.disk_usage(folder).free < size:
        raise OSError(errno.ENOSPC, "no room left")


def sync_directory(path: Path) -> None:
    """Make the names in a directory durable."""
    if sys.platform == "win32":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_directory(path: Path) -> None:
    """Create a directory (and its parents) and make each new name durable: one that is lost takes all below with it."""
    if path.is_dir():
        return
    make_directory(path.parent)
    path.mkdir(exist_ok=True)
    sync_directory(path.parent)


def rename_over(part: Path, path: Path) -> None:
    """Give a closed file its lasting name, in place of what may have it, and make the name durable. Raises OSError.

    On Windows a virus scanner or an indexer opens what was just written, and for as long the file can't be renamed.
    """
    end = time.monotonic() + _SCANNER_S
    while True:
        try:
            part.replace(path)
        except PermissionError:
            if os.name != "nt" or time.monotonic() > end:
                raise
            time.sleep(_SCANNER_S / 40)
        else:
            break
    sync_directory(path.parent)


def write_durably(path: Path, data: bytes) -> None:
    """Write a small file so that either the old or the new content is there, never a part."""
    make_directory(path.parent)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    rename_over(part, path)
