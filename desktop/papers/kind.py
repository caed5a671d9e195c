"""Tells an e-invoice by its first bytes: nothing is parsed, and little is loaded for it."""

from __future__ import annotations

import re

from desktop.receipts.faults import FaultCode

EINVOICE = "application/xml"
"""The media type of a bare e-invoice; no other XML is taken."""
MARK = re.compile(r"urn:oasis:names:specification:ubl:schema:xsd:(?:Invoice|CreditNote)-2")
"""The namespace of the root of a UBL 2.1 invoice or credit note (OASIS)."""
HEAD_BYTES = 4_000
"""How much of a file is wanted."""
_OTHER_UBL = re.compile(r"urn:oasis:names:specification:ubl:schema:xsd:(?!Common|Unqualified|Qualified)\w+-\d")
_OTHER_INVOICE = re.compile(
    r"CrossIndustryInvoice|CrossIndustryDocument:invoice|http://rep\.oio\.dk/ubl/xml/schemas/0p7\d/p(?:ie|cm)/"
    r"|urn:oasis:names:specification:ubl:schema:xsd:(?:Invoice|CreditNote)-[13-9]|finvoice|svefaktura|fatturapa"
    r"|http://www\.facturae\.|ebInterface|EHF",
    re.IGNORECASE,
)
"""Invoices of other kinds: UN/CEFACT (ZUGFeRD, Factur-X), OIOXML from before 2011, other UBL, other countries."""


def looks_like_einvoice(head: bytes) -> bool:
    """Return whether a file that begins with ``head`` (HEAD_BYTES of it) is a UBL invoice; nothing is parsed."""
    text = _xml_text(head)
    return text is not None and MARK.search(text) is not None


def refusal_of(head: bytes) -> FaultCode | None:
    """Return what is told of an electronic document that is no e-invoice we know; None for anything else."""
    text = _xml_text(head)
    if text is None:
        return None
    if _OTHER_INVOICE.search(text):
        return FaultCode.EINVOICE_UNKNOWN
    return FaultCode.EINVOICE_NO_INVOICE if _OTHER_UBL.search(text) else None


def _xml_text(head: bytes) -> str | None:
    wide = head[:2] in {b"\xff\xfe", b"\xfe\xff"}
    text = head.decode("utf-16" if wide else "utf-8-sig", "ignore").lstrip()
    return text if text.startswith("<") else None
