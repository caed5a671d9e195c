"""What a command has cost in requests to Dinero, in one line on standard error."""

from __future__ import annotations

import argparse
import functools
from collections.abc import Callable

from desktop.cli.exits import Exit
from desktop.cli.output import say
from desktop.desk import Desk
from desktop.receipts.faults import Fault
from desktop.words.about_requests import cost_words

Command = Callable[[Desk, argparse.Namespace], Exit]


def costed(command: Command) -> Command:
    """Return the command with a last line that counts the requests of its time, also when it was stopped.

    They are counted in the journal: where another process has delivered meanwhile, its requests are among them.
    """

    @functools.wraps(command)
    def run(desk: Desk, args: argparse.Namespace) -> Exit:
        before = desk.request_table.last_number()
        try:
            return command(desk, args)
        finally:
            _tell(desk, before)

    return run


def _tell(desk: Desk, before: int) -> None:
    try:
        words = cost_words(desk.request_table.counts_after(before))
    except Fault:  # the command's own outcome says it
        return
    if words:
        say(words)
