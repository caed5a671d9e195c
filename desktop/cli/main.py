"""From the words on the command line to what they ask for."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence

from desktop.app import open_desk
from desktop.cli.diagnostics import diagnostics, trail
from desktop.cli.exits import Exit, exit_of
from desktop.cli.key import key
from desktop.cli.output import let_go, print_all, say, sentence
from desktop.cli.parser import COMMANDS, command_parser, window_parser
from desktop.cli.send import deliver, send
from desktop.cli.status import status
from desktop.cli.undo import undo
from desktop.config import data_dir_from
from desktop.desk import Desk
from desktop.environment import restore_library_path, scrub_environment
from desktop.receipts.faults import Effect, Fault
from desktop.store import load_settings
from desktop.words import _, choose_language, use_language

_AT_DESK: Mapping[str, Callable[[Desk, argparse.Namespace], Exit]] = {
    "send": send,
    "deliver": deliver,
    "undo": undo,
    "status": status,
    "key": key,
    "trail": trail,
}
_SENDS = frozenset({"send", "deliver", "undo"})


Opener = Callable[[Mapping[str, str]], Desk]


def run(argv: Sequence[str], opener: Opener = open_desk) -> int:
    """Run one command and return its exit status. ``opener`` makes the desk from the environment."""
    scrub_environment(os.environ)
    restore_library_path(os.environ)
    print_all(sys.stdout, sys.stderr)
    settings = load_settings(data_dir_from(os.environ) / "settings.json")
    use_language(choose_language(settings.language))
    try:
        return int(_run(argv, opener))
    except Fault as fault:
        say(sentence(fault.note()))
        return int(exit_of(fault))
    except KeyboardInterrupt:
        say(_("Stopped. What is not delivered stays in the outbox."))
        return int(Exit.ATTENTION)
    except BrokenPipeError:  # who read the results has stopped reading
        let_go(sys.stdout)
        return int(Exit.ATTENTION)


def _run(argv: Sequence[str], opener: Opener) -> int:
    if not argv or argv[0] not in COMMANDS:
        return _window(window_parser().parse_args(argv))
    args = command_parser(argv[0]).parse_args(argv)
    if args.command == "sandbox":
        from desktop.sandbox.cli import run as run_sandbox  # noqa: PLC0415 - loads an HTTP server

        return run_sandbox(args)
    if args.command == "self-test":
        from desktop.cli.self_test import self_test  # noqa: PLC0415 - loads every part of the program

        return self_test(args)
    alone = _ALONE.get(args.command)
    return alone(opener) if alone else _at_desk(args, opener)


def _at_desk(args: argparse.Namespace, opener: Opener) -> int:
    desk = opener(os.environ)
    try:
        if args.command == "diagnostics":
            return int(diagnostics(desk, args))
        _open(desk, args)
        return int(_AT_DESK[args.command](desk, args))
    finally:
        desk.close()


def _open(desk: Desk, args: argparse.Namespace) -> None:
    """Open the data folder and say how it was found. Raises Fault when nothing may be sent from it."""
    desk.open()
    if getattr(args, "this_computer", False) and desk.hold() is not None:
        desk.adopt_folder()
        return
    hold = desk.hold()
    if hold is not None and args.command in _SENDS:
        say(_("To let this computer take over: {command}").format(command="bilagsdrop deliver --this-computer"))
        raise Fault(hold.code, Effect.WAIT)
    for note in desk.notices:
        say(sentence(note))


def _window(args: argparse.Namespace) -> int:
    if args.demo:
        from desktop.demo import run_demo  # noqa: PLC0415 - Qt is loaded by what opens a window only

        return run_demo()
    from desktop.start import run as run_window  # noqa: PLC0415

    return run_window(os.environ, [path.absolute() for path in args.files])


def _login(_opener: Opener) -> int:
    from desktop.gui.login_alone import run_login  # noqa: PLC0415 - as above

    return run_login(os.environ)


def _quit(_opener: Opener) -> int:
    from desktop.start import quit_open_window  # noqa: PLC0415 - as above

    return quit_open_window(os.environ)


def _logout(opener: Opener) -> int:
    desk = opener(os.environ)
    try:
        desk.log_out()
    finally:
        desk.close()
    say(_("You are logged out. Your receipts are still here."))
    return int(Exit.DONE)


_ALONE: Mapping[str, Callable[[Opener], int]] = {"login": _login, "quit": _quit, "logout": _logout}
