"""Everything that can be done with the chosen receipts and has no button of its own, with its keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from desktop.gui.actions import ACTIONS, words_of
from desktop.gui.bridge import Bridge
from desktop.gui.tray.columns import Column, column_word
from desktop.words import _

if TYPE_CHECKING:
    from desktop.gui.tray.view import TrayView


def more_menu(bridge: Bridge, view: TrayView) -> QMenu:
    """Return the menu as it is now."""
    menu, acts = QMenu(view), view.acts
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    count = len(view.chosen_ids())
    one = count == 1
    _add(menu, "phone", bridge.phone.open, possible=True)
    _add(menu, "scan", bridge.sources.scans.open, possible=True)
    menu.addSeparator()
    _add(menu, "note", view.form.remark.begin, possible=one)
    _add(menu, "split", acts.begin_split, possible=one and acts.pages_of_current() > 1)
    _add(menu, "merge", acts.merge, possible=count > 1)
    _add(menu, "trim", acts.trim, possible=bool(count))
    _add(menu, "compare_trim", view.preview.peek.toggle, possible=one)
    menu.addMenu(company_menu(bridge, view, menu))
    menu.addSeparator()
    _add(menu, "up", acts.move_up, possible=bool(count) and not acts.is_sorted())
    _add(menu, "down", acts.move_down, possible=bool(count) and not acts.is_sorted())
    menu.addSeparator()
    _add(menu, "table", view.toggle_table, possible=True)
    if view.front.is_table:
        menu.addMenu(_sort_menu(view, menu))
    _add(menu, "show_bin", view.toggle_bin, possible=True)
    return menu


def _add(menu: QMenu, name: str, act: Callable[[], object], *, possible: bool) -> None:
    action = menu.addAction(f"{words_of(name)}\t{ACTIONS[name].told()}")
    action.setEnabled(possible)
    action.triggered.connect(partial(_act, act))


def _act(act: Callable[[], object], *_checked: bool) -> None:
    act()


def company_menu(bridge: Bridge, view: TrayView, parent: QWidget) -> QMenu:
    """Return the menu of the companies that the chosen receipts can be moved to."""
    menu = QMenu(_("Move to company"), parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, not isinstance(parent, QMenu))
    others = [c for c in bridge.companies if c.has_api and c.id != bridge.settings.company_id]
    for company in others:
        action = menu.addAction(company.name.replace("&", "&&"))
        action.triggered.connect(partial(view.acts.move_to_company, company.id))
    if not others:
        menu.addAction(_("There is no other company")).setEnabled(False)
    menu.setEnabled(bool(view.chosen_ids()))
    return menu


def _sort_menu(view: TrayView, parent: QWidget) -> QMenu:
    menu = QMenu(_("Sort by"), parent)
    by = view.front.table.sorted_by
    for column in Column:
        action = menu.addAction(column_word(column))
        action.setCheckable(True)
        action.setChecked(by is not None and by[0] is column)
        action.triggered.connect(partial(view.front.table.sort_rows, (column, by == (column, False))))
    menu.addSeparator()
    own = menu.addAction(_("The list's own order"))
    own.triggered.connect(partial(view.front.table.sort_rows, None))
    return menu
