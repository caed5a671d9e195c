"""The limit of requests holds in every minute, for several processes at once, whatever a clock does within a minute."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.store import Journal, RequestStart, RequestTable

LIMIT = 5
START = RequestStart("look_up", 42, "client")
_folders = itertools.count()


class Clock:
    """True seconds, and how wrong this computer's clock is."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.wrong_by = 0.0

    def __call__(self) -> dt.datetime:
        return dt.datetime(2026, 5, 16, 12, tzinfo=dt.UTC) + dt.timedelta(seconds=self.seconds + self.wrong_by)


steps = st.lists(st.tuples(st.floats(0, 40), st.integers(0, 1)), min_size=1, max_size=60)


def play(folder: Path, moves: list[tuple[float, int]], set_back: dict[int, float]) -> list[float]:
    """Ask for room at each move, from one of two processes; return when requests left, in true seconds."""
    clock, left = Clock(), []
    journals = [Journal(folder / str(next(_folders)) / "journal.sqlite3", clock)]
    journals.append(Journal(journals[0].path, clock))
    for number, (pause, who) in enumerate(moves):
        clock.seconds += pause
        clock.wrong_by -= set_back.get(number, 0.0)
        answer = RequestTable(journals[who]).begin(START, LIMIT)
        if isinstance(answer, int):
            left.append(clock.seconds)
        else:
            assert dt.timedelta(0) < answer <= dt.timedelta(seconds=60), "no wait is longer than the window"
    for journal in journals:
        journal.close()
    return left


def most_in_a_minute(left: list[float]) -> int:
    return max((sum(1 for other in left if begin <= other < begin + 60) for begin in left), default=0)


CHANCE = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@CHANCE
@given(steps)
def test_never_more_than_the_limit_in_any_minute(tmp_path: Path, moves: list[tuple[float, int]]) -> None:
    left = play(tmp_path, moves, {})
    assert most_in_a_minute(left) <= LIMIT
    assert len(left) >= min(len(moves), LIMIT)


@CHANCE
@given(steps, st.integers(0, 59), st.floats(0, 55))
def test_not_even_when_the_clock_is_set_back_a_little(
    tmp_path: Path, moves: list[tuple[float, int]], when: int, by: float
) -> None:
    assert most_in_a_minute(play(tmp_path, moves, {when: by})) <= LIMIT
