"""Open, preview, turn and compress the pictures and PDFs of receipts. Safe from any thread, without Qt."""

from desktop.imaging.inspection import DocumentInfo, inspect
from desktop.imaging.preview import Picture, page_picture, thumbnail
from desktop.imaging.rendition import render
from desktop.imaging.sources import Rendition, Source
from desktop.imaging.suggest import evening_suggested, suggested_frame

__all__ = [
    "DocumentInfo",
    "Picture",
    "Rendition",
    "Source",
    "evening_suggested",
    "inspect",
    "page_picture",
    "render",
    "suggested_frame",
    "thumbnail",
]
