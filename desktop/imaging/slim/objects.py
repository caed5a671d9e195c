"""The objects of a PDF that its pages need, one at a time: a long document is never in memory as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    PdfObject,
    StreamObject,
)

from desktop.imaging.slim.facts import raw, stream_of, value

Reference = tuple[int, int]
"""Number and generation of an object."""

MOST_OBJECTS = 400_000
_DEEPEST = 60
_LEFT_OUT = frozenset({
    "/Metadata", "/PieceInfo", "/Thumb", "/StructParents", "/StructParent", "/EF", "/AF", "/B", "/JS", "/Alternates",
})  # fmt: skip
"""What no page shows: notes of programs, small pictures of pages, attached files, the structure for reading aloud."""
_KEPT_OF_FORM = ("/Fields", "/NeedAppearances", "/DR", "/DA", "/Q")
_OF_THE_WHOLE = ("/OCProperties", "/Lang")


class TooMuch(Exception):  # noqa: N818 - no error: the pages are drawn then
    """The document has more in it than is looked through, or comes out otherwise than it was."""


class Objects:
    """What a document consists of, as far as its pages need it."""

    def __init__(self, reader: PdfReader) -> None:
        self._reader = reader
        self.pages = [_reference(page.indirect_reference) for page in reader.pages]
        self._flat = dict(zip(self.pages, reader.pages, strict=True))

    @property
    def numbers(self) -> Mapping[Reference, object]:
        """Return the pages by their numbers."""
        return self._flat

    def get(self, ref: Reference) -> PdfObject:
        """Return an object with everything left out that no page needs."""
        found = self._flat.get(ref) or self._reader.get_object(IndirectObject(*ref, self._reader))
        if isinstance(found, StreamObject):
            self._reader.resolved_objects.pop(
                (ref[1], ref[0]), None
            )  # the bytes of a picture are read again if need be
        kept = _kept(found, 0) if found is not None else NullObject()
        if ref in self._flat and isinstance(kept, DictionaryObject):
            kept.pop("/Parent", None)  # every page gets the same new one
        return kept

    def root(self) -> DictionaryObject:
        """Return the catalogue, without the pages and what isn't for the eye."""
        catalog, kept = self._reader.root_object, DictionaryObject()
        for key in _OF_THE_WHOLE:
            if key in catalog:
                kept[NameObject(key)] = _kept(catalog.raw_get(key), 0)
        form = value(catalog, "/AcroForm")
        if isinstance(form, DictionaryObject):
            kept[NameObject("/AcroForm")] = DictionaryObject(
                {NameObject(key): _kept(form.raw_get(key), 0) for key in _KEPT_OF_FORM if key in form}
            )
        return kept


def references(thing: PdfObject) -> Iterator[Reference]:
    """Yield what an object points to, in its order; the way up from a page is none."""
    if isinstance(thing, IndirectObject):
        yield thing.idnum, thing.generation
    elif isinstance(thing, DictionaryObject):
        for told in thing.values():
            yield from references(told)
    elif isinstance(thing, ArrayObject):
        for told in thing:
            yield from references(told)


def _reference(found: IndirectObject | None) -> Reference:
    if found is None:
        raise TooMuch  # a page that is no object of its own
    return found.idnum, found.generation


def renumbered(thing: PdfObject, numbers: Mapping[Reference, int]) -> PdfObject:
    """Return an object that points to others by their new numbers; to nothing where they are left out."""
    if isinstance(thing, IndirectObject):
        new = numbers.get((thing.idnum, thing.generation))
        return NullObject() if new is None else IndirectObject(new, 0, None)
    if isinstance(thing, DictionaryObject):
        return _with(thing, {key: renumbered(told, numbers) for key, told in thing.items()})
    if isinstance(thing, ArrayObject):
        return ArrayObject(renumbered(told, numbers) for told in thing)
    return thing


def _kept(thing: PdfObject, deep: int) -> PdfObject:
    if deep > _DEEPEST:
        raise TooMuch
    if isinstance(thing, DictionaryObject):
        if "/ByteRange" in thing:
            return NullObject()  # a signature is of other bytes
        typed = "/Type" in thing or "/Subtype" in thing
        inside = {k: _kept(told, deep + 1) for k, told in thing.items() if not (typed and k in _LEFT_OUT)}
        return _with(thing, inside)
    if isinstance(thing, ArrayObject):
        return ArrayObject(_kept(told, deep + 1) for told in thing)
    return thing


def _with(old: DictionaryObject, inside: dict[Any, PdfObject]) -> DictionaryObject:
    """Return a dictionary or stream of the same data with other entries."""
    return stream_of(inside, raw(old)) if isinstance(old, StreamObject) else DictionaryObject(inside)
