"""Files that are refused at first sight: nothing is decoded, and nothing is loaded that could.

Raw photos, JPEG XL, films and archives of other kinds than zip are called by their names.
"""

from __future__ import annotations

import re

from desktop.imaging.sniff import media_type
from desktop.papers import box_of
from desktop.papers.kind import refusal_of
from desktop.receipts.faults import FaultCode

_MAGIC = (
    # Fujifilm, Olympus, Panasonic, Canon's first, Sigma, Minolta, and Canon's newest, which begins like a film
    (
        re.compile(
            rb"FUJIFILMCCD-RAW|IIR[OS]|MMOR|IIU\0|II\x1a\0\0\0HEAPCCDR|FOVb|\0MRM|....ftypcrx |II\*\0.{4}CR\x02\0",
            re.DOTALL,
        ),
        FaultCode.RAW_PHOTO,
    ),
    (re.compile(rb"\xff\x0a|\0\0\0\x0cJXL \r\n\x87\n"), FaultCode.JPEG_XL),
    (re.compile(rb"Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\x1f\x8b\x08|BZh[1-9]|\xfd7zXZ\0"), FaultCode.OTHER_ARCHIVE),
    (re.compile(rb".{257}ustar", re.DOTALL), FaultCode.OTHER_ARCHIVE),
    (
        re.compile(
            rb"....(?:ftyp(?:isom|iso[2-9]|mp4[12]|avc1|M4[AV] |M4VP|qt  |3g[p2]|dash|MSNV)|moov|mdat|wide|free)"
            rb"|\x1aE\xdf\xa3|RIFF....AVI |\0\0\x01[\xba\xb3]|0&\xb2\x75\x8e\x66\xcf\x11",
            re.DOTALL,
        ),
        FaultCode.FILM,
    ),
)


def refused_at_sight(head: bytes) -> FaultCode | None:
    """Return why a file that begins with ``head`` (HEAD_BYTES of `sniff`) is none of ours; None: it may be one."""
    if not head:
        return FaultCode.EMPTY_FILE
    if named_stranger(head) is FaultCode.RAW_PHOTO:
        return FaultCode.RAW_PHOTO  # some begin like other pictures
    if media_type(head) is not None or box_of(head) is not None:
        return None
    return refusal_of(head) or named_stranger(head) or FaultCode.NOT_A_RECEIPT


def named_stranger(head: bytes) -> FaultCode | None:
    """Return what a file that begins with ``head`` is told to be, when it's none of ours; None: nothing known."""
    return next((code for magic, code in _MAGIC if magic.match(head)), None)
