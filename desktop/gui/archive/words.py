"""The archive's words for months, states, counts and times."""

from __future__ import annotations

import datetime as dt

from desktop.receipts.states import State
from desktop.words import N_, _, ngettext
from desktop.words.states import state_word

_MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
    N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
_STATES = {State.DRAFTED: N_("Draft, not booked"), State.BOOKED: N_("Booked"), State.REMOVED: N_("Deleted in Dinero")}


def month_words(month: str) -> str:
    """Return ``maj 2026`` for ``2026-05``."""
    year, number = month.split("-")
    return f"{_(_MONTHS[int(number) - 1])} {year}"


def state_words(state: State) -> str:
    """Return a state of the archive as its filter says it."""
    return _(_STATES[state]) if state in _STATES else state_word(state)


def number_words(number: int) -> str:
    """Return a whole number as Danes write it: ``10.000``."""
    return f"{number:,}".replace(",", ".")


def count_words(number: int, *, sifted: bool) -> str:
    """Return how many receipts are listed."""
    if sifted:
        words = ngettext("{n} receipt fits", "{n} receipts fit", number)
    else:
        words = ngettext("{n} receipt", "{n} receipts", number)
    return words.format(n=number_words(number))


def moment_words(moment: dt.datetime) -> str:
    """Return an instant as a time of this computer."""
    return f"{moment.astimezone():%d.%m.%Y %H:%M}"
