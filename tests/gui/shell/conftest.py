"""A window's core on a folder of its own, without a network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from pytestqt.qtbot import QtBot

from desktop.config import Config
from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.listener import CourierListener
from desktop.words import use_language


class IdleCourier:
    """A delivery that has nothing to do: the network is pulled."""

    def __init__(self, listener: CourierListener) -> None:
        self.listener = listener
        self.started = False
        self.woken = 0

    def start(self) -> None:
        self.started = True

    def stop(self) -> None:
        self.started = False

    def wake(self) -> None:
        self.woken += 1


@pytest.fixture(autouse=True)
def danish() -> Iterator[None]:
    use_language("da")
    yield
    use_language("en")


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config("http://127.0.0.1:9", "http://127.0.0.1:9", tmp_path / "data")


@pytest.fixture
def desk(config: Config) -> Desk:
    desk = Desk(config)
    desk.open()
    return desk


@pytest.fixture
def bridge(qtbot: QtBot, desk: Desk) -> Iterator[Bridge]:
    bridge = Bridge(desk, IdleCourier)
    yield bridge
    assert bridge.stop()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return make_photo(tmp_path / "bon.jpg")


def make_photo(path: Path, *, text: str = "Netto", size: tuple[int, int] = (600, 900)) -> Path:
    """Write a picture with some text in it; another text gives other bytes."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).text((40, 40), text, fill="black")
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path)
    return path
