"""Why a receipt that the program has filled in waits for the user's eyes before it counts as ready."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from desktop.receipts.faults import FaultCode
from desktop.receipts.habits import Habit
from desktop.receipts.receipt import Draft


class Look(StrEnum):
    """One reason; its value is what a draft keeps."""

    LIKENESS = "likeness"
    """The supplier was recognised by a name that is only like it, or by its number under another name."""
    TWICE = "twice"
    """Another receipt of this supplier has the same date and total."""
    TOTAL = "total"
    """The total is far from the supplier's usual ones."""
    VAT = "vat"
    """The VAT on the document is not the one that is reckoned."""
    DUE = "due"
    """The document says another time to pay than the supplier's usual one."""
    CURRENCY = "currency"
    """The currency is not the supplier's usual one."""


FIELD_OF = {
    Look.LIKENESS: "supplier",
    Look.TWICE: "amount",
    Look.TOTAL: "amount",
    Look.VAT: "vat_code",
    Look.DUE: "due",
    Look.CURRENCY: "currency",
}
"""Where the question stands; a change there answers it."""
CODE_OF = {
    Look.LIKENESS: FaultCode.LOOK_LIKENESS,
    Look.TWICE: FaultCode.LOOK_TWICE,
    Look.TOTAL: FaultCode.LOOK_TOTAL,
    Look.VAT: FaultCode.LOOK_VAT,
    Look.DUE: FaultCode.LOOK_DUE,
    Look.CURRENCY: FaultCode.LOOK_CURRENCY,
}
ALWAYS_READY_PASSES = frozenset({Look.TOTAL, Look.DUE})
"""What the user's rule "always ready" lets through. Doubt about who, VAT, or sending twice it never does."""
FAR = 3
"""A total is unusual beyond so many times the largest, or below such a part of the smallest, of the last ones."""


def is_unusual(total: Decimal, earlier: Iterable[Decimal]) -> bool:
    """Return whether a total is far from the earlier ones; without any, none is."""
    known = tuple(earlier)
    return bool(known) and not min(known) / FAR <= total <= max(known) * FAR


def looks_for(habit: Habit, found: Iterable[Look]) -> tuple[str, ...]:
    """Return which reasons count for this supplier, in the order of the form."""
    left = set(found) - (ALWAYS_READY_PASSES if habit.always_ready else frozenset())
    return tuple(look.value for look in Look if look in left)


def known_looks(draft: Draft) -> tuple[Look, ...]:
    """Return a draft's reasons; one of a newer program is passed over."""
    return tuple(Look(text) for text in draft.look if text in set(Look))


def answered(draft: Draft, field: str) -> tuple[str, ...]:
    """Return the reasons that stay once the user has said yes to (or changed) a field."""
    return tuple(look.value for look in known_looks(draft) if FIELD_OF[look] != field)


def after_change(before: Draft, now: Draft) -> tuple[str, ...]:
    """Return the reasons that stay after a change of fields: what the user wrote anew, the user has looked at."""
    return tuple(look.value for look in known_looks(before) if not _is_written(look, before, now))


def _is_written(look: Look, before: Draft, now: Draft) -> bool:
    names = {"vat_code": ("vat_code", "account", "amount"), "amount": ("amount", "date"), "due": ("due", "credit")}
    fields = names.get(FIELD_OF[look], (FIELD_OF[look],))
    return any(getattr(before, name) != getattr(now, name) for name in fields)
