"""Does one thing to a data folder in child processes, each killed one file operation later than the one before.

Started as ``python killed_children.py take|open|once FOLDER FILE...``. Child N works on ``FOLDER/N`` (a copy of
``FOLDER/base`` if that is there), and a SIGKILL ends it just before its N-th operation on a file of that folder: the
interpreter's audit events tell of each open, rename, removal and new directory. Ends after the first child that gets to
its end, and writes what the children told as lines of JSON: ``{"child": N, "killed": true, "taken": [ids]}``. ``once``
takes the files into FOLDER itself, without a child or a kill, and tells the ids as they come.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from desktop.config import Config
from desktop.desk.receipt_desk import ReceiptDesk
from desktop.receipts.receipt import Receipt

_EVENTS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "sqlite3.connect"})


def die_before(number: int, folder: Path) -> None:
    """Have this process killed just before its so-manieth operation on a file of the folder."""
    seen = 0

    def watch(event: str, args: tuple[object, ...]) -> None:
        nonlocal seen
        if event in _EVENTS and str(args[0]).startswith(str(folder)):
            seen += 1
            if seen == number:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


def _work(action: str, folder: Path, files: list[Path], pipe: int) -> None:
    desk = ReceiptDesk(Config("http://127.0.0.1:9", "http://127.0.0.1:9", folder, sandbox=True))
    desk.open()
    if action != "open":
        desk.take(files, lambda receipt: _tell(pipe, receipt))
    desk.close()


def _tell(pipe: int, receipt: Receipt) -> None:
    os.write(pipe, f"{receipt.id}\n".encode())


def _child(number: int, action: str, root: Path, files: list[Path], pipe: int) -> None:
    folder = root / str(number)
    if (root / "base").exists():
        shutil.copytree(root / "base", folder)
    die_before(number, folder)
    _work(action, folder, files, pipe)


def _run(number: int, action: str, root: Path, files: list[Path]) -> bool:
    """Run one child and tell of it; return True when it was killed."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            _child(number, action, root, files, writing)
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    with os.fdopen(reading) as told:
        taken = told.read().split()
    ended = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if ended not in {0, -signal.SIGKILL}:
        raise SystemExit(f"child {number} ended with {ended}")
    killed = ended != 0
    print(json.dumps({"child": number, "killed": killed, "taken": taken}), flush=True)  # noqa: T201 - the report
    return killed


def main(argv: list[str]) -> None:
    action, root, files = argv[0], Path(argv[1]), [Path(name) for name in argv[2:]]
    if action == "once":
        _work(action, root, files, sys.stdout.fileno())
        return
    number = 1
    while _run(number, action, root, files):
        number += 1


if __name__ == "__main__":
    main(sys.argv[1:])
