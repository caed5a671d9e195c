"""A disk that forgets: what a power cut may leave of the writes of a process.

The model, stricter than any file system in use:

- The bytes of a file are safe once the file was synced. Of the writes since then each may be there, be gone, or be
  there in part, independent of the others.
- A name (a file created, renamed, removed, a folder made) is safe once its folder was synced. Since then each change of
  a name may have happened or not, independent of the others. A rename is one change: never neither name, never a part.
- A file that lies in a folder whose own name was lost is lost.

SQLite's files follow the same rules with SQLite's own syncs, but for the shared-memory index (``-shm``), which every
start makes anew after a power cut and which is therefore left out.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from tests.crash.tracing import Event

Write = tuple[int, bytes | None]
"""Offset and bytes; None: cut off there."""


@dataclass(eq=False, slots=True)
class Content:
    """The bytes of one file, whatever it is called."""

    safe: bytes = b""
    unsafe: list[Write] = field(default_factory=list)

    def sync(self) -> None:
        self.safe, self.unsafe = self.with_writes(self.unsafe), []

    def with_writes(self, writes: Sequence[Write]) -> bytes:
        data = bytearray(self.safe)
        for offset, new in writes:
            if new is None:
                del data[offset:]
                continue
            data.extend(bytes(max(0, offset - len(data))))
            data[offset : offset + len(new)] = new
        return bytes(data)


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """A change of names: ``content`` (None: a folder) is called ``name`` from then on, and what was ``gone`` isn't."""

    name: str | None
    content: Content | None = None
    gone: str | None = None

    def in_folder(self, folder: str) -> bool:
        return any(str(PurePosixPath(n).parent) == folder for n in (self.name, self.gone) if n)


Kept = Callable[[Change], bool]
Written = Callable[[Content], Sequence[Write]]


class Disk:
    """What the system holds in memory, and what of it is safe. ``root`` itself is there and safe."""

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._now: dict[str, Content] = {}
        self._changes: list[Change] = []
        self._safe: set[Change] = set()
        self._places: dict[int, int] = {}

    def apply(self, event: Event) -> bool:
        """Let a system call happen; return False when it was not about files below the root."""
        if not f"{event.path}/".startswith(f"{self._root}/") or event.path.endswith("-shm"):
            return False
        action = getattr(self, f"_{event.call}", None)
        return action is not None and action(event) is not False

    def _openat(self, event: Event) -> bool:
        self._places[event.handle] = 0
        content = self._now.get(event.path)
        if content is None and "O_CREAT" in event.arguments:
            self._now[event.path] = created = Content()
            self._changes.append(Change(event.path, created))
            return True
        if content is not None and "O_TRUNC" in event.arguments:
            content.unsafe.append((0, None))
            return True
        return False

    def _write(self, event: Event) -> None:
        place, data = self._places[event.handle], event.texts[-1]
        self._now[event.path].unsafe.append((place, data))
        self._places[event.handle] = place + len(data)

    def _pwrite64(self, event: Event) -> None:
        self._now[event.path].unsafe.append((int(event.arguments.rsplit(",", 1)[1]), event.texts[-1]))

    def _ftruncate(self, event: Event) -> None:
        self._now[event.path].unsafe.append((int(event.arguments.rsplit(",", 1)[1]), None))

    def _fsync(self, event: Event) -> None:
        content = self._now.get(event.path)
        if content is not None:
            content.sync()
            return
        self._safe.update(change for change in self._changes if change.in_folder(event.path))

    _fdatasync = _fsync

    def _mkdir(self, event: Event) -> None:
        self._changes.append(Change(event.path))

    def _rename(self, event: Event) -> None:
        source, target = (text.decode() for text in event.texts)
        content = self._now[target] = self._now.pop(source)
        self._changes.append(Change(target, content, gone=source))

    def _unlink(self, event: Event) -> None:
        self._now.pop(event.path, None)
        self._changes.append(Change(None, gone=event.path))

    _unlinkat = _unlink

    def left(self, kept: Kept, written: Written) -> dict[str, bytes | None]:
        """Return what is there after a cut: bytes by path, None for a folder."""
        names: dict[str, Content | None] = {}
        for change in (c for c in self._changes if c in self._safe or kept(c)):
            if change.gone:
                names.pop(change.gone, None)
            if change.name:
                names[change.name] = change.content
        there: dict[str, bytes | None] = {}
        for name, content in sorted(names.items()):
            parent = str(PurePosixPath(name).parent)
            if parent == self._root or (parent in there and there[parent] is None):
                there[name] = None if content is None else content.with_writes(written(content))
        return there

    def cuts(self, chance: random.Random, rounds: int) -> Iterator[dict[str, bytes | None]]:
        """Yield what cuts at this moment may leave: the corner cases, and ``rounds`` states by chance."""
        for kept in (True, False):
            for written in (_none, _all, _torn):
                yield self.left(lambda _change, kept=kept: kept, written)  # type: ignore[misc]  # bound now
        for _ in range(rounds):
            yield self.left(lambda _change: chance.random() < 0.5, lambda content: _some(content, chance))


def _none(_content: Content) -> Sequence[Write]:
    return ()


def _all(content: Content) -> Sequence[Write]:
    return content.unsafe


def _torn(content: Content) -> Sequence[Write]:
    *before, last = content.unsafe or [(0, b"")]
    return [*before, _half(last)]


def _half(write: Write) -> Write:
    offset, data = write
    return offset, None if data is None else data[: len(data) // 2]


def _some(content: Content, chance: random.Random) -> Sequence[Write]:
    kept = [write for write in content.unsafe if chance.random() < 0.6]
    return [_half(write) if chance.random() < 0.3 else write for write in kept]
