"""Open, preview, turn and compress the pictures and PDFs of receipts. Safe from any thread, without Qt.

The program asks `desktop.studio`, which calls this in processes of its own. What a name stands for is loaded at its
first use: who only asks with a `Source` needs no decoder.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.imaging.inspection import inspect
    from desktop.imaging.preview import page_picture, thumbnail
    from desktop.imaging.prints import prints_of
    from desktop.imaging.rendition import render
    from desktop.imaging.sources import DocumentInfo, Picture, Prints, Rendition, Source
    from desktop.imaging.suggest import suggestion_for
    from desktop.imaging.suggest_light import evening_suggested

__all__ = [
    "DocumentInfo",
    "Picture",
    "Prints",
    "Rendition",
    "Source",
    "evening_suggested",
    "inspect",
    "page_picture",
    "prints_of",
    "render",
    "suggestion_for",
    "thumbnail",
]

_HOMES = {
    "inspection": ("inspect",),
    "preview": ("page_picture", "thumbnail"),
    "prints": ("prints_of",),
    "rendition": ("render",),
    "sources": ("DocumentInfo", "Picture", "Prints", "Rendition", "Source"),
    "suggest": ("suggestion_for",),
    "suggest_light": ("evening_suggested",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(name)
    found: object = getattr(import_module(f"desktop.imaging.{_HOME_OF[name]}"), name)
    globals()[name] = found
    return found
