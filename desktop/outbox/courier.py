"""The background delivery. One thread owns the state machine; up to four senders carry one journalled request each.

Only the holder of the delivery lock sends: an OS file lock that dies with its process. Every other process writes its
orders into the journal, watches their states, and takes the lock over when it becomes free.
"""

from __future__ import annotations

import datetime as dt
import logging
import queue
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import filelock

from desktop.config import Config
from desktop.dinero import DineroClient, FileEntry, Gate
from desktop.outbox.answers import Answer, FileKnown, Step
from desktop.outbox.archive_check import Unchecked, sent_before, to_check
from desktop.outbox.carrier import Carried, Carrier
from desktop.outbox.clock_watch import ClockWatch
from desktop.outbox.gate import Quota
from desktop.outbox.ledger import Ledger, Overtaken, Stopped
from desktop.outbox.listener import Listener
from desktop.outbox.lookups import listed
from desktop.outbox.machine import after_answer, after_fault, interrupted, next_step
from desktop.outbox.pauses import Pauses
from desktop.outbox.renditions import Renditions
from desktop.outbox.timing import Timing
from desktop.receipts.faults import Effect, Fault, FaultCode, FaultNote
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import IN_FLIGHT, State
from desktop.store import CompanyTable, Journal, MetaTable, ReceiptTable, Vault
from desktop.store.disk import make_directory, own_folder_faults

SENDERS = 4
PREPARERS = 2
_CHECK = "the look into the archive"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Dropped:
    """A step that was not begun after all."""

    receipt_id: str


@dataclass(frozen=True, slots=True)
class _Listed:
    """What the look into Dinero's archive found for one company."""

    receipt: Receipt
    unchecked: Unchecked
    files: tuple[FileEntry, ...] | Fault


_News = Carried | _Dropped | _Listed | None


