"""What would open the web view to another program is dropped at start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from desktop.environment import scrub_environment


def test_what_changes_the_web_view_is_dropped_and_named() -> None:
    environ = {
        "QTWEBENGINE_REMOTE_DEBUGGING": "9222",
        "QTWEBENGINE_CHROMIUM_FLAGS": "--remote-debugging-port=9222",
        "qtwebengineprocess_path": "/tmp/andet",
        "QTWEBENGINE_DISABLE_SANDBOX": "1",
        "QT_QPA_PLATFORM": "offscreen",
        "PATH": "/bin",
    }
    dropped = scrub_environment(environ)
    assert dropped == ("QTWEBENGINE_CHROMIUM_FLAGS", "QTWEBENGINE_REMOTE_DEBUGGING", "qtwebengineprocess_path")
    assert sorted(environ) == ["PATH", "QTWEBENGINE_DISABLE_SANDBOX", "QT_QPA_PLATFORM"]


def test_the_program_drops_it_before_anything_else(tmp_path: Path) -> None:
    """Run a real command and look at its environment as it ends."""
    look = (
        "import atexit, os, sys; from desktop.__main__ import main;"
        "atexit.register(lambda: print('QTWEBENGINE_REMOTE_DEBUGGING' in os.environ));"
        "sys.argv = ['bilagsdrop', 'status']; main()"
    )
    environ = {**os.environ, "QTWEBENGINE_REMOTE_DEBUGGING": "9222", "BILAGSDROP_DATA_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", look], env=environ, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.splitlines()[-1] == "False", done.stderr
