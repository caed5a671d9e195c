"""The settings file: JSON beside the journal, written whole or not at all."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from desktop.config import Settings, Theme
from desktop.store.disk import own_folder_faults, write_durably

_SWITCHES = frozenset({"book", "book_confirmed", "seen_welcome", "prove_storage", "clear_old"})


def load_settings(path: Path) -> Settings:
    """Return the settings; a missing or unreadable file gives the defaults, since nothing in it can't be set again."""
    members = _members(path)
    values = {f.name: members[f.name] for f in fields(Settings) if _fits(f.name, members.get(f.name))}
    if "theme" in values:
        values["theme"] = Theme(values["theme"])
    return Settings(**values)


def _fits(name: str, value: object) -> bool:
    """Return whether a value is one that the setting can have; anything else reads as not set."""
    if name == "theme":
        return isinstance(value, str) and value in set(Theme)
    if name == "company_id":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, bool if name in _SWITCHES else str)


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
