"""The real command line as a process, with its login in memory, that kills itself at a named point.

Started as ``python tests/crash/program.py [--kill POINT] ARGS...``; reads the refresh token from standard input, so
that the tests need no keyring. Everything else is the program itself.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from desktop.app import open_desk
from desktop.cli.main import run
from desktop.desk import Desk
from desktop.outbox import Courier, Listener, Timing
from desktop.visma import MemoryHome
from desktop.visma.slots import SlotStore


def main(argv: list[str]) -> int:
    kill_at = argv[1] if argv[:1] == ["--kill"] else None
    token = sys.stdin.readline().strip()

    class KillingDesk(Desk):
        def new_courier(
            self, listener: Listener, timing: Timing | None = None, checkpoint: Callable[[str], None] = lambda _: None
        ) -> Courier:
            def kill(point: str) -> None:
                checkpoint(point)
                if point == kill_at:
                    os.kill(os.getpid(), signal.SIGKILL)

            return super().new_courier(listener, timing, kill)

    def opener(environ: Mapping[str, str]) -> Desk:
        home = MemoryHome()
        if token:
            SlotStore(home, environ["BILAGSDROP_CONNECT_URL"], environ["BILAGSDROP_CLIENT_ID"]).put(token)
        return open_desk(environ, home, KillingDesk)

    return run(argv[2:] if kill_at else argv, opener)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
