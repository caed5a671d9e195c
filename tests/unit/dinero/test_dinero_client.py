"""Every method against the sandbox, over real HTTP."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import uuid
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.dinero.bodies import UploadFile
from desktop.dinero.client import DineroClient
from desktop.dinero.orders import OrderLine, VoucherOrder, order_for
from desktop.dinero.readmodels import differs
from desktop.http import new_session
from desktop.receipts.company import Company, Supplier
from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.receipts.receipt import Draft, Receipt, new_receipt_id
from desktop.sandbox import FORENING, STARTER, TAG, Options, Sandbox
from desktop.sandbox import Fault as SandboxFault

PDF = b"%PDF-1.4\n" + bytes(range(256)) * 1000 + b"\n%%EOF\n"


@pytest.fixture
def file(tmp_path: Path) -> UploadFile:
    path = tmp_path / "rendition.pdf"
    path.write_bytes(PDF)
    return UploadFile(path, len(PDF), "2026-05-16-Netto-ab12cd34-0123456789.pdf", "application/pdf")


@pytest.fixture
def uploaded(client: DineroClient, org: int, file: UploadFile) -> str:
    return client.upload(org, file)


@pytest.fixture
def cash(uploaded: str) -> VoucherOrder:
    line = OrderLine(Decimal("125.00"), 7200, "I25", "Kontorartikler")
    return VoucherOrder(dt.date(2026, 5, 16), (line,), uploaded, new_receipt_id(), deposit=55000)


@pytest.fixture
def credit(client: DineroClient, org: int, uploaded: str) -> VoucherOrder:
    line = OrderLine(Decimal("15.24"), 7320, "IEUY", "Server")
    return VoucherOrder(
        dt.date(2026, 5, 16), (line,), uploaded, new_receipt_id(), credit=True,
        contact_guid=next(c.guid for c in client.contacts(org) if c.country == "DE"),
        due=dt.date(2026, 5, 30), currency="EUR",
    )  # fmt: skip


@pytest.fixture
def _no_mistakes(box: Sandbox) -> Iterator[None]:
    yield
    assert box.state.mistakes == []


pytestmark = pytest.mark.usefixtures("_no_mistakes")


def test_lists_the_companies_and_which_have_access(box: Sandbox, client: DineroClient) -> None:
    (only,) = client.organizations()
    assert (only.name, only.has_api, only.is_vat_free, only.vat_number) == ("Kaffe ApS", True, False, "DK13748136")
    box.options = replace(box.options, organizations_v11=False)
    assert client.organizations() == (only,)


@pytest.mark.parametrize("new", [True, False])
def test_a_company_without_pro_and_one_without_vat_are_told_apart(box: Sandbox, new: bool) -> None:
    box.options = replace(box.options, organizations_v11=new)
    found: dict[int, Company] = {}
    for user in ("tofirmaer@example.dk", "udenpro@example.dk"):
        with new_session() as session:
            token = box.issue_tokens(user).access_token
            found |= {c.id: c for c in DineroClient(box.url, Fixed(token), session).organizations()}
    assert found[FORENING].is_vat_free
    assert found[TAG].has_api
    assert not found[STARTER].has_api


class Fixed:
    """A token that nothing can be done about."""

    def __init__(self, token: str) -> None:
        self._token = token

    def access_token(self) -> str:
        return self._token

    def refused(self, token: str) -> bool:
        return token != self._token


def test_fetches_everything_that_the_form_needs(client: DineroClient) -> None:
    (company,) = client.organizations()
    book = client.company_book(company)
    account = book.account(7200)
    assert account is not None
    assert (account.name, account.vat_code) == ("Kontorartikler", "I25")
    assert account.category
    assert any(a.hidden for a in book.accounts)
    default = book.default_deposit()
    assert default is not None
    assert default.number == 55000
    vat = book.vat_type("I25")
    assert vat is not None
    assert vat.rate == Decimal("0.25")
    assert any(s.country == "DE" for s in book.suppliers)
    assert any(year.first <= dt.date(2026, 5, 16) <= year.last for year in book.years)
    assert book.fetched_at is not None


def test_reads_all_pages_of_suppliers_and_leaves_deleted_ones_out(client: DineroClient, org: int) -> None:
    before = len(client.contacts(org))
    for number in range(3):
        client.create_contact(org, str(uuid.uuid4()), f"Leverandør {number}")
    assert len(client.contacts(org)) == before + 3


def test_makes_a_supplier_with_our_own_guid_only_once(client: DineroClient, org: int) -> None:
    guid = str(uuid.uuid4())
    client.create_contact(org, guid, "Hetzner Online GmbH", "DE", "DE812871812")
    assert client.contact(org, guid) == Supplier(guid, "Hetzner Online GmbH", "DE", "DE812871812")
    with pytest.raises(Fault) as caught:
        client.create_contact(org, guid, "Hetzner Online GmbH", "DE")
    assert (caught.value.code, caught.value.effect) == (FaultCode.CONFLICT, Effect.STOP_RECEIPT)


def test_a_known_guid_is_a_conflict_with_409_too(box: Sandbox, client: DineroClient, org: int) -> None:
    box.options = replace(box.options, duplicate_contact="409")
    with pytest.raises(Fault) as caught:
        client.create_contact(org, client.contacts(org)[0].guid, "Netto")
    assert caught.value.code is FaultCode.CONFLICT


def test_a_contact_that_is_not_there_is_not_found(client: DineroClient, org: int) -> None:
    with pytest.raises(Fault) as caught:
        client.contact(org, str(uuid.uuid4()))
    assert caught.value.code is FaultCode.NOT_FOUND


def test_uploads_byte_for_byte_and_tells_how_far_it_is(
    box: Sandbox, client: DineroClient, org: int, file: UploadFile
) -> None:
    seen: list[tuple[int, int]] = []
    guid = client.upload(org, file, lambda sent, whole: seen.append((sent, whole)))
    (stored,) = box.state.files(org)
    assert (stored["FileGuid"], stored["Name"], stored["Size"]) == (guid, file.file_name, len(PDF))
    assert stored["Sha256"] == hashlib.sha256(PDF).hexdigest()
    assert seen[-1] == (len(PDF), len(PDF))
    assert len(seen) > 3
    assert seen == sorted(seen)


def test_takes_a_bare_json_string_for_the_file_guid(
    box: Sandbox, client: DineroClient, org: int, file: UploadFile
) -> None:
    box.faults.add(SandboxFault("json-string", "upload", after=True))
    assert client.upload(org, file) == box.state.files(org)[0]["FileGuid"]


def test_lists_and_downloads_files(client: DineroClient, org: int, uploaded: str, file: UploadFile) -> None:
    ((entry,),) = client.files(org)
    assert (entry.guid, entry.name, entry.size, entry.vouchers) == (uploaded, file.file_name, len(PDF), ())
    assert entry.uploaded_at is not None
    assert abs(entry.uploaded_at - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)
    copy = io.BytesIO()
    assert client.download(org, uploaded, copy) == len(PDF)
    assert copy.getvalue() == PDF


def test_the_listing_can_begin_at_a_day(client: DineroClient, org: int, uploaded: str) -> None:
    today = dt.datetime.now(dt.UTC).date()
    assert [e.guid for page in client.files(org, today - dt.timedelta(1)) for e in page] == [uploaded]
    assert list(client.files(org, today + dt.timedelta(2))) == [()]


def test_a_cash_purchase_is_what_was_ordered(
    box: Sandbox, client: DineroClient, org: int, cash: VoucherOrder, file: UploadFile
) -> None:
    read = client.create_voucher(org, cash)
    assert read is not None
    assert differs(cash, read) is None
    assert (read.status, read.number, read.is_booked) == ("Draft", None, False)
    assert (read.total, read.lines[0].vat_amount) == (Decimal(125), Decimal(25))
    assert (read.external_reference, read.deposit, read.region) == (cash.external_reference, 55000, "DK")
    assert client.voucher(org, read.guid) == read
    assert client.vouchers_by_file(org, cash.file_guid) == (read.guid,)
    ((entry,),) = client.files(org)
    assert entry.vouchers == (read.guid,)
    assert entry.name == file.file_name
    assert box.state.vouchers(org)[0]["Sent"].keys() == {
        "PurchaseType", "VoucherDate", "FileGuid", "ExternalReference", "Lines", "DepositAccountNumber", "RegionKey",
    }  # fmt: skip


def test_a_credit_purchase_is_what_was_ordered(
    box: Sandbox, client: DineroClient, org: int, credit: VoucherOrder
) -> None:
    read = client.create_voucher(org, credit)
    assert read is not None
    assert differs(credit, read) is None
    assert (read.purchase_type, read.currency, read.due) == ("credit", "EUR", dt.date(2026, 5, 30))
    assert (read.contact_guid, read.total) == (credit.contact_guid, Decimal("15.24"))
    assert box.state.vouchers(org)[0]["Sent"].keys() == {
        "PurchaseType", "VoucherDate", "FileGuid", "ExternalReference", "Lines", "ContactGuid", "PaymentDate",
        "CurrencyKey",
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["cash", "credit"])
def test_books_for_good_with_the_latest_timestamp(
    client: DineroClient, org: int, kind: str, request: pytest.FixtureRequest
) -> None:
    read = client.create_voucher(org, request.getfixturevalue(kind))
    assert read is not None
    assert read.timestamp is not None
    booked = client.book_voucher(org, read.guid, read.timestamp)
    assert booked is not None
    assert booked.is_booked
    assert booked.number is not None
    with pytest.raises(Fault) as caught:
        client.book_voucher(org, read.guid, read.timestamp)
    assert caught.value.effect is Effect.STOP_RECEIPT


def test_a_draft_that_a_person_changed_is_stale(
    box: Sandbox, client: DineroClient, org: int, cash: VoucherOrder
) -> None:
    read = client.create_voucher(org, cash)
    assert read is not None
    box.edit(read.guid, "change", {"VoucherDate": "2026-05-17"})
    with pytest.raises(Fault) as caught:
        client.book_voucher(org, read.guid, read.timestamp or "")
    assert (caught.value.code, caught.value.params["code"]) == (FaultCode.STALE_TIMESTAMP, 58)


@pytest.mark.parametrize("gone", ["404", "400/63", "400/65"])
def test_deletes_a_draft_and_it_is_gone(
    box: Sandbox, client: DineroClient, org: int, cash: VoucherOrder, gone: str
) -> None:
    box.options = Options().changed({"missing_voucher": gone})
    read = client.create_voucher(org, cash)
    assert read is not None
    client.delete_voucher(org, read.guid, read.timestamp or "")
    assert box.state.vouchers(org) == []
    with pytest.raises(Fault) as caught:
        client.voucher(org, read.guid)
    assert caught.value.code is FaultCode.NOT_FOUND


def test_asks_for_similar_vouchers_without_making_one(
    box: Sandbox, client: DineroClient, org: int, cash: VoucherOrder
) -> None:
    assert not client.similar(org, cash).found
    assert box.state.vouchers(org) == []
    client.create_voucher(org, cash)
    assert client.similar(org, cash).found


def test_a_success_without_a_body_is_none(box: Sandbox, client: DineroClient, org: int, cash: VoucherOrder) -> None:
    box.options = replace(box.options, create_answer="201-empty")
    assert client.create_voucher(org, cash) is None
    assert len(client.vouchers_by_file(org, cash.file_guid)) == 1


def test_an_account_that_is_not_there_is_named(client: DineroClient, org: int, cash: VoucherOrder) -> None:
    gone = replace(cash, lines=(replace(cash.lines[0], account=9398),))
    with pytest.raises(Fault) as caught:
        client.create_voucher(org, gone)
    assert (caught.value.code, caught.value.params["number"]) == (FaultCode.ACCOUNT_GONE, 9398)
    assert caught.value.params["field"] == "account"
    with pytest.raises(Fault) as caught:
        client.create_voucher(org, replace(cash, deposit=55999))
    assert (caught.value.params["field"], caught.value.params["number"]) == ("paid_from", 55999)


def test_a_file_that_is_not_there_yet_is_told_apart(
    box: Sandbox, client: DineroClient, org: int, file: UploadFile
) -> None:
    box.options = replace(box.options, file_usable_after_ms=60_000)
    guid = client.upload(org, file)
    order = VoucherOrder(dt.date(2026, 5, 16), (OrderLine(Decimal(5), 7200),), guid, new_receipt_id(), deposit=55000)
    with pytest.raises(Fault) as caught:
        client.create_voucher(org, order)
    assert (caught.value.code, caught.value.params["names_file"]) == (FaultCode.REFUSED, 1)


def test_dineros_danish_words_are_kept(client: DineroClient, org: int, cash: VoucherOrder) -> None:
    with pytest.raises(Fault) as caught:
        client.create_voucher(org, replace(cash, region="Mars"))
    assert caught.value.code is FaultCode.REFUSED
    assert caught.value.params["message"]


def test_a_file_above_the_limit_is_not_accepted(box: Sandbox, client: DineroClient, org: int, tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    path.write_bytes(b"%PDF-" + bytes(6_000_000))
    file = UploadFile(path, 6_000_005, "large.pdf", "application/pdf")
    for answer in ("400", "413"):
        box.options = box.options.changed({"too_large": answer})
        with pytest.raises(Fault) as caught:
            client.upload(org, file)
        assert (caught.value.code, caught.value.params["status"]) == (FaultCode.FILE_NOT_ACCEPTED, int(answer))
        assert caught.value.effect is Effect.STOP_RECEIPT


def test_a_file_of_another_type_is_not_accepted(client: DineroClient, org: int, tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(b"hello")
    with pytest.raises(Fault) as caught:
        client.upload(org, UploadFile(path, 5, "note.txt", "text/plain"))
    assert caught.value.code is FaultCode.FILE_NOT_ACCEPTED


def test_a_file_that_shrank_or_went_is_not_half_uploaded(
    box: Sandbox, client: DineroClient, org: int, file: UploadFile
) -> None:
    for broken in (
        replace(file, size=file.size + 1),
        replace(file, size=file.size - 1),
        replace(file, path=file.path.with_name("gone.pdf")),
    ):
        with pytest.raises(Fault) as caught:
            client.upload(org, broken)
        assert (caught.value.code, caught.value.effect) == (FaultCode.ORIGINAL_MISSING, Effect.STOP_RECEIPT)
    assert box.state.files(org) == []
    assert client.upload(org, file)


def test_the_servers_clock_is_known_after_an_answer(client: DineroClient, org: int) -> None:
    seen = [client.last_date]
    client.vat_types(org)
    seen.append(client.last_date)
    assert seen[0] is None
    assert seen[1] is not None
    assert abs(seen[1] - dt.datetime.now(dt.UTC)) < dt.timedelta(minutes=1)


def test_a_ready_receipt_becomes_an_order(client: DineroClient, org: int, uploaded: str) -> None:
    (company,) = client.organizations()
    book = client.company_book(company)
    draft = Draft(supplier="Netto", date=dt.date(2026, 5, 16), amount=Decimal("125.00"), account=7200, paid_from=55000)
    receipt = Receipt(new_receipt_id(), (), draft=draft, file_guid=uploaded)
    read = client.create_voucher(org, order_for(receipt, book))
    assert read is not None
    assert (read.lines[0].description, read.lines[0].vat_code, read.region) == ("Netto", "I25", "DK")
    abroad = order_for(replace(receipt, draft=replace(draft, vat_code="IEUY", description=" Server \n nr. 1 ")), book)
    assert (abroad.region, abroad.lines[0].vat_code, abroad.lines[0].description) == ("EU", "IEUY", "Server nr. 1")
    later = replace(draft, credit=True, contact_guid="old", due=dt.date(2026, 6, 1), currency="eur")
    order = order_for(replace(receipt, draft=later, contact_guid="new"), book)
    assert (order.contact_guid, order.currency, order.deposit) == ("new", "EUR", None)
    with pytest.raises(ValueError, match="ready"):
        order_for(replace(receipt, file_guid=None), book)
