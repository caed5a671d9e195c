"""SIGKILL round the storing of a one-time refresh token: with Visma's grace no login is lost, without it one a kill."""

from __future__ import annotations

import random
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.sandbox import KAFFE, Fault, Options, Sandbox
from tests.crash.conftest import Program
from tests.crash.long_form import size
from tests.crash.test_random_kills import ORDER, assert_one_each, kill_after

POINTS = ["before-secret-1", "after-secret-1", "before-secret-2", "after-secret-2"]
"""The mark that a refresh leaves is stored first, then the token that it brought."""
LOST_WITHOUT_GRACE = "before-secret-2"
NOT_LOGGED_IN = 3
ONE_TIME = Options(refresh_tokens="one-time", rate_limit=None)
KILLS = size(3, 60)


@pytest.fixture
def keeping(program: Program, tmp_path: Path) -> Program:
    """The program, quick, with its login kept from one start to the next."""
    program.quick, program.secrets = True, tmp_path / "secrets"
    return program


def log_in(program: Program, box: Sandbox) -> None:
    """Let the next start bring a new login along."""
    program.token = box.issue_tokens().refresh_token or ""


@pytest.mark.parametrize("point", POINTS)
def test_with_a_grace_no_kill_costs_the_login(
    point: str, keeping: Program, picture: Callable[..., Path], box: Sandbox
) -> None:
    box.options = replace(ONE_TIME, grace_seconds=5)
    log_in(keeping, box)
    file = str(picture("bon.jpg"))
    killed = keeping.run("send", file, *ORDER, kill=point)
    assert killed.status == -signal.SIGKILL, killed.errors
    keeping.token = ""
    done = keeping.run("send", file, *ORDER)
    assert done.status == 0, done.errors
    assert_one_each(box, [told["voucher_guid"] for told in done.objects])


@pytest.mark.parametrize("point", POINTS)
def test_without_a_grace_a_kill_replays_once_at_most(
    point: str, keeping: Program, picture: Callable[..., Path], box: Sandbox
) -> None:
    box.options = replace(ONE_TIME, grace_seconds=0)
    log_in(keeping, box)
    file = str(picture("bon.jpg"))
    assert keeping.run("send", file, *ORDER, kill=point).status == -signal.SIGKILL
    keeping.token = ""
    after = keeping.run("send", file, *ORDER)
    lost = point == LOST_WITHOUT_GRACE
    assert after.status == (NOT_LOGGED_IN if lost else 0), after.errors
    assert len(box.state.mistakes) == (1 if lost else 0)
    if lost:
        log_in(keeping, box)
        after = keeping.run("send", file, *ORDER)
    assert [told["state"] for told in after.objects] == ["drafted"], after.errors
    assert len(box.state.vouchers(KAFFE)) == len(box.state.files(KAFFE)) == 1


@pytest.mark.slow
@pytest.mark.timeout(60 + 20 * KILLS)
@pytest.mark.parametrize("grace", [20, 0])
def test_kills_while_tokens_change_every_second(
    grace: float, keeping: Program, picture: Callable[..., Path], box: Sandbox
) -> None:
    box.options = replace(ONE_TIME, grace_seconds=grace, access_token_seconds=1)
    box.faults.add(Fault("slow", "token", seconds=0.2, after=True, times=None))
    box.faults.add(Fault("slow", "upload", seconds=0.5, times=None))
    chance, files, kills, logins = random.Random(7), [str(picture("bon.jpg"))], 0, 1
    log_in(keeping, box)
    first = keeping.run("send", files[0], *ORDER)
    assert first.status == 0, first.errors
    keeping.token = ""  # the login is kept by now; a start that is killed before it has kept it costs one, too
    for number in range(KILLS):
        files.append(str(picture(f"bon {number}.jpg")))
        process = keeping.start("send", files[-1], *ORDER)
        kills += kill_after(process, chance.uniform(0, 2))
        keeping.end(process)
        done = keeping.run("send", files[-1], *ORDER)
        if done.status == NOT_LOGGED_IN:
            logins += 1
            log_in(keeping, box)
            done = keeping.run("send", files[-1], *ORDER)
            keeping.token = ""
        assert done.status == 0, done.errors
    replays = len(box.state.mistakes)
    refreshes = len([r for r in box.state.requests if r["operation"] == "token"])
    print(f"\ngrace {grace} s: {kills} kills, {refreshes} refreshes, {replays} replays, {logins} logins")  # noqa: T201
    assert replays == logins - 1
    assert replays <= (0 if grace else kills)
    assert len(box.state.vouchers(KAFFE)) == len(box.state.files(KAFFE)) == len(files)
