"""The real command line as a process, with its login outside the keyring, that kills itself at a named point.

Started as ``python tests/crash/program.py [--kill POINT] [--secrets FOLDER] [--quick] ARGS...``; reads the refresh
token from standard input, so that the tests need no keyring. Everything else is the program itself.

POINT is a checkpoint of the delivery (``after-upload-row``), ``in-body`` (a part of an upload has left), or
``before-secret-N``/``after-secret-N``: round the N-th secret that is stored. ``--secrets`` keeps the login in a folder,
as a keyring would, from one start to the next; without it the login is in memory. ``--quick`` shortens the waits.
``ready`` on standard error says that everything is loaded.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from desktop.app import open_desk
from desktop.cli.leaving import leave
from desktop.cli.main import run
from desktop.desk import Desk
from desktop.outbox import Courier, Listener, Timing
from desktop.receipts.faults import FaultNote
from desktop.receipts.receipt import Receipt
from desktop.store.disk import write_durably
from desktop.visma import MemoryHome, SecretHome
from desktop.visma.slots import SlotStore

_MS = dt.timedelta(milliseconds=1)
QUICK = Timing(
    retries=(100 * _MS, 300 * _MS, 1000 * _MS),
    look_ups=(300 * _MS, 600 * _MS, 900 * _MS),
    after_timeout=1000 * _MS,
    file_settles=10 * _MS,
    file_late=200 * _MS,
    offline=(200 * _MS, 500 * _MS),
    rate_limited=500 * _MS,
    poll=50 * _MS,
)
"""A look-up that finds nothing is believed after 1.5 s: the sandbox may be slower than that in no test."""


class Killer:
    """Ends this process as a power cut would, at one point."""

    def __init__(self, point: str | None) -> None:
        self._point = point

    def __call__(self, point: str) -> None:
        if point == self._point:
            os.kill(os.getpid(), signal.SIGKILL)


class FolderHome:
    """Keeps each secret in a file of its own; what is stored is durable, as a keyring's entry is."""

    def __init__(self, folder: Path, killer: Killer) -> None:
        self._folder = folder
        self._killer = killer
        self._stored = 0

    def get(self, name: str) -> str | None:
        path = self._folder / name
        return path.read_text() if path.exists() else None

    def set(self, name: str, value: str) -> None:
        self._stored += 1
        self._killer(f"before-secret-{self._stored}")
        write_durably(self._folder / name, value.encode())
        self._killer(f"after-secret-{self._stored}")

    def delete(self, name: str) -> None:
        (self._folder / name).unlink(missing_ok=True)


class BodyWatch:
    """Passes on what the delivery tells, and names the middle of each upload."""

    def __init__(self, listener: Listener, killer: Killer) -> None:
        self._listener = listener
        self._killer = killer

    def receipt_changed(self, receipt: Receipt) -> None:
        self._listener.receipt_changed(receipt)

    def progress(self, receipt_id: str, sent: int, total: int) -> None:
        self._listener.progress(receipt_id, sent, total)
        if total // 4 < sent < total:
            self._killer("in-body")

    def connection(self, note: FaultNote | None) -> None:
        self._listener.connection(note)

    def company_stopped(self, company_id: int, note: FaultNote | None) -> None:
        self._listener.company_stopped(company_id, note)


def _desk_type(killer: Killer, quick: Timing | None) -> type[Desk]:
    class KillingDesk(Desk):
        def new_courier(
            self, listener: Listener, timing: Timing | None = None, checkpoint: Callable[[str], None] = lambda _: None
        ) -> Courier:
            def passed(point: str) -> None:
                checkpoint(point)
                killer(point)

            return super().new_courier(BodyWatch(listener, killer), timing or quick, passed)

    return KillingDesk


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kill")
    parser.add_argument("--secrets", type=Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("words", nargs=argparse.REMAINDER)
    args = parser.parse_args(argv)
    killer, token = Killer(args.kill), sys.stdin.readline().strip()

    def opener(environ: Mapping[str, str]) -> Desk:
        sys.stderr.write("ready\n")
        sys.stderr.flush()
        home: SecretHome = FolderHome(args.secrets, killer) if args.secrets else MemoryHome()
        if token:
            SlotStore(
                FolderHome(args.secrets, Killer(None)) if args.secrets else home,
                environ["BILAGSDROP_CONNECT_URL"],
                environ["BILAGSDROP_CLIENT_ID"],
            ).put(token)
        return open_desk(environ, home, _desk_type(killer, QUICK if args.quick else None))

    return run(args.words, opener)


if __name__ == "__main__":
    leave(main(sys.argv[1:]))
