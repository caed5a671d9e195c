"""The last line on standard error says how many requests a command has cost, and the sandbox agrees."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from desktop.sandbox import KAFFE, Fault, Sandbox
from tests.crash.conftest import Program

Picture = Callable[..., Path]
ORDER = ("--date", "16.11.2026", "--amount", "149,-", "--account", "7200", "--json")


def _told(errors: str) -> int:
    found = re.fullmatch(r"Requests to Dinero: (\d+) \(.+\)", errors.splitlines()[-1])
    assert found, errors
    return int(found[1])


def _asked(box: Sandbox) -> int:
    return sum(r["org"] is not None for r in box.state.requests)


def test_send_tells_what_it_has_cost_by_kind(program: Program, picture: Picture, box: Sandbox) -> None:
    box.faults.add(Fault("401", "vat_types"))
    ran = program.run("send", str(picture("en.jpg")), str(picture("to.jpg")), *ORDER, "--book")
    assert (ran.status, len(box.state.vouchers(KAFFE))) == (0, 2), ran.errors
    assert _told(ran.errors) == _asked(box)
    assert "2 uploads, 2 vouchers, 2 bookings, " in ran.errors
    assert "7 lists of accounts and the like" in ran.errors, "one of six was asked for twice"


def test_deliver_tells_its_own_and_says_nothing_when_it_asked_nothing(
    program: Program, picture: Picture, box: Sandbox
) -> None:
    box.faults.add(Fault("cut", "upload", times=None))
    sent = program.run("send", str(picture("bon.jpg")), *ORDER, "--wait", "3")
    assert sent.status != 0
    before = _asked(box)
    box.faults.clear()
    ran = program.run("deliver", "--json")
    assert (ran.status, _told(ran.errors)) == (0, _asked(box) - before), ran.errors
    idle = program.run("deliver", "--json")
    assert (idle.status, "Requests to Dinero" in idle.errors) == (0, False)
