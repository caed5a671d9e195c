"""The steps of a delivery and what can come back from each, apart from a fault."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop.dinero import VoucherRead
from desktop.receipts.faults import FaultNote


class Step(StrEnum):
    """One thing to do for one receipt. The ``ASK`` steps only read."""

    PREPARE = "prepare"
    UPLOAD = "upload"
    CONTACT = "contact"
    VOUCHER = "voucher"
    BOOK = "book"
    ASK_FILE = "ask_file"
    ASK_CONTACT = "ask_contact"
    ASK_VOUCHER = "ask_voucher"
    ASK_BOOKING = "ask_booking"


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
class Absent:
    """A complete look-up did not find it."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A 2xx without a body: the write was done, and what it made is to be read."""


Answer = Prepared | FileKnown | ContactKnown | VoucherKnown | Absent | Unanswered
