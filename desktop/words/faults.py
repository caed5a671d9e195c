"""The words for every fault: what happened to the receipt, then what to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from desktop.receipts.dates import format_date
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.money import format_amount
from desktop.words import (
    about_fields,
    about_files,
    about_folders,
    about_links,
    about_login,
    about_lookalikes,
    about_phone,
    about_reach,
    about_refusals,
    about_scanners,
    about_suppliers,
    about_undoing,
    about_updates,
)
from desktop.words.explanation import Explanation, Template
from desktop.words.numbers import duration_text, size_text
from desktop.words.states import field_word, kind_word
from desktop.words.translation import N_, _

_TEXTS: dict[FaultCode, Template] = {
    **about_files.TEXTS,
    **about_links.TEXTS,
    **about_folders.TEXTS,
    **about_reach.TEXTS,
    **about_scanners.TEXTS,
    **about_refusals.TEXTS,
    **about_undoing.TEXTS,
    **about_login.TEXTS,
    **about_lookalikes.TEXTS,
    **about_fields.TEXTS,
    **about_suppliers.TEXTS,
    **about_phone.TEXTS,
}
_VARIANTS: dict[str, dict[FaultCode, Template]] = {
    "key": about_login.ABOUT_KEYS,
    "update": about_updates.ABOUT_UPDATES,
    "link": about_links.ABOUT_LINKS,
}
"""Other words for a fault, by its parameter ``way``: what the user does differs, what the program does is the same."""
_BYTES = frozenset({FaultCode.PDF_TOO_LARGE, FaultCode.FILE_TOO_LARGE, FaultCode.ZIP_TOO_MUCH})
_DINERO_SAYS = N_("Dinero says: “{message}”")
_UNKNOWN = "…"


def explain(note: FaultNote) -> Explanation:
    """Return the words for a fault in the language in use; a parameter that an old row lacks reads as an ellipsis."""
    template = _template(note)
    values = _Values(_shown(note))
    sentence = _(template.sentence).format_map(values)
    if note.params.get("message"):
        sentence = f"{sentence} {_(_DINERO_SAYS).format_map(values)}"
    return Explanation(_(template.title).format_map(values), sentence, _(template.step).format_map(values))


def _template(note: FaultNote) -> Template:
    if note.code is FaultCode.CHANGED_IN_DINERO and note.params.get("adopted"):
        return about_undoing.KEPT_THEIRS
    return _VARIANTS.get(str(note.params.get("way")), {}).get(note.code, _TEXTS[note.code])


class _Values(dict[str, str]):
    """Parameters as text; a missing one is an ellipsis."""

    def __missing__(self, key: str) -> str:
        return _UNKNOWN


def _shown(note: FaultNote) -> Mapping[str, str]:
    """Return the parameters as the sentence shows them: sizes, amounts and names of fields in words."""
    shown = {key: str(value) for key, value in note.params.items()}
    if note.code in _BYTES:
        shown |= _converted(note, size_text, "size", "limit")
    if note.code is FaultCode.RATE_LIMITED:
        shown |= _converted(note, duration_text, "seconds")
    if note.code in {FaultCode.VOUCHER_DIFFERS, FaultCode.VOUCHER_EMPTY}:
        shown |= {key: _ordered_word(shown[key]) for key in ("ordered", "found") if key in shown}
    if note.code is FaultCode.LINES_DO_NOT_FIT:
        shown |= {key: _ordered_word(shown[key]) for key in ("parts", "total") if key in shown}
    if note.code in {FaultCode.TWIN_IN_DINERO, FaultCode.LOOKS_ALIKE}:
        shown["date"] = _day_word(shown.get("date", ""))
    if "detail" in shown:
        shown.setdefault("kind", shown["detail"])
    if "field" in shown:
        shown["field"] = field_word(shown["field"])
    return shown


def _converted(note: FaultNote, words: Callable[[float], str], *keys: str) -> dict[str, str]:
    numbers = {key: note.params.get(key) for key in keys}
    return {key: words(value) for key, value in numbers.items() if isinstance(value, int | float)}


def _day_word(value: str) -> str:
    """Return an ISO date as it is written here; an ellipsis for one that is not known."""
    try:
        return format_date(dt.date.fromisoformat(value))
    except ValueError:
        return value or _UNKNOWN


def _ordered_word(value: str) -> str:
    """Return an amount in Danish form, a kind of purchase in words, anything else as it is."""
    if " + " in value:  # the parts of a total
        return " + ".join(map(_ordered_word, value.split(" + ")))
    try:
        return format_amount(Decimal(value))
    except InvalidOperation:
        return kind_word(value)
