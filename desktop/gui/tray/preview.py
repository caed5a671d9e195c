"""The receipt, large: its pages, zoom, turning, and what it weighs before and after."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QRectF, QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.gui.bridge import Bridge
from desktop.gui.facts import PictureKey, PictureReady, RenditionKnown
from desktop.gui.tray.black_boxes import BlackBoxes
from desktop.gui.tray.canvas import STEP, Fit, PageCanvas
from desktop.gui.tray.corner_bar import CornerBar
from desktop.gui.tray.corners import CornerHandles
from desktop.gui.tray.finish_panel import FinishPanel
from desktop.gui.tray.finisher import Finisher
from desktop.gui.tray.pages import Page, pages_of
from desktop.gui.tray.peek import SuggestionPeek
from desktop.gui.tray.preview_bar import PreviewBar
from desktop.gui.tray.spots import turned
from desktop.gui.tray.trimmer import Trimmer
from desktop.reading import Place, Reading
from desktop.receipts.receipt import Original, Receipt
from desktop.words import _
from desktop.words.faults import explain

BOX_STEP = 512
"""Device pixels: sizes are asked for in these steps, so that a small change of the window needs no new picture."""
LARGEST_BOX = 6144
"""Device pixels; more than the pixels of most photographs."""
FIRST_BOX = 1024
AHEAD_BOX = 3072
"""Device pixels: enough for what follows even on a large screen; long till receipts and close looks are drawn larger,
but of the page after such a one that would be 85 MB for nothing."""
WEIGH_MS = 300
"""The upload is weighed once a receipt has been looked at this long, not while leafing through the list."""


class PreviewPane(QWidget):
    """Shows one receipt. With ``editable`` False (the archive) its pages can't be turned."""

    turned = Signal(int, int)
    """position of the original, quarter turns clockwise"""
    word_clicked = Signal(int, int)
    """page of the receipt, number of the word on it, both from 0"""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None, *, editable: bool = True) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._editable = editable
        self._receipt: Receipt | None = None
        self._pages: tuple[Page, ...] = ()
        self._number = 0
        self._asked = 0
        self._shown = 0
        self._read: tuple[str | None, Reading | None] = (None, None)
        self._pointed: Place | None = None
        self._weights: dict[tuple[str, tuple[Original, ...]], int] = {}
        self._weigh = QTimer(self, singleShot=True, interval=WEIGH_MS)
        self.canvas = PageCanvas(self)
        self.bar = PreviewBar(self)
        self.handles = CornerHandles(self.canvas)
        self.peek = SuggestionPeek(bridge, self.canvas)
        self.answers = CornerBar(self)
        self.trimmer = Trimmer(bridge, self.bar, self.handles, self.answers, self.peek)
        self.panel = FinishPanel(self)
        self.boxes = BlackBoxes(self.canvas)
        self.finisher = Finisher(bridge, self.bar, self.panel, self.boxes, self)
        self._lay_out()
        self._wire()
        self.retranslate()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.canvas, 1)
        layout.addWidget(self.panel)
        layout.addWidget(self.answers)
        layout.addWidget(self.bar)
        self.setFocusProxy(self.canvas)

    def _wire(self) -> None:
        self._weigh.timeout.connect(self._ask_weight)
        self._bridge.picture_ready.connect(self._on_picture)
        self._bridge.rendition_known.connect(self._on_rendition)
        self.canvas.sharper_wanted.connect(self._on_sharper)
        self.bar.turn_asked.connect(self.turn)
        self.bar.page_asked.connect(self.turn_page)
        self.canvas.page_asked.connect(self.turn_page)
        self.bar.zoom_asked.connect(self.zoom)
        self.bar.fit_asked.connect(self.canvas.set_fit)
        self.canvas.fit_changed.connect(self.bar.show_fit)
        self.trimmer.whole_changed.connect(self._on_whole)
        self.finisher.begun.connect(self.trimmer.leave)
        self.finisher.view_changed.connect(self._on_view)
        self.canvas.spot_clicked.connect(self._on_spot)

    # -- what is shown

    @property
    def receipt(self) -> Receipt | None:
        """The receipt that is shown."""
        return self._receipt

    @property
    def page_number(self) -> int:
        """The page that is shown, from 0."""
        return self._number

    def show_receipt(self, receipt: Receipt | None) -> None:
        """Show a receipt; the same one again keeps its page and zoom."""
        same = receipt is not None and self._receipt is not None and receipt.id == self._receipt.id
        before = self._pages
        if not same:
            self.leave_tools()
        self._receipt, self._pages = receipt, pages_of(receipt)
        self._number = min(self._number, max(0, len(self._pages) - 1)) if same else 0
        if not same:
            self.canvas.set_fit(Fit.PAGE)
        if not (same and before == self._pages):
            self._show_page(fresh=not same)
        self._tell()

    def turn_page(self, by: int) -> None:
        """Show the page ``by`` pages on, if there is one."""
        number = min(max(self._number + by, 0), max(0, len(self._pages) - 1))
        if number != self._number:
            self.leave_tools()
            self._number = number
            self._show_page(fresh=True)
            self._tell()

    def turn(self, quarter_turns: int) -> None:
        """Turn the file of the shown page; the picture at hand turns at once."""
        if self.may_turn:
            self.leave_tools()
            self.canvas.set_words(())
            self.canvas.set_mark(None)
            self.canvas.turn(quarter_turns)
            self.turned.emit(self._pages[self._number].position, quarter_turns)

    def leave_tools(self) -> None:
        """Take corners and boxes away; what was not kept is forgotten."""
        self.trimmer.leave()
        self.finisher.leave()

    @Slot()
    def _on_view(self) -> None:
        """Show another finish of the same page; what is shown stays until that is drawn."""
        self.peek.step_aside(self.finisher.is_drawing)
        if self._number < len(self._pages):
            self._show_page(fresh=False)

    @Slot()
    def _on_whole(self) -> None:
        """Show all of the page, also when it is trimmed; or as it is trimmed again."""
        if self.trimmer.shows_whole:
            self.finisher.leave()
        if self._number < len(self._pages) and self._pages[self._number].original.frame is not None:
            self._show_page(fresh=True)

    # -- what was read

    def show_reading(self, receipt_id: str | None, reading: Reading | None) -> None:
        """Let the words of a receipt be clicked, as soon as that one is shown."""
        self._read = (receipt_id, reading)
        self._mark_words()

    def point_at(self, place: Place | None) -> None:
        """Mark a place on the page it stands on; None takes the mark away."""
        self._pointed = place
        if place is not None and place.page < len(self._pages) and place.page != self._number:
            self.turn_page(place.page - self._number)
        self._mark_words()

    def _mark_words(self) -> None:
        receipt_id, reading = self._read
        shown = self._receipt is not None and self._receipt.id == receipt_id and self._number < len(self._pages)
        pages = reading.pages if reading is not None and shown else ()
        words = pages[self._number].words if self._number < len(pages) else ()
        turns = self._pages[self._number].original.turns if shown else 0
        self.canvas.set_words([self._spot(word.place, turns) for word in words])
        here = self._pointed if shown and self._pointed and self._pointed.page == self._number else None
        self.canvas.set_mark(self._spot(here, turns) if here else None)

    def _spot(self, place: Place, turns: int) -> QRectF:
        """Return where a word is on the page; nowhere for one that is blacked out."""
        page = self._pages[self._number]
        hidden = page.original.finish.on(page.number).blackouts
        if any(each.touches(place.left, place.top, place.right, place.bottom) for each in hidden):
            return QRectF()
        return turned(place, turns)

    @Slot(int)
    def _on_spot(self, index: int) -> None:
        self.word_clicked.emit(self._number, index)

    @property
    def may_turn(self) -> bool:
        """True while the pages may change: a file that lies in Dinero is what it is."""
        receipt = self._receipt
        return self._editable and receipt is not None and receipt.editable and receipt.file_guid is None

    # -- pictures

    def _show_page(self, *, fresh: bool) -> None:
        """Show what is at hand of the page, and have the rest drawn."""
        asked, self._asked, self._shown = self._asked, 0, 0
        if not self._pages:
            self.canvas.show_nothing()
        elif fresh:
            self._show_best_at_hand()
            self.canvas.to_top()
        else:  # turned: the picture at hand was turned with it; trimmed: it stays until the other is drawn
            self._request(max(asked, FIRST_BOX))
        self._mark_words()

    def _show_best_at_hand(self) -> None:
        pictures = ((box, self._bridge.pictures.cached(self._key(box))) for box in range(LARGEST_BOX, 0, -BOX_STEP))
        for box, image in pictures:
            if image is not None:
                self._asked = self._shown = box
                self.canvas.show_image(image)
                return
        self.canvas.show_words(_("Drawing the page …"))

    def first_key(self, receipt: Receipt) -> PictureKey | None:
        """Return the picture of a receipt's first page in about the size of the page that is shown; None: none is."""
        pages, box = pages_of(receipt), min(self._shown, AHEAD_BOX)
        return PictureKey(pages[0].original, pages[0].page, box, box) if pages and box else None

    def _key(self, box: int) -> PictureKey:
        page = self._pages[self._number]
        original = replace(page.original, frame=None) if self.trimmer.shows_whole else page.original
        return PictureKey(self.finisher.shown(original, page.page), page.page, box, box)

    @Slot(int, int)
    def _on_sharper(self, width: int, height: int) -> None:
        box = min(LARGEST_BOX, -(-max(width, height, FIRST_BOX) // BOX_STEP) * BOX_STEP)
        if self._pages and box > self._asked:
            self._request(box)

    def _request(self, box: int) -> None:
        self._asked = box
        self._bridge.request_picture(self._key(box))

    @Slot(object)
    def _on_picture(self, ready: PictureReady) -> None:
        if not self._pages or ready.key.thumb or ready.key != self._key(ready.key.width):
            return
        if ready.fault is not None:
            told = explain(ready.fault)
            self.canvas.show_words(f"{told.title}\n\n{told.sentence}\n\n{told.step}")
        elif ready.image is not None and ready.key.width > self._shown:
            self._shown = ready.key.width
            self.canvas.show_image(ready.image)

    # -- weight

    @Slot()
    def _ask_weight(self) -> None:
        if self._receipt is not None and self._weight_key() not in self._weights:
            self._bridge.request_rendition(self._receipt.id)

    @Slot(object)
    def _on_rendition(self, known: RenditionKnown) -> None:
        if self._receipt is not None and known.receipt_id == self._receipt.id:
            self._weights[self._weight_key()] = known.size
            self._tell()

    def _weight_key(self) -> tuple[str, tuple[Original, ...]]:
        assert self._receipt is not None
        return self._receipt.id, self._receipt.originals

    def _tell(self) -> None:
        receipt = self._receipt
        self.bar.show_pages(self._number, len(self._pages))
        self.bar.set_turnable(possible=self.may_turn, shown=self._editable)
        page = self._pages[self._number] if self._number < len(self._pages) else None
        self.trimmer.show_page(receipt, page, possible=self.may_turn)
        self.finisher.show_page(receipt, page, possible=self.may_turn)
        if receipt is None:
            self.bar.show_sizes(None, None)
            return
        after = receipt.rendition_size or self._weights.get(self._weight_key())
        self.bar.show_sizes(receipt.original_size, after)
        if after is None:
            self._weigh.start()

    # -- keys, language

    @Slot(int)
    def zoom(self, steps: int) -> None:
        """Make the page larger, or smaller with negative ``steps``."""
        self.canvas.zoom_by(STEP**steps)

    def fit_next(self) -> None:
        """Show the whole page; if it is shown already, its whole width."""
        self.canvas.set_fit(Fit.WIDTH if self.canvas.fit is Fit.PAGE else Fit.PAGE)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.canvas.setAccessibleName(_("The receipt"))
        self.bar.retranslate()
        self.answers.retranslate()
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
