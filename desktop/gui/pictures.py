"""Pictures of pages, drawn by workers and kept for as long as there is room."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from desktop import studio
from desktop.gui.facts import PictureKey, PictureReady
from desktop.gui.workers import Crew
from desktop.receipts.faults import FaultNote
from desktop.receipts.receipt import Original
from desktop.studio import Picture

CACHE_BYTES = 160_000_000
"""Some forty pages as large as a window, and every thumbnail of a long list."""


class PictureCache:
    """QImages, the longest unused one dropped first once they hold more than ``limit`` bytes."""

    def __init__(self, limit: int = CACHE_BYTES) -> None:
        self._limit = limit
        self._held = 0
        self._images: OrderedDict[PictureKey, QImage] = OrderedDict()

    def get(self, key: PictureKey) -> QImage | None:
        """Return the picture, which counts as a use of it."""
        image = self._images.get(key)
        if image is not None:
            self._images.move_to_end(key)
        return image

    def put(self, key: PictureKey, image: QImage) -> None:
        """Keep a picture; make room for it."""
        old = self._images.pop(key, None)
        self._held += image.sizeInBytes() - (old.sizeInBytes() if old else 0)
        self._images[key] = image
        while self._held > self._limit and len(self._images) > 1:
            self._held -= self._images.popitem(last=False)[1].sizeInBytes()


class PictureDesk(QObject):
    """Hands out pictures: at once when there is one, else as soon as a worker has drawn it."""

    ready = Signal(object)
    """PictureReady"""

    def __init__(self, crew: Crew, path_of: Callable[[Original], Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._crew = crew
        self._path_of = path_of
        self._cache = PictureCache()
        self._asked: set[PictureKey] = set()

    def request(self, key: PictureKey, priority: int) -> None:
        """Ask for a picture; lower ``priority`` numbers are drawn first."""
        image = self._cache.get(key)
        if image is not None:
            self.ready.emit(PictureReady(key, image))
        elif key not in self._asked:
            self._asked.add(key)
            self._crew.draw(
                priority, partial(_draw, self._path_of, key), partial(self._drawn, key), partial(self._failed, key)
            )

    def cached(self, key: PictureKey) -> QImage | None:
        """Return the picture if it is at hand."""
        return self._cache.get(key)

    def cancel(self) -> None:
        """Drop the requests that no worker has begun."""
        self._crew.forget_pictures()
        self._asked.clear()

    def _drawn(self, key: PictureKey, image: QImage) -> None:
        self._asked.discard(key)
        self._cache.put(key, image)
        self.ready.emit(PictureReady(key, image))

    def _failed(self, key: PictureKey, fault: FaultNote) -> None:
        self._asked.discard(key)
        self.ready.emit(PictureReady(key, None, fault))


def _draw(path_of: Callable[[Original], Path], key: PictureKey) -> QImage:
    original, path = key.original, path_of(key.original)
    if key.thumb:
        picture = studio.thumbnail(path, key.width, original.turns, original.start, original.frame, original.finish)
    else:
        page = original.start + key.page
        picture = studio.page_picture(
            path, page, key.width, key.height, original.turns, original.frame, original.finish
        )
    return _owned(picture)


def _owned(picture: Picture) -> QImage:
    """Return a picture as a QImage with bytes of its own, which outlives those of Python.

    Row by row: ``QImage.copy`` lets no other thread run, and the window stood still for 80 ms for a page of 85 MB.
    """
    image = QImage(picture.width, picture.height, QImage.Format.Format_RGB888)
    inside, row, rgb = memoryview(image.bits()), 3 * picture.width, memoryview(picture.rgb)
    for number in range(picture.height):
        at = number * image.bytesPerLine()
        inside[at : at + row] = rgb[number * row : (number + 1) * row]
    return image
