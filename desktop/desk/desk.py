"""The desk with its line to Dinero: companies, accounts, suppliers, login, delivery."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from desktop.config import Config
from desktop.desk.computer import Computer
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
    from desktop.visma import Grant, LoginAttempt


class Session(Protocol):
    """Who holds the registration and the tokens. Every method may block on the keyring or the network."""

    def has_registration(self) -> bool:
        """Return True when a client id, secret and redirect URI are known."""
        ...

    def logged_in(self) -> bool:
        """Return True when there is a refresh token to try."""
        ...

    def tokens(self) -> TokenSource:
        """Return the source of access tokens. Raises Fault NO_REGISTRATION or a fault of the keyring."""
        ...

    def client_name(self) -> str:
        """Return the client id, by which Dinero counts requests; empty without a registration."""
        ...

    def requests_per_minute(self) -> int:
        """Return how many requests may leave for one company in a minute; it depends on the kind of registration."""
        ...

    def begin_login(self, language: str) -> LoginAttempt:
        """Return a new attempt to log in. Raises Fault NO_REGISTRATION."""
        ...

    def finish_login(self, grant: Grant) -> None:
        """Store what the login brought. Raises a fault of the keyring."""
        ...

    def log_out(self) -> None:
        """Revoke the login (as far as Visma can be reached) and forget it."""
        ...

    def keep_secret(self, secret: str) -> None:
        """Keep the user's own client secret in the keyring."""
        ...


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
        self._leaving = threading.Event()

    def outbox(self) -> tuple[Receipt, ...]:
        """Return the receipts that the delivery still has work to do for, or that need attention."""
        return tuple(r for r in reversed(self.receipts()) if r.place is Place.OUTBOX)

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
        tokens = self.session.tokens()
        return DineroClient(self.config.api_url, tokens, new_session(), gate=gate or self._own_gate())

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
        book = self.client().company_book(company)
        self.keep_book(book)
        return book

    def book_is_fresh(self, company_id: int, hours: float) -> bool:
        """Return True when the company was asked about within so many hours."""
        book = self.book(company_id)
        if book is None or book.fetched_at is None:
            return False
        return self.journal.now() - book.fetched_at < dt.timedelta(hours=hours)

    def has_registration(self) -> bool:
        """Return True when logging in is possible at all."""
        return self.session.has_registration()

    def logged_in(self) -> bool:
        """Return True when there is a login to try."""
        return self.session.logged_in()

    def begin_login(self, language: str = "da") -> LoginAttempt:
        """Return a new attempt to log in. Raises Fault NO_REGISTRATION."""
        return self.session.begin_login(language)

    def finish_login(self, grant: Grant) -> None:
        """Store what the login brought; companies that were stopped may go on. Raises a fault of the keyring."""
        self.session.finish_login(grant)
        with self.journal.write():
            for company_id in self.company_table.stops():
                self.company_table.stop(company_id, None)

    def log_out(self) -> None:
        """Revoke and forget the login. The receipts stay."""
        self.session.log_out()
        self.company_table.forget_list()
