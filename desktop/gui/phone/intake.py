"""From a phone's photo to a receipt in the tray, and back to what the phone says about it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING

from desktop.gui.workers import Crew, Lane, note_of
from desktop.phone import Outcome, Photo, PhotoState
from desktop.words import ngettext
from desktop.words.faults import explain

if TYPE_CHECKING:
    from desktop.desk import Desk, IntakeReport

LONGEST_S = 120.0
"""Seconds that a phone waits for one photo to be kept: a slow disk takes its time, a closing window never answers."""


class PhoneIntake:
    """Takes photos for the server's threads, one after another in a lane of their own."""

    def __init__(self, desk: Desk, crew: Crew, then: Callable[[IntakeReport], None]) -> None:
        """``then`` is called in the GUI thread."""
        self._desk, self._crew, self._then = desk, crew, then

    def take(self, photo: Photo) -> Outcome:
        """Make a photo durable, and return what became of it. Raises TimeoutError when the window is closing."""
        answer: Future[IntakeReport] = Future()
        self._crew.run(Lane.PHONE, partial(_keep, self._desk, photo, answer), self._then)
        try:
            return outcome_of(answer.result(LONGEST_S))
        except TimeoutError:
            raise
        except Exception as error:  # noqa: BLE001 - the window has told it too; the phone must hear something
            return _refused(explain(note_of(error)))


def _keep(desk: Desk, photo: Photo, answer: Future[IntakeReport]) -> IntakeReport:
    try:
        report = desk.take_bytes(photo.data, photo.name)
    except BaseException as error:
        answer.set_exception(error)
        raise
    answer.set_result(report)
    return report


def outcome_of(report: IntakeReport) -> Outcome:
    """Return what the phone says; a zip file or a mail can hold several receipts, of which some are refused."""
    why = " ".join(f"{each.name}: {explain(each.note).title}." for each in report.refused)
    if report.taken:
        n = len(report.taken)
        words = ngettext("{n} receipt is in the tray", "{n} receipts are in the tray", n).format(n=n)
        return Outcome(PhotoState.TAKEN, words if n > 1 else "", why)
    if report.known or not report.refused:
        return Outcome(PhotoState.KNOWN, "", why)
    return (
        _refused(explain(report.refused[0].note)) if len(report.refused) == 1 else Outcome(PhotoState.REFUSED, "", why)
    )


def _refused(words: tuple[str, str, str]) -> Outcome:
    title, sentence, step = words
    return Outcome(PhotoState.REFUSED, title, f"{sentence} {step}".strip())
