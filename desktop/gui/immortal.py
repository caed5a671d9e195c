"""A workaround: PySide6 6.12 gives away references to None, True and False that it never took.

Its wheels use the stable ABI of Python 3.12 and later, where these objects are immortal (PEP 683) and nobody counts
them. On an older Python each ``setText`` takes one reference off None, and each ``emit`` one off True, until the
interpreter ends with "Fatal Python error: none_dealloc" after some thousand calls. So here they are made as good as
immortal: their counts get a reserve that no program uses up.
"""

from __future__ import annotations

import ctypes
import sys

RESERVE = 1 << 48
"""A million calls a second would need nine years."""


def keep_singletons() -> None:
    """Give the singletons their reserve. Needed once a process, before the first thousand calls of Qt."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    for single in (None, True, False, NotImplemented, Ellipsis):
        # A reference count is the first word of a CPython object (the C API: PyObject_HEAD).
        ctypes.c_ssize_t.from_address(id(single)).value += RESERVE
