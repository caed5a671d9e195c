"""The two guards before a send, as window and command line use them: look-alikes, and the wrong company."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from desktop.likeness import Caution, Likeness, paper_of
from desktop.reading import context_of, document_of
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.paper import Paper
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Place

if TYPE_CHECKING:
    from desktop.desk.receipt_desk import ReceiptDesk
    from desktop.reading import Reader, Reading

_PICTURE = "image/"
"""Has no words of its own."""


class Heed(Enum):
    """What a guard is to stop."""

    ASK = "ask"
    """Look-alikes and the wrong company, here and on the way: there is a person to ask (the window)."""
    TELL = "tell"
    """The wrong company only; look-alikes are told, those in Dinero too (the command line)."""
    COMPANY = "company"
    """The wrong company only; nothing is said of look-alikes."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two receipts beside each other, the one to be sent first, and what their documents say."""

    mine: Receipt
    other: Receipt
    my_paper: Paper
    other_paper: Paper


class Guards:
    """Cautions about receipts of the tray, and the answers to them. For worker threads."""

    def __init__(self, desk: ReceiptDesk) -> None:
        self._desk = desk
        self.likeness = Likeness(desk.journal, desk.path_of)

    def look_at(self, receipt_id: str) -> None:
        """Draw a receipt's pages for comparison, outside any transaction. Raises Fault."""
        self.likeness.look_at(self._desk.receipt(receipt_id))

    def caution(self, receipt: Receipt, company_id: int | None = None, heed: Heed = Heed.ASK) -> Caution:
        """Return what is to be told before a receipt is sent to a company (None: the chosen one). Raises Fault."""
        wanted = company_id if company_id is not None else self._desk.settings().company_id
        found = self.likeness.caution(receipt, wanted)
        return found if heed is Heed.ASK else replace(found, alike=())

    def remember(self, receipt: Receipt, heed: Heed) -> None:
        """Remember how the look-alikes of a receipt about to be sent are heeded on its way. Raises Fault."""
        if heed is not Heed.COMPANY or self.likeness.answers.heeded(receipt.id).heed is not None:
            self.likeness.answers.heed(receipt.id, None if heed is Heed.COMPANY else heed.value)

    def cautions(self, receipt_ids: Sequence[str]) -> tuple[Caution, ...]:
        """Return the cautions of receipts of the tray, and of those there that look like them. Raises Fault."""
        found: dict[str, Caution] = {}
        receipts = [r for i in receipt_ids if (r := self._desk.receipt_table.get(i)) is not None]
        for receipt in receipts:  # all of them first: one may look like another of these
            self.likeness.look_at(receipt)
        for receipt in receipts:
            near = [other for other, _why in self.likeness.matches(receipt)]
            for each in (receipt, *near):
                if each.place is Place.TRAY and each.id not in found:
                    found[each.id] = self.caution(each)
        return tuple(found.values())

    def pair(self, receipt_id: str, other: str) -> Pair:
        """Return two receipts with what their documents say. Raises Fault NOT_FOUND."""
        mine, theirs = self._desk.receipt(receipt_id), self._desk.receipt(other)
        papers = self.likeness.papers
        return Pair(mine, theirs, papers.of(mine) or Paper(), papers.of(theirs) or Paper())

    def keep_reading(self, receipt: Receipt, reading: Reading) -> None:
        """Keep what the guards need of a reading. Raises Fault."""
        self.likeness.papers.save(receipt, paper_of(receipt, reading))

    def read(self, receipt: Receipt, reader: Reader) -> None:
        """Read a receipt's documents, unless they were read before; one that can't be read says nothing."""
        readable = any(not original.media_type.startswith(_PICTURE) for original in receipt.originals)
        if not readable or self.likeness.papers.of(receipt) is not None:
            return
        context = context_of(self._desk.today(), self._desk.companies())
        try:
            reading = reader.read(document_of(receipt, self._desk.path_of), context)
        except Fault:
            return
        self.keep_reading(receipt, reading)

    def keep_both(self, receipt_id: str, others: Sequence[str]) -> Receipt:
        """Remember that a receipt is not the same as others. Returns it. Raises Fault."""
        receipt = self._desk.receipt(receipt_id)
        self.likeness.keep_both(receipt, others)
        return receipt

    def keep_both_sent(self, receipt_id: str) -> None:
        """Remember that a receipt on its way is not the same as what it was stopped for. Raises Fault."""
        receipt = self._desk.receipt(receipt_id)
        fault = receipt.fault
        if fault is not None and fault.code is FaultCode.LOOKS_ALIKE:
            self.likeness.keep_both(receipt, [str(fault.params.get("receipt", ""))])
        elif fault is not None and fault.code is FaultCode.SIMILAR_IN_DINERO:
            self.likeness.keep_kind(receipt)

    def send_here(self, receipt_id: str, company_id: int) -> None:
        """Remember that a receipt goes to this company, whoever it is made out to. Raises Fault."""
        self.likeness.answers.send_to(receipt_id, company_id)
