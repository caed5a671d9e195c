"""``bilagsdrop key``: the personal key, from standard input into the keyring."""

from __future__ import annotations

import argparse
import getpass
import io
import sys

from desktop.cli.exits import Exit
from desktop.cli.output import say, sentence
from desktop.desk import Desk
from desktop.receipts.faults import Fault, FaultCode
from desktop.words import _

_MOST = 10_000
"""Characters that are read; what is longer is no key."""


def key(desk: Desk, args: argparse.Namespace) -> Exit:
    """Carry out ``key set`` or ``key forget``."""
    return set_key(desk) if args.act == "set" else forget_key(desk)


def set_key(desk: Desk) -> Exit:
    """Read an API key, try it at Dinero, keep it, and say which company it opens. Raises Fault."""
    given = _read_key()
    try:
        settings = desk.keep_key(desk.completed_key(given))
    except Fault as fault:
        if fault.code is FaultCode.NO_REGISTRATION:
            say(_how_to())
            return Exit.USAGE
        if fault.code is FaultCode.KEY_UNUSABLE:
            say(sentence(fault.note()))
            return Exit.USAGE
        raise
    name = next((c.name for c in desk.companies() if c.id == settings.company_id), "")
    say(_("The key works, and lies in the computer's keyring. It opens {company}.").format(company=name))
    return Exit.DONE


def forget_key(desk: Desk) -> Exit:
    """Forget the key; one that isn't there is no fault."""
    desk.forget_key()
    say(_("There is no key on this computer any more. To end it for good, delete it in Dinero too."))
    return Exit.DONE


def _read_key() -> str:
    """Return what is written or piped in; on a terminal it is not shown."""
    if sys.stdin is None:  # a program without a console
        return ""
    if sys.stdin.isatty():
        return getpass.getpass(_("API key (it is not shown): "))
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")  # PowerShell puts a mark in front
    return sys.stdin.read(_MOST)


def _how_to() -> str:
    return _(
        "The key's client is not known. Give BILAGSDROP_CLIENT_ID and BILAGSDROP_CLIENT_SECRET, as Dinero gave them "
        "for your personal integration, and the key on standard input:\n"
        "  bilagsdrop key set < key.txt\n"
        "Dinero gives such keys on application (api@dinero.dk), for your own use only."
    )
