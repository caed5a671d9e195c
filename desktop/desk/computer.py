"""This computer, as a data folder knows it, and what it remembers of data folders outside of them."""

from __future__ import annotations

import ctypes
import hashlib
import importlib
import json
import logging
import secrets
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import platformdirs

from desktop.config import APP_NAME
from desktop.store.disk import write_durably

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a journal had come when this computer last saw it."""

    journal: str
    opened: int
    requests: int


class Computer:
    """The computer and OS user that the program runs for. ``folder`` is the user's own, outside any data folder."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or Path(platformdirs.user_state_dir(APP_NAME, appauthor=False))

    def name(self) -> str:
        """Return a text that no other computer has, and that says nothing about this one."""
        found = _system_id() or self._own_id()
        return hashlib.sha256(f"{APP_NAME} {found}".encode()).hexdigest()[:32]

    def _own_id(self) -> str:
        """Return a random text, made once, where the system names itself to no one."""
        path = self._folder / "computer.id"
        try:
            return path.read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            made = secrets.token_hex(16)
            self._write(path, made)
            return made

    def _mark_path(self, data_dir: Path) -> Path:
        return self._folder / f"folder-{hashlib.sha256(str(data_dir).encode()).hexdigest()[:16]}.json"

    def mark(self, data_dir: Path) -> Mark | None:
        """Return what was remembered of a data folder, or None."""
        try:
            return Mark(**json.loads(self._mark_path(data_dir).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def remember(self, data_dir: Path, mark: Mark) -> None:
        """Remember how far a data folder's journal has come."""
        self._write(self._mark_path(data_dir), json.dumps(asdict(mark)))

    def _write(self, path: Path, text: str) -> None:
        try:
            write_durably(path, text.encode())
        except OSError as error:  # nothing depends on it but one warning at a later start
            _log.info("%s could not be written: %s", path.name, type(error).__name__)


def _system_id() -> str | None:
    return _SYSTEM_IDS.get(sys.platform, _linux_id)()


def _linux_id() -> str | None:
    try:
        return Path("/etc/machine-id").read_text(encoding="ascii").strip() or None
    except (OSError, ValueError):
        return None


def _windows_id() -> str | None:
    winreg: Any = importlib.import_module("winreg")  # exists on Windows only
    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    except OSError:
        return None


def _mac_id() -> str | None:
    """Return the hardware's UUID (``gethostuuid(2)``)."""
    found, wait = (ctypes.c_ubyte * 16)(), (ctypes.c_long * 2)(1, 0)
    try:
        failed = ctypes.CDLL(None).gethostuuid(found, wait)
    except (OSError, AttributeError):
        return None
    return None if failed else bytes(found).hex()


_SYSTEM_IDS: Mapping[str, Callable[[], str | None]] = {"win32": _windows_id, "darwin": _mac_id}
