"""What listings of Dinero's archive have told in this run: which files are there, and which have no voucher yet.

One listing serves many receipts. Before the first upload of a start it finds what a second computer, a cloned disk or a
restored backup has sent already; after each ten uploads it tells which of their files Dinero's own scan has made a
voucher of meanwhile, in the place of one look-up before each voucher; and it names files of the same content that were
sent under an id that this journal doesn't know.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from desktop.dinero import FileEntry
from desktop.outbox.timing import Timing
from desktop.receipts.naming import MARK_LENGTH, carried_id, carries_id, content_mark
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import State

BATCH = 10
"""Uploaded files that one listing tells of, as long as more are to come."""
_TOLD_FOR = dt.timedelta(minutes=2)
"""How long a listing's word on a file is good; after a longer pause it is asked for again."""


@dataclass(frozen=True, slots=True)
class Word:
    """What a listing says of an uploaded file."""

    links: frozenset[str] | None
    """Guids of its vouchers, those left out that are known to be gone; one can have been deleted since (contract
    section 4.2). Empty: ours can be made without another look-up. None: the file was not listed."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look into the archive of one company."""

    company_id: int
    since: dt.date
    receipt: Receipt
    """In whose trail the look is noted."""
    unsent: frozenset[str] = frozenset()
    """Receipts that may have been uploaded from elsewhere."""
    uploaded: tuple[Receipt, ...] = ()
    """Receipts whose file may have a voucher by now."""
    closing: bool = False
    """Made once all is delivered, to see whether others made a voucher of a file in the same moment as we did."""


def sent_before(receipt: Receipt, files: Iterable[FileEntry]) -> FileEntry | None:
    """Return the file that this receipt's upload made somewhere else, or None.

    The size is compared when it is known; a receipt that was never prepared here has no size yet.
    """
    return next(
        (f for f in files if carries_id(f.name, receipt.id) and receipt.rendition_size in {None, f.size}),
        None,
    )


class Archive:
    """Owned by the delivery thread; lasts as long as one run."""

    def __init__(self, timing: Timing, is_ours: Callable[[str], bool]) -> None:
        """``is_ours`` is asked with the part of a receipt's id that a file's name carries."""
        self._timing = timing
        self._is_ours = is_ours
        self._unsent: dict[int, frozenset[str]] = {}
        self._since: dict[int, dt.date] = {}
        self._words: dict[str, tuple[Word, dt.datetime]] = {}
        self._contents: dict[tuple[int, str], dict[str, FileEntry]] = {}
        self._made: dict[int, dt.date] = {}

    def begin(self, queued: Iterable[Receipt], opened_at: dt.datetime) -> None:
        """Take note of what has waited for its upload since before this program opened the journal.

        What was taken in after that has an id that no one else can have used.
        """
        waiting = [r for r in queued if not r.file_guid and r.added_at < opened_at and r.company_id is not None]
        for company in {r.company_id for r in waiting if r.company_id is not None}:
            own = [r for r in waiting if r.company_id == company]
            self._unsent[company] = frozenset(r.id for r in own)
            self._since[company] = min(r.added_at for r in own).date() - dt.timedelta(days=1)

    def may_be_uploaded(self, receipt: Receipt) -> bool:
        """Return False while the look that this receipt waits for has not been made."""
        return receipt.id not in self._unsent.get(receipt.company_id or 0, ())

    def twin_of(self, receipt: Receipt) -> FileEntry | None:
        """Return a file of the same content that another computer has sent, or None; as far as listings have told."""
        if receipt.twin_accepted or not receipt.originals:
            return None
        mark = receipt.originals[0].sha256[:MARK_LENGTH]
        there = self._contents.get((receipt.company_id or 0, mark), {})
        return next((f for id_, f in there.items() if not receipt.id.startswith(id_) and not self._is_ours(id_)), None)

    def word_on(self, receipt: Receipt, now: dt.datetime) -> Word | None:
        """Return what the latest listing said of an uploaded file; None: it has to be looked for."""
        word, at = self._words.get(receipt.id, (None, now))
        return word if word and abs(now - at) < _TOLD_FOR else None

    def used(self, receipt: Receipt, now: dt.datetime) -> None:
        """Take note that a voucher is made on the word of a listing, which serves for one try."""
        company = receipt.company_id or 0
        if self._words.pop(receipt.id, None) is not None:
            self._made[company] = min(self._made.get(company, dt.date.max), _day_before(receipt, now))

    def closing_look(self, receipt: Receipt) -> Look | None:
        """Return the look that is still to be made after vouchers were made on the word of a listing, if any."""
        company = receipt.company_id or 0
        since = self._made.get(company)
        return Look(company, since, receipt, closing=True) if since else None

    def closed(self, company_id: int) -> None:
        """Take note that the closing look was made, or can't be."""
        self._made.pop(company_id, None)

    def first_look(self, receipt: Receipt) -> Look:
        """Return the look that has to be made before a receipt is uploaded."""
        company = receipt.company_id or 0
        return Look(company, self._since[company], receipt, unsent=self._unsent[company])

    def next_look(self, uploaded: Sequence[Receipt], now: dt.datetime, *, more_to_come: bool) -> Look | None:
        """Return the look for receipts of one company (at least one) that wait for a word on their file.

        None while it is better to wait for more of them.
        """
        waited = now - min(r.changed_at for r in uploaded)
        if more_to_come and len(uploaded) < BATCH and dt.timedelta(0) <= waited < self._timing.gather:
            return None
        since = min(_day_before(r, now) for r in uploaded)
        return Look(uploaded[0].company_id or 0, since, uploaded[0], uploaded=tuple(uploaded))

    def learn(self, look: Look, files: Sequence[FileEntry], now: dt.datetime) -> None:
        """Keep what a look has found."""
        if look.unsent:
            self._unsent.pop(look.company_id, None)
        by_guid = {f.guid: f for f in files}
        for receipt in look.uploaded:
            self._words[receipt.id] = (_word(receipt, by_guid.get(receipt.file_guid or "")), now)
        for file in files:
            mark, id_ = content_mark(file.name), carried_id(file.name)
            if mark and id_:
                self._contents.setdefault((look.company_id, mark), {})[id_] = file


def _day_before(receipt: Receipt, now: dt.datetime) -> dt.date:
    return (receipt.sent_at or now).date() - dt.timedelta(days=1)


def _word(receipt: Receipt, file: FileEntry | None) -> Word:
    return Word(None if file is None else frozenset(file.vouchers) - frozenset(receipt.gone_vouchers))


def is_upload_to_come(receipt: Receipt) -> bool:
    """Return True for a receipt whose upload is still to be done: a listing may as well wait for it."""
    return receipt.state is State.QUEUED and not receipt.file_guid


def is_settling(receipt: Receipt) -> bool:
    """Return True for a receipt that was uploaded and waits for nothing but its file to be accessible."""
    return receipt.state is State.UPLOADED and receipt.fault is None
