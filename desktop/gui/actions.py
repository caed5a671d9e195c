"""Every action that has a key: the shortcuts are made from this table, and so is the list of keys that "?" shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.words import N_, _

Key = str | QKeySequence.StandardKey
_STANDARD = QKeySequence.StandardKey


class Group(Enum):
    """Where a key works; the list of keys is ordered by it."""

    WINDOW = N_("Everywhere")
    RECEIPT = N_("The receipt")
    LIST = N_("The list")
    PAGE = N_("The page")
    ALIKE = N_("Two that look alike")
    ARCHIVE = N_("The archive")
    MONTH = N_("The month")


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done, and the keys that do it."""

    group: Group
    words: str
    """English, to be translated when it is shown."""
    keys: tuple[Key, ...]

    def sequences(self) -> tuple[QKeySequence, ...]:
        """Return the key sequences, on this system, without those that it doesn't have."""
        found = [s for key in self.keys for s in _sequences(key)]
        return tuple(s for number, s in enumerate(found) if not s.isEmpty() and s not in found[:number])

    def told(self) -> str:
        """Return the key as it is called on this system; of "?" also the one that works in a text field."""
        shown = self.sequences()[: 2 if "?" in self.keys else 1]
        return ", ".join(s.toString(QKeySequence.SequenceFormat.NativeText) for s in shown)


def _sequences(key: Key) -> list[QKeySequence]:
    return QKeySequence.keyBindings(key) if isinstance(key, _STANDARD) else [QKeySequence(key)]


