"""A virtual file that comes as an ``IStorage``, as the bytes of the file that it would be: a ``.msg`` of Outlook's."""

from __future__ import annotations

import ctypes
import logging

from desktop.handed.ole.com import CONTENT, ISTORAGE, OK, Format, Medium, Stat, call, is_here, library, release

LARGEST = 100_000_000
"""Bytes of one mail."""
_GET_DATA = 3
_COPY_TO, _COMMIT = 7, 9
_STAT = 9
_WITHOUT_NAME = 1
_NEW = 0x1000 | 0x10 | 0x2
"""STGM_CREATE, STGM_SHARE_EXCLUSIVE, STGM_READWRITE"""
log = logging.getLogger(__name__)


def of_clipboard(index: int) -> bytes:
    """Return the virtual file at this place of the clipboard's list, b"" when there is none of this kind."""
    data = ctypes.c_void_p()
    if not is_here() or library("ole32").OleGetClipboard(ctypes.byref(data)) != OK or not data.value:
        return b""
    try:
        return stored(data.value, index)
    finally:
        release(data.value)


def stored(data: int, index: int) -> bytes:
    """Return the virtual file at this place of a data object (the address of an ``IDataObject``), or b""."""
    wanted = Format(_clip_format(), None, CONTENT, index, ISTORAGE)
    medium = Medium()
    if call(data, _GET_DATA, ctypes.byref(wanted), ctypes.byref(medium)) != OK:
        return b""
    try:
        return _bytes_of(medium.content) if medium.kind == ISTORAGE and medium.content else b""
    except OSError as error:
        log.info("a mail can't be read from its program: %s", type(error).__name__)
        return b""
    finally:
        library("ole32").ReleaseStgMedium(ctypes.byref(medium))


def _clip_format() -> int:
    return int(library("user32").RegisterClipboardFormatW(ctypes.c_wchar_p("FileContents")))


def _bytes_of(storage: int) -> bytes:
    """Return a storage as a compound file, by way of one in memory. Raises OSError."""
    ole = library("ole32")
    held, copy = ctypes.c_void_p(), ctypes.c_void_p()
    try:
        _check(ole.CreateILockBytesOnHGlobal(None, 1, ctypes.byref(held)))
        _check(ole.StgCreateDocfileOnILockBytes(held, _NEW, 0, ctypes.byref(copy)))
        _check(call(storage, _COPY_TO, ctypes.c_uint32(0), ctypes.c_void_p(), ctypes.c_void_p(), copy))
        _check(call(copy.value or 0, _COMMIT, ctypes.c_uint32(0)))
        return _content(held)
    finally:
        release(copy.value)
        release(held.value)


def _content(held: ctypes.c_void_p) -> bytes:
    stat, handle = Stat(), ctypes.c_void_p()
    _check(call(held.value or 0, _STAT, ctypes.byref(stat), ctypes.c_uint32(_WITHOUT_NAME)))
    if stat.size > LARGEST:
        return b""
    _check(library("ole32").GetHGlobalFromILockBytes(held, ctypes.byref(handle)))
    kernel = library("kernel32")
    kernel.GlobalLock.restype = ctypes.c_void_p
    address = kernel.GlobalLock(handle)
    try:
        return ctypes.string_at(address, stat.size) if address else b""
    finally:
        kernel.GlobalUnlock(handle)


def _check(result: int) -> None:
    if result < OK:
        raise OSError(result, "COM")
