"""SQLite journal, vault of original bytes, settings."""

from __future__ import annotations

from desktop.store.answers import AnswerTable, Heeded
from desktop.store.companies import CompanyTable
from desktop.store.habits import HabitTable
from desktop.store.journal import Clock, Journal, Steady, utc_now
from desktop.store.meta import MetaTable
from desktop.store.papers import PaperTable
from desktop.store.prints import PrintTable
from desktop.store.receipts import ReceiptTable
from desktop.store.requests import RequestRow, RequestStart, RequestTable
from desktop.store.settings import load_settings, save_settings
from desktop.store.steady import steady_seconds
from desktop.store.suppliers import SupplierTable
from desktop.store.vault import Incoming, SideNote, Vault, VaultCheck

__all__ = [
    "AnswerTable",
    "Clock",
    "CompanyTable",
    "HabitTable",
    "Heeded",
    "Incoming",
    "Journal",
    "MetaTable",
    "PaperTable",
    "PrintTable",
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
