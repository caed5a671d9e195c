"""A login in a real keyring, shared by real processes that rotate its token, and that are killed as they do."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import requests

from desktop.receipts.faults import Fault, FaultCode
from desktop.sandbox import Fault as BoxFault
from desktop.sandbox import Options, Sandbox
from desktop.visma import Grant, KeyringHome, Registration, Source, TokenKeeper
from tests.keyring.conftest import Session

_ASK = """
import sys
from pathlib import Path
from desktop.visma import KeyringHome, Registration, Source, TokenKeeper
url, lock, *client = sys.argv[1:]
keeper = TokenKeeper(url, Registration(*client, Source.SANDBOX), KeyringHome(), Path(lock))
print("ready", flush=True)
sys.stdin.readline()
print(keeper.access_token(), flush=True)
"""


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox(options=Options(grace_seconds=0)) as box:
        yield box


@pytest.fixture
def keeper(box: Sandbox, unlocked: Session, tmp_path: Path) -> TokenKeeper:
    """Return a keeper that has logged in; its keyring is there."""
    assert unlocked
    keeper = new_keeper(box, tmp_path)
    tokens = box.issue_tokens()
    keeper.accept(Grant(tokens.access_token, tokens.refresh_token, tokens.expires_in))
    return keeper


def new_keeper(box: Sandbox, folder: Path) -> TokenKeeper:
    registration = Registration(box.client_id, box.client_secret, box.redirect_uri, Source.SANDBOX)
    return TokenKeeper(box.url, registration, KeyringHome(), folder / "login.lock")


class Asker:
    """Another process that asks for an access token once it is told to."""

    def __init__(self, box: Sandbox, folder: Path) -> None:
        arguments = [box.url, str(folder / "login.lock"), box.client_id, box.client_secret, box.redirect_uri]
        self._process = subprocess.Popen(
            [sys.executable, "-c", _ASK, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._line() == "ready"

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def go(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()

    def token(self) -> str:
        line = self._line()
        self.close()
        return line

    def kill(self) -> None:
        self._process.kill()
        self.close()

    def close(self) -> None:
        self._process.communicate(timeout=30)


def works(box: Sandbox, token: str) -> bool:
    answer = requests.get(f"{box.url}/v1/organizations", headers={"Authorization": f"Bearer {token}"}, timeout=5)
    return answer.status_code == 200


def refreshes(box: Sandbox) -> int:
    return sum(1 for request in box.state.requests if request["operation"] == "token")


def test_a_login_outlives_program_and_session(
    keeper: TokenKeeper, box: Sandbox, unlocked: Session, tmp_path: Path
) -> None:
    assert works(box, keeper.access_token())
    for _ in range(3):
        unlocked.stop()
        unlocked.start()
        assert works(box, new_keeper(box, tmp_path).access_token())
    assert box.state.mistakes == []


def test_many_processes_at_once_rotate_one_after_the_other(keeper: TokenKeeper, box: Sandbox, tmp_path: Path) -> None:
    assert keeper.logged_in()
    box.faults.add(BoxFault("slow", "token", seconds=0.2, times=None))
    askers = [Asker(box, tmp_path) for _ in range(4)]
    for asker in askers:
        asker.go()
    tokens = [asker.token() for asker in askers]
    assert all(works(box, token) for token in tokens)
    assert len(set(tokens)) == refreshes(box) == 4
    assert box.state.mistakes == []
    assert works(box, new_keeper(box, tmp_path).access_token())


@pytest.mark.skipif(sys.platform == "win32", reason="processes end in another way there")
def test_a_process_that_is_killed_with_the_answer_on_its_way_costs_no_login(
    keeper: TokenKeeper, box: Sandbox, tmp_path: Path
) -> None:
    assert keeper.logged_in()
    box.options = replace(box.options, grace_seconds=30)
    fault = box.faults.add(BoxFault("slow", "token", seconds=1.0))
    asker = Asker(box, tmp_path)
    asker.go()
    end = time.monotonic() + 20
    while not fault.struck:
        assert time.monotonic() < end
        time.sleep(0.005)
    asker.kill()
    assert works(box, new_keeper(box, tmp_path).access_token())
    assert works(box, new_keeper(box, tmp_path).access_token())
    assert box.state.mistakes == []


def test_logging_out_leaves_nothing_behind(keeper: TokenKeeper, box: Sandbox, tmp_path: Path) -> None:
    keeper.log_out()
    again = new_keeper(box, tmp_path)
    assert not again.logged_in()
    with pytest.raises(Fault) as raised:
        again.access_token()
    assert raised.value.code is FaultCode.NOT_LOGGED_IN


def test_a_locked_keyring_keeps_the_login_for_later(
    keeper: TokenKeeper, box: Sandbox, unlocked: Session, tmp_path: Path
) -> None:
    assert keeper.logged_in()
    unlocked.stop()
    unlocked.start(password="forkert")
    with pytest.raises(Fault) as raised:
        new_keeper(box, tmp_path).access_token()
    assert raised.value.code is FaultCode.KEYRING_LOCKED
    assert refreshes(box) == 0
    unlocked.stop()
    unlocked.start()
    assert works(box, new_keeper(box, tmp_path).access_token())
