"""How much a link takes before it says no."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, seconds and counts; the tests set smaller ones."""

    head: int = 8_192
    """Bytes of a request's line and headers. Phones send about 700."""
    head_seconds: float = 10.0
    """From the connection to the end of the headers, however they trickle in."""
    idle_seconds: float = 20.0
    """Between two pieces of a photo."""
    slowest: int = 20_000
    """Bytes a second that a photo comes with at least, over its whole length, after a grace of ``grace_seconds``."""
    grace_seconds: float = 30.0
    photo: int = 60_000_000
    """Bytes of one photo or PDF. The largest that phones make, of 48 megapixels, have about 50 MB."""
    photos: int = 300
    total: int = 3_000_000_000
    """Bytes of one link."""
    connections: int = 12
    """Open at once, of all phones."""
    each: int = 6
    """Open at once, of one address: nobody alone can keep the phone out."""
    uploads: int = 2
    """Under way at once: the page sends one, and the other is the rest of one that broke."""
    wrong: int = 10
    """Requests with a wrong secret, after which the link closes."""
    quiet_seconds: float = 300.0
    """Without a photo, after which the link closes."""
