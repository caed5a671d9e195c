"""A personal key from the command line, in a real keyring: set, used, refused, forgotten; nothing of it in a file."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image

from desktop.sandbox import KAFFE, STARTER, Options, Sandbox
from desktop.sandbox import Fault as BoxFault
from desktop.sandbox.companies import ORGANIZATIONS
from desktop.visma import KeyringHome, KeyStore
from tests.keyring.conftest import Session

ROOT = Path(__file__).parents[2]
ORDER = ("--date", "16.11.2026", "--amount", "149,-", "--account", "7200", "--json")


@dataclass
class Shell:
    """Starts the program as a person does in a terminal; ``client`` says whether the environment names the key's."""

    box: Sandbox
    data_dir: Path
    client: bool = True
    said: list[str] = field(default_factory=list)

    def environ(self) -> dict[str, str]:
        named = {
            "BILAGSDROP_CLIENT_ID": self.box.personal_client_id,
            "BILAGSDROP_CLIENT_SECRET": self.box.personal_client_secret,
        }
        return os.environ | {
            "BILAGSDROP_AUTHZ_URL": self.box.url,
            "BILAGSDROP_API_URL": self.box.url,
            "BILAGSDROP_CONNECT_URL": self.box.url,
            "BILAGSDROP_DATA_DIR": str(self.data_dir),
            "LANGUAGE": "en",
            "PYTHONDEVMODE": "0",
            **(named if self.client else {}),
        }

    def run(self, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "desktop", *words]
        ran = subprocess.run(
            command, cwd=ROOT, env=self.environ(), input=given, capture_output=True, text=True, timeout=120, check=False
        )
        self.said += [ran.stdout, ran.stderr]
        return ran

    def files(self) -> bytes:
        return b"".join(p.read_bytes() for p in self.data_dir.parent.rglob("*") if p.is_file())


@pytest.fixture
def shell(unlocked: Session, tmp_path: Path) -> Iterator[Shell]:
    assert unlocked
    with Sandbox() as box:
        yield Shell(box, tmp_path / "data")


@pytest.fixture
def bill(tmp_path: Path) -> str:
    path = tmp_path / "bon.jpg"
    Image.effect_noise((80, 120), 60).save(path)
    return str(path)


def kept(box: Sandbox) -> object:
    return KeyStore(KeyringHome(), box.url).get(box.personal_client_id)


def test_a_key_from_standard_input_delivers_a_receipt_and_can_be_forgotten(shell: Shell, bill: str) -> None:
    box = shell.box
    ran = shell.run("key", "set", given=box.api_key + "\n")
    assert (ran.returncode, ran.stdout) == (0, "")
    assert "Kaffe ApS" in ran.stderr
    shell.client = False
    ran = shell.run("send", bill, *ORDER)
    assert ran.returncode == 0, ran.stderr
    (told,) = [json.loads(line) for line in ran.stdout.splitlines()]
    assert (told["state"], told["error"]) == ("drafted", None)
    assert [v["ExternalReference"] for v in box.state.vouchers(KAFFE)] == [told["receipt_id"]]
    assert shell.run("deliver").returncode == 0
    assert "drafted" in shell.run("status", "--json").stdout
    ran = shell.run("login")
    assert (ran.returncode, "needs no login" in ran.stderr) == (0, True)
    ran = shell.run("key", "forget")
    assert ran.returncode == 0
    assert kept(box) is None
    assert shell.run("key", "forget").returncode == 0
    assert shell.run("send", bill, *ORDER, "--again").returncode == 3
    secrets = (box.api_key, box.personal_client_secret)
    assert not any(secret in text for secret in secrets for text in shell.said)
    assert not any(secret.encode() in shell.files() for secret in secrets)
    assert box.state.mistakes == []


def test_logging_out_forgets_the_key(shell: Shell) -> None:
    assert shell.run("key", "set", given=shell.box.api_key).returncode == 0
    assert kept(shell.box) is not None
    assert shell.run("logout").returncode == 0
    assert kept(shell.box) is None


def test_a_new_key_takes_the_place_of_the_old_one_without_the_client(shell: Shell) -> None:
    assert shell.run("key", "set", given=shell.box.api_key).returncode == 0
    shell.client = False
    other = ORGANIZATIONS[1002].api_key
    ran = shell.run("key", "set", given=f"\ufeff{other}\r\n")
    assert (ran.returncode, "Tag og Facade ApS" in ran.stderr) == (0, True)


def test_on_a_terminal_the_key_is_asked_for_and_not_shown(shell: Shell) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "desktop", "key", "set"]
    process = subprocess.Popen(
        command, cwd=ROOT, env=shell.environ(), stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    shown = b""
    while b"not shown): " not in shown:
        shown += os.read(ours, 1000)
    os.write(ours, shell.box.api_key.encode() + b"\n")
    with contextlib.suppress(OSError):  # Linux: the other end has closed
        while piece := os.read(ours, 1000):
            shown += piece
    os.close(ours)
    assert process.wait(60) == 0, shown
    assert b"Kaffe ApS" in shown
    assert shell.box.api_key.encode() not in shown


@pytest.mark.parametrize("given", ["", "\n", "to ord", "x" * 20_000])
def test_what_is_no_key_is_a_usage_fault(shell: Shell, given: str) -> None:
    assert shell.run("key", "set", given=given).returncode == 2
    assert shell.box.state.requests == []


def test_without_a_client_the_command_says_what_to_give(shell: Shell) -> None:
    shell.client = False
    ran = shell.run("key", "set", given="noget")
    assert ran.returncode == 2
    assert "BILAGSDROP_CLIENT_ID" in ran.stderr
    assert shell.run("key").returncode == 2


def test_a_refused_key_is_told_apart_from_a_server_that_is_down(shell: Shell) -> None:
    ran = shell.run("key", "set", given="sandbox-key-nobody")
    assert (ran.returncode, "Integrationer" in ran.stderr) == (3, True)
    shell.box.faults.add(BoxFault("503", "personal_token", times=None))
    assert shell.run("key", "set", given=shell.box.api_key).returncode == 4
    shell.box.faults.clear()
    shell.box.options = Options(key_without_plan="token")
    ran = shell.run("key", "set", given=ORGANIZATIONS[STARTER].api_key)
    assert (ran.returncode, "Pro or Total" in ran.stderr) == (1, True)
    assert kept(shell.box) is None


def test_a_key_that_is_deleted_in_dinero_stops_the_command_and_keeps_the_receipt(shell: Shell, bill: str) -> None:
    assert shell.run("key", "set", given=shell.box.api_key).returncode == 0
    assert shell.run("send", bill, *ORDER).returncode == 0
    shell.box.faults.add(BoxFault("invalid_grant", "personal_token", times=None))
    ran = shell.run("send", bill, *ORDER, "--again")
    (told,) = [json.loads(line) for line in ran.stdout.splitlines()]
    assert (ran.returncode, told["state"], told["error"]["code"]) == (3, "queued", "login_expired")
    assert "Integrationer" in told["error"]["message"]
    shell.box.faults.clear()
    ran = shell.run("deliver", "--json")
    assert (ran.returncode, json.loads(ran.stdout)["state"]) == (0, "drafted")


def test_without_a_keyring_nothing_is_kept_and_the_command_says_so(shell: Shell, unlocked: Session) -> None:
    unlocked.stop()
    ran = shell.run("key", "set", given=shell.box.api_key)
    assert ran.returncode == 3
    assert "it was not kept" in ran.stderr
    assert "key_client" not in shell.files().decode(errors="replace")
