"""How often is looked, and how long is waited for what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """All in seconds."""

    poll: float = 2
    """Between two looks."""
    share: float = 50
    """A look that takes long is followed by a rest of so many times that: it must cost nothing that is felt."""
    steady: float = 3
    """A file is whole when it has not changed for so long, and for twice the longest pause of its growing."""
    longest_steady: float = 60
    """Waited for at most, when it has not changed; and for a file whose end is missing."""
    stuck: float = 600
    """A file that is still not whole after this is told about."""
    patience: float = 20
    """A folder that doesn't answer for so long can't be reached."""
    reading: float = 300
    """The same while a file of it is read."""
    retry: Sequence[float] = (5, 10, 20, 40, 60)
    """Between two tries at what failed; the last one again and again."""

    def retry_after(self, failures: int) -> float:
        """Return how long to wait after so many failures in a row (from 1)."""
        return self.retry[min(failures, len(self.retry)) - 1]


USUAL = Timing()
