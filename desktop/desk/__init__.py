"""What the window and the command line ask of the program, in one place."""

from desktop.desk.desk import Desk
from desktop.desk.guards import Guards, Heed, Pair
from desktop.desk.intake import Intake, IntakeReport, Refusal
from desktop.desk.receipt_desk import ReceiptDesk
from desktop.desk.send_report import SendReport
from desktop.desk.suppliers import contact_guid_for

__all__ = [
    "Desk", "Guards", "Heed", "Intake", "IntakeReport", "Pair", "ReceiptDesk", "Refusal", "SendReport",
    "contact_guid_for",
]  # fmt: skip
