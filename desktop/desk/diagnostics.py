"""One zip file that lets someone else find out what is wrong: log, settings, versions, the journal's rows.

Nothing in it is a secret: the keyring is not asked. Names, texts and amounts are left out unless the user wants them
in. Every part is made for itself, so that a damaged journal doesn't keep the log from being read.
"""

from __future__ import annotations

import csv
import importlib.metadata
import io
import json
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from desktop import __version__
from desktop.desk.receipt_desk import ReceiptDesk
from desktop.desk.redaction import Redactor, names_in, names_of_this_computer
from desktop.desk.trail import save_file
from desktop.receipts.faults import Fault, FaultNote
from desktop.receipts.receipt import Receipt
from desktop.store.disk import own_folder_faults
from desktop.store.mounts import on_network

_PACKAGES = (
    "PySide6-Essentials", "PySide6-WebEngine", "requests", "requests-oauthlib", "pillow", "pi-heif", "pypdfium2",
    "keyring", "filelock", "platformdirs", "truststore", "certifi", "urllib3",
)  # fmt: skip
_LOG_BYTES = 2_000_000
"""Of each log file, its end."""
_VAULT_BYTES = 1_000_000_000
"""Of the originals; more would keep the user waiting."""
_SELF_TEST_SECONDS = 300
_SAFE_DETAILS = frozenset({"size", "sha256", "since", "guid", "file_guid", "kind"})
_SAFE_PARAMS = frozenset({"status", "code", "reason", "seconds", "size", "limit", "step", "field", "detail", "pages"})


@dataclass(frozen=True, slots=True)
class Wishes:
    """What goes into the file besides what always does."""

    keep_names: bool = False
    """Names, texts and amounts stay in."""
    self_test: str | None = None
    """What :func:`self_test_result` returned."""
    secrets: tuple[str, ...] = ()
    """Texts that must not be found in the file, whatever part of it they would be in."""


def write_diagnostics(
    desk: ReceiptDesk, path: Path, wishes: Wishes | None = None, stopped: Callable[[], bool] = lambda: False
) -> None:
    """Write the zip file. ``stopped`` ends the reading of originals early. Raises Fault."""
    wishes = wishes or Wishes()
    secrets = [*wishes.secrets, *_secrets_of(os.environ)]
    receipts = _or_none(desk.receipts) or ()
    redactor = Redactor(secrets, _names(desk, receipts), keep_names=wishes.keep_names)
    parts = {
        "about.json": lambda: _json(_about(desk, receipts, stopped)),
        "settings.json": lambda: _json(_settings(desk)),
        "receipts.csv": lambda: _receipts_csv(receipts, keep_names=wishes.keep_names),
        "requests.csv": lambda: _requests_csv(desk, keep_names=wishes.keep_names),
        "self-test.json": lambda: redactor.clean(wishes.self_test or ""),
    } | {name: _log_reader(file, redactor) for name, file in _logs(desk)}
    save_file(path, _zipped({name: _part(make) for name, make in parts.items()}))


