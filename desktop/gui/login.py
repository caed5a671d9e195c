"""The login window: Visma Connect in a web view of its own, and one outcome.

Import it when it is opened: it loads QtWebEngine, which the main window must not wait for.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from enum import Enum
from functools import partial

from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QProgressBar, QStackedLayout, QWidget

from desktop.gui.login_browser import LoginBrowser
from desktop.gui.login_panels import AddressLine, FaultPage, Hint, WaitingPage
from desktop.gui.theme import Space
from desktop.gui.widgets import button, column, hairline, row
from desktop.gui.workers import Crew, Lane
from desktop.receipts.faults import Effect, Fault, FaultCode, FaultNote
from desktop.visma import NOT_KEPT, Grant, LoginAttempt
from desktop.words import _

OVERALL_SECONDS = 600.0
LOAD_SECONDS = 60.0
SIZE = (560, 760)
"""Device-independent pixels; the login pages of Visma and MitID are made for a phone's width and more."""
LINE = 19
"""Pixels of a line of text for which that size is meant; larger text gets a larger window."""


class Stage(Enum):
    """How far the login is."""

    OPENING = "opening"
    """A worker makes the attempt."""
    BROWSING = "browsing"
    """The user is at Visma's pages."""
    FINISHING = "finishing"
    """A worker exchanges the code and stores the token."""
    FAULT = "fault"
    """A fault is shown, and the user decides."""
    ENDED = "ended"


