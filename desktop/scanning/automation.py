"""Objects of Windows that are called by name (COM's ``IDispatch``), by ctypes: all that scanning needs of it.

A package for this would do much more, write modules of its own when it first meets a class, and weigh more than this
file. The layouts are those of oaidl.h; ``__stdcall`` and pointers of the process's own size are ctypes' business.
"""

from __future__ import annotations

import ctypes
from ctypes import POINTER, Structure, Union, byref, c_double, c_int, c_long, c_uint, c_ulong, c_ushort, c_void_p
from types import TracebackType
from typing import Any, Self

_EMPTY, _I4, _R4, _R8, _DATE, _BSTR, _DISPATCH, _BOOL = 0, 3, 4, 5, 7, 8, 9, 11
"""Kinds of values (VARTYPE)."""
_CALL_OR_GET, _PUT = 1 | 2, 4
_PROPERTYPUT = -3
_EXCEPTION = 0x80020009
"""``DISP_E_EXCEPTION``: what went wrong stands in the exception's own record."""
_APARTMENT = 2
_SERVERS = 1 | 4
"""``CLSCTX_INPROC_SERVER``, ``CLSCTX_LOCAL_SERVER``."""
_ADD_REF, _RELEASE, _GET_IDS, _INVOKE = 1, 2, 5, 6
"""Places in the table of an ``IDispatch``'s functions."""


class _Union(Union):
    _fields_ = (
        ("number", c_int),
        ("real", c_double),
        ("short_real", ctypes.c_float),
        ("pointer", c_void_p),
        ("room", c_void_p * 2),
    )


class _Variant(Structure):
    _fields_ = (("kind", c_ushort), ("reserved", c_ushort * 3), ("value", _Union))


class _Arguments(Structure):
    _fields_ = (("values", POINTER(_Variant)), ("names", POINTER(c_long)), ("count", c_uint), ("named", c_uint))


class _Exception(Structure):
    _fields_ = (
        ("code", c_ushort), ("reserved", c_ushort), ("source", c_void_p), ("description", c_void_p),
        ("help", c_void_p), ("context", c_ulong), ("more", c_void_p), ("fill", c_void_p), ("status", c_int),
    )  # fmt: skip


class AutomationError(Exception):
    """A call that failed; ``status`` is the HRESULT, from 0 to 0xFFFFFFFF."""

    def __init__(self, status: int) -> None:
        super().__init__(f"{status & 0xFFFFFFFF:#010x}")
        self.status = status & 0xFFFFFFFF


class Session:
    """COM in one thread: a context manager, which lets go of all objects at its end."""

    def __init__(self) -> None:
        load = getattr(ctypes, "WinDLL")  # noqa: B009 - exists on Windows only
        self._ole, self._strings = load("ole32"), load("oleaut32")
        self._strings.SysAllocString.restype = c_void_p
        self._strings.SysAllocString.argtypes = (ctypes.c_wchar_p,)
        self._held: list[Thing] = []

    def __enter__(self) -> Self:
        _check(self._ole.CoInitializeEx(None, _APARTMENT))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._held:
            self._held.pop().release()
        self._ole.CoUninitialize()

    def create(self, name: str) -> Thing:
        """Return a new object of a class, by its name. Raises AutomationError."""
        kind, wanted, found = _guid(), _guid(), c_void_p()
        _check(self._ole.CLSIDFromProgID(ctypes.c_wchar_p(name), byref(kind)))
        _check(self._ole.IIDFromString(ctypes.c_wchar_p("{00020400-0000-0000-C000-000000000046}"), byref(wanted)))
        _check(self._ole.CoCreateInstance(byref(kind), None, _SERVERS, byref(wanted), byref(found)))
        return self.hold(found)

    def hold(self, pointer: c_void_p) -> Thing:
        """Return an object of ours that is released with the session."""
        self._held.append(Thing(self, pointer))
        return self._held[-1]

    def variant(self, value: Value) -> _Variant:
        """Return a value as COM passes it; a text is to be freed by :meth:`clear`."""
        made = _Variant()
        if isinstance(value, Thing):
            made.kind, made.value.pointer = _DISPATCH, value.lent()
        elif isinstance(value, str):
            made.kind, made.value.pointer = _BSTR, self._strings.SysAllocString(value)
        elif isinstance(value, bool):
            made.kind, made.value.number = _BOOL, -1 if value else 0
        elif isinstance(value, int):
            made.kind, made.value.number = _I4, value
        return made

    def clear(self, value: _Variant) -> None:
        """Free what a value holds."""
        self._strings.VariantClear(byref(value))

    def plain(self, value: _Variant) -> Any:  # noqa: ANN401 - whatever the object answers
        """Return a value of COM as one of Python's, an object as a :class:`Thing`."""
        if value.kind == _DISPATCH and value.value.pointer:
            return self.hold(c_void_p(value.value.pointer))  # its reference is ours from now on
        try:
            if value.kind == _BSTR:
                return ctypes.wstring_at(value.value.pointer) if value.value.pointer else ""
            if value.kind in {_EMPTY, _DISPATCH}:
                return None
            return _number(value)
        finally:
            self.clear(value)


