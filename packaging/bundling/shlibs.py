"""Which packages of Debian hold the libraries that the program links to and doesn't carry itself."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable
from pathlib import Path

from bundling.run import run
from desktop.bundle import digest_of

_ELF = b"\x7fELF"
_CONTROL = "Source: bilagsdrop\n\nPackage: bilagsdrop\nArchitecture: any\nDescription: x\n"


def binaries(folder: Path) -> list[Path]:
    """Return every ELF file below a folder, without links."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and not p.is_symlink())
    return [p for p in files if _head(p) == _ELF]


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4)


def dependencies(folder: Path, carried: frozenset[str], memory: Path) -> list[str]:
    """Return what a package must depend on for all binaries of a folder, as ``Depends`` writes it.

    ``carried``: packages whose libraries lie in the folder. The answer takes a minute; it is kept in the folder
    ``memory`` for the same libraries. Raises BuildError when a library is neither in the folder nor in any installed
    package.
    """
    found = binaries(folder)
    kept = memory / f"depends-{_digest([p for p in found if '.so' in p.name], carried)}.json"
    if kept.exists():
        return [str(line) for line in json.loads(kept.read_text(encoding="utf-8"))]
    answer = _ask(found, carried)
    kept.write_text(json.dumps(answer), encoding="utf-8")
    return answer


def _digest(libraries: Iterable[Path], carried: frozenset[str]) -> str:
    told = "".join(sorted(digest_of(path) for path in libraries)) + " ".join(sorted(carried))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _ask(found: list[Path], carried: frozenset[str]) -> list[str]:
    places = sorted({path.parent for path in found})
    words = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", *(f"-l{p}" for p in places)]
    words += [*(f"-x{name}" for name in sorted(carried)), *(f"-e{p}" for p in found)]
    with tempfile.TemporaryDirectory() as scratch:
        control = Path(scratch, "debian", "control")
        control.parent.mkdir()
        control.write_text(_CONTROL, encoding="utf-8")
        answer = run(*words, folder=Path(scratch))
    line = next(line for line in answer.splitlines() if line.startswith("shlibs:Depends="))
    return sorted(set(line.removeprefix("shlibs:Depends=").split(", ")))
