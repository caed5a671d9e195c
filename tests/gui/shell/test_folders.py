"""Watched folders in the window: added with a question, set by keys, heard of when they are in trouble."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.folders.timing import Timing
from desktop.gui.bridge import Bridge
from desktop.gui.pages import Shown
from desktop.gui.setting.folder_row import FolderRow
from desktop.gui.setting.folders import FoldersCard
from desktop.gui.settings import SettingsPage
from desktop.gui.window import SMALLEST, MainWindow
from desktop.store.folders import Afterwards
from desktop.words import use_language
from tests.gui.shell.looked_at import cut_text, describe, name_of, reached_by_tab, takes_focus

LONG = 40_000


@pytest.fixture
def quick(bridge: Bridge) -> None:
    """Look often, before the watch begins."""
    bridge.sources.folders.timing = Timing(poll=0.05, share=1, steady=0.2, longest_steady=1, retry=(0.1, 0.3))


@pytest.fixture
def card(quick: None, window: MainWindow) -> FoldersCard:  # noqa: ARG001 - it must be there first
    return shown_card(window)


def shown_card(window: MainWindow) -> FoldersCard:
    window.pages.show_page(Shown.SETTINGS)
    page = window.pages.currentWidget()
    assert isinstance(page, SettingsPage)
    return page.folders


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "Scanner & co"
    folder.mkdir()
    return folder


def row_of(qtbot: QtBot, card: FoldersCard) -> FolderRow:
    qtbot.waitUntil(lambda: len(card.rows) == 1, timeout=LONG)
    return next(iter(card.rows.values()))


def test_an_empty_folder_is_watched_at_once_and_what_comes_is_in_the_tray(
    qtbot: QtBot, card: FoldersCard, bridge: Bridge, inbox: Path, make_photo: Callable[[str], Path], window: MainWindow
) -> None:
    card.watch(inbox)
    row = row_of(qtbot, card)
    assert row.on.text() == "Scanner && co"
    assert not card.question.isVisible()
    make_photo("bon.jpg").rename(inbox / "bon.jpg")
    qtbot.waitUntil(lambda: bool(bridge.receipts), timeout=LONG)
    qtbot.waitUntil(lambda: "1 bilag er kommet herfra" in row.words.text(), timeout=LONG)
    assert (inbox / "bon.jpg").exists()
    assert [n.title for n in window.notices.all] == ["1 bilag er kommet fra “Scanner & co”"]
    assert window.pages.current() is Shown.SETTINGS, "nobody is led away from what he does"


def test_old_files_are_asked_about(
    qtbot: QtBot, card: FoldersCard, bridge: Bridge, desk: Desk, inbox: Path, make_photo: Callable[[str], Path]
) -> None:
    for name in ("a.jpg", "b.jpg"):
        make_photo(name).rename(inbox / name)
    card.watch(inbox)
    qtbot.waitUntil(card.question.isVisible, timeout=LONG)
    assert card.question_words.text() == "Der ligger allerede 2 filer i “Scanner & co”. Skal de tages med?"
    assert desk.folders.all() == ()
    qtbot.waitUntil(card.only_new.hasFocus, timeout=LONG)
    QTest.keyClick(card.only_new, Qt.Key.Key_Return)
    row_of(qtbot, card)
    make_photo("c.jpg").rename(inbox / "c.jpg")
    qtbot.waitUntil(lambda: bool(bridge.receipts), timeout=LONG)
    assert [r.originals[0].name for r in desk.receipts()] == ["c.jpg"]


def test_what_is_set_for_a_folder_is_kept(qtbot: QtBot, card: FoldersCard, desk: Desk, inbox: Path) -> None:
    card.watch(inbox)
    row = row_of(qtbot, card)
    QTest.keyClick(row.below, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: desk.folders.all()[0].subfolders, timeout=LONG)
    row.afterwards.setFocus()
    QTest.keyClick(row.afterwards, Qt.Key.Key_Down)
    row.afterwards.activated.emit(row.afterwards.currentIndex())
    qtbot.waitUntil(lambda: desk.folders.all()[0].afterwards is Afterwards.MOVE, timeout=LONG)
    QTest.keyClick(row.on, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not desk.folders.all()[0].is_on, timeout=LONG)
    qtbot.waitUntil(lambda: row.words.text().startswith("Slået fra"), timeout=LONG)


def test_a_removed_folder_comes_back_by_undo(
    qtbot: QtBot, card: FoldersCard, desk: Desk, bridge: Bridge, inbox: Path
) -> None:
    card.watch(inbox)
    row = row_of(qtbot, card)
    QTest.keyClick(row.away, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not card.rows, timeout=LONG)
    assert desk.folders.all() == ()
    assert bridge.undo_label() == "mappe ikke længere overvåget"
    bridge.undo()
    row_of(qtbot, card)


def test_a_folder_that_can_not_be_watched_says_why(qtbot: QtBot, card: FoldersCard, desk: Desk) -> None:
    card.watch(desk.config.vault_dir)
    assert card.refusal.text().startswith("Ser efter"), "a folder on a slow network may take a while"
    qtbot.waitUntil(lambda: card.refusal.text().startswith("Det er Bilagsdrops egen mappe."), timeout=LONG)
    assert card.refusal.isVisible()
    assert card.add_folder.isEnabled()


def test_one_folder_is_looked_into_at_a_time(qtbot: QtBot, card: FoldersCard, desk: Desk, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    card.add_folder.setFocus()
    card.watch(desk.config.vault_dir)
    assert not card.add_folder.isEnabled()
    assert card.hasFocus(), "nothing below gets the next Enter"
    qtbot.waitUntil(card.add_folder.isEnabled, timeout=LONG)
    assert card.add_folder.hasFocus()
    qtbot.waitUntil(lambda: card.refusal.text().startswith("Det er Bilagsdrops egen mappe."), timeout=LONG)


def test_a_folder_in_trouble_is_told_where_the_user_looks(
    qtbot: QtBot, card: FoldersCard, window: MainWindow, inbox: Path
) -> None:
    card.watch(inbox)
    row = row_of(qtbot, card)
    qtbot.waitUntil(lambda: "endnu" in row.words.text(), timeout=LONG)
    inbox.rename(inbox.with_name("væk"))
    qtbot.waitUntil(lambda: row.words.text().startswith("Mappen er der ikke"), timeout=LONG)
    assert any(n.title == "Scanner & co: Mappen er der ikke" for n in window.notices.all)
    window.status.put_away.click()
    assert "mappen “Scanner & co”: mappen er der ikke" in window.status.words.whole
    inbox.with_name("væk").rename(inbox)
    qtbot.waitUntil(lambda: "endnu" in row.words.text(), timeout=LONG)
    assert "Scanner" not in window.status.words.whole


def test_a_thrown_out_file_is_in_the_waste_bin(
    qtbot: QtBot, card: FoldersCard, bridge: Bridge, desk: Desk, inbox: Path, make_photo: Callable[[str], Path],
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    if os.name == "nt":
        pytest.skip("the waste bin of Windows has no folder to look into")
    (tmp_path / "xdg").mkdir()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    monkeypatch.setenv("HOME", str(tmp_path))
    card.watch(inbox)
    row = row_of(qtbot, card)
    row.afterwards.setCurrentIndex(row.afterwards.findData(Afterwards.BIN.value))
    row.afterwards.activated.emit(row.afterwards.currentIndex())
    qtbot.waitUntil(lambda: desk.folders.all()[0].afterwards is Afterwards.BIN, timeout=LONG)
    data = make_photo("bon.jpg").read_bytes()
    (tmp_path / "bon.jpg").rename(inbox / "bon.jpg")
    qtbot.waitUntil(lambda: not (inbox / "bon.jpg").exists(), timeout=LONG)
    assert any(path.read_bytes() == data for path in tmp_path.rglob("*ash*/**/bon.jpg"))
    qtbot.waitUntil(lambda: bool(bridge.receipts), timeout=LONG)


def test_every_control_has_a_name(qtbot: QtBot, card: FoldersCard, inbox: Path) -> None:
    card.watch(inbox)
    row = row_of(qtbot, card)
    buttons = (row.on, row.below, row.away, card.add_folder, card.only_new, card.take_old, card.leave)
    assert all(each.accessibleName() or each.text() for each in buttons)
    assert row.afterwards.accessibleName()
    assert row.findChildren(QLabel)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("language", ["da", "en"])
def test_a_long_path_a_folder_that_is_gone_and_a_question_fit_into_the_smallest_window(
    qtbot: QtBot,
    card: FoldersCard,
    tmp_path: Path,
    make_photo: Callable[[str], Path],
    window: MainWindow,
    language: str,
) -> None:
    use_language(language)
    window.resize(*SMALLEST)
    deep = (
        tmp_path / "Regnskab for hele firmaet og alle afdelinger" / "Kvitteringer_fra_telefonens_kamera_uden_mellemrum"
    )
    gone, old = tmp_path / "Forsvinder", tmp_path / "Gamle"
    for count, folder in enumerate((deep, gone), 1):
        folder.mkdir(parents=True)
        card.watch(folder)
        qtbot.waitUntil(lambda count=count: len(card.rows) == count, timeout=LONG)  # type: ignore[misc]  # its default
    gone.rmdir()
    lost = list(card.rows.values())[1]
    qtbot.waitUntil(lambda: lost.symbol.isVisible() and len(lost.words.text()) > 60, timeout=LONG)
    old.mkdir()
    make_photo("a.jpg").rename(old / "a.jpg")
    card.watch(old)
    qtbot.waitUntil(card.question.isVisible, timeout=LONG)
    qtbot.waitUntil(lambda: not card.only_new.visibleRegion().isEmpty(), timeout=LONG)
    qtbot.waitUntil(lambda: not [said for w in card.findChildren(QWidget) if w.isVisible() and (said := cut_text(w))])
    path = next(iter(card.rows.values())).path
    assert path.width() > 2 * path.fontMetrics().horizontalAdvance("Kvitteringer_fra_telefonens")
    wanted = {w for w in card.findChildren(QWidget) if w.isVisible() and takes_focus(w)}
    assert not [describe(w) for w in wanted if not name_of(w)]
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    card.only_new.setFocus()
    assert not [describe(w) for w in wanted - reached_by_tab(card.only_new, 120)]
