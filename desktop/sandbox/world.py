"""Everything the sandbox knows: one object, one lock, one store."""

from __future__ import annotations

import secrets
import string
import threading
import time
import uuid
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.sandbox.companies import ORGANIZATIONS, Organization, suppliers
from desktop.sandbox.options import Options
from desktop.sandbox.records import Contact, Grant, LoggedRequest, Mistake, RefreshToken, StoredFile, Voucher
from desktop.sandbox.store import Store

_KEPT = 20_000
"""Requests and mistakes that are remembered; older ones fall out."""


class World:
    """Files, vouchers, contacts, grants and the logs. ``lock`` is held round every change and every look."""

    def __init__(self, path: Path | None, options: Options, clock: Callable[[], float] = time.time) -> None:
        self.lock = threading.RLock()
        self.clock = clock
        self.options = options
        self.store = Store(path)
        self.requests: deque[LoggedRequest] = deque(maxlen=_KEPT)
        self.mistakes: deque[Mistake] = deque(maxlen=_KEPT)
        self.exchanges: dict[str, deque[float]] = {}
        """When each personal client's keys were exchanged lately."""
        self.operation = ""
        """The operation under way, for the log of mistakes."""
        self._load()

    def _load(self) -> None:
        self.files = {r["guid"]: StoredFile(**r) for r in self.store.all("file")}
        self.vouchers = {r["guid"]: Voucher(**r) for r in self.store.all("voucher")}
        self.contacts = {(r["org"], r["guid"]): Contact(**r) for r in self.store.all("contact")}
        self.grants = {r["id"]: Grant(**r) for r in self.store.all("grant")}
        self.refresh_tokens = {r["hash"]: RefreshToken(**r) for r in self.store.all("refresh")}
        meta: dict[str, Any] = next(self.store.all("meta"), {})
        self.key: str = meta.get("key") or secrets.token_hex(32)
        self.counter: int = meta.get("counter", 0x020A5EA8)
        self.valid_from: float = meta.get("valid_from", 0.0)
        """Access tokens issued before this moment are taken as expired."""
        self._save_meta()
        if not self.contacts:
            self._seed()

    def _save_meta(self) -> None:
        self.store.put("meta", "meta", {"key": self.key, "counter": self.counter, "valid_from": self.valid_from})

    def _seed(self) -> None:
        now = self.clock()
        for org in ORGANIZATIONS:
            for name, country, vat, zip_code, city in suppliers(org):
                body = {"Name": name, "CountryKey": country, "VatNumber": vat, "ZipCode": zip_code, "City": city,
                        "IsPerson": False, "IsMember": False, "UseCvr": False}  # fmt: skip
                guid = str(uuid.uuid5(uuid.NAMESPACE_DNS, f"{org}.{name}"))
                self.save(Contact(guid, org, body, now, now))

    def next_stamp(self) -> int:
        """Return a number above every earlier one: a timestamp, as SQL Server's rowversion."""
        self.counter += 1 + secrets.randbelow(7)
        self._save_meta()
        return self.counter

    def save(self, record: StoredFile | Voucher | Contact | Grant | RefreshToken) -> None:
        """Keep a new or changed record."""
        match record:
            case StoredFile():
                self.files[record.guid] = record
                self.store.put("file", record.guid, record)
            case Voucher():
                self.vouchers[record.guid] = record
                self.store.put("voucher", record.guid, record)
            case Contact():
                self.contacts[record.org, record.guid] = record
                self.store.put("contact", f"{record.org}/{record.guid}", record)
            case Grant():
                self.grants[record.id] = record
                self.store.put("grant", record.id, record)
            case RefreshToken():
                self.refresh_tokens[record.hash] = record
                self.store.put("refresh", record.hash, record)

    def mistake(self, text: str, org: int | None = None) -> None:
        """Write down something a client did that it should not."""
        self.mistakes.append(Mistake(self.clock(), org, self.operation, text))

    def expire_access_tokens(self) -> None:
        """Take every access token issued so far as expired."""
        with self.lock:
            self.valid_from = self.clock()
            self._save_meta()

    def clear(self) -> None:
        """Forget files, vouchers, contacts, grants and logs; begin again as a new sandbox does."""
        with self.lock:
            self.store.clear()
            self.requests.clear()
            self.mistakes.clear()
            self.exchanges.clear()
            self._load()

    def vouchers_of(self, org: int, kind: str | None = None) -> list[Voucher]:
        """Return a company's vouchers, deleted ones too, oldest first."""
        return [v for v in self.vouchers.values() if v.org == org and kind in {None, v.kind}]

    def live_vouchers_of_file(self, org: int, guid: str) -> list[Voucher]:
        """Return the vouchers, not deleted, that a file is attached to."""
        return [v for v in self.vouchers_of(org) if v.file_guid == guid and v.deleted_at is None]

    def vouchers_by_file(self, org: int) -> dict[str, list[Voucher]]:
        """Return a company's vouchers, deleted ones too, by the file that is attached to them."""
        found: dict[str, list[Voucher]] = {}
        for voucher in self.vouchers_of(org):
            if voucher.file_guid is not None:
                found.setdefault(voucher.file_guid, []).append(voucher)
        return found

    @staticmethod
    def organization(org: int) -> Organization | None:
        """Return the company with this id, or None."""
        return ORGANIZATIONS.get(org)


def new_file_guid() -> str:
    """Return an opaque file guid as Dinero makes them: 32 lower-case letters and digits, no UUID (contract 4.1)."""
    alphabet = string.ascii_lowercase + string.digits
    return "".join(secrets.choice(alphabet) for _ in range(32))