class Courier:
    """Delivers what is in the outbox of one data folder."""

    def __init__(
        self,
        config: Config,
        journal: Journal,
        new_client: Callable[[Gate], DineroClient],
        quota: Quota,
        listener: Listener,
        timing: Timing | None = None,
        checkpoint: Callable[[str], None] = lambda _point: None,
        opened_at: dt.datetime | None = None,
    ) -> None:
        """``new_client`` is called once on each sender thread. ``quota`` is what Dinero counts, and how many it takes.

        Receipts taken in before ``opened_at`` are looked for in Dinero's archive before they are uploaded.
        """
        self._config = config
        self._journal = journal
        self._new_client = new_client
        self._listener = listener
        self._timing = timing or Timing()
        self._checkpoint = checkpoint
        self._receipts = ReceiptTable(journal)
        self._companies = CompanyTable(journal)
        self._meta = MetaTable(journal)
        self._renditions = Renditions(config.renditions_dir, Vault(config.vault_dir))
        self._pauses = Pauses(self._companies, self._timing, journal.now)
        self._clock_watch = ClockWatch(journal)
        self._stop = threading.Event()
        self._ledger = Ledger(journal, quota, self._stop.wait)
        self._inbox: queue.SimpleQueue[_News] = queue.SimpleQueue()
        self._unwritten: list[_News] = []
        self._trouble: FaultNote | None = None
        self._hurry = threading.Event()
        self._in_hand: set[str] = set()
        self._own = threading.local()
        self._told: FaultNote | None = None
        self._stops: dict[int, FaultNote] = {}
        self._seen_version = -1
        self._seen: dict[str, Receipt] = {}
        self._since = journal.now()
        self._opened_at = opened_at or self._since
        self._unchecked: dict[int, Unchecked] = {}
        self._thread = threading.Thread(target=self._run, name="delivery")
        self._senders = ThreadPoolExecutor(SENDERS, "sender")
        self._preparers = ThreadPoolExecutor(PREPARERS, "preparer")

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
            self._senders.shutdown(wait=True)
            self._preparers.shutdown(wait=True)
            self._guarded_rest()
            lock.release()
            self._journal.close_thread()

    def _guarded(self, lock: filelock.BaseFileLock) -> None:
        """One round. A fault of the journal is told and tried again; the thread never dies of it."""
        try:
            self._write_again()
            self._require_no_hold()
            if self._holds(lock):
                self._dispatch()
            self._announce()
        except Fault as fault:
            self._tell(fault.note())
            self._stop.wait(1)
        except Exception:  # noqa: BLE001 - told and tried again: without this thread nothing is delivered
            _log.exception("a round of the delivery broke off")
            self._tell(FaultNote(FaultCode.INTERNAL))
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
        self._unchecked = to_check(self._receipts.in_states([State.QUEUED]), self._opened_at)

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
            self._take_up(news)

    def _take_up(self, news: _News) -> None:
        """Settle what came back. What the journal can't take at present stays in hand, and is written once it can."""
        try:
            if isinstance(news, _Dropped):
                self._in_hand.discard(news.receipt_id)
            elif isinstance(news, _Listed):
                self._take_up_archive(news)
            elif news is not None:
                self._settle(news)
        except Fault as fault:
            if self._trouble is None:
                _log.warning("an answer could not be written yet: %s", fault.code.value)
            self._trouble = fault.note()
            self._unwritten.append(news)
        except Exception:  # noqa: BLE001 - its state says that a request is out, so the next start asks
            _log.exception("an answer could not be taken up")
            self._trouble = FaultNote(FaultCode.INTERNAL)

    def _write_again(self) -> None:
        waiting, self._unwritten = self._unwritten, []
        for news in waiting:
            self._take_up(news)
        if waiting and not self._unwritten:
            self._trouble = None

    def _dispatch(self) -> None:
        if self._clock_watch.look() or self._hurry.is_set():
            self._hurry.clear()
            self._pauses.hurry()
        room = min(self._pauses.room(SENDERS), SENDERS) - len(self._in_hand)
        for receipt, step in self._due():
            if step is Step.PREPARE:
                self._in_hand.add(receipt.id)
                self._preparers.submit(self._prepare, receipt)
            elif room > 0 and self._checked(receipt):
                room -= 1
                self._in_hand.add(receipt.id)
                self._senders.submit(self._carry, receipt, step)

    def _checked(self, receipt: Receipt) -> bool:
        """Return True when a receipt may be sent; else begin the look into the archive that it waits for."""
        unchecked = self._unchecked.get(receipt.company_id or 0)
        if unchecked is None or receipt.id not in unchecked.receipt_ids:
            return True
        if _CHECK not in self._in_hand:
            self._in_hand.add(_CHECK)
            self._senders.submit(self._check_archive, receipt, unchecked)
        return False

    def _due(self) -> Sequence[tuple[Receipt, Step]]:
        now, held = self._journal.now(), self._pauses.held()
        found = []
        for receipt in self._receipts.to_work_on():
            step = next_step(receipt)
            if step is None or receipt.id in self._in_hand or receipt.company_id in held:
                continue
            if step is Step.PREPARE or not self._timing.waits(receipt.not_before, now):
                found.append((receipt, step))
        return found

    def _take_up_archive(self, news: _Listed) -> None:
        """Let receipts whose file is in Dinero already go on from there; the others are free to be uploaded."""
        now = self._journal.now()
        with self._journal.write():
            waiting = [r for r in self._receipts.in_states([State.QUEUED]) if r.id in news.unchecked.receipt_ids]
            if isinstance(news.files, Fault):
                self._pauses.met(news.files, news.receipt)
                for receipt in waiting:
                    self._receipts.save(after_fault(receipt, Step.ASK_FILE, news.files, now, self._timing))
            else:
                for receipt in waiting:
                    found = sent_before(receipt, news.files)
                    if found:
                        self._receipts.save(after_answer(receipt, FileKnown(found.guid), now, self._timing))
                self._unchecked.pop(news.unchecked.company_id, None)
        self._in_hand.discard(_CHECK)

    def _settle(self, carried: Carried) -> None:
        """Write what came of a step, in one transaction, before anything else is done with it."""
        after = self._written(carried)
        self._in_hand.discard(carried.receipt.id)
        if after is None:
            return
        if not isinstance(carried.result, Fault) and carried.step is not Step.PREPARE:
            self._pauses.reached()
        if after.voucher_guid and after.state in {State.DRAFTED, State.BOOKED}:
            self._renditions.drop(after)

    def _written(self, carried: Carried) -> Receipt | None:
        now = self._journal.now()
        with self._journal.write():
            latest = self._receipts.get(carried.receipt.id)
            if latest is None or (latest.state, latest.sent_at) != (carried.receipt.state, carried.receipt.sent_at):
                return None  # undone meanwhile: only a step that sent nothing can be overtaken
            if isinstance(carried.result, Fault):
                self._pauses.met(carried.result, carried.receipt)
                after = after_fault(latest, carried.step, carried.result, now, self._timing)
            else:
                after = after_answer(latest, carried.result, now, self._timing)
            return self._receipts.save(after)

    def _guarded_rest(self) -> None:
        """Write the answers that came in while the senders ended. Unwritten ones are asked for at the next start."""
        try:
            self._write_again()
            while not self._inbox.empty():
                self._take_up(self._inbox.get())
            self._announce()
        except Fault as fault:
            _log.warning("the delivery ended without its last look into the journal: %s", fault.code.value)

    # telling

    def _announce(self) -> None:
        """Tell the listener what has changed in the journal, by whomever."""
        self._tell(self._trouble or self._pauses.note)
        with self._journal.read() as connection:
            version = int(connection.execute("PRAGMA data_version").fetchone()[0]) + connection.total_changes
        if version == self._seen_version:
            return
        if self._seen_version < 0:  # where the clock was set back, the last change lies in the future
            self._since = min(self._since, self._receipts.last_change() or self._since)
        self._seen_version = version
        self._tell_stops()
        for receipt in self._receipts.changed_since(self._since):
            self._since = max(self._since, receipt.changed_at)
            if self._seen.get(receipt.id) != receipt:
                self._seen[receipt.id] = receipt
                self._listener.receipt_changed(receipt)

    def _tell_stops(self) -> None:
        stops = dict(self._companies.stops())
        for company_id in stops.keys() | self._stops.keys():
            if stops.get(company_id) != self._stops.get(company_id):
                self._listener.company_stopped(company_id, stops.get(company_id))
        self._stops = stops

    def _tell(self, note: FaultNote | None) -> None:
        if note != self._told:
            self._told = note
            self._listener.connection(note)

    # sender and preparer threads

    def _prepare(self, receipt: Receipt) -> None:
        result: Answer | Fault
        try:
            result = self._renditions.prepare(receipt)
        except Fault as fault:
            result = fault
        except Exception as error:  # noqa: BLE001 - the receipt must not stay behind without a word
            _log.exception("receipt %s could not be prepared", receipt.id)
            result = Fault(FaultCode.INTERNAL, Effect.STOP_RECEIPT, detail=type(error).__name__)
        self._inbox.put(Carried(receipt, Step.PREPARE, result))

    def _carry(self, receipt: Receipt, step: Step) -> None:
        carried: Carried | None
        try:
            carried = self._carrier().carry(receipt, step)
        except Fault as fault:  # making a client needs a registration; the ledger needs a disk
            carried = Carried(receipt, step, fault)
        self._inbox.put(carried or _Dropped(receipt.id))

    def _check_archive(self, receipt: Receipt, unchecked: Unchecked) -> None:
        files: tuple[FileEntry, ...] | Fault
        try:
            files = listed(self._carrier(), receipt, unchecked.since)
        except Fault as fault:
            files = fault
        except (Overtaken, Stopped):
            self._inbox.put(_Dropped(_CHECK))
            return
        except Exception as error:  # noqa: BLE001 - looked for again; without this the company would wait for ever
            _log.exception("the look into the archive broke off")
            files = Fault(FaultCode.OFFLINE, Effect.WAIT, detail=type(error).__name__)
        self._inbox.put(_Listed(receipt, unchecked, files))

    def _carrier(self) -> Carrier:
        carrier: Carrier | None = getattr(self._own, "carrier", None)
        if carrier is None:
            carrier = Carrier(
                self._new_client(self._ledger.gate),
                self._ledger,
                self._companies,
                self._renditions,
                self._listener.progress,
                self._checkpoint,
            )
            self._own.carrier = carrier
        return carrier
