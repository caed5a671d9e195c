"""Purpose and guests: asked for where an account is one for representation."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.gui.tray.field import FieldRow
from desktop.receipts.company import CompanyBook
from desktop.receipts.receipt import Draft
from desktop.receipts.representation import has_representation
from desktop.words import _


class RepresentationFields:
    """Two rows of the form; what is written there goes into the voucher's text."""

    def __init__(self, parent: QWidget) -> None:
        self.purpose = QLineEdit(parent)
        self.guests = QLineEdit(parent)
        self.rows = {"purpose": FieldRow(self.purpose, parent), "guests": FieldRow(self.guests, parent)}
        self.retranslate()

    def show(self, draft: Draft) -> None:
        """Show what a draft says."""
        self.purpose.setText(draft.purpose)
        self.guests.setText(draft.guests)

    def refresh(self, draft: Draft, book: CompanyBook | None) -> None:
        """Show the rows where they are wanted, or hold something."""
        wanted = has_representation(draft, book) or bool(draft.purpose or draft.guests)
        for each in self.rows.values():
            each.setVisible(wanted)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.rows["purpose"].set_name(_("Purpose"))
        self.rows["guests"].set_name(_("Guests"))
