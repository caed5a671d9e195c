"""One window for each user and data folder: a later start hands its files over and brings the first to the front.

The lock decides who is first; it is stale as soon as its process is gone. The local socket only carries what the later
start has to say: one line of JSON, ``{"v": 1, "paths": [...]}``, answered by ``{"v": 1, "ok": true}``. With ``"leave":
true`` it asks the first to end, so that an installer can replace its files. The socket is for this user alone, and its
name comes from user and folder, so that two folders have two windows.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import logging
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

VERSION = 1
LARGEST = 4_000_000
"""Bytes of one message: some twenty thousand paths."""
TIMEOUT_MS = 3000
LOCK_NAME = "window.lock"
log = logging.getLogger(__name__)


def server_name(data_dir: Path) -> str:
    """Return the socket's name for this user and data folder."""
    who = f"{getpass.getuser()}\n{data_dir.absolute()}".encode()
    return f"bilagsdrop-{hashlib.sha256(who).hexdigest()[:20]}"


def message_of(paths: Sequence[Path]) -> bytes:
    """Return the line that hands these files over; relative paths are made absolute in this process."""
    return json.dumps({"v": VERSION, "paths": [str(p.absolute()) for p in paths]}).encode() + b"\n"


LEAVE = json.dumps({"v": VERSION, "paths": [], "leave": True}).encode() + b"\n"
"""The line that asks the first process to end."""


def paths_of(line: bytes) -> list[Path] | None:
    """Return the files that a line hands over, or None when it isn't one of ours."""
    try:
        message = json.loads(line)
    except ValueError:
        return None
    if not isinstance(message, dict) or message.get("v") != VERSION:
        return None
    paths = message.get("paths")
    if not isinstance(paths, list) or not all(isinstance(p, str) and p for p in paths):
        return None
    found = [Path(p) for p in paths]
    return found if all(p.is_absolute() for p in found) else None


class SingleInstance(QObject):
    """Claims the window of a data folder, or talks to the one who has."""

    called = Signal(object)
    """list[Path]: another start has handed these over; empty: it only wants the window in front"""

    asked_to_leave = Signal()
    """An installer wants this process to end."""

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = server_name(data_dir)
        self._lock = QLockFile(str(data_dir / LOCK_NAME))
        self._lock.setStaleLockTime(0)  # a lock is stale when its process is gone, not when it is old
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def claim(self, patience_ms: int = 0) -> bool:
        """Return True when this process is the first; then it listens. A folder that can't be written counts as ours.

        (What is wrong with the folder is said in the window.) One that is just ending is waited for so long.
        """
        if not self._lock.tryLock(patience_ms) and self._lock.error() is QLockFile.LockError.LockFailedError:
            return False
        QLocalServer.removeServer(self._name)  # left over from a crash: the lock says that nobody listens
        if not self._server.listen(self._name):
            log.warning("no local socket; a second start can't hand over its files")
        return True

    def hand_over(self, paths: Sequence[Path]) -> bool:
        """Give the files to the first process; return whether it took them. For a start without a window of its own."""
        return self._tell(message_of(paths))

    def ask_to_leave(self) -> bool:
        """Ask the first process to end as if its window were closed; return whether it has heard."""
        return self._tell(LEAVE)

    def _tell(self, line: bytes) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(TIMEOUT_MS):
            return False
        socket.write(line)
        socket.flush()
        while not socket.canReadLine():
            if not socket.waitForReadyRead(TIMEOUT_MS):
                return False
        answer = bytes(socket.readLine().data())
        socket.disconnectFromServer()
        return _is_yes(answer)

    def release(self) -> None:
        """Let another process be the first."""
        self._server.close()
        self._lock.unlock()

    @Slot()
    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            _Caller(socket, self)


class _Caller(QObject):
    """One connection: reads a line, answers, and ends; also when the line is too long or never comes."""

    def __init__(self, socket: QLocalSocket, owner: SingleInstance) -> None:
        super().__init__(owner)
        self._socket, self._owner = socket, owner
        socket.setParent(self)
        socket.setReadBufferSize(LARGEST + 1)
        socket.readyRead.connect(self._on_data)
        socket.disconnected.connect(self.deleteLater)
        QTimer.singleShot(TIMEOUT_MS, self, self._give_up)
        self._on_data()

    @Slot()
    def _on_data(self) -> None:
        if not self._socket.canReadLine():
            if self._socket.bytesAvailable() > LARGEST:
                self._socket.abort()
            return
        line = bytes(self._socket.readLine().data())
        paths = paths_of(line)
        self._socket.readyRead.disconnect(self._on_data)
        self._socket.write(json.dumps({"v": VERSION, "ok": paths is not None}).encode() + b"\n")
        self._socket.flush()
        self._socket.disconnectFromServer()
        if line == LEAVE:
            self._owner.asked_to_leave.emit()
        elif paths is not None:
            self._owner.called.emit(paths)

    @Slot()
    def _give_up(self) -> None:
        self._socket.abort()


def _is_yes(answer: bytes) -> bool:
    try:
        message = json.loads(answer)
    except ValueError:
        return False
    return isinstance(message, dict) and message.get("ok") is True
