"""The pictures behind the tray: what they look like, how large what comes next is drawn, what is looked for once."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.facts import PictureKey, PictureReady
from desktop.gui.tray.preview import AHEAD_BOX, LARGEST_BOX
from desktop.gui.tray.view import TrayView
from desktop.resources import resource_path

MakeTray = Callable[..., TrayView]
MakePhoto = Callable[..., Path]
WAIT_MS = 20_000


def is_cached(bridge: Bridge, key: PictureKey) -> bool:
    return bridge.pictures.cached(key) is not None


@pytest.mark.parametrize("size", [(1, 1), (1, 60), (61, 1), (33, 35), (34, 35), (36, 35)])
def test_a_picture_of_any_width_is_shown_dot_for_dot(
    qtbot: QtBot, desk: Desk, bridge: Bridge, tmp_path: Path, size: tuple[int, int]
) -> None:
    dots = random.Random(7).randbytes(3 * size[0] * size[1])
    Image.frombytes("RGB", size, dots).save(tmp_path / "dots.png")
    (receipt,) = desk.take([tmp_path / "dots.png"]).taken
    with qtbot.waitSignal(bridge.picture_ready, timeout=WAIT_MS) as told:
        bridge.request_picture(PictureKey(receipt.originals[0], 0, 100, 100))
    ready = told.args[0]
    assert isinstance(ready, PictureReady)
    assert ready.image == QImage(dots, *size, 3 * size[0], QImage.Format.Format_RGB888)


def test_the_page_after_a_long_till_receipt_is_not_drawn_as_large_as_that(
    qtbot: QtBot, connected: Desk, bridge: Bridge, photo: MakePhoto, make_tray: MakeTray
) -> None:
    page = resource_path("samples", "birk-oestergaard.pdf")
    long, after = connected.take([photo("long.png", (300, 9_000)), page]).taken
    make_tray()
    shown = PictureKey(long.originals[0], 0, LARGEST_BOX, LARGEST_BOX)
    qtbot.waitUntil(partial(is_cached, bridge, shown), timeout=WAIT_MS)
    ahead = partial(PictureKey, after.originals[0], 0)
    qtbot.waitUntil(partial(is_cached, bridge, ahead(AHEAD_BOX, AHEAD_BOX)), timeout=WAIT_MS)
    assert not is_cached(bridge, ahead(LARGEST_BOX, LARGEST_BOX))


def test_light_is_judged_once_it_is_known_where_the_receipt_lies(qtbot: QtBot, desk: Desk, bridge: Bridge) -> None:
    (receipt,) = desk.take([resource_path("samples", "kaffebaren-maagen.jpg")]).taken
    told: list[str] = []
    bridge.trimming.found.connect(lambda _sha256: told.append("receipt"))
    bridge.finishing.found.connect(lambda _sha256: told.append("light"))
    with qtbot.waitSignal(bridge.finishing.found, timeout=WAIT_MS):
        bridge.finishing.want(receipt.originals[0])
    assert told == ["receipt", "light"]
    assert bridge.finishing.suggestion(receipt.originals[0])
