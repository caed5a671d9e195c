"""Tells e-invoices, mails and archives by their first bytes: nothing is parsed, and little is loaded for it."""

from __future__ import annotations

import re

from desktop.receipts.faults import FaultCode

EINVOICE = "application/xml"
"""The media type of a bare e-invoice; no other XML is taken."""
EML, MSG = "message/rfc822", "application/vnd.ms-outlook"
"""The media types of mails; an old Word file begins like Outlook's, and is told apart when it is opened."""
ZIP = "application/zip"
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

_HEADER = re.compile(rb"[!-9;-~]{1,70}:[^\r\n]*\r?\n(?:[ \t]+[^\r\n]*\r?\n)*")
_OF_MAILS = re.compile(
    rb"^(?:from|to|subject|date|received|return-path|message-id|mime-version|delivered-to)\b", re.IGNORECASE
)
_LEAST_HEADERS = 3
"""So many headers that only mails have make a text a mail."""
_OFFICE_PARTS = re.compile(
    rb"\[Content_Types\]\.xml|mimetypeapplication/vnd\.oasis|(?:word|xl|ppt)/|META-INF/manifest\.xml"
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def box_of(head: bytes) -> str | None:
    """Return the media type of what may hold receipts: EML, MSG or ZIP; None for anything else."""
    if head.startswith(_OLD_OFFICE):
        return MSG
    if head.startswith((b"PK\3\4", b"PK\5\6")):
        return None if _OFFICE_PARTS.search(head) else ZIP
    return EML if _is_mail(head) else None


def _is_mail(head: bytes) -> bool:
    at, count = (head.find(b"\n") + 1 if head.startswith(b"From ") else 0), 0
    if head.startswith(b"\xef\xbb\xbf"):
        at = 3
    while found := _HEADER.match(head, at):
        count += bool(_OF_MAILS.match(found[0]))
        at = found.end()
    return count >= _LEAST_HEADERS


def looks_like_einvoice(head: bytes) -> bool:
    """Return whether a file that begins with ``head`` (HEAD_BYTES of it) is a UBL invoice; nothing is parsed."""
    text = _xml_text(head)
    return text is not None and MARK.search(text) is not None


def refusal_of(head: bytes) -> FaultCode | None:
    """Return what is told of an electronic document that is no e-invoice we know; None for anything else."""
    if head.startswith(b"{\\rtf") or (head.startswith(b"PK\3\4") and _OFFICE_PARTS.search(head)):
        return FaultCode.OFFICE_FILE
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
