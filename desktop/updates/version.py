"""Versions of this program: one to four whole numbers, as in ``1.2.0``; nothing else is read or compared."""

from __future__ import annotations

import re

_VERSION = re.compile(r"\d{1,6}(?:\.\d{1,6}){0,3}", re.ASCII)


def version_of(text: str) -> tuple[int, ...]:
    """Return a version's numbers without the zeros at its end, so that 1.2 and 1.2.0 are the same.

    Raises ValueError for what is no version: no letters, no signs, at most four numbers of six digits.
    """
    if not _VERSION.fullmatch(text):
        raise ValueError(text[:40])
    numbers = [int(part) for part in text.split(".")]
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def is_newer(version: str, than: str) -> bool:
    """Return whether one version comes after the other; number by number, so that 1.10 comes after 1.9.

    Raises ValueError as :func:`version_of`.
    """
    return version_of(version) > version_of(than)
