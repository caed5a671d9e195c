"""Files that are no ordinary receipts, and what becomes of each: taken, or refused by a name."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from PIL import ExifTags, Image
from pypdf import PdfWriter

from desktop.imaging.encode import jpeg
from desktop.imaging.pdf_write import PageImage, images_pdf
from desktop.receipts.faults import FaultCode
from tests.unit.imaging.conftest import locked_pdf, page
from tests.unit.imaging.raws import RAWS
from tests.unit.papers.letters_home import OTHER_PDF, PDF, eml, with_mail_inside, zipped


@dataclass(frozen=True)
class Nasty:
    """A file: its name, how to make its bytes, how many receipts it is, and what else is told of it."""

    name: str
    make: Callable[[], bytes]
    taken: int = 1
    refused: tuple[FaultCode, ...] = ()


def picture(
    seed: int, kind: str = "JPEG", mode: str = "RGB", size: tuple[int, int] = (120, 160), **how: object
) -> bytes:
    """Return a small picture; another seed gives other pixels."""
    image = Image.new("RGB", size, (seed * 37 % 256, seed * 11 % 256, 200)).convert(mode)
    buffer = io.BytesIO()
    image.save(buffer, kind, **how)
    return buffer.getvalue()


def animated(kind: str, seed: int) -> bytes:
    frames = [Image.new("RGB", (80, 100), colour) for colour in ("white", (seed, 0, 0), "blue")]
    buffer = io.BytesIO()
    frames[0].save(buffer, kind, save_all=True, append_images=frames[1:], duration=100)
    return buffer.getvalue()


def png_of(width: int, height: int, rows: bytes, *extra: tuple[bytes, bytes]) -> bytes:
    """Return a PNG of one bit a dot that says it has this size, whatever is in it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    inside = b"".join(chunk(kind, data) for kind, data in extra)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + inside + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def bomb() -> bytes:
    """Return 200 megapixels in a few kilobytes."""
    return png_of(20_000, 10_000, zlib.compress(bytes(2_501 * 10_000), 9))


def bomb_of_text() -> bytes:
    return png_of(8, 8, b"", (b"zTXt", b"a\0\0" + zlib.compress(bytes(99_000_000), 9)))


def pages_pdf(pages: int, seed: int = 0) -> bytes:
    sheet = Image.new("L", (60, 80), 200 + seed)
    return images_pdf([PageImage(jpeg(sheet, 60), 60, 80, grey=True)] * pages)


