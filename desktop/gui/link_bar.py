"""May this be fetched from there? One line, for one address or many."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop.gui.answer_bar import AnswerBar, name_answer
from desktop.gui.links import Links, Stage
from desktop.gui.theme import Role
from desktop.gui.widgets import breakable
from desktop.handed import WebAddress
from desktop.words import _, ngettext

MOST_PAGES = 5
"""Pages that are opened in the browser at once."""


class LinkBar(AnswerBar):
    """Shown while there is an address to decide about, or one is being fetched."""

    def __init__(self, links: Links, parent: QWidget | None = None) -> None:
        super().__init__("open", Role.MUTED, parent)
        self._links = links
        self.no.clicked.connect(self._on_no)
        self.yes.clicked.connect(self._on_yes)
        links.changed.connect(self.tell)
        self.tell()

    @Slot()
    def tell(self) -> None:
        """Show where the addresses are."""
        stage, addresses = self._links.stage, self._links.addresses
        if stage is Stage.NONE or not addresses:
            self.hide()
            return
        words = _WORDS[stage](addresses)
        no = _("Stop") if stage is Stage.FETCHING else _("No thanks")
        yes = _("Open in the browser") if stage is Stage.FOR_THE_BROWSER else _("Fetch")
        name_answer(self.no, no, words)
        name_answer(self.yes, yes, words)
        self.yes.setToolTip("\n".join(address.url[:200] for address in addresses[:MOST_PAGES]))
        self.show_words(breakable(words))
        self.offer_yes(offered=stage is not Stage.FETCHING)

    @Slot()
    def _on_no(self) -> None:
        if self._links.stage is Stage.FETCHING:
            self._links.stop()
        else:
            self._links.leave()

    @Slot()
    def _on_yes(self) -> None:
        if self._links.stage is Stage.ASKED:
            self._links.fetch()
            return
        for address in self._links.addresses[:MOST_PAGES]:
            QDesktopServices.openUrl(QUrl(address.url))
        self._links.leave()


def question(addresses: tuple[WebAddress, ...]) -> str:
    """Return what the user is asked: from where, and what is not as it should be there."""
    words = ngettext("Fetch the receipt from {hosts}?", "Fetch {n} receipts from {hosts}?", len(addresses))
    asked = [words.format(n=len(addresses), hosts=_hosts(addresses))]
    near = tuple(address for address in addresses if address.is_near)
    plain = tuple(address for address in addresses if address.is_plain)
    if near:
        asked.append(_("{hosts} is in your own network.").format(hosts=_hosts(near)))
    if plain:
        asked.append(_("The connection is not encrypted (http): others can read along.").format(hosts=_hosts(plain)))
    return " ".join(asked)


def _hosts(addresses: tuple[WebAddress, ...]) -> str:
    hosts = tuple(dict.fromkeys(address.host for address in addresses))
    if len(hosts) == 1:
        return hosts[0]
    more = len(hosts) - 1
    words = ngettext("{host} and {n} other place", "{host} and {n} other places", more)
    return words.format(host=hosts[0], n=more)


def _under_way(addresses: tuple[WebAddress, ...]) -> str:
    return _("Fetching from {hosts} …").format(hosts=_hosts(addresses))


def _for_the_browser(addresses: tuple[WebAddress, ...]) -> str:
    words = _("It could not be fetched from {hosts}. Open it in the browser, save the file there, and drop it here.")
    return words.format(hosts=_hosts(addresses))


_WORDS = {Stage.ASKED: question, Stage.FETCHING: _under_way, Stage.FOR_THE_BROWSER: _for_the_browser}
