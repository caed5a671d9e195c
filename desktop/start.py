"""Opens the window: the real one, the trial in the built-in sandbox, and one after the other as the user wishes."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.app import open_desk, open_sandbox_desk, start_log
from desktop.cli.output import say
from desktop.config import Config, data_dir_from, default_data_dir
from desktop.desk import Desk
from desktop.gui.application import Opening, Switch, application, run_window
from desktop.gui.single import SingleInstance
from desktop.receipts.faults import Fault, FaultCode, FaultNote
from desktop.receipts.finish import AS_IT_IS
from desktop.receipts.receipt import Original, Receipt
from desktop.store.disk import make_directory, own_folder_faults
from desktop.store.newer import require_not_newer
from desktop.visma import Grant
from desktop.words import _

if TYPE_CHECKING:
    from desktop.sandbox import Sandbox

PATIENCE_MS = (0, 500, 2000, 5000)
"""How long each try to be the first waits for one that is just ending, and no longer answers."""
LEAVING_MS = 15_000
"""How long a window that was asked to close may take: a request that is out is not waited for."""


def run(environ: Mapping[str, str], paths: Sequence[Path]) -> int:
    """Show windows until the user is done; return the exit status.

    One process has the window, the real one or the trial, whichever is open: a later start hands its files to it.
    """
    application()  # before the local socket of SingleInstance, which needs Qt's event dispatcher
    folder = data_dir_from(environ)
    _make_folder(folder)
    single = SingleInstance(folder)
    for patience_ms in PATIENCE_MS:
        if single.claim(patience_ms):
            _show_windows(environ, paths, single)
            single.release()
            return 0
        if single.hand_over(paths):
            return 0
    say(_("Bilagsdrop is open already, but it doesn't answer. Close it, and try again."))
    return 1


def quit_open_window(environ: Mapping[str, str]) -> int:
    """Close the window that is open, if there is one, and wait until its process has let go; return the exit status.

    It closes as by hand, but without a question: what is not sent yet is sent when it is opened again.
    """
    application()  # as above
    single = SingleInstance(data_dir_from(environ))
    if not single.claim() and not (single.ask_to_leave() and single.claim(LEAVING_MS)):
        say(_("Bilagsdrop is open, and doesn't close. Close it by hand."))
        return 1
    single.release()
    return 0


def _show_windows(environ: Mapping[str, str], paths: Sequence[Path], single: SingleInstance) -> None:
    where: Switch | None = Switch(sandbox=False)
    opening = Opening(paths)
    while where is not None:
        if not where.sandbox:
            where = _real(environ, single, opening, where.along)
            continue
        try:
            where = _trial(environ, single)
            opening = Opening(log_in=True)
        except Fault as fault:
            where, opening = Switch(sandbox=False), Opening(news=[fault.note()])


def _real(
    environ: Mapping[str, str], single: SingleInstance, opening: Opening, along: Sequence[Receipt]
) -> Switch | None:
    desk = open_desk(environ)
    _start_log(desk.config)
    try:
        news = [*opening.news, *(_bring(along, trial_data_dir(environ), desk) if along else ())]
        return run_window(desk.config, desk, desk.new_courier, single, replace(opening, news=news))
    finally:
        desk.close()


def _trial(environ: Mapping[str, str], single: SingleInstance) -> Switch | None:
    """Show the window on the sandbox, whose state is kept beside the trial's receipts. Raises Fault before it shows."""
    data_dir = trial_data_dir(environ)
    with own_folder_faults(data_dir):
        make_directory(data_dir)
    with _open_box(data_dir / "dinero.sqlite3") as box:
        desk = open_sandbox_desk(box, Config(box.url, box.url, data_dir, sandbox=True))
        try:
            _prepare_trial(box, desk)
            return run_window(desk.config, desk, desk.new_courier, single, Opening())
        finally:
            desk.close()