def turned(orientation: int) -> bytes:
    """Return a photo with an orientation, another one in its XMP, and a thumbnail of something else."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif.get_ifd(ExifTags.IFD.IFD1)[0x0201] = 0
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF tiff:Orientation='3'/></x:xmpmeta>"
    return picture(100 + orientation, exif=exif, xmp=xmp)


def tiff_in_a_circle() -> bytes:
    """Return a TIFF whose next page is its first."""
    data = bytearray(picture(7, "TIFF", "L"))
    (at,) = struct.unpack("<I", data[4:8])
    (count,) = struct.unpack("<H", data[at : at + 2])
    data[at + 2 + 12 * count : at + 6 + 12 * count] = struct.pack("<I", at)
    return bytes(data)


def tiff_of_kinds() -> bytes:
    sheet = page(200, 260)
    kinds = [sheet.convert(mode) for mode in ("1", "L", "RGB", "CMYK", "P")] + [Image.new("I;16", (90, 80), 40_000)]
    buffer = io.BytesIO()
    kinds[0].save(buffer, "TIFF", save_all=True, append_images=kinds[1:])
    return buffer.getvalue()


def large_pdf() -> bytes:
    noise = Image.effect_noise((1_700, 2_200), 90).convert("RGB")
    data = jpeg(noise, 95)
    return images_pdf([PageImage(data, *noise.size)] * 2 + [PageImage(data[:-2] + b"\xff\xd9", *noise.size)] * 2)


def owners_pdf() -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(pages_pdf(1, 3)))
    writer.encrypt("", "ejerens", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def wrong_table() -> bytes:
    data = pages_pdf(1, 4)
    return data[: data.rindex(b"xref\n0 ")] + b"xref\n0 1\n0000000000 65535 f \n" + data[data.rindex(b"trailer") :]


def zip_with_a_link() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        link = zipfile.ZipInfo("genvej.pdf")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return file.getvalue()


def zip_that_wants_out() -> bytes:
    names = ("../../../ud.png", "/etc/b.png", "C:\\c.png")
    return zipped([(name, picture(51 + at, "PNG")) for at, name in enumerate(names)])


def old_zip() -> bytes:
    """Return a zip file of a Danish DOS program: names in its code page, and none that says so."""
    data = zipped([("bl?b?r.png", picture(31, "PNG"))])
    return data.replace(b"bl?b?r.png", "blåbær.png".encode("cp850"))


def nested_zips(deep: int) -> bytes:
    data = zipped([("a.png", picture(40, "PNG"))])
    for level in range(deep):
        data = zipped([(f"{level}.zip", data)])
    return data


@cache
def nasty_files() -> tuple[Nasty, ...]:
    """Return them all; no two that are taken have the same bytes."""
    code = FaultCode
    return (
        Nasty("tom.jpg", lambda: b"", 0, (code.EMPTY_FILE,)),
        Nasty("tekst.jpg", lambda: b"Hej, her er kvitteringen.\n" * 9, 0, (code.NOT_A_RECEIPT,)),
        Nasty("afbrudt.jpg", lambda: picture(1, size=(900, 900), quality=95)[:3_000], 0, (code.BROKEN_IMAGE,)),
        Nasty("egentlig-pdf.jpg", lambda: pages_pdf(1)),
        Nasty("egentlig-jpg.pdf", lambda: picture(2)),
        Nasty("bombe.png", bomb, 0, (code.TOO_MANY_PIXELS,)),
        Nasty("teksten-er-en-bombe.png", bomb_of_text, 0, (code.BROKEN_IMAGE,)),
        Nasty("bevæger-sig.gif", lambda: animated("GIF", 10)),
        Nasty("bevæger-sig.png", lambda: animated("PNG", 20)),
        Nasty("bevæger-sig.webp", lambda: animated("WEBP", 30)),
        Nasty("kode.pdf", lambda: locked_pdf(b"hemmelig"), 0, (code.ENCRYPTED_PDF,)),
        Nasty("ejerkode.pdf", owners_pdf),
        Nasty("60-sider.pdf", lambda: pages_pdf(60)),
        Nasty("5001-sider.pdf", lambda: pages_pdf(5_001), 0, (code.TOO_MANY_PAGES,)),
        Nasty("stor.pdf", large_pdf),
        Nasty("afbrudt.pdf", lambda: pages_pdf(3)[:-600], 0, (code.BROKEN_PDF,)),
        Nasty("gal-tabel.pdf", wrong_table),
        Nasty("kun-skal.pdf", lambda: b"%PDF-1.7\nintet her\n%%EOF\n", 0, (code.BROKEN_PDF,)),
        Nasty("1x1.png", lambda: picture(3, "PNG", size=(1, 1))),
        Nasty("1x60000.png", lambda: picture(4, "PNG", size=(1, 60_000))),
        Nasty("60000x1.png", lambda: picture(5, "PNG", size=(60_000, 1))),
        Nasty("forkert-profil.jpg", lambda: picture(6, icc_profile=b"ingen profil")),
        Nasty("16-bit.png", lambda: picture(7, "PNG", "I;16")),
        Nasty("trykkeri.jpg", lambda: picture(8, mode="CMYK")),
        *(Nasty(f"drejet-{n}.jpg", lambda n=n: turned(n)) for n in range(1, 9)),  # type: ignore[misc]
        Nasty("ring.tif", tiff_in_a_circle),
        Nasty("mange-slags.tif", tiff_of_kinds),
        *(Nasty(name, lambda data=data: data, 0, (code.RAW_PHOTO,)) for name, data in RAWS.items()),  # type: ignore[misc]
        Nasty("ny.jxl", lambda: b"\0\0\0\x0cJXL \r\n\x87\n" + bytes(50), 0, (code.JPEG_XL,)),
        Nasty("nøgen.jxl", lambda: b"\xff\x0a" + bytes(50), 0, (code.JPEG_XL,)),
        Nasty("film.mov", lambda: b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + bytes(90), 0, (code.FILM,)),
        Nasty("bilag.rar", lambda: b"Rar!\x1a\x07\x01\0" + bytes(90), 0, (code.OTHER_ARCHIVE,)),
        Nasty("bilag.tar", lambda: b"a".ljust(257, b"\0") + b"ustar\x0000" + bytes(900), 0, (code.OTHER_ARCHIVE,)),
        Nasty("brev.docx", lambda: zipped([("[Content_Types].xml", b"")]), 0, (code.OFFICE_FILE,)),
        Nasty("gammelt.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000), 0, (code.MAIL_BROKEN,)),
        Nasty("side.html", lambda: b"<!doctype html><title>Kvittering</title>", 0, (code.NOT_A_RECEIPT,)),
        Nasty("tegning.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", 0, (code.NOT_A_RECEIPT,)),
        Nasty("mail-i-mail.eml", lambda: with_mail_inside(eml(files=[("a.pdf", OTHER_PDF)]))),
        Nasty("tom-mail.eml", lambda: eml(text=""), 0, (code.MAIL_EMPTY,)),
        Nasty("mail.eml", lambda: eml(text="Kvittering\nI alt 99,00 kr.")),
        Nasty("to.zip", lambda: zipped([("a.png", picture(50, "PNG")), ("b.txt", b"hej")]), 1, (code.NOT_A_RECEIPT,)),
        Nasty("zip-i-zip.zip", lambda: nested_zips(1)),
        Nasty("zip-i-zip-i-zip.zip", lambda: nested_zips(6), 0, (code.TOO_DEEP,)),
        Nasty("bombe.zip", lambda: zipped([("a.pdf", bytes(60_000_000))]), 0, (code.ZIP_TOO_MUCH,)),
        Nasty("10000.zip", lambda: zipped([(f"{n}.txt", b"x") for n in range(10_000)]), 0, (code.ZIP_TOO_MANY,)),
        Nasty("udenfor.zip", zip_that_wants_out, 3),
        Nasty("genvej.zip", zip_with_a_link, 0, (code.NOT_A_RECEIPT,)),
        Nasty("gammel.zip", old_zip),
        Nasty("tom.zip", lambda: zipped([]), 0, (code.ZIP_EMPTY,)),
        Nasty("afbrudt.zip", lambda: zipped([("a.pdf", PDF)])[:-30], 0, (code.ZIP_BROKEN,)),
        Nasty("Æblegrød på øen.jpg", lambda: picture(60)),
        Nasty("😀🧾.jpg", lambda: picture(61)),
        Nasty("x" * 246 + ".jpg", lambda: picture(62)),
    )  # fmt: skip


ODD_NAMES = {"en \"god\" 'bon'.jpg": lambda: picture(63), "linje\nskift.jpg": lambda: picture(64)}
"""What Windows has no such names for."""
