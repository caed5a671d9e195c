"""Which receipts of the tray the user is to be warned about: found in the background, told in the GUI thread."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.config import Settings
from desktop.desk import Pair
from desktop.gui.affairs import Affairs
from desktop.gui.readings import ReadingDesk, ReadingKnown
from desktop.gui.workers import Lane
from desktop.likeness import Caution
from desktop.receipts.faults import FaultNote
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Place

WAIT_MS = 150
"""News that come together are looked at together."""
BACKLOG_MS = 400
"""Between the prints of receipts that are in the books already, which nobody waits for."""
OFTEN = 100
"""Prints of such receipts after which those in the tray are compared again."""
AT_ONCE = 20
"""Receipts of one round, so that the first warnings don't wait for the last of a thousand."""

Signature = tuple[object, ...]


class LikenessWatch(QObject):
    """Keeps the cautions of the receipts in the tray true."""

    changed = Signal(object)
    """tuple[str, ...]: receipts about which something else is to be said than before"""
    pair_ready = Signal(object)
    """Pair"""

    def __init__(self, affairs: Affairs, readings: ReadingDesk) -> None:
        super().__init__(affairs)
        self._affairs = affairs
        self.cautions: dict[str, Caution] = {}
        """What is to be said, by receipt; those of which nothing is to be said are not in it."""
        self._seen: dict[str, Signature] = {}
        self._receipts: dict[str, Receipt] = {}
        self._waiting: dict[str, None] = {}
        self._asked: frozenset[str] = frozenset()
        self._busy = self._stopped = False
        self._made = 0
        self._company: int | None = None
        self._soon = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._backlog = QTimer(self, singleShot=True, interval=BACKLOG_MS)
        self._soon.timeout.connect(self._go_on)
        self._backlog.timeout.connect(self._catch_up)
        affairs.receipts_changed.connect(self._on_receipts)
        affairs.receipts_gone.connect(self._on_gone)
        affairs.settings_changed.connect(self._on_settings)
        affairs.companies_changed.connect(self._on_all)
        affairs.loaded.connect(self._backlog.start)
        readings.known.connect(self._on_reading)

    def stop(self) -> None:
        """Look at nothing more: the program is closing. A timer that runs must not outlive its thread."""
        self._stopped = True
        self._waiting.clear()
        self._soon.stop()
        self._backlog.stop()

    def is_settled(self, receipt_id: str) -> bool:
        """Return whether what is to be said of a receipt has been found out since it changed last."""
        return receipt_id not in self._waiting and receipt_id not in self._asked

    # -- what has changed

    @Slot(object)
    def _on_receipts(self, receipts: Iterable[Receipt]) -> None:
        for receipt in receipts:
            here = receipt.place is Place.TRAY
            if not here and receipt.id not in self._seen:
                continue  # in the books since before the start: others are compared with it, not it with others
            if self._seen.get(receipt.id) != _signature(receipt):
                self._seen[receipt.id] = _signature(receipt)
                self._look(receipt.id)
            if here:
                self._receipts[receipt.id] = receipt
            else:
                self._forget((receipt.id,))

    @Slot(object)
    def _on_gone(self, receipt_ids: Iterable[str]) -> None:
        ids = tuple(receipt_ids)
        for receipt_id in ids:
            self._seen.pop(receipt_id, None)
            self._waiting.pop(receipt_id, None)
        for each in self._mentioning(ids):
            self._look(each)
        self._forget(ids)

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        if settings.company_id != self._company:
            self._company = settings.company_id
            self._on_all()

    @Slot()
    def _on_all(self) -> None:
        for receipt_id in self._receipts:
            self._look(receipt_id)

    @Slot(object)
    def _on_reading(self, known: ReadingKnown) -> None:
        receipt = self._receipts.get(known.receipt_id)
        if known.reading is not None and receipt is not None:
            work = partial(self._affairs.desk.guards.keep_reading, receipt, known.reading)
            self._affairs.crew.run(Lane.LIKENESS, work, lambda _none: self._look(receipt.id))

    def _mentioning(self, receipt_ids: Collection[str]) -> list[str]:
        ids = frozenset(receipt_ids)
        return [i for i, caution in self.cautions.items() if any(a.other in ids for a in caution.alike)]

    def _forget(self, receipt_ids: Iterable[str]) -> None:
        for receipt_id in receipt_ids:
            self._receipts.pop(receipt_id, None)
            if self.cautions.pop(receipt_id, None) is not None:
                self.changed.emit((receipt_id,))

    # -- looking

    def _look(self, receipt_id: str) -> None:
        self._waiting[receipt_id] = None
        if not (self._busy or self._stopped or self._soon.isActive()):
            self._soon.start()

    @Slot()
    def _go_on(self) -> None:
        if self._busy or not self._waiting:
            return
        self._busy = True
        ids = tuple(self._waiting)[:AT_ONCE]
        for receipt_id in ids:
            del self._waiting[receipt_id]
        again = tuple(set(self._mentioning(ids)) - set(ids))
        self._asked = frozenset(ids)
        work = partial(self._affairs.desk.guards.cautions, (*ids, *again))
        self._affairs.crew.run(Lane.LIKENESS, work, self._found, self._not_found)

    def _found(self, cautions: Sequence[Caution]) -> None:
        self._busy, self._asked = False, frozenset()
        news = [c for c in cautions if c.receipt_id in self._receipts and self._is_news(c)]
        for caution in news:
            if caution:
                self.cautions[caution.receipt_id] = caution
            else:
                self.cautions.pop(caution.receipt_id, None)
        if news:
            self.changed.emit(tuple(c.receipt_id for c in news))
        self._go_on()

    def _is_news(self, caution: Caution) -> bool:
        return self.cautions.get(caution.receipt_id, Caution(caution.receipt_id)) != caution

    def _not_found(self, fault: FaultNote) -> None:
        self._busy, self._asked = False, frozenset()
        self._affairs.fault.emit(fault)

    @Slot()
    def _catch_up(self) -> None:
        """Make a print of a receipt that has none yet, when there is nothing else to look at."""
        if self._busy or self._waiting:
            self._backlog.start()
        else:
            work = partial(self._affairs.desk.guards.likeness.catch_up, 1)
            self._affairs.crew.run(Lane.LIKENESS, work, self._caught_up)

    def _caught_up(self, made: int) -> None:
        self._made += made
        if made and not self._stopped:
            self._backlog.start()
        if self._made and (not made or self._made % OFTEN == 0):  # what waits in the tray may look like one of those
            self._on_all()
        if not made:
            self._made = 0

    # -- what the user does

    def request_pair(self, receipt_id: str, other: str) -> None:
        """Ask for two receipts beside each other; the answer is ``pair_ready``."""
        work = partial(self._affairs.desk.guards.pair, receipt_id, other)
        self._affairs.crew.run(Lane.DISK, work, self._paired)

    def _paired(self, pair: Pair) -> None:
        self.pair_ready.emit(pair)

    def keep_both(self, receipt_id: str, others: Sequence[str]) -> None:
        """Remember that a receipt and others are not the same; what is sent after this goes."""
        kept = self.cautions.get(receipt_id)
        if kept is not None:
            left = Caution(receipt_id, tuple(a for a in kept.alike if a.other not in others), kept.elsewhere)
            self._found_at_once(left)
        work = partial(self._affairs.desk.guards.keep_both, receipt_id, tuple(others))
        self._affairs.crew.run(Lane.DISK, work, lambda receipt: self._look(receipt.id))

    def send_here(self, receipt_id: str, company_id: int) -> None:
        """Remember that a receipt goes to this company, whoever it is made out to."""
        kept = self.cautions.get(receipt_id)
        if kept is not None:
            self._found_at_once(Caution(receipt_id, kept.alike))
        work = partial(self._affairs.desk.guards.send_here, receipt_id, company_id)
        self._affairs.crew.run(Lane.DISK, work)

    def send_there(self, receipt_id: str, company_id: int) -> None:
        """Work for the company that a receipt is made out to; what is sent after this goes there."""
        kept = self.cautions.get(receipt_id)
        if kept is not None:
            self._found_at_once(Caution(receipt_id, kept.alike))
        self._affairs.choose_company(company_id)

    def take_over(self, cautions: Iterable[Caution]) -> None:
        """Take over what a send was stopped for."""
        for caution in cautions:
            if self._is_news(caution):
                self._found_at_once(caution)

    def _found_at_once(self, caution: Caution) -> None:
        if caution:
            self.cautions[caution.receipt_id] = caution
        else:
            self.cautions.pop(caution.receipt_id, None)
        self.changed.emit((caution.receipt_id,))


def _signature(receipt: Receipt) -> Signature:
    draft = receipt.draft
    pages = tuple((original.sha256, original.portion) for original in receipt.originals)
    return pages, draft.supplier, draft.date, draft.amount, draft.currency, receipt.place
