"""Mails: each attachment that is a receipt becomes one; a mail without any is one itself."""

from __future__ import annotations

import pytest

from desktop.desk.receipt_desk import ReceiptDesk
from desktop.imaging import Source, page_picture, render
from desktop.papers.html_text import text_of_html
from desktop.papers.mail import eml_of
from desktop.papers.outlook import msg_of
from desktop.reading.extract import read_document
from desktop.reading.model import Document, Part
from desktop.receipts.faults import FaultCode
from tests.unit.papers.conftest import Drop
from tests.unit.papers.letters_home import (
    OTHER_PDF,
    PDF,
    TEXT,
    TRUTH,
    XML,
    compound,
    eml,
    msg,
    msg_tree,
    picture,
    with_mail_inside,
    zipped,
)
from tests.unit.reading.conftest import CONTEXT

HTML = "<html><body><p>Hej</p><p>Her er fakturaen.</p><img src='cid:logo@1'></body></html>"
PHOTO = picture(1200, 1600, "JPEG")


def kinds(report: object) -> list[tuple[str, str]]:
    return [(r.originals[0].name, r.originals[0].media_type) for r in report.taken]  # type: ignore[attr-defined]


@pytest.mark.parametrize("make", [eml, msg], ids=["eml", "msg"])
def test_each_receipt_inside_is_one(desk: ReceiptDesk, drop: Drop, make: object) -> None:
    data = make(files=[("faktura.pdf", PDF), ("foto.jpg", PHOTO), ("vilkår.ics", b"BEGIN:VCALENDAR")])  # type: ignore[operator]
    report = drop(data, "mail.bin")
    assert kinds(report) == [("faktura.pdf", "application/pdf"), ("foto.jpg", "image/jpeg")]
    assert desk.path_of(report.taken[0].originals[0]).read_bytes() == PDF
    assert report.refused == ()


@pytest.mark.parametrize(
    ("make", "kind"), [(eml, "message/rfc822"), (msg, "application/vnd.ms-outlook")], ids=["eml", "msg"]
)
def test_a_mail_without_one_is_the_receipt_itself(desk: ReceiptDesk, drop: Drop, make: object, kind: str) -> None:
    data = make()  # type: ignore[operator]
    report = drop(data, "kvittering.bin")
    original = report.taken[0].originals[0]
    path = desk.path_of(original)
    assert (original.media_type, original.pages, path.read_bytes()) == (kind, 1, data)
    assert page_picture(path, 0, 300, 400).height == 400
    source = Source(path, original.media_type)
    assert render([source]).data == render([source]).data
    found = read_document(Document((Part(path, kind),)), CONTEXT)
    assert found.total is not None
    assert found.date is not None
    assert (str(found.total.value), str(found.date.value)) == ("125.00", "2026-03-07")
    assert "Din kvittering på æøå" in found.text
    assert "07.03.2026" in found.text


def test_the_same_mail_twice_is_known(drop: Drop) -> None:
    assert len(drop(eml(), "a.eml").taken) == 1
    assert len(drop(eml(), "b.eml").known) == 1
    assert len(drop(eml(files=[("a.pdf", PDF)]), "c.eml").taken) == 1
    assert len(drop(eml(files=[("a.pdf", PDF)]), "c.eml").known) == 1


def test_logos_signatures_and_pixels_are_no_receipts(drop: Drop) -> None:
    logo, pixel = picture(400, 160), picture(8, 8)
    big = picture(1400, 900)
    data = eml(
        "Hej\nHer er fakturaen.", [("faktura.pdf", PDF), ("logo.png", logo)], HTML, [("logo@1", big), ("p", pixel)]
    )
    assert kinds(drop(data, "mail.eml")) == [("faktura.pdf", "application/pdf")]


def test_a_picture_that_a_long_mail_shows_is_no_receipt_but_the_mail_is(drop: Drop) -> None:
    long = TEXT + "\nVarer og ydelser leveret ifølge aftale." * 20
    report = drop(eml(long, (), HTML, [("logo@1", picture(1400, 900))]), "mail.eml")
    assert kinds(report) == [("mail.eml", "message/rfc822")]


