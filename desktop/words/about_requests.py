"""Words for what a run has cost: how many requests of each kind were made to Dinero."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from desktop.words.translation import _, ngettext

_COUNTED: Mapping[str, Callable[[int], str]] = {
    "upload": lambda n: ngettext("{n} upload", "{n} uploads", n),
    "contact": lambda n: ngettext("{n} supplier", "{n} suppliers", n),
    "voucher": lambda n: ngettext("{n} voucher", "{n} vouchers", n),
    "book": lambda n: ngettext("{n} booking", "{n} bookings", n),
    "list_files": lambda n: ngettext("{n} page of the archive", "{n} pages of the archive", n),
    "look_up": lambda n: ngettext("{n} look-up", "{n} look-ups", n),
    "similar": lambda n: ngettext("{n} look for the same purchase", "{n} looks for the same purchase", n),
    "proof": lambda n: ngettext("{n} proof of storage", "{n} proofs of storage", n),
    "again": lambda n: ngettext("{n} repeat with a renewed login", "{n} repeats with a renewed login", n),
    "reference": lambda n: ngettext("{n} list of accounts and the like", "{n} lists of accounts and the like", n),
    "": lambda n: ngettext("{n} other", "{n} others", n),
}
"""By the kind that the journal gives a request, in the order in which they are told; "" is every other one."""
_COUNTED_AS = {"page": "list_files"}


def cost_words(counts: Mapping[str, int]) -> str:
    """Return one line that counts requests by kind; empty when there were none."""
    shown = dict.fromkeys(_COUNTED, 0)
    for kind, count in counts.items():
        known = _COUNTED_AS.get(kind, kind)
        shown[known if known in _COUNTED else ""] += count
    parts = [_COUNTED[kind](count).format(n=count) for kind, count in shown.items() if count]
    total = sum(counts.values())
    return _("Requests to Dinero: {total} ({parts})").format(total=total, parts=", ".join(parts)) if parts else ""
