"""Finds the receipts that one receipt may be the same as, and the company that its document is made out to."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop.likeness.caution import Alike, Caution, Elsewhere
from desktop.likeness.judging import Side, reasons
from desktop.receipts.belonging import is_reached
from desktop.receipts.company import Company
from desktop.receipts.company_names import plain_name
from desktop.receipts.cvr import plain_cvr
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.paper import Paper
from desktop.receipts.reasons import Reason
from desktop.receipts.receipt import Original, Receipt
from desktop.receipts.states import Place, State
from desktop.store import AnswerTable, CompanyTable, Journal, PaperTable, PrintTable, ReceiptTable
from desktop.studio import Prints, prints_of

LIMIT = 96
"""Bits, of 512, in which two prints of one receipt may differ; the figures are told in `desktop.imaging.prints`."""
MOST_SEEN = 2000
"""Files whose looks stay in memory: about 2.5 kB each."""


def distance(looks: tuple[int, ...], other: int) -> int:
    """Return the number of bits in which the nearest of one's looks differs from another's print."""
    return min((look ^ other).bit_count() for look in looks)


@dataclass(slots=True)
class _Seen:
    """One file's looks, and what was found near them. A print is compared with them once, however often it is asked."""

    looks: tuple[int, ...]
    _compared: int = 0
    _near: set[str] = field(default_factory=set)

    def near(self, prints: Sequence[tuple[str, int]]) -> frozenset[str]:
        """Return the files that look alike; ``prints`` only grows."""
        for sha256, value in prints[self._compared :] if self.looks else ():
            if distance(self.looks, value) <= LIMIT:
                self._near.add(sha256)
        self._compared = len(prints)
        return frozenset(self._near)


