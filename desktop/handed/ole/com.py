"""Calls into COM objects by the place of a method in their table, and the few structures of OLE that are needed.

Everything is looked up when it is used, so that other systems can read this file.
"""

from __future__ import annotations

import ctypes
from typing import Any

HGLOBAL, ISTREAM, ISTORAGE = 1, 4, 8
"""TYMED_*: how the content of a medium comes."""
CONTENT = 1
"""DVASPECT_CONTENT"""
OK = 0
"""S_OK; failures are negative."""
POINTER_SIZE = ctypes.sizeof(ctypes.c_void_p)


class Format(ctypes.Structure):
    """FORMATETC (objidl.h)."""

    _fields_ = (
        ("clip_format", ctypes.c_uint16),
        ("device", ctypes.c_void_p),
        ("aspect", ctypes.c_uint32),
        ("index", ctypes.c_int32),
        ("medium", ctypes.c_uint32),
    )


class Medium(ctypes.Structure):
    """STGMEDIUM (objidl.h)."""

    _fields_ = (("kind", ctypes.c_uint32), ("content", ctypes.c_void_p), ("owner", ctypes.c_void_p))


class Stat(ctypes.Structure):
    """STATSTG (objidl.h)."""

    _fields_ = (
        ("name", ctypes.c_void_p),
        ("kind", ctypes.c_uint32),
        ("size", ctypes.c_uint64),
        ("times", ctypes.c_uint64 * 3),
        ("mode", ctypes.c_uint32),
        ("locks", ctypes.c_uint32),
        ("class_id", ctypes.c_uint8 * 16),
        ("state", ctypes.c_uint32),
        ("reserved", ctypes.c_uint32),
    )


def is_here() -> bool:
    """Return whether this is Windows."""
    return hasattr(ctypes, "WinDLL")


def library(name: str) -> Any:  # noqa: ANN401 - ctypes gives functions by name
    """Return a library of Windows. Raises OSError when it is missing."""
    return getattr(ctypes, "WinDLL")(name)  # noqa: B009 - a name that other systems lack


def prototype(*arguments: Any) -> Any:  # noqa: ANN401 - as above
    """Return the type of a method: an HRESULT, the object itself, then these arguments."""
    kind = getattr(ctypes, "WINFUNCTYPE", ctypes.CFUNCTYPE)
    return kind(ctypes.c_int32, ctypes.c_void_p, *arguments)


def call(thing: int, place: int, *arguments: Any) -> int:  # noqa: ANN401 - as above
    """Call the method at a place of an object's table; every argument is a ctypes value. Return its HRESULT."""
    table = ctypes.c_void_p.from_address(thing).value or 0
    method = ctypes.c_void_p.from_address(table + place * POINTER_SIZE).value
    kinds = [type(each) if isinstance(each, ctypes._SimpleCData) else ctypes.c_void_p for each in arguments]  # noqa: SLF001 - how ctypes tells plain values
    return int(prototype(*kinds)(method)(thing, *arguments))


def keep(thing: int) -> None:
    """Take part in owning an object."""
    call(thing, 1)


def release(thing: int | None) -> None:
    """End that."""
    if thing:
        call(thing, 2)
