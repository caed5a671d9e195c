"""What eye and ear get: names for every control, no clipped text at 200 %, a preview that behaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFont, QPalette, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.config import Theme
from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.theme import Role, contrast, look
from desktop.gui.tray.canvas import Fit
from desktop.gui.tray.pages import pages_of
from desktop.gui.tray.preview import PreviewPane
from desktop.gui.tray.preview_bar import PreviewBar
from desktop.gui.tray.view import TrayView
from desktop.receipts.receipt import Original, Receipt
from desktop.words import use_language

MakeTray = Callable[..., TrayView]
MakePhoto = Callable[..., Path]
CONTROLS = (QLineEdit, QComboBox, QPushButton, QToolButton)


@pytest.fixture
def double_font(qapp: QApplication) -> Iterator[QFont]:
    before = QApplication.font()
    large = QFont(before)
    large.setPointSizeF(before.pointSizeF() * 2)
    QApplication.setFont(large)
    look().use(Theme.LIGHT)
    yield large
    QApplication.setFont(before)
    look().use(Theme.LIGHT)
    assert qapp.font() == before


def controls(view: QWidget) -> list[QWidget]:
    own = [w for kind in CONTROLS for w in view.findChildren(kind) if w.objectName() != "qt_spinbox_lineedit"]
    return [w for w in own if not isinstance(w.parentWidget(), QLineEdit | QComboBox)]


def test_every_control_has_a_name_for_screen_readers(tray: TrayView) -> None:
    tray.form.fields.more.setChecked(True)
    nameless = [w for w in controls(tray) if not (w.accessibleName() or (isinstance(w, QPushButton) and w.text()))]
    assert [w for w in nameless if w.isVisible()] == []
    assert tray.list.accessibleName() == "Bilag i bakken"
    assert tray.preview.canvas.accessibleName() == "Bilaget"


def test_tab_goes_through_the_form_from_top_to_bottom(tray: TrayView) -> None:
    fields = tray.form.fields
    wanted = [fields.supplier, fields.date, fields.amount, fields.account, fields.vat, fields.paid, fields.description]
    fields.supplier.setFocus()
    met: list[QWidget | None] = []
    for _step in wanted:
        focused = QApplication.focusWidget()
        assert focused is not None
        met.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert met == wanted
    assert QApplication.focusWidget() is fields.more


def cut_texts(view: TrayView) -> list[str]:
    """Return the words that have less room than they need."""
    found = []
    for part in view.findChildren(QWidget):
        if not part.isVisible() or not isinstance(part, QLabel | QPushButton) or not part.text():
            continue
        wraps = isinstance(part, QLabel) and part.wordWrap()
        needed = part.heightForWidth(part.width()) if wraps else part.fontMetrics().height()
        wide = part.fontMetrics().horizontalAdvance(part.text()) if not wraps else 0
        if part.height() < needed or part.width() < wide:
            found.append(f"{part.text()}: {part.size().toTuple()} of {(wide, needed)}")
    return found


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.usefixtures("double_font")
def test_nothing_is_cut_at_twice_the_font(
    qtbot: QtBot, language: str, connected: Desk, photo: MakePhoto, make_tray: MakeTray
) -> None:
    use_language(language)
    connected.take([photo("a.jpg"), photo("b.jpg")])
    tray = make_tray(1000, 650)
    assert tray.width() == 1000, "the smallest window holds it"
    tray.form.fields.paid.setCurrentIndex(2)
    tray.form.fields.paid.activated.emit(2)
    tray.form.send()
    tray.form.fields.more.setChecked(True)
    assert tray.form.fields.rows["paid_from"].words.isVisible()
    qtbot.waitUntil(lambda: cut_texts(tray) == [])
    tray.list.selectAll()
    qtbot.waitUntil(tray.list_bar.merge.isVisible)
    assert tray.form.about.isVisible()
    qtbot.waitUntil(lambda: cut_texts(tray) == [])
    for row in tray.form.fields.rows.values():
        assert row.control.height() >= row.control.fontMetrics().height()
        right = row.control.mapTo(tray, row.control.rect().topRight()).x()
        assert right <= tray.width(), row.label.text()
    assert tray.splitter.minimumSizeHint().width() <= 1000


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.usefixtures("double_font")
def test_the_empty_tray_is_not_cut_either(language: str, connected: Desk, make_tray: MakeTray) -> None:
    use_language(language)
    tray = make_tray()
    assert connected.receipts() == ()
    assert cut_texts(tray) == []


@pytest.mark.usefixtures("double_font", "qapp")
def test_page_and_weight_have_room_beside_each_other_where_it_is_narrow(qtbot: QtBot) -> None:
    bar = PreviewBar()
    qtbot.addWidget(bar)
    bar.show_pages(0, 60)
    bar.show_sizes(524_000, None)
    with qtbot.waitExposed(bar):
        bar.show()
    bar.resize(bar.minimumSizeHint().width() + 50, bar.sizeHint().height())
    QApplication.processEvents()
    assert bar.sizes.text() == "524 kB"
    assert bar.pages.geometry().bottom() > bar.closer.geometry().bottom(), "below the tools"


def test_paper_is_the_brightest_and_the_desk_stands_back(qtbot: QtBot, tray: TrayView) -> None:
    for theme in (Theme.LIGHT, Theme.DARK):
        look().use(theme)
        qtbot.waitUntil(lambda: tray.preview.canvas.image() is not None)
        seen = tray.preview.canvas.viewport().grab().toImage()
        middle = seen.pixelColor(seen.width() // 2, seen.height() // 2)
        corner = seen.pixelColor(2, 2)
        assert corner == look().colour(Role.DESK)
        assert middle.lightness() == 255
    look().use(Theme.LIGHT)


def test_what_is_missing_is_written_in_a_colour_one_can_read(tray: TrayView) -> None:
    for theme in (Theme.DARK, Theme.LIGHT):
        look().use(theme)
        for edit in (tray.form.fields.amount, tray.form.fields.date, tray.form.fields.account, tray.finder):
            edit.ensurePolished()
            shown = edit.palette().color(QPalette.ColorRole.PlaceholderText)
            assert contrast(shown, look().colour(Role.FIELD)) >= 4.5
            assert shown.alpha() == 255


def test_language_changes_in_place(tray: TrayView, qapp: QApplication) -> None:
    use_language("en")
    for widget in (tray.form, tray.list, tray.preview, tray.list_bar, tray.empty):
        widget.retranslate()
    qapp.processEvents()
    assert tray.form.bar.send.text() == "Send to Dinero"
    assert tray.form.fields.rows["amount"].label.text() == "Total"
    assert "Missing" in str(tray.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))


# -- the preview


@pytest.fixture
def pane(tray: TrayView, qtbot: QtBot) -> PreviewPane:
    qtbot.waitUntil(lambda: tray.preview.canvas.image() is not None)
    return tray.preview


def test_ctrl_and_wheel_zoom_around_the_pointer(pane: PreviewPane) -> None:
    canvas = pane.canvas
    before = canvas.factor
    spot = QPointF(canvas.viewport().rect().center())
    event = QWheelEvent(
        spot, canvas.viewport().mapToGlobal(spot), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,  # noqa: FBT003 - Qt's signature
    )  # fmt: skip
    QApplication.sendEvent(canvas.viewport(), event)
    assert canvas.factor == pytest.approx(before * 1.25)
    assert canvas.fit is Fit.FREE


def test_zoom_asks_for_a_sharper_picture(qtbot: QtBot, connected: Desk, photo: MakePhoto, make_tray: MakeTray) -> None:
    connected.take([photo("stor.png", (3000, 4000))])
    tray = make_tray()
    qtbot.waitUntil(lambda: tray.preview.canvas.image() is not None)
    first = tray.preview.canvas.image()
    assert first is not None
    tray.list.setFocus()
    for _step in range(6):
        QTest.keyClick(tray.list, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(
        lambda: (i := tray.preview.canvas.image()) is not None and i.width() > 1.5 * first.width(), timeout=20_000
    )
    QTest.keyClick(tray.list, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert tray.preview.canvas.fit is Fit.PAGE


def test_dragging_moves_the_page(pane: PreviewPane) -> None:
    canvas = pane.canvas
    pane.zoom(8)
    middle = canvas.viewport().rect().center()
    down = canvas.verticalScrollBar().value()
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(canvas.viewport(), middle - QPoint(0, 40))
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=middle - QPoint(0, 40))
    assert canvas.verticalScrollBar().value() == down + 40


def test_a_till_receipt_is_shown_by_its_width(
    qtbot: QtBot, connected: Desk, photo: MakePhoto, make_tray: MakeTray
) -> None:
    connected.take([photo("lang.png", (300, 3000))])
    tray = make_tray()
    qtbot.waitUntil(lambda: tray.preview.canvas.image() is not None)
    assert tray.preview.canvas.paper_size().width() > 0.5 * tray.preview.canvas.viewport().width()
    assert tray.preview.canvas.verticalScrollBar().maximum() > 0


def test_pages_of_several_files_are_one_row() -> None:
    files = (Original("a" * 64, "a.pdf", "application/pdf", 1, pages=2), Original("b" * 64, "b.jpg", "image/jpeg", 1))
    pages = pages_of(Receipt("1" * 32, files))
    assert [(p.position, p.page) for p in pages] == [(0, 0), (0, 1), (1, 0)]
    assert pages_of(None) == ()


def test_weight_before_and_after(qtbot: QtBot, tmp_path: Path, connected: Desk, make_tray: MakeTray) -> None:
    noise = Image.effect_noise((3000, 4000), 90)
    noise.save(tmp_path / "tung.png")
    connected.take([tmp_path / "tung.png"])
    tray = make_tray()
    qtbot.waitUntil(lambda: "→" in tray.preview.bar.sizes.whole, timeout=20_000)
    assert "MB" in tray.preview.bar.sizes.whole.split("→")[0]


def test_a_picture_that_cannot_be_drawn_says_so(qtbot: QtBot, bridge: Bridge, tray: TrayView) -> None:
    receipt = bridge.receipts[tray.model.ids()[0]]
    gone = replace(receipt, id="f" * 32, originals=(Original("e" * 64, "væk.jpg", "image/jpeg", 10),))
    tray.preview.show_receipt(gone)
    qtbot.waitUntil(lambda: "…" not in tray.preview.canvas.words())
    assert tray.preview.canvas.image() is None
    assert len(tray.preview.canvas.words()) > 20


def test_what_lies_in_dinero_is_not_turned(bridge: Bridge, tray: TrayView) -> None:
    receipt = bridge.receipts[tray.model.ids()[0]]
    tray.preview.show_receipt(replace(receipt, file_guid="abc"))
    assert not tray.preview.bar.turn_right.isEnabled()
    tray.preview.turn(1)
    assert bridge.receipts[receipt.id].originals[0].turns == 0


def test_the_archive_shows_receipts_without_turning(qtbot: QtBot, bridge: Bridge, tray: TrayView) -> None:
    pane = PreviewPane(bridge, editable=False)
    qtbot.addWidget(pane)
    pane.resize(500, 600)
    pane.show()
    pane.show_receipt(bridge.receipts[tray.model.ids()[0]])
    qtbot.waitUntil(lambda: pane.canvas.image() is not None)
    assert not pane.bar.turn_right.isVisible()
