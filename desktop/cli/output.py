"""What is printed: results on standard output, everything else on standard error."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Sequence
from typing import TextIO

from desktop.desk.ordering import Ordered
from desktop.receipts.faults import FaultNote
from desktop.receipts.receipt import Receipt
from desktop.words import _
from desktop.words.faults import explain
from desktop.words.lookalikes import alike_warning
from desktop.words.standing import receipt_word
from desktop.words.states import field_word, state_detail


def print_all(*streams: TextIO) -> None:
    """Let every name be printed: what goes into a pipe or a file is UTF-8, and what is no text comes as an escape."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def let_go(stream: TextIO) -> None:
    """Give up a stream that nobody reads any more, so that the end of the program writes nothing into it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def say(text: str) -> None:
    """Print a line for a person, on standard error."""
    print(text, file=sys.stderr, flush=True)  # noqa: T201 - this is what a command line is for


def result(text: str) -> None:
    """Print a line of the result, on standard output."""
    print(text, flush=True)  # noqa: T201


def sentence(note: FaultNote) -> str:
    """Return a fault in one line: what happened, and what to do."""
    words = explain(note)
    return f"{words.sentence} {words.step}".strip()


def error_object(note: FaultNote | None) -> dict[str, str] | None:
    """Return a fault for JSON."""
    return None if note is None else {"code": note.code.value, "message": sentence(note)}


def warnings_of(ordered: Ordered, similar: FaultNote | None) -> str | None:
    """Return all warnings that an order deserves, or None; ``similar`` is what Dinero has that may be the same."""
    alike = [alike_warning(other, why) for other, why in ordered.alike[:1]]
    there = [_similar_warning(similar)] if similar else []
    told = [w for w in (warning_of(ordered), *alike, *there) if w]
    return " ".join(told) or None


def _similar_warning(note: FaultNote) -> str:
    number = note.params.get("number")
    if number:
        return _("Dinero has a voucher of the same date and total already: no. {number}.").format(number=number)
    return _("Dinero has a draft of the same date and total already.")


def warning_of(ordered: Ordered) -> str | None:
    """Return the warning that an order deserves by itself, or None."""
    if ordered.kept:
        return _("The receipt is kept in the tray with its fields; order it again to send it.")
    if not ordered.earlier:
        return None
    if not ordered.differing:
        return _("This file was ordered before, and is not sent again.")
    names = ", ".join(field_word(name) for name in ordered.differing)
    return _("This file was ordered before with other values ({fields}), and is not sent again.").format(fields=names)


def receipt_object(file: str, receipt: Receipt | None, fault: FaultNote | None, warning: str | None) -> str:
    """Return the JSON object for one file."""
    note = fault or (receipt.fault if receipt else None)
    return json.dumps(
        {
            "file": file,
            "receipt_id": receipt.id if receipt else None,
            "state": receipt.state.value if receipt else "refused",
            "file_guid": receipt.file_guid if receipt else None,
            "voucher_guid": receipt.voucher_guid if receipt else None,
            "voucher_number": receipt.voucher_number if receipt else None,
            "warning": warning,
            "error": error_object(note),
        },
        ensure_ascii=False,
    )


def receipt_line(file: str, receipt: Receipt | None, fault: FaultNote | None, warning: str | None) -> str:
    """Return one file's outcome for a person."""
    note = fault or (receipt.fault if receipt else None)
    parts = [one_line(file), state_text(receipt) if receipt else _("not taken")]
    parts += [sentence(note)] if note else []
    parts += [warning] if warning else []
    return " · ".join(parts)


def state_text(receipt: Receipt) -> str:
    """Return a receipt's state in words."""
    detail = state_detail(receipt)
    return f"{receipt_word(receipt)} ({detail})" if detail else receipt_word(receipt)


def one_line(name: str) -> str:
    """Return a name as it can stand in a line on a terminal: line breaks and control characters as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


def names_of(receipt: Receipt) -> str:
    """Return the name of a receipt's first file."""
    return receipt.originals[0].name if receipt.originals else receipt.id


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as columns of equal width."""
    if not rows:
        return ""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows)
