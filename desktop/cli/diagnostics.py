"""``bilagsdrop diagnostics``: one file for whoever is to find out what is wrong."""

from __future__ import annotations

import argparse

from desktop.cli.exits import Exit
from desktop.cli.output import result, say
from desktop.desk import Desk
from desktop.desk.diagnostics import Wishes, self_test_result, write_diagnostics
from desktop.desk.trail import save_trail
from desktop.words import _


def diagnostics(desk: Desk, args: argparse.Namespace) -> Exit:
    """Write the zip file. The folder is only looked at, not opened: a damaged journal stays as it is. Raises Fault."""
    found = self_test_result() if args.self_test else None
    write_diagnostics(desk, args.file.absolute(), Wishes(args.names, found))
    result(str(args.file))
    if args.names:
        say(_("The file holds names and amounts: give it only to someone you trust."))
    return Exit.DONE


def trail(desk: Desk, args: argparse.Namespace) -> Exit:
    """Write the trail of one receipt, found by its id or the beginning of it. Raises Fault."""
    found = [r for r in desk.receipts() if r.id.startswith(args.receipt.lower())]
    if len(found) != 1:
        say(_("There is no single receipt whose id begins with {text}.").format(text=args.receipt))
        return Exit.USAGE
    save_trail(args.file.absolute(), found[0], desk.trail(found[0].id))
    result(str(args.file))
    return Exit.DONE
