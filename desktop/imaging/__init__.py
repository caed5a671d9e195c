"""Open, preview, turn and compress the pictures and PDFs of receipts. Safe from any thread, without Qt."""

from desktop.imaging.inspection import DocumentInfo, inspect
from desktop.imaging.preview import Picture, page_picture, thumbnail
from desktop.imaging.rendition import render
from desktop.imaging.sources import Rendition, Source

__all__ = ["DocumentInfo", "Picture", "Rendition", "Source", "inspect", "page_picture", "render", "thumbnail"]
