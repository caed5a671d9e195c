"""The running window: Qt's application, languages, look, bridge, login, single instance."""

from __future__ import annotations

import base64
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray, QEventLoop, QLibraryInfo, QLocale, QObject, QTimer, QTranslator, Slot
from PySide6.QtWidgets import QApplication, QDialog

from desktop import studio
from desktop.config import Config, Settings
from desktop.desk import Desk
from desktop.gui import icons
from desktop.gui.bridge import Bridge, CourierFactory
from desktop.gui.collector import Collector
from desktop.gui.file_opens import Application, FileOpens
from desktop.gui.glance.glance import Glance
from desktop.gui.single import SingleInstance
from desktop.gui.theme import look
from desktop.gui.web_helper import helper_fault, not_loaded
from desktop.gui.window import MainWindow
from desktop.gui.workers import Lane
from desktop.receipts.faults import FaultNote
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Place
from desktop.store.disk import write_durably
from desktop.visma import LoginAttempt
from desktop.words import choose_language, current_language, use_language

FIRST_SIZE = (1240, 780)
"""Device-independent pixels, for a first start; smaller where the screen is."""
SWITCH_S = 0.0005
"""The window waits so long at most for a thread that computes in Python, each time that it comes back from Qt; it does
that dozens of times for one row that it paints. Python's own 5 ms made of a drop of photos a window that stutters."""
SETTLED_MS = 300
"""After the window is filled; then the processes that open pictures are started, before the first one is wanted."""


@dataclass(frozen=True, slots=True)
class Switch:
    """The user wants to go on elsewhere, once this window is closed."""

    sandbox: bool
    """True: to the sandbox; False: out of it."""
    along: tuple[Receipt, ...] = ()
    """Receipts of the sandbox's tray that come along."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a window begins with, once its data folder is read."""

    paths: Sequence[Path] = ()
    """Files to take in."""
    log_in: bool = False
    """Open the login at once."""
    news: Sequence[FaultNote] = ()
    """What went wrong before there was a window to say it in."""


def run_window(
    config: Config,
    desk: Desk,
    courier_factory: CourierFactory,
    single: SingleInstance,
    opening: Opening,
) -> Switch | None:
    """Show the window until it is closed; return where the user wants to go on, or None: nowhere.

    ``single`` is claimed already; while the window is open, it gets what later starts hand over.
    """
    program = Program(application(), config, desk, courier_factory, single)
    program.start(opening.paths, log_in=opening.log_in, news=opening.news)
    program.run()
    program.end()
    return program.switch


