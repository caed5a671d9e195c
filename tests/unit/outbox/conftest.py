"""A real sandbox, a real journal and a real courier; only the waits are shorter."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from desktop.app import open_sandbox_desk
from desktop.config import Config, Settings
from desktop.desk import Desk
from desktop.outbox import Courier, Timing
from desktop.receipts.receipt import Draft, Receipt
from desktop.sandbox import KAFFE, Options, Sandbox
from desktop.visma import Grant
from tests.unit.outbox.ears import Ears

_MS = dt.timedelta(milliseconds=1)
FAST = Timing(
    retries=(50 * _MS, 100 * _MS, 200 * _MS),
    look_ups=(50 * _MS, 50 * _MS, 50 * _MS),
    after_timeout=50 * _MS,
    file_settles=10 * _MS,
    file_late=100 * _MS,
    offline=(50 * _MS,),
    rate_limited=300 * _MS,
    poll=50 * _MS,
)


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
    log_in(desk, box)
    desk.save_settings(Settings(company_id=KAFFE))
    desk.refresh_book(KAFFE)
    yield desk
    desk.close()


@pytest.fixture
def ears() -> Ears:
    return Ears()


@pytest.fixture
def courier(desk: Desk, ears: Ears) -> Iterator[Courier]:
    courier = desk.new_courier(ears, FAST)
    yield courier
    courier.stop()


Ordered = Callable[..., Receipt]


@pytest.fixture
def ordered(desk: Desk, tmp_path: Path) -> Ordered:
    """Make a picture, take it, fill it in and send it."""
    count = iter(range(1000))

    def order(*, book: bool = False, company: int | None = None, **changes: object) -> Receipt:
        path = tmp_path / f"bon-{next(count)}.jpg"
        pixels = random.Random(path.name).randbytes(60 * 90 * 3)
        Image.frombytes("RGB", (60, 90), pixels).save(path, quality=95)
        receipt = desk.take([path]).taken[0]
        base = Draft("Café Ærø", None, desk.today(), Decimal("125.00"), 7200, None, 55000)
        desk.save_draft(receipt.id, replace(base, **changes))  # type: ignore[arg-type]
        report = desk.send([receipt.id], book=book, company_id=company, hold=dt.timedelta(0))
        assert not report.held, report.held
        return report.sent[0]

    return order
