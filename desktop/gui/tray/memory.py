"""What the form remembers of each receipt while the program runs."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Written:
    """What was written about one receipt and is no part of its draft."""

    raw: dict[str, str] = field(default_factory=dict)
    """Texts that could not be read, by field."""
    touched: set[str] = field(default_factory=set)
    """Fields the user has been in: their faults are said aloud."""

    def keep(self, raw: dict[str, str]) -> None:
        """Keep texts that mean nothing yet; what was written is told of when it is seen again."""
        self.raw = raw
        self.touched.update(raw)


class Memory:
    """Finds what was written by the receipt's id."""

    def __init__(self) -> None:
        self._written: dict[str, Written] = {}

    def of(self, receipt_id: str) -> Written:
        """Return what is remembered of a receipt."""
        return self._written.setdefault(receipt_id, Written())
