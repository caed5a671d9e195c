"""SIGKILL after each kind of answer and before it is journalled, then a new start: one voucher, one file."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.sandbox import KAFFE, Sandbox
from tests.crash.conftest import Program

ORDER = ("--date", "16.11.2026", "--amount", "1.250,00", "--account", "7200", "--company", str(KAFFE))
CREDIT = ("--supplier", "Ny Leverandør ApS", "--due", "30.12.2026", "--book", "--json")


@pytest.mark.parametrize("kind", ["upload", "contact", "voucher", "book"])
@pytest.mark.parametrize("moment", ["after-{}-answer", "after-{}-row"])
def test_a_kill_costs_nothing_and_doubles_nothing(
    kind: str, moment: str, program: Program, picture: Callable[[str], Path], box: Sandbox
) -> None:
    file = picture("bon.jpg")
    killed = program.run("send", str(file), *ORDER, *CREDIT, kill=moment.format(kind))
    assert killed.status == -signal.SIGKILL, killed.errors
    if "row" in moment:
        # The request never left; three look-ups over half a minute say so. The order of the same file waits for them.
        done = program.run("deliver", "--json")
    else:
        done = program.run("send", str(file), *ORDER, *CREDIT)
        assert done.objects[0]["warning"]
    assert done.status == 0, done
    (told,) = done.objects
    (voucher,) = box.state.vouchers(KAFFE)
    (stored,) = box.state.files(KAFFE)
    assert (told["state"], told["voucher_guid"], told["file_guid"]) == ("booked", voucher["Guid"], stored["FileGuid"])
    assert voucher["ExternalReference"] == told["receipt_id"]
    assert voucher["Status"] == "Booked"
    assert len([c for c in box.state.contacts(KAFFE) if c["Name"] == "Ny Leverandør ApS"]) == 1
    assert box.state.mistakes == []


def test_ten_files_killed_in_the_middle_and_ordered_again(
    program: Program, picture: Callable[[str], Path], box: Sandbox
) -> None:
    files = [str(picture(f"bon {i} æøå.jpg")) for i in range(10)]
    process = program.start("send", *files, *ORDER, "--json")
    assert process.stdout is not None
    for _ in range(4):
        assert process.stdout.readline()
    process.kill()
    process.communicate()
    done = program.run("send", *files, *ORDER, "--json")
    assert done.status == 0, done.errors
    assert [o["state"] for o in done.objects] == ["drafted"] * 10
    assert sorted(o["file"] for o in done.objects) == sorted(files)
    assert len(box.state.vouchers(KAFFE)) == len(box.state.files(KAFFE)) == 10


def test_three_processes_at_once_send_the_same_files_once(
    program: Program, picture: Callable[[str], Path], box: Sandbox
) -> None:
    files = [str(picture(f"bon {i}.jpg")) for i in range(4)]
    running = [program.start("send", *files, *ORDER, "--json") for _ in range(3)]
    ended = [program.end(p) for p in running]
    assert [e.status for e in ended] == [0, 0, 0], [e.errors for e in ended]
    assert {o["state"] for e in ended for o in e.objects} == {"drafted"}
    assert len({o["voucher_guid"] for e in ended for o in e.objects}) == 4
    assert len(box.state.vouchers(KAFFE)) == len(box.state.files(KAFFE)) == 4
