"""Hands for a program that shows itself: events as mouse and keyboard make them, steps that wait for facts."""

from __future__ import annotations

import inspect
import json
import time
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QObject, QPointF, Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from desktop.gui.login import LoginWindow

Fact = Callable[[], object]
Steps = Generator[Fact, None, None]
"""Yields what is to be waited for; goes on once it is true."""
BEAT_MS = 60
PATIENCE = 90.0
"""Seconds that one fact is waited for."""


class Tour(QObject):
    """Walks through steps in the GUI thread."""

    def __init__(self, steps: Steps, done: Callable[[str | None], None], parent: QObject | None = None) -> None:
        """``done`` is told once: None, or what was waited for in vain."""
        super().__init__(parent)
        self._steps, self._done = steps, done
        self._fact: Fact = lambda: True
        self._since = time.monotonic()
        self._timer = QTimer(self, interval=BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    @Slot()
    def _beat(self) -> None:
        try:
            if self._fact():
                self._fact, self._since = next(self._steps), time.monotonic()
                return
        except StopIteration:
            self._end(None)
            return
        except Exception as error:  # noqa: BLE001 - told like everything else that keeps a tour from its end
            self._end(f"{type(error).__name__}: {error}")
            return
        if time.monotonic() - self._since > PATIENCE:
            self._end(_place_of(self._steps))

    def _end(self, problem: str | None) -> None:
        self._timer.stop()
        self._steps.close()
        self._done(problem)


def _place_of(steps: Steps) -> str:
    """Return where a generator stands, innermost first."""
    inner: object = steps
    place = "the end"
    while inspect.isgenerator(inner) and inner.gi_frame is not None:
        place, inner = f"{inner.gi_code.co_name}, line {inner.gi_frame.f_lineno}", inner.gi_yieldfrom
    return place


def pause(seconds: float) -> Fact:
    """Return a fact that becomes true after so many seconds (so that a person can follow)."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() >= end


def drop(window: QWidget, paths: Sequence[Path]) -> None:
    """Drop files on the middle of a window, as a file manager does."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(p)) for p in paths])
    middle = QPointF(window.rect().center())
    action, buttons, modifiers = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    handle = window.windowHandle()
    enter = QDragEnterEvent(middle, action, mime, buttons, modifiers)
    QCoreApplication.sendEvent(handle, enter)
    QCoreApplication.sendEvent(handle, QDropEvent(middle, action, mime, buttons, modifiers))


def click(target: QWidget, at: QPointF) -> None:
    """Press and release the left button."""
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    there = QPointF(target.mapToGlobal(at))
    for kind, held in ((QEvent.Type.MouseButtonPress, left), (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton)):
        QCoreApplication.sendEvent(target, QMouseEvent(kind, at, there, left, held, none))


def type_text(target: QWidget, text: str) -> None:
    """Type a text, key by key."""
    none = Qt.KeyboardModifier.NoModifier
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(target, QKeyEvent(kind, 0, none, letter))


def picture(widget: QWidget, path: Path) -> None:
    """Save what a widget shows."""
    shot: QPixmap = widget.grab()
    shot.save(str(path))


class LoginHands:
    """Uses the login window's web view as a person would. It looks at the sandbox's own page to know where to click."""

    def __init__(self, window: LoginWindow) -> None:
        self._window = window
        self._found: dict[str, QPointF] = {}

    def look_for(self, selector: str) -> Fact:
        """Return a fact that becomes true when the page shows this element."""
        self._found.pop(selector, None)
        return lambda: self._look(selector)

    def _look(self, selector: str) -> bool:
        if selector in self._found:
            return True
        if self._window.fault_page.isVisible():
            raise RuntimeError(self._window.fault_page.title.text())
        if self._window.browser is not None:
            script = (
                f"(() => {{const e = document.readyState == 'complete' && document.querySelector('{selector}');"
                "if (!e) return ''; e.scrollIntoView({block: 'center'}); const b = e.getBoundingClientRect();"
                "return JSON.stringify([b.x + b.width / 2, b.y + b.height / 2])})()"
            )
            self._window.browser.page.runJavaScript(script, 0, lambda at: self._seen(selector, at))
        return False

    def _seen(self, selector: str, at: object) -> None:
        if isinstance(at, str) and at:
            x, y = json.loads(at)
            self._found[selector] = QPointF(x, y)

    def click(self, selector: str) -> None:
        """Click an element that was looked for."""
        target = self._surface()
        if target is not None:
            click(target, self._found[selector])

    def type(self, text: str) -> None:
        """Type into what has the focus."""
        target = self._surface()
        if target is not None:
            type_text(target, text)

    def scroll_up(self) -> None:
        """Show the top of the page again."""
        if self._window.browser is not None:
            self._window.browser.page.runJavaScript("scrollTo(0, 0)")

    def _surface(self) -> QWidget | None:
        return self._window.browser.view.focusProxy() if self._window.browser is not None else None
