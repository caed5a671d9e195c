"""Scanning on Windows, by the automation layer of WIA (Windows Image Acquisition): part of every Windows since Vista.

The numbers are those of wiadef.h. It has not been run with a real scanner; what is written here follows Microsoft's
description of the WIA automation objects.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.scanning.automation import AutomationError, Session, Thing
from desktop.scanning.facts import Abilities, Colour, Paper, ScanEar, Scanner, Wish

_SCANNER = 1
_PNG = "{B96B3CAF-0728-11D3-9D7B-0000F81EF32E}"
_CAPABILITIES, _STATUS, _SELECT, _PAGES = "3086", "3087", "3088", "3096"
_INTENT, _X_DPI, _Y_DPI, _WIDTH, _HEIGHT = "6146", "6147", "6148", "6151", "6152"
_FEEDER, _FLATBED = 1, 2
_READY = 1
_INTENTS = {Colour.COLOUR: 1, Colour.GREY: 2}
_PAPER_EMPTY = 0x80210003
_CODES = {
    0x80210002: FaultCode.SCANNER_JAMMED,
    _PAPER_EMPTY: FaultCode.SCANNER_EMPTY,
    0x80210004: FaultCode.SCANNER_JAMMED,
    0x80210005: FaultCode.SCANNER_GONE,
    0x80210006: FaultCode.SCANNER_BUSY,
    0x80210007: FaultCode.SCANNER_BUSY,
    0x80210009: FaultCode.SCANNER_GONE,
    0x8021000A: FaultCode.SCANNER_GONE,
    0x8021000D: FaultCode.SCANNER_BUSY,
    0x80210015: FaultCode.SCANNER_NONE,
    0x80210016: FaultCode.SCANNER_COVER,
    0x80070005: FaultCode.SCANNER_CLOSED,
    0x8021006B: FaultCode.SCANNER_GONE,
    # A Windows without this part, or with its service switched off.
    0x80040154: FaultCode.SCANNER_NONE,
    0x800401F3: FaultCode.SCANNER_NONE,
    0x80070422: FaultCode.SCANNER_NONE,
}


class WiaPort:
    """WIA as a way to scan. Each call has COM for itself, in the thread that it is made in."""

    def close(self) -> None:
        """Do nothing: a call into a driver can't be broken off, and ends with its thread."""

    def scanners(self) -> tuple[Scanner, ...]:
        """Return the scanners that Windows knows and that are switched on."""
        try:
            with Session() as session:
                devices = session.create("WIA.DeviceManager").get("DeviceInfos")
                infos = [devices.get("Item", n) for n in range(1, devices.get("Count") + 1)]
                found = tuple(_scanner(info) for info in infos if info.get("Type") == _SCANNER)
        except AutomationError as error:
            raise _fault_of(error) from error
        if not found:
            raise Fault(FaultCode.SCANNER_NONE, Effect.WAIT)
        return found

    def abilities(self, scanner: Scanner) -> Abilities:
        """Return what the scanner says of feeder and glass; every one has colours and grey."""
        try:
            with Session() as session:
                can = _read(_connected(session, scanner), _CAPABILITIES)
        except AutomationError as error:
            raise _fault_of(error) from error
        papers = (
            *([Paper.GLASS] if can & _FLATBED or not can & _FEEDER else []),
            *([Paper.FEEDER] if can & _FEEDER else []),
        )
        return Abilities(papers, (Colour.COLOUR, Colour.GREY))

    def scan(self, scanner: Scanner, wish: Wish, folder: Path, ear: ScanEar) -> None:
        """Scan into PNG files; a scan is broken off between two pages. See :class:`Port`."""
        page = 1
        try:
            with Session() as session:
                device = _connected(session, scanner)
                _prepare(device, wish)
                while not ear.is_stopped():
                    ear.moved_on(page, 0)
                    path = folder / f"page-{page:04d}.png"
                    _transfer(session, device, path)
                    ear.page_came(path)
                    page += 1
                    if wish.paper is Paper.GLASS or not _read(device, _STATUS, _READY) & _READY:
                        return
        except AutomationError as error:
            if error.status == _PAPER_EMPTY and page > 1:
                return
            raise _fault_of(error, page) from error


def _scanner(info: Thing) -> Scanner:
    return Scanner(info.get("DeviceID"), str(info.get("Properties").get("Item", "Name").get("Value")))


def _connected(session: Session, scanner: Scanner) -> Thing:
    devices = session.create("WIA.DeviceManager").get("DeviceInfos")
    for number in range(1, devices.get("Count") + 1):
        info = devices.get("Item", number)
        if info.get("DeviceID") == scanner.id:
            device: Thing = info.get("Connect")
            return device
    raise Fault(FaultCode.SCANNER_GONE, Effect.WAIT)


def _prepare(device: Thing, wish: Wish) -> None:
    """Set what the wish says, as far as the driver lets it be set."""
    item = device.get("Items").get("Item", 1)
    feeder = wish.paper is Paper.FEEDER
    if _read(device, _CAPABILITIES):
        _write(device, _SELECT, _FEEDER if feeder else _FLATBED)
    if feeder:
        _write(device, _PAGES, 1)  # one for each transfer
    _write(item, _INTENT, _INTENTS[wish.colour])
    _write(item, _X_DPI, wish.resolution)
    _write(item, _Y_DPI, wish.resolution)
    for extent in (_WIDTH, _HEIGHT):  # in pixels: what was all of the glass before is a part of it now
        with suppress(AutomationError):
            _write(item, extent, item.get("Properties").get("Item", extent).get("SubTypeMax"))


def _transfer(session: Session, device: Thing, path: Path) -> None:
    """Scan one page into a file, under another name until it is whole."""
    image = device.get("Items").get("Item", 1).get("Transfer", _PNG)
    if image.get("FormatID") != _PNG:  # a driver that has bitmaps only
        process = session.create("WIA.ImageProcess")
        filters = process.get("Filters")
        filters.get("Add", process.get("FilterInfos").get("Item", "Convert").get("FilterID"))
        filters.get("Item", 1).get("Properties").get("Item", "FormatID").put("Value", _PNG)
        image = process.get("Apply", image)
    part = path.with_name(path.name + ".part")
    image.get("SaveFile", str(part))
    part.rename(path)


def _read(thing: Thing, number: str, otherwise: int = 0) -> int:
    """Return a number of a device or item, by its property's; ``otherwise`` where it has none."""
    with suppress(AutomationError):
        return int(thing.get("Properties").get("Item", number).get("Value"))
    return otherwise


def _write(thing: Thing, number: str, value: int) -> None:
    with suppress(AutomationError):
        thing.get("Properties").get("Item", number).put("Value", value)


def _fault_of(error: AutomationError, page: int = 1) -> Fault:
    return Fault(_CODES.get(error.status, FaultCode.SCANNER_FAILED), Effect.WAIT, page=page)
