"""A delivery that tests of chance put through everything: its sandbox, its clock, its restarts, and a patient user."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from PIL import Image

from desktop.config import Config, Settings
from desktop.desk import Desk
from desktop.desk.session import ConnectSession, FixedRegistration
from desktop.outbox import Courier
from desktop.outbox.machine import LOGIN_CODES
from desktop.receipts.faults import FaultCode
from desktop.receipts.receipt import Draft, Receipt, VoucherKind
from desktop.receipts.states import State
from desktop.sandbox import KAFFE, Options, Sandbox
from desktop.store import utc_now
from desktop.visma import Grant, MemoryHome
from tests.unit.outbox.conftest import FAST
from tests.unit.outbox.ears import Ears

PATIENCE_S = 100
"""How long a user waits; long enough for the program's own limit of requests in a minute."""


_KINDS = {
    VoucherKind.PURCHASE: "purchase", VoucherKind.CREDIT_NOTE: "creditnote", VoucherKind.MANUAL: "manuel",
}  # fmt: skip
"""The sandbox's word for each kind."""


def _as(kind: VoucherKind, draft: Draft) -> Draft:
    """Return a draft as one of this kind."""
    match kind:
        case VoucherKind.CREDIT_NOTE:
            return replace(draft, kind=kind, supplier="Ny Leverandør ApS", paid_from=None)
        case VoucherKind.MANUAL:
            return replace(draft, kind=kind, account=63000, balancing=55000, paid_from=None)
        case VoucherKind.PURCHASE:
            return draft


class Died(BaseException):
    """The end of a sender thread in the middle of its work, as a kill would end it."""


