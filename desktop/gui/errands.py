"""What a view asks to be fetched for it: pictures, the size of an upload, what has happened to a receipt."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from desktop.gui.decisions import Decisions
from desktop.gui.facts import PictureKey, RenditionKnown
from desktop.gui.pictures import PictureDesk
from desktop.gui.weighing import unweighed, weigh
from desktop.gui.workers import Lane
from desktop.receipts.receipt import Receipt


class Errands(Decisions):
    """The part of the bridge that only looks: nothing of a receipt is changed by it."""

    receipts: dict[str, Receipt]
    pictures: PictureDesk

    def request_picture(self, key: PictureKey, priority: int = 0) -> None:
        """Ask for a picture; the answer is ``picture_ready``, at once when it is at hand."""
        self.pictures.request(key, priority)

    def cancel_pictures(self) -> None:
        """Drop the requests for pictures that no worker has begun."""
        self.pictures.cancel()

    def request_rendition(self, receipt_id: str) -> None:
        """Ask how large the upload would be; the answer is ``rendition_known``."""
        receipt = self.receipts.get(receipt_id)
        if receipt is not None:
            work = partial(weigh, self.desk, receipt)
            self.crew.draw(9, work, partial(self._weighed, receipt_id), unweighed)

    def _weighed(self, receipt_id: str, found: tuple[int, str]) -> None:
        self.rendition_known.emit(RenditionKnown(receipt_id, *found))

    def request_trail(self, receipt_id: str) -> None:
        """Ask for what has happened to a receipt; the answer is ``trail_ready``."""
        self.crew.run(Lane.DISK, partial(self.desk.trail, receipt_id), partial(self._trailed, receipt_id))

    def _trailed(self, receipt_id: str, entries: Iterable[object]) -> None:
        self.trail_ready.emit((receipt_id, tuple(entries)))
