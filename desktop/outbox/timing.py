"""How long the delivery waits, as data."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass


def _seconds(*values: float) -> tuple[dt.timedelta, ...]:
    return tuple(dt.timedelta(seconds=v) for v in values)


LONGEST_WAIT = dt.timedelta(hours=2)
"""No wait that the delivery sets is longer."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Every wait of the delivery. Tests shorten them; the product uses the defaults."""

    retries: tuple[dt.timedelta, ...] = _seconds(2, 10, 30, 120, 600, 3600)
    """Before the 1st, 2nd ... repeat of a step that surely wrote nothing; the last one for all further repeats."""
    spread: float = 0.2
    """Each retry wait is longer or shorter by up to this share, so that many clients don't come back at once."""
    look_ups: tuple[dt.timedelta, ...] = _seconds(2, 8, 20)
    """Before each look-up of an unknown outcome; only what is missing from all of them is absent."""
    after_timeout: dt.timedelta = dt.timedelta(seconds=60)
    """One more look-up after a time-out, since a slow server may still commit."""
    file_settles: dt.timedelta = dt.timedelta(seconds=1)
    """Dinero: "it might take a second for the file to be accessible" (contract section 4.1)."""
    file_late: dt.timedelta = dt.timedelta(seconds=3)
    """Before the one repeat of a voucher that was refused because its file was not there yet."""
    gather: dt.timedelta = dt.timedelta(seconds=15)
    """How long an uploaded file waits at most for others, so that one listing can tell of all of them."""
    offline: tuple[dt.timedelta, ...] = _seconds(2, 5, 10, 30)
    """Between probes while nothing can be reached."""
    rate_limited: dt.timedelta = dt.timedelta(seconds=60)
    """Pause of a company after a 429 without Retry-After."""
    poll: dt.timedelta = dt.timedelta(milliseconds=500)
    """How often other processes' orders are looked for."""

    def waits(self, not_before: dt.datetime | None, now: dt.datetime) -> bool:
        """Return True while a wait lasts. One longer than any that we set is no wait: the clock was set back."""
        return not_before is not None and now < not_before <= now + LONGEST_WAIT

    def retry(self, attempts: int) -> dt.timedelta:
        """Return the wait before the next try after ``attempts`` failures in a row (1 or more)."""
        wait = self.retries[min(attempts, len(self.retries)) - 1]
        return wait * (1 + random.uniform(-self.spread, self.spread))  # noqa: S311 - spreads load, guards nothing

    def offline_wait(self, failures: int) -> dt.timedelta:
        """Return the wait before the next probe after ``failures`` (1 or more) that reached nothing."""
        return self.offline[min(failures, len(self.offline)) - 1]