def test_a_photo_pasted_into_a_short_mail_is_the_receipt(drop: Drop) -> None:
    report = drop(eml("Sendt fra min iPhone", (), HTML, [("logo@1", picture(1200, 1600))]), "mail.eml")
    assert [kind for _name, kind in kinds(report)] == ["image/png"]


def test_an_einvoice_beside_its_own_pdf_is_one_receipt(drop: Drop) -> None:
    assert kinds(drop(eml(files=[("f.xml", XML), ("f.pdf", PDF)]), "a.eml")) == [("f.pdf", "application/pdf")]
    assert [k for _n, k in kinds(drop(eml(files=[("f.xml", XML), ("o.pdf", OTHER_PDF)]), "b.eml"))] == [
        "application/xml",
        "application/pdf",
    ]


def test_a_mail_in_a_mail_is_followed(drop: Drop) -> None:
    inner = eml(files=[("faktura.pdf", PDF)])
    assert kinds(drop(with_mail_inside(inner), "ydre.eml")) == [("faktura.pdf", "application/pdf")]
    report = drop(with_mail_inside(eml()), "ydre.eml")
    assert [kind for _name, kind in kinds(report)] == ["message/rfc822"]
    nested = msg(files=(), inside=msg_tree("Indre", [("indre.pdf", OTHER_PDF)]))
    assert kinds(drop(nested, "ydre.msg")) == [("indre.pdf", "application/pdf")]


def test_a_mail_inside_without_receipts_is_shown_with_the_outer_one(desk: ReceiptDesk, drop: Drop) -> None:
    report = drop(msg("Se nedenfor", inside=msg_tree(TEXT)), "ydre.msg")
    path = desk.path_of(report.taken[0].originals[0])
    found = read_document(Document((Part(path, "application/vnd.ms-outlook"),)), CONTEXT)
    assert "I alt 125,00" in found.text


def test_a_mail_of_mails_of_mails_is_named(drop: Drop) -> None:
    data = eml(files=[("faktura.pdf", PDF)])
    for _ in range(6):
        data = with_mail_inside(data)
    report = drop(data, "mail.eml")
    assert [refusal.note.code for refusal in report.refused] == [FaultCode.TOO_DEEP]


def test_a_bad_attachment_is_named_beside_the_good_one(drop: Drop) -> None:
    report = drop(eml(files=[("god.pdf", PDF), ("halv.pdf", OTHER_PDF[:800])]), "mail.eml")
    assert [name for name, _kind in kinds(report)] == ["god.pdf"]
    assert [(r.name, r.note.code) for r in report.refused] == [("mail.eml: halv.pdf", FaultCode.BROKEN_PDF)]


def test_what_is_attached_and_no_receipt_is_told_on_the_page(desk: ReceiptDesk, drop: Drop) -> None:
    report = drop(
        eml(files=[("aftale.docx", zipped([("[Content_Types].xml", b"<x/>"), ("word/a.xml", b"")]))]), "m.eml"
    )
    path = desk.path_of(report.taken[0].originals[0])
    found = read_document(Document((Part(path, "message/rfc822"),)), CONTEXT)
    assert "aftale.docx" in found.text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (msg()[:700], FaultCode.MAIL_BROKEN),
        (msg()[:512] + b"\xff" * 9000, FaultCode.MAIL_BROKEN),
        (compound({"WordDocument": b"\xec\xa5" * 3000}), FaultCode.OFFICE_FILE),
        (b"{\\rtf1 hej}", FaultCode.OFFICE_FILE),
        (zipped([("[Content_Types].xml", b"<x/>"), ("xl/workbook.xml", b"")]), FaultCode.OFFICE_FILE),
        (b"From: a@b.dk\nTo: c@d.dk\nSubject: x\nDate: nu\n\n", FaultCode.MAIL_EMPTY),
        (b"Navn: Ida\nBy: Skagen\nDato: 1. maj\n\nhej", FaultCode.NOT_A_RECEIPT),
    ],
    ids=["cut off", "scrambled", "word", "rtf", "excel", "empty", "no mail"],
)
def test_what_is_not_taken_is_named(drop: Drop, data: bytes, code: FaultCode) -> None:
    report = drop(data, "fil.bin")
    assert [refusal.note.code for refusal in report.refused] == [code]
    assert report.taken == ()


