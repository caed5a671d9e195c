"""The archive in a real window: search, filters, export, what is told of Dinero and of the originals."""

from __future__ import annotations

import datetime as dt
import itertools
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.gui.archive.view import ArchiveView
from desktop.gui.bridge import Bridge
from desktop.gui.pages import Shown
from desktop.gui.window import MainWindow
from desktop.receipts.receipt import Draft, Receipt, new_receipt_id
from desktop.receipts.states import State
from desktop.store.archive_filter import ArchiveFilter

Keep = Callable[..., Receipt]
Photo = Callable[[str], Path]


def archive(qtbot: QtBot, window: MainWindow) -> ArchiveView:
    window.pages.show_page(Shown.ARCHIVE)
    view = window.pages.currentWidget()
    assert isinstance(view, ArchiveView)
    qtbot.waitUntil(lambda: view.model.has_answer)
    return view


def many(desk: Desk, bridge: Bridge, one: Receipt, count: int) -> None:
    """Deliver as many copies of a receipt, an hour apart."""
    with desk.journal.write():
        for number in range(count):
            at = one.added_at - dt.timedelta(hours=number)
            draft = replace(one.draft, supplier=f"Leverandør {number % 300}", date=at.date(), amount=Decimal(number))
            desk.receipt_table.save(
                replace(one, id=new_receipt_id(), draft=draft, delivered_at=at, added_at=at, voucher_number=number)
            )
    while desk.archive.index.settle():
        pass
    bridge.archive.grown.emit()


