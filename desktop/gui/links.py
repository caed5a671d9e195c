"""Addresses that were dropped or pasted: asked about, fetched in a worker, and handed on like files."""

from __future__ import annotations

from enum import Enum
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from desktop.desk import IntakeReport, Refusal
from desktop.gui.bridge import Bridge
from desktop.gui.workers import Lane
from desktop.handed import FetchStoppedError, WebAddress, WebFetch
from desktop.receipts.faults import Fault, FaultCode, FaultNote

_IN_A_BROWSER = frozenset({FaultCode.LINK_IS_PAGE, FaultCode.LINK_LOGIN, FaultCode.SERVER_FAULT})
"""What a browser, in which the user is logged in, may well show."""


class Stage(Enum):
    """Where the addresses are."""

    NONE = "none"
    ASKED = "asked"
    FETCHING = "fetching"
    FOR_THE_BROWSER = "for the browser"
    """They could not be fetched, but a browser may show them."""


class Links(QObject):
    """The addresses at hand. Nothing is fetched before ``fetch`` is called, which is the user's yes."""

    changed = Signal()
    """``stage`` or ``addresses`` has changed"""

    def __init__(self, bridge: Bridge, parent: QObject | None = None, web: WebFetch | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._web = web or WebFetch()
        self.stage = Stage.NONE
        self.addresses: tuple[WebAddress, ...] = ()
        self._waiting: tuple[WebAddress, ...] = ()
        """Dropped while others are being fetched."""
        self._stopped = False

    def ask(self, addresses: tuple[WebAddress, ...]) -> None:
        """Ask about these; what is asked about already is asked about with them, in one question."""
        if self.stage is Stage.FETCHING:
            self._waiting = tuple(dict.fromkeys((*self._waiting, *addresses)))
            return
        before = self.addresses if self.stage is Stage.ASKED else ()
        self._show(Stage.ASKED, tuple(dict.fromkeys((*before, *addresses))))

    def fetch(self) -> None:
        """Fetch what was asked about."""
        if self.stage is not Stage.ASKED:
            return
        addresses, self._stopped = self.addresses, False
        self._show(Stage.FETCHING, addresses)
        self._bridge.intake_started.emit(len(addresses))
        self._bridge.crew.run(Lane.LINKS, partial(self._work, addresses), self._fetched, self._failed)

    @Slot()
    def stop(self) -> None:
        """End what is being fetched, at once; what has come is kept."""
        self._stopped = True
        self._web.stop()

    def leave(self) -> None:
        """Ask no more."""
        if self.stage is not Stage.FETCHING:
            self._show(Stage.NONE, ())

    def _work(self, addresses: tuple[WebAddress, ...]) -> tuple[IntakeReport, tuple[WebAddress, ...]]:
        """Return what has come of the addresses, and those that a browser may show; runs in a worker."""
        report, others = IntakeReport(), []
        for address in addresses:
            if self._stopped or self._bridge.crew.is_stopping():
                break
            try:
                fetched = self._web.fetch(address)
                report += self._bridge.desk.take_bytes(fetched.data, fetched.name)
            except FetchStoppedError:
                break
            except Fault as fault:
                report += IntakeReport(refused=(Refusal(address.host, fault.note()),))
                if fault.code in _IN_A_BROWSER:
                    others.append(address)
        return report, tuple(others)

    def _fetched(self, result: tuple[IntakeReport, tuple[WebAddress, ...]]) -> None:
        report, others = result
        self._end(report)
        if others and self.stage is Stage.NONE:
            self._show(Stage.FOR_THE_BROWSER, others)

    def _failed(self, note: FaultNote) -> None:

        self._end(IntakeReport())
        self._bridge.fault.emit(note)

    def _end(self, report: IntakeReport) -> None:
        self._bridge.changed(report.taken)
        self._bridge.intake_finished.emit(report)
        waiting, self._waiting = self._waiting, ()
        self._show(Stage.ASKED if waiting else Stage.NONE, waiting)

    def _show(self, stage: Stage, addresses: tuple[WebAddress, ...]) -> None:
        self.stage, self.addresses = stage, addresses
        self.changed.emit()
