"""A window on a real sandbox, with the real delivery."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.app import open_sandbox_desk
from desktop.config import Config
from desktop.gui.application import Program
from desktop.gui.bridge import Bridge
from desktop.gui.journey_facts import JourneyFacts
from desktop.gui.journey_view import JourneyView
from desktop.gui.pages import Shown
from desktop.gui.single import SingleInstance
from desktop.gui.tour import drop
from desktop.gui.window import MainWindow
from desktop.outbox import Timing
from desktop.receipts.receipt import Draft, Receipt
from desktop.receipts.states import Place, State
from desktop.sandbox import Options, Sandbox
from desktop.start import log_in_to

_MS = dt.timedelta(milliseconds=1)
QUICK = Timing(
    retries=(100 * _MS, 300 * _MS, 1000 * _MS),
    look_ups=(100 * _MS, 200 * _MS, 300 * _MS),
    after_timeout=300 * _MS,
    file_settles=10 * _MS,
    gather=100 * _MS,
    offline=(200 * _MS, 500 * _MS),
    poll=50 * _MS,
)


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox(options=Options(rate_limit=None)) as box:
        yield box


class Programs:
    """Starts and ends the program's window, as often as wanted, on one data folder."""

    def __init__(self, app: QApplication, box: Sandbox, data_dir: Path) -> None:
        self._app, self._box, self._data_dir = app, box, data_dir
        self._running: list[tuple[Program, SingleInstance]] = []

    def __call__(self, timing: Timing | None = None) -> Program:
        config = Config(self._box.url, self._box.url, self._data_dir, sandbox=True)
        config.data_dir.mkdir(exist_ok=True)
        desk = open_sandbox_desk(self._box, config)
        log_in_to(self._box, desk)
        single = SingleInstance(config.data_dir)
        single.claim()
        program = Program(self._app, config, desk, partial(desk.new_courier, timing=timing), single)
        program.start([])
        self._running.append((program, single))
        return program

    def end(self) -> None:
        """Close every window that is open."""
        while self._running:
            program, single = self._running.pop()
            program.window.close_now()
            program.end()
            single.release()
            program.bridge.desk.close()


@pytest.fixture
def make_program(qapp: QApplication, box: Sandbox, tmp_path: Path) -> Iterator[Programs]:
    programs = Programs(qapp, box, tmp_path / "data")
    yield programs
    programs.end()


def wait(bot: QtBot, fact: Callable[[], object], seconds: float = 60) -> None:
    bot.waitUntil(lambda: bool(fact()), timeout=round(seconds * 1000))


def fill(program: Program) -> None:
    """Give every receipt of the tray its fields; the totals differ, so that none looks like another."""
    bridge = program.bridge
    for number, receipt in enumerate(list(bridge.receipts.values())):
        if receipt.place is Place.TRAY:
            amount = Decimal("125.00") + number
            base = Draft("Netto", None, program.bridge.desk.today(), amount, 7200, None, 55000)
            bridge.save_draft(receipt.id, replace(base, description=receipt.originals[0].name))


class User:
    """Who sits before a window with one receipt in it."""

    def __init__(self, bot: QtBot, program: Program, picture: Path) -> None:
        self._bot, self.program, self._picture = bot, program, picture

    @property
    def bridge(self) -> Bridge:
        return self.program.bridge

    @property
    def receipt(self) -> Receipt:
        (receipt,) = self.bridge.receipts.values()
        return receipt

    def wait(self, fact: Callable[[], object]) -> None:
        wait(self._bot, fact)

    def comes_to(self, *states: State) -> Receipt:
        """Wait until the receipt is in one of these states, and nothing is to be done to it."""
        self.wait(lambda: self.receipt.state in states and self.receipt.wish is None)
        return self.receipt

    def sends(self, *, book: bool = False) -> None:
        """Fill the receipt in and send it, without the five seconds."""
        self.wait(lambda: self.bridge.book is not None and self.bridge.is_loaded)
        if not self.bridge.receipts:
            drop(self.program.window, [self._picture])
            self.wait(lambda: self.bridge.receipts)
            fill(self.program)
        self.wait(lambda: self.receipt.state is State.READY)
        report = self.bridge.desk.send([self.receipt.id], book=book, hold=dt.timedelta(0))
        self.bridge.changed(report.sent + report.replaced)
        self.bridge.wake()

    def comes_forward(self) -> MainWindow:
        """Make the window the one that gets the keys."""
        window = self.program.window
        window.activateWindow()
        self.wait(window.isActiveWindow)
        return window

    def panel(self, shown: Shown) -> JourneyFacts:
        """Show the outbox or the archive, and its panel with the receipt."""
        self.comes_forward().pages.show_page(shown)
        view = self.program.window.pages.page(shown)
        assert isinstance(view, JourneyView)
        self.wait(lambda: view.facts._receipt is not None and view.facts._receipt.id == self.receipt.id)
        return view.facts

    def hears(self, shown: Shown) -> str:
        """Return what a screen reader says of the chosen row."""
        view = self.program.window.pages.page(shown)
        assert isinstance(view, JourneyView)
        return str(view.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))

    def clicks(self, made: QPushButton) -> None:
        self.wait(made.isVisible)
        QTest.mouseClick(made, Qt.MouseButton.LeftButton)

    def presses(self, made: QPushButton) -> None:
        """Press it with the keyboard alone."""
        self.wait(made.isVisible)
        made.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(made, Qt.Key.Key_Return)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "bon.png"
    Image.new("RGB", (300, 400), "lightblue").save(path)
    return path


@pytest.fixture
def user(qtbot: QtBot, make_program: Programs, picture: Path) -> User:
    return User(qtbot, make_program(QUICK), picture)
