"""Scanning on macOS, as far as it can be tried without a Mac: order of steps, errors, options, pages, the choice."""

from __future__ import annotations

import importlib.util
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from desktop.receipts.faults import Fault, FaultCode
from desktop.scanning import Abilities, Colour, Paper, Scanner, Wish, scanner_port
from desktop.scanning.arrivals import Arrivals
from desktop.scanning.course import OPEN_S, SCAN_S, UNASKED_S, Course, Heard, Looking, Step, Word
from desktop.scanning.either import EitherPort
from desktop.scanning.facts import fitting
from desktop.scanning.image_capture_codes import abilities_of, fault_code
from desktop.scanning.sane import SanePort

Sane = Callable[..., Mapping[str, str]]
GLASS, FILM, FEEDER = 0, 1, 3
PAGE = Heard(Word.PAGE, path=Path("page.png"))
HAS_BRIDGE = importlib.util.find_spec("ImageCaptureCore") is not None


class Ear:
    """Takes each page away, as the desk does."""

    def __init__(self, folder: Path) -> None:
        self.pages: list[tuple[str, bytes]] = []
        self._folder = folder

    def page_came(self, path: Path) -> None:
        self.pages.append((path.name, path.read_bytes()))
        path.unlink()

    def moved_on(self, page: int, percent: float) -> None:
        assert page >= 1
        assert 0 <= percent <= 100

    def is_stopped(self) -> bool:
        return False


def opened(paper: Paper, *, is_loaded: bool = True) -> Course:
    """Return a course at the moment that the scan is requested."""
    course = Course(paper, lambda: is_loaded)
    steps = [course.feed(Heard(word)) for word in (Word.OPENED, Word.READY)]
    steps.append(course.feed(Heard(Word.SELECTED, unit=GLASS)))
    steps.append(course.feed(Heard(Word.SELECTED, unit=GLASS if paper is Paper.GLASS else FEEDER)))
    assert steps == [Step.WAIT, Step.WAIT, Step.SELECT, Step.SCAN]
    return course


# --- the order of the steps ---


def test_one_page_from_the_glass() -> None:
    course = opened(Paper.GLASS)
    assert course.is_scanning
    assert [course.feed(Heard(Word.NOTE)), course.feed(PAGE)] == [Step.WAIT, Step.TAKE]
    assert course.page == 1, "there is no second one"
    assert course.feed(Heard(Word.COMPLETE)) is Step.END
    assert not course.is_scanning, "nothing is left to break off"


def test_all_pages_of_the_feeder_come_one_by_one() -> None:
    course = opened(Paper.FEEDER)
    for page in range(1, 4):
        assert course.page == page
        assert course.feed(PAGE) is Step.TAKE
    assert course.feed(Heard(Word.COMPLETE)) is Step.END
    assert course.pages == 3


def test_the_words_before_the_scan_come_in_any_order() -> None:
    course = Course(Paper.GLASS)
    said = [Heard(Word.ADDED), Heard(Word.SELECTED, unit=FILM), Heard(Word.READY), Heard(Word.OPENED)]
    assert [course.feed(heard) for heard in said] == [Step.WAIT, Step.WAIT, Step.WAIT, Step.SELECT]
    assert course.feed(Heard(Word.SELECTED, unit=FILM)) is Step.WAIT, "that is not ours"
    assert course.feed(Heard(Word.SELECTED)) is Step.WAIT, "nor is none at all"
    assert course.feed(Heard(Word.SELECTED, unit=GLASS)) is Step.SCAN
    assert course.feed(Heard(Word.SELECTED, unit=GLASS)) is Step.WAIT, "once is enough"


def test_a_driver_that_chooses_no_unit_is_asked_without_it() -> None:
    course = Course(Paper.GLASS)
    assert course.waited(UNASKED_S + 1) is Step.WAIT, "the session is not open"
    course.feed(Heard(Word.OPENED))
    assert course.waited(UNASKED_S - 1) is Step.WAIT
    assert course.waited(UNASKED_S + 1) is Step.SELECT
    assert course.waited(UNASKED_S + 2) is Step.WAIT, "asked once"


