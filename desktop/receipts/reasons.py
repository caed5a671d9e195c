"""Why two receipts may be one."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why two receipts may be one, the surest first."""

    WORDS = "words"
    """Their documents say the very same."""
    PICTURE = "picture"
    NUMBER = "number"
    """One invoice number of one supplier."""
    FIELDS = "fields"
    """Supplier, date and total."""
