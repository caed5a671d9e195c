from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import pytest

from desktop.sandbox import STARTER, TAG, Options, Sandbox

if TYPE_CHECKING:
    from tests.unit.sandbox.conftest import Client, Clock


def test_a_file_is_listed_downloaded_and_never_deleted(client: Client) -> None:
    guid = client.file()
    assert len(guid) == 32
    row = client.get("files").json()[0]
    assert (row["FileGuid"], row["Name"], row["Extension"], row["Size"]) == (guid, "bilag.jpg", "jpg", len(client.jpeg))
    assert row["Linked"] == []
    answer = client.get(f"files/{guid}")
    assert (answer.content, answer.headers["Content-Type"]) == (client.jpeg, "image/jpeg")
    assert client.delete(f"files/{guid}").status_code == 405
    assert client.get("files/nothing").status_code == 404


def test_any_part_name_will_do_but_is_noted(client: Client) -> None:
    assert client.upload(part="image").status_code == 200
    assert "'image'" in client.box.state.mistakes[0]["text"]


def test_names_that_are_not_ascii_are_noted(client: Client) -> None:
    client.upload(name="købsbilag.jpg")
    assert client.get("files").json()[0]["Name"] == "købsbilag.jpg"
    assert any("ASCII" in m["text"] for m in client.box.state.mistakes)


def test_nothing_is_deduplicated(client: Client) -> None:
    assert client.file() != client.file()
    assert len(client.get("files").json()) == 2


@pytest.mark.parametrize(("option", "status"), [("400", 400), ("413", 413)])
def test_six_million_bytes_and_no_more(client: Client, option: Literal["400", "413"], status: int) -> None:
    client.box.options = Options(too_large=option)
    content = client.jpeg + b"x" * (6_000_000 - len(client.jpeg))
    assert client.upload(content).status_code == 200
    answer = client.upload(content + b"x")
    assert answer.status_code == status
    assert isinstance(answer.json(), str if status == 400 else dict)


@pytest.mark.parametrize(
    ("content", "status"),
    [(b"%PDF-1.7\n/Type /Page\n%%EOF", 200), (b"\x89PNG\r\n\x1a\nxx", 200), (b"GIF89a", 415), (b"hello", 415),
     (b"RIFF1234WEBP", 415), (b"\0\0\0\x18ftypheic", 415), (b"", 400)],
)  # fmt: skip
def test_types_are_found_from_the_bytes(client: Client, content: bytes, status: int) -> None:
    assert client.upload(content, "x.jpg").status_code == status


def test_no_part_at_all_is_a_json_string(client: Client) -> None:
    answer = client.post("files", {})
    assert (answer.status_code, type(answer.json())) == (400, str)


def test_a_file_may_become_visible_late(clock: Clock, login: type[Client]) -> None:
    with Sandbox(clock=clock, options=Options(file_visible_after_ms=1500)) as box:
        client = login(box)
        client.file()
        assert client.get("files").json() == []
        clock.now += 1.6
        assert len(client.get("files").json()) == 1
        client.http.close()


def test_the_list_is_filtered_and_paged(clock: Clock, login: type[Client]) -> None:
    with Sandbox(clock=clock, options=Options(access_token_seconds=10**6)) as box:
        client = login(box)
        names = []
        for i in range(3):
            clock.now += 86400
            names.append(client.upload(name=f"{i}.jpg").json()["FileGuid"])
        client.upload(b"%PDF-1.7", "x.pdf")
        client.draft(FileGuid=names[0])

        def listed(**query: str) -> list[str]:
            return [row["Name"] for row in client.get("files", **query).json()]

        assert listed() == ["2.jpg", "x.pdf", "1.jpg", "0.jpg"]
        assert listed(page="1", pageSize="3") == ["0.jpg"]
        assert listed(extensions="pdf,png") == ["x.pdf"]
        assert listed(fileStatus="Used") == ["0.jpg"]
        assert listed(fileStatus="Unused", extensions="jpg") == ["2.jpg", "1.jpg"]
        day = client.get("files").json()[2]["UploadedAt"][:10].replace("-", "/")
        assert listed(uploadedAfter=day) == ["2.jpg", "x.pdf", "1.jpg"]
        assert listed(uploadedBefore=day) == ["1.jpg", "0.jpg"]
        assert client.get("files", uploadedAfter=day.replace("/", "-")).status_code == 400
        assert client.get("files", fileStatus="Some").status_code == 400
        assert client.get("files", pageSize="1001").json()["code"] == 43
        client.http.close()


