"""The installer as a person sees it, on a screen that nobody sees: its pages in both languages, and "Cancel"."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from bundling.run import run

from desktop import __version__
from tests.e2e.conftest import wait_for
from tests.windows.computer import UNINSTALL, Computer
from tests.windows.conftest import OLD, Setups

CANCELLED = 1
LANGUAGES = {"en": "C.UTF-8", "da": "da_DK.UTF-8"}
SECONDS = 60


@pytest.fixture(scope="module", autouse=True)
def _tools() -> None:
    missing = [name for name in ("Xvfb", "xdotool", "localedef") if shutil.which(name) is None]
    if missing or not Path("/usr/share/i18n/locales/da_DK").exists():
        pytest.skip(f"needs {', '.join(missing) or 'the package locales'}")


@pytest.fixture(scope="module")
def words_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("words") / "words.exe"
    run("x86_64-w64-mingw32-gcc", "-municode", "-s", "-o", target, Path(__file__).with_name("words.c"))
    return target


@pytest.fixture(scope="module")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with Danish, which this system need not have; Wine takes Windows' language from there."""
    folder = tmp_path_factory.mktemp("locales")
    words = ["localedef", "-i", "da_DK", "-f", "UTF-8", str(folder / LANGUAGES["da"])]
    subprocess.run(words, capture_output=True, check=False)  # it warns, and ends with 1, where all is well
    assert (folder / LANGUAGES["da"] / "LC_MESSAGES").exists()
    return folder


@pytest.fixture
def display(tmp_path: Path) -> Iterator[str]:
    """A screen of its own; yields its name."""
    read, write = os.pipe()
    words = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1024x768x24", "-nolisten", "tcp", "-ac"]
    with (tmp_path / "screen.log").open("w") as log:
        server = subprocess.Popen(words, pass_fds=(write,), stdout=log, stderr=log)
        os.close(write)
        with os.fdopen(read) as answer:
            name = f":{answer.readline().strip()}"
        yield name
        server.terminate()
        server.wait()


@dataclass
class Person:
    """Somebody at the keyboard, who reads."""

    computer: Computer
    words_program: Path
    environ: dict[str, str]
    program: subprocess.Popen[str] | None = field(default=None)

    def start(self, program: Path | str) -> None:
        self.program = self.computer.start(program, environ=self.environ)

    def reads(self) -> str:
        return self.computer.run(self.words_program, environ=self.environ).stdout

    def waits_for(self, text: str) -> str:
        """Wait until this stands on the screen, and return all that does."""
        seen: list[str] = []

        def there() -> bool:
            seen.append(self.reads())
            return text in seen[-1]

        try:
            wait_for(there, text, SECONDS)
        except AssertionError:
            pytest.fail(f"{text!r} is not there, but: {seen[-1]}")
        return seen[-1]

    def presses(self, *keys: str) -> None:
        environ = os.environ | {"DISPLAY": self.environ["DISPLAY"]}
        # The topmost comes last. A console of the program's own has its path for a title.
        focus = [
            "xdotool",
            "search",
            "--onlyvisible",
            "--name",
            "^Bilagsdrop ",
            "windowfocus",
            "%@",
        ]  # the topmost last
        subprocess.run(focus, env=environ, capture_output=True, check=False)
        subprocess.run(["xdotool", "key", *keys], env=environ, check=True)

    def ends(self) -> int:
        assert self.program is not None
        return self.program.wait(SECONDS)


Sits = Callable[[str], Person]


@pytest.fixture
def sits(computer: Computer, words_program: Path, locales: Path, display: str) -> Sits:
    """Return a maker of persons, by language. The first program of a computer brings its screen: begin with it."""

    def make(language: str) -> Person:
        name = LANGUAGES[language]
        environ = {"DISPLAY": display, "LANG": name, "LC_ALL": name}
        return Person(computer, words_program, environ | ({"LOCPATH": str(locales)} if language == "da" else {}))

    return make


