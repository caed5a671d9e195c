"""The files inside mails and archives, for those who take receipts in."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop.papers.kind import HEAD_BYTES, box_of
from desktop.papers.press import fault_of, work
from desktop.receipts.faults import Fault, FaultCode

_NUMBER = re.compile(r"[1-9]\d{0,4}")


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One file inside: either it is there, or there is a reason why not."""

    name: str
    path: Path | None
    fault: Fault | None = None


@contextmanager
def unpacked(path: Path) -> Iterator[tuple[Enclosed, ...] | None]:
    """Yield the files inside a mail or zip file; they are gone after the block.

    None: it is neither, or a mail that is itself the receipt. Raises Fault: MAIL_BROKEN, OFFICE_FILE, ZIP_BROKEN,
    ZIP_LOCKED, ZIP_EMPTY, ZIP_TOO_MUCH, FILE_TOO_LARGE, PAPER_FAILED.
    """
    with path.open("rb") as file:
        box = box_of(file.read(HEAD_BYTES))
    if box is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="bilagsdrop-", ignore_cleanup_errors=True) as folder:
        yield _enclosed(work("unpack", path, Path(folder)), Path(folder))


def _enclosed(answer: bytes, folder: Path) -> tuple[Enclosed, ...] | None:
    """Return what the worker tells: it has seen the files of strangers, names and numbers are all that is believed."""
    try:
        told = json.loads(answer)
        return None if told is None else tuple(_one(entry, folder) for entry in told)
    except (ValueError, KeyError, TypeError) as error:
        raise Fault(FaultCode.PAPER_FAILED) from error


def _one(entry: dict[str, object], folder: Path) -> Enclosed:
    name = " ".join(str(entry["name"]).split()) or "?"
    if "fault" in entry:
        return Enclosed(name, None, fault_of(json.dumps(entry["fault"]).encode()))
    number = str(entry["file"])
    if not _NUMBER.fullmatch(number):
        raise ValueError(number)
    return Enclosed(name, folder / number)
