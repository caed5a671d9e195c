"""Words for the trail of a receipt: what was done, what came of it, and with what."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.receipts.faults import FaultCode, FaultNote
from desktop.words.faults import explain
from desktop.words.numbers import size_text
from desktop.words.translation import N_, _

_KINDS: Mapping[str, tuple[str, str]] = {
    "upload": (N_("The file was uploaded"), N_("Uploading the file")),
    "contact": (N_("The supplier was created"), N_("Creating the supplier")),
    "voucher": (N_("The voucher was created"), N_("Creating the voucher")),
    "book": (N_("The voucher was booked"), N_("Booking the voucher")),
    "delete": (N_("The voucher was deleted"), N_("Deleting the voucher")),
    "proof": (N_("The file was fetched back for comparison"), N_("Fetching the file back for comparison")),
    "look_up": (N_("Dinero was asked"), N_("A question to Dinero")),
    "similar": (
        N_("Dinero was asked whether it has the same purchase already"),
        N_("Asking Dinero whether it has the same purchase already"),
    ),
    "list_files": (N_("Dinero's archive was looked through"), N_("A look into Dinero's archive")),
    "page": (N_("The next page of the list was read"), N_("The next page of the list")),
    "again": (N_("The same was sent once more, with a renewed login"), N_("The same once more, with a renewed login")),
}
"""By the kind that the journal gives a request: once it has succeeded, and before or else."""
_DETAILS = {
    "name": N_("name"),
    "sha256": N_("fingerprint (SHA-256)"),
    "amount": N_("amount"),
    "date": N_("date"),
    "since": N_("from"),
    "page": N_("page"),
    "guid": N_("Dinero's id"),
    "file_guid": N_("the file's id in Dinero"),
}
_CODES = frozenset(FaultCode)


def step_words(kind: str) -> str:
    """Return what a request was for."""
    return _(_KINDS[kind][1]) if kind in _KINDS else kind


def outcome_words(outcome: str | None) -> str:
    """Return what came of a request; the journal holds "ok", a fault's code, or nothing yet."""
    if outcome is None:
        return _("no answer yet")
    if outcome == "ok":
        return _("done")
    return explain(FaultNote(FaultCode(outcome))).title if outcome in _CODES else outcome


def request_words(kind: str, outcome: str | None) -> str:
    """Return a request and its outcome in one line."""
    if outcome == "ok":
        return _(_KINDS[kind][0]) if kind in _KINDS else f"{kind}: {outcome_words(outcome)}"
    return f"{step_words(kind)}: {outcome_words(outcome)}"


def detail_words(detail: Mapping[str, str | int | float]) -> str:
    """Return what a request carried: sizes, numbers and fingerprints."""
    parts = [size_text(float(detail["size"]))] if "size" in detail else []
    parts += [f"{_(_DETAILS[key])} {value}" for key, value in detail.items() if key in _DETAILS and value != ""]
    return ", ".join(parts)
