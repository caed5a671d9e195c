"""Where icons, translations, style and samples lie: beside the sources, in the wheel, or in an installed program."""

from __future__ import annotations

import sys
from pathlib import Path


def _root() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    inside = Path(__file__).parent / "_resources"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "resources"


def resource_path(*parts: str) -> Path:
    """Return the path of a resource, for example ``resource_path("icons", "add.svg")``."""
    return _root().joinpath(*parts)
