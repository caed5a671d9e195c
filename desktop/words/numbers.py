"""Sizes and durations in words. Numbers are Danish (a comma before decimals) in both languages."""

from __future__ import annotations

from desktop.words.translation import _, ngettext

_NO_BREAK_SPACE = "\u00a0"


def size_text(size: float) -> str:
    """Return bytes as ``300 MB``, ``4,1 MB``, ``312 kB`` or ``87 byte``; decimal units, as Dinero's limit is."""
    if size < 1000:
        return ngettext("{n} byte", "{n} bytes", round(size)).format(n=round(size)).replace(" ", _NO_BREAK_SPACE)
    if size < 999_500:
        return f"{round(size / 1000)}{_NO_BREAK_SPACE}kB"
    if size >= 99_950_000:
        return f"{round(size / 1_000_000)}{_NO_BREAK_SPACE}MB"
    return f"{size / 1_000_000:.1f}{_NO_BREAK_SPACE}MB".replace(".", ",")


def duration_text(seconds: float) -> str:
    """Return a length of time in its two largest units at most: ``45 seconds``, ``2 min.``, ``1 h 5 min.``."""
    whole = max(round(seconds), 0)
    if whole < 60:
        return ngettext("{n} second", "{n} seconds", whole).format(n=whole)
    minutes = round(whole / 60)
    if minutes < 60:
        return _("{n} min.").format(n=minutes)
    hours, rest = divmod(minutes, 60)
    return _("{h} h {m} min.").format(h=hours, m=rest) if rest else _("{h} h").format(h=hours)
