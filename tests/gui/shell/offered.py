"""What other programs put into a drop, by the names and layouts that they use."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence

from PIL import Image, ImageDraw
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

COPY = Qt.DropAction.CopyAction
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
WINDOWS = 'application/x-qt-windows-mime;value="{}"'


def drag(window: QWidget, data: QMimeData, at: QWidget | None = None, actions: Qt.DropAction = COPY) -> QDropEvent:
    """Enter, move and drop as a file manager does; return the drop event with the window's answer in it."""
    handle = window.windowHandle()
    middle = (at or window).rect().center()
    point = QPointF((at or window).mapTo(window, middle))
    QApplication.sendEvent(handle, QDragEnterEvent(point, actions, data, LEFT, NONE))
    QApplication.sendEvent(handle, QDragMoveEvent(point, actions, data, LEFT, NONE))
    event = QDropEvent(point, actions, data, LEFT, NONE)
    QApplication.sendEvent(handle, event)
    return event


def png(words: str = "Netto") -> bytes:
    """Return a small picture; other words give other bytes."""
    buffer = io.BytesIO()
    image = Image.new("RGB", (320, 480), "white")
    ImageDraw.Draw(image).text((20, 20), words, fill="black")
    image.save(buffer, "PNG")
    return buffer.getvalue()


def descriptor(files: Sequence[tuple[str, int | None]], *, attributes: int = 0x80, wide: bool = True) -> bytes:
    """Return a list of virtual files as the Windows shell lays it out (FILEGROUPDESCRIPTORW, or the old form)."""
    raw = struct.pack("<I", len(files))
    for name, size in files:
        flags = 0x4 | (0x40 if size is not None else 0)
        raw += struct.pack("<I16s8s8sI8s8s8sII", flags, b"\1" * 16, b"\2" * 8, b"\3" * 8, attributes,
                           b"\4" * 8, b"\5" * 8, b"\6" * 8, (size or 0) >> 32, (size or 0) & 0xFFFFFFFF)  # fmt: skip
        raw += name.encode("utf-16-le").ljust(520, b"\0") if wide else name.encode("cp1252").ljust(260, b"\0")
    return raw


def outlook(*files: tuple[str, bytes], text: str = "Faktura 4711", told: bool = True) -> QMimeData:
    """Return a drop of attachments or mails; ``told``: their sizes stand in the list. Empty bytes never come."""
    data = QMimeData()
    sizes = [(name, len(content) if told else None) for name, content in files]
    data.setData(WINDOWS.format("FileGroupDescriptorW"), descriptor(sizes))
    data.setData(WINDOWS.format("RenPrivateMessages"), b"\0")
    for index, (_name, content) in enumerate(files):
        if content:
            data.setData(WINDOWS.format("FileContents") + f";index={index}", content)
    data.setText(text)
    return data


def link(address: str, html: str = "") -> QMimeData:
    """Return a link or picture as Chromium gives it on Linux: the address, and HTML."""
    data = QMimeData()
    data.setUrls([QUrl(address)])
    data.setText(address)
    if html:
        data.setHtml(html)
    return data


def mozilla(address: str, title: str = "Bilag") -> QMimeData:
    """Return a link as Firefox gives it on X11, without a list of addresses."""
    data = QMimeData()
    data.setData("text/x-moz-url", f"{address}\n{title}".encode("utf-16-le"))
    data.setData("_NETSCAPE_URL", f"{address}\n{title}".encode())
    data.setText(address)
    return data