def test_what_is_typed_is_found_and_what_is_chosen_narrows_it(
    qtbot: QtBot, window: MainWindow, keep: Keep, make_photo: Photo
) -> None:
    cafe = Draft("Café Ærø", date=dt.date(2026, 4, 2), amount=Decimal("99.00"), account=3600, paid_from=55000)
    draft = keep(make_photo("a.jpg"), state=State.DRAFTED, voucher_number=None)
    other = keep(make_photo("b.jpg"), state=State.BOOKED, voucher_number=700, draft=cafe)
    view = archive(qtbot, window)
    qtbot.waitUntil(lambda: view.model.rowCount() == 2)
    assert view.footer.count.text() == "2 bilag"
    QTest.keyClick(view.list, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(view.filters.month.hasFocus)
    assert [view.filters.month.itemText(n) for n in range(3)] == ["Alle måneder", "maj 2026", "april 2026"]
    QTest.keyClick(view.filters.month, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: view.model.ids() == (draft.id,))
    assert view.footer.count.text() == "1 bilag passer"
    QTest.keyClick(view.filters.month, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: view.model.rowCount() == 2)
    view.filters.state.setFocus()
    QTest.keyClicks(view.filters.state, "Bog")
    qtbot.waitUntil(lambda: view.model.ids() == (other.id,))
    QTest.keyClicks(view.search, "netto")
    qtbot.waitUntil(view.no_match.isVisible)
    assert "netto" in view.no_match.title.text()
    QTest.mouseClick(view._clear_search, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.model.rowCount() == 2)
    assert view.search.text() == ""


def test_ten_thousand_receipts_open_and_are_searched_without_delay(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, desk: Desk, keep: Keep, photo: Path
) -> None:
    one = keep(photo, state=State.BOOKED)
    many(desk, bridge, one, 10_000)
    view = archive(qtbot, window)
    qtbot.waitUntil(lambda: view.model.rowCount() == 10_001, timeout=20_000)
    assert view.footer.count.text() == "10.001 bilag"
    beats = [time.monotonic()]
    heart = QTimer(interval=5)
    heart.timeout.connect(lambda: beats.append(time.monotonic()))
    heart.start()
    for letter in "leverandør 299":
        QTest.keyClicks(view.search, letter)
        qtbot.wait(30)
    wanted = desk.archive.index.find(ArchiveFilter("leverandør 299"))
    assert 33 <= len(wanted) < 60
    qtbot.waitUntil(lambda: view.model.ids() == wanted, timeout=20_000)
    gaps = [b - a for a, b in itertools.pairwise(beats)]
    print(f"\nlongest pause of the window while searching 10,001: {max(gaps) * 1000:.0f} ms")  # noqa: T201
    assert max(gaps) < 0.5
    view.search.clear()
    qtbot.waitUntil(lambda: view.model.rowCount() == 10_001, timeout=20_000)
    QTest.keyClick(view.list, Qt.Key.Key_End)
    last = view.model.ids()[-1]
    shown = view.facts
    qtbot.waitUntil(lambda: shown._receipt is not None and shown._receipt.id == last, timeout=20_000)
    assert len(view.model._kept) < 2_000
    assert len(bridge.receipts) < 2_000


def test_a_receipt_that_comes_is_listed_and_the_choice_stays(
    qtbot: QtBot, window: MainWindow, keep: Keep, make_photo: Photo
) -> None:
    first = keep(make_photo("a.jpg"), state=State.DRAFTED)
    view = archive(qtbot, window)
    qtbot.waitUntil(lambda: view.facts._receipt is not None)
    second = keep(make_photo("b.jpg"), state=State.DRAFTED)
    qtbot.waitUntil(lambda: set(view.model.ids()) == {first.id, second.id})
    assert view.facts._receipt is not None
    assert view.facts._receipt.id == first.id


def test_what_is_listed_is_exported(
    qtbot: QtBot, window: MainWindow, keep: Keep, make_photo: Photo, desk: Desk, tmp_path: Path
) -> None:
    keep(make_photo("a.jpg"), state=State.DRAFTED)
    gone = keep(make_photo("b.jpg"), state=State.BOOKED, voucher_number=700)
    view = archive(qtbot, window)
    qtbot.waitUntil(lambda: view.model.rowCount() == 2)
    view.footer._on_place(str(tmp_path / "ud.zip"))
    qtbot.waitUntil(lambda: "Eksporteret" in view.footer.said.text())
    with zipfile.ZipFile(tmp_path / "ud.zip") as made:
        assert len(made.namelist()) == 4
    desk.path_of(gone.originals[0]).unlink()
    QTest.keyClicks(view.search, "700")
    qtbot.waitUntil(lambda: view.model.ids() == (gone.id,))
    view.footer._on_place(str(tmp_path / "to.zip"))
    qtbot.waitUntil(lambda: "mangler" in view.footer.said.text())
    assert "b.jpg" in view.footer.said.text()


def test_an_export_is_cancelled_by_key(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, desk: Desk, keep: Keep, photo: Path, tmp_path: Path
) -> None:
    many(desk, bridge, keep(photo, state=State.BOOKED), 1500)
    view = archive(qtbot, window)
    qtbot.waitUntil(lambda: view.model.rowCount() == 1501, timeout=20_000)
    view.footer._on_place(str(tmp_path / "ud.zip"))
    qtbot.waitUntil(view.footer.cancel.isVisible)
    QTest.keyClick(view.footer.cancel, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "annulleret" in view.footer.said.text(), timeout=20_000)
    assert not list(tmp_path.glob("ud.zip*"))
    assert view.footer.export.isEnabled()


def test_an_export_that_can_not_be_written_is_told(
    qtbot: QtBot, window: MainWindow, keep: Keep, photo: Path, tmp_path: Path
) -> None:
    keep(photo, state=State.DRAFTED)
    view = archive(qtbot, window)
    qtbot.waitUntil(lambda: view.model.rowCount() == 1)
    view.footer._on_place(str(tmp_path / "nowhere" / "ud.zip"))
    qtbot.waitUntil(lambda: view.footer.said.isVisible() and view.footer.said.property("ink") == "fault")
    assert view.footer.export.isEnabled()


def test_a_damaged_original_is_named_and_listed(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, keep: Keep, make_photo: Photo, desk: Desk
) -> None:
    keep(make_photo("a.jpg"), state=State.DRAFTED)
    bad = keep(make_photo("b.jpg"), state=State.BOOKED, file_guid="f")
    desk.path_of(bad.originals[0]).write_bytes(b"rot")
    while desk.archive.checks.go_on(1):
        pass
    view = archive(qtbot, window)
    bridge.archive.watch.tell_vault()
    qtbot.waitUntil(view.footer.show_damaged.isVisible)
    assert "b.jpg" in view.footer.checked.text()
    QTest.mouseClick(view.footer.show_damaged, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.model.ids() == (bad.id,))
    qtbot.waitUntil(view.original.fetch.isVisible)
    assert "ændret" in view.original.damage.text()


class Opened(QTimer):
    """Takes what the program opens in a browser."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.urls.append(url.toString())


def test_the_voucher_is_opened_in_dinero(qtbot: QtBot, window: MainWindow, keep: Keep, photo: Path) -> None:
    keep(photo, state=State.BOOKED, voucher_number=1234, voucher_guid="v")
    view = archive(qtbot, window)
    qtbot.waitUntil(view.original.open.isVisible)
    opened = Opened()
    QDesktopServices.setUrlHandler("https", opened, "take")  # type: ignore[arg-type]  # the stub wants bytes, which Qt for Python refuses
    try:
        QTest.keyClick(view.original.open, Qt.Key.Key_Return)
    finally:
        QDesktopServices.unsetUrlHandler("https")
    assert opened.urls == ["https://app.dinero.dk/1"]
    assert "1234" in view.original.said.text()


def test_a_copy_of_the_original_is_saved_whole(
    qtbot: QtBot, window: MainWindow, keep: Keep, photo: Path, desk: Desk, tmp_path: Path
) -> None:
    kept = keep(photo, state=State.BOOKED)
    view = archive(qtbot, window)
    qtbot.waitUntil(view.original.copy.isVisible)
    view.original._on_place(str(tmp_path / "kopi.jpg"))
    qtbot.waitUntil(lambda: "kopi.jpg" in view.original.said.text().replace("\u200b", ""))
    assert (tmp_path / "kopi.jpg").read_bytes() == photo.read_bytes()
    desk.path_of(kept.originals[0]).unlink()
    view.original._on_place(str(tmp_path / "nej.jpg"))
    qtbot.waitUntil(lambda: view.original.said.property("ink") == "fault")
    assert not (tmp_path / "nej.jpg").exists()


def test_nothing_in_the_archive_says_so(qtbot: QtBot, window: MainWindow) -> None:
    view = archive(qtbot, window)
    qtbot.waitUntil(view.nothing.isVisible)
    assert view.model.wanted == ArchiveFilter()


def test_what_is_old_is_offered_shown_cleared_and_taken_back(
    qtbot: QtBot, window: MainWindow, bridge: Bridge, keep: Keep, make_photo: Photo
) -> None:
    old = Draft("Fjordtank", date=dt.date(2015, 4, 2), amount=Decimal("99.00"), account=3600, paid_from=55000)
    gone, stays = (
        keep(make_photo("a.jpg"), state=State.BOOKED, draft=old),
        keep(make_photo("b.jpg"), state=State.BOOKED),
    )
    window.resize(1280, 800)
    view = archive(qtbot, window)
    qtbot.waitUntil(lambda: view.model.rowCount() == 2)
    bridge.archive.keeper.ask()
    qtbot.waitUntil(view.keeping.look.isVisible)
    assert not view.keeping.clear.isVisible(), "they are seen before they go"
    QTest.keyClick(view.keeping.look, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.model.ids() == (gone.id,))
    qtbot.waitUntil(view.keeping.clear.isVisible)
    QTest.keyClick(view.keeping.clear, Qt.Key.Key_Return)
    qtbot.waitUntil(view.keeping.undo.isVisible)
    assert "Dinero beholder sin egen kopi" in view.keeping.words.text()
    QTest.mouseClick(view.clear_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.model.ids() == (stays.id,))
    QTest.keyClick(view.keeping.undo, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.model.rowCount() == 2)