PAGES = {
    "en": (
        (f"Install Bilagsdrop {__version__}", "Drop your receipts on a window", "&Next >", "Cancel"),
        ("Who is it for?", "Only &me", "Needs no administrator.", "&Everyone on this computer"),
        ("Choose Install Location", r"AppData\Local\Programs\Bilagsdrop", "&Install"),
        ("Bilagsdrop is installed", 'under "Open with" and "Send to"', "Open Bilagsdrop", "&Finish"),
    ),
    "da": (
        (f"Installer Bilagsdrop {__version__}", "Slip dine bilag på et vindue", "&Næste >", "Annuller"),
        ("Hvem er det til?", "Kun &mig", "Kræver ingen administrator.", "&Alle på denne computer"),
        ("Vælg installationsmappe", r"AppData\Local\Programs\Bilagsdrop", "&Installer"),
        ("Bilagsdrop er installeret", 'under "Åbn med" og "Send til"', "Åbn Bilagsdrop", "&Afslut"),
    ),
}


@pytest.mark.parametrize("language", ["en", "da"])
def test_its_pages_speak_the_language_of_windows(sits: Sits, small: Setups, language: str) -> None:
    person = sits(language)
    person.start(small.new)
    for page in PAGES[language]:
        seen = person.waits_for(page[0])
        assert [text for text in page if text not in seen] == [], seen
        person.presses("space" if page is PAGES[language][-1] else "Return")  # the last: not to open it now
    person.presses("Return")
    assert person.ends() == 0
    assert person.computer.values(f"HKCU\\{UNINSTALL}")["DisplayVersion"] == __version__


@pytest.mark.parametrize(
    ("language", "pages", "question"),
    [("en", 3, "Are you sure you want to quit"), ("da", 2, "Er du sikker på, at du vil afslutte")],
)
def test_who_cancels_is_asked_and_nothing_was_done(
    sits: Sits, small: Setups, language: str, pages: int, question: str
) -> None:
    person = sits(language)
    person.start(small.new)
    for page in PAGES[language][: pages - 1]:
        person.waits_for(page[0])
        person.presses("Return")
    person.waits_for(PAGES[language][pages - 1][0])
    person.presses("Escape")
    person.waits_for(question)
    person.presses("Return")
    assert person.ends() == CANCELLED
    assert person.computer.traces() == []
    assert not person.computer.values(f"HKCU\\{UNINSTALL}")


def test_who_does_not_want_the_program_closed_keeps_the_old_version(sits: Sits, small: Setups) -> None:
    person = sits("da")
    computer = person.computer
    person.start(small.old)
    for page in PAGES["da"]:
        person.waits_for(page[0].replace(__version__, OLD))
        person.presses("Return")  # the last: and open it
    assert person.ends() == 0
    before = computer.installed()
    person.start(small.new)
    for page in PAGES["da"][:2]:
        person.waits_for(page[0])
        person.presses("Return")
    person.waits_for("Bilagsdrop er åben og bliver lukket.")
    person.presses("Escape")
    assert person.ends() == CANCELLED
    assert computer.installed() == before
    assert computer.values(f"HKCU\\{UNINSTALL}")["DisplayVersion"] == OLD


def test_the_uninstaller_asks_about_receipts_and_keeps_them(sits: Sits, small: Setups) -> None:
    person = sits("da")
    computer = person.computer
    person.start(small.new)
    for page in PAGES["da"]:
        person.waits_for(page[0])
        person.presses("space" if page is PAGES["da"][-1] else "Return")
    person.presses("Return")
    assert person.ends() == 0
    receipt = computer.data / "bilag.jpg"
    receipt.parent.mkdir(parents=True)
    receipt.write_bytes(b"kvittering")
    person.start(f"{computer.folder}\\uninstall.exe")
    person.waits_for("Bilagsdrop")
    person.waits_for("Afinstaller")
    person.presses("Return")
    said = person.waits_for("Vil du beholde dine bilag og dit login på denne computer?")
    assert "papirkurven" in said
    person.presses("Return")  # "Yes" is what Enter means
    wait_for(lambda: not (computer.here(computer.folder) / "uninstall.exe").exists(), "the removal", SECONDS)
    assert receipt.read_bytes() == b"kvittering"
