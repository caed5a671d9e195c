"""Reading that has to wait for room under Dinero's limit holds neither the disk's lane nor the end of the program."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

from pytestqt.qtbot import QtBot

from desktop.config import Config
from desktop.desk import Desk
from desktop.desk.session import ConnectSession, FixedRegistration
from desktop.gui.bridge import Bridge
from desktop.gui.workers import Lane
from desktop.sandbox import KAFFE, Sandbox
from desktop.store import load_settings
from desktop.visma import Grant, MemoryHome
from tests.gui.shell.conftest import IdleCourier


class Slow(ConnectSession):
    """A registration that may make fewer requests in a minute than reading a company takes."""

    def requests_per_minute(self) -> int:
        return 3


def _desk(box: Sandbox, folder: Path) -> Desk:
    config = Config(box.url, box.url, folder / "data", sandbox=True)
    fixed = FixedRegistration(box.client_id, box.client_secret, box.redirect_uri)
    settings = partial(load_settings, config.settings_path)
    desk = Desk(config, Slow(config, fixed.environ, settings, MemoryHome(), folder / "locks"))
    tokens = box.issue_tokens()
    desk.finish_login(Grant(tokens.access_token, tokens.refresh_token, 3600.0))
    return desk


def test_the_disks_lane_goes_on_and_closing_ends_the_wait(qtbot: QtBot, tmp_path: Path) -> None:
    with Sandbox() as box:
        desk = _desk(box, tmp_path)
        bridge = Bridge(desk, IdleCourier)
        bridge.crew.run(Lane.NETWORK, partial(desk.refresh_book, KAFFE))
        qtbot.waitUntil(lambda: len(desk.request_table.all()) == 3)
        done: list[object] = []
        bridge.crew.run(Lane.DISK, desk.receipts, done.append)
        qtbot.waitUntil(lambda: done == [()], timeout=3000)
        begun = time.monotonic()
        assert bridge.stop()
        assert time.monotonic() - begun < 4
        assert sum(r["org"] is not None for r in box.state.requests) == 3
        desk.close()
