"""Whether a PDF carries anything that its pages don't show.

Pages of one file often share the list of what they may show. A page that is taken from it then brings along pictures
that only the other pages show, and one of those may be what is to be hidden.
"""

from __future__ import annotations

import hashlib
import re

from desktop.imaging.pdf import pictures_shown

_STREAM = re.compile(rb"(\d+) 0 obj\s*<<((?:(?!endobj).)*?)>>\s*stream\r?\n", re.DOTALL)
_LENGTH = re.compile(rb"/Length (\d+)")
_MASK = re.compile(rb"/S?Mask (\d+) 0 R")
_IMAGE = b"/Subtype/Image"
_UNSEEN_THROUGH = (b"/Subtype/Form", b"/PatternType", b"/ObjStm", b"/EmbeddedFile")
"""What holds pictures or text of its own, of which it can't be told here whether a page shows it."""


def shows_all(data: bytes) -> bool:
    """Return True when each picture in a PDF that pdfium has written is shown by a page, or masks one that is.

    False also where that can't be told. Raises BROKEN_PDF.
    """
    plain = data.replace(b"/Subtype /Image", _IMAGE).replace(b"/Subtype /Form", b"/Subtype/Form")
    if any(each in plain for each in _UNSEEN_THROUGH):
        return False
    images = [found for found in _STREAM.finditer(plain) if _IMAGE in found[2]]
    if plain.count(_IMAGE) != len(images):
        return False
    shown, seen, masks = pictures_shown(data), set[bytes](), set[bytes]()
    for found in images:
        if hashlib.sha256(_bytes_of(plain, found)).digest() in shown:
            seen.add(found[1])
            masks.update(_MASK.findall(found[2]))
    return all(found[1] in seen or found[1] in masks for found in images)


def _bytes_of(data: bytes, found: re.Match[bytes]) -> bytes:
    length = _LENGTH.search(found[2])
    return data[found.end() : found.end() + int(length[1])] if length else b""
