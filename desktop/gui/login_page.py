"""The page in the login's web view: it goes where a login may go, and does nothing else that a page can ask for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtNetwork import QAuthenticator
from PySide6.QtWebEngineCore import (
    QWebEngineCertificateError,
    QWebEngineLoadingInfo,
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEnginePermission,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)

from desktop.gui.login_rules import Way, refusal_of, way_of
from desktop.gui.web_helper import unavailable
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.visma import LoginAttempt

_A = QWebEngineSettings.WebAttribute
_OFF = (
    _A.AllowRunningInsecureContent,
    _A.AutoLoadIconsForPage,
    _A.DnsPrefetchEnabled,
    _A.ErrorPageEnabled,
    _A.FullScreenSupportEnabled,
    _A.HyperlinkAuditingEnabled,
    _A.JavascriptCanAccessClipboard,
    _A.JavascriptCanOpenWindows,
    _A.JavascriptCanPaste,
    _A.LocalContentCanAccessFileUrls,
    _A.LocalContentCanAccessRemoteUrls,
    _A.NavigateOnDropEnabled,
    _A.PdfViewerEnabled,
    _A.PluginsEnabled,
    _A.ScreenCaptureEnabled,
)


class SecureRequests(QWebEngineUrlRequestInterceptor):
    """Stops what a page loads beside itself (pictures, scripts, sockets) by the same rule as the page."""

    def __init__(self, start: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._start = start

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        """Block plain http to another computer."""
        url = _encoded(info.requestUrl())
        if way_of(url, start=self._start, main_frame=False) is not Way.OPEN:
            info.block(True)  # noqa: FBT003 - Qt's own signature


class LoginPage(QWebEnginePage):
    """One attempt's page."""

    came_back = Signal(str)
    """The redirect URI with its query; nothing was sent to it."""
    stopped = Signal(object)
    """FaultNote: the login can't go on, and the page is not to be shown."""
    complained = Signal(object)
    """FaultNote, or None when it is over: the page shown tells of a fault, and stays."""
    link_wanted = Signal(QUrl)
    """A link that wants a new window."""

    def __init__(self, profile: QWebEngineProfile, attempt: LoginAttempt) -> None:
        super().__init__(profile)
        self._attempt = attempt
        self._over = False
        self._has_shown = False
        """A page has come: the helper runs here."""
        for attribute in _OFF:
            self.settings().setAttribute(attribute, False)  # noqa: FBT003 - Qt's own signature
        self.certificateError.connect(self._on_certificate)
        self.loadingChanged.connect(self._on_loading)
        self.newWindowRequested.connect(self._on_new_window)
        self.permissionRequested.connect(self._on_permission)
        self.renderProcessTerminated.connect(self._on_crash)
        self.proxyAuthenticationRequired.connect(self._on_proxy)

    def acceptNavigationRequest(
        self, url: QUrl | str, _kind: QWebEnginePage.NavigationType, is_main_frame: bool, /
    ) -> bool:
        """Take the redirect to the redirect URI here, before it is fetched, and let go where a login may go."""
        address = _encoded(QUrl(url))
        if self._over:
            return False
        if self._attempt.is_callback(address):
            if is_main_frame:
                self._over = True
                self.came_back.emit(address)
            return False
        way = way_of(address, start=self._attempt.connect_url, main_frame=is_main_frame)
        if way is Way.INSECURE and is_main_frame:
            self._stop(FaultCode.LOGIN_BLOCKED_HTTP, QUrl(url))
        return way is Way.OPEN

    def leave(self) -> None:
        """Open nothing more and tell nothing more."""
        self._over = True

    def _stop(self, code: FaultCode, url: QUrl) -> None:
        if not self._over:
            self._over = True
            self.stopped.emit(FaultNote(code, {"host": url.host(QUrl.ComponentFormattingOption.FullyEncoded)}))

    @Slot(QWebEngineCertificateError)
    def _on_certificate(self, error: QWebEngineCertificateError) -> None:
        error.rejectCertificate()
        if error.isMainFrame():
            self._stop(FaultCode.LOGIN_CERTIFICATE, error.url())

    @Slot(QWebEngineLoadingInfo)
    def _on_loading(self, info: QWebEngineLoadingInfo) -> None:
        status, domain = info.status(), info.errorDomain()
        self._has_shown = self._has_shown or status is QWebEngineLoadingInfo.LoadStatus.LoadSucceededStatus
        if self._over or status is QWebEngineLoadingInfo.LoadStatus.LoadStoppedStatus:
            return
        if status is QWebEngineLoadingInfo.LoadStatus.LoadStartedStatus:
            self.complained.emit(None)
        elif domain is QWebEngineLoadingInfo.ErrorDomain.HttpStatusCodeDomain:
            self._on_page(info.url(), info.errorCode())
        elif status is QWebEngineLoadingInfo.LoadStatus.LoadFailedStatus:
            secure = domain is not QWebEngineLoadingInfo.ErrorDomain.CertificateErrorDomain
            self._stop(FaultCode.LOGIN_OFFLINE if secure else FaultCode.LOGIN_CERTIFICATE, info.url())

    def _on_page(self, url: QUrl, status: int) -> None:
        note = refusal_of(_encoded(url), status, start=self._attempt.connect_url)
        if note is not None and note.code is FaultCode.LOGIN_VIEW_REFUSED:
            self._stop(note.code, url)
        else:
            self.complained.emit(note)

    @Slot(QWebEngineNewWindowRequest)
    def _on_new_window(self, request: QWebEngineNewWindowRequest) -> None:
        """Hand on what the user clicked; what a script wants by itself, or as a pop-up, is dropped."""
        pop_up = request.destination() is QWebEngineNewWindowRequest.DestinationType.InNewDialog
        url = request.requestedUrl()
        if request.isUserInitiated() and not pop_up and url.scheme() in {"http", "https"}:
            self.link_wanted.emit(url)

    @Slot(QWebEnginePermission)
    def _on_permission(self, permission: QWebEnginePermission) -> None:
        permission.deny()

    @Slot()
    def _on_crash(self) -> None:
        if not self._over:
            self._over = True
            kind = "QtWebEngineProcess"
            crashed = FaultNote(FaultCode.INTERNAL, {"kind": kind})
            self.stopped.emit(crashed if self._has_shown else unavailable(kind))

    @Slot(QUrl, QAuthenticator, str)
    def _on_proxy(self, url: QUrl, _login: QAuthenticator, _host: str) -> None:
        """Give no login: the network's is not ours to ask for."""
        self._stop(FaultCode.PROXY_LOGIN, url)

    def chooseFiles(
        self, _mode: QWebEnginePage.FileSelectionMode, _old: Sequence[str], _types: Sequence[str], /
    ) -> list[str]:
        """Choose none: a login needs no file."""
        return []

    def javaScriptAlert(self, _origin: QUrl | str, _text: str, /) -> None:
        """Show nothing: a dialog of a page could pretend to be the program's."""

    def javaScriptConfirm(self, _origin: QUrl | str, _text: str, /) -> bool:
        """Answer no."""
        return False

    def javaScriptPrompt(self, _origin: QUrl | str, _text: str, _default: str, /) -> tuple[bool, str]:
        """Answer nothing."""
        return False, ""

    def javaScriptConsoleMessage(
        self, _level: QWebEnginePage.JavaScriptConsoleMessageLevel, _text: str, _line: int, _source: str, /
    ) -> None:
        """Keep a page's own messages out of the program's log: they may hold what was typed."""


def _encoded(url: QUrl) -> str:
    """Return an address as the network sees it: letters that look like others show as ``xn--``."""
    return url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
