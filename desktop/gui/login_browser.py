"""The web view of one attempt to log in, with a profile that lives as long as the attempt."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtWebEngineCore import QWebEngineDownloadRequest, QWebEngineLoadingInfo, QWebEngineProfile
from PySide6.QtWebEngineWidgets import QWebEngineView

from desktop.gui.login_page import LoginPage, SecureRequests
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.visma import LoginAttempt
from desktop.words import _, current_language

_LANGUAGES = {"da": "da-DK,da;q=0.9,en;q=0.5", "en": "en-GB,en;q=0.9,da;q=0.5"}


class LoginBrowser(QObject):
    """Profile, page and view; :meth:`close` must be called, and is all that has to be."""

    stopped = Signal(object)
    """FaultNote: nothing came in time."""

    def __init__(self, attempt: LoginAttempt, load_seconds: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Without a name a profile is off the record: cookies, cache and permissions live in memory.
        self._profile = QWebEngineProfile()
        self._profile.setHttpAcceptLanguage(_LANGUAGES[current_language()])
        self._profile.downloadRequested.connect(self._on_download)
        self.page = LoginPage(self._profile, attempt)
        self._requests = SecureRequests(attempt.connect_url, self)  # outlives the page, which does not own it
        self.page.setUrlRequestInterceptor(self._requests)
        self.view = QWebEngineView()
        self.view.setAccessibleName(_("Login page"))
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.view.setPage(self.page)
        self._attempt = attempt
        self._patience = QTimer(self, singleShot=True, interval=round(load_seconds * 1000))
        self._patience.timeout.connect(self._on_late)
        self.page.loadingChanged.connect(self._on_loading)

    def start(self) -> None:
        """Open Visma's login."""
        self._patience.start()
        self.page.load(QUrl(self._attempt.url))

    def close(self) -> None:
        """Let go of page, view and profile, in this order: Chromium complains, or crashes, in any other."""
        self._patience.stop()
        self.page.leave()  # blocking its signals would hide from the view that it goes, which ends the process
        self.view.hide()
        for each in (self.page, self.view, self._profile):
            each.deleteLater()
        self.deleteLater()

    @Slot(QWebEngineLoadingInfo)
    def _on_loading(self, info: QWebEngineLoadingInfo) -> None:
        if info.status() is QWebEngineLoadingInfo.LoadStatus.LoadStartedStatus:
            self._patience.start()
        else:
            self._patience.stop()

    @Slot()
    def _on_late(self) -> None:
        self.stopped.emit(FaultNote(FaultCode.LOGIN_TIMEOUT))

    @Slot(QWebEngineDownloadRequest)
    def _on_download(self, download: QWebEngineDownloadRequest) -> None:
        download.cancel()
