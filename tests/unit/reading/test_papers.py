"""How often dates and totals are read right on whole papers, of which every value is known by construction.

Right means: offered to the user, and true. One group was at hand while the rules were written; the other was made when
they were done, and no rule was fitted to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from desktop.reading.extract import read_document
from desktop.reading.model import Document, Found, Part, Reading
from tests.unit.reading.conftest import CONTEXT
from tests.unit.reading.hard_papers import HARD
from tests.unit.reading.known_papers import KNOWN
from tests.unit.reading.later_papers import LATER
from tests.unit.reading.other_papers import OTHER
from tests.unit.reading.paper import Sheet, pdf_of
from tests.unit.reading.truth import Truth, truth_of

SURE = 0.7
"""As in the form: what is less sure is not offered."""
EACH = 20
LEAST = 0.95
Paper = Callable[[Truth], list[Sheet]]


def reading_of(folder: Path, sheets: list[Sheet]) -> Reading:
    path = folder / "paper.pdf"
    path.write_bytes(pdf_of(sheets))
    return read_document(Document((Part(path, "application/pdf", len(sheets)),)), CONTEXT)


def outcome(found: Found[object] | None, true: object) -> str:
    if found is None or found.confidence < SURE:
        return "silent"
    return "right" if found.value == true else "wrong"


def figures(folder: Path, papers: Iterable[Paper]) -> dict[str, Counter[str]]:
    """Return how often each field was right, wrong, or not offered; with the papers that were not right."""
    counts: dict[str, Counter[str]] = {"date": Counter(), "total": Counter()}
    for paper in papers:
        for n in range(EACH):
            truth = truth_of(f"{paper.__name__} {n}")
            found = reading_of(folder, paper(truth))
            for name, count in counts.items():
                said = outcome(getattr(found, name), getattr(truth, name))
                count[said] += 1
                count[f"{said} {paper.__name__}"] += said != "right"
    return counts


@pytest.mark.parametrize(
    ("group", "papers"), [("known", (*KNOWN, *HARD)), ("other", (*OTHER, *LATER))], ids=["known", "other"]
)
def test_dates_and_totals(tmp_path: Path, group: str, papers: tuple[Paper, ...]) -> None:
    for name, count in figures(tmp_path, papers).items():
        share = count["right"] / (EACH * len(papers))
        print(f"{group} {name}: {share:.1%}")  # noqa: T201 - shown with -s, and by a failure
        assert share >= LEAST, dict(count)
        assert count["wrong"] <= 0.02 * EACH * len(papers), dict(count)
