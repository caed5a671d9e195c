"""Names of files and folders that are never receipts: what other programs are still writing, and what they keep."""

from __future__ import annotations

import os
import stat

TAKEN_FOLDERS = {"da": "Taget af Bilagsdrop", "en": "Taken by Bilagsdrop"}
"""What the folder for taken files is called, inside a watched one. Neither of them is ever looked into."""
_ENDS = (
    ".part", ".partial", ".crdownload", ".download", ".opdownload", ".filepart", ".tmp", ".temp", ".icloud", ".lnk",
    ".url", ".lock",
)  # fmt: skip
"""Endings of files that are being downloaded or copied, of placeholders, and of links."""
_STARTS = (".", "~$", "~lock")
"""Beginnings of hidden files (``.~lock`` and ``._`` of macOS too), and of Office's locks."""
_JUNK = frozenset({"thumbs.db", "desktop.ini", "icon\r"})
_TAKEN = frozenset(name.casefold() for name in TAKEN_FOLDERS.values())
_ELSEWHERE = 0x1000 | 0x40000 | 0x400000
"""Windows: FILE_ATTRIBUTE_OFFLINE, RECALL_ON_OPEN, RECALL_ON_DATA_ACCESS. Opening such a file fetches it."""
_HIDDEN = 0x2 | 0x4
"""Windows: FILE_ATTRIBUTE_HIDDEN, SYSTEM."""
_DATALESS = 0x40000000
"""macOS: SF_DATALESS, a file of a synced folder that is in the cloud only (sys/stat.h)."""


def is_ignored(name: str) -> bool:
    """Return True for a file's name that is never looked at."""
    lower = name.casefold()
    return lower in _JUNK or lower.startswith(_STARTS) or lower.endswith(_ENDS)


def is_ignored_folder(name: str) -> bool:
    """Return True for a folder that is never looked into: hidden, or ours for taken files."""
    return name.startswith((".", "$")) or name.casefold() in _TAKEN


def is_hidden(status: os.stat_result) -> bool:
    """Return True for what Windows hides."""
    return bool(getattr(status, "st_file_attributes", 0) & _HIDDEN)


def is_elsewhere(status: os.stat_result) -> bool:
    """Return True for a placeholder of a file that is in the cloud only; it must not be opened."""
    windows, mac = getattr(status, "st_file_attributes", 0), getattr(status, "st_flags", 0)
    return bool(windows & _ELSEWHERE or mac & _DATALESS)


def is_link(status: os.stat_result) -> bool:
    """Return True for symbolic links, and for what works like one on Windows (junctions)."""
    junction = getattr(status, "st_reparse_tag", 0) == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)
    return stat.S_ISLNK(status.st_mode) or junction
