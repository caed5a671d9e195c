"""A purchase that somebody has entered in Dinero already: the question, both side by side, and the answers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PIL import Image

from desktop.desk import Heed
from desktop.dinero import UploadFile
from desktop.gui.pages import Shown
from desktop.gui.questions import Answer
from desktop.gui.tour import drop
from desktop.receipts.faults import FaultCode
from desktop.receipts.states import State
from desktop.sandbox import KAFFE, Sandbox
from tests.gui.whole.conftest import User, fill
from tests.gui.whole.test_decisions import texts

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def by_phone(user: User, box: Sandbox, folder: Path) -> None:
    path = folder / "phone.jpg"
    Image.new("RGB", (30, 30), "teal").save(path)
    desk = user.bridge.desk
    guid = desk.client().upload(KAFFE, UploadFile(path, path.stat().st_size, "phone.jpg", "image/jpeg"))
    box.scan(guid, "125.00", desk.today().isoformat())


@pytest.mark.parametrize("both", [True, False])
def test_it_is_asked_about_before_anything_is_uploaded(
    user: User, box: Sandbox, tmp_path: Path, picture: Path, both: bool
) -> None:
    user.wait(lambda: user.bridge.book is not None and user.bridge.is_loaded)
    by_phone(user, box, tmp_path)
    drop(user.program.window, [picture])
    user.wait(lambda: user.bridge.receipts)
    fill(user.program)
    user.wait(lambda: user.receipt.state is State.READY)
    report = user.bridge.desk.send([user.receipt.id], book=False, hold=dt.timedelta(0), heed=Heed.ASK)
    user.bridge.changed(report.sent)
    user.bridge.wake()
    asked = user.comes_to(State.ATTENTION)
    assert asked.fault is not None
    assert (asked.fault.code, asked.file_guid) == (FaultCode.SIMILAR_IN_DINERO, None)
    card = user.panel(Shown.OUTBOX).card
    user.wait(lambda: Answer.KEEP_BOTH in card.buttons)
    assert texts(card).count("125,00\u00a0kr.") == 2
    if both:
        user.presses(card.buttons[Answer.KEEP_BOTH])
        user.comes_to(State.DRAFTED)
        assert len(box.state.vouchers(KAFFE)) == 2
    else:
        user.presses(card.buttons[Answer.BIN])
        user.wait(lambda: not user.bridge.receipts)
        assert len(box.state.vouchers(KAFFE)) == 1
