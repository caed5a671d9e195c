"""Studios of their own with small limits, and files that are bad for those who open them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.studio.studio import Studio, usual_limits

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


def _object(number: int, dictionary: str, stream: bytes) -> bytes:
    return b"%d 0 obj\n<<%s/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
        number, dictionary.encode(), len(stream), stream,
    )  # fmt: skip


def endless_pdf(levels: int = 9) -> bytes:
    """Return a small PDF that takes longer to draw than anybody waits: forms that draw forms, ten times each."""
    parts = [
        b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n",
        b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n",
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources 9 0 R>>\nendobj\n",
        b"9 0 obj\n<</XObject<</F 10 0 R>>>>\nendobj\n",
        _object(4, "", b"/F Do"),
    ]
    for level in range(levels):
        inner = f"/Resources<</XObject<</F {11 + level} 0 R>>>>"
        parts.append(_object(10 + level, f"/Type/XObject/Subtype/Form/BBox[0 0 200 200]{inner}", b"/F Do " * 10))
    last = "/Type/XObject/Subtype/Form/BBox[0 0 200 200]"
    parts.append(_object(10 + levels, last, b"0 0 m 100 100 l S " * 20))
    return b"%PDF-1.4\n" + b"".join(parts) + b"trailer\n<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    """A PDF that pdfium chews on for hours."""
    path = tmp_path / "endless.pdf"
    path.write_bytes(endless_pdf())
    return path
