"""Run every check and every test, each part in a process of its own, and end with one line that sums them up.

All parts run even if one fails. QtWebEngine's tests have a process of their own, since Chromium lives as long as its
process; the keyring's tests have a D-Bus session of their own.
"""

from __future__ import annotations

import argparse
import os
import shlex
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "test-output"
PYTHON = (sys.executable, "-m")
ZIZMOR = str(Path(sys.executable).with_name("zizmor"))
SESSION = ("dbus-run-session", "--")
TIMEOUT_S = 3600.0
"""A part that takes longer hangs."""
LONG_FORM = "BILAGSDROP_LONG_TESTS"
"""Read by the tests of chance."""
LONG_OPTIONS = ("-s", "-o", "faulthandler_timeout=0")
"""Show the figures; and a test of many minutes does not hang."""
NO_TESTS = 5
"""pytest's exit status when nothing was collected."""


@dataclass(frozen=True, slots=True)
class Part:
    """One process. ``folders`` and ``without`` make it a part of the tests; ``command`` another check."""

    name: str
    group: str
    command: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    prefix: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    """Of pytest."""
    long: bool = False
    """Let the tests of chance run in their long form."""


@dataclass(slots=True)
class Sum:
    """What came out."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    broken: list[str] = field(default_factory=list)
    """Names of the parts that were not well."""


APART = ("tests/gui/web", "tests/keyring", "tests/e2e", "tests/packaged", "tests/windows")
PARTS = (
    Part("translations", "lint", (sys.executable, "packaging/catalogue.py", "check")),
    Part("ruff check", "lint", (*PYTHON, "ruff", "check", "--quiet", ".")),
    Part("ruff format", "lint", (*PYTHON, "ruff", "format", "--check", "--quiet", ".")),
    Part(
        "workflows",
        "lint",
        (ZIZMOR, "--offline", "--quiet", "--persona=pedantic", ".github/workflows"),
    ),
    Part("mypy", "lint", (*PYTHON, "mypy", "--no-error-summary")),
    Part("tests", "test", folders=("tests",), without=APART),
    Part("web view", "test", folders=("tests/gui/web",)),
    Part("keyring and whole program", "test", folders=("tests/keyring", "tests/e2e"), prefix=SESSION),
    Part("packages", "package", folders=("tests/packaged",), options=LONG_OPTIONS),
    Part(
        "packages for Windows",
        "windows",
        folders=("tests/windows",),
        without=("tests/windows/test_core.py",),
        options=LONG_OPTIONS,
    ),
    Part("core on Windows", "windows", folders=("tests/windows/test_core.py",), options=LONG_OPTIONS),
    Part("kills", "crash", folders=("tests/crash",), options=LONG_OPTIONS, long=True),
    Part("schedules", "crash", folders=("tests/unit/outbox",), options=(*LONG_OPTIONS, "-k", "schedule"), long=True),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the parts that are asked for and return 0 when all are well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--only",
        choices=("lint", "test", "crash", "package", "windows"),
        help="one group; without it: lint and test",
    )
    only = parser.parse_args(arguments).only
    groups = {only} if only else {"lint", "test"}
    OUTPUT.mkdir(exist_ok=True)
    total = Sum()
    for part in PARTS:
        if part.group in groups:
            _run(part, total)
    _tell(total)
    return 1 if total.broken else 0


def _run(part: Part, total: Sum) -> None:
    if part.command:
        _report(part, _start(part, part.command), total)
        return
    folders = [name for name in part.folders if (ROOT / name).is_file() or any((ROOT / name).rglob("test_*.py"))]
    if not folders:
        return
    report = OUTPUT / f"{part.name.replace(' ', '-')}.xml"
    report.unlink(missing_ok=True)
    ignored = [f"--ignore={name}" for name in part.without]
    command = (*part.prefix, *PYTHON, "pytest", "-q", f"--junit-xml={report}", *part.options, *ignored, *folders)
    status = _start(part, command)
    failed_before = total.failed
    _count(report, total)
    _report(part, 0 if status == NO_TESTS else status, total, counted=total.failed > failed_before)


def _start(part: Part, command: Sequence[str]) -> int:
    print(f"\n=== {part.name}: {shlex.join(command)}", flush=True)
    environ = {"QT_QPA_PLATFORM": "offscreen"} | dict(os.environ) | ({LONG_FORM: "1"} if part.long else {})
    began = time.monotonic()
    try:
        status = _wait(subprocess.Popen(command, cwd=ROOT, env=environ, start_new_session=True))
    except FileNotFoundError:
        print(f"{command[0]} is not installed")
        status = 127
    print(
        f"=== {part.name}: {'well' if status in {0, NO_TESTS} else f'status {status}'}"
        f" in {time.monotonic() - began:.0f} s",
        flush=True,
    )
    return status


def _wait(process: subprocess.Popen[bytes]) -> int:
    """Return the exit status. A part that is stopped takes with it what it has started."""
    try:
        return process.wait(TIMEOUT_S)
    except subprocess.TimeoutExpired:
        print(f"stopped after {TIMEOUT_S:.0f} s")
        return 124
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _report(part: Part, status: int, total: Sum, *, counted: bool = False) -> None:
    if status == 0:
        return
    total.broken.append(part.name)
    if not counted:
        # A check, or a process that died before it could tell of its tests.
        total.failed += 1


def _count(report: Path, total: Sum) -> None:
    if not report.exists():
        return
    tree = ET.parse(report)  # noqa: S314 - pytest wrote it a moment ago
    for suite in tree.getroot().iter("testsuite"):
        bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped = int(suite.get("skipped", 0))
        total.failed += bad
        total.skipped += skipped
        total.passed += max(0, int(suite.get("tests", 0)) - bad - skipped)


def _tell(total: Sum) -> None:
    print()
    if total.broken:
        print("not well: " + ", ".join(total.broken))
    print(f"{total.passed} passed, {total.failed} failed, {total.skipped} skipped")


if __name__ == "__main__":
    raise SystemExit(main())
