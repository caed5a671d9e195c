"""Writes the list of everything in a bundle, which the installed program's self-test compares with what is there."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from desktop.bundle import MANIFEST, digest_of


def write_manifest(folder: Path, inner: str, changes: Callable[[Path], bool] = lambda _path: False) -> Path:
    """List size in bytes and SHA-256 of every file below ``folder`` in ``folder/inner/bundle.json``; return its path.

    A file that ``changes`` says will be changed later (by a signature) is listed without them.
    """
    target = folder / inner / MANIFEST
    target.unlink(missing_ok=True)
    rows: dict[str, list[object]] = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and not p.is_symlink()):
        name = path.relative_to(folder).as_posix()
        rows[name] = [None, None] if changes(path) else [path.stat().st_size, digest_of(path)]
    target.write_text(json.dumps({"files": rows}, indent=0, sort_keys=True), encoding="utf-8")
    return target
