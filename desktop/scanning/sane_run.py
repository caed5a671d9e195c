"""A program that runs, is listened to, and can be broken off."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence

from desktop.receipts.faults import Effect, Fault, FaultCode

ASK_AGAIN_S = 0.1
"""Seconds between two looks at whether it is to stop."""
PATIENCE_S = (5.0, 2.0, 2.0)
"""Seconds after each, harder, way of asking it to end: a scanner draws its lamp back first."""
_KILL = getattr(signal, "SIGKILL", signal.SIGTERM)
_BREAK = re.compile(rb"[\r\n]+")


class Run:
    """One run; its lines come from its error output, where progress ends in a carriage return."""

    def __init__(self, words: Sequence[str], environ: Mapping[str, str], patience_s: Sequence[float]) -> None:
        self._patience_s = patience_s
        try:
            self._process = subprocess.Popen(  # noqa: S603 - no shell sees the words
                words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environ
            )
        except OSError as error:
            raise Fault(FaultCode.SCANNER_FAILED, Effect.WAIT) from error
        self.is_over = False
        """It has nothing more to say, and ends by itself."""
        self._heard: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, name="scan-reader", daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stderr is not None
        with self._process.stderr as pipe:
            while chunk := os.read(pipe.fileno(), 4096):
                self._heard.put(chunk)
        self._heard.put(b"")

    def lines(self, is_stopped: Callable[[], bool], silence_s: float) -> Iterator[str]:
        """Yield the lines until the program is done or ``is_stopped()``. Raises Fault SCANNER_SILENT."""
        rest, heard_at = b"", time.monotonic()
        while not is_stopped():
            try:
                chunk = self._heard.get(timeout=ASK_AGAIN_S)
            except queue.Empty:
                if time.monotonic() - heard_at > silence_s:
                    raise Fault(FaultCode.SCANNER_SILENT, Effect.WAIT) from None
                continue
            if not chunk:
                self.is_over = True
                return
            heard_at = time.monotonic()
            *whole, rest = _BREAK.split(rest + chunk)
            yield from (line.decode("utf-8", "replace") for line in whole if line)

    def end(self) -> int:
        """Wait for the program, or break it off where it was not heard to its end; return its exit status.

        One that has closed its output is on its way out, and is not disturbed: it puts the scanner to rest.
        """
        process = self._process
        ways = (None, signal.SIGTERM, _KILL) if self.is_over else (signal.SIGINT, signal.SIGTERM, _KILL)
        for way, patience in zip(ways, self._patience_s, strict=True):
            if way is not None:
                process.send_signal(way)
            try:
                return process.wait(patience)
            except subprocess.TimeoutExpired:
                continue
        return -9  # it hangs in the kernel, and nothing can end it
