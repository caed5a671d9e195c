"""A D-Bus session and a gnome-keyring of each test's own, in a folder of its own; nothing of the user's is used."""

from __future__ import annotations

import contextlib
import gc
import inspect
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import keyring.backend
import keyring.core
import pytest

_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={folder}/bus</listen><auth>EXTERNAL</auth>
<policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy></busconfig>"""
"""A session bus that starts no service by itself: what is not started here is not there."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.keyring)
            # keyring leaves its connection to the bus to the garbage collector when the collection is locked.
            item.add_marker(pytest.mark.filterwarnings("ignore:.*unclosed <socket.*/bus"))
            item.add_marker(pytest.mark.skipif(sys.platform != "linux", reason="a secret service is Linux's"))


class Session:
    """A session bus; ``start`` and ``stop`` start and stop the keyring on it."""

    def __init__(self, folder: Path, environ: dict[str, str]) -> None:
        self._environ = environ
        (folder / "bus.conf").write_text(_BUS.format(folder=folder))
        command = [_program("dbus-daemon"), f"--config-file={folder}/bus.conf", "--nofork", "--nopidfile"]
        self._bus = subprocess.Popen(command, env=environ, stderr=subprocess.DEVNULL)
        self._daemon: subprocess.Popen[bytes] | None = None
        _until((folder / "bus").exists)

    def start(self, password: str = "kodeord") -> None:
        """Start the keyring and unlock it with a password; a wrong one leaves it locked."""
        command = [_program("gnome-keyring-daemon"), "--foreground", "--unlock", "--components=secrets"]
        self._daemon = subprocess.Popen(
            command, env=self._environ, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        assert self._daemon.stdin is not None
        with self._daemon.stdin as pipe:
            pipe.write(password.encode())
        _until(self._answers)

    def _answers(self) -> bool:
        asked = ["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.NameHasOwner"]
        command = [_program("dbus-send"), *asked, "string:org.freedesktop.secrets"]
        done = subprocess.run(command, env=self._environ, capture_output=True, text=True, timeout=10, check=False)
        return "boolean true" in done.stdout

    def stop(self) -> None:
        """End the keyring; what it holds stays in its data folder."""
        if self._daemon is not None:
            self._daemon.terminate()
            self._daemon.wait(10)
            self._daemon = None

    def close(self) -> None:
        """End everything."""
        self.stop()
        self._bus.terminate()
        self._bus.wait(10)


def _program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        pytest.fail(f"{name} is not installed (apt install gnome-keyring dbus)")
    return path


def _until(fact: object) -> None:
    assert callable(fact)
    end = time.monotonic() + 15
    while not fact():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def environ(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the test an environment without the user's session, keyring and folders; return its folder."""
    # Short: a socket's path has room for a hundred characters.
    folder = Path(tempfile.mkdtemp(prefix="bd-"))
    for name in ("data", "run"):
        (folder / name).mkdir(mode=0o700)
    monkeypatch.setenv("XDG_DATA_HOME", str(folder / "data"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder / "run"))
    monkeypatch.delenv("PYTHON_KEYRING_BACKEND", raising=False)
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    # The library looks for keyrings once in a process; each test here is a computer of its own.
    monkeypatch.setattr(keyring.core, "_keyring_backend", None)
    monkeypatch.setattr(keyring.backend, "get_all_keyring", inspect.unwrap(keyring.backend.get_all_keyring))
    yield folder
    gc.collect()  # so that those connections go here, where their warning is expected
    with contextlib.suppress(OSError):  # the daemon may be writing its last as it goes
        shutil.rmtree(folder)


@pytest.fixture
def session(environ: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """Return a session bus without a keyring."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={environ}/bus")
    session = Session(environ, dict(os.environ))
    yield session
    session.close()


@pytest.fixture
def unlocked(session: Session) -> Session:
    """Return a session with an unlocked keyring."""
    session.start()
    return session
