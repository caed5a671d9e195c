"""``bilagsdrop login``: the window alone, its exit status, and what it says without a registration."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.gui.login import LoginWindow, Stage
from desktop.gui.login_alone import run_login
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.sandbox import Sandbox
from desktop.words.faults import explain


@pytest.fixture
def environ(box: Sandbox, tmp_path: Path) -> dict[str, str]:
    return {
        "BILAGSDROP_DATA_DIR": str(tmp_path),
        "BILAGSDROP_CONNECT_URL": box.url,
        "BILAGSDROP_CLIENT_ID": box.client_id,
        "BILAGSDROP_CLIENT_SECRET": box.client_secret,
        "BILAGSDROP_REDIRECT_URI": box.redirect_uri,
    }


def when(fact: Callable[[LoginWindow], bool], act: Callable[[LoginWindow], object]) -> QTimer:
    """Act on the login window once it has come so far."""
    timer = QTimer(interval=20)

    def look() -> None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, LoginWindow) and window.isVisible() and fact(window):
                timer.stop()
                act(window)
                return

    timer.timeout.connect(look)
    timer.start()
    return timer


@pytest.mark.usefixtures("qapp")
def test_a_window_that_is_closed_is_no_login(environ: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    timer = when(lambda window: window.stage is Stage.BROWSING, LoginWindow.close)
    assert run_login(environ) == 3
    assert not timer.isActive()
    assert explain(FaultNote(FaultCode.LOGIN_CLOSED)).sentence in capsys.readouterr().err


@pytest.mark.usefixtures("qapp")
def test_what_stopped_the_login_is_said(environ: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    timer = when(lambda window: window.stage is Stage.FAULT, lambda window: QTest.keyClick(window, Qt.Key.Key_Escape))
    assert run_login({**environ, "BILAGSDROP_CONNECT_URL": "http://login.invalid"}) == 3
    assert not timer.isActive()
    assert explain(FaultNote(FaultCode.PLAIN_HTTP, {"host": "login.invalid"})).sentence in capsys.readouterr().err


def test_without_a_registration_it_says_which_ways_in_there_are(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("BILAGSDROP_")}
    environ = {**kept, "BILAGSDROP_DATA_DIR": str(tmp_path), "LC_ALL": "C.UTF-8", "LANG": "en"}
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "login"], env=environ, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 3
    assert done.stdout == ""
    for word in ("BILAGSDROP_CLIENT_ID", "BILAGSDROP_CLIENT_SECRET", "BILAGSDROP_REDIRECT_URI", "--demo"):
        assert word in done.stderr
