"""Changes of vouchers: create, find, update, delete, book. All kinds of vouchers share them."""

from __future__ import annotations

import uuid
from typing import Any

from desktop.sandbox.access import Caller
from desktop.sandbox.companies import ORGANIZATIONS, vat_region
from desktop.sandbox.problems import DELETED, NOT_FOUND, Problem, invalid, stale
from desktop.sandbox.records import Voucher
from desktop.sandbox.rules import accounting_years, check_booking
from desktop.sandbox.world import World
from desktop.words import N_

Json = dict[str, Any]
BOOKED_BY_API = "API"


def create(world: World, org: int, kind: str, body: Json, by: str, guid: str | None = None) -> Voucher:
    """Write a new draft."""
    voucher = Voucher(
        guid or str(uuid.uuid4()), len(world.vouchers) + 1, org, kind, body, world.next_stamp(), world.clock(), by
    )
    world.save(voucher)
    return voucher


def note_second(world: World, org: int, body: Json) -> None:
    """Note as a mistake that a file has a voucher already."""
    if world.live_vouchers_of_file(org, body.get("FileGuid", "")):
        world.mistake("a second voucher was made for a file that already has one", org)


def find(world: World, org: int, kind: str, guid: str) -> Voucher:
    """Return a voucher that is there. Raises Problem as ``Options.missing_voucher`` says."""
    voucher = world.vouchers.get(guid.lower())
    if voucher is None or voucher.org != org or voucher.kind != kind or voucher.deleted_at is not None:
        match world.options.missing_voucher:
            case "400/63":
                raise Problem(400, NOT_FOUND, N_("The voucher does not exist"))
            case "400/65":
                raise Problem(400, DELETED, N_("The voucher has been deleted"))
            case _:
                raise Problem(404, NOT_FOUND, N_("The voucher does not exist"))
    return voucher


def check_stamp(voucher: Voucher, stamp: str) -> None:
    """Raise Problem 58 unless the timestamp is the voucher's latest."""
    if stamp.upper() != voucher.stamp:
        raise stale()


def changed(world: World, voucher: Voucher) -> Voucher:
    """Keep a changed voucher under a new timestamp."""
    voucher.timestamp = world.next_stamp()
    world.save(voucher)
    return voucher


def update(world: World, voucher: Voucher, stamp: str, body: Json) -> Voucher:
    """Replace a draft's body. Raises Problem 58 or 42."""
    check_stamp(voucher, stamp)
    if voucher.status != "Draft":
        raise invalid({"Status": N_("A booked voucher can't be changed")})
    voucher.body = body
    return changed(world, voucher)


def delete(world: World, voucher: Voucher, stamp: str) -> None:
    """Delete a voucher; a booked one keeps its number (Dinero adds an offset entry)."""
    check_stamp(voucher, stamp)
    voucher.deleted_at = world.clock()
    changed(world, voucher)


def next_number(world: World, org: int, wanted: int | None) -> int:
    """Return a free voucher number. Raises Problem 42 when the wanted one is taken."""
    taken = {v.number for v in world.vouchers_of(org)}
    if wanted is not None:
        if wanted in taken or wanted < 1:
            raise invalid({"Number": N_("The voucher number is taken")})
        return wanted
    return max((n for n in taken if n is not None), default=0) + 1


def check_year(world: World, org: int, date: str) -> None:
    """Raise Problem 42 for a date before the first accounting year, or after the one that follows the last."""
    years = accounting_years(world, org)
    if date < years[0][1] or int(date[:4]) > int(years[-1][2][:4]) + 1:
        raise invalid({"VoucherDate": N_("The date lies outside the accounting years")})


def book(world: World, voucher: Voucher, number: int | None, by: str, by_type: str, status: str) -> Voucher:
    """Book a draft that was checked."""
    if voucher.status != "Draft":
        raise invalid({"Status": N_("The voucher is booked already")})
    voucher.number = next_number(world, voucher.org, number)
    voucher.status = status
    voucher.booked_at, voucher.booked_by, voucher.booked_by_type = world.clock(), by, by_type
    return changed(world, voucher)


def book_purchase(world: World, voucher: Voucher, number: int | None, by: str, by_type: str) -> Voucher:
    """Book a purchase. Raises Problem 42 for what it lacks. A cash purchase is then Paid, one on credit Booked."""
    org = ORGANIZATIONS[voucher.org]
    contact = world.contacts.get((org.id, voucher.body.get("ContactGuid", "")))
    if voucher.status == "Draft":
        check_booking(org, voucher.body, None if contact is None else vat_region(contact.body["CountryKey"]))
        check_year(world, org.id, voucher.body["VoucherDate"])
    cash = voucher.body["PurchaseType"] == "cash"
    book(world, voucher, number, by, by_type, "Paid" if cash else "Booked")
    if contact is not None:
        contact.is_creditor = True
        world.save(contact)
    return voucher


def booked_by(caller: Caller) -> tuple[str, str]:
    """Return name and type of who books through the API."""
    return caller.name, f"{BOOKED_BY_API} ({caller.client})"
