"""SIGKILL at random moments, again and again, with a slow Dinero: in the end one voucher and one file a receipt."""

from __future__ import annotations

import random
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop.receipts.states import IN_FLIGHT
from desktop.sandbox import KAFFE, Fault, Sandbox
from desktop.store import Journal, ReceiptTable
from tests.crash.conftest import Program, Ran
from tests.crash.long_form import size

ORDER = ("--date", "16.11.2026", "--amount", "1.250,00", "--account", "7200", "--company", str(KAFFE), "--json")
KILLS = size(8, 300)
UNDO_KILLS = size(6, 100)
SPAN_S = 2.0
"""From the moment that the program is loaded; a delivery takes about as long."""
TRICKLE = (
    Fault("slow", "upload", seconds=0.3, times=None),
    Fault("slow", "create_voucher", seconds=0.3, after=True, times=None),
)


@dataclass
class Sum:
    """What was ordered, and what the program has told of it."""

    ordered: list[str] = field(default_factory=list)
    delivered: dict[str, str] = field(default_factory=dict)
    """File to voucher."""
    kills: int = 0
    in_flight: int = 0
    """Kills while a request was out."""

    def hear(self, ran: Ran) -> None:
        for told in ran.objects:
            if told["state"] == "drafted":
                assert self.delivered.setdefault(told["file"], told["voucher_guid"]) == told["voucher_guid"]

    def waiting(self) -> list[str]:
        return [file for file in self.ordered if file not in self.delivered]


def kill_after(process: subprocess.Popen[str], seconds: float) -> bool:
    """Kill a process so long after it has loaded; return False when it ended first."""
    assert process.stderr is not None
    assert process.stderr.readline() == "ready\n"
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


@pytest.mark.slow
@pytest.mark.timeout(60 + 15 * KILLS)
@pytest.mark.parametrize("seed", [5])
def test_kills_at_random_moments_lose_nothing_and_double_nothing(
    seed: int, program: Program, picture: Callable[[str], Path], box: Sandbox
) -> None:
    program.quick = True
    chance, total = random.Random(seed), Sum()
    for fault in TRICKLE:
        box.faults.add(fault)
    while total.kills < KILLS:
        total.ordered += [str(picture(f"bon {len(total.ordered)}.jpg")) for _ in range(chance.choice([0, 1, 1, 2]))]
        process = program.start("send", *total.ordered[-3:], *total.waiting(), *ORDER)
        total.kills += kill_after(process, chance.uniform(0, SPAN_S))
        total.in_flight += something_is_out(program)
        total.hear(program.end(process))
    box.faults.clear()
    last = program.run("send", *total.ordered, *ORDER)
    total.hear(last)
    assert last.status == 0, last.errors
    assert total.waiting() == []
    assert_one_each(box, list(total.delivered.values()))
    figures = f"{total.kills} kills ({total.in_flight} with a request out), {len(total.ordered)} receipts"
    print(f"\n{figures}, {len(box.state.requests)} requests")  # noqa: T201 - the figures are what it is run for


def something_is_out(program: Program) -> bool:
    """Return True when the journal knows of a request whose outcome it does not know."""
    journal = Journal(program.data_dir / "journal.sqlite3")
    try:
        return bool(ReceiptTable(journal).in_states(IN_FLIGHT))
    finally:
        journal.close()


def assert_one_each(box: Sandbox, vouchers: list[str]) -> None:
    """Assert that these vouchers are all that Dinero has, each with a file of its own, and no file is left over."""
    made, files = box.state.vouchers(KAFFE), box.state.files(KAFFE)
    assert sorted(v["Guid"] for v in made) == sorted(vouchers)
    assert sorted(v["FileGuid"] for v in made) == sorted(f["FileGuid"] for f in files)
    assert len({v["ExternalReference"] for v in made}) == len(made)
    assert box.state.mistakes == []


def test_a_kill_in_the_middle_of_a_body_leaves_nothing_behind(
    program: Program, picture: Callable[..., Path], box: Sandbox
) -> None:
    program.quick = True
    file = str(picture("bon.jpg", 400, 600))
    killed = program.run("send", file, *ORDER, kill="in-body")
    assert killed.status == -signal.SIGKILL, killed.errors
    assert box.state.files(KAFFE) == []
    done = program.run("send", file, *ORDER)
    assert_one_each(box, [told["voucher_guid"] for told in done.objects])


@pytest.mark.parametrize("operation", ["upload", "contact", "create_voucher", "book"])
def test_a_kill_after_dinero_has_committed_and_before_it_answers(
    operation: str, program: Program, picture: Callable[[str], Path], box: Sandbox
) -> None:
    program.quick = True
    box.faults.add(Fault("slow", operation, after=True, seconds=1.0))
    args = (str(picture("bon.jpg")), *ORDER, "--supplier", "Ny Leverandør ApS", "--due", "30.12.2026", "--book")
    process = program.start("send", *args)
    kill_when(process, lambda: any(f.struck for f in box.faults) and committed(box, operation))
    done = program.run("send", *args)
    assert [told["state"] for told in done.objects] == ["booked"], done
    assert_one_each(box, [told["voucher_guid"] for told in done.objects])
    assert len([c for c in box.state.contacts(KAFFE) if c["Name"] == "Ny Leverandør ApS"]) == 1


def committed(box: Sandbox, operation: str) -> bool:
    """Return True when what the operation makes is there."""
    match operation:
        case "upload":
            return bool(box.state.files(KAFFE))
        case "contact":
            return any(c["Name"] == "Ny Leverandør ApS" for c in box.state.contacts(KAFFE))
        case "create_voucher":
            return bool(box.state.vouchers(KAFFE))
        case _:
            return any(v["Status"] != "Draft" for v in box.state.vouchers(KAFFE))


def kill_when(process: subprocess.Popen[str], fact: Callable[[], bool]) -> None:
    """Kill a process as soon as a fact is there."""
    while not fact():
        assert process.poll() is None, "it ended too early"
        try:
            process.wait(0.01)
        except subprocess.TimeoutExpired:
            continue
    process.kill()
    process.communicate()


@pytest.mark.slow
@pytest.mark.timeout(60 + 15 * KILLS)
def test_kills_between_sending_and_taking_back_leave_one_voucher_and_one_file_each(
    program: Program, picture: Callable[[str], Path], box: Sandbox
) -> None:
    program.quick = True
    chance, kills = random.Random(7), 0
    files = [str(picture(f"bon {number}.jpg")) for number in range(4)]
    ids = [told["receipt_id"] for told in program.run("send", *files, *ORDER).objects]
    for fault in (*TRICKLE, Fault("slow", "delete_voucher", seconds=0.3, after=True, times=None)):
        box.faults.add(fault)
    while kills < UNDO_KILLS:
        words = chance.choice([("undo", *ids, "--json"), ("send", *files, *ORDER)])
        process = program.start(*words)
        kills += kill_after(process, chance.uniform(0, SPAN_S))
        program.end(process)
    box.faults.clear()
    last = program.run("send", *files, *ORDER)
    assert last.status == 0, last.errors
    assert sorted(told["receipt_id"] for told in last.objects) == sorted(ids)
    assert_one_each(box, [told["voucher_guid"] for told in last.objects])
    deleted = sum(v["Deleted"] for v in box.state.vouchers(KAFFE, deleted=True))
    print(f"\n{kills} kills, {deleted} vouchers taken back, {len(box.state.requests)} requests")  # noqa: T201 - as above
