"""The files that tell a Linux desktop about the program, filled in from ``packaging/linux``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from bundling.identity import APP_ID, ROOT, SLUG

LINUX = ROOT / "packaging" / "linux"
SEND_TO = {
    "send_to/dolphin.desktop": f"kio/servicemenus/{SLUG}.desktop",
    "send_to/thunar.desktop": f"Thunar/sendto/{SLUG}.desktop",
    "send_to/bilagsdrop.nemo_action": f"nemo/actions/{SLUG}.nemo_action",
}
"""What puts "Send to Bilagsdrop" into the menus of file managers, and where below ``share`` each looks for it. That of
GNOME has no such place: "Open with" does it there."""


def filled(template: str, values: Mapping[str, str]) -> str:
    """Return a file below ``packaging/linux`` with every ``@NAME@`` replaced. Raises ValueError for an unknown name."""
    text = (LINUX / template).read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    left = [word for word in text.split("@")[1::2] if word.isupper()]
    if left:
        raise ValueError(f"{template}: nothing for {', '.join(left)}")
    return text


def date_of(epoch: int) -> str:
    """Return the day of a time in seconds, as AppStream writes it."""
    return dt.datetime.fromtimestamp(epoch, dt.UTC).date().isoformat()


def metainfo(version: str, epoch: int, name: str = SLUG) -> str:
    """Return the AppStream description; ``name`` is that of desktop file and icon."""
    values = {"APP_ID": APP_ID, "VERSION": version, "DATE": date_of(epoch)}
    return filled("metainfo.xml", values | {"DESKTOP_ID": f"{name}.desktop", "ICON": name})


def write(path: Path, text: str, mode: int = 0o644) -> None:
    """Write a file and its folders, with plain rights."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