class LoginWindow(QDialog):
    """Logs in once. It begins by itself, and closes itself when it has logged in; show it with ``show()``.

    ``begin`` makes an attempt and ``finish`` stores what it brought; both run in a worker and may raise Fault. A fault
    is shown in the window, which then offers another attempt. ``finished`` comes last and once, when web view and
    profile are on their way out; the window may be deleted from then on.
    """

    logged_in = Signal()
    """The token is stored, or held in memory: then one of NOT_KEPT follows as ``failed``, and the window stays"""
    failed = Signal(object)
    """FaultNote of an attempt, also LOGIN_CLOSED when the user gave up; the window may try again after any other"""

    def __init__(
        self,
        begin: Callable[[], LoginAttempt],
        finish: Callable[[Grant], None],
        open_externally: Callable[[QUrl], object] = QDesktopServices.openUrl,
        *,
        overall_seconds: float = OVERALL_SECONDS,
        load_seconds: float = LOAD_SECONDS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._begin, self._finish, self._open_externally = begin, finish, open_externally
        self._load_seconds = load_seconds
        self.stage = Stage.OPENING
        self._attempt: LoginAttempt | None = None
        self._given_up = threading.Event()
        self._crew = Crew(self)
        self.browser: LoginBrowser | None = None
        self._patience = QTimer(self, singleShot=True, interval=round(overall_seconds * 1000))
        self._patience.timeout.connect(self._on_late)
        self._build()
        app = QCoreApplication.instance()
        assert app is not None
        app.aboutToQuit.connect(self._on_quit)
        self.start()

    def _build(self) -> None:
        self.setWindowTitle(_("Log in to Dinero"))
        self.address, self.hint = AddressLine(), Hint()
        self.waiting, self.fault_page = WaitingPage(), FaultPage()
        self.progress = QProgressBar()
        self.progress.setStyleSheet("QProgressBar { min-height: 2px; max-height: 2px; border-radius: 0; }")
        self.progress.setAccessibleName(_("The page is loading"))
        self.fault_page.again.connect(self.start)
        self.fault_page.closed.connect(self.reject)
        self.hint.again.connect(self.start)
        self.cancel_button = button(_("Cancel"))
        self.cancel_button.clicked.connect(self.reject)
        # The web view takes every key that a dialog would see; shortcuts come before it.
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.reject)
        self._arrange()
        larger = max(1.0, self.fontMetrics().height() / LINE)
        self.resize((QSize(*SIZE) * larger).boundedTo(self.screen().availableSize()))

    def _arrange(self) -> None:
        self._browsing = QWidget()
        browsing = column(self._browsing, gap=0)
        browsing.addWidget(self.address)
        browsing.addWidget(self.progress)
        self._place = column(gap=0)
        browsing.addLayout(self._place, 1)
        browsing.addWidget(self.hint)
        self._pages = QStackedLayout()
        for page in (self.waiting, self._browsing, self.fault_page):
            self._pages.addWidget(page)
        self._foot = QWidget()
        foot = column(self._foot, gap=0)
        foot.addWidget(hairline())
        buttons = row(margin=Space.M)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        foot.addLayout(buttons)
        layout = column(self, gap=0)
        layout.addLayout(self._pages, 1)
        layout.addWidget(self._foot)

    @Slot()
    def start(self) -> None:
        """Begin an attempt, with nothing left of the one before."""
        self._drop_browser()
        self._wait(Stage.OPENING, _("Opening the login…"))
        self._crew.run(Lane.NETWORK, self._begin, self._browse, self._fail)

    def _wait(self, stage: Stage, words: str) -> None:
        self.stage = stage
        self.waiting.say(words)
        self._show_page(self.waiting)

    def _show_page(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        self._foot.setVisible(page is not self.fault_page)

    def _browse(self, attempt: LoginAttempt) -> None:
        self.stage, self._attempt = Stage.BROWSING, attempt
        self.browser = browser = LoginBrowser(attempt, self._load_seconds, self)
        page = browser.page
        page.came_back.connect(self._on_came_back, Qt.ConnectionType.QueuedConnection)
        page.stopped.connect(self._on_stopped, Qt.ConnectionType.QueuedConnection)
        browser.stopped.connect(self._on_stopped)
        page.complained.connect(self._on_complaint)
        page.link_wanted.connect(self._on_link)
        page.urlChanged.connect(self.address.show_url)
        page.loadProgress.connect(self._on_progress)
        self.hint.hide()
        self.address.show_url(QUrl(attempt.url))
        self._place.addWidget(browser.view)
        self._show_page(self._browsing)
        browser.view.setFocus()
        self._patience.start()
        browser.start()

    @Slot(int)
    def _on_progress(self, percent: int) -> None:
        self.progress.setValue(percent if percent < 100 else 0)

    @Slot(QUrl)
    def _on_link(self, url: QUrl) -> None:
        self._open_externally(url)

    @Slot(object)
    def _on_complaint(self, note: FaultNote | None) -> None:
        self.hint.tell(note)
        if note is not None:
            self.failed.emit(note)

    @Slot(str)
    def _on_came_back(self, url: str) -> None:
        if self.stage is not Stage.BROWSING or self._attempt is None:
            return
        attempt, self._attempt = self._attempt, None
        self._drop_browser()
        self._wait(Stage.FINISHING, _("Logging in…"))
        self._crew.run(Lane.NETWORK, partial(self._exchange, attempt, url), self._succeed, self._fail)

    def _exchange(self, attempt: LoginAttempt, url: str) -> None:
        """Exchange the code and store the token, in a worker, unless the user has given up meanwhile."""
        grant = attempt.exchange(attempt.check_callback(url))
        if self._given_up.is_set():
            raise Fault(FaultCode.LOGIN_CLOSED, Effect.WAIT)
        self._finish(grant)

    def _succeed(self, _nothing: None) -> None:
        self.stage = Stage.ENDED
        self.logged_in.emit()
        self.accept()

    def _fail(self, note: FaultNote) -> None:
        self._drop_browser()
        if self.stage is Stage.FINISHING and note.code in NOT_KEPT:
            self.logged_in.emit()  # for as long as the program runs, which is what the fault says
        self.stage = Stage.FAULT
        self.failed.emit(note)
        if self._given_up.is_set():
            self.reject()
            return
        self.fault_page.show_fault(note)
        self._show_page(self.fault_page)
        self.fault_page.again_button.setFocus()

    @Slot()
    def _on_late(self) -> None:
        self._on_stopped(FaultNote(FaultCode.LOGIN_TIMEOUT))

    @Slot(object)
    def _on_stopped(self, note: FaultNote) -> None:
        if self.stage is Stage.BROWSING:
            self._fail(note)

    def done(self, result: int) -> None:
        """End; while the code is exchanged the window goes at once, ``finished`` comes when the outcome is known."""
        if self.stage is Stage.FINISHING:
            self._given_up.set()
            self.hide()
            return
        before, self.stage = self.stage, Stage.ENDED
        self._drop_browser()
        self._crew.stop(0.0)
        if before in {Stage.OPENING, Stage.BROWSING}:
            self.failed.emit(FaultNote(FaultCode.LOGIN_CLOSED))
        super().done(result)

    @Slot()
    def _on_quit(self) -> None:
        self._crew.stop(0.0)
        self._drop_browser()

    def _drop_browser(self) -> None:
        self._patience.stop()
        if self.browser is not None:
            browser, self.browser = self.browser, None
            self._place.removeWidget(browser.view)
            browser.close()
