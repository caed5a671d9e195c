"""A receipt: its original bytes (by hash), its voucher draft, its state."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.finish import AS_IT_IS, Finish
from desktop.receipts.frame import Frame
from desktop.receipts.states import EDITABLE, Place, Proof, State, Wish, place_of

_UNKNOWN = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def new_receipt_id() -> str:
    """Return a random id of 32 hex digits; it is the voucher's ``ExternalReference`` and part of the file's name."""
    return secrets.token_hex(16)


@dataclass(frozen=True, slots=True)
class Original:
    """One file as it was handed over; its bytes lie in the vault under ``sha256``."""

    sha256: str
    name: str
    """The name it came with, as it was."""
    media_type: str
    """Found from the bytes, not from the name: ``image/jpeg``, ``application/pdf`` ..."""
    size: int
    """Bytes of the whole file."""
    pages: int = 1
    """Pages of it that belong to the receipt."""
    turns: int = 0
    """Quarter turns clockwise, 0-3, that the user chose on top of EXIF."""
    first_page: int | None = None
    """The first of these pages in the file, from 0; None: the receipt has the file whole."""
    frame: Frame | None = None
    """What of the picture is the receipt, as the user has trimmed it; None: all of it."""
    finish: Finish = AS_IT_IS
    """How its pages are shown and sent: light, contrast, colour, and what of them is blacked out."""
    piece: bool = False
    """The picture holds other receipts, too, which have gone out into receipts of their own."""

    @property
    def part(self) -> tuple[int, int] | None:
        """First page in the file and how many, or None when the receipt has the file whole."""
        return None if self.first_page is None else (self.first_page, self.pages)

    @property
    def portion(self) -> str:
        """What tells this receipt's part of the file from others' parts of it; empty when it has the file whole."""
        return f"{self.part or ''}{(self.frame and self.frame.corners) or '()'}" if self.piece else f"{self.part or ''}"

    @property
    def may_be_trimmed(self) -> bool:
        """True for a picture of one page, as far as is known before it is opened."""
        return self.media_type.startswith("image/") and self.pages <= 1 and self.first_page is None

    @property
    def has_light(self) -> bool:
        """True for pictures: the light, contrast and colour of a page of text stay what they are."""
        return self.media_type.startswith("image/")

    @property
    def start(self) -> int:
        """The page of the file that is the first one here, from 0."""
        return self.first_page or 0


class VoucherKind(StrEnum):
    """What a receipt becomes in Dinero."""

    PURCHASE = "purchase"
    CREDIT_NOTE = "credit_note"
    """Money that comes back from a supplier."""
    MANUAL = "manual"
    """A manual voucher (finansbilag): for accounts that a purchase can't be put on."""


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A part of the total on an account of its own. None means: not filled in."""

    amount: Decimal | None = None
    """VAT included; of the last line it is not kept: that one takes what the others leave."""
    account: int | None = None
    vat_code: str | None = None
    """None: the account's own code."""
    description: str = ""
    """Empty: the voucher's."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of a voucher as the user has filled them in. None means: not filled in."""

    supplier: str = ""
    contact_guid: str | None = None
    """The supplier's guid in Dinero when it is a known one."""
    date: dt.date | None = None
    amount: Decimal | None = None
    """Kroner (or ``currency``) with VAT included; positive, two decimals."""
    account: int | None = None
    vat_code: str | None = None
    """None: the account's own code."""
    paid_from: int | None = None
    """Deposit account of a cash purchase; None on credit."""
    credit: bool = False
    """True: not paid yet; needs a supplier and a due date."""
    due: dt.date | None = None
    currency: str = "DKK"
    description: str = ""
    date_confirmed: bool = False
    """The user has said yes to a date in the future or long ago; a changed date asks anew."""
    cvr: str | None = None
    """The supplier's CVR number, eight digits, as the document tells it; a new contact gets it."""
    look: tuple[str, ...] = ()
    """What was filled in by the program and waits for the user's eyes; words of :mod:`desktop.receipts.looks`."""
    lines: tuple[DraftLine, ...] = ()
    """Further parts of the total beside the one on ``account``; :mod:`desktop.receipts.lines` reckons with them."""
    part: Decimal | None = None
    """With further lines: how much of the total is on ``account``."""
    kind: VoucherKind = VoucherKind.PURCHASE
    balancing: int | None = None
    """Manual voucher: the account that the money came from or went to."""
    incoming: bool = False
    """Manual voucher: money has come in (a sale), so ``balancing`` is the account that grew."""
    purpose: str = ""
    """Representation: why."""
    guests: str = ""
    """Representation: with whom."""

    @property
    def needs_supplier(self) -> bool:
        """True where Dinero wants a contact: not paid yet, or money back from a supplier."""
        return self.kind is VoucherKind.CREDIT_NOTE or (self.kind is VoucherKind.PURCHASE and self.credit)


