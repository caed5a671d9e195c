"""What the window and the command line ask of the program, in one place."""

from desktop.desk.desk import Desk, SendReport, contact_guid_for
from desktop.desk.intake import Intake, IntakeReport, Refusal

__all__ = ["Desk", "Intake", "IntakeReport", "Refusal", "SendReport", "contact_guid_for"]
