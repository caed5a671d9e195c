"""Dinero's contacts kept fresh, and what is remembered of suppliers, on a real sandbox and a real journal."""

from __future__ import annotations

import json
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import requests
from PIL import Image

from desktop.app import open_sandbox_desk
from desktop.config import Config, Settings
from desktop.desk import Desk, contact_guid_for
from desktop.receipts.company import Supplier
from desktop.receipts.faults import Fault as FaultRaised
from desktop.receipts.habits import Offer, offer_of
from desktop.receipts.receipt import Draft, Receipt
from desktop.receipts.states import State
from desktop.sandbox import KAFFE, Fault, Options, Sandbox
from desktop.store import Journal, SupplierTable
from desktop.visma import Grant

CVR = "97100004"
Send = Callable[..., Receipt]


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox(options=Options(rate_limit=None)) as box:
        yield box


def log_in(desk: Desk, box: Sandbox, user: str = "ejer@example.dk") -> None:
    tokens = box.issue_tokens(user)
    desk.finish_login(Grant(tokens.access_token, tokens.refresh_token, 3600.0))


@pytest.fixture
def desk(box: Sandbox, tmp_path: Path) -> Iterator[Desk]:
    desk = open_sandbox_desk(box, Config(box.url, box.url, tmp_path / "data", sandbox=True))
    desk.open()
    log_in(desk, box)
    desk.save_settings(Settings(company_id=KAFFE))
    desk.refresh_book(KAFFE)
    yield desk
    desk.close()


@pytest.fixture
def send(desk: Desk, tmp_path: Path) -> Send:
    """Take a picture, fill it in (as was offered, and with these changes) and send it."""
    count = iter(range(1000))

    def send(offer: Offer | None = None, **changes: object) -> Receipt:
        number = next(count)
        path = tmp_path / f"{number}.png"
        Image.new("RGB", (40, 60), (number, 0, 0)).save(path)
        receipt = desk.take([path]).taken[0]
        base = Draft("Snak Mobil A/S", None, desk.today(), Decimal("125.00"), 7240, None, 55000)
        desk.save_draft(receipt.id, replace(base, **changes))  # type: ignore[arg-type]  # fields of a draft
        if offer is not None:
            desk.suppliers.keep_offer(receipt.id, offer)
        report = desk.send([receipt.id], book=False)
        assert not report.held, report.held
        return report.sent[0]

    return send


class Contacts:
    """Somebody who works with the contacts in Dinero's own pages."""

    def __init__(self, box: Sandbox) -> None:
        self._box = box
        self._head = {"Authorization": f"Bearer {box.issue_tokens().access_token}"}
        self._url = f"{box.url}/v1/{KAFFE}/contacts"

    def make(self, name: str, vat_number: str | None = None) -> str:
        body = {"Name": name, "CountryKey": "DK", "IsPerson": False, "IsMember": False, "UseCvr": False}
        body |= {"VatNumber": vat_number} if vat_number else {}
        answer = requests.post(self._url, json=body, headers=self._head, timeout=10)
        assert answer.ok, answer.text
        return str(answer.json()["ContactGuid"])

    def delete(self, guid: str) -> None:
        assert requests.delete(f"{self._url}/{guid}", headers=self._head, timeout=10).ok


@pytest.fixture
def contacts(box: Sandbox) -> Contacts:
    return Contacts(box)


def questions(box: Sandbox) -> list[str]:
    return [r["query"] for r in box.state.requests if r["path"].endswith("/contacts") and r["method"] == "GET"]


def names(desk: Desk) -> set[str]:
    book = desk.book(KAFFE)
    assert book is not None
    return {s.name for s in book.suppliers}


# -- kept fresh


def test_only_what_has_changed_is_asked_for(desk: Desk, box: Sandbox, contacts: Contacts) -> None:
    new = contacts.make("Ny Leverandør ApS", f"DK{CVR}")
    netto = next(s for s in desk.suppliers.fresh(desk.client(), KAFFE) if s.name.startswith("Netto"))
    before = len(questions(box))
    contacts.delete(netto.guid)
    desk.refresh_book(KAFFE)
    (query,) = questions(box)[before:]
    assert "changesSince=" in query
    assert "Netto Eksempelgade" not in names(desk)
    book = desk.book(KAFFE)
    assert book is not None
    assert Supplier(new, "Ny Leverandør ApS", "DK", f"DK{CVR}") in book.suppliers


