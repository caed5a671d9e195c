"""Every limit of the room in one place, with its reason."""

from __future__ import annotations

MAX_UPLOAD_BYTES = 6_000_000
"""Dinero takes 6 MB, decimal or binary is unknown, so the smaller one (contract section 4.1)."""

MAX_PIXELS = 120_000_000
"""Larger pictures are refused before they are decoded: 120 MP are 360 MB as RGB, and no phone makes more than 108."""

HEAVY_PIXELS = 50_000_000
"""Above this only one picture is decoded at a time, so that no two workers need a gigabyte each."""

MAX_PAGES = 500
"""Pages of one TIFF; a longer one isn't a receipt, and is refused rather than cut."""

MAX_PDF_PAGES = 5_000
"""Pages of one PDF; a longer one is a book, and is refused rather than cut."""

LONG_SIDE = 2_000
"""Pixels a rendition's long side keeps at least, unless the original has fewer."""

SHORT_SIDE = 1_000
"""Pixels the short side keeps where the original has them: a till roll's text stays readable however long it is."""

DRAFT_SLACK = 1.2
"""A JPEG decoded at an eighth, quarter or half isn't resampled again while within this factor of the target."""

MAX_JPEG_SIDE = 65_500
"""JPEG holds 65,535; libjpeg refuses a little earlier."""

MAX_SLICE_SIDE = 12_000
"""Pixels a page's long side has when a picture too long for JPEG is cut into pages."""

MAX_PREVIEW_PIXELS = 40_000_000
"""A drawn PDF page is bounded by this however far the user zooms: 120 MB."""
