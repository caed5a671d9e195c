"""Never more than the limit in any 60 seconds, counted where it matters: in the sandbox, as Dinero counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.dinero import client as dinero_client
from desktop.receipts.faults import Fault, FaultCode
from desktop.sandbox import KAFFE, Options
from desktop.sandbox import Fault as BoxFault
from tests.unit.outbox.minutes import Computer, Process, most_in_a_minute

WINDOW = 61.0


@pytest.fixture
def computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Computer]:
    monkeypatch.setattr(dinero_client, "PAGE_SIZE", 2)  # so that a list of suppliers has several pages
    computer = Computer(tmp_path)
    yield computer
    computer.close()


def mixed(process: Process, computer: Computer, rounds: int) -> None:
    """Ask in every way: steps of one request, of several pages, with a 401 at the start; and outside any step."""
    for number in range(rounds):
        if number % 3 == 0:
            computer.box.faults.add(BoxFault("401", "vat_types"))
        _refused_at_most(lambda: process.step("look_up", lambda: process.sender.vat_types(KAFFE)))
        _refused_at_most(lambda: process.step("list_files", lambda: process.sender.contacts(KAFFE)))
        process.reader.accounting_years(KAFFE)
        if number % 4 == 0:
            computer.box.faults.add(BoxFault("401", "contacts"))
        _refused_at_most(lambda: process.reader.contacts(KAFFE))


def _refused_at_most(ask: Callable[[], object]) -> None:
    """Ask; where several threads work, one can meet the 401s that were meant for two."""
    try:
        ask()
    except Fault as fault:
        if fault.code is not FaultCode.WRONG_PROFILE:
            raise


@pytest.mark.parametrize("per_minute", [90, 50])
def test_pages_repeats_and_readings_all_count(computer: Computer, per_minute: int) -> None:
    process = computer.process(per_minute)
    begun = computer.time.now
    mixed(process, computer, 20)
    arrivals = computer.arrivals()
    assert len(process.rows()) == len(arrivals) > 2.5 * per_minute
    assert {"look_up", "list_files", "page", "again", "reference"} == set(process.rows())
    assert most_in_a_minute(arrivals) == per_minute
    assert computer.time.now - begun <= len(arrivals) // per_minute * WINDOW + 1, "and it is not slower than it must"


def test_four_senders_of_two_processes_share_one_minute(computer: Computer) -> None:
    processes = [computer.process(90), computer.process(90)]

    def job(process: Process) -> None:
        mixed(process, computer, 5)
        process.journal.close_thread()

    computer.time.work([lambda p=p: job(p) for p in processes * 2])  # type: ignore[misc]
    assert len(processes[0].rows()) == len(computer.arrivals()) > 180
    assert most_in_a_minute(computer.arrivals()) == 90


@pytest.mark.parametrize("jumps", [(3600.0,), (-3600.0,), (86400.0, -86400.0), (-30.0, 30.0), (-59.0,), (90.0,)])
def test_neither_a_clock_that_is_set_nor_a_restart_opens_the_minute(
    computer: Computer, jumps: tuple[float, ...]
) -> None:
    process = computer.process(90)
    begun = computer.time.now
    for jump in (*jumps, 0.0):
        mixed(process, computer, 5)
        computer.wrong_by += jump
        computer.end(process)
        process = computer.process(90)
        mixed(process, computer, 2)
    assert most_in_a_minute(computer.arrivals()) <= 90
    assert computer.time.now - begun <= len(computer.arrivals()) // 90 * WINDOW + 1, "nothing waits for a wrong clock"


def test_after_a_429_the_company_pauses_goes_at_half_for_ten_minutes_then_in_full(computer: Computer) -> None:
    process, other = computer.process(20), computer.process(20)
    computer.box.options = Options(rate_limit=8)  # as when another program uses the same client
    with pytest.raises(Fault, match="rate_limited") as caught:
        for _ in range(9):
            other.reader.vat_types(KAFFE)
    pause = caught.value.retry_after or 0.0
    assert 50 < pause <= 61
    computer.box.options = Options(rate_limit=100)
    refused_at, reached = computer.time.now, len(computer.arrivals())
    while computer.time.now < refused_at + pause + 600 + 2 * WINDOW:
        try:
            process.step("look_up", lambda: process.sender.vat_types(KAFFE))
        except Fault as fault:
            computer.time.rest(fault.retry_after or 1.0)
    after = computer.arrivals()[reached:]
    assert after[0] >= refused_at + pause, "nothing leaves during the pause"
    in_half = [moment for moment in after if moment < refused_at + pause + 600]
    assert most_in_a_minute(in_half) == 10
    assert most_in_a_minute(after) == 20
    assert len(in_half) >= 9 * 10
