"""Whether Dinero's limit or its latency bounds a long queue: receipts through the real delivery, in one run.

    python tests/bench/bench_delivery.py [RECEIPTS]

The sandbox answers each request only after LATENCY_S. Named beside the time it took: the least that the program's own
limit of requests allows for that many, and what one request after the other would take.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from PIL import Image

from desktop.app import open_sandbox_desk
from desktop.config import Config, Settings
from desktop.desk import Desk
from desktop.outbox.gate import PER_MINUTE
from desktop.receipts.faults import FaultNote
from desktop.receipts.receipt import Draft, Receipt
from desktop.receipts.states import State
from desktop.sandbox import KAFFE, Fault, Options, Sandbox
from desktop.visma import Grant

RECEIPTS = 120
LATENCY_S = 1.0
WINDOW_S = 61.0
"""The program's own minute (desktop/store/room.py)."""


class Ears:
    """Counts what is delivered."""

    def __init__(self) -> None:
        self.delivered: dict[str, float] = {}

    def receipt_changed(self, receipt: Receipt) -> None:
        """Note when a receipt became a draft."""
        if receipt.state is State.DRAFTED:
            self.delivered.setdefault(receipt.id, time.monotonic())

    def progress(self, receipt_id: str, sent: int, total: int) -> None:
        """Bytes are not counted."""

    def connection(self, note: FaultNote | None) -> None:
        """Nothing is expected."""

    def company_stopped(self, company_id: int, note: FaultNote | None) -> None:
        """Nothing is expected."""


def _desk(box: Sandbox, folder: Path) -> Desk:
    desk = open_sandbox_desk(box, Config(box.url, box.url, folder / "data", sandbox=True))
    tokens = box.issue_tokens()
    desk.finish_login(Grant(tokens.access_token, tokens.refresh_token, 3600.0))
    desk.save_settings(Settings(company_id=KAFFE, prove_storage=False))
    desk.refresh_book(KAFFE)
    return desk


def _order(desk: Desk, folder: Path, number: int) -> str:
    path = folder / f"bon-{number}.jpg"
    Image.frombytes("RGB", (60, 90), random.Random(number).randbytes(60 * 90 * 3)).save(path, quality=95)
    receipt = desk.take([path]).taken[0]
    desk.save_draft(receipt.id, Draft("Netto", None, desk.today(), Decimal("125.00"), 7200, None, 55000))
    desk.send([receipt.id], book=False, hold=dt.timedelta(0))
    return receipt.id


def _least(requests: int) -> float:
    """Return the seconds that the limit demands for so many requests: a minute's worth at once, then the next."""
    return (requests - 1) // PER_MINUTE * WINDOW_S


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main(count: int) -> int:
    """Deliver ``count`` receipts and print the figures."""
    with Sandbox(options=Options()) as box, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk, ears = _desk(box, folder), Ears()
        ids = [_order(desk, folder, number) for number in range(count)]
        box.state.clear_log()
        slow = Fault("slow", org=KAFFE, seconds=LATENCY_S, times=None)
        box.faults.add(replace(slow))
        courier = desk.new_courier(ears)
        begun = time.monotonic()
        courier.start()
        while len(ears.delivered) < count:
            time.sleep(0.1)
        took = time.monotonic() - begun
        courier.stop()
        desk.close()
        spent = Counter(r["operation"] for r in box.state.requests)
        refused = sum(r["status"] == 429 for r in box.state.requests)
    total = sum(spent.values())
    _say(
        f"{count} receipts, {total} requests {dict(spent)}, {refused} refused for the rate, answers after {LATENCY_S} s"
    )
    _say(f"took {took:.1f} s; the limit alone demands {_least(total):.1f} s: ratio {took / max(_least(total), 1):.2f}")
    _say(f"one request after the other would take {total * LATENCY_S:.1f} s")
    return 0 if len(set(ids)) == count else 1


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else RECEIPTS))
