"""How the tray's width is shared between list, page and form: by the font, until the user has moved a border."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.gui.tray.form import VoucherForm
from desktop.gui.tray.list_bar import ListBar

PREVIEW = 1
"""Its place in the splitter."""
LIST_LEAST = 20
LIST_WIDTH, FORM_WIDTH = (46, 58), (50, 64)
"""Widths in average letters: in a small window, in a large one."""
PAGE_WIDTH = 51
"""Average letters: for a page beside a list, list and form give way as far as they can."""
TABLE_WIDTH, PAGE_LEAST = 110, 36
"""Average letters: of a table, and of a page beside it."""


class Widths(QObject):
    """Shares the width of ``splitter`` out."""

    def __init__(
        self, splitter: QSplitter, left: QWidget, list_bar: ListBar, preview: QWidget, form: VoucherForm
    ) -> None:
        super().__init__(splitter)
        self._splitter, self._left, self._bar = splitter, left, list_bar
        self._preview, self._form = preview, form
        self._moved = False
        self._table = False
        splitter.setStretchFactor(PREVIEW, 1)
        splitter.splitterMoved.connect(self._on_border)
        splitter.installEventFilter(self)
        self.share()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share the width out anew until the user has moved a border."""
        if event.type() is QEvent.Type.Resize:
            self.share()
        return super().eventFilter(watched, event)

    @Slot()
    def _on_border(self) -> None:
        self._moved = True

    @Slot(bool)
    def show_table(self, shown: bool) -> None:
        """Give the left side the width of a table, or of a list."""
        self._table = shown
        self.share(anew=True)

    def share(self, *, anew: bool = False) -> None:
        """Give list and form widths that go with the font; the page gets the rest."""
        if self._moved and not anew:
            return
        em, width = self._splitter.fontMetrics().averageCharWidth(), self._splitter.width()
        self._left.setMinimumWidth(max(LIST_LEAST * em, self._bar.least_width()))
        self._form.fit_width()
        share = width / em
        filled = em * min(max(0.23 * share, FORM_WIDTH[0]), FORM_WIDTH[1])
        listed = em * min(max(0.19 * share, LIST_WIDTH[0]), LIST_WIDTH[1])
        lacks = max(0.0, em * PAGE_WIDTH - (width - filled - listed))
        filled = max(self._form.minimumWidth(), round(filled - lacks / 2))
        listed = max(self._left.minimumWidth(), round(listed - lacks / 2))
        room = width - filled
        if self._table:
            listed = min(room, max(round(em * TABLE_WIDTH), round(0.55 * room)))
        self._preview.setVisible(not self._table or room - listed >= em * PAGE_LEAST)
        self._splitter.setSizes([listed, room - listed, filled])