def test_attachments_do_not_show_in_the_archive(client: Client) -> None:
    url = f"{client.box.url}/v1/{client.org}/files/attachment"
    guid = client.http.post(url, files={"file": ("a.jpg", client.jpeg)}, timeout=20).json()["FileGuid"]
    assert client.get("files").json() == []
    assert client.create(FileGuid=guid).status_code == 400


def test_companies_and_their_plans(box: Sandbox, login: type[Client]) -> None:
    client = login(box, "udenpro@example.dk", STARTER)
    plain = client.http.get(f"{box.url}/v1/organizations", timeout=20).json()
    assert [sorted(o) for o in plain] == [["id", "isPro", "name"]] * 2
    asked = client.http.get(f"{box.url}/v1/organizations", params={"fields": "Name,ID,isvatfree"}, timeout=20).json()
    assert list(asked[0]) == ["Name", "ID", "isvatfree"]
    rows = client.http.get(f"{box.url}/v1.1/organizations", timeout=20).json()
    assert [r["Subscription"]["HasTotal"] for r in rows] == [False, True]
    refused = client.get("vatTypes")
    assert (refused.status_code, refused.json()["code"]) == (403, 90)
    box.options = Options(organizations_v11=False)
    gone = client.http.get(f"{box.url}/v1.1/organizations", timeout=20)
    assert (gone.status_code, gone.headers["Content-Type"].partition(";")[0]) == (404, "text/html")
    client.http.close()


@pytest.mark.parametrize("org", [TAG, 424242])
def test_a_company_one_has_no_access_to_is_401(box: Sandbox, login: type[Client], org: int) -> None:
    client = login(box, "ejer@example.dk", org)
    assert client.get("vatTypes").status_code == 401
    assert client.create().status_code == 401
    assert client.upload().status_code == 401
    client.http.close()


def test_accounts(client: Client) -> None:
    rows = client.get("accounts/purchase").json()
    assert all(2000 <= r["AccountNumber"] <= 9399 for r in rows)
    assert {r["IsHidden"] for r in rows} == {True, False}
    codes = {v["VatCode"] for v in client.get("vatTypes").json()}
    assert {r["VatCode"] for r in rows} <= codes
    deposits = client.get("accounts/deposit", fields="AccountNumber,Name,IsDefault,IsHidden").json()
    assert [d["AccountNumber"] for d in deposits if d["IsDefault"]] == [55000]
    assert 63100 in [d["AccountNumber"] for d in deposits]
    every = client.get("accounts/entry", categoryFilter="Turnover", fields="AccountNumber,category").json()
    assert every == [{"AccountNumber": 1000, "category": "Turnover"}]
    assert client.get("accounts/purchase", fields="Colour").status_code == 400


def test_contacts_are_found_paged_and_followed(client: Client) -> None:
    seeded = client.get("contacts").json()
    assert list(seeded["Collection"][0]) == ["name", "contactGuid"]
    count = seeded["Pagination"]["ResultWithoutFilter"]
    assert count == seeded["Pagination"]["Result"] == len(seeded["Collection"])
    page = client.get("contacts", page=1, pageSize=4, fields="Name").json()
    assert page["Pagination"] == {"MaxPageSizeAllowed": 1000, "PageSize": 4, "Result": 4, "ResultWithoutFilter": count,
                                  "Page": 1}  # fmt: skip
    assert client.get("contacts", pageSize=1001).json()["code"] == 43
    hit = client.get("contacts", queryFilter="Name contains 'HETZNER';VatNumber eq 'de812871812'", fields="Name").json()
    assert hit["Collection"] == [{"Name": "Hetzner Online GmbH"}]
    assert client.get("contacts", queryFilter="Name like 'x'").status_code == 400
    assert client.get("contacts", changesSince="2999-01-01T00:00:00Z").json()["Collection"] == []


