"""One thing to choose in a chooser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose."""

    key: object
    label: str
    """What the field shows once it is chosen, and what is searched."""
    group: str = ""
    detail: str = ""
    """Shown at the right of the list."""

    def fits(self, words: Sequence[str]) -> bool:
        """Return whether each word begins a word of the label (or stands inside one, if it is long enough)."""
        label = self.label.casefold()
        return all(any(part.startswith(w) for part in label.split()) or (len(w) > 2 and w in label) for w in words)
