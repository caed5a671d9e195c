"""What the program is called, and where its sources lie: said once, used by everything that is built."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAME = "Bilagsdrop"
"""What a user sees."""
SLUG = "bilagsdrop"
"""Command, package and file names."""
APP_ID = "dk.bilagsdrop.Bilagsdrop"
"""Reverse domain name, for AppStream, Flatpak and macOS."""
SUMMARY = "Drop receipts on a window; they become purchase vouchers in Dinero"
MAINTAINER = "The Bilagsdrop authors <bilagsdrop@example.org>"
"""Of a package that is built without ``BILAGSDROP_MAINTAINER``."""

RUNTIME_LOCK = ROOT / "packaging" / "requirements.lock"
DEV_LOCK = ROOT / "packaging" / "requirements-dev.lock"

_VERSION = re.compile(r'^__version__ = "([^"]+)"$', re.MULTILINE)


def version_of(sources: Path = ROOT) -> str:
    """Return the version that ``desktop/__init__.py`` names. Raises ValueError when it names none."""
    found = _VERSION.search((sources / "desktop" / "__init__.py").read_text(encoding="utf-8"))
    if found is None:
        raise ValueError("desktop/__init__.py has no __version__")
    return found.group(1)
