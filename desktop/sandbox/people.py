"""What others do in Dinero while a client works: its own scan, and a person at the web page."""

from __future__ import annotations

from typing import Any

from desktop.sandbox import ledger
from desktop.sandbox.companies import ORGANIZATIONS
from desktop.sandbox.problems import invalid
from desktop.sandbox.records import Voucher, instant
from desktop.sandbox.rules import check_draft
from desktop.sandbox.world import World

Json = dict[str, Any]


def scan(world: World, file_guid: str, amount: str = "125.00", date: str | None = None) -> Voucher:
    """Let Dinero's smart scan make a draft from an archived file (contract 4.4). Raises KeyError for no such file."""
    with world.lock:
        file = world.files[file_guid]
        sent = {
            "PurchaseType": "cash", "FileGuid": file.guid, "DepositAccountNumber": 55000, "RegionKey": "DK",
            "VoucherDate": date or instant(world.clock())[:10],
            "Lines": [{"Description": "Scannet bilag", "AccountNumber": 2000, "Amount": float(amount)}],
        }  # fmt: skip
        return ledger.create(
            world, file.org, "purchase", check_draft(world, ORGANIZATIONS[file.org], sent), "Smart scan"
        )


def spoil(world: World, file_guid: str) -> None:
    """Let a file rot in the archive: its last byte becomes another. Raises KeyError for no such file."""
    with world.lock:
        content = world.store.content(world.files[file_guid].guid)
        world.store.put_content(file_guid, content[:-1] + bytes([content[-1] ^ 1]))


def lose(world: World, file_guid: str) -> None:
    """Let a file be gone from the archive. Raises KeyError for no such file."""
    with world.lock:
        del world.files[file_guid]


def edit(world: World, guid: str, action: str, changes: Json | None = None) -> Voucher:
    """Let a person ``change``, ``book`` or ``delete`` a voucher. Raises KeyError or Problem."""
    with world.lock:
        voucher = world.vouchers[guid]
        match action:
            case "change":
                org = ORGANIZATIONS[voucher.org]
                body = {**voucher.body, **(changes or {})}
                voucher.body = check_draft(world, org, _wire(body), updating=True)
                ledger.changed(world, voucher)
            case "book":
                ledger.book_purchase(world, voucher, None, "Karen Kaffe", "Web")
            case "delete":
                ledger.delete(world, voucher, voucher.stamp)
            case _:
                raise invalid({"action": "Must be change, book or delete"})
        return voucher


def _wire(body: Json) -> Json:
    lines = [{**line, "Amount": float(line["Amount"])} for line in body.get("Lines") or []]
    return {**body, "Lines": lines}
