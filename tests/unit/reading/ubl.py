"""E-invoices as the two Danish profiles write them, with known values."""

from __future__ import annotations

from decimal import Decimal

from tests.unit.reading.truth import OWN_CVR, OWN_NAME, Truth

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_PROFILES = {
    "oioubl": ("OIOUBL-2.1", "urn:www.nesubl.eu:profiles:profile5:ver2.0"),
    "peppol": (
        "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
        "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0",
    ),
}


def invoice(t: Truth, profile: str = "peppol", kind: str = "Invoice", *, prepaid: Decimal | None = None) -> bytes:
    """Return an e-invoice of a purchase. ``kind``: Invoice or CreditNote."""
    customization, process = _PROFILES[profile]
    due = f"<cbc:DueDate>{t.due}</cbc:DueDate>" if profile == "peppol" and kind == "Invoice" else ""
    means = "" if due else f"<cac:PaymentMeans><cbc:PaymentDueDate>{t.due}</cbc:PaymentDueDate></cac:PaymentMeans>"
    left = t.total - (prepaid or 0)
    paid = f'<cbc:PrepaidAmount currencyID="DKK">{prepaid}</cbc:PrepaidAmount>' if prepaid else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<{kind} xmlns="{_UBL}{kind}-2" xmlns:cac="{_UBL}CommonAggregateComponents-2" xmlns:cbc="{_UBL}CommonBasicComponents-2">
  <cbc:CustomizationID>{customization}</cbc:CustomizationID><cbc:ProfileID>{process}</cbc:ProfileID>
  <cbc:ID>{t.number}</cbc:ID><cbc:IssueDate>{t.date}</cbc:IssueDate>{due}
  <cbc:DocumentCurrencyCode>DKK</cbc:DocumentCurrencyCode>
  <cac:AccountingSupplierParty>{_party(t.supplier, t.cvr, profile)}</cac:AccountingSupplierParty>
  <cac:AccountingCustomerParty>{_party(OWN_NAME, OWN_CVR, profile)}</cac:AccountingCustomerParty>
  {means}
  <cac:TaxTotal><cbc:TaxAmount currencyID="DKK">{t.vat}</cbc:TaxAmount></cac:TaxTotal>
  <cac:LegalMonetaryTotal>
    <cbc:LineExtensionAmount currencyID="DKK">{t.net}</cbc:LineExtensionAmount>
    <cbc:TaxInclusiveAmount currencyID="DKK">{t.total}</cbc:TaxInclusiveAmount>{paid}
    <cbc:PayableAmount currencyID="DKK">{left}</cbc:PayableAmount>
  </cac:LegalMonetaryTotal>
</{kind}>""".encode()


def _party(name: str, cvr: str, profile: str) -> str:
    name = name.replace("&", "&amp;")
    prefix, scheme = ("DK", "DK:CVR") if profile == "oioubl" else ("", "0184")
    number = f'<cbc:CompanyID schemeID="{scheme}">{prefix}{cvr}</cbc:CompanyID>'
    endpoint = f'<cbc:EndpointID schemeID="{scheme}">{prefix}{cvr}</cbc:EndpointID>'
    return (
        f"<cac:Party>{endpoint}<cac:PartyName><cbc:Name>{name}</cbc:Name></cac:PartyName>"
        f"<cac:PartyLegalEntity><cbc:RegistrationName>{name}</cbc:RegistrationName>{number}</cac:PartyLegalEntity></cac:Party>"
    )


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE Invoice [<!ENTITY a "' + b"x" * 1000 + b'">'
    + b"".join(b'<!ENTITY %c "%b">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b'<!ENTITY file SYSTEM "file:///etc/passwd">]>'
    + b'<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"><ID>&j;&file;</ID></Invoice>'
)  # fmt: skip
"""Ten levels of entities, each ten of the one before: 10 TB of text; and one that asks for a file of the computer."""
