"""Which installed distributions a bundle is made of; nothing may come along that the runtime lock doesn't name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.markers import Marker

_PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^ \\;]+)(?: ; ([^\\\n]+))?", re.MULTILINE)


def normal(name: str) -> str:
    """Return a distribution's name as locks write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(lock: Path) -> dict[str, str]:
    """Return name and version of every entry of a lock that is for this system."""
    entries = _PIN.findall(lock.read_text(encoding="utf-8"))
    return {name: version for name, version, marker in entries if not marker or Marker(marker).evaluate()}


def distributions_of(modules: Iterable[str], known: Mapping[str, list[str]] | None = None) -> set[str]:
    """Return the distributions that these modules belong to; Python's own and the program's have none."""
    table = packages_distributions() if known is None else known
    return {normal(name) for module in modules for name in _owners(module, table)}


def _owners(module: str, table: Mapping[str, list[str]]) -> Iterable[str]:
    """Return the distributions of one module. Of those that share a top-level name: the one that is named as it is."""
    top, _dot, rest = module.partition(".")
    names = table.get(top, ())
    if len(set(names)) < 2:
        return names
    own = normal(f"{top}-{rest.partition('.')[0]}")
    return [n for n in names if normal(n) == own] or (names if rest else ())


def foreign(found: Iterable[str], lock: Mapping[str, str]) -> list[str]:
    """Return the distributions that the runtime lock doesn't name."""
    return sorted(set(found) - lock.keys() - {"bilagsdrop"})


def own_modules(sources: Path) -> list[str]:
    """Return every module of the program, also those that only a process of their own, or a name, leads to."""
    found = (p.relative_to(sources).with_suffix("").parts for p in sorted((sources / "desktop").rglob("*.py")))
    names = [".".join(parts[:-1] if parts[-1] == "__init__" else parts) for parts in found]
    return [name for name in names if not name.endswith(".__main__")]  # the program itself
