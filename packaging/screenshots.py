"""Takes the pictures of every screen: ``screenshots.py [FOLDER]`` (``resources/screenshots`` if none is named).

Each language and theme in a process of its own, off-screen, against the built-in sandbox. Looked at by a person, shown
in the README; not part of the wheel.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from PIL import Image, ImageChops, ImageColor

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
from desktop.gui.overview.page import OverviewPage
from desktop.gui.pages import Shown
from desktop.gui.phone.facts import PhoneFacts, Stage
from desktop.gui.settings import SettingsPage
from desktop.gui.single import SingleInstance
from desktop.gui.theme import DARK, LIGHT
from desktop.gui.tour import LoginHands, Steps, Tour, drop, pause, picture
from desktop.gui.tray.view import TrayView
from desktop.phone import Place as PhonePlace
from desktop.receipts.month import month_of
from desktop.receipts.receipt import Draft
from desktop.receipts.states import Place, State
from desktop.resources import resource_path
from desktop.sandbox import Fault, Sandbox

SIZE = (1240, 780)
MANY = 3
"""Receipts that are being uploaded at once in the picture of the outbox."""
AT_HOME = "/home/ejer/.local/share/Bilagsdrop"
"""Where the folder lies on a computer, shown instead of the one that is thrown away after the pictures."""
LINK = "http://192.168.1.20:49213/k7wq2mzp9hd4tsx8brn3cvf6ey5"
INCOMPLETE, NOT_PAID, UNTOUCHED = 2, 4, frozenset({7, 11})
"""Places in the list of samples: one that lacks something, a credit purchase, and those that nobody has filled in."""


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
    """Keep 256 colours, so that the pictures stay small: those of the look as they are, the others as they come."""
    look = [ImageColor.getrgb(colour)[:3] for colour in dict.fromkeys((*LIGHT.values(), *DARK.values()))]
    with Image.open(path) as picture:
        whole = picture.convert("RGB")
    others = whole.quantize(256 - len(look), dither=Image.Dither.NONE).getpalette() or []
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in look for part in colour] + others)
    small = whole.quantize(palette=palette, dither=Image.Dither.NONE)
    for index, colour in enumerate(look):  # what quantize finds for a colour is near it, but may be another
        small.paste(index, mask=_where(whole, colour))
    small.save(path, optimize=True)


def _where(picture: Image.Image, colour: tuple[int, ...]) -> Image.Image:
    """Return a mask of the pixels that have exactly this colour."""
    red, green, blue = (
        band.point([255 if value == wanted else 0 for value in range(256)])
        for band, wanted in zip(picture.split(), colour, strict=True)
    )
    return ImageChops.multiply(ImageChops.multiply(red, green), blue)


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

        tour = Tour(_steps(_Studio(program, box, folder, f"{language}-{theme}")), done)
        program.start([])
        program.window.resize(*SIZE)
        program.run()
        program.end()
        single.release()
        tour.deleteLater()
        desk.close()
    if problems != [None]:
        print(f"{language} {theme}: stopped at {problems}", file=sys.stderr)
    return 0 if problems == [None] else 1


@dataclass(frozen=True)
class _Studio:
    """What all steps share."""

    program: Program
    box: Sandbox
    folder: Path
    ending: str
    """Of each picture's name: language and theme."""

    @property
    def tray(self) -> TrayView:
        """The tray's page."""
        page = self.program.window.pages.page(Shown.TRAY)
        assert isinstance(page, TrayView)
        return page

    def shoot(self, name: str, widget: QWidget | None = None) -> None:
        """Save what the window, or another widget, shows now."""
        picture(widget or self.program.window, self.folder / f"{name}-{self.ending}.png")


def _steps(studio: _Studio) -> Steps:
    yield from _first_start(studio)
    yield from _log_in(studio)
    yield from _fill_the_tray(studio)
    yield from _send_what_is_incomplete(studio)
    yield from _send_slowly(studio)
    yield from _other_pages(studio)


def _first_start(studio: _Studio) -> Steps:
    yield lambda: studio.program.bridge.is_loaded
    yield pause(0.6)
    studio.shoot("1-first-start")
    studio.program.window.pages.show_ways()
    yield pause(0.4)
    studio.shoot("1-ways-in")


def _log_in(studio: _Studio) -> Steps:
    program = studio.program
    program.bridge.log_in()
    yield lambda: program.login is not None
    hands = LoginHands(cast("Any", program.login))
    for selector, text in (("#username", "ejer@example.dk"), ("#password", "sandbox")):
        yield hands.look_for(selector)
        hands.click(selector)
        hands.type(text)
    yield hands.look_for("body")
    hands.scroll_up()
    yield pause(0.6)
    studio.shoot("2-login", program.login)
    for selector in ("#log-in", "#accept"):
        yield hands.look_for(selector)
        hands.click(selector)
        yield pause(0.3)
    yield lambda: program.login is None and program.bridge.book is not None


