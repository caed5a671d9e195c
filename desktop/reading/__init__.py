"""What a document says: a document in, fields with confidence and their place on the page out.

The text layer of PDFs and the e-invoices inside them are read; a picture has no words until something recognises them,
which will join behind the same interface. What reads is loaded in the worker process only.
"""

from desktop.reading.contacts import recognised
from desktop.reading.foreign import currencies_of, foreign_vat_number
from desktop.reading.kind import HEAD_BYTES, looks_like_einvoice
from desktop.reading.limits import Limits
from desktop.reading.model import Context, Document, Found, PageText, Part, Place, Reading, Source, Word
from desktop.reading.reader import Reader
from desktop.reading.requirements import Requirement, lacking

__all__ = [
    "HEAD_BYTES", "Context", "Document", "Found", "Limits", "PageText", "Part", "Place", "Reader", "Reading",
    "Requirement", "Source", "Word", "currencies_of", "foreign_vat_number", "lacking", "looks_like_einvoice",
    "recognised",
]  # fmt: skip
