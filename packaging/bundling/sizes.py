"""What a build weighs, against its budget."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

MB = 1_000_000
"""Bytes."""
BUDGET = {"installed": 410 * MB, ".deb": 145 * MB, ".exe": 105 * MB}
"""At most so many bytes."""
_BLOCK = 4096
"""Bytes that a file's size on disk is rounded up to."""


@dataclass(frozen=True, slots=True)
class Size:
    """One thing that was built. ``size`` in bytes; ``limit`` None: no budget."""

    name: str
    size: int
    limit: int | None = None

    @property
    def over(self) -> bool:
        """Whether the budget is broken."""
        return self.limit is not None and self.size > self.limit

    def line(self) -> str:
        """Return one line for a person."""
        of = f" of {self.limit / MB:.0f}" if self.limit else ""
        return f"{self.size / MB:8.1f}{of} MB  {self.name}{'  TOO LARGE' if self.over else ''}"


def installed_size(folder: Path) -> int:
    """Return the bytes that a folder takes on disk."""
    files = [p for p in folder.rglob("*") if not p.is_symlink()]
    return sum(_BLOCK * -(-p.stat().st_size // _BLOCK) for p in files)


def largest(folder: Path, count: int = 10) -> list[Size]:
    """Return the largest files of a folder, the largest first."""
    files = [p for p in folder.rglob("*") if p.is_file() and not p.is_symlink()]
    sizes = [Size(p.relative_to(folder).as_posix(), p.stat().st_size) for p in files]
    return sorted(sizes, key=lambda s: (-s.size, s.name))[:count]


def of_artifact(path: Path) -> Size:
    """Return the size of a package, with the budget of its kind."""
    return Size(path.name, path.stat().st_size, BUDGET.get(path.suffix))