def _fill_the_tray(studio: _Studio) -> Steps:
    """Drop the samples and fill in most of them: ready, not paid yet, and missing something."""
    bridge, window = studio.program.bridge, studio.program.window
    window.pages.show_place(Place.TRAY)
    yield pause(0.5)
    studio.shoot("3-empty-tray")
    yield from _phone(studio)
    samples = json.loads(resource_path("samples", "samples.json").read_text(encoding="utf-8"))
    drop(window, [resource_path("samples", s["file"]) for s in samples])
    yield lambda: len(bridge.receipts) == len(samples)
    by_name = {r.originals[0].name: r for r in bridge.receipts.values()}
    for number, sample in enumerate(samples):
        receipt = by_name[sample["file"]]
        if number not in UNTOUCHED:
            bridge.save_draft(receipt.id, _draft_of(number, filled_draft(receipt.draft, sample)))
    ready = len(samples) - len(UNTOUCHED) - 1
    yield lambda: _states(studio.program)[State.READY] >= ready
    studio.tray.select(by_name[samples[0]["file"]].id)
    yield pause(1.2)
    studio.shoot("4-tray")


def _phone(studio: _Studio) -> Steps:
    """Show the link for the phone, with an address and a secret that are made up; nothing listens."""
    phone = studio.program.bridge.phone
    place = PhonePlace(ipaddress.IPv4Interface("192.168.1.20/24"), "Wi-Fi")
    phone.changed.emit(PhoneFacts(Stage.OPEN, LINK, place, (place,)))
    phone.ticked.emit(300)
    yield pause(0.4)
    studio.shoot("3-phone")
    phone.changed.emit(PhoneFacts())
    yield pause(0.2)


def _draft_of(number: int, draft: Draft) -> Draft:
    if number == INCOMPLETE:
        return replace(draft, amount=None, account=None)
    if number == NOT_PAID:
        return replace(draft, credit=True, paid_from=None, due=dt.date(2026, 12, 1))
    return draft


def _send_what_is_incomplete(studio: _Studio) -> Steps:
    window, tray = studio.program.window, studio.tray
    tray.select(tray.model.ids()[INCOMPLETE])
    yield pause(0.8)
    window.activateWindow()  # off-screen there is no window manager that does it when the login has gone
    yield window.isActiveWindow
    tray.list.setFocus()
    QTest.keyClick(tray.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    yield tray.form.fields.rows["amount"].words.isVisible
    yield pause(0.6)
    studio.shoot("5-form-with-faults")


def _other_pages(studio: _Studio) -> Steps:
    pages = studio.program.window.pages
    pages.show_place(Place.ARCHIVE)
    yield pause(1.0)
    studio.shoot("7-archive")
    yield from decisions(studio.program, studio.box, studio.shoot)
    yield from _overview(studio)
    pages.show_page(Shown.SETTINGS)
    settings = pages.currentWidget()
    assert isinstance(settings, SettingsPage)
    settings.keeping.folder.say(AT_HOME)
    yield pause(0.6)
    studio.shoot("8-settings")


def _overview(studio: _Studio) -> Steps:
    """Show what waits, and the month from which most samples are."""
    pages = studio.program.window.pages
    pages.show_page(Shown.OVERVIEW)
    page = pages.currentWidget()
    assert isinstance(page, OverviewPage)
    days = [r.draft.date for r in studio.program.bridge.receipts.values() if r.draft.date]
    page.month.show_month(Counter(map(month_of, days)).most_common(1)[0][0])
    yield pause(1.0)
    studio.shoot("8-overview")
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    yield pause(0.3)
    studio.shoot("8-overview-month")


def _send_slowly(studio: _Studio) -> Steps:
    """Send to a Dinero that refuses one receipt and loses its answer to another, the rest over a slow line."""
    program, box, bridge = studio.program, studio.box, studio.program.bridge
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
    studio.shoot("6-outbox")
    box.faults.clear()
    yield lambda: all(r.place is not Place.OUTBOX or r.fault for r in bridge.receipts.values())
    yield pause(0.5)
    studio.shoot("6-outbox-attention")


def _states(program: Program) -> Counter[State]:
    return Counter(r.state for r in program.bridge.receipts.values())


if __name__ == "__main__":
    raise SystemExit(main())
