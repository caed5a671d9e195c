"""Open, preview, turn and compress the pictures and PDFs of receipts. Safe from any thread, without Qt."""

from desktop.imaging.inspection import DocumentInfo, inspect
from desktop.imaging.preview import Picture, page_picture, thumbnail
from desktop.imaging.rendition import render
from desktop.imaging.sources import Rendition, Source
from desktop.imaging.suggest import suggestion_for

__all__ = [
    "DocumentInfo",
    "Picture",
    "Rendition",
    "Source",
    "inspect",
    "page_picture",
    "render",
    "suggestion_for",
    "thumbnail",
]
