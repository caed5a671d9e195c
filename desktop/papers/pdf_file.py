"""The frame of a PDF file, written so that the same objects give the same bytes: no dates, no random ids."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable


def stream(keys: str, data: bytes) -> bytes:
    """Return an object that carries data; ``keys`` are the entries of its dictionary."""
    return f"<<{keys}/Length {len(data)}>>stream\n".encode() + data + b"\nendstream"


def pdf_file(objects: Iterable[bytes]) -> bytes:
    """Return a file of these objects, which are numbered from 1; the first is the catalogue."""
    body = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    identity = hashlib.sha256(body).hexdigest()[:32].upper()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    start = len(body)
    body += f"xref\n0 {len(offsets) + 1}\n0000000000 65535 f \n{table}".encode()
    body += f"trailer\n<</Size {len(offsets) + 1}/Root 1 0 R/ID[<{identity}><{identity}>]>>\n".encode()
    body += f"startxref\n{start}\n%%EOF\n".encode()
    return bytes(body)


_CREATED = re.compile(rb"(/CreationDate\(D:)[^)]*(\)/Creator\(PDFium\))")
_IDENTITY = re.compile(rb"/ID\[<([0-9A-F]{32})><([0-9A-F]{32})>\]>>\s+startxref\s+\d+\s+%%EOF\s*\Z")


def without_chance(data: bytes) -> bytes:
    """Return a PDF that pdfium wrote, with the date and the random id that it adds replaced by fixed ones.

    The replacements have the same length, so the cross-reference table stays true.
    """
    data = _CREATED.sub(lambda m: m[1] + b"19700101000000+00'00'"[: len(m[0]) - len(m[1]) - len(m[2])] + m[2], data, 1)
    found = _IDENTITY.search(data)
    if found is None:
        return data
    identity = hashlib.sha256(data[: found.start()]).hexdigest()[:32].upper().encode()
    return data[: found.start(1)] + identity + data[found.end(1) : found.start(2)] + identity + data[found.end(2) :]
