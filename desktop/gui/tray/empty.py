"""The empty tray: a large, friendly place to drop on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.gui.actions import told, words_of
from desktop.gui.theme import Role, Space, look, scaled
from desktop.gui.widgets import button, column, label, picture, retell, row
from desktop.words import _

WHOLE, PLAIN, WAYS = 460, 340, 200
"""Pixels of height, with text of the usual size, from which there is room for everything; for all but the picture; for
the ways in. Below them there is room for one button."""


class EmptyTray(QWidget):
    """Says how receipts get here."""

    add_requested = Signal()
    samples_requested = Signal()
    """The user has no receipt at hand to try with."""

    def __init__(self, parent: QWidget | None = None, *, trial: bool = False) -> None:
        super().__init__(parent)
        self.title = label(kind="title", wraps=True)
        self.ways = label(ink="muted", wraps=True)
        self.kinds = label(kind="small", ink="muted", wraps=True)
        self.add = button("", kind="primary", icon="add")
        self.phone = button("", kind="link", icon="phone")
        self.scan = button("", kind="link", icon="scan")
        self.samples = button("", kind="link")
        self._trial = trial
        self.samples.setVisible(trial)
        self.bin = button("", kind="link")
        """The way into the bin; the tray's view says what is in it."""
        self._layout = column(self, margin=Space.XXL + Space.XL, gap=Space.M)
        self._picture = picture("drop", 72, Role.ACCENT)
        self._lay_out()
        self.add.clicked.connect(self.add_requested)
        self.samples.clicked.connect(self.samples_requested)
        look().changed.connect(self.update)
        self.retranslate()

    def _lay_out(self) -> None:
        layout = self._layout
        middle = Qt.AlignmentFlag.AlignHCenter
        layout.addStretch(2)
        layout.addWidget(self._picture, 0, middle)
        layout.addSpacing(Space.S)
        for words in (self.title, self.ways):
            words.setAlignment(middle)
            layout.addWidget(words)
        layout.addSpacing(Space.S)
        layout.addWidget(self.add, 0, middle)
        beside = row(gap=Space.L)
        for link in (self.phone, self.scan):
            beside.addWidget(link)
        beside.setAlignment(middle)
        layout.addLayout(beside)
        layout.addWidget(self.samples, 0, middle)
        layout.addWidget(self.bin, 0, middle)
        layout.addSpacing(Space.S)
        self.kinds.setAlignment(middle)
        layout.addWidget(self.kinds)
        layout.addStretch(3)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the edge of the place to drop on."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), look().colour(Role.DESK))
        pen = QPen(look().colour(Role.EDGE), 1.5, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.setBrush(look().colour(Role.SURFACE))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(24.5, 24.5, -24.5, -24.5), 8, 8)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Do without what matters less where there is little room, as beside the link for the phone."""
        super().resizeEvent(event)
        whole, plain, ways = (self.height() >= scaled(limit) for limit in (WHOLE, PLAIN, WAYS))
        self._picture.setVisible(whole)
        for each in (self.ways, self.kinds):
            each.setVisible(plain)
        for shown in (self.title, self.phone, self.scan):
            shown.setVisible(ways)
        self.samples.setVisible(self._trial and ways)
        side = Space.XXL + Space.XL
        above = side if whole else Space.XXL
        self._layout.setContentsMargins(side, above, side, above)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.title.setText(_("Drop your receipts here"))
        self.ways.setText(_("Files or whole folders. Or paste a picture with Ctrl+V."))
        retell(self.add, _("Add receipts"))
        retell(self.phone, _("Use the phone"))
        self.phone.setToolTip(f"{words_of('phone')} ({told('phone')})")
        retell(self.scan, words_of("scan"))
        self.scan.setToolTip(told("scan"))
        retell(self.samples, _("Try with sample receipts"))
        self.kinds.setText(
            _("Photos, scans, PDFs, e-invoices and e-mails. The originals stay where they are; a copy is kept here.")
        )
