"""Runs Windows programs under Wine, in a Windows of their own ("prefix"), where they are built and tested on Linux.

What Wine can't carry is left out of nothing that is built: QtWebEngine and real windows don't run there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bundling.ended import run_until_ended
from bundling.run import BuildError, run

_PLACES = ("/usr/lib/wine/wine64", "/usr/lib/wine/wine")
_QUIET = {"WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml=", "DISPLAY": ""}
"""Wine's own remarks, its offer to fetch .NET and a browser, and a screen: none of them."""
_OFFSCREEN = {"WINEQT_QPA_PLATFORM": "offscreen", "WINEQT_QPA_FONTDIR": r"Z:\usr\share\fonts\truetype\dejavu"}
"""Wine hides variables that begin with QT; ``WINEQT_X`` there is ``QT_X`` for its programs."""
_KEPT = ("PATH", "HOME", "TMPDIR", "LANG", "USER", "SOURCE_DATE_EPOCH")


@dataclass(frozen=True, slots=True)
class Wine:
    """One Windows. ``environ`` is added to what every program on it sees."""

    prefix: Path
    environ: Mapping[str, str] = field(default_factory=dict)

    @property
    def drive(self) -> Path:
        """Drive C:, as a folder here."""
        return self.prefix / "drive_c"

    def variables(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """Return the environment that a program is started with; nothing of the caller's session goes along."""
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        return kept | _QUIET | _OFFSCREEN | {"WINEPREFIX": str(self.prefix)} | dict(self.environ) | dict(more or {})

    def words(self, *command: str | Path) -> list[str]:
        """Return the command line, here, that runs a command on this Windows."""
        return [loader(), *(str(word) for word in command)]

    def run(
        self,
        *command: str | Path,
        environ: Mapping[str, str] | None = None,
        folder: Path | None = None,
        text: str = "",
        seconds: float = 600,
    ) -> subprocess.CompletedProcess[str]:
        """Run a Windows program to its end; ``text`` is its standard input. Raises subprocess.TimeoutExpired."""
        return run_until_ended(self.words(*command), self.variables(environ), folder, text, seconds)

    def start(self, *command: str | Path, environ: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
        """Start a Windows program; its output is to be read."""
        pipe = subprocess.PIPE
        return subprocess.Popen(
            self.words(*command), env=self.variables(environ), stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe,
            text=True, encoding="utf-8", errors="replace",
        )  # fmt: skip

    def shut_down(self) -> None:
        """End everything that runs on it."""
        for word in ("-k", "-w"):
            subprocess.run([_server(), word], env=self.variables(), capture_output=True, check=False, timeout=60)


def loader() -> str:
    """Return the path of Wine's 64-bit loader, which Debian keeps off the path. Raises BuildError."""
    for place in (*_PLACES, shutil.which("wine64"), shutil.which("wine")):
        if place and Path(place).exists():
            return place
    raise BuildError("wine64 is not installed: apt-get install wine wine64")


def _server() -> str:
    beside = Path(loader()).with_name("wineserver")
    return str(beside) if beside.exists() else "wineserver"


def windows_path(path: Path) -> str:
    """Return what a file of this system is called under Wine, where drive Z: is the root."""
    return "Z:" + str(path.absolute()).replace("/", "\\")


def make_prefix(folder: Path, environ: Mapping[str, str] | None = None) -> Wine:
    """Return a new Windows 10 in ``folder``; what was there is removed. Raises BuildError."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    wine = Wine(folder, environ or {})
    for command in (("wineboot", "-i"), ("winecfg", "/v", "win10")):
        ran = wine.run(*command, seconds=300)
        if ran.returncode:
            raise BuildError(f"{command[0]} ended with {ran.returncode}\n{ran.stderr[-2000:]}")
    return wine


def add_icu(wine: Wine, names: list[str], folder: Path) -> None:
    """Put a library into Wine's system folder that has the functions of ICU which Qt names. Raises BuildError.

    ICU is a part of Windows 10 that Wine 8 lacks; Qt asks it for nothing here.
    """
    folder.mkdir(parents=True, exist_ok=True)
    source = Path(__file__).parents[1] / "windows" / "icuuc.c"
    own = folder / "icuuc.c"
    own.write_text(source.read_text(encoding="utf-8") + "".join(f"NO({name})\n" for name in names), encoding="utf-8")
    target = wine.drive / "windows" / "system32" / "icuuc.dll"
    run("x86_64-w64-mingw32-gcc", "-shared", "-s", "-o", target, own)
