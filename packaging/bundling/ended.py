"""Runs a command until it has ended, and not until all that it has started has ended too.

What a Windows program starts under Wine has its output: waiting for that to be closed would wait for the other program.
"""

from __future__ import annotations

import os
import selectors
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

_QUIET_S = 0.3
"""Once the command has ended, this long without a word is the end of its output."""


def run_until_ended(
    words: Sequence[str], environ: Mapping[str, str], folder: Path | None, text: str, seconds: float
) -> subprocess.CompletedProcess[str]:
    """Run a command with ``text`` as its standard input; output is UTF-8. Raises subprocess.TimeoutExpired."""
    pipe = subprocess.PIPE
    process = subprocess.Popen(words, env=dict(environ), cwd=folder, stdin=pipe, stdout=pipe, stderr=pipe)
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdin.write(text.encode())
    process.stdin.close()
    with process.stdout as out, process.stderr as errors:
        heard = _listen(process, (out, errors), time.monotonic() + seconds)
    said, complained = (b"".join(parts).decode("utf-8", "replace") for parts in heard)
    return subprocess.CompletedProcess(words, process.wait(), said, complained)


def _listen(process: subprocess.Popen[bytes], streams: tuple[IO[bytes], IO[bytes]], end: float) -> list[list[bytes]]:
    """Return what was said on each stream until the process had ended and was quiet."""
    heard: list[list[bytes]] = [[], []]
    with selectors.DefaultSelector() as selector:
        for stream, parts in zip(streams, heard, strict=True):
            selector.register(stream, selectors.EVENT_READ, parts)
        while selector.get_map():
            ready = selector.select(_QUIET_S)
            for key, _mask in ready:
                part = os.read(key.fd, 1 << 16)
                key.data.append(part)
                if not part:
                    selector.unregister(key.fileobj)
            if not ready and process.poll() is not None:
                break
            if time.monotonic() > end:
                process.kill()
                process.wait()
                raise subprocess.TimeoutExpired(process.args, end)
    return heard