def test_deleted_contacts(client: Client) -> None:
    guid = client.contact(Name="Slettes ApS")
    assert client.delete(f"contacts/{guid}").status_code == 200
    name = "Name eq 'Slettes ApS'"
    assert client.get("contacts", queryFilter=name).json()["Collection"] == []
    assert len(client.get("contacts", "v2", queryFilter=name).json()["Collection"]) == 1
    assert len(client.get("contacts", deletedOnly="true").json()["Collection"]) == 1
    assert client.get(f"contacts/{guid}").json()["DeletedAt"] is not None
    assert client.create(**client.credit(guid)).status_code == 400


@pytest.mark.parametrize(("option", "status"), [("400", 400), ("409", 409)])
def test_a_contacts_guid_is_used_once(client: Client, option: Literal["400", "409"], status: int) -> None:
    client.box.options = Options(duplicate_contact=option)
    guid = client.contact()
    body = {"ContactGuid": guid, "Name": "Igen", "CountryKey": "DK", "IsPerson": False, "IsMember": False,
            "UseCvr": False}  # fmt: skip
    answer = client.post("contacts", body)
    assert answer.status_code == status
    assert answer.json()["validationErrors"] == {"ContactGuid": "guidMustBeUnique"}
    assert client.get(f"contacts/{guid}").json()["Name"] == "Ny Leverandør"


@pytest.mark.parametrize(
    ("changes", "member"),
    [({"Name": None}, "Name"), ({"Name": " "}, "Name"), ({"CountryKey": "Danmark"}, "CountryKey"),
     ({"IsPerson": "false"}, "IsPerson"), ({"UseCvr": None}, "UseCvr"),
     ({"IsPerson": True, "VatNumber": "DK13748136"}, "VatNumber"), ({"EanNumber": "5790000000000"}, "AttPerson"),
     ({"PaymentConditionType": "Later"}, "PaymentConditionType"), ({"ContactGuid": "x"}, "ContactGuid")],
)  # fmt: skip
def test_a_contact_is_refused_with_the_member_named(client: Client, changes: dict[str, Any], member: str) -> None:
    body = {"Name": "N", "CountryKey": "DK", "IsPerson": False, "IsMember": False, "UseCvr": False, **changes}
    answer = client.post("contacts", body)
    assert answer.status_code == 400
    assert member in answer.json()["validationErrors"]


def test_a_supplier_is_a_creditor_only_after_a_purchase(client: Client) -> None:
    guid = client.contact()
    assert client.get(f"contacts/{guid}").json()["IsCreditor"] is False
    client.book(client.draft(**client.credit(guid)))
    assert client.get(f"contacts/{guid}").json()["IsCreditor"] is True
    changed = {"Name": "Nyt navn", "CountryKey": "SE", "IsPerson": False, "IsMember": False, "UseCvr": False}
    assert client.put(f"contacts/{guid}", changed, "v2").status_code == 200
    assert client.get(f"contacts/{guid}").json()["VatRegionKey"] == "EU"


@pytest.mark.parametrize("path", ["/v1/1001/nothing", "/v3/organizations", "/v1/abc/files"])
def test_unknown_paths_answer_with_html(client: Client, path: str) -> None:
    answer = client.http.get(client.box.url + path, timeout=20)
    assert (answer.status_code, answer.headers["Content-Type"].partition(";")[0]) == (404, "text/html")


def test_a_body_must_be_json(client: Client) -> None:
    url = f"{client.box.url}/v1.2/{client.org}/vouchers/purchase"
    assert client.http.post(url, data="a=1", timeout=20).status_code == 415
    assert client.http.post(url, data="{", headers={"Content-Type": "application/json"}, timeout=20).status_code == 400
    assert client.http.post(url, json=[1], timeout=20).status_code == 400
