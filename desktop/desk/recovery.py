"""Opening a data folder, whose journal may be damaged, another computer's, or not the latest.

A damaged journal is set aside and rebuilt from what can be read of it and from the vault's side files. A rebuilt or
restored journal sends nothing by itself: what was on its way needs attention, and what is sent again is first looked
for in Dinero. A folder that another computer used last is held back until the user says that this one takes over.
"""

from __future__ import annotations

import datetime as dt
import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace

import filelock

from desktop.config import Config
from desktop.desk.computer import Computer, Mark
from desktop.receipts.faults import Effect, Fault, FaultCode, FaultNote
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import UNFINISHED, State
from desktop.store import Journal, MetaTable, ReceiptTable
from desktop.store.newer import require_not_newer
from desktop.store.receipts import time_from_text, time_to_text
from desktop.store.repair import is_damaged, rebuilt, set_aside, to_rebuild_from
from desktop.store.salvage import salvage

_log = logging.getLogger(__name__)
_JOURNAL, _OPENED, _COMPUTER, _DOUBT = "journal", "opened", "computer", "doubt_before"
_RESTORED = FaultNote(FaultCode.JOURNAL_RESTORED)
_ASKED = {State.UPLOADED: State.CREATING, State.DRAFTED: State.BOOKING}


class Recovery:
    """The start of one data folder. ``recover`` makes receipts of originals that have no row."""

    def __init__(
        self, config: Config, journal: Journal, computer: Computer, recover: Callable[[], Sequence[Receipt]]
    ) -> None:
        self._config = config
        self._journal = journal
        self._computer = computer
        self._recover = recover
        self._meta = MetaTable(journal)
        self._receipts = ReceiptTable(journal)

    def open(self) -> tuple[FaultNote, ...]:
        """Make the folder ready to work in; return what the user should know. Raises Fault.

        DATA_FOLDER_NEWER comes before anything is written, and before a newer program's damaged journal is set aside.
        """
        require_not_newer(self._config.journal_path)
        self._mend()
        with self._journal.write():
            notes = self._begin() if self._meta.get(_JOURNAL) is None else self._go_on()
            self._meta.set(_OPENED, str(self._opened() + 1))
        rebuilt(self._config.journal_path)
        self._remember()
        return notes

    def _mend(self) -> None:
        """Set a damaged journal aside, unless another process is using it: that one has to end first."""
        path = self._config.journal_path
        if not is_damaged(path):
            return
        lock = filelock.FileLock(self._config.delivery_lock_path, thread_local=False)
        try:
            with lock.acquire(timeout=0):
                if is_damaged(path):  # asked again: another start may have been first
                    _log.info("the journal is damaged and is set aside")
                    set_aside(path, self._journal.now())
        except filelock.Timeout as error:
            raise Fault(FaultCode.JOURNAL_DAMAGED, Effect.WAIT, file=path.name) from error

    # a journal that has just been made

    def _begin(self) -> tuple[FaultNote, ...]:
        self._meta.set(_JOURNAL, secrets.token_hex(16))
        self._meta.set(_COMPUTER, self._computer.name())
        aside = to_rebuild_from(self._config.journal_path)
        kept = salvage(aside, self._journal) if aside else 0
        found = len(self._recover())
        if not (kept or found or aside):
            return ()
        self._hold_back()
        return (FaultNote(FaultCode.JOURNAL_REBUILT, {"found": found + kept, "kept": kept}),)

    # a journal that was here before

    def _go_on(self) -> tuple[FaultNote, ...]:
        self._recover()
        if self._meta.get(_COMPUTER) != self._computer.name():
            self._meta.set_hold(FaultNote(FaultCode.DATA_FOLDER_FOREIGN))
            return (FaultNote(FaultCode.DATA_FOLDER_FOREIGN),)
        self._meta.set_hold(None)
        if not self._is_older():
            return ()
        self._hold_back()
        return (_RESTORED,)

    def adopt(self) -> None:
        """Let this computer take the folder over: what was on its way is asked about before it goes on."""
        with self._journal.write():
            self._meta.set(_COMPUTER, self._computer.name())
            self._meta.set(_DOUBT, time_to_text(self._journal.now()))
            self._meta.set_hold(None)
            for receipt in self._on_their_way():
                stopped = receipt.state is State.ATTENTION
                asking = replace(_to_ask(receipt), state=State.UNCERTAIN, fault=FaultNote(FaultCode.UNKNOWN_OUTCOME))
                self._receipts.save(_to_ask(receipt) if stopped else asking)
        self._remember()

    def _is_older(self) -> bool:
        """Return True when this computer has seen the folder's journal in a later state, or another journal in it."""
        mark = self._computer.mark(self._config.data_dir)
        if mark is None:
            return False
        now = self._mark()
        return mark.journal != now.journal or mark.opened > now.opened or mark.requests > now.requests

    def _hold_back(self) -> None:
        self._meta.set(_DOUBT, time_to_text(self._journal.now()))
        for receipt in self._on_their_way():
            why = receipt.fault if receipt.state is State.ATTENTION else _RESTORED
            self._receipts.save(replace(_to_ask(receipt), state=State.ATTENTION, fault=why))

    def _on_their_way(self) -> tuple[Receipt, ...]:
        found = self._receipts.in_states([*UNFINISHED, State.DRAFTED, State.ATTENTION])
        return tuple(r for r in found if r.state is not State.DRAFTED or r.awaits_booking)

    # how far it has come

    def close(self) -> None:
        """Remember how far the journal has come now; one that can't be read any more is found at the next start."""
        try:
            self._remember()
        except Fault as fault:
            _log.info("how far the journal has come is not known: %s", fault.code.value)

    def _remember(self) -> None:
        """Remember outside the folder how far its journal has come, so that an older one is known as such."""
        self._computer.remember(self._config.data_dir, self._mark())

    def _mark(self) -> Mark:
        with self._journal.read() as connection:
            (requests,) = connection.execute("SELECT COALESCE(MAX(id), 0) FROM requests").fetchone()
        return Mark(self._meta.get(_JOURNAL) or "", self._opened(), int(requests))

    def _opened(self) -> int:
        return int(self._meta.get(_OPENED) or 0)


def doubted_before(journal: Journal) -> dt.datetime | None:
    """Return the moment before which this journal may not know what was sent, or None: it knows everything."""
    return time_from_text(MetaTable(journal).get(_DOUBT))


def _to_ask(receipt: Receipt) -> Receipt:
    """Return a receipt whose next step is to ask Dinero whether the step it stood before has been done already."""
    step = receipt.resume if receipt.state in {State.UNCERTAIN, State.ATTENTION} else receipt.state
    if step is None or step is State.QUEUED:
        step = State.CREATING if receipt.file_guid else State.UPLOADING
    return replace(receipt, resume=_ASKED.get(step, step), attempts=0, not_before=None)
