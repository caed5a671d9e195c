"""XML of strangers: no entities, no document type, nothing fetched, no more bytes than an invoice needs."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree  # type: ignore[import-untyped]  # ships no types
from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]  # ships no types

from desktop.receipts.faults import Fault, FaultCode

MOST_BYTES = 20_000_000
"""An e-invoice carries its attachments inside as base64; Danish ones may be about 10 MB."""


def parsed(data: bytes) -> Element:
    """Return the root element. Raises Fault XML_UNSAFE (entities, a document type), XML_BROKEN."""
    if len(data) > MOST_BYTES:
        raise Fault(FaultCode.XML_BROKEN)
    try:
        root: Element = ElementTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Fault(FaultCode.XML_UNSAFE) from error
    except (ParseError, ValueError, LookupError) as error:
        raise Fault(FaultCode.XML_BROKEN) from error
    return root
