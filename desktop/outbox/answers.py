"""The steps of a delivery and what can come back from each, apart from a fault."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop.dinero import VoucherRead
from desktop.receipts.faults import FaultNote
from desktop.receipts.states import Proof


class Step(StrEnum):
    """One thing to do for one receipt. The ``ASK`` steps and ``PROVE`` only read."""

    PREPARE = "prepare"
    UPLOAD = "upload"
    CONTACT = "contact"
    VOUCHER = "voucher"
    BOOK = "book"
    DELETE = "delete"
    ASK_FILE = "ask_file"
    ASK_CONTACT = "ask_contact"
    ASK_VOUCHER = "ask_voucher"
    ASK_BOOKING = "ask_booking"
    ASK_DELETION = "ask_deletion"
    PROVE = "prove"


@dataclass(frozen=True, slots=True)
class Prepared:
    """The rendition is stored and hashed."""

    file_name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class FileKnown:
    """The file is in Dinero: answered by the upload, or found in the list of files."""

    file_guid: str


@dataclass(frozen=True, slots=True)
class ContactKnown:
    """The supplier is in Dinero under the guid that we made."""


@dataclass(frozen=True, slots=True)
class VoucherKnown:
    """The voucher is in Dinero and ours; ``difference`` says where it isn't what was sent."""

    read: VoucherRead
    difference: FaultNote | None = None


@dataclass(frozen=True, slots=True)
class Foreign:
    """The file has a voucher that isn't ours: Dinero's own scan made it, or a person."""

    read: VoucherRead


@dataclass(frozen=True, slots=True)
class MayBeThere:
    """The receipt may be in the books already; nothing was sent. ``note`` holds what it is shown beside."""

    note: FaultNote


@dataclass(frozen=True, slots=True)
class Absent:
    """A complete look-up did not find it."""


@dataclass(frozen=True, slots=True)
class Deleted:
    """The voucher that was to be deleted is gone."""


@dataclass(frozen=True, slots=True)
class StillThere:
    """The voucher that was to be deleted is still there and untouched; ``timestamp`` is its latest."""

    timestamp: str | None


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A 2xx without a body: the write was done, and what it made is to be read."""


@dataclass(frozen=True, slots=True)
class Proven:
    """The file was fetched back from Dinero."""

    proof: Proof


Reached = FileKnown | ContactKnown | VoucherKnown | Foreign | Deleted
"""Answers that bring a receipt to another state."""
Answer = Prepared | MayBeThere | Reached | Absent | StillThere | Unanswered | Proven