class Trial:
    """One data folder, one sandbox, and the delivery between them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0
        self._wrong_by = dt.timedelta(0)
        self._dies_at: str | None = None
        self.box = Sandbox(options=Options(rate_limit=None)).start()
        self.ears = Ears()
        self.ordered: list[str] = []
        self.restarts = self.deaths = self.logins = self.undone = self.scanned = self.doubles = 0
        fixed = FixedRegistration(self.box.client_id, self.box.client_secret, self.box.redirect_uri)
        config = Config(self.box.url, self.box.url, folder / "data", sandbox=True)
        session = ConnectSession(config, fixed.environ, Settings, MemoryHome(), folder / "locks")
        self.desk = Desk(config, session, lambda: utc_now() + self._wrong_by)
        self.log_in()
        self.desk.refresh_book(KAFFE)
        self.courier = self._started()

    def close(self) -> None:
        self.courier.stop()
        self.desk.close()
        self.box.close()

    def _started(self) -> Courier:
        courier = self.desk.new_courier(self.ears, FAST, self._pass)
        courier.start()
        return courier

    def _pass(self, point: str) -> None:
        if point == self._dies_at:
            self._dies_at = None
            self.deaths += 1
            raise Died

    # what happens to it

    def log_in(self) -> None:
        tokens = self.box.issue_tokens()
        self.desk.finish_login(Grant(tokens.access_token, tokens.refresh_token, 3600.0))
        self.logins += 1

    def order(self, *, book: bool = False, credit: bool = False, kind: VoucherKind = VoucherKind.PURCHASE) -> Receipt:
        self._count += 1
        path = self._folder / f"bon-{self._count}.jpg"
        pixels = random.Random(path.name).randbytes(60 * 90 * 3)
        Image.frombytes("RGB", (60, 90), pixels).save(path, quality=95)
        receipt = self.desk.take([path]).taken[0]
        today = self.desk.today()
        draft = Draft("Café Ærø", None, today, Decimal("125.00"), 7200, None, 55000)
        owed = replace(draft, supplier="Ny Leverandør ApS", paid_from=None, credit=True, due=today)
        self.desk.save_draft(receipt.id, replace(owed if credit else _as(kind, draft), date_confirmed=True))
        report = self.desk.send([receipt.id], book=book, company_id=KAFFE, hold=dt.timedelta(0))
        assert not report.held, report.held
        self.ordered.append(receipt.id)
        self.courier.wake()
        return report.sent[0]

    def restart(self) -> None:
        """End and start again, as a process would: with nothing but the journal."""
        self.courier.stop()
        self.restarts += 1
        self.courier = self._started()

    def die_at(self, point: str) -> None:
        """Let the next sender that comes to this point end there, without a word."""
        self._dies_at = point

    def undo(self, number: int) -> None:
        """Take a receipt back, wherever it stands; the user of :meth:`finish` sends it again."""
        if self.ordered:
            self.undone += len(self.desk.undo([self.ordered[number % len(self.ordered)]], offset=True))
            self.courier.wake()

    def scan(self) -> None:
        """Let Dinero's own scan make a draft of a file that has no voucher yet."""
        for file in self.box.state.files(KAFFE):
            if not file["Linked"]:
                self.box.scan(file["FileGuid"])
                self.scanned += 1
                return

    def set_clock(self, by: dt.timedelta) -> None:
        """Set this computer's clock forward or back."""
        self._wrong_by += by
        self.courier.wake()

    # the end

    def delivered(self) -> bool:
        return all(self._done(self.desk.receipt(i)) for i in self.ordered)

    def single(self) -> bool:
        """Return True when no voucher is there that Dinero's own scan made in the same moment as we made ours."""
        return all(v["ExternalReference"] for v in self.box.state.vouchers(KAFFE))

    def _owner(self, voucher: dict[str, Any]) -> str:
        """Return the id of the receipt that a voucher is of: its reference, or for a credit note its guid."""
        told = voucher["Sent"].get("ExternalReference")
        notes = (r.id for r in map(self.desk.receipt, self.ordered) if r.voucher_guid == voucher["Guid"])
        return str(told or next(notes, "nobody's"))

    def _done(self, receipt: Receipt) -> bool:
        return receipt.state in {State.DRAFTED, State.BOOKED} and not receipt.awaits_booking and not receipt.wish

    def finish(self) -> None:
        """Wait until all is delivered; meanwhile do what a user does: log in, press "try again", start anew."""
        self._dies_at = None
        end = time.monotonic() + PATIENCE_S
        if self.deaths:
            self.restart()
        while not (self.delivered() and self.single()):
            assert time.monotonic() < end, self.told()
            self._help()
            with contextlib.suppress(AssertionError):  # looks again
                self.ears.wait_until(self.delivered, 0.3)

    def told(self) -> str:
        """Return what is known, for a failed test to show."""
        receipts = [self.desk.receipt(i) for i in self.ordered]
        trail = [f"{r['operation']} {r['status']} {r['fault'] or ''}" for r in self.box.state.requests[-40:]]
        return "\n".join([*map(str, receipts), str(self.ears.note), str(self.ears.stops), *trail])

    def _help(self) -> None:
        stops = self.desk.company_table.stops().values()
        refused = any(
            note.code in {FaultCode.UNAUTHORIZED, FaultCode.WRONG_PROFILE} for note in stops
        )  # asks for a token once in 5 min
        if refused or (self.ears.note is not None and self.ears.note.code in LOGIN_CODES):
            self.log_in()
        self._answer_questions()
        if stops:
            self.desk.try_now()
        self.courier.wake()

    def _answer_questions(self) -> None:
        """Do what a user does about receipts that wait for one: mine instead of the scan's, try again, send again."""
        for receipt in map(self.desk.receipt, self.ordered):
            if receipt.state is State.ATTENTION and receipt.rival_guid:
                self.desk.use_mine(receipt.id)
            elif receipt.state is State.ATTENTION:
                self.desk.try_now([receipt.id])
            elif receipt.fault is not None and receipt.fault.code is FaultCode.DOUBLE_IN_DINERO:
                self.box.edit(str(receipt.fault.params["guid"]), "delete")  # as the sentence asks the user to
                self.desk.leave_booked(receipt.id)
                self.doubles += 1
            elif receipt.state is State.REMOVED:
                self.desk.back_to_tray(receipt.id)
            elif receipt.editable:
                report = self.desk.send([receipt.id], book=receipt.book, company_id=KAFFE, hold=dt.timedelta(0))
                assert not report.held, report.held

    def assert_one_each(self) -> None:
        """Assert exactly one file and one voucher for each receipt, one supplier, and nothing that Dinero minds."""
        files, vouchers = self.box.state.files(KAFFE), self.box.state.ledger(KAFFE)
        assert sorted(map(self._owner, vouchers)) == sorted(self.ordered)
        kinds = {r.id: _KINDS[r.draft.kind] for r in map(self.desk.receipt, self.ordered)}
        assert {self._owner(v): v["Kind"] for v in vouchers} == kinds
        assert sorted(f["FileGuid"] for f in files) == sorted(v["FileGuid"] for v in vouchers)
        assert len([c for c in self.box.state.contacts(KAFFE) if c["Name"] == "Ny Leverandør ApS"]) <= 1
        for receipt in map(self.desk.receipt, self.ordered):
            assert receipt.fault is None, receipt
            booked = next(v for v in vouchers if v["Guid"] == receipt.voucher_guid)["Status"] != "Draft"
            assert booked is receipt.book
        doubled = [m for m in self.box.state.mistakes if m["text"].startswith("a second voucher was made for a file")]
        assert len(doubled) == self.doubles, "each was seen and told"
        assert self.box.state.mistakes == doubled

    def refusals(self) -> dict[int, int]:
        """Return how often Dinero answered with 400, 401 and 403 of its own, without a fault that was ordered."""
        counted = {400: 0, 401: 0, 403: 0}
        for request in self.box.state.requests:
            if request["fault"] is None and request["status"] in counted and request["org"]:
                counted[request["status"]] += 1
        return counted


@contextlib.contextmanager
def trial(folder: Path) -> Iterator[Trial]:
    """Give a trial in a new folder, and end it."""
    folder.mkdir(parents=True)
    there = Trial(folder)
    try:
        yield there
    finally:
        there.close()
