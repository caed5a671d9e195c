"""``fields=``, ``queryFilter`` and paging, as Dinero's lists have them (contract 2)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from flask import request

from desktop.sandbox.here import number_in_query
from desktop.sandbox.problems import LIMIT, Problem, invalid
from desktop.words import N_

Json = dict[str, Any]
MAX_PAGE = 1000


def select(rows: Iterable[Json], default: str, extra: tuple[str, ...] = ()) -> list[Json]:
    """Return rows with the members that ``fields=`` names, in the casing that was asked for.

    Raises Problem 42 for a member that the rows do not have.
    """
    rows = list(rows)
    wanted = [f.strip() for f in (request.args.get("fields") or default).split(",") if f.strip()]
    known = {name.lower(): name for row in rows[:1] for name in row} | {name.lower(): name for name in extra}
    if rows and (unknown := [f for f in wanted if f.lower() not in known]):
        raise invalid({"fields": N_("A field is not known")} | {f: N_("A field is not known") for f in unknown})
    return [{f: row[known[f.lower()]] for f in wanted} for row in rows]


def page_of(rows: list[Json], default_size: int) -> tuple[list[Json], int, int]:
    """Return (rows of the page, page, page size). Raises Problem 43 for more than 1,000 a page."""
    page = number_in_query("page", 0)
    size = number_in_query("pageSize", default_size, least=1)
    if size > MAX_PAGE:
        raise Problem(400, LIMIT, "Limit exceeded", {"pageSize": N_("At most 1000 a page")})
    return rows[page * size : (page + 1) * size], page, size


def collection(rows: list[Json], choose: Callable[[list[Json]], list[Json]]) -> Json:
    """Return a page of rows with its Pagination object."""
    shown, page, size = page_of(rows, 100)
    pagination = {
        "MaxPageSizeAllowed": MAX_PAGE, "PageSize": size, "Result": len(shown), "ResultWithoutFilter": len(rows),
        "Page": page,
    }  # fmt: skip
    return {"Collection": choose(shown), "Pagination": pagination}


_CONDITION = re.compile(r"\s*(\w+)\s+(eq|contains)\s+'([^']*)'\s*", re.IGNORECASE)


def query_filter(text: str | None, names: tuple[str, ...]) -> Callable[[Json], bool]:
    """Return a test for ``<Field> <eq|contains> '<value>'`` conditions joined by ``;``. Raises Problem 42."""
    known = {n.lower(): n for n in names}
    conditions: list[tuple[str, str, str]] = []
    for part in (text or "").split(";") if text else []:
        match = _CONDITION.fullmatch(part)
        if match is None or match[1].lower() not in known:
            raise invalid({"queryFilter": N_("The filter can't be read")})
        conditions.append((known[match[1].lower()], match[2].lower(), match[3].lower()))
    return lambda row: all(_holds(row.get(name), op, value) for name, op, value in conditions)


def _holds(have: object, op: str, wanted: str) -> bool:
    shown = "" if have is None else str(have).lower()
    return wanted in shown if op == "contains" else wanted == shown
