"""``bilagsdrop undo`` as a process: out of Dinero, back into the tray, and what can't be."""

from __future__ import annotations

import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.sandbox import KAFFE, Fault, Sandbox
from tests.crash.conftest import Program

Picture = Callable[[str], Path]
ORDER = ("--date", "16.11.2026", "--amount", "149,-", "--account", "7200", "--json")
MEMBERS = {"file", "receipt_id", "state", "file_guid", "voucher_guid", "voucher_number", "warning", "error"}


@pytest.fixture
def quick(program: Program) -> Program:
    return replace(program, quick=True)


def sent(program: Program, picture: Path, *more: str) -> dict[str, Any]:
    ran = program.run("send", str(picture), *ORDER, *more)
    assert ran.status == 0, ran.errors
    return ran.objects[0]


def test_a_draft_comes_back_and_is_sent_again_with_its_file(quick: Program, picture: Picture, box: Sandbox) -> None:
    first = sent(quick, picture("bon.jpg"))
    ran = quick.run("undo", first["receipt_id"][:12], "--json")
    assert (ran.status, ran.errors.strip()) == (0, "ready")
    (back,) = ran.objects
    assert set(back) == MEMBERS
    assert (back["state"], back["voucher_guid"], back["error"]) == ("ready", None, None)
    assert back["file_guid"] == first["file_guid"]
    assert box.state.vouchers(KAFFE) == []
    assert quick.run("undo", first["receipt_id"]).status == 0, "it is in the tray already"
    again = sent(quick, picture("bon.jpg"))
    assert (again["receipt_id"], again["file_guid"]) == (first["receipt_id"], first["file_guid"])
    assert len(box.state.files(KAFFE)) == len(box.state.vouchers(KAFFE)) == 1
    assert box.state.mistakes == []


def test_a_booked_voucher_needs_offset(quick: Program, picture: Picture, box: Sandbox) -> None:
    booked = sent(quick, picture("bon.jpg"), "--book")
    refused = quick.run("undo", booked["receipt_id"], "--json")
    assert (refused.status, refused.objects[0]["state"]) == (1, "booked")
    assert refused.objects[0]["error"]["code"] == "booked_already"
    assert "--offset" in refused.errors
    assert len(box.state.vouchers(KAFFE)) == 1
    ran = quick.run("undo", booked["receipt_id"], "--offset", "--json")
    assert (ran.status, ran.objects[0]["state"]) == (0, "ready"), ran.errors
    assert box.state.vouchers(KAFFE) == []


def test_what_a_person_has_changed_is_left_alone(quick: Program, picture: Picture, box: Sandbox) -> None:
    first = sent(quick, picture("bon.jpg"))
    lines = [{"AccountNumber": 7200, "Amount": "10", "Description": "set af Karen"}]
    box.edit(first["voucher_guid"], "change", {"Lines": lines})
    ran = quick.run("undo", first["receipt_id"], "--json")
    assert ran.status == 1, (ran.objects, ran.errors)
    assert ran.objects[0]["error"]["code"] == "changed_in_dinero"
    assert quick.run("undo", first["receipt_id"]).status == 1, "nor later"
    assert len(box.state.vouchers(KAFFE)) == 1


@pytest.mark.parametrize("point", ["before-delete-row", "after-delete-row", "after-delete-answer"])
def test_an_undo_that_was_killed_is_finished(point: str, quick: Program, picture: Picture, box: Sandbox) -> None:
    first = sent(quick, picture("bon.jpg"))
    assert quick.run("undo", first["receipt_id"], kill=point).status == -signal.SIGKILL
    done = quick.run("deliver", "--json")
    assert (done.status, [o["state"] for o in done.objects]) == (0, ["ready"]), done.errors
    assert box.state.vouchers(KAFFE) == []
    assert box.state.mistakes == []


@pytest.mark.parametrize("point", ["before-delete-row", "after-delete-row", "after-delete-answer"])
def test_an_order_after_an_undo_that_was_killed_is_sent_anew(
    point: str, quick: Program, picture: Picture, box: Sandbox
) -> None:
    first = sent(quick, picture("bon.jpg"))
    assert quick.run("undo", first["receipt_id"], kill=point).status == -signal.SIGKILL
    again = sent(quick, picture("bon.jpg"))
    assert (again["receipt_id"], again["state"]) == (first["receipt_id"], "drafted"), again
    assert [v["Guid"] for v in box.state.vouchers(KAFFE)] == [again["voucher_guid"]]
    assert len(box.state.files(KAFFE)) == 1
    assert box.state.mistakes == []


def test_without_a_login_the_wish_stays(quick: Program, picture: Picture, box: Sandbox) -> None:
    first = sent(quick, picture("bon.jpg"))
    ran = replace(quick, token="not-a-token").run("undo", first["receipt_id"], "--json")
    assert (ran.status, ran.objects[0]["state"]) == (3, "drafted"), ran.errors
    assert quick.run("deliver").status == 0
    assert box.state.vouchers(KAFFE) == []


def test_an_id_that_is_none_is_a_matter_of_usage(quick: Program, picture: Picture) -> None:
    sent(quick, picture("bon.jpg"))
    assert quick.run("undo", "no-such-id").status == 2
    assert quick.run("undo").status == 2


def test_the_status_tells_what_came_of_looking_back(quick: Program, picture: Picture, box: Sandbox) -> None:
    first = sent(quick, picture("bon.jpg"))
    box.faults.add(Fault("slow", "upload", after=True, seconds=2.0))
    sent(quick, picture("bon2.jpg"))  # while its answer is waited for, the first one's file is fetched back
    rows = {row["receipt_id"]: row for row in quick.run("status", "--json").objects}
    assert rows[first["receipt_id"]]["proof"] == "stored"
