"""Killed at any point between vault and waste bin: the receipt is there once, and the file is gone or still to go."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.receipts.states import State
from desktop.store.folders import Afterwards
from tests.unit.folders.conftest import Watched, picture

KILLED = textwrap.dedent(
    """
    import os, signal, sys, time
    from pathlib import Path
    from desktop.config import Config
    from desktop.desk.folders import Folders
    from desktop.desk.receipt_desk import ReceiptDesk
    from desktop.folders.timing import Timing

    data, point, afterwards = Path(sys.argv[1]), sys.argv[2], sys.argv[3]

    def checkpoint(name):
        if name == point:
            os.kill(os.getpid(), signal.SIGKILL)

    class Ear:
        def folder_stands(self, standing): pass
        def receipt_came(self, receipt): pass
        def folder_caught(self, catch): pass

    def trash(path):
        path.unlink()
        return True

    desk = ReceiptDesk(Config("http://127.0.0.1:9", "http://127.0.0.1:9", data))
    desk.open()
    folders = Folders(desk, desk._intake, checkpoint)
    quick = Timing(poll=0.02, share=1, steady=0.05)
    folders.new_watch(Ear(), trash, quick).start()
    time.sleep(60)
    """
)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize(
    ("point", "afterwards"),
    [
        ("taken", Afterwards.MOVE),
        ("noted", Afterwards.BIN),
        ("clearing", Afterwards.MOVE),
        ("cleared", Afterwards.MOVE),
        ("cleared", Afterwards.BIN),
    ],
)
def test_killed_between_vault_and_waste_bin(
    make: Callable[..., Watched], inbox: Path, point: str, afterwards: Afterwards
) -> None:
    first = make()
    folder = first.add(inbox, afterwards)
    data = picture(inbox / "bon.jpg").read_bytes()
    folder_of_data = first.desk.config.data_dir
    first.end()
    words = (sys.executable, "-c", KILLED, str(folder_of_data), point, afterwards.value)
    killed = subprocess.run(words, check=False, timeout=100)
    assert killed.returncode == -signal.SIGKILL
    assert (inbox / "bon.jpg").exists() is (point != "cleared")
    second = make()
    second.begin()
    second.ear.wait(lambda: not (inbox / "bon.jpg").exists())
    second.ear.wait(lambda: not second.desk.folders.table.owed(folder.id))
    (receipt,) = second.desk.receipts()
    assert receipt.state is State.NEW
    assert second.desk.path_of(receipt.originals[0]).read_bytes() == data
    kept = list((inbox / "Taken by Bilagsdrop").glob("*"))
    assert [p.read_bytes() for p in kept] == ([data] if afterwards is Afterwards.MOVE else [])
