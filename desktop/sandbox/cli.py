"""``bilagsdrop sandbox``: serve until interrupted."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from pathlib import Path
from typing import Any, TextIO

from desktop.sandbox.box import Sandbox
from desktop.sandbox.companies import ORGANIZATIONS, USERS
from desktop.sandbox.faults import Fault
from desktop.sandbox.options import Options
from desktop.words import _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the sandbox's arguments."""
    parser.add_argument("--port", type=_port, default=8766, help=_("port on 127.0.0.1; 0 takes a free one"))
    parser.add_argument("--state", type=Path, metavar="FILE", help=_("keep files and vouchers in this file"))
    parser.add_argument("--redirect-uri", action="append", default=[], help=_("register a further redirect URI"))
    parser.add_argument("--option", action="append", default=[], metavar="NAME=JSON",
                        help=_('change an option, for example refresh_tokens="re-use"'))  # fmt: skip
    parser.add_argument("--fault", action="append", default=[], metavar="JSON",
                        help=_("switch a fault on, for example {example}").format(
                            example='{"kind": "cut", "operation": "upload", "after": true}'))  # fmt: skip
    parser.add_argument("--print-json", action="store_true", help=_("print one line of JSON, then serve"))


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise ValueError(text)
    return number


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted. Returns 0, or 2 for arguments that can't be used."""
    try:
        rules = [Fault.from_json(json.loads(text)) for text in args.fault]
        box = Sandbox(args.port, args.state, _options(args.option), redirect_uris=tuple(args.redirect_uri))
    except (ValueError, TypeError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    for rule in rules:
        box.faults.add(rule)
    with box:
        (_print_json if args.print_json else _print_text)(box, sys.stdout)
        _wait_for_interrupt()
    return 0


def _options(pairs: list[str]) -> Options:
    changes: dict[str, Any] = {}
    for pair in pairs:
        name, _equals, value = pair.partition("=")
        try:
            changes[name] = json.loads(value)
        except json.JSONDecodeError:
            changes[name] = value
    return Options().changed(changes)


def _wait_for_interrupt() -> None:
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stop.set())
    while not stop.wait(0.5):  # with a limit, because Windows delivers no signal to a thread that waits for ever
        pass


def described(box: Sandbox) -> dict[str, Any]:
    """Return what a client needs to know. The secrets are the sandbox's fixed, public ones."""
    return {
        "url": box.url, "client_id": box.client_id, "client_secret": box.client_secret,
        "redirect_uri": box.redirect_uri, "api_key": box.api_key, "personal_client_id": box.personal_client_id,
        "personal_client_secret": box.personal_client_secret,
        "users": [{"username": u.username, "password": u.password, "organizations": list(u.organizations)}
                  for u in USERS.values()],
    }  # fmt: skip


def _print_json(box: Sandbox, out: TextIO) -> None:
    out.write(json.dumps(described(box)) + "\n")
    out.flush()


def _print_text(box: Sandbox, out: TextIO) -> None:
    rows = [
        (_("Address"), box.url), (_("Client id"), box.client_id), (_("Client secret"), box.client_secret),
        (_("Redirect URI"), box.redirect_uri), (_("API key"), box.api_key),
        (_("its client"), f"{box.personal_client_id}  {box.personal_client_secret}"),
    ]  # fmt: skip
    out.writelines(f"{label + ':':<16} {value}\n" for label, value in rows)
    out.write(_("Test users (user name, password, companies):") + "\n")
    for user in USERS.values():
        companies = ", ".join(ORGANIZATIONS[i].name for i in user.organizations) or "-"
        out.write(f"  {user.username}  {user.password}  {companies}\n")
    out.write(_("Open the address in a browser to see the vouchers. Stop with Ctrl+C.") + "\n")
    out.flush()