def test_a_hostile_mail_ends_in_a_mail() -> None:
    parts = b"".join(b"--x\nContent-Type: multipart/mixed; boundary=x\n\n" for _ in range(3000))
    mail = eml_of(
        b"From: a\nTo: b\nSubject: =?utf-8?q?=ff=fe?=\nDate: 99 Foo\nContent-Type: multipart/mixed; boundary=x\n\n"
        + parts
    )
    assert mail.sent == ""
    odd = eml_of(b"From: a\nTo: b\nDate: x\nContent-Type: text/plain; charset=klingon\n\n\xe6\xf8\xe5")
    assert odd.text == "æøå"


def test_a_mail_of_thousands_of_layers_is_named(drop: Drop) -> None:
    layers = "".join(f"--b{n}\nContent-Type: multipart/mixed; boundary=b{n + 1}\n\n" for n in range(5_000))
    head = "From: a@b.dk\nTo: c@d.dk\nSubject: x\nContent-Type: multipart/mixed; boundary=b0\n\n"
    codes = [refusal.note.code for refusal in drop((head + layers).encode(), "dyb.eml").refused]
    assert codes in ([FaultCode.MAIL_BROKEN], [FaultCode.MAIL_EMPTY])


def test_a_charset_that_is_none_leaves_the_mail(drop: Drop) -> None:
    data = eml().replace(b'charset="utf-8"', b'charset="ut\0f"')
    assert len(drop(data, "mail.eml").taken) == 1


def test_html_speaks_where_plain_text_is_a_stub() -> None:
    html = "<p>Tak for din betaling til os i dag.</p><table><tr><td>I alt</td><td>125,00 kr.</td></tr></table>"
    assert "I alt\t125,00 kr." in eml_of(eml("Se HTML", html=html)).text
    assert eml_of(eml(TEXT, html=html)).text.startswith("Hej")


def test_a_table_in_a_mail_keeps_amounts_beside_their_names(desk: ReceiptDesk, drop: Drop) -> None:
    html = "<p>Kvittering fra butikken på Torvet</p><table><tr><td>Dato</td><td>07.03.2026</td></tr>"
    rows = "<tr><td>Moms</td><td>25,00</td></tr><tr><td>I alt</td><td>125,00 kr.</td></tr></table>"
    report = drop(eml("HTML", html=html + rows), "kvittering.eml")
    path = desk.path_of(report.taken[0].originals[0])
    found = read_document(Document((Part(path, "message/rfc822"),)), CONTEXT)
    assert found.total is not None
    assert found.vat is not None
    assert (str(found.total.value), str(found.vat.value)) == ("125.00", "25.00")


def test_html_is_read_as_text() -> None:
    html = """<html><head><style>p{}</style><title>x</title></head><body><script>alert(1)</script>
    <p>Hej <b>Ida</b>&nbsp;&amp; co</p><div style="display:none">skjult</div>
    <table><tr><td>Total</td><td>1.234,50 kr.</td></tr><tr><td>Moms<td>246,90</table><br>Slut
    <img src="http://192.0.2.1/pixel.gif"></body></html>"""
    assert text_of_html(html).split("\n") == ["Hej Ida & co", "", "Total\t1.234,50 kr.", "", "Moms\t246,90", "", "Slut"]


def test_a_wide_text_is_drawn_over_pages_and_bounded(drop: Drop) -> None:
    report = drop(eml("linje\n" * 6_000), "lang.eml")
    assert 35 < report.taken[0].originals[0].pages <= 42


def test_outlooks_time_is_told() -> None:
    assert msg_of(msg()).sent.startswith("07.03.2026")


def test_what_the_file_is_called_is_no_matter(drop: Drop) -> None:
    assert kinds(drop(eml(files=[("../../etc/a.pdf", PDF)]), "x.txt"))[0][1] == "application/pdf"
    assert TRUTH.supplier
