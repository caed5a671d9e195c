"""One window for each data folder: two real processes, and callers that misbehave."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from desktop.gui.single import LARGEST, SingleInstance, message_of, paths_of, server_name

SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.gui.single import SingleInstance
app = QCoreApplication([])
single = SingleInstance(Path(sys.argv[1]))
if single.claim():
    print("first", flush=True)
    if "stay" in sys.argv:
        sys.exit(app.exec())
elif "--leave" in sys.argv:
    print("heard" if single.ask_to_leave() else "nobody answers", flush=True)
else:
    print("handed over" if single.hand_over([Path(p) for p in sys.argv[2:]]) else "nobody answers", flush=True)
"""


def second_start(data_dir: Path, *args: str, cwd: Path | None = None) -> subprocess.Popen[str]:
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])}
    return subprocess.Popen(
        [sys.executable, "-c", SECOND, str(data_dir), *args], stdout=subprocess.PIPE, text=True, cwd=cwd, env=env
    )


def output_of(process: subprocess.Popen[str]) -> str:
    return process.communicate(timeout=20)[0].strip()


@pytest.fixture
def first(qapp: object, tmp_path: Path) -> Iterator[SingleInstance]:  # noqa: ARG001 - it must be there first
    single = SingleInstance(tmp_path)
    assert single.claim()
    yield single
    single.release()


def test_a_second_process_hands_its_files_over(qtbot: QtBot, first: SingleInstance, tmp_path: Path) -> None:
    work = tmp_path / "Bilag æøå 🧾"
    work.mkdir()
    with qtbot.waitSignal(first.called, timeout=20_000) as called:
        process = second_start(tmp_path, "kvittering.jpg", str(tmp_path / "b c.pdf"), cwd=work)
    assert called.args == [[work / "kvittering.jpg", tmp_path / "b c.pdf"]]
    assert output_of(process) == "handed over"


def test_another_folder_has_a_window_of_its_own(first: SingleInstance, tmp_path: Path) -> None:
    assert first is not None
    other = tmp_path / "other"
    other.mkdir()
    assert server_name(other) != server_name(tmp_path)
    assert output_of(second_start(other)) == "first"


def test_after_a_crash_the_next_start_is_the_first(qapp: object, tmp_path: Path) -> None:  # noqa: ARG001
    process = second_start(tmp_path, "stay")
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "first"
    process.kill()
    process.communicate(timeout=20)
    single = SingleInstance(tmp_path)
    assert single.claim()
    single.release()


def test_when_the_first_ends_the_next_is_the_first(first: SingleInstance, tmp_path: Path) -> None:
    first.release()
    assert output_of(second_start(tmp_path)) == "first"


def call(qtbot: QtBot, tmp_path: Path, data: bytes) -> QLocalSocket:
    socket = QLocalSocket()
    socket.connectToServer(server_name(tmp_path))
    assert socket.waitForConnected(3000)
    socket.write(data)
    socket.flush()
    qtbot.waitUntil(lambda: socket.state() is QLocalSocket.LocalSocketState.UnconnectedState, timeout=10_000)
    return socket


@pytest.mark.parametrize(
    "line",
    [
        b"not json\n",
        b"[]\n",
        b'{"v": 2, "paths": ["/a"]}\n',
        b'{"v": 1}\n',
        b'{"v": 1, "paths": [3]}\n',
        b'{"v": 1, "paths": ["relative.jpg"]}\n',
    ],
)
def test_a_message_of_another_kind_is_refused(qtbot: QtBot, first: SingleInstance, tmp_path: Path, line: bytes) -> None:
    heard: list[object] = []
    first.called.connect(heard.append)
    socket = call(qtbot, tmp_path, line)
    assert json.loads(bytes(socket.readAll().data())) == {"v": 1, "ok": False}
    assert not heard


def test_a_message_without_end_is_cut_off(qtbot: QtBot, first: SingleInstance, tmp_path: Path) -> None:
    heard: list[object] = []
    first.called.connect(heard.append)
    call(qtbot, tmp_path, b"x" * (LARGEST + 100_000))
    assert not heard


def test_a_caller_who_says_nothing_is_hung_up_on(qtbot: QtBot, first: SingleInstance, tmp_path: Path) -> None:
    heard: list[object] = []
    first.called.connect(heard.append)
    call(qtbot, tmp_path, b"")
    assert not heard


def test_the_socket_is_this_users_alone(first: SingleInstance) -> None:
    path = Path(first._server.fullServerName())
    if os.name != "posix":
        pytest.skip("Windows guards the pipe by its access list, which has no mode to read")
    assert path.stat().st_mode & 0o077 == 0


def test_a_message_comes_back_as_it_was(tmp_path: Path) -> None:
    paths = [tmp_path / 'a "b"\n.jpg', tmp_path / "æ"]
    assert paths_of(message_of(paths)) == paths


def test_an_installer_asks_the_first_to_leave(qtbot: QtBot, first: SingleInstance, tmp_path: Path) -> None:
    called: list[object] = []
    first.called.connect(called.append)
    with qtbot.waitSignal(first.asked_to_leave, timeout=20_000):
        process = second_start(tmp_path, "--leave")
    assert output_of(process) == "heard"
    assert not called, "it is no start, and brings nothing to the front"