def test_its_own_choice_that_failed_is_not_ours() -> None:
    course = Course(Paper.GLASS)
    course.feed(Heard(Word.OPENED))
    course.feed(Heard(Word.READY))
    assert course.feed(Heard(Word.SELECTED, code=-9929)) is Step.SELECT


# --- what goes wrong ---


def fault(course: Course, heard: Heard) -> Fault:
    with pytest.raises(Fault) as raised:
        course.feed(heard)
    assert not course.is_scanning, "what has ended is not broken off"
    return raised.value


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (-9923, FaultCode.SCANNER_SILENT),
        (-9925, FaultCode.SCANNER_BUSY),
        (-9926, FaultCode.SCANNER_BUSY),
        (-21347, FaultCode.SCANNER_BUSY),
        (-9927, FaultCode.SCANNER_GONE),
        (-9900, FaultCode.SCANNER_GONE),
        (-21350, FaultCode.SCANNER_GONE),
        (-21343, FaultCode.SCANNER_CLOSED),
        (-9953, FaultCode.SCANNER_CLOSED),
        (-9931, FaultCode.SCANNER_FAILED),
        (-9924, FaultCode.SCANNER_FAILED),
        (-1, FaultCode.SCANNER_FAILED),
    ],
)
def test_an_error_is_named_wherever_it_comes(code: int, expected: FaultCode) -> None:
    assert fault_code(code) is expected
    assert fault(Course(Paper.GLASS), Heard(Word.OPENED, code)).code is expected
    course = opened(Paper.FEEDER)
    course.feed(PAGE)
    for_the_rest = fault(course, Heard(Word.COMPLETE, code))
    assert (for_the_rest.code, for_the_rest.params["page"]) == (expected, 2)


def test_a_unit_that_can_not_be_had() -> None:
    course = Course(Paper.FEEDER)
    for heard in (Heard(Word.OPENED), Heard(Word.READY), Heard(Word.SELECTED, unit=GLASS)):
        course.feed(heard)
    assert fault(course, Heard(Word.SELECTED, -9929)).code is FaultCode.SCANNER_FAILED


@pytest.mark.parametrize("word", [Word.REMOVED, Word.CLOSED])
def test_unplugged_in_the_middle(word: Word) -> None:
    course = opened(Paper.FEEDER)
    course.feed(PAGE)
    gone = fault(course, Heard(word))
    assert (gone.code, gone.params["page"]) == (FaultCode.SCANNER_GONE, 2)


def test_trouble_without_a_number_ends_the_scan() -> None:
    assert fault(opened(Paper.GLASS), Heard(Word.TROUBLE)).code is FaultCode.SCANNER_FAILED


@pytest.mark.parametrize(
    ("paper", "code", "loaded", "expected"),
    [
        (Paper.FEEDER, 0, True, FaultCode.SCANNER_EMPTY),
        (Paper.FEEDER, -9931, False, FaultCode.SCANNER_EMPTY),
        (Paper.FEEDER, -9931, True, FaultCode.SCANNER_FAILED),
        (Paper.GLASS, 0, False, FaultCode.SCANNER_FAILED),
    ],
)
def test_an_end_without_a_page(paper: Paper, code: int, *, loaded: bool, expected: FaultCode) -> None:
    assert fault(opened(paper, is_loaded=loaded), Heard(Word.COMPLETE, code)).code is expected


def test_a_scanner_that_says_nothing_is_given_up_and_its_scan_broken_off() -> None:
    with pytest.raises(Fault) as raised:
        Course(Paper.GLASS).waited(OPEN_S + 1)
    assert raised.value.code is FaultCode.SCANNER_SILENT
    course = opened(Paper.GLASS)
    assert course.waited(OPEN_S + 1) is Step.WAIT, "a page takes longer than a session"
    with pytest.raises(Fault):
        course.waited(SCAN_S + 1)
    assert course.is_scanning, "whoever follows breaks it off"


# --- looking, options ---


