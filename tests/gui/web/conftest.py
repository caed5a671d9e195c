"""The login window on a real sandbox, driven by real mouse and key events. Every test here opens QtWebEngine."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPointF, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.gui.login import LOAD_SECONDS, OVERALL_SECONDS, LoginWindow, Stage
from desktop.receipts.faults import FaultNote
from desktop.sandbox import USERS, Sandbox
from desktop.visma import Grant, LoginAttempt, MemoryHome, Registration, Source, TokenKeeper
from desktop.words import use_language

_NOISE = (
    "QRhiGles2: Failed to create",
    "Failed to create RHI",
    "QVulkanInstance: Failed",
    "GBM is not supported",
    "GPUInfo not initialized",
    "This plugin does not support",
    "Sandboxing disabled by user",
)
"""What Qt says about a machine without a screen or a graphics card, or as root: nothing that the program could mend."""
if os.geteuid() == 0:
    os.environ["QTWEBENGINE_DISABLE_SANDBOX"] = "1"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.web)
            item.add_marker(pytest.mark.qt_log_ignore(*_NOISE, extend=True))


@pytest.fixture(autouse=True)
def danish() -> Iterator[None]:
    use_language("da")
    yield
    use_language("en")


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


def registration_of(box: Sandbox, **changes: str) -> Registration:
    values = {"client_id": box.client_id, "client_secret": box.client_secret, "redirect_uri": box.redirect_uri}
    return Registration(**{**values, **changes}, source=Source.SANDBOX)


@pytest.fixture
def keeper(box: Sandbox, tmp_path: Path) -> TokenKeeper:
    return TokenKeeper(box.url, registration_of(box), MemoryHome(), tmp_path / "login.lock")


class Visit:
    """A login window, what it told, and the hands that use it."""

    def __init__(self, bot: QtBot, window: LoginWindow) -> None:
        self.bot, self.window = bot, window
        self.logged_in = 0
        self.faults: list[FaultNote] = []
        self.ended: list[int] = []
        window.logged_in.connect(self._count)
        window.failed.connect(self.faults.append)
        window.finished.connect(self.ended.append)

    def _count(self) -> None:
        self.logged_in += 1

    @property
    def codes(self) -> list[str]:
        return [note.code.value for note in self.faults]

    def wait(self, fact: Callable[[], object], seconds: float = 15.0) -> None:
        self.bot.waitUntil(lambda: bool(fact()), timeout=round(seconds * 1000))

    def script(self, text: str) -> Any:  # noqa: ANN401 - whatever the page answers
        """Return what a look at the page finds (the tests look; the program never does)."""
        assert self.window.browser is not None
        found: list[Any] = []
        self.window.browser.page.runJavaScript(text, 0, found.append)
        self.wait(lambda: found)
        return found[0]

    def wait_for(self, selector: str) -> None:
        """Wait until the page shows an element."""
        self.wait(lambda: self.window.stage is Stage.BROWSING and self._there(selector))

    def _there(self, selector: str) -> bool:
        return bool(self.script(f"document.readyState == 'complete' && !!document.querySelector('{selector}')"))

    @property
    def surface(self) -> QWidget:
        assert self.window.browser is not None
        surface = self.window.browser.view.focusProxy()
        assert surface is not None
        return surface

    def click(self, selector: str) -> None:
        """Click the middle of an element with the mouse."""
        self.wait_for(selector)
        found = f"document.querySelector('{selector}')"
        self.script(f"{found}.scrollIntoView({{block: 'center'}}), true")
        box = json.loads(self.script(f"JSON.stringify({found}.getBoundingClientRect())"))
        middle = QPointF(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2).toPoint()
        QTest.mouseClick(self.surface, Qt.MouseButton.LeftButton, pos=middle)

    def type(self, selector: str, text: str) -> None:
        """Click into a field and type."""
        self.click(selector)
        self.wait(lambda: self.script(f"document.activeElement.matches('{selector}')"))
        QTest.keyClicks(self.surface, text)
        self.wait(lambda: self.script(f"document.querySelector('{selector}').value.length") == len(text))

    def log_in(self, user: str = "ejer@example.dk") -> None:
        """Fill in the login page."""
        self.type("#username", user)
        self.type("#password", USERS[user].password)
        self.click("#log-in")


Open = Callable[..., Visit]


@pytest.fixture
def open_login(qtbot: QtBot, box: Sandbox, keeper: TokenKeeper) -> Iterator[Open]:
    """Return what opens a login window: ``begin``, ``finish`` and the window's own arguments can be others."""
    visits: list[Visit] = []

    def begin() -> LoginAttempt:
        return LoginAttempt(box.url, registration_of(box))

    def open_it(
        begin: Callable[[], LoginAttempt] = begin,
        finish: Callable[[Grant], None] = keeper.accept,
        open_externally: Callable[[QUrl], object] = lambda _url: None,
        *,
        overall_seconds: float = OVERALL_SECONDS,
        load_seconds: float = LOAD_SECONDS,
    ) -> Visit:
        window = LoginWindow(begin, finish, open_externally, overall_seconds=overall_seconds, load_seconds=load_seconds)
        visit = Visit(qtbot, window)
        visits.append(visit)
        qtbot.addWidget(window)
        window.show()
        return visit

    yield open_it
    for visit in visits:
        visit.window.close()
        visit.wait(lambda visit=visit: visit.ended)  # type: ignore[misc]  # mypy has no type for a default of a lambda
