"""Takes out of ICU's data what the program never asks for: the words and sorting of a hundred languages.

Two copies of it are collected. Chromium has one of its own (``icudtl.dat``) on every system; on Linux, Qt brings one in
``libicudata``, 31 MB. What stays is what no language owns, English and Danish. Where something is asked for in another
language, ICU falls back to what no language owns: that is its rule for languages that it doesn't know.

The format is ICU's "common data" (ucmndata.h): a header that says its own length in its first two bytes, a count, then
for each item the offsets of its name and of its content from that count on, in the order of the names; then names and
contents, each content at a multiple of 16.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from bundling.run import BuildError, run

LANGUAGES = frozenset({"root", "en", "da"})
_LOCALE = re.compile(r"(?:^|/)(?!res_index)([a-z]{2,3}|root)(?:_\w+)?\.res$")
"""The language of an item that belongs to one; ``res_index`` is the list of languages, and nobody's own."""
_DICTIONARY = re.compile(r"\.dict$")
"""Where words end in Chinese, Thai, Lao, Khmer and Burmese; without them a line may break inside a word."""
_NAMES = re.compile(r"/(?:translit/\w+\.res|unames\.icu|rbnf/\w+\.res)$")
"""Of Qt's copy: transliteration, the characters' names, numbers in words. Qt has no function for any of them."""
_CONVERTER = re.compile(r"\.cnv$")
"""Of Qt's copy: text in old character sets. Those of Western Europe are kept."""
_WESTERN = re.compile(r"/(?:ibm-(?:5348|923|912|850|437|865|1252|858)_|iso-8859_|windows-|macos-0)")
_HEAD = struct.Struct("<H")
_COUNT = struct.Struct("<I")
_ROW = struct.Struct("<II")
_ALIGNED = 16
_MAGIC = b"\xda\x27"
"""At offset 2 of the header."""
_SYMBOL = re.compile(
    r"^\s*\d+: [0-9a-f]+ +(0x[0-9a-f]+|\d+) OBJECT +GLOBAL DEFAULT +(\d+) (icudt\d+_dat)$", re.MULTILINE
)


class Item(NamedTuple):
    """One item of the data: ``icudt74l/coll/da.res``."""

    name: str
    content: bytes


def trim(inner: Path) -> None:
    """Make the copies in a bundle smaller. Raises BuildError when one can't be read or written."""
    for path in sorted(inner.rglob("icudtl.dat")):
        if not path.is_symlink():
            path.write_bytes(filtered(path.read_bytes(), chromium_asks_for))
    for path in sorted(inner.rglob("libicudata.so.*")):
        if not path.is_symlink():
            _trim_library(path)


def chromium_asks_for(name: str) -> bool:
    """Return whether an item of Chromium's copy is kept."""
    locale = _LOCALE.search(name)
    return not _DICTIONARY.search(name) and (locale is None or locale.group(1) in LANGUAGES)


def qt_asks_for(name: str) -> bool:
    """Return whether an item of Qt's copy is kept."""
    if _CONVERTER.search(name):
        return bool(_WESTERN.search(name))
    return chromium_asks_for(name) and not _NAMES.search(name)


def items(data: bytes) -> Iterator[Item]:
    """Yield every item of ICU's data. Raises BuildError when it is something else."""
    if data[2:4] != _MAGIC:
        raise BuildError("this is not ICU's data, or of another byte order")
    base = _HEAD.unpack_from(data)[0]
    count = _COUNT.unpack_from(data, base)[0]
    rows = [_ROW.unpack_from(data, base + _COUNT.size + _ROW.size * i) for i in range(count)]
    ends = [start for _name, start in rows[1:]] + [len(data) - base]
    for (name, start), end in zip(rows, ends, strict=True):
        yield Item(data[base + name : data.index(b"\0", base + name)].decode("ascii"), data[base + start : base + end])


def filtered(data: bytes, kept: Callable[[str], bool]) -> bytes:
    """Return ICU's data with those items alone whose names are ``kept``. Raises BuildError."""
    found = [item for item in items(data) if kept(item.name)]
    if not found:
        raise BuildError("nothing of ICU's data would be left")
    base = _HEAD.unpack_from(data)[0]
    names, offsets = b"", []
    start = _COUNT.size + _ROW.size * len(found)
    for item in found:
        offsets.append(start + len(names))
        names += item.name.encode("ascii") + b"\0"
    table, contents = _COUNT.pack(len(found)), b""
    where = start + len(names) + _padding(base + start + len(names))
    for item, name in zip(found, offsets, strict=True):
        table += _ROW.pack(name, where + len(contents))
        contents += item.content + bytes(_padding(len(item.content)))
    return data[:base] + table + names + bytes(_padding(base + start + len(names))) + contents


def _padding(length: int) -> int:
    return -length % _ALIGNED


def _trim_library(path: Path) -> None:
    """Put a library in the place of one that is nothing but a name for its data."""
    symbols = run("readelf", "--wide", "--symbols", path)
    sections = run("readelf", "--wide", "--section-headers", path)
    symbol = _SYMBOL.search(symbols)
    section = symbol and re.search(rf"\[ *{symbol.group(2)}\] \S+ +PROGBITS +[0-9a-f]+ ([0-9a-f]+) ", sections)
    if symbol is None or section is None:
        raise BuildError(f"{path.name} holds no ICU data that could be found")
    begin, size = int(section.group(1), 16), int(symbol.group(1), 0)
    data = filtered(path.read_bytes()[begin : begin + size], qt_asks_for)
    _write_library(path, symbol.group(3), data)


def _write_library(path: Path, name: str, data: bytes) -> None:
    """Write a library that offers ``data`` under ``name``."""
    raw, source, made = (path.with_name(f"{path.name}.{kind}") for kind in ("dat", "s", "o"))
    raw.write_bytes(data)
    source.write_text(
        f".section .rodata\n.balign 16\n.globl {name}\n.type {name}, @object\n.size {name}, {len(data)}\n"
        f'{name}: .incbin "{raw.name}"\n.section .note.GNU-stack,"",@progbits\n',
        encoding="ascii",
    )
    run("as", "-o", made.name, source.name, folder=path.parent)
    run("ld", "-shared", "-soname", path.name, "--build-id=none", "--hash-style=gnu", "-z", "noexecstack",
        "-z", "separate-code", "-s", "-o", path.name, made.name, folder=path.parent)  # fmt: skip
    for each in (raw, source, made):
        each.unlink()
