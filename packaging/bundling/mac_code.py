"""What of an app bundle has to be signed, and in which order: from the inside out, since a signature seals all below.

Code is a Mach-O file, or a bundle (an app, a framework's version) that is signed as one; the main program of a bundle
is signed with the bundle.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_MAGIC = frozenset(
    bytes.fromhex(word) for word in ("feedface", "cefaedfe", "feedfacf", "cffaedfe", "cafebabe", "cafebabf")
)
"""Mach-O of 32 and 64 bits in both byte orders, and files for several processors (``<mach-o/loader.h>``, ``fat.h``)."""
_JAVA_CLASS = 0x20
"""``cafebabe`` begins Java's classes too; there the next number is a version, here how many processors there are."""


def is_code(path: Path) -> bool:
    """Return whether a file is Mach-O."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(8)
    many = head[:4] in {b"\xca\xfe\xba\xbe", b"\xca\xfe\xba\xbf"}
    return head[:4] in _MAGIC and not (many and int.from_bytes(head[4:8], "big") > _JAVA_CLASS)


def to_sign(app: Path) -> list[Path]:
    """Return everything to sign, the innermost first and the app last; links are never followed."""
    bundles = [*_bundles(app), app]
    mains = {main for bundle in bundles for main in [_main_of(bundle)] if main is not None}
    files = [p for p in app.rglob("*") if is_code(p) and p not in mains]
    return sorted([*files, *bundles], key=lambda path: (-len(path.parts), str(path)))


def _bundles(app: Path) -> Iterator[Path]:
    for path in app.rglob("*"):
        if path.is_symlink() or not path.is_dir():
            continue
        if path.suffix == ".app":
            yield path
        elif path.suffix == ".framework":
            yield from _versions(path)


def _versions(framework: Path) -> list[Path]:
    """Return the folders of a framework that are signed: its versions, or itself where it has none."""
    folder = framework / "Versions"
    found = [p for p in folder.iterdir() if p.is_dir() and not p.is_symlink()] if folder.is_dir() else []
    return found or [framework]


def _main_of(bundle: Path) -> Path | None:
    """Return the program that is signed with a bundle: the one that bears its name."""
    if bundle.suffix == ".app":
        folder = bundle / "Contents" / "MacOS"
        programs = (
            [p for p in folder.iterdir() if p.name.casefold() == bundle.stem.casefold()] if folder.is_dir() else []
        )
        return programs[0] if programs else None
    framework = bundle if bundle.suffix == ".framework" else bundle.parents[1]
    main = bundle / framework.stem
    return main if main.exists() else None
