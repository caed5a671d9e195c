"""Which libraries are linked to by what is shipped, directly or through each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import PurePath

from bundling.choice import Entry, is_qt_library

Imports = Callable[[str], Iterable[str]]
"""Names of the libraries that a binary links to, with or without folders."""


def linked_by(source: str) -> set[str]:
    """Return the names that a binary links to, as PyInstaller's own analysis reads them on each system."""
    from PyInstaller.depend import bindepend  # type: ignore[import-untyped]  # noqa: PLC0415 - slow, and not for tests

    return {name for name, _path in bindepend.get_imports(source)}


def reached(entries: Iterable[Entry], imports: Imports = linked_by) -> list[Entry]:
    """Return the entries without the Qt libraries that nothing in them links to."""
    binaries = [e for e in entries if e[2] in {"BINARY", "EXTENSION", "EXECUTABLE"}]
    libraries = {_key(e[0]): e for e in binaries if is_qt_library(e)}
    waiting = [e for e in binaries if not is_qt_library(e)]
    kept: set[str] = set()
    while waiting:
        for name in imports(waiting.pop()[1]):
            key = _key(name)
            if key in libraries and key not in kept:
                kept.add(key)
                waiting.append(libraries[key])
    return [e for e in entries if e[2] == "SYMLINK" or not is_qt_library(e) or _key(e[0]) in kept]


def _key(path: str) -> str:
    """Return a library's file name; Windows and macOS don't tell capitals from small letters."""
    return PurePath(path.replace("\\", "/")).name.lower()
