"""A running sandbox and a client that is logged in to it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from desktop.sandbox import KAFFE, Sandbox

JPEG = b"\xff\xd8\xff\xe0" + b"picture" * 100


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


class Client:
    """What a test needs to speak to the API of one company."""

    jpeg = JPEG

    @staticmethod
    def cash(**changes: object) -> dict[str, Any]:
        """Return a cash purchase; a member set to None is left out."""
        body: dict[str, object] = {
            "PurchaseType": "cash", "VoucherDate": "2026-05-16", "DepositAccountNumber": 55000, "RegionKey": "DK",
            "Lines": [{"Description": "Kontorartikler", "AccountNumber": 7200, "Amount": 125.0}], **changes,
        }  # fmt: skip
        return {k: v for k, v in body.items() if v is not None}

    @staticmethod
    def credit(contact: str, **changes: object) -> dict[str, Any]:
        """Return the changes that make a credit purchase of ``cash``."""
        return {"PurchaseType": "credit", "DepositAccountNumber": None, "RegionKey": None, "ContactGuid": contact,
                "PaymentDate": "2099-05-30", **changes}  # fmt: skip

    def __init__(self, box: Sandbox, user: str = "ejer@example.dk", org: int = KAFFE) -> None:
        self.box = box
        self.org = org
        self.http = requests.Session()
        self.http.headers["Authorization"] = f"Bearer {box.issue_tokens(user).access_token}"

    def get(self, path: str, version: str = "v1", **query: str | int) -> requests.Response:
        return self.http.get(f"{self.box.url}/{version}/{self.org}/{path}", params=query, timeout=20)

    def post(self, path: str, body: object, version: str = "v1") -> requests.Response:
        return self.http.post(f"{self.box.url}/{version}/{self.org}/{path}", json=body, timeout=20)

    def put(self, path: str, body: object, version: str = "v1") -> requests.Response:
        return self.http.put(f"{self.box.url}/{version}/{self.org}/{path}", json=body, timeout=20)

    def delete(self, path: str, body: object = None) -> requests.Response:
        return self.http.delete(f"{self.box.url}/v1/{self.org}/{path}", json=body, timeout=20)

    def upload(self, content: bytes = JPEG, name: str = "bilag.jpg", part: str = "file") -> requests.Response:
        url = f"{self.box.url}/v1/{self.org}/files"
        return self.http.post(url, params={"fileName": name}, files={part: (name, content)}, timeout=20)

    def file(self) -> str:
        return str(self.upload().json()["FileGuid"])

    def create(self, **changes: object) -> requests.Response:
        return self.post("vouchers/purchase", self.cash(**changes), "v1.2")

    def draft(self, **changes: object) -> dict[str, Any]:
        answer = self.create(**changes)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def book(self, voucher: dict[str, Any], **more: object) -> requests.Response:
        return self.post(f"vouchers/purchase/{voucher['Guid']}/book", {"Timestamp": voucher["Timestamp"], **more})

    def contact(self, **changes: object) -> str:
        body: dict[str, object] = {"ContactGuid": str(uuid.uuid4()), "Name": "Ny Leverandør", "CountryKey": "DK",
                                   "IsPerson": False,
                "IsMember": False, "UseCvr": False, **changes}  # fmt: skip
        answer = self.post("contacts", body)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["ContactGuid"])


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@pytest.fixture
def client(box: Sandbox) -> Iterator[Client]:
    made = Client(box)
    yield made
    made.http.close()


@pytest.fixture
def login() -> type[Client]:
    """The class itself, for tests that need another user or company."""
    return Client
