"""Drops from mail programs and browsers, and text that is pasted: real events, and a real web site."""

from __future__ import annotations

import base64
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.gui.bridge import Bridge
from desktop.gui.links import Links, Stage
from desktop.gui.pages import Shown
from desktop.gui.ways import WaysIn
from desktop.gui.window import MainWindow
from desktop.handed import WebFetch, only_address
from desktop.receipts.faults import FaultCode
from desktop.receipts.receipt import Receipt
from tests.gui.shell.offered import WINDOWS, descriptor, drag, link, outlook, png
from tests.unit.updates.site import Site, leads_to, says

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.end()


@pytest.fixture
def loopback(window: MainWindow) -> Links:
    """Let this window fetch from this computer, which it never does by itself."""
    links = window.handed.links
    links._web = WebFetch(also=lambda address: address.is_loopback)
    return links


def only(bridge: Bridge) -> Receipt:
    (receipt,) = bridge.receipts.values()
    return receipt


def paste(window: MainWindow, data: QMimeData | str) -> None:
    if isinstance(data, str):
        QGuiApplication.clipboard().setText(data)
    else:
        QGuiApplication.clipboard().setMimeData(data)
    QTest.keyClick(window, Qt.Key.Key_V, CTRL)


# -- Outlook, and others that drop files which lie nowhere


def test_attachments_from_outlook_are_taken_under_their_names(qtbot: QtBot, window: MainWindow, bridge: Bridge) -> None:
    files = (("Faktura 4711 æøå.png", png("a")), ("bon.png", png("b") + b"\0" * 40))
    data = outlook(*files)
    data.setData(WINDOWS.format("FileGroupDescriptorW"), descriptor([(files[0][0], None), ("bon.png", len(png("b")))]))
    with qtbot.waitSignal(bridge.intake_finished):
        event = drag(window, data)
    assert event.isAccepted()
    taken = {r.originals[0].name: r.originals[0] for r in bridge.receipts.values()}
    assert set(taken) == {"Faktura 4711 æøå.png", "bon.png"}
    assert taken["bon.png"].size == len(png("b"))  # memory comes in blocks: what lies behind the file is none of it


def test_a_mail_that_outlook_names_and_does_not_hand_over_is_told(
    qtbot: QtBot, window: MainWindow, bridge: Bridge
) -> None:
    with qtbot.waitSignal(bridge.intake_finished):
        drag(window, outlook(("bon.png", png()), ("Kvittering fra DSB.msg", b"")))
    assert only(bridge).originals[0].name == "bon.png"
    assert "Kvittering fra DSB.msg: Filen fulgte ikke med" in window.status.words.whole


# -- browsers


def test_a_picture_within_its_address_is_taken_without_asking(qtbot: QtBot, window: MainWindow, bridge: Bridge) -> None:
    address = "data:image/png;base64," + base64.b64encode(png()).decode()
    with qtbot.waitSignal(bridge.intake_finished):
        drag(window, link("https://shop.dk/kurv", f'<a href="https://shop.dk/kurv"><img src="{address}"></a>'))
    assert only(bridge).originals[0].size == len(png())
    assert window.handed.links.stage is Stage.NONE