def application() -> QApplication:
    """Return Qt's one application, made if need be."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = Application(sys.argv[:1])
        app.setApplicationName("Bilagsdrop")
        app.setDesktopFileName("bilagsdrop")
        app.setWindowIcon(icons.program_icon())
        app.setQuitOnLastWindowClosed(False)  # the window's own loop ends with it; see Program.run
    return app


class Program(QObject):
    """Everything that lives as long as one window."""

    def __init__(
        self,
        app: QApplication,
        config: Config,
        desk: Desk,
        courier_factory: CourierFactory,
        single: SingleInstance,
    ) -> None:
        super().__init__()
        self._app, self._config, self._desk, self._single = app, config, desk, single
        sys.setswitchinterval(SWITCH_S)
        self._collector = Collector(self)
        self._translator = QTranslator(self)
        self._loop = QEventLoop(self)
        self._language = ""
        self._paths: list[Path] = []
        self.login: QDialog | None = None
        """The login window while it is open."""
        self.switch: Switch | None = None
        self._log_in_first = False
        self._news: Sequence[FaultNote] = ()
        self._opens = (app.opens if isinstance(app, Application) else None) or FileOpens(self)
        self.bridge = Bridge(desk, courier_factory)
        self._speak(desk.settings())
        self.window = MainWindow(self.bridge, config)
        self.glance = Glance(self.bridge, self.window)
        self._wire()

    def start(self, paths: Sequence[Path], *, log_in: bool = False, news: Sequence[FaultNote] = ()) -> None:
        """Show the window, then read the data folder."""
        self._paths = list(paths)
        self._log_in_first = log_in
        self._news = news
        self._restore_place()
        self.window.show()
        self._collector.settle()
        self.bridge.start()

    def run(self) -> None:
        """Let events through until the window is closed.

        In a loop of its own: QtWebEngine ends at the application's first ``aboutToQuit``, and a second one in the same
        process, after a change between Dinero and the trial, crashes in it (Qt 6.12).
        """
        if self.window.isVisible():
            self._loop.exec()

    def end(self) -> None:
        """Close the login, end all threads; keep the window's place for the next time.

        What later starts hand over from now on waits for the next window of this process, or for its end.
        """
        self._single.called.disconnect(self._on_called)
        self._single.asked_to_leave.disconnect(self._on_asked_to_leave)
        self._opens.asked.disconnect(self._on_files)
        if self.login is not None:
            self.login.close()
        self.glance.end()
        self.bridge.stop()
        if self.bridge.is_loaded:  # a folder that could not be opened may be a newer program's
            self._keep_place()
        self.window.deleteLater()
        self._collector.stop()

    def _wire(self) -> None:
        self.bridge.loaded.connect(self._on_loaded)
        self.bridge.settings_changed.connect(self._on_settings)
        self.bridge.login_wanted.connect(self._open_login)
        self.bridge.sandbox_wanted.connect(self._to_sandbox)
        self.window.leave_asked.connect(self._to_dinero)
        self.window.closed.connect(self._loop.quit)
        self._single.called.connect(self._on_called)
        self._opens.asked.connect(self._on_files)
        self._single.asked_to_leave.connect(self._on_asked_to_leave)

    @Slot()
    def _on_loaded(self) -> None:
        self._on_files()
        if self._paths:
            self.bridge.take_paths(self._paths)
            self._paths = []
        for note in self._news:
            self.bridge.fault.emit(note)
        self._news = ()
        if self._log_in_first:
            self._log_in_first = False
            self.bridge.log_in()
        QTimer.singleShot(SETTLED_MS, self, self._start_ahead)

    @Slot()
    def _start_ahead(self) -> None:
        self.bridge.crew.run(Lane.IMAGES, studio.start_ahead)

    @Slot()
    def _on_files(self) -> None:
        """Take what the system has handed over, as from a later start."""
        paths = self._opens.take()
        if paths:
            self._on_called(paths)

    @Slot(object)
    def _on_called(self, paths: list[Path]) -> None:
        self.window.come_forward()
        if paths and self.bridge.is_loaded:
            self.bridge.take_paths(paths)
        else:
            self._paths += paths

    @Slot()
    def _on_asked_to_leave(self) -> None:
        self.switch = None
        self.window.close_now()

    # -- language and look

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        if self._speak(settings):
            self.window.rebuild()

    def _speak(self, settings: Settings) -> bool:
        """Wear the theme and speak the language of the settings; return whether the language is another now."""
        if settings.theme is not look().theme:
            look().use(settings.theme)
        language = choose_language(settings.language)
        if language == self._language:
            return False
        self._language = language
        use_language(language)
        QLocale.setDefault(QLocale(QLocale.Language.Danish, QLocale.Country.Denmark))
        self._app.removeTranslator(self._translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if language == "da" and self._translator.load("qtbase_da", folder):
            self._app.installTranslator(self._translator)
        return True

    # -- login

    @Slot()
    def _open_login(self) -> None:
        if self.login is not None:
            self.login.raise_()
            self.login.activateWindow()
            return
        fault = helper_fault()
        if fault is not None:
            self._tell_no_login(fault)
            return
        try:
            # Loads QtWebEngine, which the main window must not wait for.
            from desktop.gui.login import LoginWindow  # noqa: PLC0415 - see above
        except (ImportError, OSError) as error:  # a part that is missing, or that the system lacks
            self._tell_no_login(not_loaded(error))
            return
        self.window.pages.tell_no_login(None)
        login = LoginWindow(self._begin, self._desk.finish_login, parent=self.window)
        login.logged_in.connect(self.bridge.welcome_back)
        login.failed.connect(self._on_login_failed)
        login.finished.connect(self._on_login_closed)
        self.login = login
        login.show()

    def _tell_no_login(self, fault: FaultNote) -> None:
        """Say so where the user looks, with the way round it: the status line alone is overlooked."""
        self.window.notices.on_fault(fault)
        self.window.pages.tell_no_login(fault)

    def _begin(self) -> LoginAttempt:
        return self._desk.begin_login(current_language())

    @Slot(object)
    def _on_login_failed(self, note: FaultNote) -> None:
        self.window.notices.on_fault(note)

    @Slot()
    def _on_login_closed(self) -> None:
        if self.login is not None:
            self.login.deleteLater()
            self.login = None

    # -- to the sandbox and back

    @Slot()
    def _to_sandbox(self) -> None:
        self.switch = Switch(sandbox=True)
        self.window.close_now()

    @Slot(bool)
    def _to_dinero(self, with_tray: bool) -> None:
        tray = tuple(r for r in self.bridge.receipts.values() if r.place is Place.TRAY)
        self.switch = Switch(sandbox=False, along=tray if with_tray else ())
        self.window.close_now()

    # -- the window's place

    def _restore_place(self) -> None:
        try:
            kept = base64.b64decode((self._config.data_dir / "window.place").read_bytes())
        except (OSError, ValueError):
            kept = b""
        if not kept or not self.window.restoreGeometry(QByteArray(kept)):
            room = self._app.primaryScreen().availableGeometry()
            self.window.resize(min(FIRST_SIZE[0], room.width()), min(FIRST_SIZE[1], room.height()))

    def _keep_place(self) -> None:
        kept = base64.b64encode(bytes(self.window.saveGeometry().data()))
        try:
            write_durably(self._config.data_dir / "window.place", kept)
        except OSError:
            # The next start uses the usual place; there is no window left to say so in.
            return
