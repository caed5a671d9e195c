"""Several receipts in one form: what they have in common, and what a change means for all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields, replace

from desktop.receipts.receipt import Draft, Receipt

_TOGETHER = (
    frozenset({"supplier", "contact_guid"}),
    frozenset({"date", "date_confirmed"}),
    frozenset({"paid_from", "credit"}),
)
"""Fields of a draft that mean something only together."""
_EMPTY = Draft()
_CHOSEN = frozenset({"vat_code", "paid_from", "credit", "currency"})
"""Fields that are chosen from a list: what is chosen there counts, also when it reads as nothing."""


def common_draft(receipts: Sequence[Receipt], differ: Collection[str]) -> Draft:
    """Return a draft of what all have in common; in the fields that ``differ`` it says what an empty draft says."""
    return replace(receipts[0].draft, **{name: getattr(_EMPTY, name) for name in differ})


def differing(receipts: Sequence[Receipt]) -> frozenset[str]:
    """Return the names of the draft's fields in which receipts differ; fields that belong together differ together."""
    first = receipts[0].draft
    alone = {f.name for f in fields(Draft) if any(_differs(first, r.draft, f.name) for r in receipts)}
    return frozenset(alone.union(*(group for group in _TOGETHER if group & alone)))


def changes_of(shown: Draft, now: Draft, touched: Collection[str], differ: Collection[str]) -> Mapping[str, object]:
    """Return what is to be written into every receipt: the fields that say something else than they did.

    ``touched`` are fields in which the user has written. A field in which the receipts differ and that is empty (again)
    says nothing about them.
    """
    found: dict[str, object] = {}
    for group in _groups():
        changed = any(getattr(now, name) != getattr(shown, name) for name in group)
        again = bool(group & set(touched)) and bool(group & set(differ))
        silent = bool(group & set(differ)) and not group & _CHOSEN and all(_is_nothing(now, name) for name in group)
        if (changed or again) and not silent:
            found |= {name: getattr(now, name) for name in group}
    return found


def _groups() -> Iterator[frozenset[str]]:
    yield from _TOGETHER
    together = frozenset().union(*_TOGETHER)
    yield from (frozenset({f.name}) for f in fields(Draft) if f.name not in together)


def _differs(one: Draft, other: Draft, name: str) -> bool:
    value, another = getattr(one, name), getattr(other, name)
    if value is another or value == another:
        return False
    return not (isinstance(value, str) and isinstance(another, str) and value.strip() == another.strip())


def _is_nothing(draft: Draft, name: str) -> bool:
    return bool(getattr(draft, name) == getattr(_EMPTY, name))
