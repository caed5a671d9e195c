"""What is blacked out never reaches Dinero; the original stays in the vault as it came."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal

import pypdfium2  # type: ignore[import-untyped]  # ships no types
from PIL import Image

from desktop.desk import Desk
from desktop.outbox import Courier
from desktop.outbox.renditions import Renditions
from desktop.receipts.finish import Corners
from desktop.receipts.receipt import Draft
from desktop.resources import resource_path
from desktop.sandbox import KAFFE, Sandbox
from tests.unit.outbox.ears import Ears
from tests.unit.outbox.test_delivery import deliver, one_each

INVOICE = resource_path("samples", "birk-oestergaard.pdf")
PHOTO = resource_path("samples", "koebmand-lyngvig.jpg")
TOP: Corners = ((0, 0), (10_000, 0), (10_000, 4_000), (0, 4_000))


def test_an_invoice_is_delivered_without_the_text_under_the_box(
    box: Sandbox, desk: Desk, ears: Ears, courier: Courier
) -> None:
    receipt = desk.take([INVOICE]).taken[0]
    desk.save_draft(receipt.id, Draft("Birk", None, desk.today(), Decimal("125.00"), 7200, None, 55000))
    desk.finishing.black_out(receipt.id, 0, 0, [TOP])
    sent = desk.send([receipt.id], book=False, company_id=None, hold=dt.timedelta(0)).sent[0]
    (done,) = deliver(courier, ears, desk, sent)
    one_each(box, done)
    content = box.state.content(box.state.files(KAFFE)[0]["FileGuid"])
    pdf = pypdfium2.PdfDocument(content)
    assert [bool(page.get_textpage().get_text_range()) for page in pdf] == [False, True]
    page = pdf[0].render(scale=1).to_pil().convert("L")
    assert max(page.crop((5, 5, page.width - 5, int(page.height * 0.39))).tobytes()) <= 3
    assert desk.vault.require(done.originals[0].sha256).read_bytes() == INVOICE.read_bytes()


def test_what_is_prepared_is_what_is_shown_when_it_is_sent(desk: Desk) -> None:
    receipt = desk.take([PHOTO]).taken[0]
    renditions = Renditions(desk.config.renditions_dir, desk.vault)
    plain = renditions.prepare(receipt)
    ((_before, hidden),) = desk.finishing.black_out(receipt.id, 0, 0, [TOP])
    made = renditions.prepare(hidden)
    assert made.sha256 != plain.sha256
    assert renditions.prepare(hidden) == made, "the same boxes, the same bytes"
    with Image.open(io.BytesIO(renditions.path_of(hidden).with_suffix(".jpg").read_bytes())) as image:
        assert max(image.convert("L").crop((0, 0, image.width, int(image.height * 0.39))).tobytes()) <= 3
    ((_before, shown),) = desk.finishing.black_out(receipt.id, 0, 0, [])
    assert renditions.prepare(shown) == plain
