"""Who the chosen company buys from, and what is remembered of each: a copy in memory, so that no key press waits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from desktop.gui.affairs import Affairs
from desktop.gui.workers import Lane
from desktop.reading import Reading, SupplierIndex, recognised
from desktop.receipts.company import Supplier
from desktop.receipts.company_names import plain_name
from desktop.receipts.dates import format_date
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.habits import Habit, Memory, Offer, read_key, reason_for, usable
from desktop.receipts.receipt import Draft, Receipt
from desktop.words import _

_GONE = frozenset({FaultCode.ACCOUNT_GONE, FaultCode.CONTACT_GONE})


class SupplierBook(QObject):
    """Recognises suppliers, and tells what was chosen last time. Nothing of another company is ever told."""

    changed = Signal()
    """The memory is another one, or has learnt something."""

    def __init__(self, affairs: Affairs, receipts: Callable[[], Mapping[str, Receipt]]) -> None:
        super().__init__(affairs)
        self._affairs, self._receipts = affairs, receipts
        self._memory = Memory()
        self._contacts = self._remembered = SupplierIndex()
        self._indexed: tuple[Supplier, ...] = ()
        self._indexing = 0
        self._gone: set[str] = set()
        affairs.book_changed.connect(self._on_book)
        affairs.companies_changed.connect(self._on_facts)
        affairs.send_finished.connect(self._on_facts)
        affairs.receipts_changed.connect(self._on_receipts)

    # -- asking

    @property
    def memory(self) -> Memory:
        """What is remembered for the chosen company; nothing while another's is still at hand."""
        chosen = self._affairs.settings.company_id
        return self._memory if self._memory.company_id == chosen else Memory(chosen)

    def is_ready(self) -> bool:
        """Return whether contacts and memory of the chosen company are at hand."""
        return self._indexing == 0 and self._memory.company_id == self._affairs.settings.company_id

    def recognise(self, reading: Reading) -> Reading:
        """Return the reading with a known supplier in it: as it was corrected last time, else by number and name."""
        name = reading.supplier.value if reading.supplier is not None else ""
        known = self.memory.habits.get(read_key(name, reading.cvr.value if reading.cvr is not None else None))
        if known is None or reading.supplier is None or plain_name(known.supplier) == plain_name(name):
            return recognised(reading, self._contacts, self._remembered)
        named = replace(reading.supplier, value=known.supplier)
        return replace(reading, supplier=named, contact_guid=known.contact_guid)

    def habit(self, draft: Draft) -> Habit | None:
        """Return what is remembered of a draft's supplier, without what the company has no more.

        Where nothing was sent yet, the account of the newest receipt of that name that is here.
        """
        found = self.memory.of(draft) or self._provisional(draft)
        return usable(found, self._affairs.book) if found is not None else None

    def _provisional(self, draft: Draft) -> Habit | None:
        name = draft.supplier.strip().casefold()
        if not name:
            return None
        same = [r for r in self._own() if r.draft.account and r.draft.supplier.strip().casefold() == name]
        if not same:
            return None
        last = max(same, key=lambda r: r.changed_at).draft
        return Habit(last.supplier, account=last.account, vat_code=last.vat_code, currency=last.currency)

    def _own(self) -> Iterable[Receipt]:
        """Return the receipts of the tray and of this company: none that only another login may know."""
        chosen = self._affairs.settings.company_id
        return (r for r in self._receipts().values() if r.company_id in {None, chosen})

    def names(self) -> tuple[str, ...]:
        """Return the names of suppliers on receipts, each once."""
        return tuple(dict.fromkeys(r.draft.supplier for r in self._own()))

    def offer(self, receipt_id: str) -> Offer:
        """Return what was filled into a receipt of the tray, and read of it."""
        return self.memory.offers.get(receipt_id, Offer())

    def reasons(self, receipt_id: str, draft: Draft, fields: Iterable[str]) -> dict[str, str]:
        """Return why fields have the values that they have, of those that are as last time."""
        found = self.memory.of(draft)
        if found is None or found.last is None:
            return {}
        habit, number = usable(found, self._affairs.book), self.offer(receipt_id).number
        words = _("As last time: {date}").format(date=format_date(found.last))
        return {field: words for field in fields if reason_for(habit, draft, field, number)}

    # -- telling

    def keep_offer(self, receipt_id: str, offer: Offer) -> None:
        """Remember what was filled into a receipt, so that a correction is known as one."""
        memory = self.memory
        self._memory = replace(memory, offers={**memory.offers, receipt_id: offer})
        self._affairs.crew.run(Lane.DISK, partial(self._affairs.desk.suppliers.keep_offer, receipt_id, offer))

    def set_always_ready(self, draft: Draft, *, always: bool) -> None:
        """Set or lift the rule "always ready" for a draft's supplier."""
        company = self._affairs.settings.company_id
        if company is not None:
            work = partial(self._affairs.desk.suppliers.set_always_ready, company, draft, always=always)
            self._affairs.crew.run(Lane.DISK, work, self._take)

    # -- facts

    @Slot(object)
    def _on_facts(self, _facts: object) -> None:
        self._read()

    @Slot(object)
    def _on_book(self, _book: object) -> None:
        book = self._affairs.book
        suppliers = book.suppliers if book is not None else ()
        if suppliers is not self._indexed:
            self._indexed = suppliers
            self._indexing += 1
            self._affairs.crew.run(Lane.DISK, partial(SupplierIndex, suppliers), partial(self._take_index, suppliers))
        self._read()

    @Slot(object)
    def _on_receipts(self, receipts: tuple[Receipt, ...]) -> None:
        """Ask Dinero anew when it has just refused a voucher for what the company has no more."""
        refused = {r.id for r in receipts if r.fault is not None and r.fault.code in _GONE}
        if refused - self._gone:
            self._affairs.refresh_book()
        self._gone = (self._gone - {r.id for r in receipts}) | refused

    def _take_index(self, suppliers: tuple[Supplier, ...], index: SupplierIndex) -> None:
        self._indexing -= 1
        if suppliers is self._indexed:
            self._contacts = index

    def _read(self) -> None:
        chosen = self._affairs.settings.company_id
        work = partial(self._affairs.desk.suppliers.memory, chosen)
        self._affairs.crew.run(Lane.DISK, work, self._take, partial(self._unread, chosen))

    def _unread(self, company_id: int | None, fault: FaultNote) -> None:
        """Go on without a memory: receipts can be filled in by hand."""
        self._take(Memory(company_id))
        self._affairs.fault.emit(fault)

    def _take(self, memory: Memory) -> None:
        self._memory = memory
        named = (Supplier("", h.supplier, vat_number=h.cvr) for h in memory.named() if h.supplier)
        self._remembered = SupplierIndex(named)
        self.changed.emit()
