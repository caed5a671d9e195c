"""ICU's data, made for tests."""

from __future__ import annotations

import struct


def icu_data(items: dict[str, bytes], head: int = 144) -> bytes:
    """Return items in ICU's own form."""
    names = b"".join(name.encode() + b"\0" for name in items)
    table = 4 + 8 * len(items)
    begin = table + len(names)
    begin += -(head + begin) % 16
    rows, at, contents = b"", table, b""
    for name, content in items.items():
        rows += struct.pack("<II", at, begin + len(contents))
        at += len(name) + 1
        contents += content + bytes(-len(content) % 16)
    return (
        struct.pack("<H", head) + b"\xda\x27" + bytes(head - 4)
        + struct.pack("<I", len(items)) + rows + names + bytes(begin - table - len(names)) + contents
    )  # fmt: skip
