"""What a document says: a document in, fields with confidence and their place on the page out.

The text layer of PDFs and the e-invoices inside them are read; a picture has no words until something recognises them,
which will join behind the same interface. What reads is loaded in the worker process only.
"""

from desktop.confined import Limits
from desktop.reading.asking import context_of, document_of
from desktop.reading.contacts import UNSURE, SupplierIndex, recognised
from desktop.reading.foreign import currencies_of, foreign_vat_number
from desktop.reading.model import Context, Document, Found, PageText, Part, Place, Reading, Source, Word
from desktop.reading.reader import Reader
from desktop.reading.requirements import Requirement, lacking

__all__ = [
    "UNSURE", "Context", "Document", "Found", "Limits", "PageText", "Part", "Place", "Reader", "Reading",
    "Requirement", "Source", "SupplierIndex", "Word", "context_of", "currencies_of", "document_of",
    "foreign_vat_number", "lacking", "recognised",
]  # fmt: skip
