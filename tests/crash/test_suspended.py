"""A process that is suspended in the middle of a request, as a computer that sleeps suspends it."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.sandbox import Fault, Sandbox
from tests.crash.conftest import Program
from tests.crash.test_random_kills import ORDER, assert_one_each, committed

ASLEEP_S = 3.0


@pytest.mark.parametrize("kind", ["slow", "cut"])
@pytest.mark.parametrize("operation", ["upload", "create_voucher"])
def test_a_sleep_in_the_middle_of_a_request(
    operation: str, kind: str, program: Program, picture: Callable[..., Path], box: Sandbox
) -> None:
    """Meanwhile Dinero carries the request out; the answer waits for the sleeper, or the connection is gone."""
    program.quick = True
    box.faults.add(Fault(kind, operation, after=True, seconds=1.0))
    files = [str(picture(f"bon {n}.jpg")) for n in range(3)]
    process = program.start("send", *files, *ORDER)
    while not committed(box, operation):
        assert process.poll() is None, "it ended too early"
        time.sleep(0.01)
    process.send_signal(signal.SIGSTOP)
    time.sleep(ASLEEP_S)  # a sleep is what this is about
    process.send_signal(signal.SIGCONT)
    done = program.end(process)
    assert done.status == 0, done.errors
    assert_one_each(box, [told["voucher_guid"] for told in done.objects])
    assert len(done.objects) == 3
