"""What the tests of the tray's list share: five receipts, and hands on the keyboard."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.gui.tray.view import TrayView
from desktop.receipts.receipt import Draft, Original, Receipt
from desktop.receipts.states import State

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
DAY = dt.date(2026, 5, 16)
FULL = Draft("Netto", date=DAY, amount=Decimal("1234.50"), account=7200, paid_from=55000, date_confirmed=True)
"""A draft that lacks nothing."""


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(), key, modifier)


def write(text: str) -> None:
    QTest.keyClicks(focus(), text)


def names(view: TrayView) -> str:
    return "".join(r.originals[0].name[0] for i in view.model.ids() if (r := view.model.receipt(i)))


def by_name(view: TrayView, name: str) -> str:
    return next(r.id for r in view.tray.all() if r.originals[0].name == f"{name}.jpg")


def choose(view: TrayView, letters: str) -> None:
    view.list.select([by_name(view, letter) for letter in letters])


def many(count: int) -> list[Receipt]:
    start = dt.datetime(2026, 5, 16, 12, tzinfo=dt.UTC)
    original = Original("0" * 64, "bon.jpg", "image/jpeg", 1000)
    return [
        Receipt(
            f"{n:032x}",
            (replace(original, name=f"{n}.jpg"),),
            State.NEW,
            replace(FULL, supplier=f"Hest{n % 50}", account=7200 if n % 3 else None),
            added_at=start + dt.timedelta(seconds=n),
        )
        for n in range(count)
    ]