def test_scanners_of_the_network_are_waited_for_but_not_long() -> None:
    looking = Looking(100)
    assert not looking.is_over(100 + Looking.LONGEST_S)
    assert looking.is_over(100.1 + Looking.LONGEST_S)
    looking.found(101)
    assert not looking.is_over(101 + Looking.QUIET_S)
    looking.found(102)
    assert not looking.is_over(101.5 + Looking.QUIET_S), "another one may follow"
    assert looking.is_over(102.5 + Looking.QUIET_S)


@pytest.mark.parametrize(
    ("units", "papers"),
    [
        ((GLASS, FEEDER), (Paper.GLASS, Paper.FEEDER)),
        ((FEEDER, FILM), (Paper.FEEDER,)),
        ((GLASS,), (Paper.GLASS,)),
        ((), (Paper.GLASS,)),
    ],
)
def test_what_a_scanner_can(units: tuple[int, ...], papers: tuple[Paper, ...]) -> None:
    assert abilities_of(units) == Abilities(papers, (Colour.COLOUR, Colour.GREY))


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [((75, 150, 300, 600), 300), ((600, 200, 400), 400), ((75, 150), 150), ((), None)],
)
def test_the_nearest_resolution_rather_more_than_less(offered: tuple[int, ...], chosen: int | None) -> None:
    assert fitting(offered, 300) == chosen


# --- pages ---


def test_pages_are_handed_on_one_by_one_under_names_of_our_own(tmp_path: Path) -> None:
    ear = Ear(tmp_path)
    pages = Arrivals(tmp_path, ear)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for number, place in enumerate((pages.place, pages.place, elsewhere)):
        came = place / "page.PNG"  # the name may be the same each time
        came.write_bytes(b"%d" % number)
        pages.came(came)
    assert ear.pages == [("page-0001.png", b"0"), ("page-0002.png", b"1"), ("page-0003.png", b"2")]
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_page_that_was_told_of_and_is_not_there(tmp_path: Path) -> None:
    ear = Ear(tmp_path)
    with pytest.raises(Fault) as raised:
        Arrivals(tmp_path, ear).came(tmp_path / "coming.part" / "page.png")
    assert (raised.value.code, raised.value.params["page"]) == (FaultCode.SCANNER_FAILED, 1)
    assert ear.pages == []


# --- which way ---


@pytest.mark.skipif(HAS_BRIDGE, reason="the bridge to Image Capture is installed here")
def test_a_mac_without_the_bridge_scans_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert isinstance(scanner_port(), SanePort)


def test_the_second_way_is_asked_where_the_first_finds_none(sane: Sane, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "dll.conf").write_text("# none\n")
    nothing = SanePort({**sane(), "SANE_CONFIG_DIR": str(tmp_path / "none")})
    port = EitherPort(nothing, SanePort(sane()))
    scanner = port.scanners()[0]
    assert scanner.id == "test:0"
    assert Paper.FEEDER in port.abilities(scanner).papers
    ear = Ear(tmp_path)
    port.scan(scanner, Wish(Paper.GLASS, resolution=30), tmp_path, ear)
    assert len(ear.pages) == 1
    missing = SanePort({"PATH": str(tmp_path)})
    with pytest.raises(Fault) as raised:
        EitherPort(nothing, missing).scanners()
    assert raised.value.code is FaultCode.SCANNER_NONE, "that a second way is not installed is no news"
    with pytest.raises(Fault) as raised:
        EitherPort(missing, SanePort(sane())).scanners()
    assert raised.value.code is FaultCode.SCANNER_NO_TOOL, "only where there is none"


@pytest.mark.skipif(not HAS_BRIDGE, reason="Image Capture is of macOS")
def test_looking_by_image_capture_ends_and_can_be_broken_off() -> None:
    from desktop.scanning.image_capture import ImageCapturePort  # noqa: PLC0415 - exists on macOS only

    port = ImageCapturePort()
    ended: list[tuple[Scanner, ...] | FaultCode] = []

    def look() -> None:
        try:
            ended.append(port.scanners())
        except Fault as error:
            ended.append(error.code)

    thread = threading.Thread(target=look)
    thread.start()
    port.close()
    thread.join(60)
    assert ended == [FaultCode.SCANNER_SILENT]
