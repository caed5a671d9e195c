"""Look-alikes and the wrong company at the command line: told and sent, held with words, and sent when it is wanted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PIL import Image

from desktop.resources import resource_path
from desktop.sandbox import FORENING, KAFFE, TAG, Sandbox
from tests.crash.conftest import Program, Ran
from tests.unit.reading.paper import Sheet, pdf_of

ORDER = ("--date", "16.11.2026", "--account", "7200")
KAFFES, TAGS = "13748136", "13585628"


def send(program: Program, path: Path, amount: str, *args: str, status: int = 0) -> Ran:
    ran = program.run("send", str(path), *ORDER, "--amount", amount, *args)
    assert ran.status == status, (ran.status, ran.objects, ran.errors)
    return ran


def saved_again(folder: Path) -> Path:
    with Image.open(resource_path("samples", "fjordtank.jpg")) as image:
        small = image.convert("RGB").transpose(Image.Transpose.ROTATE_90)
        small.thumbnail((800, 800))
        small.save(folder / "igen.jpg", quality=60)
    return folder / "igen.jpg"


def invoice(path: Path, buyer: str, cvr: str) -> Path:
    sheet = Sheet()
    lines = ("Havnens Bageri ApS", "CVR-nr. 10150817", "Kunde", buyer, f"Deres CVR: {cvr}", "Faktura nr. 20417")
    for number, line in enumerate((*lines, "Dato 16.11.2026", "I alt 100,00")):
        sheet.put(60, 80 + 24 * number, line)
    path.write_bytes(pdf_of([sheet]))
    return path


def test_another_picture_of_the_same_receipt_is_told_and_sent(program: Program, box: Sandbox, tmp_path: Path) -> None:
    send(program, resource_path("samples", "fjordtank.jpg"), "412,50", "--json")
    (told,) = send(program, saved_again(tmp_path), "412,50", "--json").objects
    assert (told["state"], told["error"]) == ("drafted", None)
    assert "the pictures look the same" in told["warning"]
    assert len(box.state.vouchers(KAFFE)) == 2


def test_the_same_bytes_stop_and_the_text_says_so(program: Program, box: Sandbox) -> None:
    path = resource_path("samples", "fjordtank.jpg")
    send(program, path, "412,50")
    ran = send(program, path, "412,50", "--json")
    assert "ordered before" in ran.objects[0]["warning"]
    assert len(box.state.vouchers(KAFFE)) == 1


def test_one_of_another_company_is_held_until_it_is_forced(program: Program, box: Sandbox, tmp_path: Path) -> None:
    both = replace(program, token=box.issue_tokens("tofirmaer@example.dk").refresh_token or "")
    path = invoice(tmp_path / "faktura.pdf", "Tag og Facade ApS", TAGS)
    here = ("--company", str(FORENING), "--json")
    (held,) = send(both, path, "100,00", *here, status=1).objects
    assert held["error"]["code"] == "wrong_company"
    assert "Tag og Facade ApS" in held["error"]["message"]
    assert box.state.vouchers(FORENING) == []
    again = replace(program, token=box.issue_tokens("tofirmaer@example.dk").refresh_token or "")
    (sent,) = send(again, path, "100,00", *here, "--force-company").objects
    assert sent["state"] == "drafted"
    assert (len(box.state.vouchers(FORENING)), len(box.state.vouchers(TAG))) == (1, 0)


def test_one_of_this_company_is_sent(program: Program, box: Sandbox, tmp_path: Path) -> None:
    path = invoice(tmp_path / "faktura.pdf", "Kaffe ApS", KAFFES)
    (sent,) = send(program, path, "100,00", "--json").objects
    assert (sent["state"], sent["warning"]) == ("drafted", None)
    assert len(box.state.vouchers(KAFFE)) == 1


def test_a_voucher_of_the_same_supplier_and_day_is_told(program: Program, tmp_path: Path) -> None:
    send(program, invoice(tmp_path / "a.pdf", "Kaffe ApS", KAFFES), "100,00", "--json")
    other = resource_path("samples", "posthjoernet.jpg")
    (told,) = send(program, other, "100,00", "--supplier", "Havnens Bageri", "--json").objects
    assert told["state"] == "drafted"
    assert "supplier, date and total are the same" in told["warning"]
