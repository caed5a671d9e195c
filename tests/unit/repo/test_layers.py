"""Imports go down only. The table is the truth of which room may know which; a new room has to be written into it."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PROGRAM = ROOT / "desktop"
PATHS = sorted(path.relative_to(PROGRAM).as_posix() for path in PROGRAM.rglob("*.py"))

BOTTOM = {"config", "environment", "http", "reach", "receipts", "resources", "words"}
MAY_IMPORT: dict[str, set[str]] = {
    # the bottom: no room of the program's work is known here
    "receipts": set(),
    "resources": set(),
    "environment": set(),
    "config": set(),
    "words": {"receipts", "resources"},
    "http": {"receipts"},
    "reach": {"receipts"},
    # the borders know nothing of each other
    "confined": {"receipts"},
    "papers": {"confined", "receipts"},
    "imaging": {"papers", "receipts"},
    "store": {"config", "receipts"},
    "dinero": {"http", "reach", "receipts"},
    "visma": {"config", "http", "reach", "receipts", "resources"},
    "updates": {"http", "reach", "receipts"},
    "reading": {"confined", "papers", "receipts"},
    # what the borders know, compared
    "studio": {"confined", "imaging", "papers", "receipts"},
    "likeness": {"reading", "receipts", "store", "studio"},
    # the stand-in knows nothing of the client it is there for
    "sandbox": {"receipts", "resources", "words"},
    # the delivery, and the desk that a window or a command line sits at
    "outbox": {"config", "dinero", "http", "likeness", "receipts", "store", "studio", "visma"},
    "desk": {
        "config",
        "dinero",
        "http",
        "likeness",
        "outbox",
        "papers",
        "reading",
        "receipts",
        "resources",
        "store",
        "studio",
        "updates",
        "visma",
        "words",
    },
    "gui": {
        "config",
        "desk",
        "http",
        "likeness",
        "papers",
        "reading",
        "receipts",
        "resources",
        "store",
        "studio",
        "updates",
        "visma",
        "words",
    },
}
TOP = {"__init__.py", "__main__.py", "app.py", "bundle.py", "cli", "demo.py", "start.py", "gui/login_alone.py"}
"""What starts the program and wires its parts together. It may import everything; nothing below may import it."""


@dataclass(frozen=True, slots=True)
class Import:
    """One import in a file. ``at_start``: it happens when the file is loaded, not inside a function."""

    module: str
    line: int
    at_start: bool


@functools.cache
def imports_of(path: str) -> tuple[Import, ...]:
    tree = ast.parse((PROGRAM / path).read_text(encoding="utf-8"))
    return tuple(_imports_in(tree.body, at_start=True))


def _imports_in(nodes: list[ast.stmt], *, at_start: bool) -> Iterator[Import]:
    for node in nodes:
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are absolute here"
            module = node.module or ""
            names = [f"{module}.{alias.name}" for alias in node.names] if module in {"desktop", "PySide6"} else [module]
            yield from (Import(name, node.lineno, at_start) for name in names)
        elif isinstance(node, ast.Import):
            yield from (Import(alias.name, node.lineno, at_start) for alias in node.names)
        else:
            later = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or _only_for_types(node)
            inner = [child for child in ast.walk(node) if isinstance(child, ast.Import | ast.ImportFrom)]
            if isinstance(node, ast.ClassDef | ast.If | ast.Try | ast.With) and not later:
                for field in ("body", "orelse", "handlers", "finalbody"):
                    yield from _imports_in(getattr(node, field, []), at_start=at_start)
            else:
                yield from _imports_in(list(inner), at_start=at_start and not later)


def _only_for_types(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def room_of(path: str) -> str:
    """Return the room of a file, "top" for what wires the rooms together."""
    first = path.split("/", maxsplit=1)[0]
    return "top" if path in TOP or first in TOP else first.removesuffix(".py")


def room_of_module(module: str) -> str | None:
    """Return the room that a module of the program lies in, None for a module of others or the package itself."""
    parts = module.split(".")
    if parts[0] != "desktop" or len(parts) == 1 or parts[1].startswith("__"):
        return None
    path = "/".join(parts[1:])
    return room_of(path if (PROGRAM / path).is_dir() else f"{path}.py")


def told(path: str, found: Import) -> str:
    return f"{path}:{found.line} imports {found.module}"


def test_there_is_a_program_to_look_at() -> None:
    assert len(PATHS) > 50
    assert {room_of(path) for path in PATHS} == MAY_IMPORT.keys() | {"top"}


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_imports_go_down(room: str) -> None:
    known = {None, room} | MAY_IMPORT[room]
    paths = [path for path in PATHS if room_of(path) == room]
    assert not [told(path, f) for path in paths for f in imports_of(path) if room_of_module(f.module) not in known]


def test_the_table_has_no_way_back_up() -> None:
    settled: set[str] = set()
    while waiting := MAY_IMPORT.keys() - settled:
        free = {room for room in waiting if MAY_IMPORT[room] <= settled}
        assert free, f"these know each other in a circle: {sorted(waiting)}"
        settled |= free
    for room in BOTTOM:
        assert MAY_IMPORT[room] <= BOTTOM


def test_qt_is_known_in_the_gui_only() -> None:
    qt = [(path, f) for path in PATHS for f in imports_of(path) if f.module.split(".")[0] in {"PySide6", "shiboken6"}]
    assert not [told(path, found) for path, found in qt if not path.startswith("gui/")]
    web = [(path, found) for path, found in qt if "WebEngine" in found.module]
    assert web
    assert not [told(path, found) for path, found in web if not path.startswith("gui/login")]


def test_the_web_view_is_not_loaded_by_a_start() -> None:
    """A file that loads QtWebEngine is itself imported inside a function, except by another part of the login."""
    loaders = {"desktop." + path.removesuffix(".py").replace("/", ".") for path in PATHS if _loads_web_engine(path)}
    assert loaders
    others = [path for path in PATHS if not path.startswith("gui/login") or path in TOP]
    assert not [told(p, f) for p in others for f in imports_of(p) if f.at_start and f.module in loaders]


def _loads_web_engine(path: str) -> bool:
    return any("WebEngine" in found.module and found.at_start for found in imports_of(path))


OPENS_THE_WINDOW = {"start.py", "demo.py"}
"""Loaded by the command line inside the commands that open the window."""


def test_commands_load_the_window_only_when_they_open_it() -> None:
    starts = {path for path in PATHS if room_of(path) == "top" and not path.startswith("gui/")} - OPENS_THE_WINDOW
    openers = {f"desktop.{path.removesuffix('.py')}" for path in OPENS_THE_WINDOW}
    for path in starts:
        early = [found for found in imports_of(path) if found.at_start]
        assert not [told(path, f) for f in early if f"{f.module}.".startswith("desktop.gui.") or f.module in openers]


def test_no_file_is_longer_than_one_can_take_in() -> None:
    lengths = {path: len((PROGRAM / path).read_text(encoding="utf-8").splitlines()) for path in PATHS}
    assert not {path: length for path, length in lengths.items() if length > 400}
