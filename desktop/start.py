"""Opens the window: the real one, the trial in the built-in sandbox, and one after the other as the user wishes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.app import open_desk, open_sandbox_desk, start_log
from desktop.config import Config, default_data_dir
from desktop.desk import Desk
from desktop.gui.application import Switch, run_window
from desktop.receipts.faults import Fault
from desktop.receipts.receipt import Receipt
from desktop.store.disk import make_directory
from desktop.visma import Grant

if TYPE_CHECKING:
    from desktop.sandbox import Sandbox


def run(environ: Mapping[str, str], paths: Sequence[Path]) -> int:
    """Show windows until the user is done; return the exit status."""
    where: Switch | None = Switch(sandbox=False)
    status, files, log_in = 0, list(paths), False
    while where is not None:
        if where.sandbox:
            status, where = _trial(environ)
            log_in = where is not None
        else:
            status, where = _real(environ, files, where.along, log_in=log_in)
            files = []
    return status


def _real(
    environ: Mapping[str, str], files: Sequence[Path], along: Sequence[Receipt], *, log_in: bool
) -> tuple[int, Switch | None]:
    desk = open_desk(environ)
    _start_log(desk.config)
    try:
        if along:
            desk.open()
            take_along(along, trial_data_dir(environ), desk)
        return _show(desk, files, log_in=log_in)
    finally:
        desk.close()


def _trial(environ: Mapping[str, str]) -> tuple[int, Switch | None]:
    """Show the window on the sandbox, whose state is kept beside the trial's receipts."""
    from desktop.sandbox import Sandbox  # noqa: PLC0415 - loads an HTTP server, which the real window must not wait for

    data_dir = trial_data_dir(environ)
    make_directory(data_dir)
    with Sandbox(state_file=data_dir / "dinero.sqlite3") as box:
        desk = open_sandbox_desk(box, Config(box.url, box.url, data_dir, sandbox=True))
        try:
            _prepare_trial(box, desk)
            return _show(desk, [], log_in=False)
        finally:
            desk.close()


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


def _show(desk: Desk, files: Sequence[Path], *, log_in: bool) -> tuple[int, Switch | None]:
    wishes: list[Switch] = []
    status = run_window(desk.config, desk, desk.new_courier, files, wishes.append, log_in=log_in)
    return status, wishes[0] if wishes else None


def _start_log(config: Config) -> None:
    try:
        start_log(config)
    except Fault:
        # A folder that can't be written is said in the window, where the user sees it.
        return


def take_along(receipts: Sequence[Receipt], source: Path, desk: Desk) -> None:
    """Take receipts of the trial's tray, with what was filled in, into the real one; accounts are the company's own."""
    vault = source / "vault"
    for receipt in receipts:
        taken = [
            desk.take_bytes((vault / o.sha256[:2] / o.sha256).read_bytes(), o.name).taken for o in receipt.originals
        ]
        ids = [found[0].id for found in taken if found]
        if not ids:
            continue
        draft = replace(receipt.draft, account=None, paid_from=None, contact_guid=None, vat_code=None)
        desk.save_draft(ids[0], draft)
        if len(ids) > 1:
            desk.merge(ids)
