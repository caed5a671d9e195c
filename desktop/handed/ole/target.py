"""Sees the data object of a drop: a drop target that stands before Qt's own, and passes everything on to it.

Windows keeps the target of a window in its property ``OleDropTargetInterface``, which is how the one before is found.
Where anything of this doesn't work, the window keeps the target that Qt has given it.
"""

from __future__ import annotations

import atexit
import ctypes
import logging
import uuid
from collections.abc import Callable
from typing import Any

from desktop.handed.ole.com import OK, call, is_here, keep, library, prototype
from desktop.handed.ole.storage import stored

_PROPERTY = "OleDropTargetInterface"
_ENTER, _OVER, _LEAVE, _DROP = 3, 4, 5, 6
_NO_INTERFACE = -0x7FFFBFFE
"""E_NOINTERFACE"""
_KNOWN = tuple(
    uuid.UUID(name).bytes_le
    for name in ("00000000-0000-0000-C000-000000000046", "00000122-0000-0000-C000-000000000046")
)
"""IUnknown, IDropTarget"""
_KEYS, _POINT, _EFFECT = ctypes.c_uint32, ctypes.c_int64, ctypes.c_void_p
"""A point is two 32-bit numbers, passed in one register of a 64-bit Windows."""
_watches: dict[int, DropWatch] = {}
log = logging.getLogger(__name__)


class DropWatch:
    """Knows the data object while a drop is under way. Windows may call its target as long as the program runs."""

    def __init__(self, inner: int) -> None:
        """``inner``: the address of the target that everything is passed on to."""
        self.inner = inner
        self._data = 0
        self._count = 1
        keep(inner)
        methods = self._methods()
        self._kept = methods  # ctypes forgets what Python doesn't hold
        addresses = [ctypes.cast(each, ctypes.c_void_p).value for each in methods]
        self._table = (ctypes.c_void_p * len(addresses))(*addresses)
        self._thing = ctypes.c_void_p(ctypes.addressof(self._table))

    @property
    def address(self) -> int:
        """The address of this drop target, as COM wants it."""
        return ctypes.addressof(self._thing)

    def content(self, index: int) -> bytes:
        """Return the virtual file at a place of the drop's list; b"" when none is under way, or it is no storage."""
        return stored(self._data, index) if self._data else b""

    def _methods(self) -> list[Any]:
        pointer = ctypes.c_void_p
        return [
            prototype(pointer, pointer)(self._query),
            prototype()(self._add),
            prototype()(self._release),
            prototype(pointer, _KEYS, _POINT, _EFFECT)(self._enter),
            prototype(_KEYS, _POINT, _EFFECT)(self._over),
            prototype()(self._leave),
            prototype(pointer, _KEYS, _POINT, _EFFECT)(self._drop),
        ]

    def _query(self, _this: int, wanted: int, found: int) -> int:
        mine = ctypes.string_at(wanted, 16) in _KNOWN
        ctypes.c_void_p.from_address(found).value = self.address if mine else None
        self._count += mine
        return OK if mine else _NO_INTERFACE

    def _add(self, _this: int) -> int:
        self._count += 1
        return self._count

    def _release(self, _this: int) -> int:
        self._count -= 1
        return self._count

    def _enter(self, _this: int, data: int, keys: int, point: int, effect: int) -> int:
        return self._pass_on(_ENTER, ctypes.c_void_p(data), _KEYS(keys), _POINT(point), _EFFECT(effect))

    def _over(self, _this: int, keys: int, point: int, effect: int) -> int:
        return self._pass_on(_OVER, _KEYS(keys), _POINT(point), _EFFECT(effect))

    def _leave(self, _this: int) -> int:
        return self._pass_on(_LEAVE)

    def _drop(self, _this: int, data: int, keys: int, point: int, effect: int) -> int:
        self._data = data or 0
        try:
            return self._pass_on(_DROP, ctypes.c_void_p(data), _KEYS(keys), _POINT(point), _EFFECT(effect))
        finally:
            self._data = 0

    def _pass_on(self, place: int, *arguments: Any) -> int:  # noqa: ANN401 - values of ctypes
        return call(self.inner, place, *arguments)


def watch(window: int) -> Callable[[int], bytes]:
    """Watch the drops on a window (its HWND); return what gives a virtual file of the drop that is under way.

    On other systems, and where Windows doesn't play along, nothing is changed, and it gives b"".
    """
    if not is_here():
        return _nothing
    try:
        return _watched(window)
    except OSError as error:
        log.info("drops of whole mails are not seen: %s", type(error).__name__)
        return _nothing


def _nothing(_index: int) -> bytes:
    return b""


def _watched(window: int) -> Callable[[int], bytes]:
    """Put a watch before a window's target, once."""
    user, ole, handle = library("user32"), library("ole32"), ctypes.c_void_p(window)
    user.GetPropW.restype = ctypes.c_void_p
    inner = user.GetPropW(handle, ctypes.c_wchar_p(_PROPERTY))
    known = _watches.get(window)
    if known is not None and inner in {None, known.address}:
        return known.content
    if not inner:
        return _nothing
    made = DropWatch(inner)
    ole.RevokeDragDrop(handle)
    if ole.RegisterDragDrop(handle, ctypes.c_void_p(made.address)) != OK:
        ole.RegisterDragDrop(handle, ctypes.c_void_p(inner))
        return _nothing
    if not _watches:
        atexit.register(put_back)
    _watches[window] = made
    return made.content


def put_back() -> None:
    """Give windows their own targets back: nobody may call into Python once that has ended."""
    ole = library("ole32")
    for window, made in _watches.items():
        handle = ctypes.c_void_p(window)
        if ole.RevokeDragDrop(handle) == OK:
            ole.RegisterDragDrop(handle, ctypes.c_void_p(made.inner))
    _watches.clear()
