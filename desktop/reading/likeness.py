"""Which known name a name is much like, if any."""

from __future__ import annotations

import re
from collections.abc import Sequence

LEAST = 90.0
"""Of 100: one letter wrong in ten. Below it nothing is suggested; an empty field costs less than a wrong supplier."""
AHEAD = 4.0
"""So much more must the best be like it than the next: of two that could be meant, none is taken."""
_LEAST_LETTERS = 6


def most_alike(name: str, known: Sequence[str]) -> str | None:
    """Return the known name that ``name`` can only be a slip of; all are plain (see ``company_names``).

    Names that differ in a figure are different ("Butik 12", "Butik 13"), and a short name is like too many.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - not needed at the start

    if len(name) < _LEAST_LETTERS:
        return None
    found = process.extract(name, known, scorer=fuzz.ratio, score_cutoff=LEAST - AHEAD, limit=2)
    if not found or found[0][1] < LEAST or (len(found) > 1 and found[0][1] - found[1][1] < AHEAD):
        return None
    best = str(found[0][0])
    return best if _figures(best) == _figures(name) else None


def _figures(name: str) -> list[str]:
    return re.findall(r"\d+", name)
