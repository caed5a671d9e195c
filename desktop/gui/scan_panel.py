"""Scanning, above the status line: which scanner, how, and how far it is. Nothing of it stops other work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QProgressBar, QSizePolicy, QWidget

from desktop.gui import icons
from desktop.gui.actions import is_for
from desktop.gui.lent_focus import LentFocus
from desktop.gui.scans import Moved
from desktop.gui.setting.rows import save
from desktop.gui.theme import Role, Space, letters, scaled
from desktop.gui.tray.field import CalmCombo
from desktop.gui.widgets import announce, button, column, ground, hairline, label, row
from desktop.receipts.faults import FaultNote
from desktop.scanning import Abilities, Colour, Paper, Scanner, Wish
from desktop.words import _, ngettext
from desktop.words.faults import explain

if TYPE_CHECKING:
    from desktop.desk.scans import Scanned
    from desktop.gui.bridge import Bridge


class ScanPanel(QWidget):
    """Hidden until the user wants to scan."""

    closed = Signal()

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._desk = bridge, bridge.sources.scans
        self._scanners: tuple[Scanner, ...] = ()
        self._scanning = False
        ground(self, "surface")
        self.setAccessibleName(_("Scan"))
        self._make()
        self._lay_out()
        self._wire()
        self._fill()
        self.hide()

    def _make(self) -> None:
        self.focus = LentFocus(self)
        self.symbol = QLabel()
        self.words = label("", wraps=True)
        self.scanner, self.paper, self.colour = CalmCombo(), QComboBox(), QComboBox()
        self.scanner.setAccessibleName(_("Scanner"))
        self.paper.setAccessibleName(_("Where the paper lies"))
        self.colour.setAccessibleName(_("Colours"))
        self.scanner.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for box in (self.paper, self.colour):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)  # the scanner's name gives way
        self.scanner.setMaximumWidth(letters(60))
        self.together = QCheckBox(_("All pages are one receipt"))
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Progress"))
        self.bar.setTextVisible(False)
        self.again = button(_("Look again"), icon="try")
        self.start = button(_("Scan"), kind="primary", icon="scan")
        self.stop = button(_("Break off"))
        self.away = button("", kind="quiet", icon="close", name=_("Close"))

    def _lay_out(self) -> None:
        layout = column(self, gap=0)
        layout.addWidget(hairline())
        first = row(gap=Space.S)
        first.setContentsMargins(Space.L, Space.M, Space.S, 0)
        first.addWidget(self.symbol)
        first.addWidget(self.words, 1)
        first.addWidget(self.away)
        second = row(gap=Space.S)
        second.setContentsMargins(Space.L, Space.S, Space.L, Space.M)
        for each in (self.scanner, self.paper, self.colour, self.together):
            second.addWidget(each)
        second.addWidget(self.bar, 100)
        second.addStretch(1)
        for press in (self.again, self.stop, self.start):
            second.addWidget(press)
        layout.addLayout(first)
        layout.addLayout(second)

    def _wire(self) -> None:
        desk = self._desk
        desk.opened.connect(self._on_opened)
        desk.found.connect(self._on_found)
        desk.able.connect(self._on_able)
        desk.refused.connect(self._on_refused)
        desk.began.connect(self._on_began)
        desk.moved.connect(self._on_moved)
        desk.ended.connect(self._on_ended)
        self.scanner.activated.connect(self._ask)
        self.paper.activated.connect(self._show_together)
        self.colour.activated.connect(self._on_colour)
        self.together.clicked.connect(self._on_together)
        self.again.clicked.connect(self._look)
        self.start.clicked.connect(self._scan)
        self.stop.clicked.connect(self._on_stop)
        self.away.clicked.connect(self._close)

    # -- what is shown

    def _fill(self, *, ready: bool = False, refused: bool = False) -> None:
        """Show the controls that there is use for now; of one that refused, another can be chosen."""
        choosing = bool(self._scanners) and not self._scanning
        for each in (self.scanner, self.paper, self.colour, self.together):
            each.setVisible(choosing)
            each.setEnabled(ready or (refused and each is self.scanner))
        self.together.setVisible(choosing and self.paper.currentData() == Paper.FEEDER.value)
        self.start.setVisible(choosing)
        self.start.setEnabled(ready)
        self.bar.setVisible(self._scanning)
        self.stop.setVisible(self._scanning)
        self.away.setEnabled(not self._scanning)

    def _say(self, icon: str, role: Role, text: str, *, urgent: bool = False) -> None:
        icons.show(self.symbol, icon, scaled(18), role)
        self.words.setText(text)
        if self.isVisible() and text:
            announce(self, text, urgent=urgent)

    @Slot()
    def _on_opened(self) -> None:
        self.show()
        if not self._scanning:
            self._searching()
        self.focus.take(self.stop if self._scanning else self.away)

    def _lead_to(self, part: QWidget, *, here: bool) -> None:
        """Let the next key go to a part of the panel if it would have gone to another one of it before."""
        if here:
            self.focus.take(part)

    def _searching(self) -> None:
        self._scanners = ()
        self.again.hide()
        self._fill()
        self._say("search", Role.MUTED, _("Looking for scanners …"))

    @Slot()
    def _look(self) -> None:
        here = self.focus.is_here
        self._searching()
        self._lead_to(self.away, here=here)
        self._desk.look()

    @Slot(object)
    def _on_found(self, scanners: tuple[Scanner, ...]) -> None:
        if self._scanning:
            return
        before = self.scanner.currentData()
        self._scanners = scanners
        self.scanner.clear()
        for scanner in scanners:
            self.scanner.addItem(scanner.name, scanner.id)
        self.scanner.setCurrentIndex(max(self.scanner.findData(before), 0))
        for at, scanner in enumerate(scanners):  # its whole name, where that is longer than the box
            self.scanner.setItemData(at, scanner.name, Qt.ItemDataRole.ToolTipRole)
        self._ask()

    @Slot()
    def _ask(self) -> None:
        """Ask the chosen scanner what it can do."""
        scanner, here = self._chosen(), self.focus.is_here
        if scanner is not None:
            self._fill()
            self._lead_to(self.away, here=here)
            self._say("search", Role.MUTED, _("Asking the scanner what it can do …"))
            self._desk.ask(scanner)

    def _chosen(self) -> Scanner | None:
        return next((s for s in self._scanners if s.id == self.scanner.currentData()), None)

    @Slot(object)
    def _on_able(self, abilities: Abilities) -> None:
        if self._scanning:
            return
        papers = {Paper.GLASS: _("On the glass"), Paper.FEEDER: _("In the feeder")}
        colours = {Colour.COLOUR: _("Colour"), Colour.GREY: _("Grey")}
        _choices(self.paper, {p.value: papers[p] for p in abilities.papers})
        wanted = Colour.GREY if self._bridge.settings.scan_grey else Colour.COLOUR
        _choices(self.colour, {c.value: colours[c] for c in abilities.colours}, wanted.value)
        self.together.setChecked(self._bridge.settings.scan_together)
        self.again.hide()
        self._fill(ready=True)
        self.scanner.setToolTip(self.scanner.currentText())
        self._say("scan", Role.MUTED, _("Lay the receipt on the scanner. What is scanned comes into the tray."))
        self._lead_to(self.start, here=self.focus.is_here)

    @Slot()
    def _show_together(self) -> None:
        self._fill(ready=True)

    @Slot(bool)
    def _on_together(self, wanted: bool) -> None:
        save(self._bridge, "scan_together", wanted)

    @Slot()
    def _on_colour(self) -> None:
        save(self._bridge, "scan_grey", self.colour.currentData() == Colour.GREY.value)

    @Slot(object)
    def _on_refused(self, note: FaultNote) -> None:
        here, self._scanning = self.focus.is_here, False
        words = explain(note)
        self.again.show()
        self._fill(refused=True)
        self._say("alert", Role.FAULT, f"{words.title}. {words.sentence} {words.step}", urgent=True)
        self._lead_to(self.again, here=here)

    # -- scanning

    @Slot()
    def _scan(self) -> None:
        scanner = self._chosen()
        if scanner is None or self._scanning:
            return
        wish, here = Wish(Paper(self.paper.currentData()), Colour(self.colour.currentData())), self.focus.is_here
        self._desk.scan(scanner, wish, together=self.together.isChecked() and wish.paper is Paper.FEEDER)
        self._lead_to(self.stop, here=here)  # else the tray has it, which is shown when a page is about to come

    @Slot()
    def _on_began(self) -> None:
        self._scanning = True
        self.stop.setEnabled(True)
        self.bar.setRange(0, 0)
        self.again.hide()
        self._fill()
        self._say("scan", Role.ACCENT, _("Scanning …"))

    @Slot(object)
    def _on_moved(self, moved: Moved) -> None:
        if self._scanning and self.stop.isEnabled():
            self.bar.setRange(0, 100)
            self.bar.setValue(round(moved.percent))
            self.words.setText(_("Scanning page {n} …").format(n=moved.page))

    @Slot()
    def _on_stop(self) -> None:
        here = self.focus.is_here
        self.stop.setEnabled(False)
        self._lead_to(self, here=here)  # else it would go on to what lies below, which the next Enter would press
        self._say("clock", Role.WAIT, _("Breaking off. The pages that are whole stay."))
        self._desk.break_off()

    @Slot(object)
    def _on_ended(self, scanned: Scanned) -> None:
        here, self._scanning = self.focus.is_here, False
        came = _came(scanned.pages)
        self.again.setVisible(scanned.fault is not None)
        self._fill(ready=True)
        if scanned.fault is not None:
            words = explain(scanned.fault)
            parts = (*([came] if scanned.pages else []), f"{words.title}.", words.sentence, words.step)
            self._say("alert", Role.FAULT, " ".join(parts), urgent=True)
        elif scanned.pages:
            on = _("Lay the next one on, or close this.")
            self._say("check-circle", Role.OK, f"{came} {on}")
        else:
            self._say("info", Role.MUTED, _("Broken off. No page was whole yet."))
        self._lead_to(self.start, here=here)

    @Slot()
    def _close(self) -> None:
        here = self.focus.is_here
        self.hide()
        self.focus.give_back() if here else self.focus.forget()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it, or breaks the scan off."""
        if not is_for(event, "back"):
            super().keyPressEvent(event)
        elif self._scanning:
            self._on_stop()
        else:
            self._close()


def _came(pages: int) -> str:
    return ngettext("{n} page is in the tray.", "{n} pages are in the tray.", pages).format(n=pages)


def _choices(box: QComboBox, options: dict[str, str], wanted: str | None = None) -> None:
    """Offer other values; the one that was chosen, or else is wanted, stays chosen where there is it."""
    before = wanted or box.currentData()
    box.clear()
    for value, words in options.items():
        box.addItem(words, value)
    box.setCurrentIndex(max(box.findData(before), 0))
