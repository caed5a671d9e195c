"""The bridge: commands return at once, facts arrive in the GUI thread."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QThread
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop.desk import Desk, IntakeReport
from desktop.gui.bridge import Bridge, CourierLike
from desktop.gui.listener import CourierListener
from desktop.gui.workers import Crew, Lane
from desktop.receipts.faults import FaultCode, FaultNote
from desktop.receipts.receipt import Draft, Receipt
from desktop.receipts.states import State, Wish

MakePhoto = Callable[[str], Path]


def take(qtbot: QtBot, bridge: Bridge, *paths: Path) -> IntakeReport:
    with qtbot.waitSignal(bridge.intake_finished) as finished:
        bridge.take_paths(paths)
    (report,) = finished.args
    assert isinstance(report, IntakeReport)
    return report


def test_what_is_on_the_disk_is_shown_at_the_start(qtbot: QtBot, bridge: Bridge, desk: Desk, photo: Path) -> None:
    desk.take([photo])
    with qtbot.waitSignal(bridge.loaded):
        bridge.start()
    assert [r.originals[0].name for r in bridge.receipts.values()] == ["bon.jpg"]


def test_a_window_that_closes_at_once_leaves_no_delivery_behind(qtbot: QtBot, bridge: Bridge) -> None:
    made: list[Any] = []
    plain = bridge._factory

    def factory(listener: CourierListener) -> CourierLike:
        made.append(plain(listener))
        courier: CourierLike = made[-1]
        return courier

    bridge._factory = factory
    with qtbot.waitSignal(bridge.loaded):
        bridge.start()
    assert bridge.stop()
    assert [courier.started for courier in made] == [False]


def test_files_arrive_as_receipts_in_the_gui_thread(qtbot: QtBot, bridge: Bridge, make_photo: MakePhoto) -> None:
    threads: list[bool] = []
    bridge.receipts_changed.connect(lambda _: threads.append(QThread.currentThread().isMainThread()))
    report = take(qtbot, bridge, *(make_photo(f"{n}.jpg") for n in range(4)))
    assert len(report.taken) == len(bridge.receipts) == 4
    assert set(threads) == {True}


def test_a_pasted_picture_becomes_a_receipt(qtbot: QtBot, bridge: Bridge) -> None:
    image = QImage(300, 400, QImage.Format.Format_RGB32)
    image.fill(0xFFEEEEEE)
    with qtbot.waitSignal(bridge.intake_finished):
        bridge.take_image(image, "Indsat.png")
    (receipt,) = bridge.receipts.values()
    assert receipt.originals[0].media_type == "image/png"


def test_an_older_save_never_overwrites_what_was_typed_later(qtbot: QtBot, bridge: Bridge, photo: Path) -> None:
    take(qtbot, bridge, photo)
    (receipt_id,) = bridge.receipts
    seen: list[str] = []
    bridge.receipts_changed.connect(lambda changed: seen.extend(r.draft.supplier for r in changed))
    for name in ("N", "Ne", "Net", "Nett", "Netto"):
        bridge.save_draft(receipt_id, Draft(supplier=name))
    qtbot.waitUntil(lambda: len(seen) == 5)
    assert set(seen) == {"Netto"}


def full_draft() -> Draft:
    today = dt.datetime.now(dt.UTC).astimezone().date()
    return Draft("Netto", date=today, amount=Decimal("125.00"), account=7200, paid_from=55000)


def sent(qtbot: QtBot, bridge: Bridge, photo: Path) -> Receipt:
    bridge.choose_company(1)
    take(qtbot, bridge, photo)
    (receipt_id,) = bridge.receipts
    bridge.save_draft(receipt_id, full_draft())
    with qtbot.waitSignal(bridge.send_finished):
        bridge.send([receipt_id])
    return bridge.receipts[receipt_id]


def test_a_send_is_undone_as_long_as_nothing_has_left(qtbot: QtBot, bridge: Bridge, photo: Path) -> None:
    receipt = sent(qtbot, bridge, photo)
    assert receipt.state is State.QUEUED
    assert bridge.undo_label() is not None
    bridge.undo()
    qtbot.waitUntil(lambda: bridge.receipts[receipt.id].state is State.READY)
    assert bridge.undo_label() is None


def test_undo_of_what_is_on_its_way_is_a_wish(qtbot: QtBot, bridge: Bridge, desk: Desk, photo: Path) -> None:
    receipt = sent(qtbot, bridge, photo)
    desk.receipt_table.save(replace(receipt, state=State.UPLOADING))
    with qtbot.waitSignal(bridge.undoing):
        bridge.undo()
    assert bridge.receipts[receipt.id].wish is Wish.UNDO
    assert bridge.undo_label() is None


def test_a_binned_receipt_whose_file_is_in_dinero_is_told(
    qtbot: QtBot, bridge: Bridge, desk: Desk, photo: Path
) -> None:
    receipt = sent(qtbot, bridge, photo)
    desk.receipt_table.save(replace(receipt, state=State.REMOVED, file_guid="f", voucher_guid="v"))
    with qtbot.waitSignal(bridge.files_left):
        bridge.bin([receipt.id])
    binned = desk.receipt(receipt.id)
    assert (binned.state, binned.voucher_guid, binned.gone_vouchers) == (State.BINNED, None, ("v",))


def test_undo_is_not_offered_for_what_is_booked(qtbot: QtBot, bridge: Bridge, photo: Path) -> None:
    receipt = sent(qtbot, bridge, photo)
    with qtbot.waitSignal(bridge.receipts_changed):
        bridge._listener.receipt_changed(replace(receipt, state=State.BOOKED))
    assert bridge.undo_label() is None


def test_undo_is_not_offered_when_several_have_left_one_by_one(
    qtbot: QtBot, bridge: Bridge, make_photo: MakePhoto
) -> None:
    bridge.choose_company(1)
    take(qtbot, bridge, make_photo("a.jpg"), make_photo("b.jpg"))
    for number, receipt_id in enumerate(bridge.receipts):  # two of one total would be asked about
        bridge.save_draft(receipt_id, replace(full_draft(), amount=Decimal(125 + number)))
    with qtbot.waitSignal(bridge.send_finished):
        bridge.send(list(bridge.receipts))
    first, second = bridge.receipts.values()
    bridge.changed([replace(first, state=State.BOOKED)])
    assert bridge.undo_label() is not None
    bridge.changed([replace(second, state=State.BOOKED)])
    assert bridge.undo_label() is None


def test_a_removed_receipt_comes_back_with_undo(qtbot: QtBot, bridge: Bridge, photo: Path) -> None:
    take(qtbot, bridge, photo)
    (receipt_id,) = bridge.receipts
    with qtbot.waitSignal(bridge.receipts_gone) as gone:
        bridge.bin([receipt_id])
    assert gone.args == [(receipt_id,)]
    assert not bridge.receipts
    bridge.undo()
    qtbot.waitUntil(lambda: receipt_id in bridge.receipts)


def test_facts_of_the_deliverys_threads_arrive_in_the_gui_thread(qtbot: QtBot, bridge: Bridge) -> None:
    threads: list[bool] = []
    bridge.progress.connect(lambda _: threads.append(QThread.currentThread().isMainThread()))
    sender = threading.Thread(target=bridge._listener.progress, args=("a", 3_000_000_000, 4_000_000_000))
    with qtbot.waitSignal(bridge.progress) as told:
        sender.start()
    sender.join()
    assert told.args[0] == ("a", 3_000_000_000, 4_000_000_000)
    assert threads == [True]


@pytest.mark.logs("unforeseen RuntimeError")
def test_a_fault_of_a_worker_reaches_the_status_line_without_its_text(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    crew = Crew()

    def burst() -> None:
        raise RuntimeError("secret-token")

    with qtbot.waitSignal(crew.failed) as failed:
        crew.run(Lane.DISK, burst)
    assert failed.args[0] == FaultNote(FaultCode.INTERNAL, {"kind": "RuntimeError"})
    assert "RuntimeError" in caplog.text
    assert "secret-token" not in caplog.text
    assert crew.stop()


@pytest.mark.usefixtures("qapp")
def test_what_the_user_did_is_carried_out_though_the_window_closes() -> None:
    crew, go = Crew(), threading.Event()
    done: list[int] = []
    crew.run(Lane.DISK, lambda: go.wait(5))
    for n in range(20):
        crew.run(Lane.DISK, partial(done.append, n))
    go.set()
    assert crew.stop()
    assert done == list(range(20))
