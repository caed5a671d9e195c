"""Offers to trim the picture that is looked at, once a worker has found the receipt in it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.gui.bridge import Bridge
from desktop.gui.tray.corners import CornerHandles
from desktop.gui.tray.pages import Page
from desktop.gui.tray.preview_bar import PreviewBar
from desktop.receipts.frame import Frame
from desktop.receipts.receipt import Receipt

_START = Frame(((500, 500), (9500, 500), (9500, 9500), (500, 9500)))
"""Where the corners are first, where no receipt was found."""
REST_MS = 200
"""A picture is looked through once it has been shown this long, not while one leafs through the list."""


class Trimmer(QObject):
    """Between the bar's buttons, the handles and the bridge. Nothing is trimmed by itself."""

    whole_changed = Signal()
    """``shows_whole`` has."""

    def __init__(self, bridge: Bridge, bar: PreviewBar, handles: CornerHandles, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._bar, self._handles = bridge, bar, handles
        self._receipt: Receipt | None = None
        self._page: Page | None = None
        self._possible = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._look)
        bridge.trimming.found.connect(self._on_found)
        bar.corners_asked.connect(self.adjust)
        handles.applied.connect(self._on_applied)
        handles.left.connect(self.leave)

    def show_page(self, receipt: Receipt | None, page: Page | None, *, possible: bool) -> None:
        """Be about this page of a receipt; ``possible``: its pages may change."""
        if page != self._page or not possible:
            self.leave()
        self._receipt, self._page, self._possible = receipt, page, possible
        if possible and page is not None:
            self._rest.start()
        self._tell()

    @property
    def shows_whole(self) -> bool:
        """True while the page is shown whole, also when it is trimmed, for its corners to be moved."""
        return self._handles.frame is not None

    @Slot()
    def toggle(self) -> None:
        """Trim to the receipt, or show all of the picture again."""
        self.leave()
        receipt, page = self._receipt, self._page
        if receipt is None or page is None or not self._possible:
            return
        suggestion = self._bridge.trimming.suggestion(page.original)
        if page.original.frame is not None or suggestion is not None:
            frame = None if page.original.frame is not None else suggestion
            self._bridge.trimming.trim(receipt.id, page.position, frame)

    @Slot()
    def adjust(self) -> None:
        """Let the corners be moved on the whole picture; once more, and they are left as they were."""
        if self.shows_whole:
            self.leave()
        elif self._page is not None and self._possible and self._page.original.may_be_trimmed:
            original = self._page.original
            self._handles.begin(original.frame or self._bridge.trimming.suggestion(original) or _START, original.turns)
            self.whole_changed.emit()

    @Slot()
    def leave(self) -> None:
        """Take the handles away; what they were moved to is forgotten."""
        if self.shows_whole:
            self._handles.end()
            self.whole_changed.emit()

    @Slot(object)
    def _on_applied(self, frame: Frame) -> None:
        receipt, page = self._receipt, self._page
        self.leave()
        if receipt is not None and page is not None and frame != page.original.frame:
            self._bridge.trimming.trim(receipt.id, page.position, frame)

    @Slot()
    def _look(self) -> None:
        if self._page is not None and self._possible:
            self._bridge.trimming.want(self._page.original)

    @Slot(str)
    def _on_found(self, sha256: str) -> None:
        if self._page is not None and self._page.original.sha256 == sha256:
            self._tell()

    def _tell(self) -> None:
        original = self._page.original if self._page is not None and self._possible else None
        trim = original is not None and self._bridge.trimming.suggestion(original) is not None
        self._bar.offer_trim(trim=trim, trimmed=original is not None and original.frame is not None)
        self._bar.offer_corners(offered=original is not None and original.may_be_trimmed)
