"""A tray on a folder of its own: real bridge, real desk, real pictures; nobody is logged in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.config import Config, Settings, Theme
from desktop.desk import Desk
from desktop.desk.holders import Way
from desktop.gui.bridge import Bridge
from desktop.gui.listener import CourierListener
from desktop.gui.theme import look
from desktop.gui.tray.view import TrayView
from desktop.receipts.company import Account, Company, CompanyBook, DepositAccount, Supplier, VatType
from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.visma import Grant, LoginAttempt
from desktop.words import use_language
from tests.gui.tray.five import FULL

MakePhoto = Callable[[str], Path]
MakeTray = Callable[[], TrayView]

COMPANY = Company(42, "Kaffe ApS", has_api=True)
BOOK = CompanyBook(
    COMPANY,
    accounts=(
        Account(2000, "Vareforbrug", "I25", "Variable omkostninger"),
        Account(2100, "Køb af ydelser i EU", "IEUY", "Variable omkostninger"),
        Account(4120, "Restaurationsbesøg", "REP", "Salgsomkostninger"),
        Account(6120, "Taxa", None, "Lokale- og rejseomkostninger"),
        Account(7200, "Kontorartikler", "I25", "Administrationsomkostninger"),
        Account(7240, "Telefoni", "I25", "Administrationsomkostninger"),
        Account(7250, "Gammel telefoni", "I25", "Administrationsomkostninger", hidden=True),
        Account(7320, "Software", "I25", "Administrationsomkostninger"),
    ),
    deposits=(
        DepositAccount(55040, "Kasse"),
        DepositAccount(55000, "Bank", is_default=True),
        DepositAccount(55090, "Gammel bank", hidden=True),
    ),
    vat_types=(
        VatType("I25", "Dansk købsmoms", Decimal("0.25")),
        VatType("REP", "Repræsentation", Decimal("0.0625")),
        VatType("IEUY", "Ydelser fra EU", Decimal("0.25")),
    ),
    suppliers=(
        Supplier("11111111-0000-4000-8000-000000000001", "Netto"),
        Supplier("11111111-0000-4000-8000-000000000002", "Hetzner Online GmbH", "DE"),
    ),
)


HERE = Path(__file__).parent
_NOISE = ("This plugin does not support",)
"""The screen that tests draw on has no window manager to raise windows or grab keys."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.qt_log_ignore(*_NOISE, extend=True))


class LoggedOut:
    """A session without a registration."""

    keys: None = None

    def way(self) -> Way:
        return Way.CONNECT

    def has_registration(self) -> bool:
        return False

    def logged_in(self) -> bool:
        return False

    def tokens(self) -> object:
        raise Fault(FaultCode.NO_REGISTRATION, Effect.STOP_COMPANY)

    def client_name(self) -> str:
        return ""

    def requests_per_minute(self) -> int:
        return 90

    def begin_login(self, language: str) -> LoginAttempt:
        raise Fault(FaultCode.NO_REGISTRATION, Effect.STOP_COMPANY, language=language)

    def finish_login(self, grant: Grant) -> None:  # noqa: ARG002 - there is nothing to store it under
        raise Fault(FaultCode.NO_REGISTRATION, Effect.STOP_COMPANY)

    def log_out(self) -> None:
        """Nothing to forget."""

    def keep_secret(self, client_id: str, secret: str, *, for_now: bool = False) -> None:  # noqa: ARG002 - as above
        raise Fault(FaultCode.NO_REGISTRATION, Effect.STOP_COMPANY)


class IdleCourier:
    """A delivery that has nothing to do: the network is pulled."""

    def __init__(self, listener: CourierListener) -> None:
        self.listener = listener

    def start(self) -> None:
        """Nothing starts."""

    def stop(self, wait: float | None = None) -> bool:  # noqa: ARG002 - it ends at once
        return True

    def wake(self) -> None:
        """Nothing waits."""


@pytest.fixture(autouse=True)
def danish() -> Iterator[None]:
    use_language("da")
    yield
    use_language("en")


@pytest.fixture
def config(request: pytest.FixtureRequest, tmp_path: Path) -> Config:
    """Where the tray works; the parameter says whether it is the trial."""
    nowhere = "http://127.0.0.1:9"
    return Config(nowhere, nowhere, tmp_path / "data", sandbox=getattr(request, "param", False))


@pytest.fixture
def desk(config: Config) -> Desk:
    desk = Desk(config, LoggedOut())  # type: ignore[arg-type]  # its tokens never come to be asked for
    desk.open()
    return desk


@pytest.fixture
def connected(desk: Desk) -> Desk:
    """A desk that knows its company's book from an earlier login."""
    desk.company_table.save_list((COMPANY,))
    desk.save_settings(Settings(company_id=COMPANY.id))
    desk.keep_book(BOOK)
    return desk


@pytest.fixture
def bridge(qapp: QApplication, desk: Desk) -> Iterator[Bridge]:  # noqa: ARG001 - it must be there first
    look().use(Theme.LIGHT)
    bridge = Bridge(desk, IdleCourier)
    yield bridge
    assert bridge.stop()


@pytest.fixture
def photo(tmp_path: Path) -> Callable[[str], Path]:
    """Return a maker of pictures by file name; another name gives other bytes."""

    def make(name: str, size: tuple[int, int] = (600, 900)) -> Path:
        image = Image.new("RGB", size, "white")
        ImageDraw.Draw(image).text((40, 40), name, fill="black")
        image.save(tmp_path / name)
        return tmp_path / name

    return make


@pytest.fixture
def make_tray(qtbot: QtBot, bridge: Bridge) -> MakeTray:
    """Return a maker of the tray's view on what the desk has; it is shown and has the focus."""

    def make(width: int = 1280, height: int = 800) -> TrayView:
        view = TrayView(bridge)
        qtbot.addWidget(view)
        view.resize(width, height)
        with qtbot.waitSignal(bridge.loaded):
            bridge.start()
        with qtbot.waitExposed(view):
            view.show()
        view.activateWindow()
        qtbot.waitUntil(view.isActiveWindow)
        return view

    return make


@pytest.fixture
def tray(connected: Desk, photo: MakePhoto, make_tray: MakeTray) -> TrayView:
    """A tray of three receipts in the order a, b, c, of a company whose accounts are known."""
    connected.take([photo("a.jpg"), photo("b.jpg"), photo("c.jpg")])
    return make_tray()


@pytest.fixture
def five(connected: Desk, photo: MakePhoto, make_tray: MakeTray) -> TrayView:
    """A tray of a (lacks 3), b (ready), c (lacks 1), d (ready), e (asks about its date)."""
    taken = connected.take([photo(f"{name}.jpg") for name in "abcde"]).taken
    connected.save_draft(taken[1].id, FULL)
    connected.save_draft(taken[3].id, replace(FULL, amount=Decimal("1234.51")))  # else they might be one
    connected.save_draft(
        taken[2].id, replace(FULL, supplier="Hetzner", account=None, description="Server i Falkenstein")
    )
    connected.save_draft(taken[4].id, replace(FULL, supplier="Gammel", date=dt.date(2011, 1, 2), date_confirmed=False))
    return make_tray()
