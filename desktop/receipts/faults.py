"""One fault type for the whole program: a code and parameters, never a sentence.

The sentence is made at the edge, in :mod:`desktop.words.faults`, so that a row written by an older version speaks
today's language. Whoever meets an exception of a library turns it into one of these at the border of the room.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Effect(StrEnum):
    """What a fault means for the work that was under way."""

    WAIT = "wait"
    """Nothing was written (or reading failed): try the same again later."""
    ASK = "ask"
    """A write may have happened: ask Dinero before anything is repeated."""
    STOP_COMPANY = "stop_company"
    """Every request of this company would fail alike: stop that company."""
    STOP_RECEIPT = "stop_receipt"
    """This receipt can't go on without the user; all others can."""


class FaultCode(StrEnum):
    """Every fault that a user can meet. Each has its words in :mod:`desktop.words.faults`."""

    # a file that was offered
    EMPTY_FILE = "empty_file"
    NOT_A_RECEIPT = "not_a_receipt"
    BROKEN_IMAGE = "broken_image"
    BROKEN_PDF = "broken_pdf"
    ENCRYPTED_PDF = "encrypted_pdf"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_MANY_PAGES = "too_many_pages"
    PDF_TOO_LARGE = "pdf_too_large"
    FILE_TOO_LARGE = "file_too_large"
    FILE_TOO_SLOW = "file_too_slow"
    FILE_TOO_HEAVY = "file_too_heavy"
    FILE_BREAKS_OPENER = "file_breaks_opener"
    OPENER_UNAVAILABLE = "opener_unavailable"
    FILE_GONE = "file_gone"
    FILE_UNREADABLE = "file_unreadable"
    FILE_NOT_WRITTEN = "file_not_written"
    NO_FILE_IN_DROP = "no_file_in_drop"
    EMPTY_FOLDER = "empty_folder"
    EINVOICE_UNKNOWN = "einvoice_unknown"
    EINVOICE_NO_INVOICE = "einvoice_no_invoice"
    EINVOICE_EMPTY = "einvoice_empty"
    PAPER_FAILED = "paper_failed"
    OFFICE_FILE = "office_file"
    MAIL_BROKEN = "mail_broken"
    MAIL_EMPTY = "mail_empty"
    ZIP_BROKEN = "zip_broken"
    ZIP_LOCKED = "zip_locked"
    ZIP_EMPTY = "zip_empty"
    ZIP_TOO_MUCH = "zip_too_much"
    TOO_DEEP = "too_deep"
    SEVERAL_RECEIPTS = "several_receipts"
    TOO_MANY_FILES = "too_many_files"
    # reading what a document says
    XML_UNSAFE = "xml_unsafe"
    XML_BROKEN = "xml_broken"
    READING_FAILED = "reading_failed"
    READING_TOO_LONG = "reading_too_long"
    # our own folder
    DISK_FULL = "disk_full"
    DATA_FOLDER_READ_ONLY = "data_folder_read_only"
    DATA_FOLDER_MISSING = "data_folder_missing"
    DATA_FOLDER_ON_NETWORK = "data_folder_on_network"
    DATA_FOLDER_NEWER = "data_folder_newer"
    DATA_FOLDER_FOREIGN = "data_folder_foreign"
    JOURNAL_DAMAGED = "journal_damaged"
    JOURNAL_REBUILT = "journal_rebuilt"
    JOURNAL_RESTORED = "journal_restored"
    JOURNAL_BUSY = "journal_busy"
    ORIGINAL_MISSING = "original_missing"
    # reaching Dinero and Visma
    OFFLINE = "offline"
    TIMEOUT = "timeout"
    CERTIFICATE = "certificate"
    CERTIFICATE_ISSUER = "certificate_issuer"
    CERTIFICATE_DATES = "certificate_dates"
    PROXY_LOGIN = "proxy_login"
    SERVER_FAULT = "server_fault"
    RATE_LIMITED = "rate_limited"
    BROWNOUT = "brownout"
    BAD_ANSWER = "bad_answer"
    UNKNOWN_OUTCOME = "unknown_outcome"
    PLAIN_HTTP = "plain_http"
    # Dinero refuses
    UNAUTHORIZED = "unauthorized"
    WRONG_PROFILE = "wrong_profile"
    NO_SUBSCRIPTION = "no_subscription"
    REFUSED = "refused"
    FILE_NOT_ACCEPTED = "file_not_accepted"
    ACCOUNT_GONE = "account_gone"
    CONTACT_GONE = "contact_gone"
    STALE_TIMESTAMP = "stale_timestamp"
    NOT_FOUND = "not_found"
    VOUCHER_DIFFERS = "voucher_differs"
    VOUCHER_EMPTY = "voucher_empty"
    CHANGED_IN_DINERO = "changed_in_dinero"
    DELETED_IN_DINERO = "deleted_in_dinero"
    FOREIGN_VOUCHER = "foreign_voucher"
    CONFLICT = "conflict"
    UPLOADED_ELSEWHERE = "uploaded_elsewhere"
    TWIN_IN_DINERO = "twin_in_dinero"
    SIMILAR_IN_DINERO = "similar_in_dinero"
    LOOKS_ALIKE = "looks_alike"
    WRONG_COMPANY = "wrong_company"
    DOUBLE_IN_DINERO = "double_in_dinero"
    BOOKED_ALREADY = "booked_already"
    UNDO_REFUSED = "undo_refused"
    STORED_DIFFERS = "stored_differs"
    STORED_GONE = "stored_gone"
    # login
    NOT_LOGGED_IN = "not_logged_in"
    NO_REGISTRATION = "no_registration"
    LOGIN_DENIED = "login_denied"
    LOGIN_CLOSED = "login_closed"
    LOGIN_WRONG_STATE = "login_wrong_state"
    LOGIN_TIMEOUT = "login_timeout"
    LOGIN_CERTIFICATE = "login_certificate"
    LOGIN_OFFLINE = "login_offline"
    LOGIN_FAILED_AT_VISMA = "login_failed_at_visma"
    LOGIN_VIEW_REFUSED = "login_view_refused"
    LOGIN_BLOCKED_HTTP = "login_blocked_http"
    CLIENT_UNKNOWN = "client_unknown"
    KEY_UNUSABLE = "key_unusable"
    LOGIN_EXPIRED = "login_expired"
    KEYRING_MISSING = "keyring_missing"
    KEYRING_LOCKED = "keyring_locked"
    KEYRING_FAILED = "keyring_failed"
    LOGIN_TOO_LONG = "login_too_long"
    WEB_VIEW_UNAVAILABLE = "web_view_unavailable"
    NO_COMPANY = "no_company"
    # what the user wrote
    AMOUNT_UNREADABLE = "amount_unreadable"
    AMOUNT_NOT_POSITIVE = "amount_not_positive"
    AMOUNT_DECIMALS = "amount_decimals"
    AMOUNT_TOO_LARGE = "amount_too_large"
    DATE_UNREADABLE = "date_unreadable"
    DATE_IN_FUTURE = "date_in_future"
    DATE_LONG_AGO = "date_long_ago"
    FIELD_MISSING = "field_missing"
    FOREIGN_CURRENCY_CASH = "foreign_currency_cash"
    CURRENCY_UNREADABLE = "currency_unreadable"
    VAT_CODE_UNKNOWN = "vat_code_unknown"
    NO_OUTLAY_ACCOUNT = "no_outlay_account"
    ACCOUNT_NOT_FOR_PURCHASE = "account_not_for_purchase"
    SAME_ACCOUNT_TWICE = "same_account_twice"
    MANUAL_IN_CURRENCY = "manual_in_currency"
    LINES_DO_NOT_FIT = "lines_do_not_fit"
    LINES_OF_TWO_REGIONS = "lines_of_two_regions"
    # what waits for the user's eyes
    LOOK_LIKENESS = "look_likeness"
    LOOK_TWICE = "look_twice"
    LOOK_TOTAL = "look_total"
    LOOK_VAT = "look_vat"
    LOOK_DUE = "look_due"
    LOOK_CURRENCY = "look_currency"
    NOT_EDITABLE = "not_editable"
    MOVED_ELSEWHERE = "moved_elsewhere"
    PAGES_UNREADABLE = "pages_unreadable"
    KEPT_FOR_YEARS = "kept_for_years"
    INTERNAL = "internal"


