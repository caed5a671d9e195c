"""What a process did to the disk and told the world, in order, from strace."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_CALLS = "openat,write,pwrite64,fsync,fdatasync,rename,unlink,unlinkat,mkdir,ftruncate,sendto,sendmsg"
_LINE = re.compile(r"(?P<at>\d+\.\d+) (?P<call>\w+)\((?P<args>.*)\)\s+= (?P<result>\d+)(<[^>]*>)?.* <(?P<took>[\d.]+)>")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_HANDLE = re.compile(r"^(\d+)<((?:\\x[0-9a-f]{2})*)>")


@dataclass(frozen=True, slots=True)
class Event:
    """One system call that succeeded."""

    ended: float
    call: str
    handle: int
    """The file descriptor it was called with, or (openat) that it returned; -1: none."""
    path: str
    """The file: by the handle, else by the first name given."""
    texts: tuple[bytes, ...]
    """The texts given: names or data."""
    arguments: str


def why_not() -> str | None:
    """Return why nothing can be traced here, or None."""
    strace = shutil.which("strace")
    if strace is None:
        return "strace is not installed"
    tried = subprocess.run([strace, "-f", "-o", "/dev/null", "true"], capture_output=True, text=True, check=False)
    return None if tried.returncode == 0 else f"this system lets no process be traced: {tried.stderr.strip()[:80]}"


def traced(
    command: Sequence[str], log: Path, environ: Mapping[str, str], standard_input: str = ""
) -> tuple[int, tuple[Event, ...]]:
    """Run a command to its end and return its status and what it did.

    One log a thread (``-ff``), so that no thread breaks another one's line; all text in hex (``-xx``), whole (``-s``).
    """
    words = ["strace", "-ff", "-ttt", "-T", "-y", "-xx", "-s", "4000000", "-e", f"trace={_CALLS}", "-o", str(log)]
    ended = subprocess.run(
        [*words, *command],
        input=standard_input,
        text=True,
        env=dict(environ),
        timeout=150,
        capture_output=True,
        check=False,
    )
    found = [event for path in log.parent.glob(f"{log.name}.*") for event in _events(path)]
    return ended.returncode, tuple(sorted(found, key=lambda event: event.ended))


def _events(path: Path) -> list[Event]:
    with path.open(encoding="ascii") as lines:
        return [_event(found) for line in lines if (found := _LINE.match(line))]


def _event(found: re.Match[str]) -> Event:
    call, arguments = found["call"], found["args"]
    texts = tuple(_bytes(text) for text in _TEXT.findall(arguments))
    by_handle = _HANDLE.match(arguments)
    if by_handle and call not in {"openat", "unlinkat"}:
        handle, path = int(by_handle[1]), _bytes(by_handle[2]).decode(errors="replace")
    else:
        handle, path = int(found["result"]) if call == "openat" else -1, texts[0].decode(errors="replace")
    ended = float(found["at"]) + float(found["took"])
    return Event(ended, call, handle, path, texts, _TEXT.sub("", arguments))


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
