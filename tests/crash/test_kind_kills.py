"""SIGKILL at random moments while manual vouchers and credit notes are made: each is there once in the end."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.sandbox import KAFFE, Fault, Sandbox
from tests.crash.conftest import Program
from tests.crash.long_form import size
from tests.crash.test_random_kills import SPAN_S, Sum, kill_after, kill_when, something_is_out

Picture = Callable[[str], Path]
HEAD = ("--date", "16.11.2026", "--amount", "1.250,00", "--company", str(KAFFE), "--json")
KINDS = {
    "manual": ("--kind", "manual", "--account", "63000", "--balancing", "55000"),
    "credit_note": ("--kind", "credit_note", "--account", "7200", "--supplier", "Ny Leverandør ApS"),
}
CREATES = {"manual": "create_manual", "credit_note": "create_creditnote"}
SANDBOX_WORD = {"manual": "manuel", "credit_note": "creditnote"}
KILLS = size(8, 200)


def made(box: Sandbox) -> list[dict[str, Any]]:
    return box.state.ledger(KAFFE)


def assert_once(box: Sandbox, kind: str, vouchers: list[str]) -> None:
    there, files = made(box), box.state.files(KAFFE)
    assert {v["Kind"] for v in there} == {SANDBOX_WORD[kind]}
    assert sorted(v["Guid"] for v in there) == sorted(vouchers)
    assert sorted(v["FileGuid"] for v in there) == sorted(f["FileGuid"] for f in files)
    assert box.state.mistakes == []


@pytest.mark.slow
@pytest.mark.timeout(60 + 15 * KILLS)
@pytest.mark.parametrize("kind", KINDS)
def test_kills_at_random_moments(kind: str, program: Program, picture: Picture, box: Sandbox) -> None:
    program.quick = True
    chance, total = random.Random(11), Sum()
    box.faults.add(Fault("slow", "upload", seconds=0.3, times=None))
    box.faults.add(Fault("slow", CREATES[kind], seconds=0.4, after=True, times=None))
    while total.kills < KILLS:
        total.ordered += [str(picture(f"bon {len(total.ordered)}.jpg")) for _ in range(chance.choice([0, 1, 1, 2]))]
        process = program.start("send", *total.ordered[-3:], *total.waiting(), *HEAD, *KINDS[kind])
        total.kills += kill_after(process, chance.uniform(0, SPAN_S))
        total.in_flight += something_is_out(program)
        total.hear(program.end(process))
    box.faults.clear()
    last = program.run("send", *total.ordered, *HEAD, *KINDS[kind])
    total.hear(last)
    assert (last.status, total.waiting()) == (0, []), last.errors
    assert_once(box, kind, list(total.delivered.values()))
    told = f"{kind}: {total.kills} kills ({total.in_flight} with a request out), {len(total.ordered)} receipts"
    print(f"\n{told}, {len(box.state.requests)} requests")  # noqa: T201 - the figures are what it is run for


@pytest.mark.parametrize("kind", KINDS)
def test_a_kill_after_dinero_has_committed_and_before_it_answers(
    kind: str, program: Program, picture: Picture, box: Sandbox
) -> None:
    program.quick = True
    box.faults.add(Fault("slow", CREATES[kind], after=True, seconds=1.0))
    args = ("send", str(picture("bon.jpg")), *HEAD, *KINDS[kind], "--book")
    process = program.start(*args)
    kill_when(process, lambda: any(f.struck for f in box.faults) and bool(made(box)))
    done = program.run(*args)
    assert [told["state"] for told in done.objects] == ["booked"], done
    assert_once(box, kind, [told["voucher_guid"] for told in done.objects])


@pytest.mark.parametrize("kind", KINDS)
def test_sent_booked_taken_back_and_sent_again(kind: str, program: Program, picture: Picture, box: Sandbox) -> None:
    program.quick = True
    args = ("send", str(picture("bon.jpg")), *HEAD, *KINDS[kind], "--book")
    (first,) = program.run(*args).objects
    assert first["state"] == "booked"
    (back,) = program.run("undo", first["receipt_id"], "--offset", "--json").objects
    assert (back["state"], made(box)) == ("ready", [])
    (again,) = program.run(*args).objects
    assert (again["state"], again["receipt_id"]) == ("booked", first["receipt_id"])
    assert again["voucher_guid"] != first["voucher_guid"]
    assert_once(box, kind, [again["voucher_guid"]])
