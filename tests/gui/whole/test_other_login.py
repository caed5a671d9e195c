"""Another person logs in on the same machine: nothing of the first one's suppliers and memory shows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from desktop.gui.pages import Shown
from desktop.gui.tour import drop
from desktop.gui.tray.view import TrayView
from desktop.receipts.receipt import Draft
from desktop.receipts.states import Place, State
from desktop.sandbox import KAFFE, TAG, Sandbox
from desktop.visma import Grant
from tests.gui.whole.conftest import QUICK, Programs, wait

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
OWN = "Kun Kaffes Leverandør ApS"
CONTACT = "Risteriet på Hjørnet ApS"
"""A contact of the first one's company alone."""


def test_suppliers_and_memory_belong_to_a_company(
    qtbot: QtBot, make_program: Programs, box: Sandbox, tmp_path: Path
) -> None:
    program = make_program(QUICK)
    bridge, desk = program.bridge, program.bridge.desk
    wait(qtbot, lambda: bridge.book is not None and bridge.is_loaded and bridge.suppliers.is_ready())
    view = program.window.pages.page(Shown.TRAY)
    assert isinstance(view, TrayView)
    paths = [tmp_path / f"{n}.png" for n in range(2)]
    for number, path in enumerate(paths):
        Image.new("RGB", (300, 400), (number, 90, 90)).save(path)
    drop(program.window, paths[:1])
    wait(qtbot, lambda: bridge.receipts)
    (receipt,) = bridge.receipts.values()
    draft = Draft(OWN, None, desk.today(), Decimal("125.00"), 7200, None, 55000)
    bridge.save_draft(receipt.id, draft)
    wait(qtbot, lambda: bridge.receipts[receipt.id].state is State.READY)
    bridge.send([receipt.id])
    wait(qtbot, lambda: bridge.suppliers.memory.of(draft) is not None)
    wait(qtbot, lambda: bridge.receipts[receipt.id].place is Place.ARCHIVE)
    assert CONTACT in {c.label for c in view.form.fields.supplier.choices()}

    desk.log_out()
    tokens = box.issue_tokens("tofirmaer@example.dk")
    desk.finish_login(Grant(tokens.access_token, tokens.refresh_token, 3600.0))
    bridge.welcome_back()
    wait(qtbot, lambda: KAFFE not in {c.id for c in bridge.companies} and bridge.settings.company_id != KAFFE)
    bridge.choose_company(TAG)
    wait(qtbot, lambda: bridge.book is not None and bridge.book.company.id == TAG and bridge.suppliers.is_ready())
    drop(program.window, paths[1:])
    wait(qtbot, lambda: view.form.receipt_id is not None)
    offered = {c.label for c in view.form.fields.supplier.choices()}
    assert offered
    assert not offered & {OWN, CONTACT}
    assert not bridge.suppliers.memory.habits
    assert bridge.suppliers.habit(replace(draft, account=None)) is None
    assert not view.form.recall.note.isVisible()
