"""What every test stands on: folders of its own, no network, English, and no trace left behind.

Three things fail a test after it has passed: a thread that it left running, a warning in the program's log that it did
not speak of (marker ``logs``, or the ``caplog`` fixture), and an attempt to reach another computer.
"""

from __future__ import annotations

import errno
import ipaddress
import logging
import os
import re
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.words import use_language

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

HERE = Path(__file__).parent
OWN_SESSION = (HERE / "keyring", HERE / "e2e")
"""Tests that use the session bus and the runtime folder that they were started with."""
TEST_DATA = frozenset({"BILAGSDROP_OPENAPI", "BILAGSDROP_RECEIPTS", "BILAGSDROP_LONG_TESTS", "BILAGSDROP_PACKAGES"})
GRACE_S = 5.0
"""How long a thread that was told to end may take."""

_DROPPED = re.compile(
    r"(http|https|ftp|all|no)_proxy|LC_ALL|LC_MESSAGES|LANGUAGE|(REQUESTS|CURL)_CA_BUNDLE|PYTHON_KEYRING.*",
    re.IGNORECASE,
)
"""What a developer's machine may say and another's not."""


# --- folders ---


def _own_folders(root: Path) -> dict[str, str]:
    """Make the folders that systems give a user, below ``root``, and return the variables that name them."""
    folders = {
        "HOME": root,
        "USERPROFILE": root,
        "XDG_CONFIG_HOME": root / "config",
        "XDG_DATA_HOME": root / "data",
        "XDG_STATE_HOME": root / "state",
        "XDG_CACHE_HOME": root / "cache",
        "APPDATA": root / "roaming",
        "LOCALAPPDATA": root / "local",
    }
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True)
    return {name: str(folder) for name, folder in folders.items()}


def _clean_environment(patch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        ours = name.startswith("BILAGSDROP_") and name not in TEST_DATA
        if ours or _DROPPED.fullmatch(name):
            patch.delenv(name)
    patch.setenv("LANG", "C.UTF-8")


_SESSION = pytest.StashKey[tuple[pytest.MonkeyPatch, str]]()


def pytest_configure(config: pytest.Config) -> None:
    """Shield the user's own folders already from what is imported and from fixtures of a wider scope."""
    patch, root = pytest.MonkeyPatch(), tempfile.mkdtemp(prefix="bilagsdrop-tests-")
    config.stash[_SESSION] = patch, root
    _clean_environment(patch)
    for name, value in _own_folders(Path(root)).items():
        patch.setenv(name, value)
    _pull_the_plug(patch)


def pytest_unconfigure(config: pytest.Config) -> None:
    patch, root = config.stash[_SESSION]
    patch.undo()
    shutil.rmtree(root, ignore_errors=True)


@pytest.fixture(autouse=True)
def own_folders(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A home for this test; outside of the keyring's tests also no session bus and a runtime folder of its own."""
    root = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in _own_folders(root).items():
            patch.setenv(name, value)
        if not any(request.path.is_relative_to(folder) for folder in OWN_SESSION):
            runtime = root / "run"
            runtime.mkdir(mode=0o700)
            patch.setenv("XDG_RUNTIME_DIR", str(runtime))
            patch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
        yield


# --- words ---


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """English, whatever the system speaks and the test before has chosen."""
    use_language("en")
    yield
    use_language("en")


# --- network ---

_NOWHERE = tuple(
    ipaddress.ip_network(n) for n in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
)
"""Addresses for documentation (RFC 5737, RFC 3849): a test may try them, to see what a dead network does."""
_NO_NAME = (".invalid", ".test", ".example")
"""Names that never exist (RFC 2606)."""

_reached: list[str] = []


def _is_local(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host in {"", "localhost"}
    return address.is_loopback or address.is_unspecified


def _note(host: str) -> None:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        if not host.endswith(_NO_NAME):
            _reached.append(host)
        return
    if not any(address in network for network in _NOWHERE):
        _reached.append(host)


def _pull_the_plug(patch: pytest.MonkeyPatch) -> None:
    """Refuse every connection and every look-up of a name that leads to another computer."""
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def refused(sock: socket.socket, address: Any) -> bool:  # noqa: ANN401 - each family has its own kind
        if sock.family not in {socket.AF_INET, socket.AF_INET6} or _is_local(str(address[0])):
            return False
        _note(str(address[0]))
        return True

    def guarded_connect(sock: socket.socket, address: Any) -> None:  # noqa: ANN401
        if refused(sock, address):
            raise OSError(errno.ENETUNREACH, "tests reach no other computer")
        connect(sock, address)

    def guarded_connect_ex(sock: socket.socket, address: Any) -> int:  # noqa: ANN401
        return errno.ENETUNREACH if refused(sock, address) else connect_ex(sock, address)

    def guarded_look_up(host: str | bytes | None, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        name = host.decode() if isinstance(host, bytes) else host or ""
        if not _is_local(name):
            _note(name)
            raise socket.gaierror(socket.EAI_NONAME, "tests look up no other computer")
        return look_up(host, *args, **kwargs)

    patch.setattr(socket.socket, "connect", guarded_connect)
    patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    patch.setattr(socket, "getaddrinfo", guarded_look_up)


@pytest.fixture(autouse=True)
def offline() -> Iterator[None]:
    """Fail a test that tried to reach another computer; the attempt itself was refused."""
    _reached.clear()
    yield
    if _reached:
        pytest.fail(f"tried to reach {sorted(set(_reached))}", pytrace=False)


# --- traces ---


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fail a test that leaves a thread running which would keep the program from ending."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + GRACE_S
    left = [t for t in threading.enumerate() if t not in before and not t.daemon]
    for thread in left:
        thread.join(max(0.0, deadline - time.monotonic()))
    names = [thread.name for thread in left if thread.is_alive()]
    if names:
        pytest.fail(f"threads left running: {names}", pytrace=False)


class _Kept(logging.Handler):
    """Keeps warnings and errors as text."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(logging.Formatter("%(levelname)s %(name)s: %(message)s").format(record))


@pytest.fixture(autouse=True)
def calm_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test during which the program logs a warning that neither ``logs`` nor ``caplog`` speaks of."""
    kept, log = _Kept(), logging.getLogger("desktop")
    log.addHandler(kept)
    yield
    log.removeHandler(kept)
    if "caplog" in request.fixturenames:
        return
    expected = [re.compile(pattern) for mark in request.node.iter_markers("logs") for pattern in mark.args]
    surprises = [line for line in kept.lines if not any(pattern.search(line) for pattern in expected)]
    if surprises:
        pytest.fail("logged:\n" + "\n".join(surprises), pytrace=False)
