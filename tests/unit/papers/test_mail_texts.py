"""The text of a mail as it's drawn: every encoding that mails come in, and nothing fetched, nothing run."""

from __future__ import annotations

import base64
import http.server
import quopri
import threading
from collections.abc import Iterator
from contextlib import closing

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # ships no types
import pytest

from desktop.papers.drawing import page_of
from desktop.receipts.faults import Fault, FaultCode

HEAD = (
    "From: Butikken <salg@eksempel.dk>\r\nTo: ida@eksempel.dk\r\nSubject: {subject}\r\n"
    "Date: Sat, 07 Mar 2026 14:22:05 +0100\r\nMIME-Version: 1.0\r\n"
)
WORDS = "Kvittering på rødgrød, æbler og øl. I alt 1.234,50 kr."


def mail(
    body: bytes, kind: str = "text/plain", charset: str = "utf-8", coding: str = "8bit", subject: str = "x"
) -> bytes:
    head = f"{HEAD.format(subject=subject)}Content-Type: {kind}; charset={charset}\r\n"
    return f"{head}Content-Transfer-Encoding: {coding}\r\n\r\n".encode() + body


def text_of(data: bytes) -> str:
    with closing(pdfium.PdfDocument(page_of(data))) as document:
        found = ""
        for index in range(len(document)):
            with closing(document[index]) as page, closing(page.get_textpage()) as text:
                found += str(text.get_text_bounded()) + "\n"
    return " ".join(found.split())


@pytest.mark.parametrize(
    ("charset", "codec"),
    [
        ("utf-8", "utf-8"), ("iso-8859-1", "latin-1"), ("ISO-8859-15", "iso8859-15"), ("windows-1252", "cp1252"),
        ("us-ascii", "utf-8"), ("klingon", "utf-8"), ("klingon", "cp1252"), ("cp865", "cp865"), ("utf-16", "utf-16"),
        ("macintosh", "mac-roman"), ("utf-8", "cp1252"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("coding", ["8bit", "quoted-printable", "base64"])
def test_letters_come_out_as_they_were_written(charset: str, codec: str, coding: str) -> None:
    body = WORDS.encode(codec)
    if coding == "8bit" and codec == "utf-16":
        coding = "base64"  # nobody can send it otherwise
    if coding == "quoted-printable":
        body = quopri.encodestring(body)
    if coding == "base64":
        body = base64.encodebytes(body)
    assert WORDS in text_of(mail(body, charset=charset, coding=coding))


def test_a_line_that_was_broken_for_the_post_is_one_again() -> None:
    body = b"I alt =\r\n1.234,50=20kr. for r=C3=B8dgr=\r\n=C3=B8d"
    assert "I alt 1.234,50 kr. for rødgrød" in text_of(mail(body, coding="quoted-printable"))


def test_damaged_encodings_leave_what_can_be_read() -> None:
    assert "Pris 99" in text_of(mail(b"Pris 99 =ZZ =E", coding="quoted-printable"))
    assert text_of(mail(b"SGVq!!!IElkYQ", coding="base64"))
    assert "Pris 99" in text_of(mail(b"Pris 99", coding="x-unknown"))


def test_a_subject_in_any_dress() -> None:
    subject = "=?iso-8859-1?Q?K=F8b_p=E5_=F8en?= =?utf-8?B?w6Y=?="
    assert "Køb på øen" in text_of(mail(b"99 kr.", subject=subject))


class Server(http.server.BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012 - one list for the one server of a test

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    Server.asked.clear()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server) as one:
        threading.Thread(target=one.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{one.server_address[1]}"
        one.shutdown()


def test_nothing_that_a_mail_points_to_is_fetched_and_nothing_in_it_is_run(server: str) -> None:
    html = f"""<html><head><link rel=stylesheet href="{server}/a.css"><meta http-equiv=refresh content="0;{server}/b">
    <style>@import url({server}/c.css); p {{ background: url({server}/d.png) }}</style></head>
    <body background="{server}/e.png" onload="fetch('{server}/f')"><img src="{server}/g.png" width=1 height=1>
    <script src="{server}/h.js"></script><script>document.write('SKREVET')</script><iframe src="{server}/i"></iframe>
    <object data="{server}/j"></object><p>Tak for købet</p>
    <table><tr><th>Vare</th><th>Pris</th></tr><tr><td>Kaffe</td><td>125,00 kr.</td></tr></table>
    <svg><image href="{server}/k.png"/></svg><form action="{server}/l"><input value=SKJULT></form></body></html>"""
    told = text_of(mail(html.encode(), kind="text/html"))
    assert "Tak for købet" in told
    assert "Kaffe 125,00 kr." in told
    assert not [word for word in ("SKREVET", "fetch", "import", "SKJULT") if word in told]
    assert Server.asked == []


@pytest.mark.parametrize(
    "html",
    ["", "<html><body></body></html>", "<p>&nbsp;</p>", "<img src=cid:x>", "<div style='display:none'>skjult</div>"],
)
def test_a_mail_that_shows_nothing_is_empty(html: str) -> None:
    with pytest.raises(Fault) as caught:
        page_of(mail(html.encode(), kind="text/html"))
    assert caught.value.code is FaultCode.MAIL_EMPTY


def test_broken_html_of_any_depth_is_text() -> None:
    html = "<div>" * 20_000 + "Dybt nede 99 kr." + "</p></td></b>" * 2_000 + "<table><tr><td>Moms<td>25"
    told = text_of(mail(html.encode(), kind="text/html"))
    assert "Dybt nede 99 kr." in told
    assert "Moms 25" in told


def test_the_same_mail_gives_the_same_bytes() -> None:
    data = mail(b"<p>Kvittering <b>99 kr.</b></p>", kind="text/html")
    assert page_of(data) == page_of(data)
