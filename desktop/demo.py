"""``bilagsdrop --demo``: the main job against the built-in sandbox, shown in the real window.

First start, login through the web view, a real drop of the sample receipts, fields, send, archive. With a screen the
window stays open at the end; without one the run ends with a table of the vouchers and pictures of each screen.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.app import open_sandbox_desk
from desktop.cli.output import result, say, table
from desktop.config import Config
from desktop.receipts.dates import format_date
from desktop.receipts.money import format_amount
from desktop.receipts.receipt import Draft, Receipt
from desktop.receipts.states import Place
from desktop.resources import resource_path
from desktop.sandbox import KAFFE, USERS, Sandbox
from desktop.sandbox.page_words import WORDS
from desktop.words import _

if TYPE_CHECKING:
    from desktop.gui.application import Program
    from desktop.gui.tour import Steps

PICTURES = Path("demo-output")
_OERE = Decimal("0.01")


@dataclass
class _Show:
    """What the steps share."""

    box: Sandbox
    program: Program
    picture: Callable[[str], None]
    slow: float
    """Seconds between steps, so that a person can follow; 0 without a screen."""
    samples: list[dict[str, Any]] = field(default_factory=list)


def run_demo() -> int:
    """Run the demo; return 0 when every sample became one voucher with its file."""
    has_screen = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) or sys.platform != "linux"
    if not has_screen:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="bilagsdrop-demo-") as folder, Sandbox() as box:
        say(_("The sandbox's own page: {url}").format(url=box.url))
        problem = _run_window(
            box, Path(folder) / "data", stay=has_screen and os.environ.get("QT_QPA_PLATFORM") != "offscreen"
        )
        return _judge(box, problem)


def _run_window(box: Sandbox, data_dir: Path, *, stay: bool) -> str | None:
    """Show the window and walk through it; return what went wrong, or None."""
    from desktop.gui.application import Program, application  # noqa: PLC0415 - Qt is loaded by what opens a window
    from desktop.gui.single import SingleInstance  # noqa: PLC0415
    from desktop.gui.tour import Tour, picture  # noqa: PLC0415

    app = application()
    config = Config(box.url, box.url, data_dir, sandbox=True)
    data_dir.mkdir(parents=True)
    desk = open_sandbox_desk(box, config)
    single = SingleInstance(data_dir)
    single.claim()
    program = Program(app, config, desk, desk.new_courier, single)
    PICTURES.mkdir(exist_ok=True)
    problems: list[str | None] = []

    def done(problem: str | None) -> None:
        problems.append(problem)
        _tell(box)
        if problem is None and stay:
            say(_("That was the main job. The window is yours until you close it."))
        if problem or not stay:
            program.window.close_now()

    show = _Show(box, program, lambda name: picture(program.window, PICTURES / f"{name}.png"), 1.0 if stay else 0.0)
    show.samples = json.loads(resource_path("samples", "samples.json").read_text(encoding="utf-8"))
    tour = Tour(_steps(show), done)
    program.start([])
    if not stay:
        program.window.resize(1240, 780)
    program.run()
    program.end()
    single.release()
    desk.close()
    tour.deleteLater()
    return problems[0] if problems else "closed"


def _steps(show: _Show) -> Steps:
    bridge, window = show.program.bridge, show.program.window
    yield lambda: bridge.is_loaded
    yield from _pictured(show, "1-first-start")
    yield from _login(show)
    yield lambda: bridge.book is not None
    yield from _pictured(show, "3-empty-tray")
    yield from _receipts(show)
    yield from _pictured(show, "4-tray")
    bridge.send([r.id for r in bridge.receipts.values() if r.place is Place.TRAY], book=False)
    yield lambda: not _in(bridge.receipts, Place.TRAY)
    window.pages.show_place(Place.OUTBOX)
    yield from _pictured(show, "5-outbox")
    yield lambda: not _in(bridge.receipts, Place.OUTBOX)
    window.pages.show_place(Place.ARCHIVE)
    yield from _pictured(show, "6-archive")


def _in(receipts: dict[str, Receipt], place: Place) -> list[Receipt]:
    return [r for r in receipts.values() if r.place is place]


def _pictured(show: _Show, name: str) -> Steps:
    from desktop.gui.tour import pause  # noqa: PLC0415

    yield pause(max(show.slow, 0.6))
    show.picture(name)


def _login(show: _Show) -> Steps:
    """Log in as a person does: name, password, accept."""
    from desktop.gui.login import LoginWindow  # noqa: PLC0415 - loads QtWebEngine
    from desktop.gui.tour import LoginHands, pause, picture  # noqa: PLC0415

    show.program.bridge.log_in()
    yield lambda: show.program.login is not None
    window = show.program.login
    if not isinstance(window, LoginWindow):
        return
    hands, user = LoginHands(window), next(iter(USERS.values()))
    for selector, text in (("#username", user.username), ("#password", user.password)):
        yield hands.look_for(selector)
        hands.click(selector)
        hands.type(text)
    yield pause(max(show.slow, 0.4))
    picture(window, PICTURES / "2-login.png")
    for selector in ("#log-in", "#accept"):
        yield hands.look_for(selector)
        hands.click(selector)
        yield pause(max(show.slow, 0.3))
    yield lambda: show.program.login is None


def _receipts(show: _Show) -> Steps:
    """Drop the samples on the window and fill in what they say."""
    from desktop.gui.tour import drop  # noqa: PLC0415

    bridge = show.program.bridge
    drop(show.program.window, [resource_path("samples", s["file"]) for s in show.samples])
    yield lambda: len(bridge.receipts) == len(show.samples)
    by_name = {r.originals[0].name: r for r in bridge.receipts.values()}
    for sample in show.samples:
        receipt = by_name[sample["file"]]
        bridge.save_draft(receipt.id, filled_draft(receipt.draft, sample))
    yield lambda: all(r.state.value == "ready" for r in bridge.receipts.values())


def filled_draft(draft: Draft, sample: dict[str, Any]) -> Draft:
    """Return the fields that a sample's truth says."""
    return replace(
        draft,
        supplier=sample["supplier"],
        date=dt.date.fromisoformat(sample["date"]),
        amount=Decimal(sample["total"]),
        account=sample["account"],
        description=sample["description"],
    )


