"""What is forgotten when Dinero refuses a voucher because something of the company is gone."""

from __future__ import annotations

from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.receipt import Receipt
from desktop.store import CompanyTable


def forget_gone(companies: CompanyTable, receipt: Receipt, fault: Fault) -> None:
    """Suggest no more what Dinero says is gone; a contact's name is added to the fault, for its sentence.

    A supplier of that name gets another guid when the receipt is sent again.
    """
    company, number = receipt.company_id, fault.params.get("number")
    if company is None:
        return
    if fault.code is FaultCode.CONTACT_GONE:
        fault.params = {**fault.params, "name": receipt.draft.supplier.strip()}
        guid = receipt.contact_guid or receipt.draft.contact_guid
        companies.suppliers.change(company, (), (guid,) if guid else ())
    elif fault.code is FaultCode.ACCOUNT_GONE and isinstance(number, int):
        companies.forget_account(company, number)
