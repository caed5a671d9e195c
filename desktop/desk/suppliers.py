"""The suppliers of a company as the window needs them: Dinero's contacts kept fresh, and what is remembered of each."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import replace

from desktop.dinero import DineroClient
from desktop.receipts.company import Supplier
from desktop.receipts.company_names import are_alike
from desktop.receipts.cvr import plain_cvr
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.habits import Habit, Memory, Offer, is_meant, keys_of, learnt
from desktop.receipts.receipt import Draft, Receipt
from desktop.receipts.vat import differs
from desktop.store import CompanyTable, Journal

OVERLAP = dt.timedelta(minutes=10)
"""Changes are asked for from a little before the last question: what Dinero writes at that moment may show late."""
WHOLE_EVERY = dt.timedelta(days=7)
"""The complete list is asked for this often all the same."""
_CONTACTS = uuid.UUID("5c1c6f0e-8f0b-4a53-9f0b-6f4d0a1f9c11")
_MOST_GUIDS = 100
_NO_CHANGES = frozenset({FaultCode.NOT_FOUND, FaultCode.REFUSED})


def contact_guid_for(company_id: int, supplier: str, number: int = 0) -> str:
    """Return the guid of a supplier that we make: the same name gives the same guid, so a repeat is safe.

    Dinero accepts a client-made guid for contacts (contract section 6.3). ``number`` counts the guids of one name: 0
    unless the earlier ones are deleted in Dinero, or another company of that name.
    """
    name = f"{company_id}\n{' '.join(supplier.casefold().split())}"
    return str(uuid.uuid5(_CONTACTS, f"{name}\n{number}" if number else name))


class Suppliers:
    """The suppliers in one data folder. For worker threads."""

    def __init__(self, journal: Journal, companies: CompanyTable) -> None:
        self._journal = journal
        self._companies = companies
        self._table = companies.suppliers
        self._habits = companies.habits

    # -- contacts

    def fresh(self, client: DineroClient, company_id: int) -> tuple[Supplier, ...]:
        """Ask Dinero for what has changed among the contacts, or for all of them; return all. Raises Fault."""
        since = self._since(company_id)
        if since is None or not self._take_changes(client, company_id, since):
            begun = self._journal.steady()
            listed = client.contact_list(company_id)
            self._table.replace(company_id, listed.there, self._server_time(client, begun))
            self._table.change(company_id, (), listed.gone)
        return self._table.of(company_id)

    def _since(self, company_id: int) -> dt.datetime | None:
        """Return from when on changes are enough; None: the complete list is due, or the clock was set back."""
        asked, now = self._table.asked(company_id), self._journal.now()
        if asked.at is None or asked.whole_at is None or not now - WHOLE_EVERY < asked.whole_at < now + OVERLAP:
            return None
        return asked.at - OVERLAP

    def _take_changes(self, client: DineroClient, company_id: int, since: dt.datetime) -> bool:
        begun = self._journal.steady()
        try:
            changed = client.contact_list(company_id, since)
        except Fault as fault:
            if fault.code in _NO_CHANGES:
                return False
            raise
        self._table.change(company_id, changed.there, changed.gone, self._server_time(client, begun))
        return True

    def _server_time(self, client: DineroClient, begun: float) -> dt.datetime:
        """Return when a question began, by Dinero's clock: ours may be wrong."""
        now = client.last_date or self._journal.now()
        return now - dt.timedelta(seconds=self._journal.steady() - begun)

    def settled(self, draft: Draft, company_id: int) -> Draft:
        """Return the draft with the guid of the contact that it means; one that is deleted in Dinero it means no more.

        A contact of the same name with another CVR number is another company.
        """
        guid = draft.contact_guid
        if guid and self._table.is_gone(company_id, guid):
            guid = None
        guid = guid or self._named(draft, company_id)
        return replace(draft, contact_guid=guid, cvr=None if self._is_anothers(draft, company_id) else draft.cvr)

    def _is_anothers(self, draft: Draft, company_id: int) -> bool:
        """Return whether the CVR number that was read belongs to a supplier of another name: then it proves nothing."""
        cvr = plain_cvr(draft.cvr or "")
        known = self._habits.find(company_id, f"cvr:{cvr}") if cvr else None
        names = [known[1].supplier] if known is not None else []
        names += [s.name for s in self._table.of(company_id) if cvr and plain_cvr(s.vat_number or "") == cvr]
        return any(not are_alike(name, draft.supplier) for name in names)

    def _named(self, draft: Draft, company_id: int) -> str | None:
        name = draft.supplier.strip().casefold()
        same = [s for s in self._table.of(company_id) if s.name.strip().casefold() == name]
        return next((s.guid for s in same if not is_other(s, draft.cvr)), None)

    def guid_for(self, draft: Draft, company_id: int) -> str:
        """Return the guid under which a new supplier is made; the same for the same name and CVR number."""
        cvr = plain_cvr(draft.cvr or "")
        guids = (contact_guid_for(company_id, draft.supplier, number) for number in range(_MOST_GUIDS))
        guid = next((g for g in guids if self._table.is_free(company_id, g, cvr)), str(uuid.uuid4()))
        self._table.claim(company_id, guid, cvr)
        return guid

    # -- memory

    def memory(self, company_id: int | None) -> Memory:
        """Return what is remembered for a company; nothing for one that the login does not reach."""
        reached = company_id is not None and any(c.id == company_id for c in self._companies.list())
        return self._habits.memory(company_id) if reached and company_id is not None else Memory(company_id)

    def keep_offer(self, receipt_id: str, offer: Offer) -> None:
        """Remember what was filled into a receipt."""
        self._habits.save_offer(receipt_id, offer)

    def learn(self, receipt: Receipt, company_id: int) -> None:
        """Learn from a receipt that is being sent, in the caller's transaction. Without a supplier nothing is."""
        draft, offer = receipt.draft, self._habits.offer(receipt.id)
        keys = keys_of(draft, offer)
        if not keys:
            return
        number, known = self._find(company_id, draft, keys)
        book = self._companies.book(company_id)
        other = offer.read_vat is not None and differs(offer.read_vat, draft, book)
        habit = learnt(known, draft, offer, other_vat=other)
        self._habits.save(company_id, number, habit, keys)
        self._habits.save_offer(receipt.id, replace(offer, learnt=True))

    def _find(self, company_id: int, draft: Draft, keys: Sequence[str]) -> tuple[int | None, Habit | None]:
        for key in keys:
            found = self._habits.find(company_id, key)
            if found is not None and is_meant(key, found[1], draft):
                return found
        return None, None

    def set_always_ready(self, company_id: int, draft: Draft, *, always: bool) -> Memory:
        """Set or lift the rule for the supplier of a draft; return the memory as it is then."""
        with self._journal.write():
            number, known = self._find(company_id, draft, keys_of(draft))
            if known is not None:
                self._habits.save(company_id, number, replace(known, always_ready=always), ())
        return self.memory(company_id)


def is_other(supplier: Supplier, cvr: str | None) -> bool:
    """Return whether a contact has another CVR number than this one; where one is not known, it may be the same."""
    known = plain_cvr(supplier.vat_number or "")
    return bool(known and cvr) and known != plain_cvr(cvr or "")