@dataclass(frozen=True, slots=True)
class Receipt:
    """One expense document from the drop to the books."""

    id: str
    originals: tuple[Original, ...]
    state: State = State.NEW
    draft: Draft = field(default_factory=Draft)
    company_id: int | None = None
    """Set when the receipt is sent, and never changed after that."""
    dropped_for: int | None = None
    """The company that was chosen when it was taken in; None: none was."""
    book: bool = False
    added_at: dt.datetime = _UNKNOWN
    """Aware, UTC; so are all times here."""
    changed_at: dt.datetime = _UNKNOWN
    not_before: dt.datetime | None = None
    """The delivery leaves it alone until then (undo time, retry wait)."""
    attempts: int = 0
    """Failed tries in a row of the present step."""
    fault: FaultNote | None = None
    resume: State | None = None
    """For ``uncertain`` and ``attention``: the step whose outcome is asked for, or that is to be taken up again."""
    file_name: str | None = None
    """The name the file has in Dinero."""
    rendition_sha256: str | None = None
    rendition_size: int | None = None
    file_guid: str | None = None
    contact_guid: str | None = None
    """The supplier's guid as ordered: known before, or made by us for a new one."""
    voucher_guid: str | None = None
    voucher_timestamp: str | None = None
    voucher_number: int | None = None
    sent_at: dt.datetime | None = None
    delivered_at: dt.datetime | None = None
    wish: Wish | None = None
    """What the user wants done as soon as the present request is answered."""
    rival_guid: str | None = None
    """A voucher with this receipt's file that we did not make, as it was shown to the user; with its timestamp."""
    rival_timestamp: str | None = None
    gone_vouchers: tuple[str, ...] = ()
    """Guids of vouchers of this file that are known to be deleted, by us or with the user's knowledge."""
    twin_accepted: bool = False
    """The user wants it sent although Dinero has a file of the same content from elsewhere."""
    proof: Proof | None = None
    """What came of fetching the file back from Dinero; None: not asked yet."""
    proven_at: dt.datetime | None = None
    note: str = ""
    """For the user or the accountant; Dinero never gets it. This and the next two are kept apart from the rest."""
    position: float | None = None
    """Where the user put it in the tray's list; None: where its ``added_at`` puts it."""
    for_company: int | None = None
    """The company that it was moved to in the tray; None: whichever is chosen when it is sent."""

    @property
    def order(self) -> float:
        """By what the tray's list is sorted: seconds since 1970."""
        return self.added_at.timestamp() if self.position is None else self.position

    @property
    def has_all(self) -> bool:
        """True when it has its files whole, not some of their pages, or one of several receipts in a picture."""
        return all(o.first_page is None and not o.piece for o in self.originals)

    @property
    def place(self) -> Place:
        """The view that shows it. A draft that is still to be booked, or undone, belongs to the outbox."""
        return Place.OUTBOX if self.awaits_booking or self.wish else place_of(self.state)

    @property
    def awaits_booking(self) -> bool:
        """True for a draft that was ordered booked; one that a person has changed is never booked by us."""
        if self.state is not State.DRAFTED or not self.book or self.wish is not None:
            return False
        return self.fault is None or self.fault.code is not FaultCode.CHANGED_IN_DINERO

    @property
    def editable(self) -> bool:
        """True while fields and pages may change."""
        return self.state in EDITABLE

    @property
    def original_size(self) -> int:
        """Bytes of all its originals."""
        return sum(o.size for o in self.originals)
