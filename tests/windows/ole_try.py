"""Run by a Windows Python: a mail as Outlook hands it over, dropped on a window; each line that is told is true.

The drop target, the data object and the storage are real COM objects; the first two are made here, as Outlook makes
them, the storage by Windows itself. Nothing of Qt's is loaded: its windows can't be opened under Wine.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Any

from desktop.handed.ole import of_clipboard, watch
from desktop.handed.ole.com import ISTORAGE, Format, Medium, call, keep, library, prototype, release
from desktop.handed.ole.target import put_back
from desktop.papers.compound import Compound

NEW = 0x1000 | 0x10 | 0x2
NAME = "__properties_version1.0"
CONTENT = b"hundrede og femogtyve kroner " * 300
POINTER = ctypes.c_void_p
NOT_HERE = -0x7FFBFF9C
"""DV_E_FORMATETC"""
NO_INTERFACE = -0x7FFFBFFE
KNOWN = {b"\0\0\0\0", b"\x0e\1\0\0", b"\x22\1\0\0"}
"""How the ids of IUnknown, IDataObject and IDropTarget begin."""
ole, user = library("ole32"), library("user32")


def storage() -> int:
    """Return a storage with one stream and one inner storage, as a mail has."""
    held, made = POINTER(), POINTER()
    assert ole.CreateILockBytesOnHGlobal(None, 1, ctypes.byref(held)) == 0
    assert ole.StgCreateDocfileOnILockBytes(held, NEW, 0, ctypes.byref(made)) == 0
    write(made.value or 0)
    inner = POINTER()
    words = (ctypes.c_uint32(NEW), ctypes.c_uint32(0), ctypes.c_uint32(0), ctypes.byref(inner))
    assert call(made.value or 0, 5, ctypes.c_wchar_p("__attach_version1.0_#00000000"), *words) == 0
    write(inner.value or 0)
    release(inner.value)
    return made.value or 0


def write(place: int) -> None:
    stream = POINTER()
    words = (ctypes.c_uint32(NEW), ctypes.c_uint32(0), ctypes.c_uint32(0), ctypes.byref(stream))
    assert call(place, 3, ctypes.c_wchar_p(NAME), *words) == 0
    assert call(stream.value or 0, 4, ctypes.c_char_p(CONTENT), ctypes.c_uint32(len(CONTENT)), POINTER()) == 0
    release(stream.value)


class Thing:
    """A COM object made of Python functions."""

    def __init__(self, *methods: Any) -> None:  # noqa: ANN401 - functions of ctypes
        first = (
            prototype(POINTER, POINTER)(self._query),
            prototype()(lambda _this: 2),
            prototype()(lambda _this: 1),
        )
        self._kept = (*first, *methods)
        addresses = [ctypes.cast(each, POINTER).value for each in self._kept]
        self._table = (POINTER * len(addresses))(*addresses)
        self._thing = POINTER(ctypes.addressof(self._table))
        self.address = ctypes.addressof(self._thing)

    def _query(self, _this: int, wanted: int, found: int) -> int:
        mine = ctypes.string_at(wanted, 4) in KNOWN
        POINTER.from_address(found).value = self.address if mine else None
        return 0 if mine else NO_INTERFACE


def data_object(mail: int) -> Thing:
    """Return a data object that gives a storage for the virtual file at place 1, and nothing else."""
    contents = user.RegisterClipboardFormatW(ctypes.c_wchar_p("FileContents"))

    def get(_this: int, wanted: int, given: int) -> int:
        asked, medium = Format.from_address(wanted), Medium.from_address(given)
        if (asked.clip_format, asked.index) != (contents, 1) or not asked.medium & ISTORAGE:
            return NOT_HERE
        keep(mail)
        medium.kind, medium.content, medium.owner = ISTORAGE, mail, None
        return 0

    def formats(_this: int, _direction: int, found: int) -> int:
        offered = Format(contents, None, 1, 1, ISTORAGE)
        return int(library("shell32").SHCreateStdEnumFmtEtc(1, ctypes.byref(offered), POINTER(found)))

    two, three = prototype(POINTER, POINTER), prototype(POINTER, POINTER, ctypes.c_int32)
    return Thing(
        two(get),
        two(lambda *_: NOT_HERE),  # GetDataHere
        prototype(POINTER)(lambda *_: 0),  # QueryGetData
        two(lambda *_: NOT_HERE),  # GetCanonicalFormatEtc
        three(lambda *_: NOT_HERE),  # SetData
        prototype(ctypes.c_uint32, POINTER)(formats),
    )


def target(seen: list[tuple[str, Any]], look: list[Any]) -> Thing:
    """Return a drop target as Qt has one: it notes what it is told, and looks into the drop as the window does."""

    def noted(name: str, *values: Any) -> int:  # noqa: ANN401 - numbers, by name
        seen.append((name, values))
        return 0

    def drop(_this: int, data: int, keys: int, point: int, effect: int) -> int:
        ctypes.c_uint32.from_address(effect).value = 1
        return noted("drop", data, keys, point, look[0](0), look[0](1))

    return Thing(
        prototype(POINTER, ctypes.c_uint32, ctypes.c_int64, POINTER)(lambda _t, d, k, p, _e: noted("enter", d, k, p)),
        prototype(ctypes.c_uint32, ctypes.c_int64, POINTER)(lambda _t, k, p, _e: noted("over", k, p)),
        prototype()(lambda _t: noted("leave")),
        prototype(POINTER, ctypes.c_uint32, ctypes.c_int64, POINTER)(drop),
    )


def try_drop(mail: Thing) -> None:
    user.CreateWindowExW.restype = POINTER
    alone = POINTER(-3)  # HWND_MESSAGE: a window that needs no screen
    window = user.CreateWindowExW(0, ctypes.c_wchar_p("STATIC"), None, 0, 0, 0, 9, 9, alone, None, None, None)
    assert window, "no window"
    seen: list[tuple[str, Any]] = []
    look: list[Any] = []
    qts = target(seen, look)
    assert ole.RegisterDragDrop(POINTER(window), POINTER(qts.address)) == 0
    look.append(watch(window))
    assert watch(window) == look[0], "a second watch is the first"
    user.GetPropW.restype = POINTER
    now = user.GetPropW(POINTER(window), ctypes.c_wchar_p("OleDropTargetInterface"))
    assert now not in {None, qts.address}, "the watch stands before"
    effect, point = ctypes.c_uint32(5), (77 << 32) + 33
    words = (ctypes.c_uint32(1), ctypes.c_int64(point), ctypes.byref(effect))
    assert look[0](1) == b"", "before a drop there is nothing"
    assert call(now, 3, POINTER(mail.address), *words) == 0
    assert call(now, 4, *words) == 0
    assert call(now, 5) == 0
    assert call(now, 6, POINTER(mail.address), *words) == 0
    assert [name for name, _values in seen] == ["enter", "over", "leave", "drop"]
    assert seen[0][1] == (mail.address, 1, point)
    data, keys, at, none, content = seen[3][1]
    assert (data, keys, at, none, effect.value) == (mail.address, 1, point, b"", 1)
    check(content)
    assert look[0](1) == b"", "after it neither"
    put_back()
    assert user.GetPropW(POINTER(window), ctypes.c_wchar_p("OleDropTargetInterface")) == qts.address
    assert ole.RevokeDragDrop(POINTER(window)) == 0
    print("drop", len(content))  # noqa: T201 - what the test reads


def check(content: bytes) -> None:
    file = Compound(content)
    assert file.stream(NAME) == CONTENT
    assert file.stream(f"__attach_version1.0_#00000000/{NAME}") == CONTENT


def try_direct(mail: Thing) -> None:
    from desktop.handed.ole.storage import stored  # noqa: PLC0415 - the part by itself

    check(stored(mail.address, 1))
    assert stored(mail.address, 0) == b""
    print("storage", len(stored(mail.address, 1)))  # noqa: T201 - as above


if __name__ == "__main__":
    assert sys.platform == "win32"
    assert ole.OleInitialize(None) >= 0
    made = storage()
    object_of_mail = data_object(made)
    try_direct(object_of_mail)
    try_drop(object_of_mail)
    assert of_clipboard(1) == b""
    assert ole.OleSetClipboard(POINTER(object_of_mail.address)) == 0
    check(of_clipboard(1))
    print("clipboard", len(of_clipboard(1)))  # noqa: T201 - as above
    assert ole.OleSetClipboard(None) == 0
