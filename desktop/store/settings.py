"""The settings file: JSON beside the journal, written whole or not at all."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from desktop.config import Settings
from desktop.store.disk import own_folder_faults, write_durably

_NUMBERS = frozenset({"company_id"})
"""Settings without a default that are numbers; the others without one are texts."""


def load_settings(path: Path) -> Settings:
    """Return the settings; a missing or unreadable file gives the defaults, since nothing in it can't be set again."""
    members = _members(path)
    defaults = {f.name: (0 if f.name in _NUMBERS else f.default) for f in fields(Settings)}
    read = {name: _read(default, members.get(name)) for name, default in defaults.items()}
    return Settings(**{name: value for name, value in read.items() if value is not None})  # type: ignore[arg-type]


def _read(default: object, value: object) -> object:
    """Return a member as the type that its setting's default has; None for anything that it can't have.

    A setting that is not set by default is a text, or (``company_id``) a number.
    """
    if isinstance(default, bool) or isinstance(value, bool):
        return value if isinstance(default, bool) and isinstance(value, bool) else None
    if isinstance(default, StrEnum):
        return type(default)(value) if isinstance(value, str) and value in set(type(default)) else None
    wanted = str if default is None else type(default)
    return value if isinstance(value, wanted) else None


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings durably; what another version of the program has set besides stays as it is.

    Raises Fault DISK_FULL or DATA_FOLDER_READ_ONLY.
    """
    members = _members(path) | asdict(settings)
    with own_folder_faults(path.parent):
        write_durably(path, json.dumps(members, indent=1, ensure_ascii=False).encode())


def _members(path: Path) -> dict[str, Any]:
    """Return what stands in the file; nothing where it is missing or no object."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return raw if isinstance(raw, dict) else {}
