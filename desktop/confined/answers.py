"""An answer on its way: how many parts it has, how long each is, and which of them lie on the shelf."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop.confined.shelf import LEAST, Shelf

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_SIZE = struct.Struct("<Q?")
"""Of a part: its bytes, and whether it lies on the shelf."""
_MOST_PARTS = 1_000


def send(pipe: Connection, shelf: Shelf | None, parts: Sequence[bytes]) -> None:
    """Send an answer. Raises OSError when nobody takes it any more."""
    placed = [shelf is not None and len(part) >= LEAST for part in parts]
    if shelf is not None:
        shelf.put(part for part, laid in zip(parts, placed, strict=True) if laid)
    pipe.send_bytes(b"".join(_SIZE.pack(len(part), laid) for part, laid in zip(parts, placed, strict=True)) or b"-")
    for part, laid in zip(parts, placed, strict=True):
        if not laid:
            pipe.send_bytes(part)


def receive(pipe: Connection, shelf: Shelf | None, limit: int) -> tuple[bytes, ...]:
    """Return an answer of at most ``limit`` bytes. Raises OSError, EOFError."""
    told = pipe.recv_bytes(_MOST_PARTS * _SIZE.size)
    sizes = list(_SIZE.iter_unpack(told)) if len(told) % _SIZE.size == 0 else []
    if sum(size for size, _laid in sizes) > limit or (shelf is None and any(laid for _size, laid in sizes)):
        raise OSError
    here = [b"" if laid else pipe.recv_bytes(max(size, 1)) for size, laid in sizes]
    there = iter(shelf.take(size for size, laid in sizes if laid) if shelf is not None else ())
    return tuple(next(there) if laid else part for part, (_size, laid) in zip(here, sizes, strict=True))
