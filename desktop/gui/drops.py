"""What a drop or the clipboard brings, and the window's own way of taking drops."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent, QImage

from desktop.gui.bridge import Bridge
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.words import _

OWN = "application/x-bilagsdrop-receipts"
"""Receipts that are dragged within the window: their list takes them."""
_DRAG_EVENTS = frozenset({QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop})
_MAIL = "FileGroupDescriptor"
"""Part of the format's name in which Outlook hands over attachments, without a file (Windows shell clipboard)."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What was dropped or pasted."""

    paths: tuple[Path, ...] = ()
    image: QImage | None = None
    has_text: bool = False

    @property
    def usable(self) -> bool:
        """True when a receipt can be made of it."""
        return bool(self.paths) or self.image is not None


def offer_of(data: QMimeData) -> Offer:
    """Return what ``data`` offers. Files come first: a browser's picture is a copy, a file is the original.

    An address on the web is never fetched: whoever dropped it has not asked for that.
    """
    paths = tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile() and url.toLocalFile())
    if paths:
        return Offer(paths)
    image = data.imageData() if data.hasImage() else None
    if isinstance(image, QImage) and not image.isNull():
        return Offer(image=image)
    is_mail = any(_MAIL in name for name in data.formats())
    return Offer(has_text=data.hasText() and not data.hasUrls() and not is_mail)


def hand_over(bridge: Bridge, offer: Offer, name: str) -> None:
    """Give the offer to the tray, or say why there is nothing to give."""
    if offer.paths:
        bridge.take_paths(offer.paths)
    elif offer.image is not None:
        bridge.take_image(offer.image, name)
    else:
        bridge.fault.emit(FaultNote(FaultCode.NO_FILE_IN_DROP))


class DropCatcher(QObject):
    """Takes the drops of a whole top-level window, whatever widget lies under the pointer.

    It filters the events of the native window, before Qt looks for a widget: a file dropped on a text field is a
    receipt too, not a path in that field. Text dragged to a field is left to the field.
    """

    hovering = Signal(bool)
    """Something that can be dropped is above the window, or has gone."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: D102 - Qt's own
        if event.type() is QEvent.Type.DragLeave:
            self.hovering.emit(False)  # noqa: FBT003 - a signal's payload
            return False
        if event.type() not in _DRAG_EVENTS or not isinstance(event, QDropEvent):
            return False
        return self._take(event)

    def _take(self, event: QDropEvent) -> bool:
        if event.mimeData().hasFormat(OWN):
            return False
        offer = offer_of(event.mimeData())
        if offer.has_text:
            return False
        dropped = event.type() is QEvent.Type.Drop
        self.hovering.emit(not dropped)
        if not event.possibleActions() & Qt.DropAction.CopyAction:
            event.ignore()  # a move would make the source delete its file
            return True
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if dropped:
            hand_over(self._bridge, offer, _("Dropped picture.png"))
        return True
