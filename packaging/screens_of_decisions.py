"""The screens on which the user decides about a receipt that has left: for ``screenshots.py``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from desktop.gui.application import Program
from desktop.gui.journey_view import JourneyView
from desktop.gui.pages import Shown
from desktop.gui.tour import Steps, pause
from desktop.receipts.receipt import Receipt
from desktop.receipts.states import Proof, State
from desktop.sandbox import Fault, Sandbox

Shoot = Callable[..., None]


def decisions(program: Program, box: Sandbox, shoot: Shoot) -> Steps:
    """Show a seal, Dinero's own draft beside ours, and the question before a booked voucher is offset."""
    receipts = program.bridge.receipts
    yield lambda: any(r.proof is Proof.STORED for r in receipts.values())
    _choose(program, Shown.ARCHIVE, next(r for r in receipts.values() if r.proof is Proof.STORED))
    yield pause(0.8)
    shoot("9-seal")
    first, second = [r.id for r in receipts.values() if r.state is State.NEW][:2]
    yield from _scanned(program, box, first)
    _choose(program, Shown.OUTBOX, receipts[first])
    yield pause(0.8)
    shoot("9-use-mine")
    yield from _sent(program, second, book=True)
    yield lambda: receipts[second].state is State.BOOKED
    _choose(program, Shown.ARCHIVE, receipts[second])
    yield pause(0.5)
    _view(program, Shown.ARCHIVE).facts.undo.click()
    yield pause(0.8)
    shoot("9-offset")


def _scanned(program: Program, box: Sandbox, receipt_id: str) -> Steps:
    """Send a receipt of which Dinero's own scan makes a draft first."""
    company = program.bridge.settings.company_id or 0
    box.faults.add(Fault("slow", "upload", after=True, seconds=1.5))

    def guid() -> str | None:
        files = box.state.files(company)
        return next((f["FileGuid"] for f in files if receipt_id[:10] in f["Name"]), None)

    yield from _sent(program, receipt_id, book=False)
    yield lambda: guid() is not None
    box.scan(guid() or "", "149.00")
    yield lambda: program.bridge.receipts[receipt_id].state is State.ATTENTION


def _sent(program: Program, receipt_id: str, *, book: bool) -> Steps:
    """Fill a receipt in, and send it without the five seconds."""
    bridge = program.bridge
    draft = replace(bridge.receipts[receipt_id].draft, supplier="Café Ærø", date=bridge.desk.today())
    draft = replace(draft, amount=Decimal("149.50"), account=7200, paid_from=55000, credit=False)
    bridge.save_draft(receipt_id, draft)
    yield lambda: bridge.receipts[receipt_id].state is State.READY
    bridge.changed(bridge.desk.send([receipt_id], book=book, hold=dt.timedelta(0)).sent)
    bridge.wake()


def _view(program: Program, shown: Shown) -> JourneyView:
    view = program.window.pages.page(shown)
    assert isinstance(view, JourneyView)
    return view


def _choose(program: Program, shown: Shown, receipt: Receipt) -> None:
    program.window.pages.show_page(shown)
    view = _view(program, shown)
    view.list.setCurrentIndex(view.model.index(view.model.row_of(receipt.id)))