class Thing:
    """One object; its members are called by their names."""

    def __init__(self, session: Session, pointer: c_void_p) -> None:
        self._session, self._pointer = session, pointer

    def lent(self) -> int | None:
        """Return the object's address, with a reference more for whoever gets it."""
        self._function(_ADD_REF, c_ulong)(self._pointer)
        return self._pointer.value

    def release(self) -> None:
        """Let go of it."""
        self._function(_RELEASE, c_ulong)(self._pointer)

    def get(self, name: str, *values: Value) -> Any:  # noqa: ANN401 - as ``plain``
        """Call a method, or read a property. Raises AutomationError."""
        return self._invoke(name, _CALL_OR_GET, values)

    def put(self, name: str, value: Value) -> None:
        """Write a property. Raises AutomationError."""
        self._invoke(name, _PUT, (value,))

    def _function(self, place: int, *kinds: Any) -> Any:  # noqa: ANN401 - ctypes' own types
        """Return a function of the object's table; ``kinds``: its result, and its arguments after the object."""
        table = ctypes.cast(self._pointer, POINTER(POINTER(c_void_p)))[0]
        result, *arguments = kinds
        make = getattr(ctypes, "WINFUNCTYPE")  # noqa: B009 - exists on Windows only
        return make(result, c_void_p, *arguments)(table[place])

    def _id_of(self, name: str) -> int:
        null, found = _guid(), c_long()
        names = (ctypes.c_wchar_p * 1)(name)
        ask = self._function(_GET_IDS, c_int, c_void_p, c_void_p, c_uint, c_ulong, c_void_p)
        _check(ask(self._pointer, byref(null), names, 1, 0, byref(found)))
        return found.value

    def _invoke(self, name: str, how: int, values: tuple[Value, ...]) -> Any:  # noqa: ANN401 - as ``plain``
        member, null = self._id_of(name), _guid()
        given = (_Variant * max(len(values), 1))(*(self._session.variant(v) for v in reversed(values)))
        put = c_long(_PROPERTYPUT)
        names = ctypes.pointer(put) if how == _PUT else None
        arguments = _Arguments(given, names, len(values), 1 if how == _PUT else 0)
        answer, complaint = _Variant(), _Exception()
        call = self._function(
            _INVOKE, c_int, c_long, c_void_p, c_ulong, c_ushort, c_void_p, c_void_p, c_void_p, c_void_p
        )
        try:
            status = call(
                self._pointer, member, byref(null), 0, how, byref(arguments),
                None if how == _PUT else byref(answer), byref(complaint), None,
            )  # fmt: skip
        finally:
            for value in given:
                self._session.clear(value)
        if status & 0xFFFFFFFF == _EXCEPTION and complaint.status:
            raise AutomationError(complaint.status)
        _check(status)
        return self._session.plain(answer)


Value = int | float | str | bool | Thing | None


def _number(value: _Variant) -> int | float | bool:
    if value.kind in {_R4, _R8, _DATE}:
        return float(value.value.short_real if value.kind == _R4 else value.value.real)
    if value.kind == _BOOL:
        return bool(value.value.number & 0xFFFF)
    return int(value.value.number)


def _guid() -> Any:  # noqa: ANN401 - an array of ctypes
    return (ctypes.c_ubyte * 16)()


def _check(status: int) -> None:
    if status < 0:
        raise AutomationError(status)
