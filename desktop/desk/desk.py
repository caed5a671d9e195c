"""The desk with its line to Dinero: companies, accounts, suppliers, login, delivery."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.config import WAY_IN, Config, Settings
from desktop.desk.archive_changes import DineroChanges
from desktop.desk.archive_rescue import Rescue
from desktop.desk.computer import Computer
from desktop.desk.holders import Session, Way
from desktop.desk.new_version import NewVersion
from desktop.desk.receipt_desk import ReceiptDesk
from desktop.dinero import DineroClient, Gate, TokenSource
from desktop.http import new_session
from desktop.outbox import Courier, Listener, Terms, Timing
from desktop.outbox.gate import Quota, RequestGate
from desktop.receipts.company import Company, CompanyBook
from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Place
from desktop.store import Clock, Steady, steady_seconds, utc_now

if TYPE_CHECKING:
    from desktop.desk.holders import KeyRing
    from desktop.visma import Grant, LoginAttempt, PersonalKey


class Desk(ReceiptDesk):
    """Everything that window and command line ask for. Call it from worker threads only."""

    def __init__(
        self,
        config: Config,
        session: Session,
        clock: Clock = utc_now,
        computer: Computer | None = None,
        steady: Steady = steady_seconds,
    ) -> None:
        super().__init__(config, clock, computer, steady)
        self.session = session
        self.new_version = NewVersion(config.data_dir, clock)
        self.changes = DineroChanges(self.journal, self.client, self.companies)
        self._rescue = Rescue(self.vault, self.archive.checks, self.client, config.fetched_dir)
        self._leaving = threading.Event()
        self._settings_guard = threading.RLock()

    def outbox(self) -> tuple[Receipt, ...]:
        """Return the receipts that the delivery still has work to do for, or that need attention."""
        return tuple(r for r in reversed(self.receipt_table.present(0)) if r.place is Place.OUTBOX)

    def new_courier(
        self, listener: Listener, timing: Timing | None = None, checkpoint: Callable[[str], None] = lambda _point: None
    ) -> Courier:
        """Return a delivery for this desk; not started yet."""
        terms = Terms(self._quota(), lambda: self.settings().prove_storage, self.opened_at)
        return Courier(self.config, self.journal, self.client, terms, listener, timing, checkpoint)

    def client(self, gate: Gate | None = None) -> DineroClient:
        """Return a new client; it belongs to the calling thread. Raises Fault NO_REGISTRATION or of the keyring.

        Its requests pass ``gate`` (None: a gate of the desk's own), so that each is counted before it leaves. A call
        then waits for room, for a minute at most as a rule, and raises Fault RATE_LIMITED while Dinero's pause lasts.
        """
        return self._client_with(self.session.tokens(), by_key=self.session.way() is Way.KEY, gate=gate)

    def _client_with(self, tokens: TokenSource, *, by_key: bool, gate: Gate | None = None) -> DineroClient:
        gate = gate or self._own_gate()
        return DineroClient(self.config.api_url, tokens, new_session(), gate=gate, plain_list=by_key)

    def _own_gate(self) -> Gate:
        return RequestGate(self.request_table, self._quota(), self._rest)

    def _quota(self) -> Quota:
        return Quota(self.session.client_name(), self.session.requests_per_minute())

    def _rest(self, seconds: float) -> None:
        if self._leaving.wait(seconds):
            raise Fault(FaultCode.RATE_LIMITED, Effect.WAIT, retry_after=seconds, seconds=1)

    def stop_waiting(self) -> None:
        """Let every call that waits for room end now, with Fault RATE_LIMITED: the program is closing.

        May be called from any thread, the window's too.
        """
        self._leaving.set()

    def rescue(self, receipt: Receipt) -> Path | None:
        """Fetch a delivered file back from Dinero: as the original (None), or as the copy that was sent (its path).

        Raises Fault; see :meth:`Rescue.fetch`.
        """
        return self._rescue.fetch(receipt)

    def refresh_companies(self) -> tuple[Company, ...]:
        """Ask Dinero which companies the login reaches, and keep the list. Raises Fault."""
        companies = self.client().organizations()
        self.company_table.save_list(companies)
        return companies

    def refresh_book(self, company_id: int) -> CompanyBook:
        """Ask Dinero for a company's accounts, VAT codes and suppliers, and keep them. Raises Fault."""
        company = next((c for c in self.companies() if c.id == company_id), None)
        company = company or next((c for c in self.refresh_companies() if c.id == company_id), None)
        if company is None:
            raise Fault(FaultCode.WRONG_PROFILE, Effect.STOP_COMPANY, company=company_id)
        client = self.client()
        book = client.company_book(company, self.suppliers.fresh(client, company_id))
        self.keep_book(book)
        return book

    def book_is_fresh(self, company_id: int, hours: float) -> bool:
        """Return True when the company was asked about within so many hours."""
        book = self.book(company_id)
        if book is None or book.fetched_at is None:
            return False
        return self.journal.now() - book.fetched_at < dt.timedelta(hours=hours)

    def can_log_in(self) -> bool:
        """Return True when there is a login page to show: a registration is there, and no personal key instead."""
        return self.session.way() is Way.CONNECT and self.session.has_registration()

    def logged_in(self) -> bool:
        """Return True when there is a login or a key to try."""
        return self.session.logged_in()

    def begin_login(self, language: str = "da") -> LoginAttempt:
        """Return a new attempt to log in. Raises Fault NO_REGISTRATION."""
        return self.session.begin_login(language)

    def finish_login(self, grant: Grant) -> None:
        """Store what the login brought; companies that were stopped may go on. Raises a fault of the keyring."""
        self.session.finish_login(grant)
        self._let_all_go_on()

    def _let_all_go_on(self) -> None:
        with self.journal.write():
            for company_id in self.company_table.stops():
                self.company_table.stop(company_id, None)

    def log_out(self) -> None:
        """Revoke the login and forget it, or the personal key. The receipts stay."""
        self.session.log_out()
        self._change_settings(key_client=None)
        self.company_table.forget_list()

    # one's own client at Visma, and the personal key

    def save_choices(self, settings: Settings) -> None:
        """Keep what was chosen in the window. Raises Fault.

        The way in stays as it is on the disk: ``bilagsdrop key set`` may have changed it while the window was open.
        """
        with self._settings_guard:
            now = self.settings()
            self.save_settings(replace(settings, **{name: getattr(now, name) for name in WAY_IN}))

    def _change_settings(self, **changes: str | int | None) -> Settings:
        """Change some settings and return them all as they are then."""
        with self._settings_guard:
            settings = replace(now := self.settings(), **changes)  # type: ignore[arg-type]  # each of its own type
            if settings != now:
                self.save_settings(settings)
            return settings

    def keep_registration(self, client_id: str, secret: str, redirect_uri: str, *, for_now: bool = False) -> Settings:
        """Keep the user's own client, its secret (unless empty) in the keyring; a personal key gives way to it.

        ``for_now``: without a keyring the secret is kept until the program ends. Returns the settings as they are then.
        Raises a fault of the keyring, before anything has changed.
        """
        if secret:
            self.session.keep_secret(client_id, secret, for_now=for_now)
        self.forget_key()
        return self._change_settings(client_id=client_id, redirect_uri=redirect_uri)

    def keep_key(self, key: PersonalKey, *, for_now: bool = False) -> Settings:
        """Try a personal key at Dinero, keep it, and choose its company. Returns the settings as they are then.

        ``for_now``: without a keyring the key is kept until the program ends. Raises Fault LOGIN_EXPIRED (the key is
        refused), CLIENT_UNKNOWN, NO_COMPANY, NO_SUBSCRIPTION, one of the network or of the keyring; nothing has changed
        then.
        """
        keys = self._key_ring()
        client = self._client_with(keys.tokens_of(key), by_key=True)
        companies = client.organizations()
        company = _company_of_key(client, companies)
        former = self.settings().key_client
        keys.keep(key, for_now=for_now)
        settings = self._change_settings(key_client=key.client_id, company_id=company.id)
        self.company_table.save_list(companies)
        self._let_all_go_on()
        if former not in {None, key.client_id}:
            keys.forget(str(former))
        return settings

    def completed_key(self, api_key: str) -> PersonalKey:
        """Return an API key with the client that environment, settings and keyring name. Raises Fault."""
        return self._key_ring().completed(api_key)

    def forget_key(self) -> Settings:
        """Forget the personal key, if there is one, and its client. Returns the settings as they are then."""
        client_id = self.settings().key_client
        if client_id is None:
            return self.settings()
        self._key_ring().forget(client_id)
        self.company_table.forget_list()
        return self._change_settings(key_client=None)

    def _key_ring(self) -> KeyRing:
        if self.session.keys is None:
            raise Fault(FaultCode.NO_REGISTRATION, Effect.WAIT)
        return self.session.keys


def _company_of_key(client: DineroClient, companies: tuple[Company, ...]) -> Company:
    """Return the one company that a key opens. Raises Fault NO_COMPANY or NO_SUBSCRIPTION.

    The plain list tells of Pro, and what it says of Total is not written anywhere: a call of the company's own decides.
    """
    if not companies:
        raise Fault(FaultCode.NO_COMPANY, Effect.STOP_COMPANY)
    usable = next((c for c in companies if c.has_api), None)
    if usable is None:
        client.vat_types(companies[0].id)
    return usable or companies[0]