def self_test_result() -> str:
    """Run the program's self-test in a process of its own and return what it says, or why it says nothing."""
    own = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop"]
    environ = dict(os.environ)
    environ["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parents[2]), environ.get("PYTHONPATH", "")])
    try:
        ran = subprocess.run(  # noqa: S603 - this very program
            [*own, "self-test", "--json"],
            env=environ,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=_SELF_TEST_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return json.dumps({"failed": type(error).__name__})
    return ran.stdout or json.dumps({"failed": f"exit status {ran.returncode}"})


def _zipped(parts: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            if text:
                file.writestr(name, text)
    return out.getvalue()


def _part(make: Callable[[], str]) -> str:
    try:
        return make()
    except Fault as fault:
        return _json({"fault": fault.code.value})
    except (OSError, ValueError) as error:
        return _json({"fault": type(error).__name__})


def _or_none(read: Callable[[], Sequence[Receipt]]) -> Sequence[Receipt] | None:
    try:
        return read()
    except Fault:  # said in about.json, where the journal is asked again
        return None


def _json(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False)


def _names(desk: ReceiptDesk, receipts: Iterable[Receipt]) -> set[str]:
    found = names_in(receipts) | names_of_this_computer() | {str(desk.config.data_dir)}
    try:
        for company in desk.companies():
            book = desk.book(company.id)
            found |= {str(v) for v in asdict(company).values() if isinstance(v, str)}
            found |= {s.name for s in book.suppliers} if book else set()
    except Fault:  # said in about.json; the log is cleaned by what else is known
        return found
    return found


def _secrets_of(environ: Mapping[str, str]) -> list[str]:
    return [v for k, v in environ.items() if "SECRET" in k.upper() or "TOKEN" in k.upper() or "PASSWORD" in k.upper()]


def _about(desk: ReceiptDesk, receipts: Sequence[Receipt], stopped: Callable[[], bool]) -> dict[str, Any]:
    folder = desk.config.data_dir
    return {
        "bilagsdrop": __version__,
        "python": platform.python_version(),
        "system": platform.platform(),
        "frozen": bool(getattr(sys, "frozen", False)),
        "sqlite": sqlite3.sqlite_version,
        "packages": {name: _version_of(name) for name in _PACKAGES},
        "sandbox": desk.config.sandbox,
        "journal": _journal_state(desk),
        "receipts": dict(Counter(r.state.value for r in receipts)),
        "files": _sizes(folder),
        "free_bytes": shutil.disk_usage(folder).free,
        "on_network": on_network(folder),
        "vault": _vault(desk, stopped),
    }


def _vault(desk: ReceiptDesk, stopped: Callable[[], bool]) -> dict[str, Any]:
    found = desk.vault.check(stopped, _VAULT_BYTES)
    lost = {"changed": len(found.changed), "missing": len(found.missing)}
    return {"checked": found.checked, "finished": found.finished} | lost


def _version_of(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _journal_state(desk: ReceiptDesk) -> dict[str, Any]:
    try:
        with desk.journal.read() as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            (sound,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        stops = {str(n): note.code.value for n, note in enumerate(desk.company_table.stops().values(), 1)}
        hold = desk.hold()
    except Fault as fault:
        return {"fault": fault.code.value}
    notices = [note.code.value for note in desk.notices]
    return {"version": version, "sound": sound == "ok", "stopped_companies": stops, "notices": notices} | {
        "hold": hold.code.value if hold else None
    }


def _sizes(folder: Path) -> dict[str, int]:
    """Return the program's own files and their bytes; originals are told by their number in ``vault``."""
    with own_folder_faults(folder):
        return {p.name: p.stat().st_size for p in sorted(folder.iterdir()) if p.is_file()}


def _settings(desk: ReceiptDesk) -> dict[str, object]:
    settings = asdict(desk.settings())
    for key in ("client_id", "redirect_uri", "company_id", "connect_url", "api_url", "authz_url", "key_client"):
        settings[key] = None if settings.get(key) is None else "[set]"
    return settings


def _receipts_csv(receipts: Iterable[Receipt], *, keep_names: bool) -> str:
    companies = _Numbers()
    return _csv([_receipt_row(r, companies, keep_names=keep_names) for r in receipts])


def _receipt_row(receipt: Receipt, companies: _Numbers, *, keep_names: bool) -> dict[str, object]:
    draft = receipt.draft
    row: dict[str, object] = {
        "id": receipt.id, "state": receipt.state.value, "company": companies.of(receipt.company_id),
        "book": receipt.book, "added": receipt.added_at, "changed": receipt.changed_at, "sent": receipt.sent_at,
        "not_before": receipt.not_before, "delivered": receipt.delivered_at, "attempts": receipt.attempts,
        "resume": receipt.resume and receipt.resume.value, "fault": _fault_text(receipt.fault),
        "originals": " ".join(f"{o.media_type}:{o.size}:{o.pages}" for o in receipt.originals),
        "rendition_size": receipt.rendition_size, "file_guid": receipt.file_guid, "voucher_guid": receipt.voucher_guid,
        "filled_in": " ".join(n for n in ("supplier", "date", "amount", "account", "due") if getattr(draft, n)),
        "credit": draft.credit, "currency": draft.currency, "kind": draft.kind.value, "lines": len(draft.lines) or 1,
    }  # fmt: skip
    if keep_names:
        row |= {"supplier": draft.supplier, "amount": draft.amount, "description": draft.description}
        row |= {"date": draft.date, "names": " | ".join(o.name for o in receipt.originals)}
    return row


def _fault_text(note: FaultNote | None) -> str:
    if note is None:
        return ""
    params = [f"{k}={v}" for k, v in note.params.items() if k in _SAFE_PARAMS]
    return " ".join([note.code.value, *params])


def _requests_csv(desk: ReceiptDesk, *, keep_names: bool) -> str:
    companies = _Numbers()
    rows = []
    for r in desk.request_table.all():
        detail = {k: v for k, v in r.detail.items() if keep_names or k in _SAFE_DETAILS}
        row: dict[str, object] = {"id": r.id, "receipt": r.receipt_id, "company": companies.of(r.company_id)}
        row |= {"kind": r.kind, "begun": r.begun_at, "settled": r.settled_at, "outcome": r.outcome}
        rows.append(row | {"server_date": r.server_date, "detail": json.dumps(detail, ensure_ascii=False)})
    return _csv(rows)


class _Numbers:
    """Small numbers instead of the companies' own, the same for the same company within one table."""

    def __init__(self) -> None:
        self._known: dict[int, int] = {}

    def of(self, company_id: int | None) -> int | None:
        return None if company_id is None else self._known.setdefault(company_id, len(self._known) + 1)


def _csv(rows: Sequence[Mapping[str, object]]) -> str:
    if not rows:
        return ""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _logs(desk: ReceiptDesk) -> list[tuple[str, Path]]:
    path = desk.config.log_path
    return [(p.name, p) for p in sorted(path.parent.glob(path.name + "*")) if p.is_file()]


def _log_reader(path: Path, redactor: Redactor) -> Callable[[], str]:
    return lambda: redactor.clean(_end_of(path))


def _end_of(path: Path) -> str:
    """Return the last lines of a log; a line that would be cut, perhaps in the middle of a name, is left out."""
    data = path.read_bytes()
    if len(data) > _LOG_BYTES:
        data = data[-_LOG_BYTES:].partition(b"\n")[2]
    return data.decode("utf-8", "replace")
