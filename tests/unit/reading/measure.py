"""How often dates and totals are read right. Right means: offered to the user, and true."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from desktop.papers.kind import EINVOICE
from desktop.reading.extract import read_document
from desktop.reading.model import Document, Found, Part, Reading
from tests.unit.reading.conftest import CONTEXT
from tests.unit.reading.paper import Sheet, pdf_of
from tests.unit.reading.truth import Truth, truth_of

SURE = 0.7
"""As in the form: what is less sure is not offered."""
Paper = Callable[[Truth], list[Sheet] | bytes]


def reading_of(folder: Path, paper: list[Sheet] | bytes) -> Reading:
    """Return what is read of a paper, or of a bare e-invoice."""
    path = folder / "paper.bin"
    if isinstance(paper, bytes):
        path.write_bytes(paper)
        return read_document(Document((Part(path, EINVOICE),)), CONTEXT)
    path.write_bytes(pdf_of(paper))
    return read_document(Document((Part(path, "application/pdf", len(paper)),)), CONTEXT)


def outcome(found: Found[object] | None, true: object) -> str:
    if found is None or found.confidence < SURE:
        return "silent"
    return "right" if found.value == true else "wrong"


def figures(
    folder: Path, papers: Iterable[Paper], each: int, gives_back: frozenset[str] = frozenset()
) -> dict[str, Counter[str]]:
    """Return how often each field was right, wrong, or not offered; with the papers that were not right.

    A paper that gives money back is right when it is told so and no total is offered.
    """
    counts: dict[str, Counter[str]] = {"date": Counter(), "total": Counter()}
    for paper in papers:
        for n in range(each):
            truth = truth_of(f"{paper.__name__} {n}")
            found = reading_of(folder, paper(truth))
            for name, count in counts.items():
                said = outcome(getattr(found, name), getattr(truth, name))
                if name == "total" and paper.__name__ in gives_back:
                    said = "right" if found.credit_note and found.total is None else "wrong"
                count[said] += 1
                count[f"{said} {paper.__name__}"] += said != "right"
    return counts
