"""A start of the real window in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

START = """
import json, sys, time
from functools import partial
from pathlib import Path
from PySide6.QtCore import QTimer
from desktop.config import Config, Settings
from desktop.desk import Desk
from desktop.desk.session import ConnectSession
from desktop.gui.application import Program, application
from desktop.gui.single import SingleInstance
from desktop.store import load_settings
from desktop.visma import MemoryHome

class Idle:
    def __init__(self, listener): pass
    def start(self): pass
    def stop(self, wait=None): return True
    def wake(self): pass

folder = Path(sys.argv[1])
config = Config("http://127.0.0.1:9", "http://127.0.0.1:9", folder / "data")
session = ConnectSession(config, {}, partial(load_settings, config.settings_path), MemoryHome(), folder / "locks")
desk = Desk(config, session)
app = application()
config.data_dir.mkdir(exist_ok=True)
single = SingleInstance(config.data_dir)
assert single.claim()
program = Program(app, config, desk, Idle, single)
if "small" in sys.argv:
    program.bridge.loaded.connect(partial(program.window.resize, 820, 540))

def told():
    if not program.bridge.is_loaded:
        return
    window = program.window
    print(json.dumps({
        "shown": window.isVisible(),
        "page": window.pages.current().name,
        "size": [window.width(), window.height()],
        "web": sorted(name for name in sys.modules if "WebEngine" in name),
    }), flush=True)
    window.close_now()

program.start([])
timer = QTimer(interval=50)
timer.timeout.connect(told)
timer.start()
program.run()
program.end()
single.release()
desk.close()
"""


def start(folder: Path, *args: str) -> dict[str, object]:
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])}
    done = subprocess.run(
        [sys.executable, "-c", START, str(folder), *args],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=env,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout.splitlines()[0])
    assert isinstance(told, dict)
    return told


def test_the_window_shows_before_qtwebengine_is_imported(tmp_path: Path) -> None:
    told = start(tmp_path)
    assert told["shown"] is True
    assert told["web"] == []


def test_a_first_start_shows_the_two_doors(tmp_path: Path) -> None:
    assert start(tmp_path)["page"] == "WELCOME"


def test_the_window_comes_back_as_large_as_it_was_left(tmp_path: Path) -> None:
    start(tmp_path, "small")
    assert start(tmp_path)["size"] == [820, 540]
