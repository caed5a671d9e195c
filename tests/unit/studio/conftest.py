"""Studios of their own with small limits, and bad files for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.studio.studio import Studio, usual_limits
from tests.unit.studio.bad_files import endless_pdf, long_tiff

MakeStudio = Callable[..., Studio]
ROOT = Path(__file__).parents[3]
SAMPLES = tuple(p for p in sorted((ROOT / "resources" / "samples").iterdir()) if p.suffix != ".json")


@pytest.fixture
def make_studio() -> Iterator[MakeStudio]:
    """Return what makes a studio with the usual limits but for those given; it is closed after the test."""
    made: list[Studio] = []

    def make(rest: float = 60.0, **limits: float) -> Studio:
        made.append(Studio(replace(usual_limits(), **limits), rest))  # type: ignore[arg-type]  # numbers all
        return made[-1]

    yield make
    for studio in made:
        studio.close()


@pytest.fixture
def long(tmp_path: Path) -> Path:
    """A picture of many pages that takes its time."""
    path = tmp_path / "long.tif"
    path.write_bytes(long_tiff())
    return path


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """A PDF that pdfium chews on for hours."""
    path = tmp_path / "endless.pdf"
    path.write_bytes(endless_pdf())
    return path
