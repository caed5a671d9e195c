"""The whole main job, as a user does it: log in, open a receipt, fill it in by keyboard, send, start again, log out."""

from __future__ import annotations

import datetime as dt
import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from desktop.sandbox import KAFFE
from tests.e2e.conftest import Box, Person, wait_for

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"


def _served(box: Box, operation: str) -> int:
    return sum(r["operation"] == operation for r in box.state()["requests"])


def _log_in(person: Person) -> None:
    login = person.start("login")
    window = person.window("Log in|Log ind")
    person.focus(window)
    log_in = wait_for(person.sight.button, "Visma's login page")
    for text, key in (("ejer@example.dk", "Tab"), ("sandbox", "Return")):
        person.type(text)
        person.key(key)
    wait_for(lambda: person.sight.button() not in {None, log_in}, "Visma's consent page")
    person.key("Return")  # "accept" has the focus
    _out, errors = login.communicate(timeout=60)
    assert login.returncode == 0, errors


def _status(person: Person) -> list[dict[str, Any]]:
    return [json.loads(line) for line in person.run("status", "--json").stdout.splitlines()]


def _vouchers(box: Box) -> list[dict[str, Any]]:
    return list(box.company(KAFFE)["vouchers"])


def _secrets_of(box: Box) -> tuple[bytes, ...]:
    return (box.told["client_secret"].encode(), b"access_token", b"Bearer ", b"refresh_token")


def _assert_no_secrets(folder: Path, box: Box) -> None:
    for path in (p for p in folder.rglob("*") if p.is_file()):
        data = path.read_bytes()
        for secret in _secrets_of(box):
            assert secret not in data, f"{path.name} holds {secret!r}"


def test_from_the_login_to_the_books_and_out_again(person: Person, box: Box, tmp_path: Path) -> None:
    _log_in(person)
    assert _status(person) == []

    program = person.start(str(SAMPLES / "taxa-nordlyset.jpg"))
    window = person.window("Bilagsdrop")
    (receipt,) = wait_for(partial(_status, person), "the receipt in the tray")
    assert receipt["state"] == "new"
    wait_for(lambda: _served(box, "years"), "the accounts")

    second = person.run(str(SAMPLES / "p-billet.jpg"))
    assert second.returncode == 0, second.stderr
    wait_for(lambda: len(_status(person)) == 2, "the second start's file")

    person.focus(window)
    yesterday = (dt.date.today() - dt.timedelta(days=1)).strftime("%d%m%y")  # noqa: DTZ011 - the user's own day
    person.key("ctrl+1", "Down", "Up", "Return")
    person.type(yesterday)
    person.key("Tab")
    person.type("231,32")
    person.key("Tab")
    person.type("7200")
    person.key("Tab")
    person.key("ctrl+Return")
    vouchers = wait_for(partial(_vouchers, box), "the voucher", 90)
    assert len(vouchers) == 1
    (file,) = box.company(KAFFE)["files"]
    assert vouchers[0]["FileGuid"] == file["FileGuid"]
    assert vouchers[0]["Lines"][0]["AmountInclVatValue"] == pytest.approx(231.32)

    wait_for(lambda: "drafted" in person.run("status", "--json").stdout, "the receipt in the archive")
    program.kill()
    program.communicate()
    states = [receipt["state"] for receipt in _status(person)]
    assert sorted(states) == ["drafted", "new"], "nothing is lost with the window"

    grey = tmp_path / "bon æøå.png"
    Image.new("RGB", (900, 1400), "lightgrey").save(grey)
    sent = person.run("send", str(grey), "--date", yesterday, "--amount", "149,-", "--account", "7200", "--json")
    assert sent.returncode == 0, sent.stderr
    assert json.loads(sent.stdout)["state"] == "drafted"
    assert len(_vouchers(box)) == 2

    assert person.run("logout").returncode == 0
    assert _served(box, "revoke")
    refused = person.run("send", str(grey), "--date", yesterday, "--amount", "149,-", "--account", "7200", "--again")
    assert refused.returncode == 3, refused.stderr
    assert box.state()["mistakes"] == []
    _assert_no_secrets(person.data_dir, box)


def test_the_self_test_finds_everything(person: Person) -> None:
    ran = person.run("self-test", "--json", "--require", "keyring,webview")
    told = json.loads(ran.stdout)
    assert ran.returncode == 0, told
    assert told["parts"].pop("bundle")["state"] == "unavailable", "the sources are no installed program"
    assert {name: part["state"] for name, part in told["parts"].items()} == dict.fromkeys(told["parts"], "ok")
