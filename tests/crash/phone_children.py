"""Takes a phone's photo in child processes, each killed one file operation later than the one before.

Started as ``python phone_children.py ROOT``. Child N works on ``ROOT/N`` and tells its link as a line of JSON,
``{"child": N, "pid": …, "link": …}``; once it has told it, a SIGKILL ends it just before its N-th operation on a file
of that folder. A child that lives on is ended by a byte on stdin, and is the last. Child 0 is killed by nobody but the
test.
"""

from __future__ import annotations

import ipaddress
import json
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from desktop.config import Config
from desktop.desk.receipt_desk import ReceiptDesk
from desktop.gui.phone.intake import outcome_of
from desktop.phone import Closed, Outcome, PhoneServer, Photo, Place
from tests.crash.killed_children import die_before


class Nobody:
    """Hears nothing."""

    def greeted(self) -> None:
        """Hear nothing."""

    def sending(self, count: int) -> None:
        """Hear nothing."""

    def settled(self) -> None:
        """Hear nothing."""

    def closed(self, why: Closed) -> None:
        """Hear nothing."""


def _child(number: int, folder: Path) -> None:
    desk = ReceiptDesk(Config("http://127.0.0.1:9", "http://127.0.0.1:9", folder, sandbox=True))
    desk.open()

    def take(photo: Photo) -> Outcome:
        return outcome_of(desk.take_bytes(photo.data, photo.name))

    place = Place(ipaddress.IPv4Interface("127.0.0.1/8"), "lo")
    server = PhoneServer(place, take, Nobody())
    link = server.start()
    if number:
        die_before(number, folder)
    print(json.dumps({"child": number, "pid": os.getpid(), "link": link}), flush=True)  # noqa: T201 - the report
    os.read(0, 1)
    server.close()
    server.join(10)
    desk.close()


def main(argv: list[str]) -> None:
    root, number, ended = Path(argv[0]), 0, 1
    while number == 0 or ended != 0:
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                _child(number, root / str(number))
                status = 0
            finally:
                os._exit(status)
        ended = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        number += 1


if __name__ == "__main__":
    main(sys.argv[1:])
