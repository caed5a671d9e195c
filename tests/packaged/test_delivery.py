"""The installed program with a secret service: a login through the window, receipts from the command line."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import time

import pytest

from desktop.sandbox import KAFFE
from tests.e2e.conftest import wait_for
from tests.packaged.acts import Box, self_test
from tests.packaged.machine import Machine

_KEYRING = "gnome-keyring-daemon --unlock --components=secrets --foreground"


@pytest.fixture
def machine(on_new: Machine) -> Machine:
    """A computer with a session bus and an unlocked secret service, as a desktop has them."""
    on_new.apt("install", "gnome-keyring", "dbus-daemon")
    on_new.run("sh", "-c", "install -d -o ejer -m 700 /run/user/1000", user="root")
    address = "unix:path=/run/user/1000/bus"
    on_new.environ |= {"XDG_RUNTIME_DIR": "/run/user/1000", "DBUS_SESSION_BUS_ADDRESS": address}
    bus = on_new.start("dbus-daemon", "--session", f"--address={address}", "--nofork", "--print-address")
    assert bus.stdout is not None
    assert bus.stdout.readline().startswith("unix:")
    on_new.start("sh", "-c", f"printf testkode | {_KEYRING}")
    who = ("org.freedesktop.DBus.GetNameOwner", "string:org.freedesktop.secrets")
    ask = ("dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.DBus", "/", *who)
    wait_for(lambda: on_new.run(*ask, status=None).returncode == 0, "the secret service")
    return on_new


@pytest.fixture
def box(machine: Machine) -> Box:
    process = machine.start("bilagsdrop", "sandbox", "--port", "0", "--print-json")
    found = Box(process)
    machine.environ |= found.environ()
    return found


def test_everything_is_well_where_there_is_a_keyring(machine: Machine) -> None:
    parts = self_test(machine, "keyring", "webview")
    assert {name: part["state"] for name, part in parts.items()} == dict.fromkeys(parts, "ok")
    assert "SecretService" in parts["keyring"]["detail"]


def _type(machine: Machine, *words: str) -> None:
    subprocess.run(["xdotool", *words], env=os.environ | {"DISPLAY": machine.environ["DISPLAY"]}, check=True)


def _log_in(machine: Machine, box: Box) -> None:
    login = machine.start("bilagsdrop", "login", environ={"LANGUAGE": "en"})
    wait_for(lambda: box.served("authorize") == 1, "the login page")
    time.sleep(2)  # it was sent; when another process's page is painted can't be seen from here
    _type(machine, "search", "--onlyvisible", "--name", "Log in", "windowfocus", "--sync")
    for text, key in (("ejer@example.dk", "Tab"), ("sandbox", "Return")):
        _type(machine, "type", "--delay", "25", text)
        _type(machine, "key", key)
    wait_for(lambda: box.served("authorize") == 2, "the consent page")
    time.sleep(2)  # as above
    _type(machine, "key", "Return")  # "accept" has the focus
    _out, errors = login.communicate(timeout=60)
    assert login.returncode == 0, errors


def test_a_receipt_is_delivered_from_the_command_line(machine: Machine, box: Box) -> None:
    _log_in(machine, box)
    yesterday = (dt.date.today() - dt.timedelta(days=1)).strftime("%d.%m.%Y")  # noqa: DTZ011 - the user's own day
    order = ("--date", yesterday, "--amount", "149,-", "--account", "7200", "--json")
    for sample in ("kaffebaren-maagen.jpg", "blomster-ranunkel.heic", "snak-mobil.pdf"):
        sent = machine.run("bilagsdrop", "send", f"/handed/samples/{sample}", *order)
        assert json.loads(sent.stdout)["state"] == "drafted"
    company = box.state()["organizations"][str(KAFFE)]
    assert len(company["vouchers"]) == len(company["files"]) == 3
    assert {v["FileGuid"] for v in company["vouchers"]} == {f["FileGuid"] for f in company["files"]}
    assert box.state()["mistakes"] == []
    machine.run("bilagsdrop", "logout")
    assert machine.run("bilagsdrop", "send", "/handed/samples/p-billet.jpg", *order, status=3)
