"""What the user is to be told before a receipt is sent."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.receipts.reasons import Reason


@dataclass(frozen=True, slots=True)
class Alike:
    """An earlier receipt that this one may be."""

    other: str
    """Its id."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another of the user's companies that the document is made out to."""

    company_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Caution:
    """All that is to be said about one receipt; empty: nothing."""

    receipt_id: str
    alike: tuple[Alike, ...] = ()
    elsewhere: Elsewhere | None = None

    def __bool__(self) -> bool:
        return bool(self.alike or self.elsewhere)
