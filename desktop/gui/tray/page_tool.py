"""What the tools of the preview share: the page that is looked at, and what a worker finds in it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, QTimer, SignalInstance, Slot

from desktop.gui.tray.pages import Page
from desktop.receipts.receipt import Original, Receipt


class Finds(Protocol):
    """A desk that has pictures looked through, each once."""

    @property
    def found(self) -> SignalInstance:
        """The sha256 of a picture that was looked through."""
        ...

    def want(self, original: Original) -> None:
        """Have a picture looked through."""
        ...


class PageTool(QObject):
    """Is about one page of a receipt, which is looked through once it has been shown for a while."""

    def __init__(self, finds: Finds, rest_ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self._finds = finds
        self._receipt: Receipt | None = None
        self._page: Page | None = None
        self._possible = False
        self._rest = QTimer(self, singleShot=True, interval=rest_ms)
        self._rest.timeout.connect(self._look)
        finds.found.connect(self._on_found)

    def _keep(self, receipt: Receipt | None, page: Page | None, *, possible: bool) -> None:
        """Be about this page from now on; ``possible``: its pages may change."""
        self._receipt, self._page, self._possible = receipt, page, possible
        if self._original is not None:
            self._rest.start()

    @property
    def _original(self) -> Original | None:
        """The file that is looked at; None also while its pages may not change."""
        return self._page.original if self._page is not None and self._possible else None

    @Slot()
    def _look(self) -> None:
        if self._original is not None:
            self._finds.want(self._original)

    @Slot(str)
    def _on_found(self, sha256: str) -> None:
        if self._page is not None and self._page.original.sha256 == sha256:
            self._tell()

    def _tell(self) -> None:
        """Show how it stands."""
        raise NotImplementedError
