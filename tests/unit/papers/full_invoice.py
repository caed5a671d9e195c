"""Whole e-invoices of both Danish kinds: lines, rates, discounts, payment, attachments."""

from __future__ import annotations

import base64

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"


def line(number: int, name: str, *, credit: bool = False, description: str = "", rate: str = "25.00") -> str:
    kind, count = ("CreditNoteLine", "CreditedQuantity") if credit else ("InvoiceLine", "InvoicedQuantity")
    told = f"<cbc:Description>{description}</cbc:Description>" if description else ""
    return f"""<cac:{kind}><cbc:ID>{number}</cbc:ID><cbc:{count} unitCode="HUR">2.5</cbc:{count}>
    <cbc:LineExtensionAmount currencyID="DKK">1234.50</cbc:LineExtensionAmount>
    <cac:Item>{told}<cbc:Name>{name}</cbc:Name>
      <cac:SellersItemIdentification><cbc:ID>V-{number}</cbc:ID></cac:SellersItemIdentification>
      <cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>{rate}</cbc:Percent></cac:ClassifiedTaxCategory></cac:Item>
    <cac:Price><cbc:PriceAmount currencyID="DKK">493.8</cbc:PriceAmount></cac:Price></cac:{kind}>"""


def attachment(data: bytes, name: str = "faktura.pdf", kind: str = "application/pdf") -> str:
    inside = base64.b64encode(data).decode()
    return f"""<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cac:Attachment>
    <cbc:EmbeddedDocumentBinaryObject mimeCode="{kind}" filename="{name}">{inside}</cbc:EmbeddedDocumentBinaryObject>
    </cac:Attachment></cac:AdditionalDocumentReference>"""


def full(
    lines: list[str],
    *,
    oioubl: bool = False,
    credit: bool = False,
    inside: str = "",
    seller: str = "Håndværkergården Sønder Ærø ApS",
    number: str = "F-2026-0117",
    total: str = "3086.25",
) -> bytes:
    kind = "CreditNote" if credit else "Invoice"
    profile = "OIOUBL-2.1" if oioubl else "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
    pay = (
        """<cbc:PaymentMeansCode>93</cbc:PaymentMeansCode><cbc:PaymentDueDate>2026-04-14</cbc:PaymentDueDate>
        <cbc:InstructionID>000000012345674</cbc:InstructionID><cbc:PaymentID>71</cbc:PaymentID>
        <cac:CreditAccount><cbc:AccountID>81234567</cbc:AccountID></cac:CreditAccount>"""
        if oioubl
        else """<cbc:PaymentMeansCode>30</cbc:PaymentMeansCode><cbc:PaymentID>F-2026-0117</cbc:PaymentID>
        <cac:PayeeFinancialAccount><cbc:ID>DK5000400440116243</cbc:ID><cac:FinancialInstitutionBranch>
        <cbc:ID>NDEADKKK</cbc:ID></cac:FinancialInstitutionBranch></cac:PayeeFinancialAccount>"""
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<{kind} xmlns="{_UBL}{kind}-2" xmlns:cac="{_UBL}CommonAggregateComponents-2" xmlns:cbc="{_UBL}CommonBasicComponents-2">
<cbc:CustomizationID>{profile}</cbc:CustomizationID><cbc:ID>{number}</cbc:ID><cbc:IssueDate>2026-03-15</cbc:IssueDate>
<cbc:DueDate>2026-04-14</cbc:DueDate><cbc:Note>Tak for samarbejdet. Arbejdet er udført på Ærø i uge 10 og 11.</cbc:Note>
<cbc:DocumentCurrencyCode>DKK</cbc:DocumentCurrencyCode><cbc:BuyerReference>Ida Krogh</cbc:BuyerReference>
<cac:OrderReference><cbc:ID>4500117</cbc:ID></cac:OrderReference>{inside}
<cac:AccountingSupplierParty><cac:Party><cac:PartyName><cbc:Name>{seller}</cbc:Name></cac:PartyName>
<cac:PostalAddress><cbc:StreetName>Østergade</cbc:StreetName><cbc:BuildingNumber>4</cbc:BuildingNumber>
<cbc:CityName>Ærøskøbing</cbc:CityName><cbc:PostalZone>5970</cbc:PostalZone><cac:Country>
<cbc:IdentificationCode>DK</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
<cac:PartyLegalEntity><cbc:CompanyID>DK97000018</cbc:CompanyID></cac:PartyLegalEntity>
<cac:Contact><cbc:Name>Søren Ås</cbc:Name><cbc:Telephone>62 52 00 00</cbc:Telephone>
<cbc:ElectronicMail>faktura@eksempel.dk</cbc:ElectronicMail></cac:Contact></cac:Party></cac:AccountingSupplierParty>
<cac:AccountingCustomerParty><cac:Party><cac:PartyName><cbc:Name>Kaffe &amp; Kode ApS</cbc:Name></cac:PartyName>
<cac:PostalAddress><cbc:StreetName>Værkstedsvej</cbc:StreetName><cbc:BuildingNumber>6</cbc:BuildingNumber>
<cbc:CityName>Sønderhavn</cbc:CityName><cbc:PostalZone>5700</cbc:PostalZone></cac:PostalAddress>
<cac:PartyLegalEntity><cbc:CompanyID>97136181</cbc:CompanyID></cac:PartyLegalEntity></cac:Party>
</cac:AccountingCustomerParty>
<cac:PaymentMeans>{pay}</cac:PaymentMeans><cac:PaymentTerms><cbc:Note>Netto 30 dage</cbc:Note></cac:PaymentTerms>
<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>
<cbc:AllowanceChargeReason>Kunderabat</cbc:AllowanceChargeReason><cbc:Amount currencyID="DKK">100.00</cbc:Amount>
</cac:AllowanceCharge>
<cac:TaxTotal><cbc:TaxAmount currencyID="DKK">617.25</cbc:TaxAmount>
<cac:TaxSubtotal><cbc:TaxableAmount currencyID="DKK">2469.00</cbc:TaxableAmount>
<cbc:TaxAmount currencyID="DKK">617.25</cbc:TaxAmount><cac:TaxCategory><cbc:ID>S</cbc:ID>
<cbc:Percent>25</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal>
<cac:TaxSubtotal><cbc:TaxableAmount currencyID="DKK">0.00</cbc:TaxableAmount>
<cbc:TaxAmount currencyID="DKK">0.00</cbc:TaxAmount><cac:TaxCategory><cbc:ID>E</cbc:ID>
<cbc:Percent>0</cbc:Percent></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>
<cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID="DKK">2569.00</cbc:LineExtensionAmount>
<cbc:TaxExclusiveAmount currencyID="DKK">{"617.25" if oioubl else "2469.00"}</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount currencyID="DKK">{total}</cbc:TaxInclusiveAmount>
<cbc:PayableAmount currencyID="DKK">{total}</cbc:PayableAmount></cac:LegalMonetaryTotal>
{"".join(lines)}
</{kind}>""".encode()
