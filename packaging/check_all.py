"""Run every check and every test, each part in a process of its own, and end with one line that sums them up.

All parts run even if one fails, two at a time where there are two processors; what a part prints is shown as it ends.
QtWebEngine's tests have a process of their own, since Chromium lives as long as its process; the keyring's tests have a
D-Bus session of their own.
"""

from __future__ import annotations

import argparse
import os
import shlex
import signal
import subprocess
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

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


SIDE_BY_SIDE = 2
"""Parts at a time, at most: tests of the window have clocks, and suffer when they get too little of a processor."""
CHECKS = ("lint", "test")
"""Groups whose parts may run beside each other; the others use all of the machine by themselves."""
PARTS = (
    # the longest first, so that none runs on alone at the end
    Part("core", "test", folders=("tests/unit", "tests/contract")),
    Part("kills and faults", "test", folders=("tests/crash",)),
    Part("window", "test", folders=("tests/gui/shell", "tests/gui/tray")),
    Part("window and sandbox", "test", folders=("tests/gui/whole",)),
    Part("keyring and whole program", "test", folders=("tests/keyring", "tests/e2e"), prefix=SESSION),
    Part("mypy", "lint", (*PYTHON, "mypy", "--no-error-summary")),
    Part("web view", "test", folders=("tests/gui/web",)),
    Part("translations", "lint", (sys.executable, "packaging/catalogue.py", "check")),
    Part("ruff check", "lint", (*PYTHON, "ruff", "check", "--quiet", ".")),
    Part("ruff format", "lint", (*PYTHON, "ruff", "format", "--check", "--quiet", ".")),
    Part(
        "workflows",
        "lint",
        (ZIZMOR, "--offline", "--quiet", "--persona=pedantic", ".github/workflows"),
    ),
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
    total = _Runner([part for part in PARTS if part.group in groups], beside=not only or only in CHECKS).run()
    _tell(total)
    return 1 if total.broken else 0


class _Runner:
    """Runs the parts, and adds up what comes of them."""

    def __init__(self, parts: Sequence[Part], *, beside: bool) -> None:
        self._parts = parts
        self._lanes = min(SIDE_BY_SIDE, os.cpu_count() or 1) if beside else 1
        self._guard = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._total = Sum()

    def run(self) -> Sum:
        """Run all parts. One that is interrupted takes the others with it."""
        lanes = ThreadPoolExecutor(self._lanes)
        try:
            for done in [lanes.submit(self._run, part) for part in self._parts]:
                done.result()
        except BaseException:
            lanes.shutdown(wait=False, cancel_futures=True)
            self._kill()
            raise
        lanes.shutdown()
        return self._total

    def _kill(self) -> None:
        with self._guard:
            for process in self._running:
                os.killpg(process.pid, signal.SIGKILL)

    def _run(self, part: Part) -> None:
        if part.command:
            status = self._start(part, part.command)
            with self._guard:
                _report(part, status, self._total)
            return
        folders = [name for name in part.folders if (ROOT / name).is_file() or any((ROOT / name).rglob("test_*.py"))]
        if not folders:
            return
        report = OUTPUT / f"{part.name.replace(' ', '-')}.xml"
        report.unlink(missing_ok=True)
        ignored = [f"--ignore={name}" for name in part.without]
        command = (*part.prefix, *PYTHON, "pytest", "-q", f"--junit-xml={report}", *part.options, *ignored, *folders)
        status = self._start(part, command)
        with self._guard:
            failed_before = self._total.failed
            _count(report, self._total)
            counted = self._total.failed > failed_before
            _report(part, 0 if status == NO_TESTS else status, self._total, counted=counted)

    def _start(self, part: Part, command: Sequence[str]) -> int:
        began = time.monotonic()
        told = f"\n=== {part.name}: {shlex.join(command)}"
        with tempfile.TemporaryFile() as output:
            print(told if self._lanes == 1 else f"{told}: begun", flush=True)
            status = self._follow(part, command, None if self._lanes == 1 else output)
            outcome = "well" if status in {0, NO_TESTS} else f"status {status}"
            with self._guard:
                output.seek(0)
                sys.stdout.write(output.read().decode(errors="replace"))
                print(f"=== {part.name}: {outcome} in {time.monotonic() - began:.0f} s", flush=True)
        return status

    def _follow(self, part: Part, command: Sequence[str], output: IO[bytes] | None) -> int:
        environ = {"QT_QPA_PLATFORM": "offscreen"} | dict(os.environ) | ({LONG_FORM: "1"} if part.long else {})
        try:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environ,
                start_new_session=True,
                stdout=output,
                stderr=subprocess.STDOUT if output else None,
            )
        except FileNotFoundError:
            print(f"{command[0]} is not installed")
            return 127
        with self._guard:
            self._running.add(process)
        try:
            return _wait(process)
        finally:
            with self._guard:
                self._running.discard(process)


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
