"""The pictures and PDFs of strangers, opened in processes of their own.

The functions have the names and signatures of those of `desktop.imaging`, which does the work on the other side: a
decoder that breaks, swells or never ends costs that one file a Fault, never the program. Methods may be called from any
thread; all but `start_ahead` wait for the answer. Only `refused_at_sight` is done here: it looks at a few bytes.
"""

from desktop.imaging.sniff import HEAD_BYTES
from desktop.imaging.sources import DocumentInfo, Picture, Prints, Rendition, Source
from desktop.imaging.strangers import refused_at_sight
from desktop.studio.calls import (
    available,
    close,
    evening_suggested,
    inspect,
    page_picture,
    prints_of,
    processes,
    render,
    start_ahead,
    suggestion_for,
    thumbnail,
)

__all__ = [
    "HEAD_BYTES", "DocumentInfo", "Picture", "Prints", "Rendition", "Source", "available", "close",
    "evening_suggested", "inspect", "page_picture", "prints_of", "processes", "refused_at_sight", "render",
    "start_ahead", "suggestion_for", "thumbnail",
]  # fmt: skip
