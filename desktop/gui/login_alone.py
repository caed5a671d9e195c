"""The login window alone, for ``bilagsdrop login``."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Slot

from desktop.app import open_desk
from desktop.desk import Desk
from desktop.desk.holders import Way
from desktop.gui.application import application
from desktop.gui.theme import look
from desktop.gui.web_helper import helper_fault, not_loaded
from desktop.receipts.faults import Fault, FaultCode, FaultNote
from desktop.words import _, current_language
from desktop.words.faults import explain

LOGGED_IN = 0
NOT_LOGGED_IN = 3


class _Outcome(QObject):
    """Remembers how the login ended, and ends the program."""

    def __init__(self) -> None:
        super().__init__()
        self.fault: FaultNote | None = FaultNote(FaultCode.LOGIN_CLOSED)

    @Slot()
    def on_logged_in(self) -> None:
        self.fault = None

    @Slot(object)
    def on_failed(self, note: FaultNote) -> None:
        self.fault = note


def run_login(environ: Mapping[str, str]) -> int:
    """Log in, asking for no company; return 0 as soon as the token is stored, else 3 with a sentence on stderr."""
    desk = open_desk(environ)
    try:
        # Asked here, before there is a GUI thread that must not wait for the keyring.
        if desk.session.way() is Way.KEY:
            _say(_("A personal key is the way in, and it needs no login. To log in instead: bilagsdrop key forget"))
            return LOGGED_IN if desk.logged_in() else NOT_LOGGED_IN
        if not desk.can_log_in():
            _say(f"{_sentence(FaultNote(FaultCode.NO_REGISTRATION))}\n{_ways_in()}")
            return NOT_LOGGED_IN
        desk.open()
        fault = _show(desk)
    except Fault as error:
        fault = error.note()
    finally:
        desk.close()
    if fault is None:
        _say(_("You are logged in to Dinero."))
        return LOGGED_IN
    _say(_sentence(fault))
    return NOT_LOGGED_IN


def _show(desk: Desk) -> FaultNote | None:
    """Show the window until it closes; return the fault that it ended with, or None: logged in."""
    app = application()
    look().use(desk.settings().theme)
    missing = helper_fault()
    if missing is not None:
        return missing
    try:
        from desktop.gui.login import LoginWindow  # noqa: PLC0415 - QtWebEngine is loaded when a login is really shown
    except (ImportError, OSError) as error:
        return not_loaded(error)
    outcome = _Outcome()
    window = LoginWindow(partial(desk.begin_login, current_language()), desk.finish_login)
    window.logged_in.connect(outcome.on_logged_in)
    window.failed.connect(outcome.on_failed)
    # A loop of its own instead of the application's: QtWebEngine ends for good with the latter, and Qt with the last
    # window, but one that was closed while the code is exchanged still has an outcome to wait for.
    app.setQuitOnLastWindowClosed(False)
    loop = QEventLoop()
    window.finished.connect(loop.quit)
    window.show()
    loop.exec()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return outcome.fault


def _ways_in() -> str:
    """Return what each way in needs, and how long it takes."""
    return _(
        "Ways in:\n"
        "1. A release with access built in: nothing but your login, about a minute. This copy is not one.\n"
        "2. Your own registration with Visma: client id, client secret and redirect address, in the settings of the "
        "window or as BILAGSDROP_CLIENT_ID, BILAGSDROP_CLIENT_SECRET and BILAGSDROP_REDIRECT_URI. Half an hour, then "
        "as a rule up to one working day until Dinero has approved it.\n"
        "3. A personal key from Dinero, for your own use: bilagsdrop key set. Dinero answers applications by mail.\n"
        "4. Without an account, to try it: bilagsdrop --demo."
    )


def _sentence(note: FaultNote) -> str:
    words = explain(note)
    return f"{words.sentence} {words.step}".strip()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201 - this is what a command line is for
