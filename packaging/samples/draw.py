"""Draw the sample receipts into resources/samples/, with their truth in samples.json.

Usage: python packaging/samples/draw.py [--fonts DIR] [--out DIR]

DIR holds DejaVu (Debian: fonts-dejavu-core). The HEIC needs an encoder, which the program doesn't ship: where
pillow-heif is installed it's drawn, else the one that is there stays. Same fonts and libraries, same bytes.
"""

from __future__ import annotations

import argparse
import io
import json
from pathlib import Path

from PIL import ExifTags, Image
from sample_bills import INVOICES, TILL_BILLS
from sample_invoice import write_invoice
from sample_model import Bill
from sample_photo import Look, photograph, scanned
from sample_till import draw_till

_DARK_TABLE = (86, 60, 44)
_STEEL = (126, 130, 134)
_LOOKS = {
    "koebmand-lyngvig.jpg": Look(angle=-7.0, tilt=0.03),
    "kaffebaren-maagen.jpg": Look(angle=4.0, tilt=0.05, table=_DARK_TABLE, light=0.5, hand=True),
    "fjordtank.jpg": Look(angle=2.5, table=_STEEL),
    "p-billet.jpg": Look(size=(1_200, 1_600), angle=-2.0, table=_STEEL, light=0.85),
    "taxa-nordlyset.jpg": Look(size=(1_200, 1_600), angle=11.0, table=(46, 46, 52), light=0.6, noise=6),
    "restaurant-skarven.jpg": Look(angle=-3.0, tilt=0.11, table=_DARK_TABLE, light=0.55),
    "isenkram-oernebjerg.jpg": Look(),
    "posthjoernet.jpg": Look(angle=1.5, tilt=0.02, table=(176, 168, 156)),
    "blomster-ranunkel.heic": Look(angle=5.0, tilt=0.04, table=(150, 128, 100)),
}


def main() -> None:
    """Draw everything and say how large it became."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fonts", type=Path, default=Path("/usr/share/fonts/truetype/dejavu"))
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[2] / "resources" / "samples")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for bill in TILL_BILLS:
        _draw(bill, options.fonts, options.out / bill.file)
    for bill in INVOICES:
        (options.out / bill.file).write_bytes(write_invoice(bill))
    truth = [bill.truth() for bill in (*TILL_BILLS, *INVOICES) if (options.out / bill.file).exists()]
    text = json.dumps(truth, ensure_ascii=False, indent=2) + "\n"
    (options.out / "samples.json").write_text(text, encoding="utf-8")
    for path in sorted(options.out.iterdir()):
        print(f"{path.stat().st_size:>9,}  {path.name}")


def _draw(bill: Bill, fonts: Path, path: Path) -> None:
    receipt = draw_till(bill, fonts)
    if bill.look == "long":
        receipt.resize((receipt.width * 4 // 5, receipt.height * 4 // 5), Image.Resampling.LANCZOS).save(
            path, quality=68
        )
    elif path.suffix == ".png":
        scanned(receipt, bill.file, 1).quantize(16, dither=Image.Dither.NONE).save(path, optimize=True)
    elif bill.look == "scan":
        scanned(receipt, bill.file).save(path, quality=70, optimize=True, dpi=(300, 300))
    else:
        _save_photo(photograph(receipt, _LOOKS[bill.file], bill.file), bill, path)


def _save_photo(photo: Image.Image, bill: Bill, path: Path) -> None:
    if path.suffix == ".heic":
        _save_heic(photo, path)
    elif "EXIF 6" in bill.look:
        # as a phone held upright stores it: the sensor's rows lie sideways
        photo.transpose(Image.Transpose.ROTATE_90).save(path, quality=68, exif=_phone_exif(bill))
    else:
        photo.save(path, quality=68)


def _phone_exif(bill: Bill) -> bytes:
    """Return what a phone adds: the turn, the time, and the place (in the sea, where nobody lives)."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make] = "Eksempel"
    exif[ExifTags.Base.Model] = "Telefon 1"
    exif[ExifTags.Base.DateTime] = f"{bill.when:%Y:%m:%d %H:%M:%S}"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (56.0, 30.0, 0.0), 3: "E", 4: (6.0, 30.0, 0.0)})
    return exif.tobytes()


def _save_heic(photo: Image.Image, path: Path) -> None:
    try:
        import pillow_heif  # type: ignore[import-not-found]  # noqa: PLC0415 - for whoever redraws the samples only
    except ImportError:
        print(f"{path.name}: no HEIC encoder (pip install pillow-heif), left as it is")
        return
    pillow_heif.register_heif_opener()
    buffer = io.BytesIO()
    photo.save(buffer, "HEIF", quality=52)
    path.write_bytes(buffer.getvalue())


if __name__ == "__main__":
    main()
