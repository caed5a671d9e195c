"""Pages of a receipt: which of them go out into a receipt of their own, and which originals they make then.

A receipt's pages are numbered through all its files. Some pages of a file are an :class:`Original` with ``first_page``:
one for each run of neighbours, so that any choice of pages is a row of originals, and none of the bytes is copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.receipt import Original

_RUN = re.compile(r"(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?")  # noqa: RUF001 - an en dash is what a phone writes


def page_total(originals: Iterable[Original]) -> int:
    """Return the number of pages of all files; a file that claims none has one."""
    return sum(max(1, o.pages) for o in originals)


def with_pages(originals: Sequence[Original], pages: Iterable[int]) -> tuple[Original, ...]:
    """Return originals that have just these pages (numbers from 0, in the receipt's order)."""
    wanted, at = set(pages), 0
    found: list[Original] = []
    for original in originals:
        count = max(1, original.pages)
        here = [number for number in range(count) if at + number in wanted]
        found += [original] if len(here) == count else _runs(original, here)
        at += count
    return tuple(found)


def _runs(original: Original, pages: Sequence[int]) -> list[Original]:
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return [replace(original, first_page=original.start + run[0], pages=len(run)) for run in runs]


def parse_pages(text: str, total: int) -> tuple[int, ...]:
    """Return the pages (from 0, in order) that a text like ``2, 4-6`` means, written from 1.

    Raises Fault PAGES_UNREADABLE for what is no such text, for a page that is not there, and for none or all pages.
    """
    found: set[int] = set()
    for part in (each.strip() for each in re.split(r"[,;+]|\s(?![-–\s])(?<![-–]\s)", text)):  # noqa: RUF001
        if not part:
            continue
        match = _RUN.fullmatch(part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last <= total:
            raise Fault(FaultCode.PAGES_UNREADABLE, text=text, pages=total)
        found.update(range(first - 1, last))
    if not found or len(found) == total:
        raise Fault(FaultCode.PAGES_UNREADABLE, text=text, pages=total)
    return tuple(sorted(found))
