"""E-invoices, mails and zip files in the tray: a page to look at, fields filled, each receipt a row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.tray.view import TrayView
from tests.gui.tray.test_tray_suggestions import LONG, click_word, wait_filled
from tests.unit.papers.full_invoice import full, line
from tests.unit.papers.letters_home import OTHER_PDF, PDF, TRUTH, eml, zipped
from tests.unit.reading.truth import kr, truth_of
from tests.unit.reading.ubl import invoice

MakeTray = Callable[..., TrayView]


@pytest.mark.parametrize("profile", ["oioubl", "peppol"])
def test_an_einvoice_fills_the_form_and_is_looked_at(
    qtbot: QtBot, connected: Desk, tmp_path: Path, make_tray: MakeTray, profile: str
) -> None:
    truth = replace(truth_of("window"), supplier="Fjordens Tømrerfirma ApS")
    path = tmp_path / "faktura.xml"
    path.write_bytes(invoice(truth, profile))
    connected.take([path])
    view = make_tray()
    wait_filled(qtbot, view)
    qtbot.waitUntil(lambda: view.preview.canvas.image() is not None, timeout=LONG)
    fields = view.form.fields
    assert fields.supplier.text() == truth.supplier
    assert fields.date.text() == f"{truth.date:%d.%m.%Y}"
    assert fields.amount.text() == kr(truth.total)
    assert "e-faktura" in fields.rows["amount"].source().casefold()
    fields.description.setFocus()
    click_word(view, truth.number)
    assert truth.number in fields.description.text()


def test_a_mail_and_a_zip_file_are_as_many_rows_as_receipts(
    qtbot: QtBot, bridge: Bridge, connected: Desk, tmp_path: Path, make_tray: MakeTray
) -> None:
    assert connected.today()
    view = make_tray()
    mail, box = tmp_path / "mail.eml", tmp_path / "bilag.zip"
    mail.write_bytes(eml(files=[("a.pdf", PDF)]))
    box.write_bytes(zipped([("b.pdf", OTHER_PDF), ("c.xml", full([line(1, "Timer")])), ("læs mig.txt", b"hej")]))
    bridge.take_paths([mail, box])
    qtbot.waitUntil(lambda: len(bridge.desk.receipts()) == 3, timeout=LONG)
    names = {receipt.originals[0].name for receipt in bridge.desk.receipts()}
    assert names == {"a.pdf", "b.pdf", "c.xml"}
    qtbot.waitUntil(lambda: bool(view.form.fields.amount.text()), timeout=LONG)


def test_a_mail_that_is_the_receipt_is_read(qtbot: QtBot, connected: Desk, tmp_path: Path, make_tray: MakeTray) -> None:
    path = tmp_path / "kvittering.eml"
    path.write_bytes(eml())
    connected.take([path])
    view = make_tray()
    wait_filled(qtbot, view)
    qtbot.waitUntil(lambda: view.preview.canvas.image() is not None, timeout=LONG)
    fields = view.form.fields
    assert (fields.supplier.text(), fields.date.text(), fields.amount.text()) == (
        TRUTH.supplier,
        "07.03.2026",
        "125,00",
    )
