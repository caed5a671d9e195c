"""The numbers of Image Capture, and what they mean for us (ImageCaptureConstants.h, ICScannerFunctionalUnits.h).

It has no number for paper that is stuck or a lid that is open: a driver tells these in words of its own, and they come
out as a scanner that broke off.
"""

from __future__ import annotations

from collections.abc import Iterable

from desktop.receipts.faults import FaultCode
from desktop.scanning.facts import Abilities, Colour, Paper

SCANNERS = 0x2 | 0x100 | 0x200 | 0x400 | 0x800
"""What is looked for: scanners, on a cable, shared by another Mac, on the network, by Bluetooth."""
UNITS = {Paper.GLASS: 0, Paper.FEEDER: 3}
"""Of the units, those that take paper; 1 and 2 are for film."""
PIXELS = {Colour.GREY: 1, Colour.COLOUR: 2}
DEPTH, INCHES, A4, TO_FILES = 8, 0, 1, 0
"""Bits of each colour; unit of lengths; kind of paper; transfer of pages as files."""
FORMAT = "public.png"
"""Loses nothing; as the other ways of scanning have it."""

_GONE, _BUSY, _CLOSED = FaultCode.SCANNER_GONE, FaultCode.SCANNER_BUSY, FaultCode.SCANNER_CLOSED
_CODES = {
    -9900: _GONE,  # communication error
    -9901: _GONE,  # device not found
    -9902: _GONE,  # device not open
    -9914: _BUSY,  # already open
    -9921: _GONE,  # the session is not valid
    -9923: FaultCode.SCANNER_SILENT,  # communication timed out
    -9925: _BUSY,  # in use by this user
    -9926: _BUSY,  # in use from another computer
    -9927: _GONE,  # no session could be opened
    -9946: _BUSY,  # its software is just being installed
    -9953: _CLOSED,  # it wants a name and a password
    -9958: _GONE,  # the session is not open
    -21350: _GONE,  # the driver has ended
    -21349: _GONE,  # the device closed the session
    -21348: _GONE,  # ejected
    -21347: _BUSY,  # the session is open already
    -21345: _GONE,  # no connection
    -21344: _GONE,  # the device can't be opened
    -21343: _CLOSED,  # not authorised
}


def fault_code(code: int) -> FaultCode:
    """Return what an error means; whatever it does not explain is a scanner that broke off."""
    return _CODES.get(code, FaultCode.SCANNER_FAILED)


def abilities_of(units: Iterable[int]) -> Abilities:
    """Return what a scanner with these units can do; every one has colours and grey."""
    have = set(units)
    papers = tuple(paper for paper in (Paper.GLASS, Paper.FEEDER) if UNITS[paper] in have)
    return Abilities(papers or (Paper.GLASS,), (Colour.COLOUR, Colour.GREY))