class Likeness:
    """The guards of one journal. Methods may be called from any thread; those that draw pictures take a while."""

    def __init__(self, journal: Journal, path_of: Callable[[Original], Path]) -> None:
        self._receipts = ReceiptTable(journal)
        self._prints = PrintTable(journal)
        self._companies = CompanyTable(journal)
        self.papers = PaperTable(journal)
        self.answers = AnswerTable(journal)
        self._path_of = path_of
        self._guard = threading.Lock()
        self._prints_here: list[tuple[str, int]] = []
        self._last_row = 0
        self._seen: OrderedDict[str, _Seen] = OrderedDict()

    # what is known of pictures

    def look_at(self, receipt: Receipt) -> None:
        """Draw a receipt's files, so that what follows has only to compare. Raises Fault of the journal."""
        for original in receipt.originals:
            self._look_at_file(original)
            if not self._prints.has(original.sha256):
                self._keep_print(original)

    def _keep_print(self, original: Original) -> bool:
        """Make and keep a file's print; False: nothing can be opened just now, so nothing was found out about it."""
        drawn = self._drawn(original)
        if drawn is not None:
            self._prints.save(original.sha256, drawn.own)
        return drawn is not None

    def catch_up(self, most: int) -> int:
        """Make prints of up to ``most`` files that have none; return how many were made. Raises Fault."""
        wanting = self._prints.wanting(most)
        return sum(self._keep_print(Original(sha256, "", "", 0)) for sha256 in wanting)

    def _look_at_file(self, original: Original) -> None:
        """Draw a file that was not seen since the start: for its looks, and its print where there is none yet."""
        with self._guard:
            if original.sha256 in self._seen:
                return
        drawn = self._drawn(original)
        if drawn is not None and not self._prints.has(original.sha256):
            self._prints.save(original.sha256, drawn.own)
        with self._guard:
            self._seen[original.sha256] = _Seen(drawn.looks if drawn else ())
            while len(self._seen) > MOST_SEEN:
                self._seen.popitem(last=False)

    def _drawn(self, original: Original) -> Prints | None:
        """Return a file's prints, which say nothing when it can't be drawn; None: no file can be drawn just now."""
        try:
            return prints_of(self._path_of(original))
        except Fault as fault:
            return None if fault.code is FaultCode.OPENER_UNAVAILABLE else Prints(None, ())

    def _near(self, receipt: Receipt) -> frozenset[str]:
        """Return the files whose first pages look like one of this receipt's."""
        for original in receipt.originals:
            self._look_at_file(original)
        with self._guard:
            self._last_row, fresh = self._prints.after(self._last_row)
            self._prints_here += fresh.items()
            seen = [self._seen[o.sha256] for o in receipt.originals if o.sha256 in self._seen]
            return frozenset(sha for each in seen for sha in each.near(self._prints_here))

    # what looks alike

    def matches(self, receipt: Receipt) -> tuple[tuple[Receipt, tuple[Reason, ...]], ...]:
        """Return every other receipt that may be the same, earlier or later, and why. Raises Fault."""
        me = self._side(receipt)
        near = self._near(receipt)
        kept = self.answers.kept(receipt.id)
        kind_is_kept = bool(me.kind) and self.answers.kind_is_kept(me.kind)
        companies = self._companies.list()
        is_read = self._is_read(receipt)
        found = []
        for other in self._candidates(me, near):
            if other.id == receipt.id or other.id in kept or not (_counts(other) and is_reached(other, companies)):
                continue
            same_picture = is_read and _is_near(receipt, other, near) and self._is_read(other)
            why = reasons(me, self._side(other), same_picture=same_picture, kind_is_kept=kind_is_kept)
            if why:
                found.append((other, why))
        return tuple(found)

    def _candidates(self, me: Side, near: Iterable[str]) -> tuple[Receipt, ...]:
        ids = {*self.papers.sharing(me.paper), *self._receipts.ids_with_originals(near)}
        if me.date is not None and me.amount is not None:
            ids.update(self._receipts.ids_of_purchase(me.date, me.amount))
        return tuple(r for i in sorted(ids) if (r := self._receipts.get(i)) is not None)

    def _is_read(self, receipt: Receipt) -> bool:
        """Return whether it is known what a receipt's document says, if it can say anything.

        The bills of one supplier look alike; before their words are read, pictures alone would call them one.
        """
        return all(o.media_type.startswith("image/") for o in receipt.originals) or self.papers.of(receipt) is not None

    def _side(self, receipt: Receipt) -> Side:
        return Side(receipt, self.papers.of(receipt) or Paper())

    def earlier(self, receipt: Receipt) -> tuple[tuple[Receipt, tuple[Reason, ...]], ...]:
        """Return the other receipts that may be the same and come before this one, and why. Raises Fault."""
        return tuple((o, why) for o, why in self.matches(receipt) if _comes_before(o, receipt))

    def caution(self, receipt: Receipt, company_id: int | None) -> Caution:
        """Return what is to be told before a receipt of the tray is sent to a company. Raises Fault."""
        alike = [Alike(o.id, why) for o, why in self.earlier(receipt)]
        return Caution(receipt.id, tuple(alike), self._elsewhere(receipt, company_id))

    # whom it is made out to

    def _elsewhere(self, receipt: Receipt, company_id: int | None) -> Elsewhere | None:
        """Return the other company that the document names, unless the user has said that it goes here all the same."""
        paper = self.papers.of(receipt)
        if paper is None or company_id is None or self.answers.heeded(receipt.id).company_id == company_id:
            return None
        companies = self._companies.list()
        named = [c for c in companies if _is_named(c, paper)]
        if not named or any(c.id == company_id for c in named):
            return None
        return Elsewhere(named[0].id, named[0].name)

    # what the user answers

    def keep_both(self, receipt: Receipt, others: Iterable[str]) -> None:
        """Remember that a receipt is not the same as others; such of its supplier and total come again and again."""
        wanted = frozenset(others)
        by_fields = [o for o, why in self.matches(receipt) if o.id in wanted and Reason.FIELDS in why]
        self.answers.keep_pairs(receipt.id, wanted)
        if by_fields:
            self.keep_kind(receipt)

    def keep_kind(self, receipt: Receipt) -> None:
        """Remember that purchases of this supplier and total come again and again."""
        kind = self._side(receipt).kind
        if kind:
            self.answers.keep_kind(kind)

    def kind_is_kept(self, receipt: Receipt) -> bool:
        """Return whether the user has said so. Raises Fault."""
        kind = self._side(receipt).kind
        return bool(kind) and self.answers.kind_is_kept(kind)


def _is_near(receipt: Receipt, other: Receipt, near: frozenset[str]) -> bool:
    """Return whether two have pictures that look alike; parts of one file that was split are not the same."""
    own = {original.sha256 for original in receipt.originals}
    return any(o.sha256 in near and not (o.portion and o.sha256 in own) for o in other.originals)


def _counts(other: Receipt) -> bool:
    """Return whether a receipt stands for a purchase: one in the bin, or removed in Dinero, doesn't."""
    return other.state not in {State.BINNED, State.REMOVED}


def _comes_before(other: Receipt, receipt: Receipt) -> bool:
    """Return whether the later one of two is to be asked about: of two in the tray, the one that came last."""
    if other.place is not Place.TRAY:
        return True
    return (other.added_at, other.id) < (receipt.added_at, receipt.id)


def _is_named(company: Company, paper: Paper) -> bool:
    number = plain_cvr(company.vat_number) if company.vat_number else None
    if number and paper.buyer_cvr:
        return number == paper.buyer_cvr
    return bool(paper.buyer) and plain_name(company.name) == plain_name(paper.buyer or "")
