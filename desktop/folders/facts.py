"""What a watched folder tells about itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from desktop.receipts.faults import FaultNote
from desktop.receipts.receipt import Receipt
from desktop.store.folders import Folder, Mark, Outcome


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with one folder."""

    folder_id: int
    fault: FaultNote | None = None
    """Why it can't be looked into now; it is tried again by itself."""
    waiting: int = 0
    """Files that are still being written."""
    stuck: tuple[str, ...] = ()
    """Those of them that should have been whole long ago, or can't be opened."""
    unmoved: tuple[str, ...] = ()
    """Files that were taken, and could not be moved or thrown out."""
    elsewhere: int = 0
    """Files that are in the cloud only."""
    closed: int = 0
    """Subfolders that may not be looked into."""
    taken: int = 0
    """Files that have become receipts, since it was added."""

    @property
    def is_well(self) -> bool:
        """False when the user should know."""
        return self.fault is None and not self.stuck and not self.unmoved


@dataclass(frozen=True, slots=True)
class Took:
    """What became of one file."""

    outcome: Outcome | None
    """None: nothing yet, try again later (it was changed while it was read, or our own disk is full)."""
    receipts: tuple[Receipt, ...] = ()
    """Those made of it."""
    fault: FaultNote | None = None
    """Why it was refused, or has to wait."""
    sha256: str | None = None
    owed: bool = False
    """It is safe in the vault, and to be moved or thrown out."""


@dataclass(frozen=True, slots=True)
class Catch:
    """What one look into a folder has brought."""

    folder: Folder
    taken: int = 0
    known: int = 0
    refused: tuple[tuple[str, FaultNote], ...] = ()
    """Names and why."""


class Taker(Protocol):
    """Who takes the files. Called from the folders' threads."""

    def take(self, folder: Folder, name: str, path: Path, mark: Mark) -> Took:
        """Take a file that looked like ``mark``, and remember it. Raises nothing of the file's own; Fault of ours."""
        ...

    def clear_away(self, folder: Folder, name: str, path: Path, mark: Mark, sha256: str) -> bool:
        """Move or throw out a file that is safe in the vault, as the folder says. Return False when that failed."""
        ...


class Listener(Protocol):
    """Who hears of it. Called from the folders' threads."""

    def folder_stands(self, standing: Standing) -> None:
        """Hear how it stands with a folder."""

    def receipt_came(self, receipt: Receipt) -> None:
        """Hear of a receipt that a folder has brought."""

    def folder_caught(self, catch: Catch) -> None:
        """Hear what one look has brought, when it has."""


Stopped = Callable[[], bool]
