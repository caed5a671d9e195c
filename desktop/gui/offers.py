"""What a drop or the clipboard brings, in the order of what is closest to the receipt itself.

Files first, then virtual files (a mail program's, Chromium's on Windows), then the bytes of a document or picture, then
a picture that Qt has decoded, then addresses on the web, then text. Looking at a drag costs nothing but the names of
its formats: some programs make a file as soon as they are asked for its bytes, so they are asked once, at the drop.

Formats, as programs give them (Qt passes those of X11 on, and wraps those of Windows into names of its own):
Firefox and Thunderbird on Linux write a temporary file when ``text/uri-list`` is asked for; Chromium gives the address
and HTML there; on Windows Chromium, Firefox, Thunderbird and Outlook give ``FileGroupDescriptorW`` with the bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage

from desktop.gui.virtual_files import (
    NOT_HANDED_OVER,
    Handed,
    Stored,
    Withheld,
    has_virtual_files,
    nothing_stored,
    virtual_files,
)
from desktop.handed import WebAddress, address_of_mozilla, addresses_in, data_of, pictures_in

OWN = "application/x-bilagsdrop-receipts"
"""Receipts that are dragged within the window: their list takes them."""
_WHOLE = {
    "application/pdf": ".pdf",
    "message/rfc822": ".eml",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/webp": ".webp",
    "image/tiff": ".tif",
}
"""Formats whose bytes are a file of that kind. PNG before JPEG: who gives both has made both of a picture in memory."""
_MOZILLA = ("text/x-moz-url", "_NETSCAPE_URL")
_PROMISES = (
    "x-moz-message",  # Thunderbird: where the mail lies in its own folders
    "x-moz-file-promise",
    "XdndDirectSave",  # a file that the receiver is to name first; Qt can't
    "promised-file",  # macOS: Mail, Photos, browsers; Qt takes the drop, and has no way to call the promise in
    "NSFilesPromise",
    "NSFilePromise",
    "com.apple.mail",
    "RenPrivate",  # Outlook
)
"""Parts of the names of formats that stand for a file which doesn't come with them."""
_OF_A_PAGE = "Chromium Web Custom MIME"
"""The new Outlook's, a page that hands files over later than Qt asks for them; but pages also copy text with it."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What was dropped or pasted. At most one of names, files, image, addresses and text is there."""

    names: tuple[str, ...] = ()
    """Paths of files and folders; of ten thousand, making a `Path` of each would hold up the window by itself."""
    files: tuple[Handed, ...] = ()
    image: QImage | None = None
    addresses: tuple[WebAddress, ...] = ()
    text: str = ""
    withheld: tuple[Withheld, ...] = ()
    """Files that are spoken of, but were not handed over; also beside files that were."""


def is_text_alone(data: QMimeData) -> bool:
    """Return whether there is nothing but text: that belongs to the field under the pointer, or with the focus."""
    return data.hasText() and not data.hasUrls() and not data.hasImage() and not _is_more(data.formats())


def is_for_the_tray(data: QMimeData) -> bool:
    """Return whether a text field has no use for it: files, and pictures that come without text and address."""
    formats = data.formats()
    if has_virtual_files(formats) or any(url.isLocalFile() for url in data.urls()):
        return True
    is_picture = data.hasImage() or any(name in _WHOLE for name in formats)
    return is_picture and (data.hasUrls() or not data.hasText())


def _is_more(formats: Iterable[str]) -> bool:
    names = tuple(formats)
    known = any(name in _WHOLE or name in _MOZILLA for name in names)
    return known or has_virtual_files(names) or any(part in name for name in names for part in _PROMISES)


def _promises(formats: Iterable[str]) -> bool:
    return any(part in name for name in formats for part in (*_PROMISES, _OF_A_PAGE))


def offer_of(data: QMimeData, stored: Stored = nothing_stored) -> Offer:
    """Return what ``data`` offers; its bytes are asked for now. Nothing is fetched from the web."""
    urls = data.urls()  # once: Firefox writes a file each time
    names = tuple(name for url in urls if url.isLocalFile() and (name := url.toLocalFile()))
    if names:
        return Offer(names)
    files, withheld = virtual_files(data, stored)
    if files:
        return Offer(files=files, withheld=withheld)
    pictures = pictures_in(data.html()) if data.hasHtml() else ()
    told = (*(bytes(url.toEncoded().data()).decode("ascii", "replace") for url in urls), *_of_mozilla(data))
    carried = _whole(data) or _carried((*pictures, *told))
    if carried is not None:
        return Offer(files=(carried,))
    image = data.imageData() if data.hasImage() else None
    if isinstance(image, QImage) and not image.isNull():
        return Offer(image=image)
    if withheld:
        return Offer(withheld=withheld)
    return _without_bytes(data, addresses_in(pictures) or addresses_in(told))


def _without_bytes(data: QMimeData, addresses: tuple[WebAddress, ...]) -> Offer:
    """Return what is left: addresses; or something that only its own program can make a file of; or text."""
    if addresses:
        return Offer(addresses=addresses)
    if is_text_alone(data):
        return Offer(text=data.text())
    promised = _promises(data.formats()) or has_virtual_files(data.formats())
    return Offer(withheld=(Withheld("", NOT_HANDED_OVER),) if promised else ())


def _whole(data: QMimeData) -> Handed | None:
    """Return the bytes of the first format that is a file by itself, as it comes: nothing is decoded here."""
    for kind, ending in _WHOLE.items():
        if data.hasFormat(kind):
            content = bytes(data.data(kind).data())
            if content:
                return Handed("", content, ending)
    return None


def _carried(told: Iterable[str]) -> Handed | None:
    contents = (data_of(address) for address in told)
    return next((Handed("", content) for content in contents if content), None)


def _of_mozilla(data: QMimeData) -> tuple[str, ...]:
    texts = (address_of_mozilla(bytes(data.data(name).data())) for name in _MOZILLA if data.hasFormat(name))
    return tuple(text for text in texts if text)