def test_the_whole_list_is_the_way_out(desk: Desk, box: Sandbox, contacts: Contacts) -> None:
    contacts.make("Ny Leverandør ApS")
    box.faults.add(Fault("404", "contacts"))
    before = len(questions(box))
    desk.refresh_book(KAFFE)
    asked = questions(box)[before:]
    assert ["changesSince" in query for query in asked] == [True, False]
    assert "Ny Leverandør ApS" in names(desk)


def test_the_whole_list_is_asked_for_now_and_then(desk: Desk, box: Sandbox) -> None:
    with desk.journal.write() as connection:
        connection.execute("UPDATE contact_lists SET whole_at = '2020-01-01T00:00:00.000+00:00'")
    before = len(questions(box))
    desk.refresh_book(KAFFE)
    assert ["changesSince" in query for query in questions(box)[before:]] == [False]


def test_a_list_cut_in_the_middle_changes_nothing(desk: Desk, box: Sandbox, contacts: Contacts) -> None:
    contacts.make("Ny Leverandør ApS")
    since = desk.company_table.suppliers.asked(KAFFE)
    box.faults.add(Fault("503", path="contacts", skip=0))
    with pytest.raises(FaultRaised):
        desk.refresh_book(KAFFE)
    assert desk.company_table.suppliers.asked(KAFFE) == since
    desk.refresh_book(KAFFE)
    assert "Ny Leverandør ApS" in names(desk)


def test_five_thousand_contacts_are_quick(tmp_path: Path) -> None:
    table = SupplierTable(Journal(tmp_path / "journal.sqlite3"))
    many = tuple(Supplier(str(uuid.UUID(int=n)), f"Firma {n:04} ApS", "DK", str(10_000_000 + n)) for n in range(5_000))
    begun = time.perf_counter()
    table.replace(1, many)
    written = time.perf_counter() - begun
    assert table.of(1) == many
    table.replace(1, many)
    begun = time.perf_counter()
    for _ in range(100):
        table.of(1)
    assert (time.perf_counter() - begun) / 100 < 0.002
    assert table.of(1) is table.of(1)
    assert written < 5
    table.change(1, (replace(many[7], name="Anderledes"),), (many[8].guid,))
    kept = {s.guid: s.name for s in table.of(1)}
    assert (len(kept), kept[many[7].guid], many[8].guid in kept) == (4_999, "Anderledes", False)
    assert table.of(2) == ()


def test_another_process_sees_the_change(tmp_path: Path) -> None:
    one, other = (SupplierTable(Journal(tmp_path / "journal.sqlite3")) for _ in range(2))
    one.replace(1, [Supplier("a", "A")])
    assert other.of(1) == (Supplier("a", "A"),)
    one.change(1, [Supplier("b", "B")], ["a"])
    assert other.of(1) == (Supplier("b", "B"),)
    assert other.is_gone(1, "a")


def test_contacts_of_an_older_journal_move_into_the_table(desk: Desk, tmp_path: Path) -> None:
    from desktop.store.schema import MIGRATIONS  # noqa: PLC0415 - the two first versions of the tables

    path = tmp_path / "old" / "journal.sqlite3"
    path.parent.mkdir()
    book = {"accounts": [], "deposits": [], "vat_types": [], "years": [],
            "suppliers": [{"guid": "g", "name": "Netto", "country": "DK", "vat_number": None}]}  # fmt: skip
    with sqlite3.connect(path) as connection:
        for step in MIGRATIONS[:2]:
            step(connection)
        company = json.dumps({"id": 7, "name": "Kaffe ApS", "has_api": True})
        row = (7, 0, company, json.dumps(book))
        connection.execute("INSERT INTO companies (id, position, company, book) VALUES (?, ?, ?, ?)", row)
        connection.execute("INSERT INTO companies (id, position, company) VALUES (8, 1, ?)", (company,))
        connection.execute("PRAGMA user_version = 2")
    connection.close()
    old = Desk(Config("https://c", "https://a", path.parent), desk.session)
    kept = old.company_table.book(7)
    old.close()
    assert kept is not None
    assert kept.suppliers == (Supplier("g", "Netto"),)


# -- new ones


def test_a_new_supplier_gets_its_number_and_a_guid_that_a_repeat_finds(desk: Desk, send: Send) -> None:
    owed = {"credit": True, "paid_from": None, "due": desk.today(), "supplier": "Ny ApS"}
    first, second = send(cvr=CVR, **owed), send(cvr=CVR, **owed)
    assert first.contact_guid == second.contact_guid == contact_guid_for(KAFFE, "Ny ApS")
    assert first.draft.cvr == CVR


