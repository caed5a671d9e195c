"""What has no page of its own is uploaded as the PDF that is drawn of it; the original stays what it was."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.desk import Desk
from desktop.outbox import Courier
from desktop.receipts.receipt import Draft
from desktop.sandbox import KAFFE, Sandbox
from tests.unit.outbox.ears import Ears
from tests.unit.outbox.test_delivery import deliver, one_each
from tests.unit.papers.full_invoice import full, line
from tests.unit.papers.letters_home import eml, msg


@pytest.mark.parametrize(
    ("data", "name"),
    [(full([line(1, "Timer")]), "faktura.xml"), (eml(), "kvittering.eml"), (msg(), "kvittering.msg")],
    ids=["e-invoice", "mail", "outlook"],
)
def test_the_drawn_page_is_uploaded(
    box: Sandbox, desk: Desk, ears: Ears, courier: Courier, tmp_path: Path, data: bytes, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    receipt = desk.take([path]).taken[0]
    draft = Draft("Café Ærø", None, desk.today(), Decimal("125.00"), 7200, None, 55000)
    desk.save_draft(receipt.id, replace(draft))
    sent = desk.send([receipt.id], book=False, company_id=None, hold=dt.timedelta(0)).sent[0]
    (done,) = deliver(courier, ears, desk, sent)
    one_each(box, done)
    file = box.state.files(KAFFE)[0]
    content = box.state.content(file["FileGuid"])
    assert content.startswith(b"%PDF-")
    assert hashlib.sha256(content).hexdigest() == done.rendition_sha256
    assert file["Name"].endswith(".pdf")
    original = done.originals[0]
    assert hashlib.sha256(data).hexdigest() == original.sha256
    assert desk.vault.require(original.sha256).read_bytes() == data
