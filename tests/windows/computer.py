"""A Windows computer under Wine. Many begin as copies of one, and each ends with its test."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PureWindowsPath

from bundling.wine import Wine

from tests.e2e.conftest import wait_for

PROGRAMS = r"AppData\Local\Programs\Bilagsdrop"
UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Bilagsdrop"
CLASSES = r"Software\Classes"
Ran = subprocess.CompletedProcess[str]
_VALUE = re.compile(r"^    (.+?)    REG_\w+(?:    (.*))?$", re.MULTILINE)
_REGISTRY = ("system.reg", "user.reg", "userdef.reg")


@dataclass
class Computer:
    """One computer. ``folder`` is where the program is installed, as Windows calls it."""

    wine: Wine
    folder: str = ""
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.folder = self.folder or str(PureWindowsPath("C:/users", self.home.name, PROGRAMS))

    @property
    def home(self) -> Path:
        """The user's folder, seen from here."""
        (found,) = (p for p in (self.wine.drive / "users").iterdir() if p.name != "Public")
        return found

    @property
    def data(self) -> Path:
        """The program's data folder."""
        return self.home / "AppData" / "Local" / "Bilagsdrop"

    def here(self, path: str) -> Path:
        """Return where a path on drive C: lies, seen from here."""
        return self.wine.drive.joinpath(*PureWindowsPath(path).parts[1:])

    def run(
        self,
        *command: str | Path,
        environ: Mapping[str, str] | None = None,
        text: str = "",
        status: int | None = 0,
        seconds: float = 300,
    ) -> Ran:
        """Run a program to its end; ``status``: what it must end with (None: anything)."""
        ran = self.wine.run(*command, environ=environ, text=text, seconds=seconds)
        said = f"{command} ended with {ran.returncode}\n{ran.stdout[-3000:]}\n{ran.stderr[-3000:]}"
        assert status is None or ran.returncode == status, said
        return ran

    def start(self, *command: str | Path, environ: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
        """Start a program; it ends with the computer."""
        process = self.wine.start(*command, environ=environ)
        self.started.append(process)
        return process

    def install(self, setup: Path, *switches: str, status: int | None = 0) -> None:
        """Run an installer silently. A path that a switch names may have single spaces."""
        # Wine would put quotes round a word with spaces, which NSIS wants around no "/D=".
        self.run(setup, "/S", *" ".join(switches).split(), status=status)

    def uninstall(self, *switches: str, environ: Mapping[str, str] | None = None) -> None:
        """Run the uninstaller silently, and wait for its end: it works in a copy of itself, and returns at once."""
        self.run(f"{self.folder}\\uninstall.exe", "/S", *switches, environ=environ)
        gone = self.here(self.folder) / "uninstall.exe"
        wait_for(lambda: not gone.exists() and not self._is_listed(), "the end of the uninstaller")

    def refuses_to_uninstall(self) -> int:
        """Run the uninstaller in place, where it can't remove itself, and return how it ended."""
        return self.run(f"{self.folder}\\uninstall.exe", "/S", f"_?={self.folder}", status=None).returncode

    def _is_listed(self) -> bool:
        return any(self.values(f"{root}\\{UNINSTALL}") for root in ("HKCU", "HKLM"))

    def program(self, *words: str | Path, **options: object) -> Ran:
        """Run the installed program's command line."""
        return self.run(f"{self.folder}\\app\\bilagsdrop-cli.exe", *words, **options)  # type: ignore[arg-type]

    def values(self, key: str) -> dict[str, str]:
        """Return the values of a key of the registry by name; none when there is no such key."""
        ran = self.run("reg", "query", key, status=None)
        own = ran.stdout.split("\n\n")[0] if ran.returncode == 0 else ""
        return {name: value.strip() for name, value in _VALUE.findall(own.replace("\r", ""))}

    def installed(self) -> set[str]:
        """Return the name of every file and folder where the program is installed."""
        root = self.here(self.folder)
        return {p.relative_to(root).as_posix() for p in root.rglob("*")}

    def traces(self) -> list[Path]:
        """Return everything on the disk that is called after the program."""
        return sorted(p for p in self.wine.drive.rglob("*[Bb]ilagsdrop*") if "Temp" not in p.parts)

    def shortcut(self, *where: str) -> Path:
        """Return the shortcut in a folder below the user's ``Windows``."""
        return self.home.joinpath("AppData", "Roaming", "Microsoft", "Windows", *where, "Bilagsdrop.lnk")

    def switch_off(self) -> None:
        """End everything on it."""
        self.wine.shut_down()
        for process in self.started:
            process.communicate(timeout=60)


def copy_of(base: Path, folder: Path) -> Computer:
    """Return a computer that begins as the one in ``base``; files are shared until one of them replaces its own."""
    shutil.copytree(base, folder, symlinks=True, copy_function=os.link)
    for name in _REGISTRY:  # changed in place
        if (folder / name).exists():
            (folder / name).unlink()
            shutil.copy2(base / name, folder / name)
    return Computer(Wine(folder, environ_of(folder)))


def environ_of(folder: Path) -> dict[str, str]:
    """Return what keeps a computer's recycle bin, and all else that Wine lays into a home, inside its own folder."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    return {"HOME": str(home), "XDG_DATA_HOME": str(home / "data")}
