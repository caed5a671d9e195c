"""The company, the settings and the login: the part of the bridge that isn't about single receipts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.config import WAY_IN, Settings
from desktop.gui.facts import Connection, Link
from desktop.gui.signals import Signals
from desktop.gui.workers import Crew, Lane
from desktop.receipts.company import Company, CompanyBook
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.visma import KEY_WAY, checked_key

if TYPE_CHECKING:
    from desktop.desk import Desk


class Affairs(Signals):
    """Commands about company, settings and login, and what is known of them."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.crew = Crew(self)
        self.book: CompanyBook | None = None
        self.companies: tuple[Company, ...] = ()
        self.settings = Settings()
        self.connection = Connection(Link.UNKNOWN)
        self.held = False
        """Nothing is sent until the user says that this computer takes the folder over."""
        self.crew.failed.connect(self.fault)

    def try_now(self, receipt_ids: Sequence[str] | None = None) -> None:
        """Go again now; None means all that wait."""
        raise NotImplementedError

    def read_receipts(self) -> None:
        """Read all receipts again: something may have changed many of them."""
        raise NotImplementedError

    def choose_company(self, company_id: int) -> None:
        """Work for this company from now on."""
        self.save_settings(replace(self.settings, company_id=company_id))

    def save_settings(self, settings: Settings) -> None:
        """Keep the settings; they are in force at once."""
        self.crew.run(Lane.DISK, partial(self.desk.save_choices, settings))
        self._use_settings(settings)

    def _use_settings(self, settings: Settings) -> None:
        moved = settings.company_id != self.settings.company_id
        self._set_settings(settings)
        if moved:
            self.crew.run(Lane.DISK, partial(self.desk.book, settings.company_id), self._set_book)
            self.refresh_book()

    def refresh(self) -> None:
        """Ask Dinero for companies, accounts and suppliers, if logged in."""
        self.crew.run(Lane.NETWORK, self.desk.logged_in, self._login_known)

    def _login_known(self, logged_in: bool) -> None:
        if not logged_in:
            self._set_connection(Connection(Link.LOGGED_OUT))
            return
        self.crew.run(Lane.NETWORK, self.desk.refresh_companies, self._companies_fresh, self._unreachable)

    def _companies_fresh(self, companies: tuple[Company, ...]) -> None:
        self._set_connection(Connection(Link.ONLINE))
        if companies and self.settings.company_id not in {None, *(c.id for c in companies)}:
            # Another person has logged in, who does not see the company that was chosen.
            self.save_settings(replace(self.settings, company_id=None))
        self._set_companies(companies)
        usable = [c for c in companies if c.has_api]
        if self.settings.company_id is None and len(usable) == 1:
            self.choose_company(usable[0].id)
        else:
            self.refresh_book()

    def refresh_book(self) -> None:
        """Ask Dinero for the chosen company's accounts and suppliers, if connected."""
        company_id = self.settings.company_id
        if company_id is not None and self.connection.link is Link.ONLINE:
            self.crew.run(Lane.NETWORK, partial(self.desk.refresh_book, company_id), self._book_fresh)

    def _book_fresh(self, book: CompanyBook) -> None:
        if book.company.id == self.settings.company_id:
            self._set_book(book)
            self.read_receipts()

    def _unreachable(self, fault: FaultNote) -> None:
        self._set_connection(connection_of(fault))

    def log_in(self) -> None:
        """Open the login, or the page of the ways in when there is no registration or a personal key instead."""
        self.crew.run(Lane.NETWORK, self.desk.can_log_in, self._registration_known)

    def _registration_known(self, there: bool) -> None:
        (self.login_wanted if there else self.registration_missing).emit()

    def keep_registration(self, client_id: str, secret: str, redirect_uri: str, *, for_now: bool = False) -> None:
        """Keep one's own registration, the secret (unless empty) in the keyring, and log in with it.

        ``for_now``: without a keyring the secret is kept until the program ends. ``way_kept`` or ``way_failed`` tells.
        """
        work = partial(self.desk.keep_registration, client_id, secret, redirect_uri, for_now=for_now)
        self.crew.run(Lane.NETWORK, work, self._registration_kept, self._way_failed)

    def _registration_kept(self, settings: Settings) -> None:
        self._take_way(settings)
        self.log_in()

    def keep_key(self, client_id: str, secret: str, api_key: str, *, for_now: bool = False) -> None:
        """Try a personal key at Dinero, and work with it from now on; otherwise as ``keep_registration``."""
        work = partial(_keep_key, self.desk, (client_id, secret, api_key), for_now=for_now)
        self.crew.run(Lane.NETWORK, work, self._key_kept, self._way_failed)

    def _key_kept(self, settings: Settings) -> None:
        self._take_way(settings)
        self.welcome_back()

    def _take_way(self, settings: Settings) -> None:
        """Take over what the desk has written about the way in, and deliver that way from now on."""
        way = {name: getattr(settings, name) for name in (*WAY_IN, "company_id")}
        self._use_settings(replace(self.settings, **way))
        self.renew_delivery()
        self.way_kept.emit()

    def _way_failed(self, note: FaultNote) -> None:
        self.way_failed.emit(note)
        if note.code is not FaultCode.KEYRING_MISSING:  # nothing was kept yet: the form offers to go on without
            self.fault.emit(note)

    def renew_delivery(self) -> None:
        """Let a new delivery take over, which counts its requests by the client that is in force now."""
        raise NotImplementedError

    def welcome_back(self) -> None:
        """Go on after a login: ask for companies, let the delivery try again."""
        self.refresh()
        self.try_now()

    def save_report(self, path: Path) -> None:
        """Save an error report without secrets, names and amounts; ``report_saved`` tells when it is there."""
        work = partial(_save_report, self.desk, path, self.crew.is_stopping)
        self.crew.run(Lane.INTAKE, work, self.report_saved.emit)

    def save_trail(self, receipt_id: str, path: Path) -> None:
        """Save what has happened to a receipt, as text or (``.csv``) as a table; ``trail_saved`` tells when."""
        self.crew.run(Lane.DISK, partial(_save_trail, self.desk, receipt_id, path), self.trail_saved.emit)

    def adopt_folder(self) -> None:
        """Send from this computer from now on, though another one used the folder last."""
        self.crew.run(Lane.DISK, self.desk.adopt_folder, self._adopted, self._not_adopted)

    def _not_adopted(self, fault: FaultNote) -> None:
        self.fault.emit(fault)
        self._set_held(held=True)  # the question is asked anew

    def _adopted(self, _result: object) -> None:
        self._set_held(held=False)
        self.read_receipts()
        self.try_now()

    def tell_notices(self) -> None:
        """Tell how the data folder was found, if there is something to say; one of another computer is asked about."""
        for note in self.desk.notices:
            if note.code is not FaultCode.DATA_FOLDER_FOREIGN:
                self.fault.emit(note)
        self._set_held(held=any(note.code is FaultCode.DATA_FOLDER_FOREIGN for note in self.desk.notices))

    def _set_held(self, *, held: bool) -> None:
        self.held = held
        self.held_changed.emit(held)

    def log_out(self) -> None:
        """Revoke and forget the login, or forget the personal key."""
        self.crew.run(Lane.NETWORK, self.desk.log_out, self._logged_out)

    def _logged_out(self, _result: object) -> None:
        if self.settings.key_client is not None:
            self._set_settings(replace(self.settings, key_client=None))
            self.renew_delivery()
        self._set_connection(Connection(Link.LOGGED_OUT))

    def use_sandbox(self) -> None:
        """Try the program without an account."""
        self.sandbox_wanted.emit()

    def use_dinero(self) -> None:
        """Leave the sandbox and connect for real."""
        self.dinero_wanted.emit()

    def _set_settings(self, settings: Settings) -> None:
        self.settings = settings
        self.settings_changed.emit(settings)

    def _set_companies(self, companies: tuple[Company, ...]) -> None:
        self.companies = companies
        self.companies_changed.emit(companies)

    def _set_connection(self, connection: Connection) -> None:
        self.connection = connection
        self.connection_changed.emit(connection)

    def _set_book(self, book: CompanyBook | None) -> None:
        self.book = book
        self.book_changed.emit(book)


_LOGGED_OUT = frozenset({FaultCode.NOT_LOGGED_IN, FaultCode.LOGIN_EXPIRED})


def connection_of(note: FaultNote | None) -> Connection:
    """Return how the program stands with Dinero when ``note`` is why nothing can be sent."""
    if note is None:
        return Connection(Link.ONLINE)
    out = note.code in _LOGGED_OUT or note.params.get("way") == KEY_WAY
    return Connection(Link.LOGGED_OUT if out else Link.OFFLINE, note)


def _save_trail(desk: Desk, receipt_id: str, path: Path) -> Path:
    from desktop.desk.trail import save_trail  # noqa: PLC0415 - seldom needed, and not at the start

    save_trail(path, desk.receipt(receipt_id), desk.trail(receipt_id))
    return path


def _save_report(desk: Desk, path: Path, stopped: Callable[[], bool]) -> Path:
    from desktop.desk.diagnostics import write_diagnostics  # noqa: PLC0415 - seldom needed, and not at the start

    write_diagnostics(desk, path, stopped=stopped)
    return path


def _keep_key(desk: Desk, parts: tuple[str, str, str], *, for_now: bool) -> Settings:
    return desk.keep_key(checked_key(*parts), for_now=for_now)
