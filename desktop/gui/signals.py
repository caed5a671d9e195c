"""The facts that the bridge tells; every payload is documented here."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Signals(QObject):
    """The signals of the bridge. All arrive in the GUI thread."""

    loaded = Signal()
    """Everything that is known without a network has been read."""
    unreadable = Signal(object)
    """FaultNote: the data folder can't be opened; ``start`` may be called again"""
    receipts_changed = Signal(object)
    """tuple[Receipt, ...]: new or changed"""
    receipts_gone = Signal(object)
    """tuple[str, ...]: ids that are shown no longer"""
    intake_started = Signal(int)
    intake_progress = Signal(object)
    """Receipt that has been taken; also part of the next ``receipts_changed``"""
    intake_finished = Signal(object)
    """IntakeReport"""
    send_finished = Signal(object)
    """SendReport"""
    picture_ready = Signal(object)
    """PictureReady"""
    rendition_known = Signal(object)
    """RenditionKnown"""
    missing_known = Signal(object)
    """tuple[MissingKnown, ...]: those that are others than before"""
    trail_ready = Signal(object)
    """(receipt id, tuple[TrailEntry, ...])"""
    progress = Signal(object)
    """Progress"""
    book_changed = Signal(object)
    """CompanyBook | None of the chosen company"""
    companies_changed = Signal(object)
    """tuple[Company, ...]"""
    connection_changed = Signal(object)
    """Connection"""
    company_stopped = Signal(object)
    """CompanyStopped"""
    settings_changed = Signal(object)
    """Settings"""
    undo_changed = Signal(object)
    """str | None: what "Undo" would take back"""
    nothing_undone = Signal()
    """"Undo" came too late: nothing of it can be taken back any more"""
    undoing = Signal(object)
    """tuple[Receipt, ...]: taken back, or (those with a wish) to be as soon as Dinero has answered"""
    files_left = Signal(object)
    """tuple[Receipt, ...]: binned, but their files stay in Dinero's archive"""
    login_wanted = Signal()
    """Open the login; a registration is there"""
    registration_missing = Signal()
    """No client to log in with, or a personal key instead: show the ways in"""
    way_kept = Signal()
    """The registration or the key that was written is kept"""
    way_failed = Signal(object)
    """FaultNote: why it was not"""
    sandbox_wanted = Signal()
    """Go over to the sandbox"""
    dinero_wanted = Signal()
    """Leave the sandbox and connect for real"""
    trail_saved = Signal(object)
    """Path of a receipt's trail that has been saved"""
    report_saved = Signal(object)
    """Path of an error report that has been saved"""
    held_changed = Signal(bool)
    """True: another computer used the folder last, so nothing is sent until the user takes it over"""
    fault = Signal(object)
    """FaultNote for the status line"""
