"""A computer on which the login page can't be shown, or whose network wants a login first."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PySide6.QtNetwork import QNetworkProxy

from desktop.gui.web_helper import helper_fault, not_loaded
from desktop.receipts.faults import FaultCode
from desktop.sandbox import Sandbox
from desktop.store import Journal, ReceiptTable
from tests.gui.web.conftest import Open
from tests.gui.web.test_login_strange_pages import begin_at

ROOT = Path(__file__).parents[3]
IN_WINDOW = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from desktop import start
from desktop.cli.leaving import leave
from desktop.gui.application import application
from desktop.gui.pages import Shown
from desktop.gui.window import MainWindow
from PySide6.QtWidgets import QApplication

asked = []

def look():
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow) and window.isVisible() and window._bridge.is_loaded:
            if not asked:
                asked.append(1)
                window._bridge.log_in()
            elif any(n.stays for n in window.notices.all):
                print("said: " + window.notices.all[-1].title, flush=True)
                note = window.pages.currentWidget().no_login
                print(f"in place: {note.isVisible()} {note.title.text()}", flush=True)
                print(f"because of: {note.sentence.text()}", flush=True)
                window._bridge.take_paths([Path(sys.argv[1])])
                window._bridge.crew.idle(30)
                QTimer.singleShot(0, window.close_now)
                timer.stop()

application()
timer = QTimer(interval=30)
timer.timeout.connect(look)
timer.start()
leave(start.run(os.environ, []))
"""


@pytest.mark.usefixtures("qapp")
def test_the_helper_of_this_very_installation_is_found() -> None:
    assert helper_fault() is None


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("kind", ["missing", "a folder", "not a program"])
def test_a_helper_that_is_gone_or_may_not_run_is_told(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "QtWebEngineProcess"
    if kind == "a folder":
        place.mkdir()
    elif kind == "not a program":
        place.write_text("no program")
        place.chmod(0o644)
    monkeypatch.setenv("QTWEBENGINEPROCESS_PATH", str(place))
    fault = helper_fault()
    assert fault is not None
    assert fault.code is FaultCode.WEB_VIEW_UNAVAILABLE
    assert fault.params == {"kind": "QtWebEngineProcess"}


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", ["icudtl.dat", "qtwebengine_resources.pak", "v8_context_snapshot.bin"])
def test_a_file_that_chromium_begins_with_is_missed_before_chromium_ends_the_program(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in ("icudtl.dat", "qtwebengine_resources.pak", "v8_context_snapshot.bin"):
        (tmp_path / each).touch()
    monkeypatch.setenv("QTWEBENGINE_RESOURCES_PATH", str(tmp_path))
    assert helper_fault() is None
    (tmp_path / name).unlink()
    fault = helper_fault()
    assert fault is not None
    assert fault.params == {"kind": name}


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (ImportError("libQt6WebEngineCore.so.6: cannot open shared object file: none"), "libQt6WebEngineCore.so.6"),
        (ImportError("DLL load failed while importing QtWebEngineCore: x", name="PySide6.QtWebEngineCore"),
         "PySide6.QtWebEngineCore"),
        (ModuleNotFoundError("No module named 'PySide6.QtWebEngineCore'", name="PySide6.QtWebEngineCore"),
         "PySide6.QtWebEngineCore"),
        (OSError("something else"), "QtWebEngine"),
    ],
)  # fmt: skip
def test_what_could_not_be_loaded_is_named(error: ImportError | OSError, kind: str) -> None:
    assert not_loaded(error).params == {"kind": kind}


def _environ(box: Sandbox, tmp_path: Path, helper: str) -> dict[str, str]:
    return os.environ | {
        "PYTHONPATH": str(ROOT),
        "QTWEBENGINEPROCESS_PATH": helper,
        "LANGUAGE": "en",
        "BILAGSDROP_DATA_DIR": str(tmp_path / "data"),
        "BILAGSDROP_CONNECT_URL": box.url,
        "BILAGSDROP_API_URL": box.url,
        "BILAGSDROP_CLIENT_ID": box.client_id,
        "BILAGSDROP_CLIENT_SECRET": box.client_secret,
        "BILAGSDROP_REDIRECT_URI": box.redirect_uri,
    }