def _tell(box: Sandbox) -> None:
    """Print the vouchers that Dinero has now, each with its file."""
    result(table(voucher_rows(box.state.vouchers(KAFFE), box.state.files(KAFFE))))
    say(_("Pictures of each screen: {folder}").format(folder=PICTURES.absolute()))


def voucher_rows(vouchers: Sequence[Mapping[str, Any]], files: Sequence[Mapping[str, Any]]) -> list[tuple[str, ...]]:
    """Return a head and a row for each of Dinero's vouchers, with its file, in the words of the language in use."""
    by_guid = {f["FileGuid"]: f for f in files}
    totals = [format_amount(Decimal(str(v["Lines"][0]["AmountInclVatValue"])).quantize(_OERE)) for v in vouchers]
    width = max(map(len, (_("total"), *totals)))
    rows: list[tuple[str, ...]] = [(_("status"), _("date"), _("total").rjust(width), _("text"), _("file"), _("size"))]
    for voucher, total in zip(vouchers, totals, strict=True):
        file = by_guid.get(voucher["FileGuid"], {})
        status = _(WORDS.get(f"status_{voucher['Status']}", voucher["Status"]))
        date = format_date(dt.date.fromisoformat(voucher["VoucherDate"]))
        text, size = voucher["Lines"][0]["Description"], f"{file.get('Size', 0) / 1000:.0f} kB"
        rows.append((status, date, total.rjust(width), text, file.get("Name", "-"), size))
    return rows


def _judge(box: Sandbox, problem: str | None) -> int:
    """Return 0 when there are vouchers, each with its file, and no file without one."""
    vouchers, files = box.state.vouchers(KAFFE), box.state.files(KAFFE)
    whole = sorted(v["FileGuid"] for v in vouchers) == sorted(f["FileGuid"] for f in files)
    if problem or not vouchers or not whole:
        say(_("The demo did not get to its end: {what}").format(what=problem or _("vouchers and files differ")))
        return 1
    return 0
