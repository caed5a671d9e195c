"""Tells an e-invoice by its first bytes: nothing is parsed, and little is loaded for it."""

from __future__ import annotations

import re

MARK = re.compile(r"urn:oasis:names:specification:ubl:schema:xsd:(?:Invoice|CreditNote)-2")
"""The namespace of the root of a UBL 2.1 invoice or credit note (OASIS)."""
HEAD_BYTES = 4_000
"""How much of a file `looks_like_einvoice` wants."""


def looks_like_einvoice(head: bytes) -> bool:
    """Return whether a file that begins with ``head`` (HEAD_BYTES of it) is a UBL invoice; nothing is parsed."""
    wide = head[:2] in {b"\xff\xfe", b"\xfe\xff"}
    text = head.decode("utf-16" if wide else "utf-8-sig", "ignore").lstrip()
    return text.startswith("<") and MARK.search(text) is not None
