"""A process of its own that asks Dinero as often as its gate lets it: ``python -m tests.unit.outbox.hurried``.

Arguments: the journal's path, the sandbox's address, an access token, the client id, the limit. Once it was told to
begin, by a line on standard input, it prints how many requests left before there was no room.
"""

from __future__ import annotations

import sys
from pathlib import Path

from desktop.dinero import DineroClient
from desktop.http import new_session
from desktop.outbox.gate import Quota, RequestGate
from desktop.sandbox import KAFFE
from desktop.store import Journal, RequestTable


class Full(Exception):  # noqa: N818 - what the test is about
    """There is no room."""


class Given:
    def __init__(self, token: str) -> None:
        self._token = token

    def access_token(self) -> str:
        return self._token

    def refused(self, token: str) -> bool:  # noqa: ARG002 - there is no other
        return False


def no_rest(_seconds: float) -> None:
    raise Full


def main(path: str, url: str, token: str, client_id: str, limit: str) -> None:
    journal = Journal(Path(path))
    gate = RequestGate(RequestTable(journal), Quota(client_id, int(limit)), no_rest)
    client = DineroClient(url, Given(token), new_session(), gate=gate)
    sys.stdin.readline()
    count = 0
    try:
        while True:
            client.vat_types(KAFFE)
            count += 1
    except Full:
        sys.stdout.write(f"{count}\n")
    journal.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
