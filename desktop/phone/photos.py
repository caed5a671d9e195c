"""What a phone sends, what became of it, and the memory by which nothing is taken twice."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from urllib.parse import unquote_to_bytes

ID = re.compile(r"[0-9a-f]{32}")
"""What the page calls a photo: the same at every try."""
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069<>:"/\\|?*]')
"""What no name of a file can hold on one of the systems, and what turns the direction of the letters after it."""
_NAMELESS = re.compile(r"image(\.\w{3,4})", re.IGNORECASE)
"""What iPhones call every photo that is taken for a page."""
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Photo:
    """One photo or file as it came."""

    name: str
    data: bytes


class PhotoState(Enum):
    """What became of it."""

    TAKEN = "taken"
    """It is in the tray, and durable."""
    KNOWN = "known"
    """The same bytes were here before."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a photo, and what the phone says about it in the language in use."""

    state: PhotoState
    title: str = ""
    text: str = ""


class OtherPhotoError(Exception):
    """The same id came with other bytes."""


class PhotoBook:
    """Outcomes by id. The bytes' hash is kept beside each, so that an id can't stand for two photos."""

    def __init__(self, take: Callable[[Photo], Outcome]) -> None:
        self._take = take
        self._lock = threading.Lock()
        self._outcomes: dict[str, tuple[bytes, Outcome]] = {}

    def __len__(self) -> int:
        return len(self._outcomes)

    def outcome(self, photo_id: str) -> Outcome | None:
        """Return what became of a photo; None: it has not been taken in yet."""
        found = self._outcomes.get(photo_id)
        return found[1] if found else None

    def settle(self, photo_id: str, photo: Photo) -> tuple[Outcome, bool]:
        """Take a photo unless that was done before; return what became of it, and whether it is news.

        Raises OtherPhotoError, and whatever the taking raises: then it may be sent again.
        """
        digest = hashlib.sha256(photo.data).digest()
        with self._lock:
            known = self._outcomes.get(photo_id)
            if known is None:
                outcome = self._take(photo)
                self._outcomes[photo_id] = digest, outcome
                return outcome, True
            if known[0] != digest:
                raise OtherPhotoError
            return known[1], False


def name_of(told: str, stem: str) -> str:
    """Return a file's name as the page told it (percent-encoded UTF-8), without folders and what no name may hold.

    One that has no name of its own is called ``stem``.
    """
    text = unquote_to_bytes(told).decode("utf-8", "replace")
    last = re.split(r"[/\\]", text)[-1]
    clean = _FORBIDDEN.sub("", last).strip(" .")[-LONGEST_NAME:]
    nameless = _NAMELESS.fullmatch(clean)
    return stem + (nameless[1] if nameless else ".jpg") if nameless or not clean else clean
