"""A whole desktop for one test run: a virtual screen, a secret service, the sandbox as a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.e2e.sight import Sight

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("Xvfb", "xdotool", "gnome-keyring-daemon")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = [name for name in NEEDED if shutil.which(name) is None]
    for item in items:
        if Path(__file__).parent not in item.path.parents:
            continue
        item.add_marker(pytest.mark.keyring)
        item.add_marker(pytest.mark.timeout(400))
        if missing:
            item.add_marker(pytest.mark.skip(reason=f"needs {', '.join(missing)}"))
        if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
            item.add_marker(pytest.mark.skip(reason="needs a D-Bus session: start it with dbus-run-session"))


def wait_for(fact: Callable[[], Any], what: str, seconds: float = 60) -> Any:  # noqa: ANN401 - whatever the fact gives
    """Wait for something that another process does."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = fact()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"{what}: not within {seconds} s")


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Sight]:
    """A virtual screen of its own."""
    read, write = os.pipe()
    memory = tmp_path / "screen"
    memory.mkdir()
    words = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-fbdir", str(memory)]
    with (tmp_path / "xvfb.log").open("w") as log:
        server = subprocess.Popen(words, pass_fds=(write,), stdout=log, stderr=log)
        os.close(write)
        with os.fdopen(read) as answer:
            display = f":{answer.readline().strip()}"
        yield Sight(display, memory / "Xvfb_screen0")
        server.terminate()
        server.wait()


@pytest.fixture
def keyring_service(tmp_path: Path) -> Iterator[Mapping[str, str]]:
    """An unlocked gnome-keyring in this D-Bus session; yields the variables that belong to it."""
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    environ = {"XDG_DATA_HOME": str(tmp_path / "share"), "XDG_RUNTIME_DIR": str(runtime)}
    words = ["gnome-keyring-daemon", "--unlock", "--components=secrets", "--foreground"]
    with (tmp_path / "keyring.log").open("w") as log:
        daemon = subprocess.Popen(
            words, env=os.environ | environ, stdin=subprocess.PIPE, stdout=log, stderr=log, text=True
        )
        assert daemon.stdin is not None
        daemon.stdin.write("testkode")
        daemon.stdin.close()
        yield environ
        daemon.terminate()
        daemon.wait()


@dataclass
class Box:
    """The sandbox as another process, looked at through its control address."""

    told: dict[str, Any]

    @property
    def url(self) -> str:
        return str(self.told["url"])

    def state(self) -> dict[str, Any]:
        answer = requests.get(f"{self.url}/_sandbox/state", headers={"X-Sandbox": "1"}, timeout=10)
        answer.raise_for_status()
        return dict(answer.json())

    def company(self, org: int) -> dict[str, Any]:
        return dict(self.state()["organizations"][str(org)])


@pytest.fixture
def box(tmp_path: Path) -> Iterator[Box]:
    words = [sys.executable, "-m", "desktop", "sandbox", "--port", "0", "--print-json"]
    process = subprocess.Popen(
        words,
        cwd=ROOT,
        env=os.environ | {"BILAGSDROP_DATA_DIR": str(tmp_path / "unused")},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    yield Box(json.loads(process.stdout.readline()))
    process.terminate()
    process.wait()
    process.stdout.close()


@dataclass
class Person:
    """Someone at the keyboard: starts the program as the system would, and types."""

    environ: Mapping[str, str]
    data_dir: Path
    sight: Sight

    def start(self, *args: str) -> subprocess.Popen[str]:
        words = [sys.executable, "-m", "desktop", *args]
        pipe = subprocess.PIPE
        return subprocess.Popen(words, cwd=ROOT, env=dict(self.environ), stdout=pipe, stderr=pipe, text=True)

    def run(self, *args: str) -> subprocess.CompletedProcess[str]:
        process = self.start(*args)
        out, errors = process.communicate(timeout=120)
        return subprocess.CompletedProcess(args, process.returncode, out, errors)

    def window(self, title: str) -> str:
        """Return the id of the window whose title contains this, once it is there."""
        return str(wait_for(lambda: self._xdo("search", "--onlyvisible", "--name", title), f"window {title}")).split()[
            0
        ]

    def key(self, *keys: str) -> None:
        self._xdo("key", "--delay", "40", *keys)

    def type(self, text: str) -> None:
        self._xdo("type", "--delay", "25", text)

    def focus(self, window: str) -> None:
        self._xdo("windowfocus", window)

    def _xdo(self, *words: str) -> str:
        ran = subprocess.run(["xdotool", *words], env=dict(self.environ), capture_output=True, text=True, check=False)
        return ran.stdout.strip()


@pytest.fixture
def person(screen: Sight, keyring_service: Mapping[str, str], box: Box, tmp_path: Path) -> Person:
    data_dir = tmp_path / "data"
    told = box.told
    environ = (
        os.environ
        | keyring_service
        | {
            "DISPLAY": screen.display,
            "QT_QPA_PLATFORM": "xcb",
            "HOME": str(tmp_path),
            "XDG_STATE_HOME": str(tmp_path / "state"),
            "LANGUAGE": "en",
            "BILAGSDROP_DATA_DIR": str(data_dir),
            "BILAGSDROP_CONNECT_URL": box.url,
            "BILAGSDROP_API_URL": box.url,
            "BILAGSDROP_CLIENT_ID": told["client_id"],
            "BILAGSDROP_CLIENT_SECRET": told["client_secret"],
            "BILAGSDROP_REDIRECT_URI": told["redirect_uri"],
        }
    )
    if os.geteuid() == 0:
        environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    return Person(environ, data_dir, screen)
