"""The files that make up the repository."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[3]
MADE_HERE = {".git", ".venv", "__pycache__", "build", "dist", "demo-output", "test-output"}
CACHES = {".hypothesis", ".mypy_cache", ".pytest_cache", ".ruff_cache"}


def tracked() -> list[Path]:
    """Return the repository's files; in a plain source archive, what lies there."""
    if (ROOT / ".git").exists():
        words = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached"]
        listed = subprocess.run(words, cwd=ROOT, capture_output=True, check=True).stdout
        paths = [ROOT / os.fsdecode(name) for name in listed.split(b"\0") if name]
    else:
        paths = [p for p in ROOT.rglob("*") if not (MADE_HERE | CACHES) & set(p.relative_to(ROOT).parts)]
    return [path for path in paths if path.is_file()]
