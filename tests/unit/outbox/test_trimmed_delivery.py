"""A trimmed picture is uploaded with the receipt's proportions, upright; after an undo, as it is trimmed then."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from decimal import Decimal

from PIL import Image

from desktop.desk import Desk
from desktop.outbox import Courier
from desktop.outbox.renditions import Renditions
from desktop.receipts.frame import Frame
from desktop.receipts.receipt import Draft, Receipt
from desktop.resources import resource_path
from desktop.sandbox import KAFFE, Sandbox
from tests.unit.outbox.ears import Ears
from tests.unit.outbox.test_delivery import deliver, one_each

PHOTO = resource_path("samples", "koebmand-lyngvig.jpg")


def frame_of(desk: Desk, receipt: Receipt) -> Frame | None:
    suggestion = desk.trimming.suggested(receipt.originals[0])
    return suggestion.cuts[0].frame if suggestion is not None else None


def proportions(data: bytes) -> float:
    with Image.open(io.BytesIO(data)) as image:
        assert image.format == "JPEG"
        return image.height / image.width


def test_the_receipt_alone_is_uploaded(box: Sandbox, desk: Desk, ears: Ears, courier: Courier) -> None:
    receipt = desk.take([PHOTO]).taken[0]
    desk.save_draft(receipt.id, Draft("Lyngvig", None, desk.today(), Decimal("125.00"), 7200, None, 55000))
    frame = frame_of(desk, receipt)
    assert frame is not None
    desk.trimming.frame(receipt.id, 0, frame)
    sent = desk.send([receipt.id], book=False, company_id=None, hold=dt.timedelta(0)).sent[0]
    (done,) = deliver(courier, ears, desk, sent)
    one_each(box, done)
    content = box.state.content(box.state.files(KAFFE)[0]["FileGuid"])
    with Image.open(PHOTO) as photo:
        (left, top), (right, _), _, (_, bottom) = frame.points(photo.size)
        whole = photo.height / photo.width
    about = (bottom - top) / (right - left)
    assert abs(proportions(content) - about) < 0.06 * about
    assert abs(proportions(content) - whole) > 0.06 * whole, "the photo itself has other ones"
    assert hashlib.sha256(PHOTO.read_bytes()).hexdigest() == done.originals[0].sha256
    assert desk.vault.require(done.originals[0].sha256).read_bytes() == PHOTO.read_bytes()


def test_what_is_prepared_follows_the_frame_and_its_absence(desk: Desk) -> None:
    receipt = desk.take([PHOTO]).taken[0]
    renditions = Renditions(desk.config.renditions_dir, desk.vault)
    whole = renditions.prepare(receipt)
    trimmed = desk.trimming.frame(receipt.id, 0, frame_of(desk, receipt))
    made = renditions.prepare(trimmed)
    assert made.sha256 != whole.sha256
    turned = renditions.prepare(desk.turn(receipt.id, 0, 1))
    assert turned.sha256 not in {made.sha256, whole.sha256}
    desk.turn(receipt.id, 0, -1)
    assert renditions.prepare(desk.receipt(receipt.id)) == made, "the same corners, the same bytes"
    assert renditions.prepare(desk.trimming.frame(receipt.id, 0, None)) == whole
