"""The pages of a receipt in the order in which they are turned."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.receipts.receipt import Original, Receipt


@dataclass(frozen=True, slots=True)
class Page:
    """One page of one file of a receipt."""

    position: int
    """Which of the receipt's originals, from 0."""
    original: Original
    page: int
    """Which page of those that the receipt has of that file, from 0."""

    @property
    def number(self) -> int:
        """The page's number in its file, from 0."""
        return self.original.start + self.page


def pages_of(receipt: Receipt | None) -> tuple[Page, ...]:
    """Return all pages of all files; a file that claims no page has one."""
    if receipt is None:
        return ()
    return tuple(
        Page(position, original, page)
        for position, original in enumerate(receipt.originals)
        for page in range(max(1, original.pages))
    )
