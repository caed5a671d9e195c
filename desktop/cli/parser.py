"""What can be said on the command line. No argument ever carries a secret."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop import __version__
from desktop.words import _

COMMANDS = (
    "login",
    "logout",
    "key",
    "send",
    "deliver",
    "undo",
    "status",
    "trail",
    "diagnostics",
    "sandbox",
    "self-test",
    "quit",
)
DEFAULT_WAIT = 300.0


def window_parser() -> argparse.ArgumentParser:
    """Return the parser for ``bilagsdrop [FILES...] [--demo]``."""
    parser = argparse.ArgumentParser(
        prog="bilagsdrop",
        description=_("Drop receipts on a window; they become purchase vouchers in Dinero."),
        epilog=_("Commands: {names}. Each has --help of its own.").format(names=", ".join(COMMANDS)),
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="FILES", help=_("receipts to open in the tray"))
    parser.add_argument("--demo", action="store_true", help=_("run the main job against the built-in sandbox"))
    parser.add_argument("--version", action="version", version=f"Bilagsdrop {__version__}")
    return parser


def command_parser(command: str) -> argparse.ArgumentParser:
    """Return the parser for everything that opens no main window; ``command`` is the one that will be parsed."""
    parser = argparse.ArgumentParser(prog="bilagsdrop")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("login", help=_("open the login window alone"))
    commands.add_parser("logout", help=_("revoke the login and forget it, and the personal key"))
    _add_key(commands.add_parser("key", help=_("keep or forget a personal key from Dinero")))
    _add_send(commands.add_parser("send", help=_("hand files to the outbox and deliver them")))
    deliver = commands.add_parser("deliver", help=_("finish what is in the outbox"))
    deliver.add_argument(
        "--this-computer",
        action="store_true",
        help=_("the folder was last used on another computer: send from this one from now on"),
    )
    _add_waiting(deliver)
    _add_undo(commands.add_parser("undo", help=_("take receipts back into the tray, out of Dinero too")))
    status = commands.add_parser("status", help=_("list receipts and their states"))
    status.add_argument("--json", action="store_true", help=_("one JSON object a line"))
    _add_reports(commands)
    commands.add_parser("quit", help=_("close the window that is open; what isn't sent yet is sent the next time"))
    sandbox = commands.add_parser("sandbox", help=_("run the stand-in for Visma Connect and Dinero"))
    if command == "sandbox":
        from desktop.sandbox.cli import add_arguments  # noqa: PLC0415 - loads an HTTP server, which only it needs

        add_arguments(sandbox)
    self_test = commands.add_parser("self-test", help=_("check this installation"))
    self_test.add_argument("--json", action="store_true", help=_("print the result as JSON"))
    self_test.add_argument("--part", help=argparse.SUPPRESS)
    self_test.add_argument("--require", default="", metavar="PARTS", help=_("parts that must be available, by commas"))
    return parser


def _add_key(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True)
    acts.add_parser(
        "set",
        help=_("read an API key from standard input, try it, and keep it in the keyring"),
        description=_(
            "Reads an API key from standard input, tries it at Dinero, and keeps it in the keyring. The client id and "
            "secret are BILAGSDROP_CLIENT_ID and BILAGSDROP_CLIENT_SECRET, or those that are kept already. Dinero "
            "gives such keys for one's own use only."
        ),
    )
    acts.add_parser("forget", help=_("forget the API key and its client's secret"))


def _add_reports(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    trail = commands.add_parser("trail", help=_("save what has happened to a receipt"))
    trail.add_argument("receipt", metavar="ID", help=_("the receipt's id, or its beginning; see status"))
    trail.add_argument("file", type=Path, metavar="FILE", help=_("a text, or a table when it ends in .csv"))
    report = commands.add_parser("diagnostics", help=_("save an error report without secrets, names and amounts"))
    report.add_argument("file", type=Path, metavar="FILE.zip", help=_("where to save it"))
    report.add_argument("--names", action="store_true", help=_("leave names and amounts in"))
    report.add_argument("--self-test", action="store_true", help=_("add the result of the self-test"))


def _seconds(text: str) -> float:
    value = float(text)
    if not 0 <= value < float("inf"):
        raise ValueError(text)
    return value


def _add_waiting(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=_("one JSON object for each receipt"))
    parser.add_argument(
        "--wait", type=_seconds, default=DEFAULT_WAIT, metavar="SECONDS", help=_("how long to wait for the outcome")
    )


def _add_undo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("receipts", nargs="+", metavar="ID", help=_("the receipt's id, or its beginning; see status"))
    parser.add_argument("--offset", action="store_true", help=_("let Dinero offset a voucher that is booked"))
    _add_waiting(parser)


def _add_send(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", type=Path, metavar="FILES", help=_("receipts: pictures or PDFs"))
    parser.add_argument("--batch", type=Path, metavar="FILE.json", help=_("a JSON array of orders"))
    parser.add_argument("--date", metavar="D", help=_("date of the receipt, e.g. 16.05.2026"))
    parser.add_argument("--amount", metavar="A", help=_("total with VAT, e.g. 1.234,56"))
    parser.add_argument("--account", type=int, metavar="N", help=_("account for the purchase"))
    parser.add_argument("--description", metavar="T", help=_("text on the voucher"))
    parser.add_argument("--supplier", metavar="NAME", help=_("whom it was bought from"))
    paid = parser.add_mutually_exclusive_group()
    paid.add_argument("--paid-from", type=int, metavar="N", help=_("deposit account it was paid from"))
    paid.add_argument("--due", metavar="D", help=_("not paid yet: last day of payment (credit purchase)"))
    parser.add_argument("--vat-code", metavar="C", help=_("VAT code, if not the account's own"))
    parser.add_argument(
        "--line",
        action="append",
        default=[],
        metavar="A:N[:C[:T]]",
        help=_("a part of the total on an account of its own: amount, account, VAT code, text; may be repeated"),
    )
    parser.add_argument(
        "--kind",
        choices=["purchase", "credit_note", "manual"],
        help=_("what it becomes in Dinero: a purchase, money back from a supplier, or a manual voucher"),
    )
    parser.add_argument("--balancing", type=int, metavar="N", help=_("manual voucher: the account it balances on"))
    parser.add_argument("--incoming", action="store_true", default=None, help=_("manual voucher: money has come in"))
    parser.add_argument("--purpose", metavar="T", help=_("representation: why"))
    parser.add_argument("--guests", metavar="T", help=_("representation: with whom"))
    parser.add_argument("--currency", metavar="C", help=_("currency of a credit purchase"))
    parser.add_argument("--company", type=int, metavar="ID", help=_("which of your companies"))
    parser.add_argument("--book", action="store_true", help=_("book each voucher, not only a draft"))
    parser.add_argument("--force", action="store_true", help=_("accept a date in the future or long ago"))
    parser.add_argument(
        "--force-company", action="store_true", help=_("send also what is made out to another of your companies")
    )
    parser.add_argument("--again", action="store_true", help=_("send a file also when it was sent before"))
    _add_waiting(parser)
