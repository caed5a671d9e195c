"""What the status line says, and for how long."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.desk import Desk, IntakeReport, Refusal
from desktop.gui.bridge import Bridge
from desktop.gui.facts import Connection, Link
from desktop.gui.notices import KEPT, Notice, Tone
from desktop.gui.window import SMALLEST, MainWindow
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.receipt import Draft

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def test_a_fault_stays_in_place_until_it_is_put_away(window: MainWindow, bridge: Bridge) -> None:
    bridge.fault.emit(FaultNote(FaultCode.DISK_FULL))
    window.notices.tell(Notice(Tone.OK, "ligegyldigt"))
    assert "ligegyldigt" not in window.status.words.whole
    assert QApplication.activeModalWidget() is None
    QTest.mouseClick(window.status.put_away, LEFT)
    assert not window.status.put_away.isVisible()
    QTest.mouseClick(window.status.details, LEFT)
    assert window.details.isVisible()
    assert window.details.list.count() == 2


def test_a_drop_of_which_several_files_are_refused_is_summed_up(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, photo: Path, tmp_path: Path
) -> None:
    for name in ("a.jpg", "b.jpg"):
        (tmp_path / name).write_text(name)
    with qtbot.waitSignal(bridge.intake_finished):
        bridge.take_paths([tmp_path / "a.jpg", photo, tmp_path / "b.jpg"])
    assert window.status.words.whole == (
        "2 filer blev ikke lagt i bakken. Den anden ligger i bakken. Under Detaljer står hvorfor."
    )
    assert [n.title.partition(":")[0] for n in window.notices.all[-3:-1]] == ["a.jpg", "b.jpg"]


def test_a_long_name_leaves_room_for_what_happened_to_the_file(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, tmp_path: Path
) -> None:
    window.resize(*SMALLEST)
    name = f"Kvittering fra en lang indkøbstur med mange poster {'x' * 120} nr. 7.jpg"
    (tmp_path / name).write_text("Hej, her er kvitteringen.\n" * 9)
    with qtbot.waitSignal(bridge.intake_finished):
        bridge.take_paths([tmp_path / name])
    words, title = window.status.words, window.notices.all[-1].title
    what = title.removeprefix(f"{name}: ")
    assert what != title, "Details has all of its name"
    qtbot.waitUntil(lambda: what in words.text())
    assert words.text().startswith("Kvittering fra en lang")
    assert "nr. 7.jpg" in words.text()
    assert words.toolTip().startswith(name)


def test_hundreds_of_refused_files_are_summed_up_once_and_listed_when_they_are_looked_at(
    qtbot: QtBot, window: MainWindow, bridge: Bridge
) -> None:
    note, said = FaultNote(FaultCode.NOT_A_RECEIPT), list[Notice]()
    window.notices.added.connect(said.append)
    bridge.intake_started.emit(1)
    bridge.intake_finished.emit(IntakeReport(refused=tuple(Refusal(f"{n}.txt", note) for n in range(3 * KEPT))))
    assert [notice.title for notice in said] == [f"{3 * KEPT} filer blev ikke lagt i bakken"]
    listed = window.details.list
    assert listed.count() == 0, "nobody looks"
    QTest.mouseClick(window.status.details, LEFT)
    qtbot.waitUntil(lambda: listed.count() == KEPT)
    assert said[0].title in listed.item(0).text()
    assert f"{3 * KEPT - 1}.txt" in listed.item(1).text(), "the newest comes first"
    assert f"{2 * KEPT + 1}.txt" in listed.item(KEPT - 1).text()
    bridge.fault.emit(FaultNote(FaultCode.DISK_FULL))
    assert said[-1].title in listed.item(0).text()
    assert listed.count() == KEPT, "one comes, one goes"


def test_the_status_line_is_not_there_while_the_two_doors_are_all_there_is(window: MainWindow, bridge: Bridge) -> None:
    window.pages.show_welcome()
    assert not window.status.isVisible()
    bridge.fault.emit(FaultNote(FaultCode.DISK_FULL))
    assert window.status.isVisible()


def test_a_send_makes_room_for_its_figures(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, desk: Desk, photo: Path
) -> None:
    (receipt,) = desk.take([photo]).taken
    today = desk.today()
    draft = Draft("Netto", date=today, amount=Decimal("125.00"), account=7200, paid_from=55000)
    bridge.changed([desk.save_draft(receipt.id, draft)])
    bridge.fault.emit(FaultNote(FaultCode.DISK_FULL))
    assert window.status.put_away.isVisible()
    with qtbot.waitSignal(bridge.send_finished):
        bridge.send([receipt.id])
    assert not window.status.put_away.isVisible()
    assert window.status.words.whole.startswith("1 undervejs")
    assert any(notice.stays for notice in window.notices.all), "Details still tells it"


def test_offline_is_said_once_and_so_is_its_end(window: MainWindow, bridge: Bridge) -> None:
    before = len(window.notices.all)
    for note in (FaultNote(FaultCode.OFFLINE), FaultNote(FaultCode.OFFLINE), None):
        bridge._linked(note)
    assert [n.tone for n in window.notices.all[before:]] == [Tone.FAULT, Tone.OK]
    assert bridge.connection == Connection(Link.ONLINE)


def test_ctrl_z_brings_a_removed_receipt_back(qtbot: QtBot, window: MainWindow, bridge: Bridge, photo: Path) -> None:
    with qtbot.waitSignal(bridge.intake_finished):
        bridge.take_paths([photo])
    (receipt_id,) = bridge.receipts
    with qtbot.waitSignal(bridge.receipts_gone):
        bridge.bin([receipt_id])
    assert window.status.undo.isVisible()
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: receipt_id in bridge.receipts)
