"""Power cuts: what a real process did to its disk is replayed up to each moment, less what was not yet safe.

Every state that is left is opened as a start would. What was told to the user, and what had left for Dinero, is in it;
nothing is damaged; no file under its lasting name is less than whole.
"""

from __future__ import annotations

import hashlib
import os
import random
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop.config import Config
from desktop.desk.receipt_desk import ReceiptDesk
from desktop.receipts.states import State
from desktop.sandbox import KAFFE
from tests.crash.conftest import PROGRAM, Program
from tests.crash.long_form import size
from tests.crash.power import Disk
from tests.crash.test_intake_kills import CHILDREN, assert_whole, opened
from tests.crash.test_random_kills import ORDER
from tests.crash.tracing import Event, traced, why_not

pytestmark = [
    pytest.mark.skipif(bool(why_not()), reason=f"no process can be traced: {why_not()}"),
    pytest.mark.slow,
    pytest.mark.timeout(1800),
]
CUTS_BY_CHANCE = size(1, 20)


@dataclass
class Promised:
    """What a cut from now on may not take back."""

    taken: list[str] = field(default_factory=list)
    """Ids that the user was told."""
    requests: list[str] = field(default_factory=list)
    """Kinds of writing requests that have left."""
    delivered: bool = False

    def hear(self, event: Event) -> None:
        data = event.texts[-1] if event.texts else b""
        if event.call == "write" and event.handle == 1:
            self.taken += re.findall(r"^([0-9a-f]{32})$", data.decode(), re.MULTILINE)
            self.delivered = self.delivered or b'"state": "drafted"' in data
        if event.call in {"sendto", "sendmsg"} and data.startswith(b"POST /v1"):
            self.requests.append("upload" if b"/files" in data.split(b"\r\n", 1)[0] else "voucher")


def replay(events: Sequence[Event], root: Path, check: Callable[[Path, Promised], None]) -> int:
    """Open every state that a cut may leave, each once; return how many there were."""
    disk, promised, chance, seen = Disk(root), Promised(), random.Random(11), set()
    for event in events:
        promised.hear(event)
        if not disk.apply(event) and event.call not in {"write", "sendto", "sendmsg"}:
            continue
        for left in disk.cuts(chance, CUTS_BY_CHANCE):
            mark = hash((tuple(left.items()), len(promised.taken), len(promised.requests), promised.delivered))
            if mark not in seen:
                seen.add(mark)
                write_out(left, root)
                check(root, promised)
    return len(seen)


def write_out(left: dict[str, bytes | None], root: Path) -> None:
    shutil.rmtree(root)
    root.mkdir()
    for name, data in left.items():
        if data is None:
            Path(name).mkdir()
        else:
            Path(name).write_bytes(data)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The disk: the data folder, and what the computer remembers outside of it."""
    root = tmp_path / "disk"
    root.mkdir()
    monkeypatch.setenv("XDG_STATE_HOME", str(root / "state"))
    return root


def test_a_power_cut_during_an_intake(root: Path, picture: Callable[..., Path], tmp_path: Path) -> None:
    folder, files = root / "home" / "data", [picture("bon 1.jpg"), picture("bon 2.jpg")]
    words = [sys.executable, str(CHILDREN), "once", str(folder), *map(str, files)]
    status, events = traced(words, tmp_path / "trace", os.environ)
    assert status == 0

    def check(_root: Path, promised: Promised) -> None:
        with opened(folder) as desk:
            assert_whole(desk)
            there = {r.id: r for r in desk.receipts()}
            assert set(promised.taken) <= there.keys()
            assert all(desk.vault.require(r.originals[0].sha256) for r in there.values())
            desk.take(files)
            assert len(desk.receipts()) == 2

    states = replay(events, root, check)
    print(f"\n{len(events)} system calls, {states} states after a power cut during an intake")  # noqa: T201
    assert states > 50


def test_a_power_cut_during_a_send(root: Path, program: Program, picture: Callable[..., Path], tmp_path: Path) -> None:
    program.quick, program.data_dir = True, root / "home" / "data"
    words = [sys.executable, str(PROGRAM), "--quick", "send", str(picture("bon.jpg")), *ORDER]
    status, events = traced(words, tmp_path / "trace", program.environ(), f"{program.token}\n")
    assert status == 0
    (sent,) = [f["Sha256"] for f in program.box.state.files(KAFFE)]

    def check(_root: Path, promised: Promised) -> None:
        with opened(program.data_dir) as desk:
            assert_whole(desk)
            assert_sent_is_known(desk, promised)
            assert {hashlib.sha256(p.read_bytes()).hexdigest() for p in renditions(desk.config)} <= {sent}

    states = replay(events, root, check)
    print(f"\n{len(events)} system calls, {states} states after a power cut during a send")  # noqa: T201
    assert states > 100


def renditions(config: Config) -> list[Path]:
    return [p for p in config.renditions_dir.glob("*") if p.suffix != ".part"]


def assert_sent_is_known(desk: ReceiptDesk, promised: Promised) -> None:
    """Assert that no request has left that the journal does not know of, with the state that says so."""
    receipts = desk.receipts()
    assert len(receipts) <= 1
    if not promised.requests:
        return
    (receipt,) = receipts
    kinds = [row.kind for row in desk.trail(receipt.id)]
    assert all(kinds.count(kind) >= promised.requests.count(kind) for kind in promised.requests)
    if "voucher" not in promised.requests:
        assert receipt.state not in {State.NEW, State.READY, State.QUEUED}
    else:
        assert receipt.state in {State.CREATING, State.DRAFTED}
    if promised.delivered:
        assert receipt.state is State.DRAFTED
        assert receipt.voucher_guid
