"""Whether an installed program is whole: each file that it was built with is there, and unchanged.

Stands on Python's own library alone, so that it can still say which file is missing when the program can't start
without it. The list is ``bundle.json`` inside the bundle; ``packaging/bundling/manifest.py`` writes it.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from desktop import __version__

MANIFEST = "bundle.json"
_SHOWN = 8
Rows = dict[str, tuple[int | None, str | None]]


def inner_folder() -> Path | None:
    """Return the folder that an installed program's modules lie in, or None when this is no installed program."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen is not None else None


def digest_of(path: Path) -> str:
    """Return a file's SHA-256 as hex digits. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def damage(inner: Path, *, thorough: bool = True) -> list[str]:
    """Return a line for each file that is missing or not as it was built; none when the bundle is whole.

    ``thorough`` reads every byte (about a second); without it the sizes are compared.
    """
    listed = _listed(inner)
    if listed is None:
        return [f"missing: {MANIFEST}"]
    root = _root_of(inner, listed)
    return [
        line for name, (size, digest) in sorted(listed.items()) for line in _look(root, name, size, digest, thorough)
    ]


def _listed(inner: Path) -> Rows | None:
    """Return size in bytes and digest by name (None for a file that is signed later), or None when there is no list."""
    try:
        found = json.loads((inner / MANIFEST).read_text(encoding="utf-8"))["files"]
        return {str(name): (size, digest) for name, (size, digest) in found.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return None


def _root_of(inner: Path, listed: Rows) -> Path:
    """Return the folder that the listed names are relative to: the bundle's own, which holds ``inner``."""
    nested = any(name.startswith(f"{inner.name}/") for name in listed)
    return inner.parent if nested else inner


def _look(root: Path, name: str, size: int | None, digest: str | None, thorough: bool) -> Iterator[str]:
    path = root / name
    try:
        found = path.stat().st_size
        if size is not None and (found != size or (thorough and digest_of(path) != digest)):
            yield f"changed: {name}"
    except OSError:
        yield f"missing: {name}"


def told(lines: list[str]) -> str:
    """Return the first of these lines as one text, and how many more there are."""
    more = len(lines) - _SHOWN
    return "; ".join(lines[:_SHOWN]) + (f"; and {more} more" if more > 0 else "")


def tell_damage(argv: Sequence[str], error: Exception) -> int:
    """Say why the installed program could not load a part of itself, and return the exit status.

    ``self-test --json`` gets its answer as JSON all the same. Raises ``error`` again when the bundle is whole: then it
    is no damage, but a mistake in the program.
    """
    inner = inner_folder()
    found = damage(inner) if inner is not None else []
    if not found:
        raise error
    if list(argv[:1]) == ["self-test"] and "--json" in argv:
        part = {"state": "failed", "detail": told(found), "seconds": 0.0}
        print(json.dumps({"version": __version__, "ok": False, "parts": {"bundle": part}}))  # noqa: T201 - the result
    print(f"{_sentence()}\n{told(found)}", file=sys.stderr)  # noqa: T201 - there may be no other way left
    return 1


def _sentence() -> str:
    _ = _translate()
    return _("Bilagsdrop is not whole: install it again. Your receipts are kept.")


def _translate() -> Callable[[str], str]:
    """Return the translation, or English where that is what is missing."""
    try:
        from desktop.words import _, choose_language, use_language  # noqa: PLC0415 - it may be the missing part

        use_language(choose_language())
    except (ImportError, OSError):
        return str
    return _
