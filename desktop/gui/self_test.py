"""The part of the self-test that needs Qt: it runs in a process of its own, since a web view can end its process."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.gui import web_sandbox
from desktop.gui.application import Program, application
from desktop.gui.single import SingleInstance
from desktop.gui.tour import LoginHands, Steps, Tour

if TYPE_CHECKING:
    from desktop.desk import Desk

Times = dict[str, float]
"""Seconds by what was done."""


def log_in_through_the_window(desk: Desk, user: str, password: str, times: Times, *, web: bool) -> str | None:
    """Open the window, and with ``web`` log in to the sandbox through the web view; return what failed, or None.

    ``times`` is filled as things are done, so that it tells how far it came.
    """
    begun = time.monotonic()
    data_dir = desk.config.data_dir
    Path(data_dir).mkdir(parents=True, exist_ok=True)
    single = SingleInstance(data_dir)
    single.claim()
    program = Program(application(), desk.config, desk, desk.new_courier, single)
    problems: list[str | None] = []

    def done(problem: str | None) -> None:
        problems.append(problem)
        program.window.close_now()

    tour = Tour(_steps(program, (user, password), times, begun, web=web), done)
    program.start([])
    program.run()
    program.end()
    single.release()
    tour.deleteLater()
    return problems[0] if problems else "the window closed by itself"


def _steps(program: Program, who: tuple[str, str], times: Times, begun: float, *, web: bool) -> Steps:
    yield program.window.isVisible
    times["window"] = time.monotonic() - begun
    if "PySide6.QtWebEngineCore" in sys.modules:
        raise RuntimeError("QtWebEngine was loaded before the window was shown")
    yield lambda: program.bridge.is_loaded
    if not web:
        return
    program.bridge.log_in()
    yield lambda: program.login is not None or _said(program) is not None
    _refuse(program)
    yield from _log_in(program, who, times, begun)
    times["webview"] = time.monotonic() - begun - times["window"]


def _said(program: Program) -> str | None:
    """Return what the window says about a login that it can't show, or None."""
    return next((f"{notice.title}. {notice.text}" for notice in program.window.notices.all if notice.stays), None)


def _refuse(program: Program) -> None:
    """Raise RuntimeError with what is said when the login is not shown; it has to be said where one would log in."""
    if program.login is None:
        where = program.window.pages.current()
        raise RuntimeError(f"{_said(program)} ({where.value})")


def _log_in(program: Program, who: tuple[str, str], times: Times, begun: float) -> Steps:
    from desktop.gui.login import LoginWindow  # noqa: PLC0415 - loads QtWebEngine

    if not isinstance(program.login, LoginWindow):
        raise TypeError("the login window is another")
    hands = LoginHands(program.login)
    for selector, text in (("#username", who[0]), ("#password", who[1])):
        yield hands.look_for(selector)
        hands.click(selector)
        hands.type(text)
    if web_sandbox.can_be_seen():
        yield from _the_sandbox_is_on()
        times["sandbox"] = time.monotonic() - begun - times["window"]
    for selector in ("#log-in", "#accept"):
        yield hands.look_for(selector)
        hands.click(selector)
        yield lambda: True
    yield lambda: program.login is None


def _the_sandbox_is_on() -> Steps:
    # A generator of its own: its name is what the self-test reports when this never becomes true.
    yield web_sandbox.is_on
