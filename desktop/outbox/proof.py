"""Proof of storage: a file is fetched back from Dinero and its SHA-256 compared with that of what was sent."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable

from desktop.outbox.answers import Proven
from desktop.outbox.asking import Asker
from desktop.outbox.ledger import Ledger
from desktop.outbox.timing import Timing
from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Proof
from desktop.store import Journal, ReceiptTable

QUIET = 60
"""Requests of a company in the last minute above which no file is fetched back: ordinary work comes first."""
RECENT = dt.timedelta(days=30)
"""What was delivered longer ago is left: a restored journal would fetch years of files."""
GIVE_UP = 5
"""Tries of one receipt in one run."""
MOST = 20
"""Receipts that are considered in one round."""


class _Digest:
    """Takes bytes for their SHA-256 alone, so that no file is held in memory."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()

    def write(self, data: bytes, /) -> int:
        self._hash.update(data)
        return len(data)

    def hexdigest(self) -> str:
        return self._hash.hexdigest()


def fetched_back(asker: Asker, receipt: Receipt) -> Proven:
    """Return whether Dinero holds the very bytes that were sent. Raises Fault when that could not be seen.

    What is not as it should be has to be seen twice: a page of a proxy's may have come in the file's place.
    """
    first = _digest_of(asker, receipt)
    if first == receipt.rendition_sha256:
        return Proven(Proof.STORED)
    second = _digest_of(asker, receipt)
    if second == receipt.rendition_sha256:
        return Proven(Proof.STORED)
    if second != first:
        raise Fault(FaultCode.BAD_ANSWER, Effect.WAIT)
    return Proven(Proof.GONE if second is None else Proof.DIFFERS)


def _digest_of(asker: Asker, receipt: Receipt) -> str | None:
    """Fetch a file and return its SHA-256, None when Dinero has no such file."""
    digest = _Digest()
    org, guid = receipt.company_id or 0, receipt.file_guid or ""
    detail = {"file_guid": guid, "sha256": receipt.rendition_sha256 or ""}
    try:
        asker.request(receipt, "proof", detail, lambda: asker.client.download(org, guid, digest))
    except Fault as fault:
        if fault.code is FaultCode.NOT_FOUND:
            return None
        raise
    return digest.hexdigest()


class Patience:
    """When a proof that failed is tried again; kept in memory, since a new start may as well begin anew."""

    def __init__(self, timing: Timing) -> None:
        self._timing = timing
        self._failures: dict[str, int] = {}
        self._not_before: dict[str, dt.datetime] = {}
        self._refused: set[int | None] = set()

    def failed(self, receipt: Receipt, fault: Fault, now: dt.datetime) -> None:
        """Take note that a receipt's file could not be fetched; a refusal (401, 403) counts for its whole company."""
        if fault.effect is Effect.STOP_COMPANY:
            self._refused.add(receipt.company_id)
        self._failures[receipt.id] = self._failures.get(receipt.id, 0) + 1
        self._not_before[receipt.id] = now + self._timing.retry(self._failures[receipt.id])

    def waits(self, receipt: Receipt, now: dt.datetime) -> bool:
        """Return True while it is too early for another try, and for good after the last one."""
        given_up = self._failures.get(receipt.id, 0) >= GIVE_UP or receipt.company_id in self._refused
        return given_up or self._timing.waits(self._not_before.get(receipt.id), now)


class Proofs:
    """Chooses which receipt's file is fetched back next. Belongs to the delivery thread."""

    def __init__(self, journal: Journal, ledger: Ledger, patience: Patience, wanted: Callable[[], bool]) -> None:
        """``wanted`` is the user's setting."""
        self._receipts = ReceiptTable(journal)
        self._ledger = ledger
        self._patience = patience
        self._wanted = wanted

    def next(self, held: frozenset[int], now: dt.datetime) -> Receipt | None:
        """Return a receipt to be proven now, or None. ``held`` are companies that may not be asked. Raises Fault."""
        waiting = self._receipts.unproven(now - RECENT, MOST)
        if not waiting or not self._wanted():
            return None
        fit = (r for r in waiting if r.company_id not in held and not r.awaits_booking)
        return next((r for r in fit if not self._patience.waits(r, now) and self._is_quiet(r)), None)

    def _is_quiet(self, receipt: Receipt) -> bool:
        return self._ledger.is_quiet(receipt.company_id or 0, QUIET)
