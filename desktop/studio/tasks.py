"""What a worker of this room can do, by name. Loaded in the worker process only.

A new one needs a line here, and a function of the same name and signature in `calls`.
"""

from __future__ import annotations

from collections.abc import Callable

from desktop.imaging.codecs import available, prepare
from desktop.imaging.inspection import inspect
from desktop.imaging.preview import page_picture
from desktop.imaging.prints import prints_of
from desktop.imaging.rendition import render
from desktop.imaging.suggest import suggestion_for
from desktop.imaging.suggest_light import evening_suggested

TASKS: dict[str, Callable[..., object]] = {
    "available": available,
    "evening_suggested": evening_suggested,
    "inspect": inspect,
    "page_picture": page_picture,
    "prints_of": prints_of,
    "render": render,
    "suggestion_for": suggestion_for,
}


def get_ready() -> None:
    """Load the decoders."""
    prepare()
