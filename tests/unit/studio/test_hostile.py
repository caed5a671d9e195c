"""A file that breaks its decoder, swells or never ends costs that file a fault, and nothing else."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.studio import DocumentInfo, Picture
from desktop.studio.studio import Studio
from tests.unit.studio.conftest import SAMPLES, MakeStudio

PATIENCE_S = 60.0
posix = pytest.mark.skipif(sys.platform == "win32", reason="signals that Windows has not")


def drawn(studio: Studio, path: Path) -> Picture:
    return studio.do(Picture, "page_picture", path, 0, 100, 100)


def fault_of(studio: Studio, path: Path) -> Fault:
    with pytest.raises(Fault) as caught:
        drawn(studio, path)
    return caught.value


def wait_for(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not true() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert true()


def chewing(studio: Studio) -> set[int]:
    """Return the processes that have come up, and so have been given their task."""
    return {worker.pid for worker in tuple(studio._pool._all) if worker._is_up}


def test_a_file_that_takes_too_long_is_named_and_the_next_one_is_drawn(make_studio: MakeStudio, endless: Path) -> None:
    studio = make_studio(seconds=0.5, workers=1, spared=0)
    fault = fault_of(studio, endless)
    assert (fault.code, fault.effect) == (FaultCode.FILE_TOO_SLOW, Effect.STOP_RECEIPT)
    assert studio.processes() == ()
    studio = make_studio()
    assert drawn(studio, SAMPLES[0]).width <= 100


@posix
@pytest.mark.parametrize("deadly", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT])
def test_a_file_that_breaks_its_decoder_twice_is_named(
    make_studio: MakeStudio, endless: Path, deadly: signal.Signals
) -> None:
    studio = make_studio(workers=1, spared=0)
    killed: set[int] = set()
    with ThreadPoolExecutor(1) as threads:
        answer: Future[Fault] = threads.submit(fault_of, studio, endless)
        for _try in range(2):
            wait_for(lambda: bool(chewing(studio) - killed))
            (pid,) = chewing(studio) - killed
            killed.add(pid)
            os.kill(pid, deadly)
        assert answer.result(PATIENCE_S).code is FaultCode.FILE_BREAKS_OPENER
    assert drawn(studio, SAMPLES[0]).width <= 100
    assert not set(studio.processes()) & killed


@posix
def test_a_worker_that_somebody_else_killed_costs_nothing(make_studio: MakeStudio) -> None:
    studio = make_studio()
    studio.start_ahead()
    before = studio.processes()
    assert len(before) >= 2
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    assert drawn(studio, SAMPLES[0]).width <= 100


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of address space holds there")
def test_a_flood_of_memory_is_named(make_studio: MakeStudio, tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    Image.new("RGB", (6_000, 6_000), "white").save(path, "PNG")
    assert path.stat().st_size < 200_000
    studio = make_studio(memory=240_000_000)
    assert fault_of(studio, path).code is FaultCode.FILE_TOO_HEAVY
    assert drawn(studio, SAMPLES[0]).width <= 100


def test_closing_ends_what_is_under_way_without_blaming_the_file(make_studio: MakeStudio, endless: Path) -> None:
    studio = make_studio(workers=1, spared=0)
    begun = threading.Event()

    def ask() -> Fault:
        begun.set()
        return fault_of(studio, endless)

    with ThreadPoolExecutor(1) as threads:
        answer = threads.submit(ask)
        begun.wait(PATIENCE_S)
        wait_for(lambda: bool(studio.processes()))
        studio.close()
        fault = answer.result(PATIENCE_S)
    assert (fault.code, fault.effect) == (FaultCode.OPENER_UNAVAILABLE, Effect.WAIT)
    assert fault_of(studio, SAMPLES[0]).code is FaultCode.OPENER_UNAVAILABLE


def test_idle_workers_end_and_come_again(make_studio: MakeStudio) -> None:
    studio = make_studio(rest=0.2)
    assert drawn(studio, SAMPLES[0])
    wait_for(lambda: studio.processes() == ())
    assert studio.do(DocumentInfo, "inspect", SAMPLES[0]).pages >= 1


def test_one_that_has_grown_is_replaced(make_studio: MakeStudio) -> None:
    studio = make_studio(workers=1, spared=0, grown=1)
    for _time in range(2):
        assert drawn(studio, SAMPLES[0])
        assert studio.processes() == ()
