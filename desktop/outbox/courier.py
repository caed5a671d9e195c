"""The background delivery. One thread owns the state machine; up to four senders carry one journalled request each.

Only the holder of the delivery lock sends: an OS file lock that dies with its process. Every other process writes its
orders into the journal, watches their states, and takes the lock over when it becomes free.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

import filelock

from desktop.config import Config
from desktop.dinero import DineroClient, Gate
from desktop.outbox.archive import Archive
from desktop.outbox.crew import Crew, News
from desktop.outbox.dispatch import Dispatch
from desktop.outbox.ledger import Ledger
from desktop.outbox.listener import Listener
from desktop.outbox.moves import interrupted
from desktop.outbox.pauses import Pauses
from desktop.outbox.proof import Patience, Proofs
from desktop.outbox.renditions import Renditions
from desktop.outbox.settling import Settling
from desktop.outbox.telling import Telling
from desktop.outbox.terms import Terms
from desktop.outbox.timing import Timing
from desktop.outbox.watch import Watch
from desktop.receipts.faults import Effect, Fault, FaultCode, FaultNote
from desktop.receipts.states import IN_FLIGHT, State
from desktop.store import CompanyTable, Journal, MetaTable, ReceiptTable, Vault
from desktop.store.disk import make_directory, own_folder_faults

_log = logging.getLogger(__name__)


class Courier:
    """Delivers what is in the outbox of one data folder."""

    def __init__(
        self,
        config: Config,
        journal: Journal,
        new_client: Callable[[Gate], DineroClient],
        terms: Terms,
        listener: Listener,
        timing: Timing | None = None,
        checkpoint: Callable[[str], None] = lambda _point: None,
    ) -> None:
        """``new_client`` is called once on each sender thread."""
        self._config = config
        self._journal = journal
        timing = timing or Timing()
        self._timing = timing
        self._receipts = ReceiptTable(journal)
        companies = CompanyTable(journal)
        self._meta = MetaTable(journal)
        vault = Vault(config.vault_dir)
        self._renditions = Renditions(config.renditions_dir, vault)
        watch = Watch(journal, vault)
        self._pauses = Pauses(companies, timing, journal.now)
        self._stop = threading.Event()
        self._hurry = threading.Event()
        ledger = Ledger(journal, terms.quota, self._stop.wait)
        self._inbox: queue.SimpleQueue[News] = queue.SimpleQueue()
        self._opened_at = terms.opened_at or journal.now()
        self._archive = Archive(timing, self._receipts.has_id)
        patience = Patience(timing)
        self._crew = Crew(
            self._inbox.put, new_client, ledger, companies, self._renditions, watch, listener.progress, checkpoint
        )
        self._settling = Settling(
            journal, self._pauses, self._archive, patience, self._renditions, timing, self._crew.is_done
        )
        proofs = Proofs(journal, ledger, patience, terms.proves)
        self._dispatch = Dispatch(journal, self._crew, self._pauses, self._archive, self._settling, proofs, timing)
        self._telling = Telling(journal, listener)
        self._thread = threading.Thread(target=self._run, name="delivery")

    def start(self) -> None:
        """Begin to deliver."""
        self._thread.start()

    def stop(self, wait: float | None = None) -> bool:
        """End once the requests that are out have ended; begins none. Waits ``wait`` seconds (None: as long as needed).

        Returns False when requests are still out: the journal knows them, and the next start asks for their outcome.
        """
        self._stop.set()
        self._inbox.put(None)
        if self._thread.is_alive():
            self._thread.join(wait)
        return not self._thread.is_alive()

    def wake(self) -> None:
        """Look at once for something to do, also where nothing could be reached (a login, or "try now")."""
        self._hurry.set()
        self._inbox.put(None)

    # the delivery thread

    def _run(self) -> None:
        lock = filelock.FileLock(self._config.delivery_lock_path, thread_local=False)
        try:
            while not self._stop.is_set():
                self._guarded(lock)
                self._wait()
        finally:
            self._crew.end()
            self._guarded_rest()
            lock.release()
            self._journal.close_thread()

    def _guarded(self, lock: filelock.BaseFileLock) -> None:
        """One round. A fault of the journal is told and tried again; the thread never dies of it."""
        try:
            self._settling.write_again()
            self._require_no_hold()
            if self._holds(lock):
                self._dispatch.round(self._hurry)
            self._announce()
        except Fault as fault:
            self._telling.connection(fault.note())
            self._stop.wait(1)
        except Exception:  # noqa: BLE001 - told and tried again: without this thread nothing is delivered
            _log.exception("a round of the delivery broke off")
            self._telling.connection(FaultNote(FaultCode.INTERNAL))
            self._stop.wait(1)

    def _require_no_hold(self) -> None:
        """Raise the fault for which nothing may be sent from this journal until the user has answered."""
        hold = self._meta.hold()
        if hold is not None:
            raise Fault(hold.code, Effect.WAIT)

    def _holds(self, lock: filelock.BaseFileLock) -> bool:
        if lock.is_locked:
            return True
        with own_folder_faults(self._config.data_dir):
            make_directory(self._config.data_dir)
            try:
                lock.acquire(timeout=0)
            except filelock.Timeout:
                return False
        try:
            self._recover()
        except BaseException:  # without it nothing may be sent: held again, and recovered, in the next round
            lock.release()
            raise
        return True

    def _recover(self) -> None:
        """Ask for the outcome of every request that was out when the last holder ended, and remove what it left."""
        self._renditions.drop_leftovers(self._needs_rendition)
        for receipt in self._receipts.in_states(IN_FLIGHT):
            self._receipts.save(interrupted(receipt, self._journal.now()))
        self._archive.begin(self._receipts.in_states([State.QUEUED]), self._opened_at)

    def _needs_rendition(self, receipt_id: str) -> bool:
        receipt = self._receipts.get(receipt_id)
        return receipt is not None and receipt.state not in {State.DRAFTED, State.BOOKED}

    def _wait(self) -> None:
        """Wait for news, for at most the polling time, and settle all that is there."""
        wait: float | None = self._timing.poll.total_seconds()
        while True:
            try:
                news = self._inbox.get(block=wait is not None, timeout=wait)
            except queue.Empty:
                return
            wait = None
            self._settling.take_up(news)

    def _announce(self) -> None:
        self._telling.connection(self._settling.trouble or self._pauses.note)
        self._telling.changes()

    def _guarded_rest(self) -> None:
        """Write the answers that came in while the senders ended. Unwritten ones are asked for at the next start."""
        try:
            self._settling.write_again()
            while not self._inbox.empty():
                self._settling.take_up(self._inbox.get())
            self._announce()
        except Fault as fault:
            _log.warning("the delivery ended without its last look into the journal: %s", fault.code.value)
