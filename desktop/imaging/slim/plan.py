"""The order of what is tried on a PDF that can be read by the object, and the file that comes of it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

from desktop.imaging.border import BROKEN
from desktop.imaging.pdf_write import page_objects
from desktop.imaging.slim.facts import written
from desktop.imaging.slim.objects import Reference, TooMuch, renumbered
from desktop.imaging.slim.pages import Drawing, Drawn
from desktop.imaging.slim.pictures import coarser
from desktop.imaging.slim.places import Places
from desktop.imaging.slim.steps import IN_PAGES, Step
from desktop.imaging.slim.survey import AROUND, Survey, packed
from desktop.papers.pdf_file import pdf_file

_PAGES, _FIRST = 2, 3
"""Numbers of the list of pages and of the first page; 1 is the catalogue."""
_TREE: Reference = (-1, 0)
"""Stands for the list of pages before numbers are given."""
_HEAD = 2_000
"""Bytes for what every file has."""


@dataclass(frozen=True, slots=True)
class Made:
    """The PDF, and which of its pages (from 0) are pictures now."""

    data: bytes
    drawn: frozenset[int]


_Pictures = dict[Reference, StreamObject | None]
"""Pictures made coarser; None: it stays as it is."""


class Plan:
    """One PDF on its way to be small enough."""

    def __init__(self, survey: Survey, where: Places, drawing: Drawing) -> None:
        self._survey, self._where, self._drawing = survey, where, drawing
        self._are_pictures = frozenset(survey.pictures)
        self._fixed = sum(survey.sizes[ref] for ref in survey.sizes if ref not in self._are_pictures)

    def made(self) -> Made:
        """Return the PDF. Raises PDF_TOO_LARGE."""
        room = self._drawing.limit - _HEAD - self._fixed
        for step in IN_PAGES if room >= 0 else ():
            pictures = self._pictures(step, room)
            if pictures is not None:
                return Made(self._file(pictures, {}), frozenset())
        last = IN_PAGES[-1]
        self._drawing.require_hope(self._survey, lambda ref: self._size(ref, self._picture(ref, last)))
        pictures = self._pictures(last, math.inf) or {}
        sizes = self._survey.sizes | {ref: self._size(ref, picture) for ref, picture in pictures.items()}
        drawn = self._drawing.of_the_largest(self._survey, sizes)
        return Made(self._file(pictures, drawn), frozenset(drawn))

    def _pictures(self, step: Step | None, room: float) -> _Pictures | None:
        """Return all pictures as coarse as a step says; None as soon as they take more than ``room`` bytes."""
        made: _Pictures = {}
        for ref in self._survey.pictures:
            made[ref] = self._picture(ref, step)
            room -= self._size(ref, made[ref])
            if room < 0:
                return None
        return made

    def _picture(self, ref: Reference, step: Step | None) -> StreamObject | None:
        picture = self._survey.objects.get(ref) if step is not None and ref in self._are_pictures else None
        if step is None or not isinstance(picture, StreamObject):
            return None
        try:
            return coarser(picture, self._where, step)
        except (*BROKEN, PyPdfError, MemoryError, NotImplementedError):
            return None

    def _size(self, ref: Reference, picture: StreamObject | None) -> int:
        return self._survey.sizes[ref] if picture is None else len(written(picture)) + AROUND

    def _file(self, pictures: _Pictures, drawn: Drawn) -> bytes:
        numbers = self._numbers(drawn)
        objects = [written(renumbered(thing, numbers)) for thing in (self._catalogue(), self._tree())]
        for index, page in enumerate(self._survey.objects.pages):
            if index in drawn:
                objects += page_objects(drawn[index], numbers[page], f"{_PAGES} 0 R")
            else:
                objects.append(written(renumbered(self._page(page), numbers)))
        objects += (written(renumbered(self._other(ref, pictures), numbers)) for ref in self._others(numbers))
        return pdf_file(objects)

    def _numbers(self, drawn: Drawn) -> dict[Reference, int]:
        """Return the new numbers: the catalogue, the list of pages, the pages, then whatever they need, as they do."""
        numbers, at = {_TREE: _PAGES}, _FIRST
        survey = self._survey
        for index, page in enumerate(survey.objects.pages):
            numbers[page] = at
            at += 3 if index in drawn else 1
        needed = [survey.root, *(refs for index, refs in enumerate(survey.of_page) if index not in drawn)]
        for ref in (ref for refs in needed for ref in refs):
            if ref not in numbers:
                numbers[ref] = at
                at += 1
        return numbers

    def _others(self, numbers: dict[Reference, int]) -> list[Reference]:
        pages = {_TREE, *self._survey.objects.pages}
        return [ref for ref in numbers if ref not in pages]

    def _other(self, ref: Reference, pictures: _Pictures) -> PdfObject:
        return pictures.get(ref) or packed(self._survey.objects.get(ref))

    def _catalogue(self) -> DictionaryObject:
        root = self._survey.objects.root()
        root[NameObject("/Type")], root[NameObject("/Pages")] = NameObject("/Catalog"), IndirectObject(*_TREE, None)
        return root

    def _tree(self) -> DictionaryObject:
        pages = self._survey.objects.pages
        return DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Pages"),
                NameObject("/Count"): NumberObject(len(pages)),
                NameObject("/Kids"): ArrayObject(IndirectObject(*page, None) for page in pages),
            }
        )

    def _page(self, ref: Reference) -> DictionaryObject:
        page = self._survey.objects.get(ref)
        if not isinstance(page, DictionaryObject):
            raise TooMuch
        page[NameObject("/Parent")] = IndirectObject(*_TREE, None)
        return page