def _open_box(path: Path) -> Sandbox:
    """Return the sandbox on the state in a file; one that is damaged is set aside: it was all made up. Raises Fault."""
    from desktop.sandbox import Sandbox  # noqa: PLC0415 - loads an HTTP server, which the real window must not wait for

    try:
        return Sandbox(state_file=path)
    except sqlite3.OperationalError as error:
        raise Fault(FaultCode.DATA_FOLDER_READ_ONLY, folder=str(path.parent)) from error
    except sqlite3.DatabaseError:
        with own_folder_faults(path.parent):
            path.replace(path.with_name(f"{path.name}.damaged"))
        return Sandbox(state_file=path)


def _prepare_trial(box: Sandbox, desk: Desk) -> None:
    try:
        desk.open()  # first: a damaged journal is set aside before anything is written
        log_in_to(box, desk)
    except Fault:
        # The window reads the folder again, and there it is said in words.
        return


def trial_data_dir(environ: Mapping[str, str]) -> Path:
    """Return the data folder of the trial, beside the real one and apart from it."""
    chosen = environ.get("BILAGSDROP_DATA_DIR")
    if chosen:
        real = Path(chosen).expanduser().absolute()
        return real.with_name(real.name + "-sandbox")
    return default_data_dir(sandbox=True)


def log_in_to(box: Sandbox, desk: Desk) -> None:
    """Log the trial in as the sandbox's owner and choose the company: trying needs no account."""
    from desktop.sandbox import KAFFE  # noqa: PLC0415 - as above

    tokens = box.issue_tokens()
    desk.finish_login(Grant(tokens.access_token, tokens.refresh_token, float(tokens.expires_in)))
    settings = desk.settings()
    if settings.company_id is None:
        desk.save_settings(replace(settings, company_id=KAFFE, seen_welcome=True))


def _make_folder(folder: Path) -> None:
    try:
        make_directory(folder)
    except (OSError, Fault):
        # The window opens all the same: reading the folder fails again, and there it is said in words.
        return


def _start_log(config: Config) -> None:
    try:
        require_not_newer(config.journal_path)  # nothing at all is written into such a folder
        start_log(config)
    except Fault:
        # A folder that can't be written is said in the window, where the user sees it.
        return


def _bring(receipts: Sequence[Receipt], source: Path, desk: Desk) -> list[FaultNote]:
    """Take receipts along; return what kept some of them from coming. The trial still has them all."""
    try:
        desk.open()
        return take_along(receipts, source, desk)
    except Fault as fault:
        return [fault.note()]


def take_along(receipts: Sequence[Receipt], source: Path, desk: Desk) -> list[FaultNote]:
    """Take receipts of the trial's tray, with what was filled in, into the real one; accounts are the company's own.

    Returns why a page was refused. Raises Fault.
    """
    refused: list[FaultNote] = []
    for receipt in receipts:
        reports = [(o, desk.take_bytes(_original(source, o), o.name)) for o in receipt.originals]
        refused += [refusal.note for _o, report in reports for refusal in report.refused]
        taken = [(original, report.taken[0].id) for original, report in reports if report.taken]
        ids = [receipt_id for _o, receipt_id in taken]
        for original, receipt_id in taken:  # what is blacked out stays so, also where another page was refused
            _show_alike(original, receipt_id, desk)
        if not ids:
            continue
        draft = replace(receipt.draft, account=None, paid_from=None, contact_guid=None, vat_code=None)
        desk.save_draft(ids[0], draft)
        if len(ids) > 1:
            desk.merge(ids)
    return refused


def _show_alike(original: Original, receipt_id: str, desk: Desk) -> None:
    if original.turns:
        desk.turn(receipt_id, 0, original.turns)
    if original.frame:
        desk.trimming.frame(receipt_id, 0, original.frame)
    if original.finish != AS_IT_IS:
        desk.finishing.put(receipt_id, 0, original.finish)


def _original(data_dir: Path, original: Original) -> bytes:
    try:
        return (data_dir / "vault" / original.sha256[:2] / original.sha256).read_bytes()
    except OSError as error:
        raise Fault(FaultCode.ORIGINAL_MISSING, file=original.name) from error
