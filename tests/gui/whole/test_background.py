"""The program with an icon by the clock: a real process, a real screen, a real message bus, a desktop's end of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("jeepney", reason="needs jeepney, which speaks D-Bus")

from tests.gui.whole.status_host import Bus, StatusHost, until
from tests.gui.whole.x_close import close_window

ROOT = Path(__file__).resolve().parents[3]
NEEDED = ("Xvfb", "dbus-daemon", "xdotool")
READ = "Bilagsdrop: Intet venter"
"""What the icon says once the data folder, and with it the settings, have been read."""
pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(180),
    pytest.mark.skipif(any(shutil.which(name) is None for name in NEEDED), reason=f"needs {', '.join(NEEDED)}"),
]


@pytest.fixture
def display(tmp_path: Path) -> Iterator[str]:
    read, write = os.pipe()
    words = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with (tmp_path / "xvfb.log").open("w") as log:
        server = subprocess.Popen(words, pass_fds=(write,), stdout=log, stderr=log)
        os.close(write)
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        yield f":{number}"
        server.terminate()
        server.wait()


@pytest.fixture
def bus() -> Iterator[Bus]:
    bus = Bus()
    yield bus
    bus.end()


@pytest.fixture
def host(bus: Bus) -> Iterator[StatusHost]:
    host = StatusHost(bus.address)
    yield host
    host.end()


class Starter:
    """Starts the program as the system would."""

    def __init__(self, display: str, bus: Bus, folder: Path) -> None:
        self.display, self._folder = display, folder
        self._started: list[subprocess.Popen[bytes]] = []
        nowhere = "http://127.0.0.1:9"
        self._environ = os.environ | {
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "DBUS_SESSION_BUS_ADDRESS": bus.address,
            "HOME": str(folder),
            "XDG_STATE_HOME": str(folder / "state"),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
            "BILAGSDROP_DATA_DIR": str(folder / "data"),
            "BILAGSDROP_CONNECT_URL": nowhere,
            "BILAGSDROP_API_URL": nowhere,
        }

    def set(self, **settings: object) -> None:
        data = self._folder / "data"
        data.mkdir(exist_ok=True)
        (data / "settings.json").write_text(json.dumps({"language": "da", "seen_welcome": True, **settings}))

    def __call__(self, *args: str) -> subprocess.Popen[bytes]:
        with (self._folder / f"start-{len(self._started)}.log").open("w") as log:
            words = [sys.executable, "-m", "desktop", *args]
            process = subprocess.Popen(words, cwd=ROOT, env=self._environ, stdout=log, stderr=log)
        self._started.append(process)
        return process

    def windows(self) -> list[int]:
        """Return the windows that can be seen."""
        words = ["xdotool", "search", "--onlyvisible", "--name", "^Bilagsdrop$"]
        ran = subprocess.run(words, env=self._environ, capture_output=True, text=True, check=False)
        return [int(line) for line in ran.stdout.split()]

    def close(self) -> None:
        """Press the button in the window's frame."""
        until(self.windows)
        close_window(self.display, self.windows()[0])

    def end(self) -> None:
        for process in self._started:
            if process.poll() is None:
                process.kill()
            process.wait()


@pytest.fixture
def start(display: str, bus: Bus, tmp_path: Path) -> Iterator[Starter]:
    starter = Starter(display, bus, tmp_path)
    yield starter
    starter.end()


def test_closing_hides_and_icon_second_start_and_menu_lead_back(host: StatusHost, start: Starter) -> None:
    start.set(keep_running=True)
    program = start()
    until(lambda: host.items)
    until(start.windows)
    until(lambda: host.tip() == READ)
    assert list(host.menu()) == ["Åbn Bilagsdrop", "Tilføj bilag …", "Afslut"], "nothing is ready to be sent"
    start.close()
    until(lambda: not start.windows())
    until(lambda: host.notes)
    assert host.notes[0][0] == "Bilagsdrop kører videre i baggrunden"
    host.activate()
    until(start.windows)
    start.close()
    until(lambda: not start.windows())
    assert start().wait(60) == 0, "a second start shows the window of the first"
    until(start.windows)
    start.close()
    until(lambda: not start.windows())
    host.choose("Åbn Bilagsdrop")
    until(start.windows)
    assert program.poll() is None
    assert len(host.notes) == 1, "where it has gone is said once"
    host.choose("Afslut")
    assert program.wait(30) == 0


def test_closing_ends_it_unless_the_user_wants_it_to_stay(host: StatusHost, start: Starter) -> None:
    start.set()
    program = start()
    until(lambda: host.items)
    until(lambda: host.tip() == READ)
    start.close()
    assert program.wait(30) == 0


def test_without_a_place_for_an_icon_closing_ends_it(start: Starter) -> None:
    start.set(keep_running=True)
    program = start()
    start.close()
    assert program.wait(30) == 0


def test_an_installer_ends_a_hidden_program(host: StatusHost, start: Starter) -> None:
    start.set(keep_running=True)
    program = start()
    until(lambda: host.items)
    until(lambda: host.tip() == READ)
    start.close()
    until(lambda: not start.windows())
    assert start("quit").wait(60) == 0
    assert program.wait(30) == 0
