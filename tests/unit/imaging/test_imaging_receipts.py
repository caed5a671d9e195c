"""Real receipts and the drawn ones go through the whole room."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
from PIL import Image

from desktop.imaging import Source, inspect, render, thumbnail
from desktop.receipts.cvr import is_cvr

SAMPLES = Path(__file__).parents[3] / "resources" / "samples"
TRUTH = json.loads((SAMPLES / "samples.json").read_text(encoding="utf-8"))
_FOLDER = os.environ.get("BILAGSDROP_RECEIPTS")
REAL = sorted(Path(_FOLDER).rglob("*.jpg")) if _FOLDER else []


def check(path: Path) -> None:
    info = inspect(path)
    rendition = render([Source(path, info.media_type)])
    assert len(rendition.data) <= min(6_000_000, path.stat().st_size)
    picture = thumbnail(path, 160)
    assert max(picture.width, picture.height) == 160
    if rendition.media_type == "application/pdf":
        return
    with Image.open(io.BytesIO(rendition.data)) as sent:
        sent.load()
        assert max(sent.size) >= min(2_000, max(info.width, info.height))
        assert min(sent.size) >= min(1_000, info.width, info.height)
        assert not sent.getexif()


@pytest.mark.skipif(not REAL, reason="BILAGSDROP_RECEIPTS names no folder with receipts")
def test_real_receipts() -> None:
    for path in REAL:
        check(path)


@pytest.mark.parametrize("truth", TRUTH, ids=lambda truth: truth["file"])
def test_sample(truth: dict[str, object]) -> None:
    path = SAMPLES / str(truth["file"])
    check(path)
    assert inspect(path).pages == truth["pages"]
    assert is_cvr(str(truth["cvr"]))
    age = dt.date(2026, 11, 23) - dt.date.fromisoformat(str(truth["date"]))
    assert 0 <= age.days <= 60
    total, vat = Decimal(str(truth["total"])), Decimal(str(truth["vat"]))
    assert 0 <= vat <= (total / 5).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert 2_000 <= int(str(truth["account"])) <= 9_399


def test_samples_cover_the_cases() -> None:
    vat_shares = {Decimal(truth["vat"]) / Decimal(truth["total"]) for truth in TRUTH}
    assert Decimal(0) in vat_shares
    assert any(0 < share < Decimal("0.19") for share in vat_shares)  # some lines with VAT, some without
    assert {Path(truth["file"]).suffix for truth in TRUTH} == {".jpg", ".png", ".heic", ".pdf"}
    assert {truth["pages"] for truth in TRUTH} == {1, 2}
    assert sum(path.stat().st_size for path in SAMPLES.iterdir()) < 2_600_000


@pytest.mark.parametrize("truth", [t for t in TRUTH if t["kind"] == "invoice"], ids=lambda truth: truth["file"])
def test_invoices_have_a_text_layer(truth: dict[str, str]) -> None:
    document = pypdfium2.PdfDocument(SAMPLES / truth["file"])
    text = document[0].get_textpage().get_text_range()
    document.close()
    date = dt.date.fromisoformat(truth["date"])
    total = f"{Decimal(truth['total']):,.2f}".translate(str.maketrans(",.", ".,"))
    for expected in (truth["supplier"], truth["cvr"], f"{date:%d.%m.%Y}", total):
        assert expected in text
