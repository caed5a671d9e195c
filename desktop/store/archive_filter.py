"""What the archive is asked for: words and choices, and the SQL that says the same."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.receipts.states import State
from desktop.store.archive_words import match_of, typed_words

_LEAST_INSIDE = 3
"""From so many letters on a word is looked for inside others too, as in "tømmergaard" for "gaard"."""
_DAMAGED = (
    "receipt_id IN (SELECT o.receipt_id FROM originals o JOIN archive_checks c ON c.sha256 = o.sha256"
    " WHERE c.outcome <> 'ok')"
)


@dataclass(frozen=True, slots=True)
class ArchiveFilter:
    """What receipts of the archive have to fit. None: whatever it is."""

    words: str = ""
    """As typed: each has to be found somewhere."""
    month: str | None = None
    """``2026-05``: of the receipt's date."""
    supplier: str | None = None
    """As :func:`~desktop.store.archive_words.folded` gives it."""
    account: int | None = None
    company_id: int | None = None
    state: State | None = None
    damaged: bool = False
    """True: the original isn't what came in."""
    periods: tuple[tuple[int | None, str], ...] | None = None
    """Companies and months of which a receipt has to be: those that need not be kept any longer."""

    @property
    def is_empty(self) -> bool:
        """True when everything fits."""
        return self.where() == ("", [])

    @property
    def has_choices(self) -> bool:
        """True when something other than words is asked for."""
        return self.damaged or self.periods is not None or any(value is not None for _name, value in self._choices())

    def _choices(self) -> tuple[tuple[str, object], ...]:
        state = None if self.state is None else self.state.value
        return (
            ("month", self.month), ("supplier_key", self.supplier), ("account", self.account),
            ("company_id", self.company_id), ("state", state),
        )  # fmt: skip

    def where(self) -> tuple[str, list[object]]:
        """Return the WHERE part of a query of ``archive_rows``, empty when everything fits, and its values."""
        chosen = [(name, value) for name, value in self._choices() if value is not None]
        clauses, values = [f"{name} = ?" for name, _value in chosen], [value for _name, value in chosen]
        clauses += [_DAMAGED] if self.damaged else []
        if self.periods is not None:
            pairs = ", ".join(["(?, ?)"] * len(self.periods)) or "(NULL, NULL)"
            clauses.append(f"(company_id, month) IN (VALUES {pairs})")
            values += [part for period in self.periods for part in period]
        for word in typed_words(self.words):
            clause, more = _word_clause(word)
            clauses.append(clause)
            values += more
        return ("WHERE " + " AND ".join(clauses) if clauses else ""), values


def _word_clause(word: str) -> tuple[str, list[object]]:
    found = "id IN (SELECT rowid FROM archive_words WHERE archive_words MATCH ?)"
    if len(word) < _LEAST_INSIDE:
        return found, [match_of(word)]
    return f"({found} OR instr(title, ?) > 0)", [match_of(word), word]
