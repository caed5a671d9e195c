"""What is remembered of a supplier: what was chosen last time, and what follows from it for the next receipt.

Plain values and rules: the journal keeps them, the window shows them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from desktop.receipts.company import CompanyBook
from desktop.receipts.company_names import are_alike, plain_name
from desktop.receipts.cvr import plain_cvr
from desktop.receipts.patterns import pattern_of, written
from desktop.receipts.receipt import Draft

MOST_TOTALS = 12
"""The newest totals are enough to know what is usual."""
LONGEST_TERM = 120
"""Days; a longer time to pay is a slip of the pen, not a habit."""


@dataclass(frozen=True, slots=True)
class Habit:
    """What was chosen for one supplier of one company."""

    supplier: str
    """The name as it was written last."""
    contact_guid: str | None = None
    cvr: str | None = None
    account: int | None = None
    vat_code: str | None = None
    credit: bool = False
    paid_from: int | None = None
    term: int | None = None
    """Days from the date to the due date of a credit purchase."""
    description: str = ""
    """A pattern; see :mod:`desktop.receipts.patterns`."""
    currency: str = "DKK"
    last: dt.date | None = None
    """The date on the last receipt."""
    totals: tuple[Decimal, ...] = ()
    """The last ones, the newest at the end."""
    times: int = 0
    always_ready: bool = False
    """The user's rule: an unusual total or due date is no reason to wait for a look."""
    other_vat: bool = False
    """True: the VAT on the document is not the one that the code reckons, and the user has sent it so."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What was filled into one receipt, and what its document says of itself."""

    account: int | None = None
    vat_code: str | None = None
    credit: bool | None = None
    """None: no way of paying was offered."""
    paid_from: int | None = None
    term: int | None = None
    description: str = ""
    """The pattern that was offered."""
    number: str = ""
    """Of the invoice or receipt, as it was read."""
    read_name: str = ""
    """The supplier's name as it was read, before anything was recognised."""
    read_cvr: str | None = None
    read_vat: Decimal | None = None
    learnt: bool = False
    """True: the receipt was sent once already, so it counts no more."""


def keys_of(draft: Draft, offer: Offer | None = None) -> tuple[str, ...]:
    """Return by which keys the supplier of a draft is remembered, the surest first."""
    cvr = plain_cvr(draft.cvr or "")
    name = plain_name(draft.supplier)
    keys = [f"cvr:{cvr}"] if cvr else []
    keys += [f"guid:{draft.contact_guid}"] if draft.contact_guid else []
    keys += [f"name:{name}"] if name else []
    read = read_key(offer.read_name, offer.read_cvr) if offer else ""
    return (*keys, *([read] if read else []))


def read_key(name: str, cvr: str | None) -> str:
    """Return the key of a sender as documents name it; "" for one without a name."""
    plain = plain_name(name)
    return f"read:{plain}|{cvr or ''}" if plain else ""


def habit_of(draft: Draft, memory: Mapping[str, Habit]) -> Habit | None:
    """Return what is remembered of a draft's supplier."""
    found = ((key, memory[key]) for key in keys_of(draft) if key in memory)
    return next((habit for key, habit in found if is_meant(key, habit, draft)), None)


def is_meant(key: str, habit: Habit, draft: Draft) -> bool:
    """Return whether a habit that a key led to is that of the draft's supplier.

    Another CVR number is another supplier; and the same one under an unlike name is no proof.
    """
    number = plain_cvr(draft.cvr or "")
    if number and habit.cvr and number != plain_cvr(habit.cvr):
        return False
    return not key.startswith(("cvr:", "read:")) or are_alike(habit.supplier, draft.supplier)


def usable(habit: Habit, book: CompanyBook | None) -> Habit:
    """Return the habit without accounts and codes that the company has no more."""
    if book is None:
        return habit
    if book.accounts and book.account(habit.account) is None:
        habit = replace(habit, account=None, vat_code=None)
    if habit.vat_code and habit.vat_code != "none" and book.vat_types and book.vat_type(habit.vat_code) is None:
        habit = replace(habit, vat_code=None)
    if habit.paid_from is not None and book.deposits and all(d.number != habit.paid_from for d in book.deposits):
        habit = replace(habit, paid_from=None)
    return habit


def offered(habit: Habit, draft: Draft, number: str = "", due: dt.date | None = None) -> dict[str, object]:
    """Return what the habit says of a draft's account, payment and description, by the names of the draft's fields.

    ``number`` and ``due`` are what the document says. Which of it may be filled in is the caller's question.
    """
    found: dict[str, object] = {}
    if habit.account is not None:
        found |= {"account": habit.account, "vat_code": habit.vat_code}
    if habit.credit:
        found |= {"credit": True, "paid_from": None, "due": due or due_of(habit, draft.date)}
    elif habit.paid_from is not None:
        found |= {"credit": False, "paid_from": habit.paid_from}
    text = written(habit.description, draft.date, number)
    if text:
        found["description"] = text
    return found


