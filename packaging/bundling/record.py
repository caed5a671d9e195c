"""What a build was made from, written down inside it: versions, and no path or name of the machine."""

from __future__ import annotations

import hashlib
import os
import platform
import sqlite3
import ssl
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from bundling.identity import DEV_LOCK, ROOT, RUNTIME_LOCK

_EPOCH = 1_767_225_600
"""2026-01-01: the time of everything in a build from sources that know no commit."""


def epoch(environ: dict[str, str] | None = None) -> int:
    """Return the time that every file of the build gets, in seconds: ``SOURCE_DATE_EPOCH``, or the last commit's."""
    said = (dict(os.environ) if environ is None else environ).get("SOURCE_DATE_EPOCH")
    return int(said) if said else int(_git("log", "-1", "--format=%ct") or _EPOCH)


def commit() -> str:
    """Return the commit that is built: git's word, or ``BILAGSDROP_COMMIT`` where there is no git; else nothing."""
    return _git("rev-parse", "HEAD") or os.environ.get("BILAGSDROP_COMMIT", "")


def build_info(program_version: str, system_packages: dict[str, str]) -> dict[str, object]:
    """Return versions of everything that shapes the build. ``system_packages``: of libraries taken from the system."""
    return {
        "version": program_version,
        "commit": commit(),
        "changed": bool(_git("status", "--porcelain")),
        "source_date_epoch": epoch(),
        "system": f"{sys.platform}-{platform.machine().lower()}",
        "libc": " ".join(platform.libc_ver()),
        "python": platform.python_version(),
        "openssl": ssl.OPENSSL_VERSION,
        "sqlite": sqlite3.sqlite_version,
        "tools": {name: version(name) for name in ("pyinstaller", "pyinstaller-hooks-contrib", "cyclonedx-python-lib")},
        "locks": {path.name: _sha256(path) for path in (RUNTIME_LOCK, DEV_LOCK)},
        "system_packages": system_packages,
    }


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _git(*words: str) -> str:
    try:
        done = subprocess.run(("git", *words), cwd=ROOT, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout.strip()
