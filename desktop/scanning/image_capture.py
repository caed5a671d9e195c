"""Scanning on macOS, by Image Capture: it knows every scanner that has a driver for the Mac, or speaks AirScan.

Written after Apple's headers (ICDeviceBrowser.h, ICDevice.h, ICScannerDevice.h); not run with a real scanner yet.

Its words come in the main thread (so the headers say since macOS 10.15), which is the window's. There they are only
put down; the thread that scans takes them from a queue, and does all the rest. Should they come in the thread that
asked, as they did before, that one's run loop is given its turn as well.

Outside the App Sandbox it asks for no entitlement, and for no words in ``Info.plist``.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import Any, Self

import objc
from Foundation import NSURL, NSDate, NSDefaultRunLoopMode, NSMakeRect, NSNotFound, NSObject, NSRunLoop
from ImageCaptureCore import ICDeviceBrowser

from desktop.receipts.faults import Effect, Fault, FaultCode
from desktop.scanning import image_capture_codes as codes
from desktop.scanning.arrivals import Arrivals
from desktop.scanning.course import Course, Heard, Looking, Step, Word
from desktop.scanning.facts import Abilities, Paper, ScanEar, Scanner, Wish, fitting

ASK_AGAIN_S = 0.1
"""Seconds between two looks at whether it is to stop."""
FIND_S = 15.0
"""Seconds after which a scanner that was there before is gone."""
CANCEL_S, CLOSE_S = 5.0, 2.0
"""Seconds that a scanner has to draw its lamp back, and to let go of us."""


class _BilagsdropEars(NSObject):  # type: ignore[misc] # the class is Objective-C's, and mypy can't know it
    """Puts down what Image Capture says. The names are Apple's, a colon written as an underscore.

    The class's own name is one among all of the process: Objective-C has no modules.
    """

    def initWithHeard_(self, heard: queue.SimpleQueue[Heard]) -> Any:
        self = objc.super(_BilagsdropEars, self).init()  # noqa: PLW0642 - an ``init`` may return another object
        self._put = heard.put
        return self

    def deviceBrowser_didAddDevice_moreComing_(self, _browser: Any, device: Any, _more: bool) -> None:
        self._put(Heard(Word.ADDED, device=device))

    def deviceBrowser_didRemoveDevice_moreGoing_(self, _browser: Any, _device: Any, _more: bool) -> None:
        """Do nothing: another scanner may go; ours says so itself."""

    def didRemoveDevice_(self, _device: Any) -> None:
        self._put(Heard(Word.REMOVED))

    def device_didOpenSessionWithError_(self, _device: Any, error: Any) -> None:
        self._put(Heard(Word.OPENED, _code(error)))

    def deviceDidBecomeReady_(self, _device: Any) -> None:
        self._put(Heard(Word.READY))

    def device_didCloseSessionWithError_(self, _device: Any, error: Any) -> None:
        self._put(Heard(Word.CLOSED, _code(error)))

    def device_didReceiveStatusInformation_(self, _device: Any, _status: Any) -> None:
        self._put(Heard(Word.NOTE))

    def device_didEncounterError_(self, _device: Any, error: Any) -> None:
        self._put(Heard(Word.TROUBLE, _code(error)))

    def scannerDevice_didSelectFunctionalUnit_error_(self, _scanner: Any, unit: Any, error: Any) -> None:
        kind = None if unit is None else int(unit.type())
        self._put(Heard(Word.SELECTED, _code(error), unit=kind))

    def scannerDevice_didScanToURL_(self, _scanner: Any, url: Any) -> None:
        self._put(Heard(Word.PAGE, path=Path(str(url.path()))))

    def scannerDevice_didCompleteScanWithError_(self, _scanner: Any, error: Any) -> None:
        self._put(Heard(Word.COMPLETE, _code(error)))


class ImageCapturePort:
    """Image Capture as a way to scan. Each call has a browser and a session of its own."""

    def __init__(self) -> None:
        self._closed = Event()

    def close(self) -> None:
        """Break off what is being asked."""
        self._closed.set()

    def scanners(self) -> tuple[Scanner, ...]:
        """Return the scanners that answer within a few seconds."""
        with objc.autorelease_pool(), _Browser(self._closed) as browser:
            found = {scanner.id: scanner for scanner in map(_scanner, browser.look())}
        if not found:
            raise Fault(FaultCode.SCANNER_NONE, Effect.WAIT)
        return tuple(found.values())

    def abilities(self, scanner: Scanner) -> Abilities:
        """Return what the scanner says of its units."""
        course = Course(Paper.GLASS)
        with objc.autorelease_pool(), _Browser(self._closed) as browser:
            device = browser.find(scanner, self._closed.is_set)
            with _session(browser, device, course, lambda _path: None):
                for step, _heard in browser.follow(course, self._closed.is_set):
                    if step is Step.SELECT:
                        return codes.abilities_of(int(unit) for unit in device.availableFunctionalUnitTypes() or ())
        raise Fault(FaultCode.SCANNER_SILENT, Effect.WAIT)

    def scan(self, scanner: Scanner, wish: Wish, folder: Path, ear: ScanEar) -> None:
        """Scan into PNG files. See :class:`Port`."""
        pages = Arrivals(folder, ear)
        with objc.autorelease_pool(), _Browser(self._closed) as browser:
            device = browser.find(scanner, ear.is_stopped)
            if device is None:
                return
            course = Course(wish.paper, partial(_is_loaded, device))
            with _session(browser, device, course, pages.came):
                steps = browser.follow(course, ear.is_stopped, _Progress(device, course, ear).has_moved)
                for step, heard in steps:
                    _do(step, heard, device, wish, pages)
                    if step is Step.SCAN:
                        ear.moved_on(1, 0)
                    elif step is Step.END:
                        return


def _do(step: Step, heard: Heard | None, device: Any, wish: Wish, pages: Arrivals) -> None:
    """Do a step of a scan."""
    if step is Step.SELECT:
        device.requestSelectFunctionalUnit_(codes.UNITS[wish.paper])
    elif step is Step.SCAN:
        _prepare(device, wish, pages.place)
        device.requestScan()
    elif step is Step.TAKE and heard is not None and heard.path is not None:
        pages.came(heard.path)


class _Browser:
    """Looks for scanners, and keeps those alive that it has found: a context manager, for one thread."""

    def __init__(self, closed: Event) -> None:
        self._closed = closed
        self._heard: queue.SimpleQueue[Heard] = queue.SimpleQueue()
        self.ears = _BilagsdropEars.alloc().initWithHeard_(self._heard)  # a delegate is not kept by whoever calls it
        self._browser = ICDeviceBrowser.alloc().init()

    def __enter__(self) -> Self:
        self._browser.setDelegate_(self.ears)
        self._browser.setBrowsedDeviceTypeMask_(codes.SCANNERS)
        self._browser.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._browser.stop()
        self._browser.setDelegate_(None)

    def next(self) -> Heard | None:
        """Return the next word, or None where there was none for a moment."""
        NSRunLoop.currentRunLoop().runMode_beforeDate_(NSDefaultRunLoopMode, NSDate.date())
        try:
            return self._heard.get(timeout=ASK_AGAIN_S)
        except queue.Empty:
            return None

    def look(self) -> Iterator[Any]:
        """Yield the scanners that answer. Raises Fault SCANNER_SILENT where it is broken off."""
        looking = Looking(time.monotonic())
        while not looking.is_over(time.monotonic()):
            if self._closed.is_set():
                raise Fault(FaultCode.SCANNER_SILENT, Effect.WAIT)
            heard = self.next()
            if heard is not None and heard.word is Word.ADDED:
                looking.found(time.monotonic())
                yield heard.device

    def find(self, scanner: Scanner, is_stopped: Callable[[], bool]) -> Any:
        """Return one scanner, None where it is broken off. Raises Fault SCANNER_GONE."""
        until = time.monotonic() + FIND_S
        while not is_stopped():
            heard = self.next()
            if heard is not None and heard.word is Word.ADDED and _scanner(heard.device).id == scanner.id:
                return heard.device
            if time.monotonic() > until:
                raise Fault(FaultCode.SCANNER_GONE, Effect.WAIT)
        return None

    def follow(
        self, course: Course, is_stopped: Callable[[], bool], has_moved: Callable[[], bool] = lambda: False
    ) -> Iterator[tuple[Step, Heard | None]]:
        """Yield the steps of a course until it is broken off. Raises Fault."""
        heard_at = time.monotonic()
        while not is_stopped():
            heard = self.next()
            if heard is not None or has_moved():
                heard_at = time.monotonic()
            step = course.feed(heard) if heard is not None else course.waited(time.monotonic() - heard_at)
            if step is not Step.WAIT:
                yield step, heard

    def wait_for(self, word: Word, seconds: float, on_page: Callable[[Path], None]) -> None:
        """Wait for a word; pages that come meanwhile are whole. Not at the program's end: nobody speaks then."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self._closed.is_set():
            heard = self.next()
            if heard is not None and heard.path is not None:
                on_page(heard.path)
            if heard is not None and heard.word in {word, Word.REMOVED}:
                return


