"""What the documents of receipts say: read in the background, kept while there is room, told in the GUI thread."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.gui.affairs import Affairs
from desktop.gui.kept import Kept
from desktop.gui.suppliers import SupplierBook
from desktop.gui.workers import Lane
from desktop.papers import EINVOICE, EML, MSG
from desktop.reading import Context, Reader, Reading, context_of, document_of
from desktop.receipts.faults import FaultNote
from desktop.receipts.receipt import Draft, Original, Receipt
from desktop.receipts.states import Place

READ = frozenset({"application/pdf", EINVOICE, EML, MSG})
"""What has text; a picture has none yet."""
MOST_KEPT = 100
"""Readings with their words; a receipt that is looked at again later is read again, which takes a blink."""
AT_ONCE = Lane.READING.value[1]
REST_MS = 60_000
"""After so long without work the processes end, and their memory is free."""

Key = tuple[str, ...]


class ReadingKnown(NamedTuple):
    """What came of reading a receipt."""

    receipt_id: str
    reading: Reading | None
    fault: FaultNote | None
    offer: bool
    """True: the receipt came without fields, so what was found fills those that are still empty."""
    sender: str = ""
    """The supplier's name as the document writes it."""


class ReadingDesk(QObject):
    """Reads receipts one after another, the one that is looked at first. A picture has nothing to be read yet."""

    known = Signal(object)
    """ReadingKnown"""

    def __init__(
        self,
        affairs: Affairs,
        path_of: Callable[[Original], Path],
        suppliers: SupplierBook,
        reader: Reader | None = None,
    ) -> None:
        super().__init__(affairs)
        self._affairs, self._path_of, self._suppliers = affairs, path_of, suppliers
        self._untold: dict[str, Reading] = {}
        """Read before the suppliers of the company were at hand."""
        self._reader = reader or Reader()
        self._kept: Kept[Key, Reading | FaultNote] = Kept(MOST_KEPT)
        self._waiting: dict[str, Receipt] = {}
        self._under_way: set[str] = set()
        self._blank: set[str] = set()
        """Receipts that came without fields and have been offered nothing yet."""
        self._seen: set[str] = set()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._end_idle)
        affairs.receipts_changed.connect(self._on_receipts)
        affairs.receipts_gone.connect(self._on_gone)
        affairs.companies_changed.connect(self._on_companies)
        suppliers.changed.connect(self._on_suppliers)

    def want(self, receipt: Receipt) -> None:
        """Read this receipt next; ``known`` tells, at once when it was read before."""
        key = _key(receipt)
        kept = self._kept.get(key)
        if kept is not None:
            self._tell(receipt.id, kept)
        elif _is_readable(receipt) and receipt.id not in self._under_way:
            self._waiting.pop(receipt.id, None)
            self._waiting = {receipt.id: receipt, **self._waiting}
            self._go_on()

    def stop(self) -> None:
        """End all reading at once: the program is closing."""
        self._waiting.clear()
        self._rest.stop()
        self._reader.close()

    @Slot(object)
    def _on_receipts(self, receipts: Iterable[Receipt]) -> None:
        """Read what came without fields; it is offered what is found, once."""
        for receipt in receipts:
            if receipt.id not in self._seen:
                self._seen.add(receipt.id)
                if receipt.place is Place.TRAY and _is_readable(receipt) and _is_blank(receipt.draft):
                    self._blank.add(receipt.id)
                    if self._affairs.settings.read_in_background:
                        self._waiting[receipt.id] = receipt
        self._go_on()

    @Slot(object)
    def _on_gone(self, receipt_ids: Iterable[str]) -> None:
        for receipt_id in receipt_ids:
            self._waiting.pop(receipt_id, None)
            self._seen.discard(receipt_id)
            self._blank.discard(receipt_id)

    @Slot(object)
    def _on_companies(self, _companies: object) -> None:
        """Forget what was read when other numbers were the user's own."""
        self._kept.clear()

    @Slot()
    def _end_idle(self) -> None:
        self._affairs.crew.run(Lane.READING, self._reader.rest)

    def _go_on(self) -> None:
        while self._waiting and len(self._under_way) < AT_ONCE:
            receipt_id = next(iter(self._waiting))
            receipt = self._waiting.pop(receipt_id)
            self._under_way.add(receipt_id)
            self._rest.stop()
            work = partial(_read, self._reader, self._path_of, receipt, self._context())
            done = partial(self._done, receipt)
            self._affairs.crew.run(Lane.READING, work, done, done)

    def _context(self) -> Context:
        return context_of(dt.datetime.now().astimezone().date(), self._affairs.companies)

    def _done(self, receipt: Receipt, result: Reading | FaultNote) -> None:
        self._under_way.discard(receipt.id)
        self._kept.keep(_key(receipt), result)
        self._tell(receipt.id, result)
        self._go_on()
        if not self._under_way:
            self._rest.start()

    def _tell(self, receipt_id: str, result: Reading | FaultNote) -> None:
        if isinstance(result, FaultNote):
            self.known.emit(ReadingKnown(receipt_id, None, result, offer=False))
            return
        if not self._suppliers.is_ready():
            self._untold[receipt_id] = result
            return
        offer = receipt_id in self._blank
        self._blank.discard(receipt_id)
        sender = result.supplier.value if result.supplier is not None else ""
        self.known.emit(ReadingKnown(receipt_id, self._suppliers.recognise(result), None, offer, sender))

    @Slot()
    def _on_suppliers(self) -> None:
        """Tell what was read before the suppliers were at hand."""
        untold, self._untold = self._untold, {}
        for receipt_id, reading in untold.items():
            self._tell(receipt_id, reading)


def _key(receipt: Receipt) -> Key:
    return tuple(f"{o.sha256}{o.portion}" for o in receipt.originals)


def _is_readable(receipt: Receipt) -> bool:
    return any(original.media_type in READ for original in receipt.originals)


def _is_blank(draft: Draft) -> bool:
    return not draft.supplier.strip() and draft.date is None and draft.amount is None


def _read(reader: Reader, path_of: Callable[[Original], Path], receipt: Receipt, context: Context) -> Reading:
    return reader.read(document_of(receipt, path_of), context)
