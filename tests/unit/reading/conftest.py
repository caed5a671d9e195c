"""Pages written as text: a line each, columns parted by tabs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.reading.model import Context, Document, PageText, Part, Place, Reading, Word
from desktop.reading.rules import read_pages
from tests.unit.reading.truth import OWN_CVR, OWN_NAME, TODAY

LINE, LETTER, COLUMN = 0.02, 0.01, 0.2
Read = Callable[..., Reading]
CONTEXT = Context(TODAY, frozenset({OWN_CVR}), (OWN_NAME,))


def page_of(text: str, number: int = 0) -> PageText:
    """Return the words of a text; a column is a fifth of the page wide."""
    words: list[Word] = []
    for row, line in enumerate(text.strip("\n").splitlines()):
        for column, cell in enumerate(line.split("\t")):
            words.extend(_words(cell, 0.02 + column * COLUMN, 0.02 + row * 1.3 * LINE, number))
    return PageText(tuple(words), 1.0)


def _words(cell: str, left: float, top: float, number: int) -> Iterator[Word]:
    at = left
    for text in cell.split(" "):
        if text:
            yield Word(text, Place(number, at, top, at + LETTER * len(text), top + LINE))
        at += LETTER * (len(text) + 1)


@pytest.fixture
def read() -> Read:
    """Return what the rules make of pages of text."""

    def from_texts(*texts: str) -> Reading:
        return read_pages([page_of(text, number) for number, text in enumerate(texts)], CONTEXT)

    return from_texts


@pytest.fixture
def document(tmp_path: Path) -> Callable[..., Document]:
    """Return a document of these bytes."""

    def make(data: bytes, pages: int = 1, media_type: str = "application/pdf") -> Document:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.bin"
        path.write_bytes(data)
        return Document((Part(path, media_type, pages),))

    return make
