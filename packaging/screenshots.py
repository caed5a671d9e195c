"""Takes the pictures of every screen: ``screenshots.py [FOLDER]`` (``resources/screenshots`` if none is named).

Each language and theme in a process of its own, off-screen, against the built-in sandbox. Looked at by a person, shown
in the README; not part of the wheel.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from screens_of_decisions import decisions

from desktop.app import open_sandbox_desk
from desktop.config import Config, Settings, Theme
from desktop.demo import filled_draft
from desktop.gui.application import Program, application
from desktop.gui.facts import Progress
from desktop.gui.pages import Shown
from desktop.gui.single import SingleInstance
from desktop.gui.tour import LoginHands, Steps, Tour, drop, pause, picture
from desktop.receipts.states import Place, State
from desktop.resources import resource_path
from desktop.sandbox import Fault, Sandbox

SIZE = (1240, 780)
MANY = 3
"""Receipts that are being uploaded at once in the picture of the outbox."""


def main() -> int:
    """Take all pictures, or (as a process of its own) those of one language and theme."""
    if sys.argv[1:2] == ["--one"]:
        return one(sys.argv[2], sys.argv[3], Path(sys.argv[4]))
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "resources" / "screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    for language in ("da", "en"):
        for theme in ("light", "dark"):
            words = [sys.executable, __file__, "--one", language, theme, str(folder)]
            subprocess.run(words, check=True, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}, timeout=240)
    for path in folder.glob("*.png"):
        _shrink(path)
    return 0


def _shrink(path: Path) -> None:
    """Keep 256 colours: a screen needs no more, and the pictures stay small."""
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


def one(language: str, theme: str, folder: Path) -> int:
    """Take the pictures of one language and theme."""
    app = application()  # before the local socket of SingleInstance, which needs Qt's event dispatcher
    with tempfile.TemporaryDirectory() as data, Sandbox() as box:
        config = Config(box.url, box.url, Path(data) / "Bilagsdrop")
        config.data_dir.mkdir()
        desk = open_sandbox_desk(box, config)
        desk.save_settings(Settings(language=language, theme=Theme(theme)))
        single = SingleInstance(config.data_dir)
        single.claim()
        program = Program(app, config, desk, desk.new_courier, single)
        problems: list[str | None] = []

        def done(problem: str | None) -> None:
            problems.append(problem)
            program.window.close_now()

        def shoot(name: str, widget: QWidget | None = None) -> None:
            picture(widget or program.window, folder / f"{name}-{language}-{theme}.png")

        tour = Tour(_steps(program, box, shoot), done)
        program.start([])
        program.window.resize(*SIZE)
        program.run()
        program.end()
        tour.deleteLater()
        desk.close()
    if problems != [None]:
        print(f"{language} {theme}: stopped at {problems}", file=sys.stderr)
    return 0 if problems == [None] else 1


Shoot = Callable[..., None]


def _steps(program: Program, box: Sandbox, shoot: Shoot) -> Steps:  # noqa: PLR0915 - one walk, from top to bottom
    bridge, window = program.bridge, program.window
    yield lambda: bridge.is_loaded
    yield pause(0.6)
    shoot("1-first-start")
    window.pages.show_ways()
    yield pause(0.4)
    shoot("1-ways-in")
    bridge.log_in()
    yield lambda: program.login is not None
    hands = LoginHands(cast("Any", program.login))
    for selector, text in (("#username", "ejer@example.dk"), ("#password", "sandbox")):
        yield hands.look_for(selector)
        hands.click(selector)
        hands.type(text)
    yield hands.look_for("body")
    hands.scroll_up()
    yield pause(0.6)
    shoot("2-login", program.login)
    for selector in ("#log-in", "#accept"):
        yield hands.look_for(selector)
        hands.click(selector)
        yield pause(0.3)
    yield lambda: program.login is None and bridge.book is not None
    window.pages.show_place(Place.TRAY)
    yield pause(0.5)
    shoot("3-empty-tray")
    samples = json.loads(resource_path("samples", "samples.json").read_text(encoding="utf-8"))
    drop(window, [resource_path("samples", s["file"]) for s in samples])
    yield lambda: len(bridge.receipts) == len(samples)
    by_name = {r.originals[0].name: r for r in bridge.receipts.values()}
    filled = []
    for number, sample in enumerate(samples):
        receipt = by_name[sample["file"]]
        draft = filled_draft(receipt.draft, sample)
        if number == 2:
            draft = replace(draft, amount=None, account=None)
        elif number == 4:
            draft = replace(draft, credit=True, paid_from=None, due=dt.date(2026, 12, 1))
        elif number in {7, 11}:
            continue
        filled.append(receipt.id)
        bridge.save_draft(receipt.id, draft)
    tray: Any = window.pages.page(Shown.TRAY)
    yield lambda: sum(r.state.value == "ready" for r in bridge.receipts.values()) >= len(filled) - 1
    tray.select(filled[0])
    yield pause(1.2)
    shoot("4-tray")
    tray.select(filled[2])
    yield pause(0.8)
    window.activateWindow()  # off-screen there is no window manager that does it when the login has gone
    yield window.isActiveWindow
    tray.list.setFocus()
    QTest.keyClick(tray.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    yield tray.form.fields.rows["amount"].words.isVisible
    yield pause(0.6)
    shoot("5-form-with-faults")
    yield from _send_slowly(program, box)
    shoot("6-outbox")
    box.faults.clear()
    yield lambda: all(r.place is not Place.OUTBOX or r.fault for r in bridge.receipts.values())
    yield pause(0.5)
    shoot("6-outbox-attention")
    window.pages.show_place(Place.ARCHIVE)
    yield pause(1.0)
    shoot("7-archive")
    yield from decisions(program, box, shoot)
    window.pages.show_page(Shown.SETTINGS)
    yield pause(0.6)
    shoot("8-settings")


def _send_slowly(program: Program, box: Sandbox) -> Steps:
    """Send to a Dinero that refuses one receipt and loses its answer to another, the rest over a slow line."""
    bridge = program.bridge
    box.faults.add(Fault("400/42", "create_voucher", times=1, property="Lines[0].AccountNumber"))
    box.faults.add(Fault("503", "upload", times=1, skip=2))
    ready = [r.id for r in bridge.receipts.values() if r.state is State.READY]
    bridge.send(ready[:4], book=False)
    yield lambda: _states(program)[State.ATTENTION] and _states(program)[State.UNCERTAIN]
    box.faults.add(Fault("slow", "upload", seconds=20, times=None))
    bridge.send(ready[4:], book=False)
    yield lambda: _states(program)[State.UPLOADING] >= MANY and _states(program)[State.QUEUED]
    program.window.pages.show_place(Place.OUTBOX)
    yield pause(0.8)
    sending = [r for r in bridge.receipts.values() if r.state is State.UPLOADING]
    for receipt, share in zip(sending, (35, 62, 8, 84), strict=False):
        bridge.progress.emit(Progress(receipt.id, share, 100))  # the line inside one computer is never slow enough
    yield pause(0.3)


def _states(program: Program) -> Counter[State]:
    return Counter(r.state for r in program.bridge.receipts.values())


if __name__ == "__main__":
    raise SystemExit(main())
