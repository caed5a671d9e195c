"""The names of the form's fields, in the language in use."""

from __future__ import annotations

from desktop.words import _


def field_names() -> dict[str, str]:
    """Return what stands before each field of the form, by the draft's name for it."""
    return {
        "supplier": _("Supplier"),
        "date": _("Date"),
        "amount": _("Total"),
        "account": _("Account"),
        "part": _("Of it"),
        "vat_code": _("VAT"),
        "paid_from": _("Paid from"),
        "due": _("Due date"),
        "description": _("Description"),
        "currency": _("Currency"),
    }
