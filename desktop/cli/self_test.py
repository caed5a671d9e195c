"""``bilagsdrop self-test``: says whether everything is here, and whether the main job works on this machine.

It uses a temporary folder, a sandbox of its own on a free port and a keyring entry of its own, which it deletes; no
variable ``BILAGSDROP_*`` and no setting is looked at.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import secrets
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path

from desktop import __version__
from desktop.app import open_sandbox_desk
from desktop.bundle import damage, inner_folder, told
from desktop.cli.exits import Exit
from desktop.cli.output import result, say, sentence
from desktop.cli.waiting import delivered, run_until_settled
from desktop.config import Config, Settings
from desktop.desk import Desk
from desktop.receipts.faults import Fault, FaultCode
from desktop.receipts.receipt import Draft, Receipt
from desktop.resources import resource_path
from desktop.sandbox import KAFFE, USERS, Sandbox
from desktop.studio import available
from desktop.visma import Grant, KeyringHome
from desktop.words import _, current_language, use_language

PARTS = ("bundle", "codecs", "translations", "certificates", "reading", "keyring", "window", "webview", "delivery")
_MUST_DECODE = frozenset({"jpeg", "png", "webp", "tiff", "gif", "bmp", "heic", "pdf"})
_INVOICE = (
    '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"><ID>1</ID>'
    "<LegalMonetaryTotal><PayableAmount>125.00</PayableAmount></LegalMonetaryTotal></Invoice>"
)
_GUI_SECONDS = 240


class Unavailable(Exception):  # noqa: N818 - a finding, not an error
    """A part can't work on this machine; the text says why."""


class Damaged(Exception):  # noqa: N818 - a finding, not an error
    """The installed program is not as it was built; the text says what is missing or changed."""


@dataclass
class Part:
    """What was found of one part."""

    name: str
    state: str
    """"ok", "failed" or "unavailable"."""
    detail: str = ""
    seconds: float = 0.0


def self_test(args: argparse.Namespace) -> int:
    """Check this installation; exit 1 when a part failed, or one that is required is unavailable."""
    if args.part:
        return _gui_part(args.part)
    required = [name for name in args.require.split(",") if name]
    unknown = set(required) - set(PARTS)
    if unknown:
        say(_("There is no part named {names}.").format(names=", ".join(sorted(unknown))))
        return Exit.USAGE
    for name in [n for n in os.environ if n.startswith("BILAGSDROP_")]:
        del os.environ[name]
    with tempfile.TemporaryDirectory(prefix="bilagsdrop-self-test-", ignore_cleanup_errors=True) as folder:
        parts = _all_parts(Path(folder))
    _tell(parts, as_json=args.json)
    bad = [p for p in parts if p.state == "failed" or (p.state == "unavailable" and p.name in required)]
    return Exit.ATTENTION if bad else Exit.DONE


def _all_parts(folder: Path) -> list[Part]:
    checks: dict[str, Callable[[], str]] = {
        "bundle": _bundle,
        "codecs": _codecs,
        "translations": _translations,
        "certificates": _certificates,
        "reading": _reading,
        "keyring": _keyring,
        "window": lambda: _in_own_process("window"),
        "webview": lambda: _in_own_process("webview"),
        "delivery": lambda: _delivery(folder / "delivery"),
    }
    return [_checked(name, checks[name]) for name in PARTS]


def _checked(name: str, check: Callable[[], str]) -> Part:
    begun = time.monotonic()
    try:
        part = Part(name, "ok", check())
    except Unavailable as error:
        part = Part(name, "unavailable", str(error))
    except Damaged as error:
        part = Part(name, "failed", str(error))
    except Fault as fault:
        part = Part(name, "failed", sentence(fault.note()))
    except Exception as error:  # noqa: BLE001 - a self-test reports what it meets
        part = Part(name, "failed", f"{type(error).__name__}: {error}")
    part.seconds = round(time.monotonic() - begun, 3)
    return part


def _tell(parts: list[Part], *, as_json: bool) -> None:
    if as_json:
        found = {p.name: {k: v for k, v in asdict(p).items() if k != "name"} for p in parts}
        ok = all(p.state != "failed" for p in parts)
        result(json.dumps({"version": __version__, "ok": ok, "parts": found}, ensure_ascii=False))
        return
    for part in parts:
        result(f"{part.name:13} {part.state:12} {part.seconds:7.2f} s  {part.detail}")


def _bundle() -> str:
    inner = inner_folder()
    if inner is None:
        raise Unavailable("this is no installed program")
    lines = damage(inner)
    if lines:
        raise Damaged(told(lines))
    return "whole"


def _codecs() -> str:
    found = available()
    missing = sorted(n for n in _MUST_DECODE if not found.get(n))
    if missing:
        raise RuntimeError(f"missing: {', '.join(missing)}")
    return ", ".join(sorted(n for n, there in found.items() if there))


def _translations() -> str:
    before = current_language()
    try:
        use_language("da")
        if _("Settings") == "Settings":
            raise RuntimeError("the Danish catalogue says nothing")
    finally:
        use_language(before)
    return "da, en"


def _reading() -> str:
    """Read a sample in a process of its own: a packaged program has to start itself for that."""
    from desktop.reading import Context, Document, Reader  # noqa: PLC0415 - only this part needs it
    from desktop.reading import Part as File  # noqa: PLC0415 - as above

    path = resource_path("samples", "snak-mobil.pdf")
    reader = Reader()
    try:
        found = reader.read(Document((File(path, "application/pdf"),)), Context(dt.datetime.now(dt.UTC).date()))
    finally:
        reader.close()
    if found.total is None:
        raise RuntimeError("the sample has no total")
    return f"{len(found.pages[0].words)} words, {_drawn()} bytes drawn of an e-invoice"


