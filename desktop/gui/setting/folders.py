"""The folders that are watched: each with what happens to its files, and how it stands with it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from desktop.desk.folders import Found
from desktop.gui import icons
from desktop.gui.bridge import Bridge
from desktop.gui.page import bring_into_sight
from desktop.gui.setting.card import Card
from desktop.gui.setting.folder_row import FolderRow
from desktop.gui.setting.rows import small
from desktop.gui.theme import Role, Space, scaled
from desktop.gui.widgets import announce, breakable, button, column, ground, ink, label, row
from desktop.receipts.faults import FaultNote
from desktop.store.folders import Folder
from desktop.words import _, ngettext
from desktop.words.faults import explain


class FoldersCard(Card):
    """Files are taken by themselves from these folders while the program runs."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(_("Watched folders"), parent)
        self.setAccessibleName(_("Watched folders"))
        self._bridge = bridge
        self._found: Found | None = None
        self._dialog: QFileDialog | None = None
        self.rows: dict[int, FolderRow] = {}
        self._list = column(gap=Space.S)
        self.refusal = label("", ink="fault", wraps=True)
        self.add_folder = button(_("Watch a folder"), icon="folder")
        self._make_question()
        self.add(small(_hint()), self._list, self.question, self._refusal_line())
        line = row(gap=Space.S)
        line.addWidget(self.add_folder)
        line.addStretch(1)
        self.add(line)
        self._wire()
        self._show()

    def _make_question(self) -> None:
        self.question = ground(QWidget(), "card")
        self.question_words = label("", wraps=True)
        self.take_old = button(_("Take them too"))
        self.only_new = button(_("Only new ones"), kind="primary")
        self.leave = button(_("Don't watch it"), kind="quiet")
        inner = column(self.question, margin=Space.M, gap=Space.S)
        inner.addWidget(self.question_words)
        answers = row(gap=Space.S)
        for each in (self.only_new, self.take_old, self.leave):
            answers.addWidget(each)
        answers.addStretch(1)
        inner.addLayout(answers)
        self.question.hide()

    def _refusal_line(self) -> QWidget:
        self.refusal_line = QWidget()
        self.symbol = QLabel()
        line = row(self.refusal_line, gap=Space.S)
        line.addWidget(self.symbol, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.refusal, 1)
        self.refusal_line.hide()
        return self.refusal_line

    def _wire(self) -> None:
        folders = self._bridge.sources.folders
        self.add_folder.clicked.connect(self._choose)
        self.take_old.clicked.connect(partial(self._answer, take_old=True))
        self.only_new.clicked.connect(partial(self._answer, take_old=False))
        self.leave.clicked.connect(self._forget)
        folders.changed.connect(self._show)
        folders.found.connect(self._ask)
        folders.added.connect(self._on_added)
        folders.refused.connect(self._refuse)
        folders.stands.connect(self._on_stands)
        folders.looking_changed.connect(self._on_looking)
        self._on_looking()

    @Slot()
    def _choose(self) -> None:
        if self._dialog is not None:
            self._dialog.raise_()
            return
        dialog = QFileDialog(self, _("Watch a folder"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.filesSelected.connect(self._on_chosen)
        dialog.finished.connect(self._on_finished)
        self._dialog = dialog
        dialog.open()

    @Slot(list)
    def _on_chosen(self, names: list[str]) -> None:
        for name in names[:1]:
            self.watch(Path(name))

    @Slot()
    def _on_finished(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def watch(self, path: Path) -> None:
        """Watch a folder; asks first when files lie in it."""
        self._forget()
        name = breakable(path.name or str(path))
        self._say("search", "muted", _("Looking into “{folder}” …").format(folder=name))
        self._bridge.sources.folders.look(path)

    @Slot()
    def _on_looking(self) -> None:
        """Let one folder be added at a time; the next key goes nowhere meanwhile, not to what lies below."""
        waits = self._bridge.sources.folders.is_looking
        if waits and self.window().focusWidget() is self.add_folder:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.add_folder.setEnabled(not waits)
        if not waits and self.window().focusWidget() is self:
            self.add_folder.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, icon: str, colour: str, text: str) -> None:
        """Say below the list how it goes with the folder that is to be added."""
        icons.show(self.symbol, icon, scaled(18), Role(colour))
        ink(self.refusal, colour)
        self.refusal.setText(text)
        self.refusal_line.show()
        bring_into_sight(self.refusal_line)
        announce(self, text, urgent=colour == "fault")

    # -- the question

    @Slot(object)
    def _ask(self, found: Found) -> None:
        self.refusal_line.hide()
        self._found = found
        n, name = len(found.files), breakable(found.path.name or str(found.path))
        if found.folder is None:
            words = ngettext(
                "{n} file lies in “{folder}” already. Should it be taken too?",
                "{n} files lie in “{folder}” already. Should they be taken too?",
                n,
            )
        else:
            words = ngettext(
                "{n} file lies in the subfolders of “{folder}” already. Should it be taken too?",
                "{n} files lie in the subfolders of “{folder}” already. Should they be taken too?",
                n,
            )
        self.question_words.setText(words.format(n=n, folder=name))
        self.question.show()
        bring_into_sight(self.question)
        self.only_new.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self.question_words.text(), urgent=False)

    def _answer(self, *_clicked: bool, take_old: bool) -> None:
        found, self._found = self._found, None
        self.question.hide()
        if found is not None:
            self._bridge.sources.folders.add(found, take_old=take_old)

    @Slot()
    def _forget(self) -> None:
        self._found = None
        self.question.hide()
        self.refusal_line.hide()
        for each in self.rows.values():
            each.fill()

    @Slot(object)
    def _refuse(self, note: FaultNote) -> None:
        self._forget()
        words = explain(note)
        self._say("alert", "fault", f"{words.title}. {words.sentence} {words.step}")

    # -- the list

    @Slot(object)
    def _on_added(self, _folder: Folder) -> None:
        self.refusal_line.hide()

    @Slot()
    def _show(self) -> None:
        wanted = {folder.id: folder for folder in self._bridge.sources.folders.folders}
        for folder_id in self.rows.keys() - wanted.keys():
            gone = self.rows.pop(folder_id)
            gone.hide()
            gone.deleteLater()
        for folder in wanted.values():
            if folder.id not in self.rows:
                self.rows[folder.id] = FolderRow(self._bridge, folder)
                self._list.addWidget(self.rows[folder.id])
            self.rows[folder.id].show_folder(folder)

    @Slot(object)
    def _on_stands(self, standing: object) -> None:
        made = self.rows.get(getattr(standing, "folder_id", 0))
        if made is not None:
            made.fill()


def _hint() -> str:
    return _(
        "What a scanner or a phone puts into one of these folders comes into the tray by itself, for the company that "
        "is chosen, while Bilagsdrop runs. Each file is taken once."
    )
