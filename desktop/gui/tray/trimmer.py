"""Offers to trim the picture that is looked at, once a worker has found the receipt in it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot

from desktop.gui.bridge import Bridge
from desktop.gui.tray.corner_bar import CornerBar
from desktop.gui.tray.corners import CornerHandles
from desktop.gui.tray.page_tool import PageTool
from desktop.gui.tray.pages import Page
from desktop.gui.tray.peek import SuggestionPeek
from desktop.gui.tray.preview_bar import PreviewBar
from desktop.receipts.frame import Frame
from desktop.receipts.receipt import Receipt

_START = Frame(((500, 500), (9500, 500), (9500, 9500), (500, 9500)))
"""Where the corners are first, where no receipt was found."""
REST_MS = 200
"""A picture is looked through once it has been shown this long, not while one leafs through the list."""


class Trimmer(PageTool):
    """Between the bar's buttons, the handles and the bridge. Nothing is trimmed by itself."""

    whole_changed = Signal()
    """``shows_whole`` has."""

    def __init__(
        self, bridge: Bridge, bar: PreviewBar, handles: CornerHandles, answers: CornerBar, peek: SuggestionPeek
    ) -> None:
        super().__init__(bridge.trimming, REST_MS, bar)
        self._bridge, self._bar, self._handles, self._answers, self._peek = bridge, bar, handles, answers, peek
        bar.corners_asked.connect(self.adjust)
        handles.applied.connect(self._on_applied)
        handles.left.connect(self.leave)
        answers.trim.clicked.connect(handles.apply)
        answers.cancel.clicked.connect(self.leave)

    def show_page(self, receipt: Receipt | None, page: Page | None, *, possible: bool) -> None:
        """Be about this page of a receipt; ``possible``: its pages may change."""
        if page != self._page or not possible:
            self.leave()
        self._keep(receipt, page, possible=possible)
        self._tell()

    @property
    def shows_whole(self) -> bool:
        """True while the page is shown whole, also when it is trimmed, for its corners to be moved."""
        return self._handles.frame is not None

    @Slot()
    def toggle(self) -> None:
        """Do what is suggested, or show all of a trimmed picture again."""
        self.leave()
        receipt, page = self._receipt, self._page
        if receipt is None or page is None or not self._possible:
            return
        suggestion = self._bridge.trimming.suggestion(page.original)
        if page.original.frame is not None:
            self._bridge.trimming.trim(receipt.id, page.position, None)
        elif suggestion is not None:
            self._bridge.trimming.accept(receipt.id, page.position, suggestion)

    @Slot()
    def adjust(self) -> None:
        """Let the corners be moved on the whole picture; once more, and they are left as they were."""
        if self.shows_whole:
            self.leave()
        elif (original := self._original) is not None and original.may_be_trimmed:
            suggestion = self._bridge.trimming.suggestion(original)
            frame = original.frame or (suggestion.cuts[0].frame if suggestion is not None else None)
            self._handles.begin(frame or _START, original.turns)
            self._tell()
            self.whole_changed.emit()

    @Slot()
    def leave(self) -> None:
        """Take the handles away; what they were moved to is forgotten."""
        if self.shows_whole:
            self._handles.end()
            self._tell()
            self.whole_changed.emit()

    @Slot(object)
    def _on_applied(self, frame: Frame) -> None:
        receipt, page = self._receipt, self._page
        self.leave()
        if receipt is not None and page is not None and frame != page.original.frame:
            self._bridge.trimming.trim(receipt.id, page.position, frame)

    def _tell(self) -> None:
        original = self._original
        suggestion = self._bridge.trimming.suggestion(original) if original is not None else None
        deed = suggestion.deed(original) if suggestion is not None and original is not None else None
        count = len(suggestion.cuts) if suggestion is not None else 0
        self._bar.offer_trim(deed, count, trimmed=original is not None and original.frame is not None)
        self._peek.show_suggestion(suggestion, None if self.shows_whole else original)
        self._answers.setVisible(self.shows_whole)
        self._bar.offer_corners(offered=original is not None and original.may_be_trimmed)
