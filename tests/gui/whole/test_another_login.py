"""Two people, one after the other, on one computer: what is the first one's is not shown to the second."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from desktop.gui.application import Program
from desktop.gui.facts import Link
from desktop.receipts.states import Place
from desktop.sandbox import KAFFE, TAG, Sandbox
from desktop.visma import Grant
from tests.gui.whole.conftest import QUICK, Programs, fill, wait

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def picture(path: Path) -> Path:
    Image.frombytes("RGB", (60, 90), random.Random(path.name).randbytes(60 * 90 * 3)).save(path, quality=95)
    return path


def log_in_as(box: Sandbox, program: Program, user: str) -> None:
    tokens = box.issue_tokens(user)
    bridge = program.bridge
    bridge.log_out()
    bridge.crew.idle(10)
    bridge.desk.finish_login(Grant(tokens.access_token, tokens.refresh_token, 3600.0))
    bridge.welcome_back()


def test_the_second_login_sees_nothing_of_the_first(
    qtbot: QtBot, make_program: Programs, box: Sandbox, tmp_path: Path
) -> None:
    program = make_program(QUICK)
    bridge = program.bridge
    wait(qtbot, lambda: bridge.settings.company_id == KAFFE and bridge.book is not None)
    first, second = (picture(tmp_path / name) for name in ("bon.jpg", "bagefter.jpg"))
    bridge.take_paths([first])
    wait(qtbot, lambda: len(bridge.receipts) == 1)
    fill(program)
    (sent,) = bridge.receipts
    bridge.send([sent])
    wait(qtbot, lambda: bridge.receipts[sent].place is Place.ARCHIVE)
    bridge.take_paths([second])
    wait(qtbot, lambda: len(bridge.receipts) == 2)

    log_in_as(box, program, "tofirmaer@example.dk")
    wait(qtbot, lambda: bridge.connection.link is Link.ONLINE and not bridge.receipts)
    assert {c.id for c in bridge.companies} >= {TAG}
    assert KAFFE not in {c.id for c in bridge.companies}
    assert program.window.strangers.isVisible()
    assert "2" in program.window.strangers.words.text()
    bridge.take_paths([second])  # the second one has the same file: it is theirs, and says nothing of the first one's
    wait(qtbot, lambda: len(bridge.receipts) == 1)

    log_in_as(box, program, "ejer@example.dk")
    wait(qtbot, lambda: sent in bridge.receipts)
    assert len(bridge.receipts) >= 2
    assert not program.window.strangers.isVisible()
