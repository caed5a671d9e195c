"""Danish company numbers (CVR): eight digits with a check sum."""

from __future__ import annotations

import re
from functools import lru_cache

_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)


@lru_cache(maxsize=4_096)
def plain_cvr(text: str) -> str | None:
    """Return the eight digits of ``DK13748136``, ``CVR-nr. 13 74 81 36`` and the like; None if it is no CVR."""
    digits = re.sub(r"(?i)^\s*(?:cvr|se|dk)(?:[-\s]*nr)?[.:\s]*(?:dk)?|[\s.-]", "", text)
    return digits if is_cvr(digits) else None


def is_cvr(digits: str) -> bool:
    """Return whether ``digits`` are eight ASCII digits, not beginning with 0, whose weighted sum divides by 11.

    The rule of the Danish Business Authority: weights 2, 7, 6, 5, 4, 3, 2, 1, modulus 11.
    """
    if not re.fullmatch(r"[1-9][0-9]{7}", digits):
        return False
    return sum(w * int(d) for w, d in zip(_WEIGHTS, digits, strict=True)) % 11 == 0
