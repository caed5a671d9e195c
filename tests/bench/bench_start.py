"""From the start of the process to a window that is painted and rests, beside two other Python programs with Qt.

    python tests/bench/bench_start.py

All are started from their Python packages, in turn, on a screen of their own that is looked at from outside every four
milliseconds. Cold means that the files of Python, Qt and the program were put out of the system's cache before.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.measured import RIVALS, ROOT, machine, quantile, say
from tests.bench.screen import Painted, Screen, screen

WARM, COLD = 5, 3
SLOWEST = 12
_MINE = "bilagsdrop"


@dataclass(frozen=True, slots=True)
class Program:
    """What is started, and where its files lie."""

    name: str
    words: tuple[str, ...]
    roots: tuple[Path, ...]
    version: str = ""


def programs() -> list[Program]:
    """Return the program and those that it is measured beside, of them that are here."""
    base = Path(sys.base_prefix)
    ours = Program(_MINE, (sys.executable, "-m", "desktop"), (base, ROOT / ".venv" / "lib", ROOT / "desktop"))
    rivals = [
        Program(package, (str(RIVALS / "bin" / command),), (base, RIVALS / "lib"))
        for package, command in (("novelWriter", "novelwriter"), ("ReText", "retext"))
    ]
    return [ours, *(rival for rival in rivals if Path(rival.words[0]).exists())]


@contextmanager
def home() -> Iterator[dict[str, str]]:
    """Make a home that nobody has used; the program's first page was seen, as on every day but the first."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        data = Path(folder, "data")
        data.mkdir()
        (data / "settings.json").write_text('{"language": "da", "seen_welcome": true}', encoding="utf-8")
        yield os.environ | {
            "HOME": folder, "XDG_CONFIG_HOME": f"{folder}/config", "XDG_DATA_HOME": f"{folder}/share",
            "XDG_CACHE_HOME": f"{folder}/cache", "XDG_STATE_HOME": f"{folder}/state", "XDG_RUNTIME_DIR": folder,
            "QT_QPA_PLATFORM": "xcb", "BILAGSDROP_DATA_DIR": str(data),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring", "DBUS_SESSION_BUS_ADDRESS": "disabled:",
            "BILAGSDROP_CONNECT_URL": "http://127.0.0.1:9", "BILAGSDROP_API_URL": "http://127.0.0.1:9",
        }  # fmt: skip


def forget(program: Program) -> None:
    """Put the program's files out of the system's cache (POSIX_FADV_DONTNEED)."""
    for root in program.roots:
        for path in root.rglob("*"):
            if path.is_file() and not path.is_symlink():
                opened = os.open(path, os.O_RDONLY)
                os.posix_fadvise(opened, 0, 0, os.POSIX_FADV_DONTNEED)
                os.close(opened)


def start(program: Program, at: Screen, environ: dict[str, str]) -> Painted:
    """Start it once, and end it when its window rests."""
    at.wait_until_empty()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(program.words, cwd=ROOT, env=environ | {"DISPLAY": at.display}, **quiet)  # type: ignore[call-overload]  # the two streams
    try:
        return at.watch()
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def measure(at: Screen, *, cold: bool) -> dict[str, float]:
    """Start all of them in turn and print the middle of each; return the seconds until each rests."""
    found: dict[str, list[Painted]] = {program.name: [] for program in programs()}
    for turn in range((COLD if cold else WARM) + 1):
        for program in programs():
            with home() as environ:
                if cold:
                    forget(program)
                painted = start(program, at, environ)
            if cold or turn:  # a warm start has had one before
                found[program.name].append(painted)
    for name, times in found.items():
        first, last = (sorted(getattr(t, which) for t in times) for which in ("first", "last"))
        say(f"  {'cold' if cold else 'warm'}, {name}: painted after {statistics.median(first):.2f} s "
            f"({first[0]:.2f} to {first[-1]:.2f}), rests after {quantile(last, 0.5):.2f} s")  # fmt: skip
    return {name: statistics.median(t.last for t in times) for name, times in found.items()}


def profile() -> list[str]:
    """Return the imports that cost most by themselves, in milliseconds."""
    words = [sys.executable, "-X", "importtime", "-c", "import desktop.__main__, desktop.start, desktop.gui.window"]
    ran = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    rows = re.findall(r"import time:\s+(\d+) \|\s+(\d+) \|\s+(\S+)", ran.stderr)
    most = sorted(rows, key=lambda row: -int(row[0]))[:SLOWEST]
    whole = sum(int(row[0]) for row in rows) / 1_000
    return [
        f"  {len(rows)} modules, {whole:.0f} ms with the clock running",
        *(f"  {int(own) / 1_000:6.1f} ms {name}" for own, _all, name in most),
    ]


def main() -> int:
    """Print the figures; 1 when the program starts slower than both of the others."""
    rivals = [program.name for program in programs()][1:]
    say(machine("PySide6-Essentials", *rivals, "PyQt6"))
    if not rivals:
        say("  nothing to compare with: the packages of the group bench are not installed (make bench does it)")
    with screen() as at:
        cold, warm = measure(at, cold=True), measure(at, cold=False)
    for name in rivals:
        say(f"  ratio to {name}: cold {cold[_MINE] / cold[name]:.2f}, warm {warm[_MINE] / warm[name]:.2f}")
    say("where the imports' time goes:")
    say("\n".join(profile()))
    return int(bool(rivals) and all(warm[_MINE] > warm[name] for name in rivals))


if __name__ == "__main__":
    raise SystemExit(main())