def test_the_bytes_of_a_picture_are_taken_as_they_come(qtbot: QtBot, window: MainWindow, bridge: Bridge) -> None:
    data = link("https://shop.dk/bon.png")
    data.setData("image/png", png())
    image = QImage(40, 60, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    data.setImageData(image)
    with qtbot.waitSignal(bridge.intake_finished):
        drag(window, data)
    assert only(bridge).originals[0].size == len(png())
    assert only(bridge).originals[0].name == "Sluppet billede.png"


def test_an_address_is_fetched_only_after_a_yes(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, loopback: Links, site: Site
) -> None:
    site.pages["/kvittering.png"] = says(png())
    drag(window, link(f"{site.url}/kvittering.png"))
    host = site.url.removeprefix("http://")
    assert window.link_bar.isVisible()
    asked = f"Hent bilaget fra {host}? {host} er på dit eget netværk. Forbindelsen er ikke krypteret"
    assert window.link_bar.words.text().replace("\u200b", "").startswith(asked)
    assert not site.asked
    with qtbot.waitSignal(bridge.intake_finished):
        window.link_bar.yes.click()
    assert only(bridge).originals[0].name == "kvittering.png"
    assert not window.link_bar.isVisible()
    assert loopback.stage is Stage.NONE


def test_several_addresses_are_one_question_and_each_has_its_fate(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, loopback: Links, site: Site
) -> None:
    site.pages["/1.png"] = says(png("1"))
    site.pages["/2.pdf"] = says(b"<!DOCTYPE html><title>Log ind</title>")
    site.pages["/3.png"] = says(b"", 404)
    site.pages["/4.png"] = leads_to("/1.png")
    data = QMimeData()
    data.setUrls([QUrl(f"{site.url}/{name}") for name in ("1.png", "2.pdf", "3.png", "4.png")])
    drag(window, data)
    assert window.link_bar.words.text().replace("\u200b", "").startswith("Hent 4 bilag fra 127.0.0.1")
    with qtbot.waitSignal(bridge.intake_finished) as finished:
        window.link_bar.yes.click()
    report = finished.args[0]
    assert [r.note.code for r in report.refused] == [FaultCode.LINK_IS_PAGE, FaultCode.LINK_GONE]
    assert (len(report.taken), len(report.known)) == (1, 1)
    assert loopback.stage is Stage.FOR_THE_BROWSER
    assert [a.url for a in loopback.addresses] == [f"{site.url}/2.pdf"]
    assert window.link_bar.yes.text() == "Åbn i browseren"


def test_a_fetch_is_stopped_at_once(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, loopback: Links, site: Site
) -> None:
    go_on = threading.Event()
    site.pages["/1.png"] = lambda _handler: (go_on.wait(60), None)[1]
    drag(window, link(f"{site.url}/1.png"))
    window.link_bar.yes.click()
    qtbot.waitUntil(lambda: bool(site.asked))
    assert "Henter fra 127.0.0.1" in window.link_bar.words.text()
    with qtbot.waitSignal(bridge.intake_finished, timeout=10_000):
        window.link_bar.no.click()
    go_on.set()
    assert loopback.stage is Stage.NONE
    assert not window.link_bar.isVisible()
    assert not bridge.receipts


def test_closing_the_window_ends_a_fetch_that_hangs(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, loopback: Links, site: Site
) -> None:
    go_on = threading.Event()
    site.pages["/1.png"] = lambda _handler: (go_on.wait(60), None)[1]
    loopback.ask(only_address(f"{site.url}/1.png"))
    loopback.fetch()
    qtbot.waitUntil(lambda: bool(site.asked))
    window.close_now()
    assert bridge.stop()
    go_on.set()


def test_nothing_is_fetched_from_this_computer_by_itself(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, site: Site
) -> None:
    drag(window, link(f"{site.url}/1.png"))
    with qtbot.waitSignal(bridge.intake_finished):
        window.link_bar.yes.click()
    assert not site.asked
    assert "Adressen fører ind på dit eget netværk" in window.status.words.whole


# -- Thunderbird, macOS, and whoever keeps the file to himself


def test_a_promise_that_is_not_kept_gets_a_sentence(window: MainWindow, bridge: Bridge) -> None:
    data = QMimeData()
    data.setData("text/x-moz-message", b"mailbox-message://nobody@Local%20Folders/Inbox#17")
    data.setData("application/x-moz-file-promise", b"")
    data.setText("Faktura 4711")
    event = drag(window, data)
    assert event.isAccepted()
    assert window.status.words.whole.startswith("Filen fulgte ikke med")
    assert "Træk den først til skrivebordet" in window.status.words.whole
    assert not bridge.receipts


# -- pasted


EINVOICE = """<?xml version="1.0" encoding="ISO-8859-1"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"><ID>4711 æ</ID></Invoice>"""
MAIL = (
    "From: DSB <dsb@example.dk>\nTo: mig@kaffe.dk\nSubject: Din kvittering\nDate: Sat, 16 May 2026 10:00:00 +0200\n\n"
)


def test_pasted_source_is_the_receipt_itself(qtbot: QtBot, window: MainWindow, bridge: Bridge) -> None:
    for text in (EINVOICE, f"{MAIL}I alt 125,00 kr."):
        with qtbot.waitSignal(bridge.intake_finished) as finished:
            paste(window, text)
        assert not finished.args[0].refused
    kinds = {receipt.originals[0].media_type for receipt in bridge.receipts.values()}
    assert kinds == {"application/xml", "message/rfc822"}


def test_a_pasted_address_asks_and_the_keyboard_answers(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, loopback: Links, site: Site
) -> None:
    assert loopback.stage is Stage.NONE
    site.pages["/kvittering.png"] = says(png())
    before = QApplication.focusWidget()
    paste(window, f" {site.url}/kvittering.png\n")
    qtbot.waitUntil(window.link_bar.yes.hasFocus)
    QTest.keyClick(window.link_bar.yes, Qt.Key.Key_Escape)
    assert not window.link_bar.isVisible()
    assert QApplication.focusWidget() is before
    paste(window, f"{site.url}/kvittering.png")
    qtbot.waitUntil(window.link_bar.yes.hasFocus)
    with qtbot.waitSignal(bridge.intake_finished):
        QTest.keyClick(window.link_bar.yes, Qt.Key.Key_Return)
    assert only(bridge).originals[0].name == "kvittering.png"


def test_pasted_text_becomes_a_receipt_after_a_yes(qtbot: QtBot, window: MainWindow, bridge: Bridge) -> None:
    paste(window, "Parkering Aarhus\n16.05.2026\nI alt\t42,00 kr.")
    assert (
        window.text_bar.words.text()
        == "Lav et bilag af den indsatte tekst “Parkering Aarhus 16.05.2026 I alt 42,00 kr.”?"
    )
    assert not bridge.receipts
    qtbot.waitUntil(window.text_bar.yes.hasFocus)
    with qtbot.waitSignal(bridge.intake_finished):
        QTest.keyClick(window.text_bar.yes, Qt.Key.Key_Return)
    assert only(bridge).originals[0].media_type == "application/pdf"
    assert only(bridge).originals[0].name == "Indsat tekst.pdf"
    assert not window.text_bar.isVisible()


def test_a_text_that_is_far_too_long_is_told(qtbot: QtBot, window: MainWindow, bridge: Bridge) -> None:
    paste(window, "linje\n" * 40_000)
    with qtbot.waitSignal(bridge.intake_finished):
        window.text_bar.yes.click()
    assert "Teksten er for lang til et bilag" in window.status.words.whole
    assert not bridge.receipts


def test_files_copied_in_a_file_manager_are_pasted_though_a_field_has_the_focus(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, make_photo: Callable[[str], Path]
) -> None:
    """As Nautilus copies them: the list of addresses, its own format, and the paths as text."""
    path = make_photo("bon æøå.jpg")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    data.setData("x-special/gnome-copied-files", b"copy\n" + bytes(QUrl.fromLocalFile(str(path)).toEncoded().data()))
    data.setText(str(path))
    window.pages.show_page(Shown.WAYS)
    page = window.pages.currentWidget()
    assert isinstance(page, WaysIn)
    page.ways.own.unfold.click()
    page.fields.client_id.setFocus()
    qtbot.waitUntil(page.fields.client_id.hasFocus)
    QGuiApplication.clipboard().setMimeData(data)
    with qtbot.waitSignal(bridge.intake_finished):
        QTest.keyClick(page.fields.client_id, Qt.Key.Key_V, CTRL)
    assert not page.fields.client_id.text()
    assert only(bridge).originals[0].name == "bon æøå.jpg"


def test_two_hundred_files_dropped_twice_in_a_row_are_two_hundred_receipts(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, tmp_path: Path
) -> None:
    for number in range(200):
        (tmp_path / f"{number}.png").write_bytes(png(str(number)))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / f"{number}.png")) for number in range(200)])
    reports: list[object] = []
    bridge.intake_finished.connect(reports.append)
    drag(window, data)
    drag(window, data)
    qtbot.waitUntil(lambda: len(reports) == 2, timeout=120_000)
    assert len(bridge.receipts) == 200
    assert [(len(r.taken), len(r.known), len(r.refused)) for r in reports] == [(200, 0, 0), (0, 200, 0)]  # type: ignore[attr-defined]
