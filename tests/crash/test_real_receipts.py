"""Real receipts that no one here made, through ``bilagsdrop send``: each one voucher with its file."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from desktop.sandbox import KAFFE, Sandbox
from tests.crash.conftest import Program

FOLDER = os.environ.get("BILAGSDROP_RECEIPTS")


def _total(path: Path) -> str:
    """Return the truth where it is known: in a JSON file beside it, or in the name, in cents."""
    beside = path.with_suffix(".json")
    if beside.exists():
        return str(json.loads(beside.read_text(encoding="utf-8"))["total"]).replace("RM", "").replace(",", "").strip()
    cents = re.search(r"_(\d{5})(?:_B)?$", path.stem)
    return f"{int(cents[1]) / 100:.2f}" if cents else "100.00"


@pytest.mark.skipif(not FOLDER, reason="BILAGSDROP_RECEIPTS names no folder of real receipts")
@pytest.mark.timeout(600)
def test_every_real_receipt_becomes_one_voucher_with_its_file(program: Program, box: Sandbox, tmp_path: Path) -> None:
    files = sorted(p for p in Path(str(FOLDER)).rglob("*") if p.suffix.lower() in {".jpg", ".jpeg", ".png", ".pdf"})
    assert files
    rows = [
        {"file": str(f), "date": "2026-05-16", "amount": _total(f), "account": 7200, "supplier": f.stem} for f in files
    ]
    batch = tmp_path / "batch.json"
    batch.write_text(json.dumps(rows), encoding="utf-8")
    done = program.run("send", "--batch", str(batch), "--company", str(KAFFE), "--wait", "500", "--json")
    assert done.status == 0, [o for o in done.objects if o["error"]]
    assert sorted(o["file"] for o in done.objects) == sorted(str(f) for f in files)
    vouchers, stored = box.state.vouchers(KAFFE), box.state.files(KAFFE)
    assert sorted(v["FileGuid"] for v in vouchers) == sorted(f["FileGuid"] for f in stored)
    assert len(vouchers) == len(files)
    by_reference = {v["ExternalReference"]: v for v in vouchers}
    totals = {str(f): float(_total(f)) for f in files}
    for told in done.objects:
        voucher = by_reference[told["receipt_id"]]
        assert voucher["Lines"][0]["AmountInclVatValue"] == pytest.approx(totals[told["file"]])
    assert max(f["Size"] for f in stored) <= 6_000_000
    assert box.state.mistakes == []
