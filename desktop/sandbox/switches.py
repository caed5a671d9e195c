"""The names of the operations that a fault can be put on."""

from __future__ import annotations

OPERATIONS = (
    "discovery", "authorize", "login", "consent", "token", "revoke", "personal_token", "organizations",
    "organizations_v11", "accounts_purchase", "accounts_deposit", "accounts_entry", "vat_types",
    "years", "countries", "contacts", "contact", "get_contact", "update_contact", "delete_contact",
    "upload", "upload_attachment", "files", "download", "create_voucher", "get_voucher", "update_voucher",
    "delete_voucher", "book", "vouchers_by_file", "fetch", "similar", "entries", "entries_changes", "payments",
    "add_payment", "delete_payment", "generate_creditnote", "create_creditnote", "get_creditnote",
    "update_creditnote", "delete_creditnote", "book_creditnote", "create_manual", "get_manual", "update_manual",
    "delete_manual", "book_manual", "webhook_subscribe", "webhook_subscriptions", "webhook_events",
)  # fmt: skip
"""Each is the name of the route's function; a test holds that."""