def _table() -> dict[str, Action]:
    window, receipt, in_list, page = Group.WINDOW, Group.RECEIPT, Group.LIST, Group.PAGE
    alike, archive, month = Group.ALIKE, Group.ARCHIVE, Group.MONTH
    return {
        "add": Action(window, N_("Add files"), (_STANDARD.Open,)),
        "phone": Action(window, N_("Use the phone as a camera"), ("Ctrl+Shift+P",)),
        "scan": Action(window, N_("Scan"), ("Ctrl+Shift+S",)),
        "paste": Action(window, N_("Paste a picture, files, a link or text"), (_STANDARD.Paste,)),
        "undo": Action(window, N_("Undo"), (_STANDARD.Undo,)),
        "find": Action(window, N_("Search"), (_STANDARD.Find,)),
        "tray": Action(window, N_("Show the tray"), ("Ctrl+1",)),
        "outbox": Action(window, N_("Show the outbox"), ("Ctrl+2",)),
        "archive": Action(window, N_("Show the archive"), ("Ctrl+3",)),
        "overview": Action(window, N_("The overview of the month, and back"), ("Ctrl+4",)),
        "settings": Action(window, N_("Settings, and back"), ("Ctrl+,",)),
        "refresh": Action(window, N_("Ask Dinero again, and let what waits go now"), ("F5",)),
        "keys": Action(window, N_("Show this list of keys"), ("F1", "?", "Shift+?")),
        "quit": Action(window, N_("Close the program"), ("Ctrl+Q",)),
        "send": Action(receipt, N_("Send and go on; or go to what is missing"), ("Ctrl+Enter", "Ctrl+Return")),
        "send_all": Action(receipt, N_("Send all that are ready"), ("Ctrl+Shift+Enter", "Ctrl+Shift+Return")),
        "open": Action(receipt, N_("From the list into the form"), ("Enter", "Return")),
        "back": Action(receipt, N_("Back to the list"), ("Esc",)),
        "next": Action(receipt, N_("The next receipt"), ("Ctrl+Down",)),
        "previous": Action(receipt, N_("The receipt before"), ("Ctrl+Up",)),
        "note": Action(receipt, N_("Write a note"), ("Ctrl+Shift+N",)),
        "split": Action(receipt, N_("Split it"), ("Ctrl+Shift+M",)),
        "move": Action(receipt, N_("Move it to another company"), ("Ctrl+Shift+C",)),
        "divide": Action(receipt, N_("Divide the amount, for several VAT rates or accounts"), ("Ctrl+L",)),
        "compare": Action(receipt, N_("Compare with the one it looks like"), ("Ctrl+D",)),
        "bin": Action(in_list, N_("Put into the bin"), (_STANDARD.Delete,)),
        "merge": Action(in_list, N_("Make one receipt of the chosen ones"), ("Ctrl+M",)),
        "choose_all": Action(in_list, N_("Choose all"), (_STANDARD.SelectAll,)),
        "up": Action(in_list, N_("Move up in the list"), ("Alt+Shift+Up",)),
        "down": Action(in_list, N_("Move down in the list"), ("Alt+Shift+Down",)),
        "table": Action(in_list, N_("List or table"), ("Ctrl+T",)),
        "show_bin": Action(in_list, N_("Show the bin, and back"), ("Ctrl+Shift+B",)),
        "kind_all": Action(in_list, N_("Show all"), ("Alt+1",)),
        "kind_missing": Action(in_list, N_("Show where something is missing"), ("Alt+2",)),
        "kind_ready": Action(in_list, N_("Show those that are ready"), ("Alt+3",)),
        "kind_asks": Action(in_list, N_("Show those that need you"), ("Alt+4",)),
        "kind_noted": Action(in_list, N_("Show those with a note"), ("Alt+5",)),
        "turn_right": Action(page, N_("Turn right"), ("Ctrl+R",)),
        "turn_left": Action(page, N_("Turn left"), ("Ctrl+Shift+R",)),
        "trim": Action(page, N_("Do what is suggested (all chosen ones, too); or show all of it"), ("Ctrl+Shift+X",)),
        "compare_trim": Action(page, N_("Show what the suggestion makes of it, or not"), ("Ctrl+Shift+E",)),
        "corners": Action(page, N_("Move the corners of the receipt"), ("Ctrl+Shift+H",)),
        "picture": Action(page, N_("Light, contrast, grey and blacking out"), ("Ctrl+Shift+I",)),
        "even": Action(page, N_("Even the light, or leave it as it was"), ("Ctrl+Shift+L",)),
        "black_out": Action(page, N_("Black out a part of the page"), ("Ctrl+Shift+K",)),
        "page_on": Action(page, N_("The next page"), ("Alt+PgDown",)),
        "page_back": Action(page, N_("The page before"), ("Alt+PgUp",)),
        "closer": Action(page, N_("Larger"), ("Ctrl++", "Ctrl+=")),
        "farther": Action(page, N_("Smaller"), ("Ctrl+-",)),
        "whole": Action(page, N_("Whole page, or its width"), ("Ctrl+0",)),
        "keep_both": Action(alike, N_("Keep both"), ("Ctrl+K",)),
        "throw_out": Action(alike, N_("Throw this one out"), ("Ctrl+Del",)),
        "filter": Action(archive, N_("Filter what is listed"), ("Ctrl+Shift+F",)),
        "month_before": Action(month, N_("The month before"), ("Alt+Left",)),
        "month_after": Action(month, N_("The month after"), ("Alt+Right",)),
        "month_now": Action(month, N_("This month"), ("Alt+Home",)),
    }


ACTIONS: Mapping[str, Action] = _table()


def bind(widget: QWidget, name: str, act: Callable[[], object], *, everywhere: bool = False) -> None:
    """Let the keys of an action do it, while the focus is in ``widget`` or (``everywhere``) in its window."""
    inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
    for sequence in ACTIONS[name].sequences():
        shortcut = QShortcut(sequence, widget)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut if everywhere else inside)
        shortcut.setProperty("action", name)
        shortcut.activated.connect(act)


def is_for(event: QKeyEvent, name: str) -> bool:
    """Return whether a key press means this action, for widgets that handle their keys themselves."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    pressed = QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key())))
    return pressed in ACTIONS[name].sequences()


def told(name: str) -> str:
    """Return the first key of an action as it is called on this system."""
    sequences = ACTIONS[name].sequences()
    return sequences[0].toString(QKeySequence.SequenceFormat.NativeText) if sequences else ""


def words_of(name: str) -> str:
    """Return what an action does."""
    return _(ACTIONS[name].words)