def _drawn() -> int:
    """Have a page drawn of an e-invoice, in a process of its own as well; return its bytes."""
    from desktop.papers import page_pdf  # noqa: PLC0415 - only this part needs it

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "invoice.xml")
        path.write_text(_INVOICE, encoding="utf-8")
        return len(page_pdf(path))


def _certificates() -> str:
    """Look for the system's authorities, which every connection is checked against."""
    import truststore  # noqa: PLC0415 - looked for, too

    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    paths = ssl.get_default_verify_paths()
    count = len(ssl.create_default_context().get_ca_certs())
    if sys.platform == "linux" and not (paths.cafile or paths.capath):
        raise Unavailable("the system has no certificate store")
    return f"{type(context).__name__}, {count} authorities"


def _keyring() -> str:
    home = KeyringHome("Bilagsdrop self-test")
    name, value = secrets.token_hex(8), secrets.token_hex(64)
    try:
        home.set(name, value)
        same = home.get(name) == value
        home.delete(name)
        gone = home.get(name) is None
    except Fault as fault:
        if fault.code in {FaultCode.KEYRING_MISSING, FaultCode.KEYRING_LOCKED}:
            raise Unavailable(sentence(fault.note())) from None
        raise
    if not (same and gone):
        raise RuntimeError("what was stored did not come back")
    return home.backend_name()


def _delivery(data_dir: Path) -> str:
    with Sandbox() as box:
        desk = open_sandbox_desk(box, Config(box.url, box.url, data_dir, sandbox=True))
        try:
            tokens = box.issue_tokens()
            desk.finish_login(Grant(tokens.access_token, tokens.refresh_token, float(tokens.expires_in)))
            receipt = _deliver_sample(desk)
            vouchers, files = box.state.vouchers(KAFFE), box.state.files(KAFFE)
        finally:
            desk.close()
    if len(vouchers) != 1 or len(files) != 1 or vouchers[0]["FileGuid"] != receipt.file_guid:
        raise RuntimeError(f"{len(vouchers)} vouchers and {len(files)} files")
    return f"{receipt.original_size} -> {receipt.rendition_size} bytes"


def _deliver_sample(desk: Desk) -> Receipt:
    desk.save_settings(Settings(company_id=KAFFE))
    desk.refresh_companies()
    desk.refresh_book(KAFFE)
    sample = json.loads(resource_path("samples", "samples.json").read_text(encoding="utf-8"))[0]
    receipt = desk.take([resource_path("samples", sample["file"])]).taken[0]
    draft = Draft(sample["supplier"], None, desk.today(), Decimal(sample["total"]), sample["account"], None, 55000)
    desk.save_draft(receipt.id, draft)
    desk.send([receipt.id], book=False)
    run_until_settled(desk, [receipt.id], 60, lambda _receipt, _note: None)
    receipt = desk.receipt(receipt.id)
    if not delivered(receipt):
        raise RuntimeError(f"ended as {receipt.state.value}")
    return receipt


def _in_own_process(part: str) -> str:
    """Run a part that needs Qt in a process of its own."""
    if part == "webview":
        _require_web_engine()
    own = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop"]
    environ = dict(os.environ)
    if sys.platform == "linux" and not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY")):
        environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Without a bundle the package is found beside this file, wherever the command was given.
    environ["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parents[2]), environ.get("PYTHONPATH", "")])
    words = [*own, "self-test", "--part", part]
    ran = subprocess.run(  # noqa: S603 - this very program, which writes UTF-8
        words, env=environ, capture_output=True, text=True, encoding="utf-8", errors="replace",
        timeout=_GUI_SECONDS, check=False,
    )  # fmt: skip
    lines = [line for line in ran.stdout.splitlines() if line.startswith("part: ")]
    if ran.returncode == 0 and lines:
        return lines[-1].removeprefix("part: ")
    said = [line for line in ran.stderr.splitlines() if line.strip()]
    raise RuntimeError((lines or said or [f"exit status {ran.returncode}"])[-1])


def _require_web_engine() -> None:
    import importlib.util  # noqa: PLC0415

    if importlib.util.find_spec("PySide6.QtWebEngineWidgets") is None:
        raise Unavailable("QtWebEngine is not installed")
    as_root = sys.platform == "linux" and os.geteuid() == 0
    if as_root and os.environ.get("QTWEBENGINE_DISABLE_SANDBOX") != "1":
        raise Unavailable("QtWebEngine does not run as root")


def _gui_part(part: str) -> int:
    """Run in the process of its own: open the window, and for ``webview`` log in through it."""
    from desktop.gui.self_test import log_in_through_the_window  # noqa: PLC0415 - needs Qt

    user = next(iter(USERS.values()))
    times: dict[str, float] = {}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, Sandbox() as box:
        desk = open_sandbox_desk(box, Config(box.url, box.url, Path(folder) / "data", sandbox=True))
        web = part == "webview"
        problem = log_in_through_the_window(desk, user.username, user.password, times, web=web)
        if problem is None and web and not desk.logged_in():
            problem = "no login came of it"
        desk.close()
    told = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in times.items())
    result(f"part: {problem or told}")
    return 1 if problem else 0
