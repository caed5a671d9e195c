"""Pages that another program writes as files: it writes aside, and each page is handed on when it is told of."""

from __future__ import annotations

import shutil
from pathlib import Path

from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.scanning.facts import ScanEar


class Arrivals:
    """The pages of one scan. What is below ``place`` when the program is cut off may be half a page, and is no page."""

    def __init__(self, folder: Path, ear: ScanEar) -> None:
        self._folder, self._ear = folder, ear
        self._count = 0
        self.place = folder / "coming.part"
        """The folder to write into."""
        self.place.mkdir(exist_ok=True)

    def came(self, path: Path) -> None:
        """Hand on a page that is whole. Raises Fault SCANNER_FAILED where there is no such file."""
        number = self._count + 1
        page = self._folder / f"page-{number:04d}{path.suffix.lower() or '.png'}"
        part = page.with_name(page.name + ".part")
        try:
            shutil.move(path, part)  # a driver may have written elsewhere, on another disk
        except FileNotFoundError as error:
            raise Fault(FaultCode.SCANNER_FAILED, Effect.WAIT, page=number) from error
        part.rename(page)
        self._count = number
        self._ear.page_came(page)
