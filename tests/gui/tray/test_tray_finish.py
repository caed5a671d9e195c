"""Light, contrast, colour and black boxes by real keys and the mouse: offered, compared, kept, taken back, for many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.gui.bridge import Bridge
from desktop.gui.facts import Act
from desktop.gui.tray.black_boxes import FINE, STEP
from desktop.gui.tray.preview import PreviewPane
from desktop.gui.tray.view import TrayView
from desktop.receipts.finish import AS_IT_IS, Contrast, Finish
from desktop.receipts.receipt import Original
from desktop.resources import resource_path
from desktop.words import use_language

MakeTray = Callable[..., TrayView]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def shadow_tray(qtbot: QtBot, connected: Desk, make_tray: MakeTray) -> TrayView:
    """A tray with the photo of a receipt on which a shadow falls, shown; its light was judged."""
    connected.take([resource_path("samples", "kaffebaren-maagen.jpg")])
    view = make_tray()
    view.list.setFocus()
    until(qtbot, view.preview.bar.light.isVisible)
    until(qtbot, lambda: view.preview.canvas.image() is not None)
    return view


@pytest.fixture
def pdf_tray(qtbot: QtBot, connected: Desk, make_tray: MakeTray) -> TrayView:
    """A tray with a document of two pages, shown."""
    connected.take([resource_path("samples", "birk-oestergaard.pdf")])
    view = make_tray()
    view.list.setFocus()
    until(qtbot, lambda: view.preview.canvas.image() is not None)
    return view


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, held)


def until(qtbot: QtBot, condition: Callable[[], bool]) -> None:
    """Wait for what workers do, however busy the machine is."""
    qtbot.waitUntil(condition, timeout=20_000)


def originals(bridge: Bridge) -> list[Original]:
    return [original for receipt in bridge.receipts.values() for original in receipt.originals]


def finish(bridge: Bridge) -> Finish:
    return originals(bridge)[0].finish


def boxes(bridge: Bridge) -> int:
    return len(finish(bridge).blackouts)


def is_finish(bridge: Bridge, wanted: Finish) -> bool:
    return finish(bridge) == wanted


def image(view: TrayView) -> QImage:
    shown = view.preview.canvas.image()
    assert shown is not None
    return shown


def brightness(view: TrayView, x: float, y: float) -> int:
    shown = image(view)
    return shown.pixelColor(int(x * shown.width()), int(y * shown.height())).lightness()


def spot(view: TrayView, x: float, y: float) -> QPoint:
    paper = view.preview.canvas.paper_rect()
    return QPointF(paper.x() + x * paper.width(), paper.y() + y * paper.height()).toPoint()


def has_boxes(bridge: Bridge, view: TrayView, count: int) -> bool:
    return boxes(bridge) == count and len(view.preview.boxes.boxes.all) == count


def drag(view: TrayView, start: tuple[float, float], end: tuple[float, float]) -> None:
    surface = view.preview.boxes
    QTest.mousePress(surface, LEFT, pos=spot(view, *start))
    QTest.mouseMove(surface, spot(view, *end))
    QTest.mouseRelease(surface, LEFT, pos=spot(view, *end))


def is_whole(widget: QWidget) -> bool:
    return widget.width() >= widget.sizeHint().width()


def offers(view: TrayView, at: tuple[float, float]) -> bool:
    """Return whether there is a word under the pointer that can be clicked."""
    canvas = view.preview.canvas
    QTest.mouseMove(canvas.viewport(), QPoint(1, 1))  # a pointer that stays where it is tells nobody
    QTest.mouseMove(canvas.viewport(), spot(view, *at))
    return canvas.spots.under is not None


def begin(qtbot: QtBot, view: TrayView) -> None:
    press(Qt.Key.Key_K, CTRL | SHIFT)
    assert view.preview.boxes.hasFocus()
    until(qtbot, view.preview.panel.isVisible)
    until(qtbot, lambda: view.preview.boxes.size() == view.preview.canvas.viewport().size())


def test_even_light_is_offered_and_never_comes_by_itself(qtbot: QtBot, bridge: Bridge, shadow_tray: TrayView) -> None:
    qtbot.wait(300)
    assert finish(bridge) == AS_IT_IS
    assert bridge.undo_label() is None
    assert not shadow_tray.preview.panel.isVisible()
    assert shadow_tray.preview.bar.light.accessibleName() == "Jævn lyset"
    assert shadow_tray.preview.bar.light.toolTip() == "Jævn lyset (Ctrl+Shift+L)"


def test_the_offer_is_taken_compared_and_taken_back(qtbot: QtBot, bridge: Bridge, shadow_tray: TrayView) -> None:
    bar, panel = shadow_tray.preview.bar, shadow_tray.preview.panel
    dark = brightness(shadow_tray, 0.6, 0.9)
    QTest.mouseClick(bar.light, LEFT)
    until(qtbot, lambda: finish(bridge) == Finish(evened=True))
    until(qtbot, lambda: brightness(shadow_tray, 0.6, 0.9) > dark + 40)
    assert not bar.light.isVisible()
    assert panel.isVisible()
    assert panel.even.isChecked()
    assert bridge.undo_label() == "lyset på 1 bilag"
    panel.compare.setFocus()
    QTest.keyPress(panel.compare, Qt.Key.Key_Space)
    until(qtbot, lambda: abs(brightness(shadow_tray, 0.6, 0.9) - dark) < 5)
    QTest.keyRelease(panel.compare, Qt.Key.Key_Space)
    until(qtbot, lambda: brightness(shadow_tray, 0.6, 0.9) > dark + 40)
    bridge.undo()
    until(qtbot, lambda: finish(bridge) == AS_IT_IS)
    until(qtbot, lambda: abs(brightness(shadow_tray, 0.6, 0.9) - dark) < 5)
    until(qtbot, bar.light.isVisible)
    assert not panel.even.isChecked()


def test_keys_open_the_panel_and_each_change_is_a_step(qtbot: QtBot, bridge: Bridge, shadow_tray: TrayView) -> None:
    panel = shadow_tray.preview.panel
    press(Qt.Key.Key_I, CTRL | SHIFT)
    assert panel.even.hasFocus()
    assert "ujævnt" in panel.about.text()
    press(Qt.Key.Key_Space)
    until(qtbot, lambda: finish(bridge).evened)
    QTest.mouseClick(panel.contrasts[Contrast.MORE], LEFT)
    until(qtbot, lambda: finish(bridge).contrast is Contrast.MORE)
    assert bridge.undo_label() == "kontrasten på 1 bilag"
    QTest.mouseClick(panel.colours[True], LEFT)
    until(qtbot, lambda: finish(bridge).grey)
    assert bridge.undo_label() == "farven på 1 bilag"
    QTest.mouseClick(panel.reset, LEFT)
    until(qtbot, lambda: finish(bridge) == AS_IT_IS)
    evened = Finish(evened=True)
    stronger = replace(evened, contrast=Contrast.MORE)
    for before in (replace(stronger, grey=True), stronger, evened, AS_IT_IS):
        bridge.undo()
        until(qtbot, partial(is_finish, bridge, before))
    assert bridge.undo_label() is None
    panel.even.setFocus()
    press(Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert shadow_tray.preview.canvas.hasFocus()


@pytest.mark.parametrize("width", [820, 1000, 1280, 1700])
def test_what_takes_back_stands_beside_what_it_takes_back(qtbot: QtBot, shadow_tray: TrayView, width: int) -> None:
    shadow_tray.resize(width, 700)
    press(Qt.Key.Key_I, CTRL | SHIFT)
    panel = shadow_tray.preview.panel
    last = (panel.black_out, panel.compare, panel.reset)
    until(qtbot, lambda: all(each.width() >= each.sizeHint().width() for each in last))
    until(qtbot, lambda: len({each.y() for each in last}) == 1)


def test_a_key_evens_without_the_panel(qtbot: QtBot, bridge: Bridge, shadow_tray: TrayView) -> None:
    press(Qt.Key.Key_L, CTRL | SHIFT)
    until(qtbot, lambda: finish(bridge).evened)
    press(Qt.Key.Key_L, CTRL | SHIFT)
    until(qtbot, lambda: not finish(bridge).evened)
    assert not shadow_tray.preview.panel.isVisible()


def test_a_box_is_drawn_moved_sized_and_removed_by_mouse_and_keys(
    qtbot: QtBot, bridge: Bridge, shadow_tray: TrayView
) -> None:
    begin(qtbot, shadow_tray)
    surface = shadow_tray.preview.boxes
    drag(shadow_tray, (0.3, 0.3), (0.6, 0.4))
    until(qtbot, lambda: boxes(bridge) == 1)
    corners = finish(bridge).blackouts[0].corners
    for (x, y), wanted in zip(corners, ((3000, 3000), (6000, 3000), (6000, 4000), (3000, 4000)), strict=True):
        assert abs(x - wanted[0]) < 60
        assert abs(y - wanted[1]) < 60
    assert surface.accessibleName() == "Sort felt 1 af 1"
    assert bridge.undo_label() == "1 bilag dækket med sort eller vist igen"
    drag(shadow_tray, (0.45, 0.35), (0.55, 0.55))
    until(qtbot, lambda: finish(bridge).blackouts[0].corners != corners)
    assert abs(finish(bridge).blackouts[0].corners[0][0] - corners[0][0] - 1000) < 60
    drag(shadow_tray, (0.7, 0.6), (0.8, 0.7))
    until(qtbot, lambda: finish(bridge).blackouts[0].corners[2][1] > 6_800)
    press(Qt.Key.Key_Delete)
    until(qtbot, lambda: boxes(bridge) == 0)
    for count in (1, 1, 1, 0):
        bridge.undo()
        until(qtbot, partial(has_boxes, bridge, shadow_tray, count))
    press(Qt.Key.Key_Escape)
    assert not surface.isVisible()
    assert shadow_tray.preview.canvas.hasFocus()


def test_keys_alone_black_something_out(qtbot: QtBot, bridge: Bridge, shadow_tray: TrayView) -> None:
    begin(qtbot, shadow_tray)
    surface = shadow_tray.preview.boxes
    press(Qt.Key.Key_Right)
    assert len(surface.boxes.all) == 1, "the first arrow brings a box"
    first = QRectF(surface.boxes.all[0])
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Down, CTRL)
    press(Qt.Key.Key_Right, SHIFT)
    press(Qt.Key.Key_Up, CTRL | SHIFT)
    box = surface.boxes.all[0]
    assert box.left() == pytest.approx(first.left() + STEP)
    assert box.top() == pytest.approx(first.top() + FINE)
    assert box.width() == pytest.approx(first.width() + STEP)
    assert box.height() == pytest.approx(first.height() - FINE)
    assert boxes(bridge) == 0, "nothing is kept before Enter"
    press(Qt.Key.Key_Return)
    until(qtbot, lambda: boxes(bridge) == 1)
    press(Qt.Key.Key_Insert)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Tab)
    until(qtbot, lambda: boxes(bridge) == 2)
    assert surface.accessibleName() == "Sort felt 1 af 2"
    press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Escape)
    assert boxes(bridge) == 2
    qtbot.wait(100)
    assert abs(finish(bridge).blackouts[0].corners[0][0] - round(10_000 * box.left())) <= 1, (
        "Esc forgets what was moved"
    )
    x, y = box.center().x(), box.center().y()
    until(qtbot, lambda: brightness(shadow_tray, x, y) == 0)
    press(Qt.Key.Key_K, CTRL | SHIFT)
    press(Qt.Key.Key_Return)
    assert not surface.isVisible(), "with nothing to keep, Enter is done"


def test_the_arrows_go_to_the_boxes_and_not_to_the_next_receipt(qtbot: QtBot, bridge: Bridge, tray: TrayView) -> None:
    tray.list.setFocus()
    until(qtbot, lambda: tray.preview.canvas.image() is not None)
    current = tray.current()
    begin(qtbot, tray)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        press(key, CTRL)
    assert tray.current() == current
    assert tray.preview.boxes.hasFocus()
    tray.list.setFocus()
    press(Qt.Key.Key_Down)
    until(qtbot, lambda: tray.current() != current)
    assert not tray.preview.boxes.isVisible(), "another receipt, another page"
    assert all(not original.finish.blackouts for original in originals(bridge))


def test_a_box_on_a_trimmed_and_turned_page_covers_what_it_was_drawn_on(
    qtbot: QtBot, bridge: Bridge, shadow_tray: TrayView
) -> None:
    until(qtbot, shadow_tray.preview.bar.trim.isVisible)
    press(Qt.Key.Key_X, CTRL | SHIFT)
    until(qtbot, lambda: originals(bridge)[0].frame is not None)
    press(Qt.Key.Key_R, CTRL)
    until(qtbot, lambda: originals(bridge)[0].turns == 1 and image(shadow_tray).width() > image(shadow_tray).height())
    begin(qtbot, shadow_tray)
    drag(shadow_tray, (0.2, 0.3), (0.4, 0.7))
    until(qtbot, lambda: boxes(bridge) == 1)
    press(Qt.Key.Key_Escape)
    until(qtbot, lambda: brightness(shadow_tray, 0.3, 0.5) == 0)
    for x, y in ((0.22, 0.33), (0.38, 0.33), (0.38, 0.67), (0.22, 0.67)):
        assert brightness(shadow_tray, x, y) == 0
    for x, y in ((0.18, 0.5), (0.42, 0.5), (0.3, 0.27), (0.3, 0.73)):
        assert brightness(shadow_tray, x, y) > 20
    begin(qtbot, shadow_tray)
    again = shadow_tray.preview.boxes.boxes.all[0]
    assert again.left() == pytest.approx(0.2, abs=0.01)
    assert again.bottom() == pytest.approx(0.7, abs=0.01)


def test_a_document_can_be_blacked_out_page_by_page(qtbot: QtBot, bridge: Bridge, pdf_tray: TrayView) -> None:
    panel = pdf_tray.preview.panel
    press(Qt.Key.Key_I, CTRL | SHIFT)
    assert panel.black_out.hasFocus()
    assert not panel.even.isVisible()
    assert "som et billede" in panel.about.text()
    press(Qt.Key.Key_Space)
    assert pdf_tray.preview.boxes.hasFocus()
    assert "Originalen" in panel.about.text()
    drag(pdf_tray, (0.1, 0.1), (0.5, 0.2))
    until(qtbot, lambda: boxes(bridge) == 1)
    press(Qt.Key.Key_Escape)
    until(qtbot, lambda: brightness(pdf_tray, 0.3, 0.15) == 0)
    assert panel.about.text().endswith("sendes som et billede.")
    pdf_tray.preview.turn_page(1)
    begin(qtbot, pdf_tray)
    drag(pdf_tray, (0.1, 0.5), (0.5, 0.6))
    until(qtbot, lambda: [each.page for each in finish(bridge).blackouts] == [0, 1])
    bridge.undo()
    until(qtbot, lambda: [each.page for each in finish(bridge).blackouts] == [0])


def test_words_under_a_box_are_no_longer_offered(qtbot: QtBot, bridge: Bridge, pdf_tray: TrayView) -> None:
    receipt = next(iter(bridge.receipts.values()))
    title, name = (0.17, 0.268), (0.3, 0.058)
    until(qtbot, lambda: offers(pdf_tray, title) and offers(pdf_tray, name))
    bridge.finishing.black_out(receipt.id, 0, 0, [((0, 2_000), (5_000, 2_000), (5_000, 4_000), (0, 4_000))])
    until(qtbot, lambda: boxes(bridge) == 1 and not offers(pdf_tray, title))
    assert offers(pdf_tray, name)


def test_light_contrast_and_colour_for_many_are_one_step(qtbot: QtBot, bridge: Bridge, tray: TrayView) -> None:
    panel = tray.preview.panel
    tray.list.setFocus()
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_I, CTRL | SHIFT)
    assert panel.about.text().startswith("For de 3 valgte bilag.")
    QTest.mouseClick(panel.colours[True], LEFT)
    until(qtbot, lambda: [o.finish for o in originals(bridge)] == [Finish(grey=True)] * 3)
    assert bridge.undo_label() == "farven på 3 bilag"
    QTest.mouseClick(panel.contrasts[Contrast.MOST], LEFT)
    until(qtbot, lambda: [o.finish.contrast for o in originals(bridge)] == [Contrast.MOST] * 3)
    bridge.undo()
    until(qtbot, lambda: [o.finish for o in originals(bridge)] == [Finish(grey=True)] * 3)
    bridge.undo()
    until(qtbot, lambda: [o.finish for o in originals(bridge)] == [AS_IT_IS] * 3)


def test_what_differs_among_many_is_shown_by_no_button(qtbot: QtBot, bridge: Bridge, tray: TrayView) -> None:
    panel, first = tray.preview.panel, next(iter(bridge.receipts))
    bridge.finishing.change([first], Act.COLOUR, _grey)
    until(qtbot, lambda: any(o.finish.grey for o in originals(bridge)))
    tray.list.setFocus()
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_I, CTRL | SHIFT)
    until(qtbot, lambda: not any(button.isChecked() for button in panel.colours.values()))
    assert panel.contrasts[Contrast.PLAIN].isChecked()


def _grey(_finish: Finish) -> Finish:
    return Finish(grey=True)


def test_several_are_turned_at_once(qtbot: QtBot, bridge: Bridge, tray: TrayView) -> None:
    tray.list.setFocus()
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_R, CTRL)
    until(qtbot, lambda: [o.turns for o in originals(bridge)] == [1, 1, 1])
    assert bridge.undo_label() == "3 bilag drejet"
    QTest.mouseClick(tray.preview.bar.turn_left, LEFT)
    until(qtbot, lambda: [o.turns for o in originals(bridge)] == [0, 0, 0])
    bridge.undo()
    until(qtbot, lambda: [o.turns for o in originals(bridge)] == [1, 1, 1])
    bridge.undo()
    until(qtbot, lambda: [o.turns for o in originals(bridge)] == [0, 0, 0])


def test_several_are_trimmed_at_once_and_shown_whole_again(
    qtbot: QtBot, bridge: Bridge, connected: Desk, make_tray: MakeTray, photo: Callable[[str], Path]
) -> None:
    names = ("koebmand-lyngvig.jpg", "restaurant-skarven.jpg")
    connected.take([photo("full.jpg"), *(resource_path("samples", name) for name in names)])
    view = make_tray()
    view.list.setFocus()
    press(Qt.Key.Key_A, CTRL)
    press(Qt.Key.Key_X, CTRL | SHIFT)
    until(qtbot, lambda: sum(o.frame is not None for o in originals(bridge)) == 2)
    assert bridge.undo_label() == "2 bilag beskåret eller vist helt"
    assert next(o for o in originals(bridge) if o.name == "full.jpg").frame is None
    bridge.undo()
    until(qtbot, lambda: all(o.frame is None for o in originals(bridge)))
    press(Qt.Key.Key_X, CTRL | SHIFT)
    until(qtbot, lambda: sum(o.frame is not None for o in originals(bridge)) == 2)
    view.front.rows.select(tuple(r.id for r in bridge.receipts.values() if r.originals[0].frame is not None))
    press(Qt.Key.Key_X, CTRL | SHIFT)
    until(qtbot, lambda: all(o.frame is None for o in originals(bridge)))


def test_the_archive_shows_it_and_offers_nothing(qtbot: QtBot, bridge: Bridge, shadow_tray: TrayView) -> None:
    press(Qt.Key.Key_L, CTRL | SHIFT)
    until(qtbot, lambda: finish(bridge).evened)
    pane = PreviewPane(bridge, editable=False)
    qtbot.addWidget(pane)
    pane.resize(500, 600)
    pane.show()
    pane.show_receipt(next(iter(bridge.receipts.values())))
    until(qtbot, lambda: pane.canvas.image() is not None)
    shown = pane.canvas.image()
    assert shown is not None
    until(qtbot, lambda: brightness(shadow_tray, 0.6, 0.9) > 90)
    assert shown.pixelColor(int(0.6 * shown.width()), int(0.9 * shown.height())).lightness() > 90
    for each in (pane.bar.light, pane.bar.picture, pane.panel):
        assert not each.isVisible()


@pytest.mark.parametrize("language", ["da", "en"])
def test_everything_has_a_name_and_fits_into_a_small_window(
    qtbot: QtBot, bridge: Bridge, shadow_tray: TrayView, language: str
) -> None:
    use_language(language)
    shadow_tray.resize(820, 420)
    preview = shadow_tray.preview
    preview.retranslate()
    preview.panel.retranslate()
    press(Qt.Key.Key_I, CTRL | SHIFT)
    panel = preview.panel
    until(qtbot, lambda: preview.bar.geometry().bottom() < preview.height() and panel.height() > 30)
    for each in panel.findChildren(QWidget):
        if each.isVisible() and each.focusPolicy() is not Qt.FocusPolicy.NoFocus:
            assert each.accessibleName()
            until(qtbot, partial(is_whole, each))
            right = each.mapTo(panel, QPoint(each.width(), 0)).x()
            assert right <= panel.width()
    assert preview.canvas.height() >= 140
    assert bridge.undo_label() is None


def test_tab_goes_through_the_panel_as_it_is_read(qtbot: QtBot, bridge: Bridge, shadow_tray: TrayView) -> None:
    press(Qt.Key.Key_I, CTRL | SHIFT)
    panel = shadow_tray.preview.panel
    plain, more = panel.contrasts[Contrast.PLAIN], panel.contrasts[Contrast.MORE]
    for each in (panel.even, panel.colours[False], plain, panel.black_out, panel.compare):
        assert QApplication.focusWidget() is each
        press(Qt.Key.Key_Tab)
    plain.setFocus()
    press(Qt.Key.Key_Right)
    until(qtbot, lambda: finish(bridge).contrast is Contrast.MORE)
    assert QApplication.focusWidget() is more, "arrow keys go on within a choice"
    panel.even.setFocus()
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is more, "and Tab leads to what is chosen"
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is panel.reset, "there is something to take back now"


def test_the_suggestion_steps_aside_while_something_is_blacked_out(qtbot: QtBot, shadow_tray: TrayView) -> None:
    peek = shadow_tray.preview.peek
    until(qtbot, peek.isVisible)
    press(Qt.Key.Key_K, CTRL | SHIFT)
    assert not peek.isVisible(), "it would lie where a box is drawn"
    press(Qt.Key.Key_Escape)
    assert peek.isVisible()
