"""The limit of requests holds in every minute, for several processes at once, whatever the clock on the wall says."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.store import Journal, RequestStart, RequestTable

LIMIT = 6
START = RequestStart("look_up", 42, "client")
WINDOW = 61.0
_folders = itertools.count()


class Computer:
    """True seconds, when the computer was started, and how wrong the clock on its wall is."""

    def __init__(self, folder: Path) -> None:
        self.seconds = 1_000_000.0
        self.started = 900_000.0
        self.wrong_by = 0.0
        self._path = folder / str(next(_folders)) / "journal.sqlite3"
        self._processes = [self._process(), self._process()]

    def _process(self) -> Journal:
        return Journal(self._path, self.wall, lambda: self.seconds - self.started)

    def wall(self) -> dt.datetime:
        return dt.datetime(2026, 5, 16, 12, tzinfo=dt.UTC) + dt.timedelta(seconds=self.seconds + self.wrong_by)

    def requests(self, who: int = 0) -> RequestTable:
        return RequestTable(self._processes[who])

    def restart_program(self, who: int) -> None:
        self._processes[who].close()
        self._processes[who] = self._process()

    def restart(self, seconds: float) -> None:
        """Start the computer anew; ``seconds`` ago it was already running."""
        self.started = self.seconds - seconds
        for who in range(len(self._processes)):
            self.restart_program(who)

    def close(self) -> None:
        for journal in self._processes:
            journal.close()

    def sent_in_a_row(self) -> int:
        """Return how many requests may leave now."""
        count = 0
        while isinstance(self.requests().begin(START, LIMIT), int):
            count += 1
        return count


def most_in_a_minute(left: list[float]) -> int:
    return max((sum(1 for other in left if begin <= other < begin + 60) for begin in left), default=0)


moves = st.tuples(st.floats(0, 40), st.integers(0, 1), st.just("try"), st.just(0.0))
wrongs = st.tuples(st.floats(0, 40), st.integers(0, 1), st.just("set clock"), st.floats(-1e8, 1e8))
ends = st.tuples(st.floats(0, 40), st.integers(0, 1), st.just("restart program"), st.just(0.0))
boots = st.tuples(st.floats(20, 40), st.integers(0, 1), st.just("restart computer"), st.floats(5, 19))
CHANCE = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def play(computer: Computer, happenings: list[tuple[float, int, str, float]]) -> list[float]:
    """Let all this happen, and ask for room each time; return when requests left, in true seconds."""
    left = []
    for pause, who, what, value in happenings:
        computer.seconds += pause
        if what == "set clock":
            computer.wrong_by += value
        elif what == "restart program":
            computer.restart_program(who)
        elif what == "restart computer":
            computer.restart(value)
        answer = computer.requests(who).begin(START, LIMIT)
        if isinstance(answer, int):
            left.append(computer.seconds)
        else:
            assert dt.timedelta(0) < answer <= dt.timedelta(seconds=WINDOW), "no wait is longer than the window"
    return left


@CHANCE
@given(st.lists(st.one_of(moves, moves, moves, wrongs, ends, boots), min_size=1, max_size=60))
def test_never_more_than_the_limit_in_any_minute(
    tmp_path: Path, happenings: list[tuple[float, int, str, float]]
) -> None:
    computer = Computer(tmp_path)
    left = play(computer, happenings)
    assert most_in_a_minute(left) <= LIMIT
    assert len(left) >= min(len(happenings), LIMIT)
    computer.seconds += WINDOW
    computer.sent_in_a_row()  # the last rows of an earlier start can hold this minute, but no other
    computer.seconds += WINDOW
    assert computer.sent_in_a_row() == LIMIT
    computer.close()


@pytest.mark.parametrize("jump", [-86400.0, -3600.0, -30.0, 30.0, 3600.0, 86400.0])
def test_a_clock_that_is_set_opens_no_minute_and_closes_none(tmp_path: Path, jump: float) -> None:
    computer = Computer(tmp_path)
    assert computer.sent_in_a_row() == LIMIT
    computer.wrong_by += jump
    computer.restart_program(0)
    computer.seconds += WINDOW - 1
    assert computer.sent_in_a_row() == 0
    computer.seconds += 1
    assert computer.sent_in_a_row() == LIMIT
    computer.close()


def test_after_a_restart_of_the_computer_rows_from_the_future_count_as_now(tmp_path: Path) -> None:
    computer = Computer(tmp_path)
    assert computer.sent_in_a_row() == LIMIT
    computer.seconds += 20
    computer.restart(10)
    computer.wrong_by -= 86400
    assert computer.sent_in_a_row() == 0
    computer.seconds += WINDOW - 10
    assert computer.sent_in_a_row() == LIMIT
    computer.close()


@pytest.mark.parametrize(("jump", "room"), [(0.0, 0), (-30.0, 0), (-86400.0, LIMIT), (86400.0, LIMIT)])
def test_rows_of_an_earlier_version_count_by_the_wall_clock(tmp_path: Path, jump: float, room: int) -> None:
    computer = Computer(tmp_path)
    assert computer.sent_in_a_row() == LIMIT
    journal = computer._processes[0]
    with journal.write() as connection:
        connection.execute("UPDATE requests SET detail = json_remove(detail, '$.steady')")
    computer.wrong_by += jump
    assert computer.sent_in_a_row() == room
    computer.close()


# after a 429


def refused(computer: Computer, pause: float) -> None:
    number = computer.requests(1).begin(START, LIMIT)
    assert isinstance(number, int)
    computer.requests(1).refused(number, pause)


def test_a_429_pauses_the_company_for_every_process_and_then_halves_its_rate_for_ten_minutes(tmp_path: Path) -> None:
    computer = Computer(tmp_path)
    refused(computer, 45.0)
    computer.seconds += 5
    computer.wrong_by += 3600
    computer.restart_program(0)
    with pytest.raises(Fault) as caught:
        computer.requests().begin(START, LIMIT)
    fault = caught.value
    assert (fault.code, fault.effect, fault.retry_after) == (FaultCode.RATE_LIMITED, Effect.WAIT, 40.0)
    assert isinstance(computer.requests().begin(replace(START, company_id=43), LIMIT), int), "another company goes on"
    assert isinstance(computer.requests().begin(replace(START, client="other"), LIMIT), int)
    computer.seconds += 40
    rates = []
    for _minute in range(12):
        rates.append(computer.sent_in_a_row())
        computer.seconds += WINDOW
    assert rates == [LIMIT // 2 - 1] + [LIMIT // 2] * 9 + [LIMIT] * 2, "the refused one is in the first minute, too"
    computer.close()


def test_the_longer_of_two_pauses_counts(tmp_path: Path) -> None:
    computer = Computer(tmp_path)
    numbers = [computer.requests().begin(START, LIMIT) for _ in range(2)]
    for number, pause in zip(numbers, (60.0, 1.0), strict=True):
        assert isinstance(number, int)
        computer.requests().refused(number, pause)
    computer.seconds += 30
    with pytest.raises(Fault, match="rate_limited"):
        computer.requests().begin(START, LIMIT)
    computer.close()


def test_a_pause_outlasts_no_restart_of_the_computer_by_more_than_itself(tmp_path: Path) -> None:
    computer = Computer(tmp_path)
    refused(computer, 60.0)
    computer.seconds += 30
    computer.restart(10)
    with pytest.raises(Fault, match="rate_limited"):
        computer.requests().begin(START, LIMIT)
    computer.seconds += 51
    assert computer.sent_in_a_row() == LIMIT // 2
    computer.close()