class Fault(Exception):  # noqa: N818 - the word of the whole program, on screen and in the journal
    """A fault with a code, parameters for its sentence, and what it means for the work under way.

    Parameters hold names, numbers and sizes only, never a token, a secret or a whole answer of a server.
    """

    def __init__(
        self,
        code: FaultCode,
        effect: Effect = Effect.STOP_RECEIPT,
        *,
        retry_after: float | None = None,
        **params: str | float,
    ) -> None:
        super().__init__(code.value)
        self.code = code
        self.effect = effect
        self.retry_after = retry_after
        """Seconds that the server asked us to wait, if it did."""
        self.params: Mapping[str, str | int | float] = params

    def note(self) -> FaultNote:
        """Return the part that the journal keeps."""
        return FaultNote(self.code, dict(self.params))


class FaultNote:
    """A fault as the journal keeps it: code and parameters."""

    __slots__ = ("code", "params")

    def __init__(self, code: FaultCode, params: Mapping[str, str | int | float] | None = None) -> None:
        self.code = code
        self.params: Mapping[str, str | int | float] = dict(params or {})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FaultNote) and (self.code, self.params) == (other.code, other.params)

    def __hash__(self) -> int:
        return hash(self.code)

    def __repr__(self) -> str:
        return f"FaultNote({self.code.value!r}, {self.params!r})"
