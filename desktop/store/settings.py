"""The settings file: JSON beside the journal, written whole or not at all."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from pathlib import Path

from desktop.config import Settings, Theme
from desktop.store.disk import own_folder_faults, write_durably


def load_settings(path: Path) -> Settings:
    """Return the settings; a missing or unreadable file gives the defaults, since nothing in it can't be set again."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    known = {f.name for f in fields(Settings)}
    values = {k: v for k, v in raw.items() if k in known} if isinstance(raw, dict) else {}
    values["theme"] = Theme(values["theme"]) if values.get("theme") in set(Theme) else Theme.SYSTEM
    return Settings(**values)


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings durably. Raises Fault DISK_FULL or DATA_FOLDER_READ_ONLY."""
    with own_folder_faults(path.parent):
        write_durably(path, json.dumps(asdict(settings), indent=1, ensure_ascii=False).encode())
