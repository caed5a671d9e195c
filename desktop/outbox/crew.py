"""The threads of the delivery: senders, each with a client of its own, and preparers of renditions."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from desktop.dinero import DineroClient, FileEntry, Gate
from desktop.outbox.answers import Answer, Step
from desktop.outbox.archive import Look
from desktop.outbox.asking import listed
from desktop.outbox.carrier import Carried, Carrier, Checkpoint, Progress
from desktop.outbox.ledger import Ledger, Overtaken, Stopped
from desktop.outbox.renditions import Renditions
from desktop.outbox.watch import Watch
from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.receipts.receipt import Receipt
from desktop.store import CompanyTable

SENDERS = 4
PREPARERS = 2
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A step, or a look into the archive of a company, that was not begun after all."""

    what: str | int


@dataclass(frozen=True, slots=True)
class Listed:
    """What a look into Dinero's archive found."""

    look: Look
    files: tuple[FileEntry, ...] | Fault


News = Carried | Dropped | Listed | None


class Crew:
    """Begins steps, and keeps in mind which are under way. Its methods belong to the delivery thread."""

    def __init__(
        self,
        tell: Callable[[News], None],
        new_client: Callable[[Gate], DineroClient],
        ledger: Ledger,
        companies: CompanyTable,
        renditions: Renditions,
        watch: Watch,
        progress: Progress,
        checkpoint: Checkpoint,
    ) -> None:
        """``tell`` takes what came of a step, on the thread that did it."""
        self._tell = tell
        self._new_client = new_client
        self._parts = ledger, companies, renditions, watch, progress, checkpoint
        self._renditions = renditions
        self._own = threading.local()
        self._in_hand: dict[str | int, tuple[Step, Receipt] | None] = {}
        self._senders = ThreadPoolExecutor(SENDERS, "sender")
        self._preparers = ThreadPoolExecutor(PREPARERS, "preparer")

    def sending(self) -> int:
        """Return how many senders are at work."""
        return sum(held is None or held[0] is not Step.PREPARE for held in self._in_hand.values())

    def has(self, what: str | int) -> bool:
        """Return True while a step of this receipt (by id), or a look for this company (by number), is under way."""
        return what in self._in_hand

    def has_room(self, company_id: int) -> bool:
        """Return True when a request of the company could leave now, as Dinero's limit goes."""
        return self._parts[0].has_room(company_id)

    def doing(self, step: Step) -> tuple[Receipt, ...]:
        """Return the receipts for which a step of this kind is under way."""
        return tuple(held[1] for held in self._in_hand.values() if held is not None and held[0] is step)

    def begin(self, receipt: Receipt, step: Step, links: frozenset[str] | None = None) -> None:
        """Do a step of a receipt. ``links``: the vouchers that its file was just seen to have; None: not known."""
        self._in_hand[receipt.id] = step, receipt
        if step is Step.PREPARE:
            self._preparers.submit(self._prepare, receipt)
        else:
            self._senders.submit(self._carry, receipt, step, links)

    def begin_look(self, look: Look) -> None:
        """Look into the archive of a company."""
        self._in_hand[look.company_id] = None
        self._senders.submit(self._look, look)

    def is_done(self, news: News) -> None:
        """Take note that what came of a step is written (or that it was not begun)."""
        match news:
            case Carried():
                self._in_hand.pop(news.receipt.id, None)
            case Listed():
                self._in_hand.pop(news.look.company_id, None)
            case Dropped():
                self._in_hand.pop(news.what, None)

    def end(self) -> None:
        """Wait for what is under way."""
        self._senders.shutdown(wait=True)
        self._preparers.shutdown(wait=True)

    # on the threads

    def _prepare(self, receipt: Receipt) -> None:
        result: Answer | Fault
        try:
            result = self._renditions.prepare(receipt)
        except Fault as fault:
            result = fault
        except Exception as error:  # noqa: BLE001 - the receipt must not stay behind without a word
            _log.exception("receipt %s could not be prepared", receipt.id)
            result = Fault(FaultCode.INTERNAL, Effect.STOP_RECEIPT, detail=type(error).__name__)
        self._tell(Carried(receipt, Step.PREPARE, result))

    def _carry(self, receipt: Receipt, step: Step, links: frozenset[str] | None) -> None:
        carried: Carried | None
        try:
            carried = self._carrier().carry(receipt, step, links)
        except Fault as fault:  # making a client needs a registration; the ledger needs a disk
            carried = Carried(receipt, step, fault)
        self._tell(carried or Dropped(receipt.id))

    def _look(self, look: Look) -> None:
        files: tuple[FileEntry, ...] | Fault
        try:
            files = listed(self._carrier(), look.receipt, look.since)
        except Fault as fault:
            files = fault
        except (Overtaken, Stopped):
            self._tell(Dropped(look.company_id))
            return
        except Exception as error:  # noqa: BLE001 - looked for again; without this the company would wait for ever
            _log.exception("the look into the archive broke off")
            files = Fault(FaultCode.OFFLINE, Effect.WAIT, detail=type(error).__name__)
        self._tell(Listed(look, files))

    def _carrier(self) -> Carrier:
        carrier: Carrier | None = getattr(self._own, "carrier", None)
        if carrier is None:
            carrier = Carrier(self._new_client(self._parts[0].gate), *self._parts)
            self._own.carrier = carrier
        return carrier
