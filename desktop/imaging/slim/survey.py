"""What the pages of a PDF need and what it takes: found once, before anything is made smaller."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator

from pypdf.generic import NameObject, NullObject, PdfObject, StreamObject

from desktop.imaging.slim.facts import raw, stream_of, written
from desktop.imaging.slim.objects import MOST_OBJECTS, Objects, Reference, TooMuch, references

_MOST_NEEDS = 3_000_000
_WORTH_PACKING = 200
AROUND = 45
"""Bytes that a file adds to each object."""


class Survey:
    """Objects, their sizes, and which page needs which."""

    def __init__(self, objects: Objects) -> None:
        self.objects = objects
        self.sizes: dict[Reference, int] = {}
        """Bytes of each object, of pictures as they are."""
        self.pictures: list[Reference] = []
        self._needs: dict[Reference, tuple[Reference, ...]] = {}
        self.root = self._below(self._entered(references(objects.root())))
        self.of_page = list(self._pages())
        self.users = Counter(ref for page in self.of_page for ref in page)
        """How many pages need each object; those that the whole document needs are needed once more."""
        self.users.update(list(self.root))

    def _pages(self) -> Iterator[dict[Reference, None]]:
        """Yield what each page needs. Raises TooMuch where thousands of pages need thousands of things each."""
        room = _MOST_NEEDS
        for page in self.objects.pages:
            needed = self._below(self._entered([page]))
            room -= len(needed)
            if room < 0:
                raise TooMuch
            yield needed

    def cost(self, index: int, sizes: dict[Reference, int]) -> float:
        """Return the bytes of a page; what several need is shared out among them."""
        return sum(sizes[ref] / self.users[ref] for ref in self.of_page[index])

    def _entered(self, start: Iterable[Reference]) -> list[Reference]:
        """Read everything below ``start`` that hasn't been read; other pages are not entered from one."""
        start = list(start)
        waiting = start[::-1]
        while waiting:
            ref = waiting.pop()
            if ref in self._needs or (ref in self.objects.numbers and ref not in start):
                continue
            if len(self._needs) > MOST_OBJECTS:
                raise TooMuch
            self._needs[ref] = self._read(ref)
            waiting += self._needs[ref][::-1]
        return start

    def _read(self, ref: Reference) -> tuple[Reference, ...]:
        found = self.objects.get(ref)
        if isinstance(found, StreamObject) and found.get("/Subtype") == "/Image":
            self.pictures.append(ref)
        self.sizes[ref] = len(written(packed(found))) + AROUND
        return tuple(dict.fromkeys(references(found)))

    def _below(self, start: list[Reference]) -> dict[Reference, None]:
        """Return what is needed, in the order in which it's met; of pages only those that one starts at."""
        found: dict[Reference, None] = {}
        waiting = start[::-1]
        while waiting:
            ref = waiting.pop()
            if ref in found or ref not in self._needs or (ref in self.objects.numbers and ref not in start):
                continue
            found[ref] = None
            waiting += self._needs[ref][::-1]
        return found


def packed(thing: PdfObject) -> PdfObject:
    """Return an object with its data compressed, where it wasn't."""
    if not isinstance(thing, StreamObject) or "/Filter" in thing or len(raw(thing)) < _WORTH_PACKING:
        return thing if thing is not None else NullObject()
    made = stream_of({k: told for k, told in thing.items() if k != "/DecodeParms"}, zlib.compress(raw(thing), 9))
    made[NameObject("/Filter")] = NameObject("/FlateDecode")
    return made
