"""Homes as they are: a user name with æøå, a home that may not be written, a folder that roams."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.config import default_data_dir
from desktop.sandbox import KAFFE
from tests.crash.conftest import PROGRAM, Program

Picture = Callable[[str], Path]
ROOT = Path(__file__).parents[2]
ORDER = ("--date", "16.11.2026", "--amount", "149,-", "--account", "7200", "--company", str(KAFFE), "--json")
_ROOT = sys.platform == "linux" and os.geteuid() == 0
AS_OTHERS = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if _ROOT else ()
"""In front of a command: root is refused as any other user would be."""
WINDOW = """
import os
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop import start
from desktop.cli.leaving import leave
from desktop.gui.application import application
from desktop.gui.pages import Shown
from desktop.gui.window import MainWindow

def look():
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow) and window.isVisible() and window.pages.current() is not Shown.NOTHING:
            fault = window.pages._fault
            print("said: " + (fault.code.value if fault else window.pages.current().name), flush=True)
            window.close_now()

application()
timer = QTimer(interval=30)
timer.timeout.connect(look)
timer.start()
leave(start.run(os.environ, []))
"""


def _at_home(program: Program, home: Path) -> dict[str, str]:
    """Return the environment of a user whose folders are where the system puts them."""
    environ = {k: v for k, v in program.environ().items() if not k.startswith("XDG_") and k != "BILAGSDROP_DATA_DIR"}
    return environ | {"HOME": str(home), "USER": "søren", "LOGNAME": "søren", "PYTHONPATH": str(ROOT)}


def _window(environ: dict[str, str], prefix: Sequence[str] = ()) -> list[str]:
    ran = subprocess.run(
        [*prefix, sys.executable, "-c", WINDOW], env=environ | {"QT_QPA_PLATFORM": "offscreen"}, capture_output=True,
        text=True, timeout=60, check=False, cwd="/",
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-2000:]
    return [line for line in ran.stdout.splitlines() if line.startswith("said: ")]


@pytest.mark.parametrize("locale", ["C.UTF-8", "C"])
def test_a_user_name_with_danish_letters(program: Program, picture: Picture, tmp_path: Path, locale: str) -> None:
    home = tmp_path / "Søren Ærø Ågård"
    home.mkdir()
    environ = _at_home(program, home) | {"LANG": locale, "LC_ALL": locale}
    bill = shutil.copy(picture("bon.jpg"), home / "kvittering, blåbærgrød.jpg")
    ran = subprocess.run(
        [sys.executable, str(PROGRAM), "send", bill, *ORDER], env=environ, input=f"{program.token}\n",
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert '"state": "drafted"' in ran.stdout
    assert "blåbærgrød.jpg" in ran.stdout
    assert (home / ".local/share/Bilagsdrop/journal.sqlite3").exists()
    assert _window(environ) == ["said: WELCOME"]


@pytest.mark.skipif(sys.platform == "win32", reason="folders are closed in another way there")
@pytest.mark.skipif(bool(AS_OTHERS) and shutil.which("setpriv") is None, reason="root can't be refused without setpriv")
def test_a_home_that_may_not_be_written_is_said_in_words(program: Program, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o555)
    environ = _at_home(program, home)
    ran = subprocess.run(
        [*AS_OTHERS, sys.executable, "-m", "desktop", "status"], env=environ, capture_output=True, text=True,
        check=False, cwd="/",
    )  # fmt: skip
    assert ran.returncode == 1
    assert "The program may not write in its own folder" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert _window(environ, AS_OTHERS) == ["said: data_folder_read_only"]
    assert list(home.iterdir()) == []


def test_the_data_folder_does_not_roam(monkeypatch: pytest.MonkeyPatch) -> None:
    """A roaming profile is copied at every login, also while another computer writes in it; SQLite survives neither."""
    for name in ("APPDATA", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, "/roams")
    assert not str(default_data_dir()).startswith("/roams")
    if sys.platform == "win32":
        assert str(default_data_dir()).startswith(os.environ["LOCALAPPDATA"])


def test_a_program_that_is_started_by_its_whole_name_needs_no_home(program: Program, tmp_path: Path) -> None:
    """A service's account may have none; then the folder is named."""
    alone = replace(program, data_dir=tmp_path / "mappe")
    environ = {k: v for k, v in alone.environ().items() if k not in {"HOME", "USER", "LOGNAME"}}
    ran = subprocess.run(
        [sys.executable, "-m", "desktop", "status"], env=environ | {"PYTHONPATH": str(ROOT)}, capture_output=True,
        text=True, check=False, cwd="/",
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
