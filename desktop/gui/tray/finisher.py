"""Light, contrast, colour and blackouts of what is looked at: between the bar, the panel, the boxes and the bridge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.gui.bridge import Bridge
from desktop.gui.facts import Act
from desktop.gui.tray.black_boxes import BlackBoxes
from desktop.gui.tray.finish_panel import FinishPanel, PanelState
from desktop.gui.tray.page_place import PagePlace
from desktop.gui.tray.page_tool import PageTool
from desktop.gui.tray.pages import Page
from desktop.gui.tray.preview_bar import PreviewBar
from desktop.receipts.finish import AS_IT_IS, Blackout, Contrast, Corners, Finish
from desktop.receipts.receipt import Original, Receipt

REST_MS = 250
"""A picture's light is judged once it has been shown this long, not while one leafs through the list."""


class Finisher(PageTool):
    """Nothing is changed by itself."""

    view_changed = Signal()
    """Another picture of the page is to be shown: it is compared, or its blackouts are changed."""
    begun = Signal()
    """Something is about to be blacked out."""

    def __init__(self, bridge: Bridge, bar: PreviewBar, panel: FinishPanel, boxes: BlackBoxes, home: QWidget) -> None:
        super().__init__(bridge.finishing, REST_MS, home)
        self._home = home
        self._bridge, self._bar, self._panel, self._boxes = bridge, bar, panel, boxes
        self._chosen: tuple[Receipt, ...] = ()
        self._comparing = False
        self._known: list[tuple[QRectF, Corners]] = []
        """The boxes that are kept, as they are shown and as they are in the picture."""
        self._unseen: tuple[Blackout, ...] = ()
        """Those of the page that trimming has cut away."""
        self._sent: list[tuple[Corners, ...]] = []
        """What was asked to be kept and is not yet."""
        self._wire()

    def _wire(self) -> None:
        self._bar.light.clicked.connect(self.accept)
        self._bar.picture.clicked.connect(self.toggle_panel)
        panel = self._panel
        panel.even_asked.connect(self._on_even)
        panel.contrast_asked.connect(self._on_contrast)
        panel.grey_asked.connect(self._on_grey)
        panel.black_out_asked.connect(self.toggle_boxes)
        panel.compared.connect(self._on_compared)
        panel.reset_asked.connect(self.reset)
        panel.left.connect(self.toggle_panel)
        self._boxes.kept.connect(self._on_kept)
        self._boxes.left.connect(self.leave)

    # -- what it is about

    def show_page(self, receipt: Receipt | None, page: Page | None, *, possible: bool) -> None:
        """Be about this page of a receipt; ``possible``: its pages may change."""
        moved = page is None or self._page is None or _place(page) != _place(self._page)
        before = self._page
        self._keep(receipt, page, possible=possible)
        if not possible or (moved and page != before):
            self.leave()
        elif self._boxes.is_active:
            self._follow()
        self._tell()

    def show_chosen(self, receipts: Sequence[Receipt]) -> None:
        """Be about these receipts, all of which the panel changes."""
        self._chosen = tuple(receipts)
        self._tell()

    def shown(self, original: Original, page: int) -> Original:
        """Return a file as it is to be shown now: compared as it came, and without what is being blacked out."""
        finish = original.finish
        if self._comparing:
            finish = _as_lit(finish)
        if self._boxes.is_active:
            finish = finish.with_boxes(original.start + page, ())
        return original if finish is original.finish else replace(original, finish=finish)

    # -- light, contrast, colour

    @Slot()
    def accept(self) -> None:
        """Even the light as suggested, and show the panel, where it can be compared with what it was."""
        self._on_even(True)  # noqa: FBT003 - as the panel's signal
        if not self._panel.isVisible():
            self.toggle_panel()

    @Slot()
    def toggle_even(self) -> None:
        """Even the light of what is chosen, or leave it as it was."""
        finishes = self._finishes()
        self._on_even(not (finishes and all(finish.evened for finish in finishes)))

    @Slot(bool)
    def _on_even(self, evened: bool) -> None:
        self._change(Act.LIGHT, _Set("evened", evened))

    @Slot(object)
    def _on_contrast(self, contrast: Contrast) -> None:
        self._change(Act.CONTRAST, _Set("contrast", contrast))

    @Slot(bool)
    def _on_grey(self, grey: bool) -> None:
        self._change(Act.COLOUR, _Set("grey", grey))

    @Slot()
    def reset(self) -> None:
        """Show the receipt as it came: no boxes, the light as it was. Of several the light alone, not their boxes."""
        self.leave()
        self._change(Act.AS_IT_WAS, _as_it_is if len(self._about()) == 1 else _as_lit)

    def _change(self, act: Act, change: Callable[[Finish], Finish]) -> None:
        ids = [receipt.id for receipt in self._about()]
        if ids:
            self._bridge.finishing.change(ids, act, change)
        self._tell()

    def _about(self) -> tuple[Receipt, ...]:
        """Return the receipts that the panel changes."""
        if len(self._chosen) > 1:
            return tuple(r for r in self._chosen if r.editable and r.file_guid is None)
        return (self._receipt,) if self._possible and self._receipt is not None else ()

    def _finishes(self) -> tuple[Finish, ...]:
        return tuple(o.finish for r in self._about() for o in r.originals if o.has_light)

    # -- blacking out

    @Slot()
    def toggle_boxes(self) -> None:
        """Let parts of the page be blacked out; once more, and it is done."""
        if self._boxes.is_active:
            self.leave()
        elif self._page is not None and self._possible:
            self.begun.emit()
            self._panel.show()
            self._sent = []
            self._boxes.begin(self._taken())
            self.view_changed.emit()
            self._tell()

    @Slot()
    def leave(self) -> None:
        """Take the boxes away; what was not kept is forgotten."""
        if self._boxes.is_active:
            self._boxes.end()
            self.view_changed.emit()
            self._tell()

    @property
    def is_drawing(self) -> bool:
        """True while something is being blacked out."""
        return self._boxes.is_active

    def _place(self) -> PagePlace:
        assert self._page is not None
        original = self._page.original
        return PagePlace(None if self._page.page else original.frame, original.turns)

    def _taken(self) -> list[QRectF]:
        """Take the page's blackouts to change them; return those in sight as they are shown."""
        place, self._known, unseen = self._place(), [], list[Blackout]()
        for each in self._blackouts():
            box = place.box(each.corners)
            if box is None:
                unseen.append(each)
            else:
                self._known.append((box, each.corners))
        self._unseen = tuple(unseen)
        return [box for box, _corners in self._known]

    def _blackouts(self) -> tuple[Blackout, ...]:
        assert self._page is not None
        return self._page.original.finish.on(self._page.number).blackouts

    @Slot()
    def _on_kept(self) -> None:
        if self._receipt is None or self._page is None:
            return
        place = self._place()
        self._known = [(QRectF(box), self._corners(place, box)) for box in self._boxes.boxes.all]
        corners = (*(each.corners for each in self._unseen), *(each for _box, each in self._known))
        self._sent.append(corners)
        self._bridge.finishing.black_out(self._receipt.id, self._page.position, self._page.number, corners)
        self._tell()

    def _corners(self, place: PagePlace, box: QRectF) -> Corners:
        """Return a box's corners in the picture; one that was not moved keeps its own, to the last digit."""
        same = [corners for known, corners in self._known if known == box]
        return same[0] if same else place.corners(box)

    def _follow(self) -> None:
        """Show the boxes that are kept, once they are others than were asked for last: "Undo" was pressed."""
        kept = tuple(each.corners for each in self._blackouts())
        if kept in self._sent:
            del self._sent[: self._sent.index(kept) + 1]
        mine = (*(each.corners for each in self._unseen), *(corners for _box, corners in self._known))
        if not self._sent and kept != mine:
            self._boxes.boxes.begin(self._taken())
            self._boxes.update()

    # -- the panel

    @Slot()
    def toggle_panel(self) -> None:
        """Show the panel and go there, or take it away."""
        if self._panel.isVisible():
            inside = self._panel.isAncestorOf(self._panel.window().focusWidget() or self._panel)
            self.leave()
            self._panel.hide()
            if inside:
                self._home.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._possible:
            self._panel.show()
            first = self._panel.even if self._panel.even.isVisible() else self._panel.black_out
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._tell()

    @Slot(bool)
    def _on_compared(self, comparing: bool) -> None:
        if comparing != self._comparing:
            self._comparing = comparing
            self.view_changed.emit()

    def _tell(self) -> None:
        original = self._original
        suggested = original is not None and self._bridge.finishing.suggestion(original)
        self._bar.offer_light(offered=suggested)
        self._bar.offer_picture(offered=original is not None, open_now=self._panel.isVisible())
        if original is None:
            self._panel.hide()
        about = self._about()
        self._panel.show_state(
            PanelState(
                receipts=len(about),
                finishes=self._finishes(),
                suggested=suggested,
                document=original is not None and not original.has_light,
                boxes=len(self._blackouts()) if self._page is not None else 0,
                drawing=self._boxes.is_active,
            )
        )


class _Set:
    """Sets one field of a finish."""

    def __init__(self, field: str, value: object) -> None:
        self._field, self._value = field, value

    def __call__(self, finish: Finish) -> Finish:
        return replace(finish, **{self._field: self._value})  # type: ignore[arg-type]  # a field's own value


def _as_it_is(_finish: Finish) -> Finish:
    return AS_IT_IS


def _as_lit(finish: Finish) -> Finish:
    return replace(AS_IT_IS, blackouts=finish.blackouts)


def _place(page: Page) -> tuple[object, ...]:
    """Return what says which page it is and how it lies, whatever its finish."""
    return page.position, replace(page.original, finish=AS_IT_IS), page.page
