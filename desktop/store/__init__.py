"""SQLite journal, vault of original bytes, settings."""

from __future__ import annotations

from desktop.store.companies import CompanyTable
from desktop.store.habits import HabitTable
from desktop.store.journal import Clock, Journal, Steady, utc_now
from desktop.store.meta import MetaTable
from desktop.store.receipts import ReceiptTable
from desktop.store.requests import RequestRow, RequestStart, RequestTable
from desktop.store.settings import load_settings, save_settings
from desktop.store.steady import steady_seconds
from desktop.store.suppliers import SupplierTable
from desktop.store.vault import Incoming, SideNote, Vault, VaultCheck

__all__ = [
    "Clock",
    "CompanyTable",
    "HabitTable",
    "Incoming",
    "Journal",
    "MetaTable",
    "ReceiptTable",
    "RequestRow",
    "RequestStart",
    "RequestTable",
    "SideNote",
    "Steady",
    "SupplierTable",
    "Vault",
    "VaultCheck",
    "load_settings",
    "save_settings",
    "steady_seconds",
    "utc_now",
]
