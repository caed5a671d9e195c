"""What is seen in the data of a drop, by the formats that browsers and mail programs give; no window is needed."""

from __future__ import annotations

import base64

import pytest
from PySide6.QtCore import QMimeData, QUrl

from desktop.gui.offers import Offer, is_for_the_tray, is_text_alone, offer_of
from desktop.gui.virtual_files import MOST_OF_ONE
from desktop.receipts.faults import FaultCode
from tests.gui.shell.offered import WINDOWS, descriptor, link, mozilla, outlook, png

pytestmark = pytest.mark.usefixtures("qapp")
TINY = "data:image/png;base64," + base64.b64encode(png()).decode()


def urls_of(offer: Offer) -> list[str]:
    return [address.url for address in offer.addresses]


def test_the_picture_is_asked_for_not_the_page_that_it_leads_to() -> None:
    html = '<a href="https://shop.dk/vare/17"><img src="https://billeder.shop.dk/bon.jpg" alt="Bon"></a>'
    assert urls_of(offer_of(link("https://shop.dk/vare/17", html))) == ["https://billeder.shop.dk/bon.jpg"]


def test_a_link_among_words_is_the_link() -> None:
    html = '<a href="https://shop.dk/bon.pdf">Hent din kvittering</a>'
    assert urls_of(offer_of(link("https://shop.dk/bon.pdf", html))) == ["https://shop.dk/bon.pdf"]


def test_firefox_without_a_list_of_addresses() -> None:
    assert urls_of(offer_of(mozilla("https://shop.dk/bon.pdf"))) == ["https://shop.dk/bon.pdf"]


def test_chromium_on_windows_gives_the_picture_beside_its_address() -> None:
    data = link("https://shop.dk/bon.png", '<img src="https://shop.dk/bon.png">')
    data.setData(WINDOWS.format("FileGroupDescriptorW"), descriptor([("bon.png", len(png()))]))
    data.setData(WINDOWS.format("FileContents") + ";index=0", png())
    (file,) = offer_of(data).files
    assert (file.name, file.data) == ("bon.png", png())


def test_a_picture_that_carries_itself_comes_before_one_that_was_decoded() -> None:
    assert offer_of(link(TINY)).files[0].data == png()
    assert offer_of(mozilla(TINY)).files[0].data == png()


def test_pdf_and_png_come_before_what_was_made_of_them() -> None:
    data = QMimeData()
    for kind in ("image/jpeg", "image/png"):
        data.setData(kind, kind.encode())
    assert offer_of(data).files[0].data == b"image/png"
    data.setData("application/pdf", b"%PDF-")
    assert (offer_of(data).files[0].ending, offer_of(data).files[0].data) == (".pdf", b"%PDF-")


@pytest.mark.parametrize(
    "formats",
    [
        ("text/x-moz-message", "application/x-moz-file-promise"),
        ("XdndDirectSave0",),
        (WINDOWS.format("Chromium Web Custom MIME Data Format"),),
        (WINDOWS.format("RenPrivateMessages"),),
        ("com.apple.pasteboard.promised-file-url",),
        (WINDOWS.format("FileGroupDescriptorW"),),
    ],
)
def test_a_promise_that_is_not_kept_is_told(formats: tuple[str, ...]) -> None:
    data = QMimeData()
    for name in formats:
        data.setData(name, b"\x01\0\0\0mailbox-message://nobody@Local%20Folders/Inbox#17")
    data.setUrls([QUrl("mailbox-message://nobody@Local%20Folders/Inbox#17")])
    (withheld,) = offer_of(data).withheld
    assert withheld.note.code is FaultCode.FILE_WITHHELD


def test_a_whole_mail_is_asked_for_apart() -> None:
    """Outlook gives it as a storage, which Qt does not read: see ``tests/windows/test_ole.py``."""
    data = outlook(("Kvittering.msg", b""), ("bon.png", png()), ("Faktura.msg", b""))
    offer = offer_of(data, _stored)
    assert [(file.name, file.data[:4]) for file in offer.files] == [
        ("Kvittering.msg", b"\xd0\xcf\x11\xe0"),
        ("bon.png", b"\x89PNG"),
    ]
    assert [each.name for each in offer.withheld] == ["Faktura.msg"]


def _stored(index: int) -> bytes:
    return b"\xd0\xcf\x11\xe0mail" if index == 0 else b""


def test_a_file_that_says_it_is_far_too_large_is_not_asked_for() -> None:
    data = outlook(("bon.png", png()))
    data.setData(WINDOWS.format("FileGroupDescriptorW"), descriptor([("film.mp4", MOST_OF_ONE + 1)]))
    offer = offer_of(data)
    assert not offer.files
    assert (offer.withheld[0].name, offer.withheld[0].note.code) == ("film.mp4", FaultCode.FILE_TOO_LARGE)


def test_the_old_list_of_names_is_read_when_there_is_no_other() -> None:
    data = QMimeData()
    data.setData(WINDOWS.format("FileGroupDescriptor"), descriptor([("Bøn.png", None)], wide=False))
    data.setData(WINDOWS.format("FileContents") + ";index=0", png())
    assert offer_of(data).files[0].name == "Bøn.png"


def test_selected_text_of_a_page_is_left_to_the_field() -> None:
    data = QMimeData()
    data.setHtml("<p>I alt <b>125,00</b></p>")
    data.setText("I alt 125,00")
    assert is_text_alone(data)
    assert not is_for_the_tray(data)
    assert offer_of(data).text == "I alt 125,00"


def test_text_that_a_page_has_copied_with_formats_of_its_own_is_text() -> None:
    data = QMimeData()
    data.setText("I alt 125,00")
    data.setData(WINDOWS.format("Chromium Web Custom MIME Data Format"), b"x")
    assert offer_of(data) == Offer(text="I alt 125,00")


def test_an_attachment_on_the_clipboard_is_no_text_for_a_field() -> None:
    assert is_for_the_tray(outlook(("bon.png", png())))
    assert not is_for_the_tray(link("https://shop.dk/"))
    assert not is_for_the_tray(QMimeData())
    assert offer_of(QMimeData()) == Offer()


def test_the_only_file_may_come_without_a_place() -> None:
    data = QMimeData()
    data.setData(WINDOWS.format("FileGroupDescriptorW"), descriptor([("bon.png", len(png()))]))
    data.setData(WINDOWS.format("FileContents"), png())
    assert offer_of(data).files[0].data == png()
