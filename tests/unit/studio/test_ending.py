"""No worker outlives its program, however that ends and whatever the worker is chewing on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop.confined import Limits
from desktop.confined.serving import RUNG_OUT

ROOT = Path(__file__).parents[3]
PROGRAM = """
import sys, threading
from pathlib import Path

def main():
    from desktop import studio
    threading.Thread(target=chew, args=(studio, Path(sys.argv[1])), daemon=True).start()
    from desktop.studio.calls import _studio
    while not any(worker._is_up for worker in tuple(_studio._pool._all)):
        threading.Event().wait(0.01)
    print(*studio.processes(), flush=True)
    sys.stdin.readline()
    END

def chew(studio, path):
    try:
        studio.page_picture(path, 0, 500, 500)
    except Exception as error:
        print(error, flush=True)

if __name__ == "__main__":
    main()
"""
ENDS = {
    "leave": "from desktop.cli.leaving import leave; leave(0)",
    "leave with a thread": (
        "threading.Thread(target=threading.Event().wait).start(); from desktop.cli.leaving import leave; leave(0)"
    ),
    "exit": "sys.exit(0)",
    "killed": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
}


def is_there(pid: int) -> bool:
    """Return whether a process still runs; one that has ended but is not yet buried doesn't."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] not in "ZX"
    except (OSError, IndexError):
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("end", ENDS)
def test_a_worker_ends_with_its_program(end: str, endless: Path, tmp_path: Path) -> None:
    script = tmp_path / "program.py"
    script.write_text(PROGRAM.replace("END", ENDS[end]), encoding="utf-8")
    words = [sys.executable, str(script), str(endless)]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(words, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        pids = [int(word) for word in program.stdout.readline().split()]
        assert pids
        assert all(map(is_there, pids))
        program.stdin.write("\n")
        program.stdin.flush()
        program.wait(60)
    deadline = time.monotonic() + 60
    while any(map(is_there, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    left = [pid for pid in pids if is_there(pid)]
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    assert not left


def test_the_window_loads_no_decoder() -> None:
    """What opens the files of strangers is not even there in the process that shows the window."""
    code = "import sys, desktop.gui.application, desktop.start; print(*sys.modules)"
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-c", code]
    ran = subprocess.run(words, env=env, capture_output=True, text=True, timeout=60, check=True)
    decoders = {"pypdfium2", "pi_heif", "PIL.JpegImagePlugin", "desktop.imaging.decode", "desktop.imaging.pdf"}
    assert not decoders & set(ran.stdout.split())


@pytest.mark.skipif(sys.platform == "win32", reason="clocks that Windows has not")
def test_a_worker_ends_by_its_own_clock_when_nobody_ends_it(endless: Path) -> None:
    """A decoder that never lets Python run again can't be ended from within; the system's own clocks do it."""
    code = (
        "import sys; from pathlib import Path; from desktop.confined import serving; from desktop import imaging\n"
        "serving._ring(0.3, 30)\n"
        "imaging.page_picture(Path(sys.argv[1]), 0, 500, 500)"
    )
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    ran = subprocess.run([sys.executable, "-c", code, str(endless)], env=env, timeout=60, check=False)
    assert ran.returncode in RUNG_OUT
    assert Limits().stretch >= 1