def test_the_window_lives_on_without_a_helper(box: Sandbox, tmp_path: Path) -> None:
    """Qt would end the process, and with it the window that the user works in."""
    words = [sys.executable, "-c", IN_WINDOW, str(ROOT / "resources" / "samples" / "snak-mobil.pdf")]
    environ = _environ(box, tmp_path, str(tmp_path / "gone"))
    ran = subprocess.run(words, env=environ, capture_output=True, text=True, timeout=60, check=False)
    title = "The login page can't be shown on this computer"
    told = [f"said: {title}", f"in place: True {title}"]
    assert (ran.returncode, ran.stdout.splitlines()[:2]) == (0, told), ran.stderr[-2000:]
    assert "(QtWebEngineProcess)" in ran.stdout
    assert "A personal key from Dinero needs no login page." in ran.stdout
    journal = Journal(tmp_path / "data" / "journal.sqlite3")
    assert [r.originals[0].name for r in ReceiptTable(journal).all()] == ["snak-mobil.pdf"]
    journal.close()


def test_the_login_from_the_command_line_says_so(box: Sandbox, tmp_path: Path) -> None:
    code = "import os, sys; from desktop.gui.login_alone import run_login; sys.exit(run_login(os.environ))"
    environ = _environ(box, tmp_path, str(tmp_path / "gone"))
    ran = subprocess.run(
        [sys.executable, "-c", code], env=environ, capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode == 3
    assert "does not start here (QtWebEngineProcess)" in ran.stderr


def test_a_helper_that_ends_at_once_is_a_fault_page(box: Sandbox, tmp_path: Path) -> None:
    """As where an antivirus program holds it back."""
    code = (
        "import os, sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from desktop.gui.application import application\n"
        "from desktop.gui.login_alone import run_login\n"
        "app = application()\n"
        "def look():\n"
        "    for window in QApplication.topLevelWidgets():\n"
        "        if getattr(window, 'fault_page', None) and window.fault_page.isVisible():\n"
        "            window.reject()\n"
        "timer = QTimer(interval=50)\n"
        "timer.timeout.connect(look)\n"
        "timer.start()\n"
        "os._exit(run_login(os.environ))\n"
    )
    environ = _environ(box, tmp_path, "/bin/false")
    ran = subprocess.run(
        [sys.executable, "-c", code], env=environ, capture_output=True, text=True, timeout=90, check=False
    )
    assert ran.returncode == 3, ran.stderr[-2000:]
    assert "does not start here (QtWebEngineProcess)" in ran.stderr


class Proxy(ThreadingHTTPServer):
    """Lets nobody out without a login."""

    daemon_threads = True

    def __init__(self) -> None:
        proxy = self
        self.asked: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_CONNECT(self) -> None:
                proxy.asked.append(self.path)
                self.send_response(407)
                self.send_header("Proxy-Authenticate", 'Basic realm="firmaet"')
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
                """Keep quiet."""

        super().__init__(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,))
        self._thread.start()

    def end(self) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    proxy = Proxy()
    kind = QNetworkProxy.ProxyType.HttpProxy
    QNetworkProxy.setApplicationProxy(QNetworkProxy(kind, "127.0.0.1", proxy.server_address[1]))
    yield proxy
    QNetworkProxy.setApplicationProxy(QNetworkProxy(QNetworkProxy.ProxyType.NoProxy))
    proxy.end()


def test_a_network_that_wants_a_login_of_its_own_is_told(open_login: Open, proxy: Proxy) -> None:
    visit = open_login(begin_at("https://login.example"))
    visit.wait(visit.window.fault_page.isVisible)
    assert visit.codes == ["proxy_login"]
    assert proxy.asked[0] == "login.example:443"
