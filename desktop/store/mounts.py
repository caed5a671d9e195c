"""Whether a folder lies on another computer.

SQLite's write-ahead log needs shared memory, which network drives don't have.
"""

from __future__ import annotations

import ctypes
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from desktop.receipts.faults import Effect, Fault, FaultCode

_REMOTE = frozenset(
    {
        "afp", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "davfs2", "glusterfs", "gpfs", "lustre",
        "ncp", "ncpfs", "nfs", "nfs3", "nfs4", "nfsd", "ocfs2", "orangefs", "smb", "smb2", "smb3", "smbfs", "sshfs",
        "webdav",
    }
)  # fmt: skip
"""Names of file systems whose files are kept by another computer."""
_REMOTE_FUSE = frozenset(
    {
        "sshfs", "davfs", "davfs2", "gvfsd-fuse", "rclone", "s3fs", "gcsfuse", "goofys", "smbnetfs", "fuse-nfs",
        "cephfs", "glusterfs", "google-drive-ocamlfuse", "onedriver", "curlftpfs", "juicefs", "mergerfs-remote",
    }
)  # fmt: skip
"""What a FUSE file system calls itself after ``fuse.`` when its files are elsewhere."""
_DRIVE_REMOTE = 4
"""``GetDriveTypeW``'s answer for a mapped network drive."""


def is_remote_type(name: str) -> bool:
    """Return True when a file system of this name keeps its files on another computer."""
    name = name.casefold()
    if name.startswith(("fuse.", "fuseblk.")):
        return name.partition(".")[2] in _REMOTE_FUSE
    return name in _REMOTE


def type_in_proc_mounts(table: str, folder: Path) -> str:
    """Return the type of the file system that ``folder`` lies on, by a table like Linux's ``/proc/mounts``."""
    best, found = -1, ""
    for line in table.splitlines():
        words = line.split(" ")
        if len(words) >= 3:
            point = Path(_unescaped(words[1]))
            if folder.is_relative_to(point) and len(point.parts) >= best:  # a later mount hides the one below it
                best, found = len(point.parts), words[2]
    return found


def _unescaped(text: str) -> str:
    r"""Return a mount point as it is: spaces, tabs, line breaks and backslashes are written as ``\040`` and so on."""
    return re.sub(r"\\([0-7]{3})", lambda m: chr(int(m.group(1), 8)), text)


def type_in_mount_output(table: str, folder: Path) -> str:
    """Return the type of the file system that ``folder`` lies on, by the lines that macOS's ``mount`` prints."""
    best, found = -1, ""
    for match in re.finditer(r"^.+? on (/.*?) \(([^,)]+)", table, re.MULTILINE):
        point = Path(match.group(1))
        if folder.is_relative_to(point) and len(point.parts) >= best:
            best, found = len(point.parts), match.group(2)
    return found


def is_unc(path: str) -> bool:
    r"""Return True for a path of Windows that names another computer (``\\server\share``, ``\\?\UNC\server\share``)."""
    plain = path.replace("/", "\\")
    if plain.upper().startswith("\\\\?\\UNC\\"):
        return True
    return plain.startswith("\\\\") and not plain.startswith(("\\\\?\\", "\\\\.\\"))


def on_network(folder: Path) -> bool:
    """Return True when ``folder`` (or what exists of its path) lies on a network drive; False if that can't be told."""
    there = folder.absolute()
    while not there.exists() and there != there.parent:
        there = there.parent
    return _LOOKS.get(sys.platform, _linux_looks)(there)


def _linux_looks(folder: Path) -> bool:
    try:
        table = Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return False
    return is_remote_type(type_in_proc_mounts(table, folder.resolve()))


def _mac_looks(folder: Path) -> bool:
    return is_remote_type(type_in_mount_output(_mount_output(), folder.resolve()))


def _windows_looks(folder: Path) -> bool:
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - exists on Windows only
    return is_unc(str(folder)) or kernel.GetDriveTypeW(folder.anchor) == _DRIVE_REMOTE


_LOOKS: Mapping[str, Callable[[Path], bool]] = {"win32": _windows_looks, "darwin": _mac_looks}


def _mount_output() -> str:
    try:
        ran = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return ran.stdout


def require_local(folder: Path) -> None:
    """Raise Fault DATA_FOLDER_ON_NETWORK when the folder is kept by another computer."""
    if on_network(folder):
        raise Fault(FaultCode.DATA_FOLDER_ON_NETWORK, Effect.WAIT, folder=os.fspath(folder))
