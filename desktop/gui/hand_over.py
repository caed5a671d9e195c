"""What is dropped or pasted on its way into the tray; what needs a yes first waits here for it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from desktop.desk import Desk, IntakeReport, Refusal
from desktop.gui.bridge import Bridge
from desktop.gui.links import Links
from desktop.gui.offers import Offer
from desktop.gui.virtual_files import Handed, Withheld
from desktop.gui.workers import Lane
from desktop.handed import PastedKind, pasted
from desktop.papers import text_pdf
from desktop.receipts.faults import Fault, FaultCode, FaultNote
from desktop.words import _


class HandOver(QObject):
    """One for a window. The tray gets what is a receipt; addresses and texts are asked about, each in one line."""

    text_changed = Signal()
    """``text`` has changed"""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.links = Links(bridge, self)
        self.text = ""
        """Of which a receipt is offered to be made; "" for none."""

    def take(self, offer: Offer, name: str) -> None:
        """Give the offer to the tray, ask about it, or say why there is nothing to give.

        ``name``: what a file is called that has no name, without its ending.
        """
        if offer.names:
            self._bridge.take_paths(offer.names)
        elif offer.files or offer.withheld:
            self._take_files(offer.files, offer.withheld, name)
        elif offer.image is not None:
            self._bridge.take_image(offer.image, f"{name}.png")
        elif offer.addresses:
            self.links.ask(offer.addresses)
        elif offer.text:
            self._take_text(offer.text, name)
        else:
            self._bridge.fault.emit(FaultNote(FaultCode.NO_FILE_IN_DROP))

    def make_receipt(self) -> None:
        """Make a receipt of the text that was offered."""
        text, name = self.text, _("Pasted text")
        self.leave_text()
        if text:
            self._run(partial(_take_drawn, self._bridge.desk, text, f"{name}.pdf"))

    def leave_text(self) -> None:
        """Make no receipt of it."""
        self._offer("")

    def _take_text(self, text: str, name: str) -> None:
        found = pasted(text)
        if found.kind is PastedKind.FILE:
            self._take_files((Handed("", found.data, found.ending),), (), name)
        elif found.kind is PastedKind.ADDRESSES:
            self.links.ask(found.addresses)
        elif found.kind is PastedKind.TEXT:
            self._offer(found.text)
        else:
            self._bridge.fault.emit(FaultNote(FaultCode.NO_FILE_IN_DROP))

    def _take_files(self, files: tuple[Handed, ...], withheld: tuple[Withheld, ...], name: str) -> None:
        named = tuple(Handed(each.name or f"{name}{each.ending}", each.data) for each in files)
        for each in withheld:
            if not each.name:
                self._bridge.fault.emit(each.note)
        refused = tuple(Refusal(each.name, each.note) for each in withheld if each.name)
        if named or refused:
            self._run(partial(_take, self._bridge.desk, named, refused))

    def _run(self, work: partial[IntakeReport]) -> None:
        self._bridge.intake_started.emit(1)
        self._bridge.crew.run(Lane.INTAKE, work, self._taken, self._failed)

    def _taken(self, report: IntakeReport) -> None:
        self._bridge.changed(report.taken)
        self._bridge.intake_finished.emit(report)

    def _failed(self, note: FaultNote) -> None:
        self._bridge.intake_finished.emit(IntakeReport())
        self._bridge.fault.emit(note)

    def _offer(self, text: str) -> None:
        self.text = text
        self.text_changed.emit()


def _take(desk: Desk, files: tuple[Handed, ...], refused: tuple[Refusal, ...]) -> IntakeReport:
    """Take files that came as bytes; runs in a worker."""
    report = IntakeReport()
    for file in files:
        report += desk.take_bytes(file.data, file.name)
    return report + IntakeReport(refused=refused)


def _take_drawn(desk: Desk, text: str, name: str) -> IntakeReport:
    """Take a text as a PDF; runs in a worker."""
    try:
        return desk.take_bytes(text_pdf(text), name)
    except Fault as fault:
        return IntakeReport(refused=(Refusal(name, fault.note()),))