def due_of(habit: Habit, date: dt.date | None) -> dt.date | None:
    """Return when a receipt of this date is to be paid, as the supplier's others."""
    return date + dt.timedelta(days=habit.term) if date is not None and habit.term is not None else None


def offer_of(habit: Habit | None) -> Offer:
    """Return what of a habit has been offered, for the comparison when the receipt is sent."""
    if habit is None:
        return Offer()
    paid = habit.credit or habit.paid_from is not None
    return Offer(
        account=habit.account,
        vat_code=habit.vat_code,
        credit=habit.credit if paid else None,
        paid_from=habit.paid_from,
        term=habit.term,
        description=habit.description,
    )


def learnt(habit: Habit | None, draft: Draft, offer: Offer, *, other_vat: bool = False) -> Habit:
    """Return the habit once a receipt is sent.

    What the user changed, or chose without an offer, is taken over. What was let stand changes nothing: another receipt
    may have been corrected since it was offered, and a correction counts more.
    """
    known = habit or Habit(draft.supplier)
    new = replace(
        known,
        supplier=" ".join(draft.supplier.split()),
        contact_guid=draft.contact_guid or known.contact_guid,
        cvr=plain_cvr(draft.cvr or "") or known.cvr,
        currency=draft.currency,
        other_vat=other_vat,
    )
    new = _learn_account(new, draft, offer)
    new = _learn_payment(new, draft, offer)
    new = _learn_description(new, draft, offer)
    return _count(new, draft, again=offer.learnt)


def _learn_account(habit: Habit, draft: Draft, offer: Offer) -> Habit:
    stood = offer.account is not None and (draft.account, draft.vat_code) == (offer.account, offer.vat_code)
    if draft.account is None or (stood and habit.account is not None):
        return habit
    return replace(habit, account=draft.account, vat_code=draft.vat_code)


def _learn_payment(habit: Habit, draft: Draft, offer: Offer) -> Habit:
    if draft.credit:
        return (
            replace(habit, credit=True, paid_from=None, term=_term(draft) or habit.term)
            if (offer.credit is not True or _term(draft) != offer.term)
            else habit
        )
    if draft.paid_from is None or (offer.credit is False and draft.paid_from == offer.paid_from):
        return habit
    return replace(habit, credit=False, paid_from=draft.paid_from)


def _term(draft: Draft) -> int | None:
    if draft.due is None or draft.date is None:
        return None
    days = (draft.due - draft.date).days
    return days if 0 <= days <= LONGEST_TERM else None


def _learn_description(habit: Habit, draft: Draft, offer: Offer) -> Habit:
    if offer.description and draft.description == written(offer.description, draft.date, offer.number):
        return habit
    return replace(habit, description=pattern_of(draft.description, draft.date, offer.number))


def _count(habit: Habit, draft: Draft, *, again: bool) -> Habit:
    earlier = habit.totals[:-1] if again else habit.totals
    totals = (*earlier, draft.amount)[-MOST_TOTALS:] if draft.amount is not None else earlier
    last = max(filter(None, (habit.last, draft.date)), default=None)
    return replace(habit, totals=totals, last=last, times=habit.times + (not again))


def reason_for(habit: Habit, draft: Draft, name: str, number: str = "") -> bool:
    """Return whether the value of a draft's field is the one that the habit says."""
    said = offered(habit, draft, number)
    if name == "paid_from":
        return "credit" in said and (draft.credit, draft.paid_from) == (said["credit"], said["paid_from"])
    if name == "vat_code":
        return "account" in said and bool(draft.vat_code) and draft.vat_code == habit.vat_code
    return name in said and said[name] is not None and getattr(draft, name) == said[name]


@dataclass(frozen=True, slots=True)
class Memory:
    """All that is remembered of the suppliers of one company, as it was when it was read."""

    company_id: int | None = None
    habits: Mapping[str, Habit] = field(default_factory=dict)
    """By key; one habit has several."""
    offers: Mapping[str, Offer] = field(default_factory=dict)
    """What was filled in, and read, by receipt of the tray."""

    def of(self, draft: Draft) -> Habit | None:
        """Return what is remembered of a draft's supplier, or None."""
        return habit_of(draft, self.habits)

    def named(self) -> Iterable[Habit]:
        """Return each habit once."""
        return {id(h): h for h in self.habits.values()}.values()
