"""What fills a receipt: what its document says, and what was chosen for its supplier last time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from desktop.gui.suppliers import SupplierBook
from desktop.gui.tray.sources import from_pages, invoice_words, is_sure
from desktop.reading import UNSURE, Reading, Source
from desktop.receipts.company import CompanyBook
from desktop.receipts.company_names import plain_name
from desktop.receipts.habits import Habit, Offer, offer_of, offered
from desktop.receipts.looks import Look, is_unusual, looks_for
from desktop.receipts.receipt import Draft, Receipt
from desktop.receipts.vat import differs

DAYS = 3
"""The due date may be so far from the usual one: weekends move it."""


@dataclass(frozen=True, slots=True)
class Filling:
    """The fields to fill in, by the names of the draft's, and what is to be remembered of having filled them."""

    fields: Mapping[str, object] = field(default_factory=dict)
    offer: Offer = field(default_factory=Offer)


@dataclass(frozen=True, slots=True)
class Filler:
    """Finds fillings; knows the suppliers, the company, and the other receipts."""

    suppliers: SupplierBook
    book: CompanyBook | None
    others: Iterable[Receipt]

    def from_document(self, reading: Reading, sender: str, draft: Draft, *, free: bool) -> Filling:
        """Return what a reading and the memory fill in. ``free``: nobody has chosen yet how it was paid.

        What makes it worth a look before it is sent comes along as ``look``.
        """
        found = from_pages(reading, draft)
        if "supplier" in found and _is_only_like(reading):
            found["look"] = (Look.LIKENESS.value,)
        now = _with(draft, found)
        remembered = self.from_memory(now, _read_offer(reading, sender), free=free, watched=False)
        return Filling({**found, **remembered.fields}, remembered.offer)

    def from_memory(self, draft: Draft, read: Offer, *, free: bool, watched: bool) -> Filling:
        """Return what the memory fills in. ``watched``: a person sees it, so that no look is asked for."""
        habit = self.suppliers.habit(draft)
        if habit is None or draft.account is not None:
            return Filling({}, read)
        found, offer = self._remembered(habit, draft, read, free=free)
        if not watched:
            found["look"] = (*draft.look, *looks_for(habit, self._looks(habit, _with(draft, found), read)))
        return Filling(found, offer)

    def _remembered(self, habit: Habit, draft: Draft, read: Offer, *, free: bool) -> tuple[dict[str, object], Offer]:
        said = offered(habit, draft, read.number, draft.due)
        if not free:
            said = {k: v for k, v in said.items() if k not in {"credit", "paid_from", "due"}}
        if draft.description.strip() not in {"", invoice_words(read.number)}:
            said.pop("description", None)
        if draft.vat_code is not None:
            said.pop("vat_code", None)
        made = offer_of(habit)
        return said, replace(
            read,
            account=made.account,
            vat_code=made.vat_code,
            credit=made.credit if "credit" in said else None,
            paid_from=made.paid_from,
            term=made.term,
            description=made.description if "description" in said else "",
        )

    def _looks(self, habit: Habit, draft: Draft, read: Offer) -> Iterator[Look]:
        if any(_is_twin(draft, r.draft) for r in self.others):
            yield Look.TWICE
        if draft.currency != habit.currency:
            yield Look.CURRENCY
        elif draft.amount is not None and is_unusual(draft.amount, habit.totals):
            yield Look.TOTAL
        if read.read_vat is not None and not habit.other_vat and differs(read.read_vat, draft, self.book):
            yield Look.VAT
        if _is_other_due(habit, draft):
            yield Look.DUE


def _is_only_like(reading: Reading) -> bool:
    named = reading.supplier
    return named is not None and named.source is Source.CONTACT and named.confidence < UNSURE


def _with(draft: Draft, found: Mapping[str, object]) -> Draft:
    return replace(draft, **found)  # type: ignore[arg-type]  # names of Draft


def _read_offer(reading: Reading, sender: str) -> Offer:
    vat = reading.vat
    return Offer(
        number=reading.number.value if reading.number is not None and is_sure(reading.number) else "",
        read_name=sender,
        read_cvr=reading.cvr.value if reading.cvr is not None else None,
        read_vat=vat.value if vat is not None and is_sure(vat) else None,
    )


def _is_twin(draft: Draft, other: Draft) -> bool:
    same = (other.date, other.amount) == (draft.date, draft.amount)
    return same and draft.amount is not None and plain_name(other.supplier) == plain_name(draft.supplier)


def _is_other_due(habit: Habit, draft: Draft) -> bool:
    if not draft.credit or habit.term is None or draft.due is None or draft.date is None:
        return False
    return abs(draft.due - draft.date - dt.timedelta(days=habit.term)) > dt.timedelta(days=DAYS)


def is_unpaid_yet(draft: Draft, book: CompanyBook | None) -> bool:
    """Return whether a draft says of its payment only what every new one does: nobody has chosen it."""
    default = book.default_deposit() if book is not None else None
    return not draft.credit and draft.paid_from in {None, default.number if default else None}