def test_another_company_of_that_name_gets_another_guid(desk: Desk, send: Send) -> None:
    owed = {"credit": True, "paid_from": None, "due": desk.today(), "supplier": "Ny ApS"}
    first, other, unknown = send(cvr=CVR, **owed), send(cvr="97000018", **owed), send(**owed)
    assert other.contact_guid not in {None, first.contact_guid}
    assert unknown.contact_guid == first.contact_guid


def test_a_contact_of_that_name_with_another_number_is_not_meant(desk: Desk, contacts: Contacts, send: Send) -> None:
    guid = contacts.make("Ny ApS", f"DK{CVR}")
    desk.refresh_book(KAFFE)
    owed = {"credit": True, "paid_from": None, "due": desk.today(), "supplier": "Ny ApS"}
    assert send(cvr="97000018", **owed).contact_guid != guid
    assert send(cvr=CVR, **owed).contact_guid == guid


def test_a_number_that_is_anothers_is_not_passed_on(send: Send) -> None:
    send(supplier="Snak Mobil A/S", cvr=CVR)
    assert send(supplier="Snak Mobil Kundeservice", cvr=CVR).draft.cvr == CVR
    assert send(supplier="Trykkeriet på Torvet", cvr=CVR).draft.cvr is None


def test_a_deleted_contact_is_made_anew_under_another_guid(desk: Desk, contacts: Contacts, send: Send) -> None:
    guid = contacts.make("Ny ApS")
    desk.refresh_book(KAFFE)
    contacts.delete(guid)
    desk.refresh_book(KAFFE)
    sent = send(supplier="Ny ApS", contact_guid=guid, credit=True, paid_from=None, due=desk.today())
    assert sent.draft.contact_guid is None
    assert sent.contact_guid not in {None, guid}


# -- memory


def test_what_is_sent_is_remembered_for_good(desk: Desk, send: Send) -> None:
    send(description="Telefon")
    desk.bin([r.id for r in desk.receipts() if r.state is State.NEW])
    habit = desk.suppliers.memory(KAFFE).of(Draft("SNAK MOBIL"))
    assert habit is not None
    assert (habit.account, habit.paid_from, habit.description, habit.last) == (7240, 55000, "Telefon", desk.today())
    with desk.journal.write() as connection:
        connection.execute("DELETE FROM receipts")  # as the bin that is emptied
    assert desk.suppliers.memory(KAFFE).of(Draft("Snak Mobil")) == habit


def test_a_correction_is_learnt_and_outlives_what_was_let_stand(desk: Desk, send: Send) -> None:
    send()
    habit = desk.suppliers.memory(KAFFE).of(Draft("Snak Mobil"))
    offer = offer_of(habit)
    send(offer, account=7300)
    send(offer)  # it lay in the tray with the earlier suggestion
    habit = desk.suppliers.memory(KAFFE).of(Draft("Snak Mobil"))
    assert habit is not None
    assert (habit.account, habit.times) == (7300, 3)


def test_without_a_supplier_nothing_is_remembered(desk: Desk, send: Send) -> None:
    send(supplier="")
    assert desk.suppliers.memory(KAFFE).habits == {}


def test_the_rule_is_kept_through_further_receipts(desk: Desk, send: Send) -> None:
    send()
    memory = desk.suppliers.set_always_ready(KAFFE, Draft("snak mobil"), always=True)
    assert memory.habits["name:snak mobil"].always_ready
    send()
    assert desk.suppliers.memory(KAFFE).habits["name:snak mobil"].always_ready
    assert desk.suppliers.set_always_ready(KAFFE, Draft("Ukendt"), always=True).habits.keys() == {"name:snak mobil"}


def test_a_company_that_the_login_does_not_reach_has_no_memory(desk: Desk, box: Sandbox, send: Send) -> None:
    send()
    assert desk.suppliers.memory(KAFFE).habits
    desk.log_out()
    assert not desk.suppliers.memory(KAFFE).habits
    log_in(desk, box, "tofirmaer@example.dk")
    desk.refresh_companies()
    assert not desk.suppliers.memory(KAFFE).habits
    log_in(desk, box)
    desk.refresh_companies()
    assert desk.suppliers.memory(KAFFE).habits