@contextmanager
def _session(browser: _Browser, device: Any, course: Course, on_page: Callable[[Path], None]) -> Iterator[None]:
    """Open a scanner for the time of the block; at its end a scan that is still on is broken off."""
    if device is None:
        raise Fault(FaultCode.SCANNER_SILENT, Effect.WAIT)
    device.setDelegate_(browser.ears)
    device.requestOpenSession()
    try:
        yield
    finally:
        if course.is_scanning:
            device.cancelScan()
            browser.wait_for(Word.COMPLETE, CANCEL_S, on_page)
        if device.hasOpenSession():
            device.requestCloseSession()
            browser.wait_for(Word.CLOSED, CLOSE_S, on_page)
        device.setDelegate_(None)


def _scanner(device: Any) -> Scanner:
    name = str(device.name() or "Scanner")
    return Scanner(str(device.persistentIDString() or device.UUIDString() or name), name)


def _prepare(device: Any, wish: Wish, place: Path) -> None:
    """Set what the wish says."""
    unit = device.selectedFunctionalUnit()
    resolution = fitting(_numbers(unit.supportedResolutions()), wish.resolution)
    unit.setResolution_(wish.resolution if resolution is None else resolution)
    unit.setPixelDataType_(codes.PIXELS[wish.colour])
    unit.setBitDepth_(codes.DEPTH)
    if wish.paper is Paper.FEEDER:
        if unit.supportsDuplexScanning():
            unit.setDuplexScanningEnabled_(False)
        if codes.A4 in _numbers(unit.supportedDocumentTypes()):  # some drivers take A5 else, and cut the rest off
            unit.setDocumentType_(codes.A4)
    else:  # all of the glass
        unit.setMeasurementUnit_(codes.INCHES)
        size = unit.physicalSize()
        unit.setScanArea_(NSMakeRect(0, 0, size.width, size.height))
    device.setTransferMode_(codes.TO_FILES)
    device.setDownloadsDirectory_(NSURL.fileURLWithPath_isDirectory_(str(place), True))
    device.setDocumentName_("page")
    device.setDocumentUTI_(codes.FORMAT)


def _is_loaded(device: Any) -> bool:
    unit = device.selectedFunctionalUnit()
    return unit is not None and bool(unit.documentLoaded())


class _Progress:
    """How far a scan is; a scanner that moves is alive, though it says nothing."""

    def __init__(self, device: Any, course: Course, ear: ScanEar) -> None:
        self._device, self._course, self._ear = device, course, ear
        self._percent = 0.0

    def has_moved(self) -> bool:
        """Tell how far it is, where that is news; return True then."""
        unit = self._device.selectedFunctionalUnit() if self._course.is_scanning else None
        percent = self._percent if unit is None else float(unit.scanProgressPercentDone())
        if percent == self._percent:
            return False
        self._percent = percent
        self._ear.moved_on(self._course.page, min(max(percent, 0.0), 100.0))
        return True


def _numbers(indexes: Any) -> list[int]:
    """Return what is in a set of indexes."""
    found: list[int] = []
    index = NSNotFound if indexes is None else indexes.firstIndex()
    while index != NSNotFound:
        found.append(int(index))
        index = indexes.indexGreaterThanIndex_(index)
    return found


def _code(error: Any) -> int:
    """Return an error's number, 0 where there is none."""
    return 0 if error is None else int(error.code()) or -1
