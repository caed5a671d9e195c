"""Objects of Windows called by name, with such as every Windows has (and Wine): no scanner is needed for the calls."""

from __future__ import annotations

import sys

import pytest

from desktop.receipts.faults import Fault, FaultCode
from desktop.scanning.automation import AutomationError, Session
from desktop.scanning.wia import WiaPort

pytestmark = pytest.mark.skipif(sys.platform != "win32", reason="there are no such objects here")


def test_methods_properties_texts_numbers_and_objects() -> None:
    with Session() as session:
        words = session.create("Scripting.Dictionary")
        words.put("CompareMode", 1)
        assert words.get("CompareMode") == 1
        words.get("Add", "en", 42)
        words.get("Add", "to", "blåbær")
        assert words.get("Count") == 2
        assert words.get("Item", "EN") == 42
        assert words.get("Item", "to") == "blåbær"
        assert words.get("Exists", "tre") is False
        outer = session.create("Scripting.Dictionary")
        outer.get("Add", "inner", words)
        assert outer.get("Item", "inner").get("Count") == 2


def test_what_fails_says_its_number() -> None:
    with Session() as session:
        files = session.create("Scripting.FileSystemObject")
        with pytest.raises(AutomationError) as raised:
            files.get("GetFile", r"C:\nowhere.txt")
        assert raised.value.status == 0x800A0035, "file not found, as the object itself says"
        with pytest.raises(AutomationError) as raised:
            files.get("Nothing")
        assert raised.value.status == 0x80020006, "no such member"


def test_a_windows_without_scanners_says_so() -> None:
    with pytest.raises(Fault) as raised:
        WiaPort().scanners()
    assert raised.value.code is FaultCode.SCANNER_NONE
