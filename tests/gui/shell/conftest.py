"""A window's core on a folder of its own, without a network."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.config import Config, Settings, Theme
from desktop.desk import Desk
from desktop.desk.session import ConnectSession
from desktop.gui.bridge import Bridge
from desktop.gui.listener import CourierListener
from desktop.gui.theme import look
from desktop.gui.window import MainWindow
from desktop.receipts.company import Company
from desktop.receipts.receipt import Draft, Receipt
from desktop.store import load_settings
from desktop.visma import MemoryHome
from desktop.words import use_language


class IdleCourier:
    """A delivery that has nothing to do: the network is pulled."""

    def __init__(self, listener: CourierListener) -> None:
        self.listener = listener
        self.started = False
        self.woken = 0

    def start(self) -> None:
        self.started = True

    def stop(self, wait: float | None = None) -> bool:
        self.started = False
        return wait is None or wait > 0

    def wake(self) -> None:
        self.woken += 1


@pytest.fixture(autouse=True)
def danish() -> Iterator[None]:
    use_language("da")
    yield
    use_language("en")


@pytest.fixture
def config(tmp_path: Path) -> Config:
    nowhere = "http://127.0.0.1:9"
    return Config(nowhere, nowhere, tmp_path / "data")


@pytest.fixture
def desk(config: Config, tmp_path: Path) -> Iterator[Desk]:
    session = ConnectSession(config, {}, partial(load_settings, config.settings_path), MemoryHome(), tmp_path / "locks")
    desk = Desk(config, session)
    desk.open()
    yield desk
    desk.close()


@pytest.fixture
def bridge(qapp: QApplication, desk: Desk) -> Iterator[Bridge]:  # noqa: ARG001 - it must be there first
    bridge = Bridge(desk, IdleCourier)
    yield bridge
    assert bridge.stop()


@pytest.fixture
def make_photo(tmp_path: Path) -> Callable[[str], Path]:
    """Return a maker of pictures by file name; another name gives other bytes."""

    def make(name: str) -> Path:
        image = Image.new("RGB", (600, 900), "white")
        ImageDraw.Draw(image).text((40, 40), name, fill="black")
        image.save(tmp_path / name)
        return tmp_path / name

    return make


@pytest.fixture
def photo(make_photo: Callable[[str], Path]) -> Path:
    return make_photo("bon.jpg")


@pytest.fixture
def window(qtbot: QtBot, bridge: Bridge, config: Config, desk: Desk) -> Iterator[MainWindow]:
    look().use(Theme.LIGHT)
    desk.save_settings(Settings(language="da", seen_welcome=True, company_id=1))
    desk.company_table.save_list((Company(1, "Kaffe & Kage ApS", has_api=True), Company(2, "Gratis", has_api=False)))
    window = MainWindow(bridge, config)
    qtbot.addWidget(window)
    with qtbot.waitSignal(bridge.loaded):
        window.show()
        bridge.start()
    yield window
    window.close_now()


@pytest.fixture
def keep(desk: Desk, bridge: Bridge) -> Callable[..., Receipt]:
    """Return a maker of sent receipts: of a picture, with these fields of a receipt."""

    def keep(path: Path, amount: str = "125.00", **fields: object) -> Receipt:
        (receipt,) = desk.take([path]).taken
        draft = Draft("Netto", date=dt.date(2026, 5, 16), amount=Decimal(amount), account=7200, paid_from=55000)
        kept = replace(desk.save_draft(receipt.id, draft), company_id=1, sent_at=receipt.added_at)
        kept = desk.receipt_table.save(replace(kept, **fields))  # type: ignore[arg-type]  # fields of a receipt
        bridge.changed((kept,))
        return kept

    return keep
