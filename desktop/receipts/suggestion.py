"""What a picture suggests should be done with it: trimmed, made straight, turned, taken apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from desktop.receipts.frame import Frame
from desktop.receipts.receipt import Original


class Deed(Enum):
    """What is suggested, for the words of the button."""

    TRIM = "trim"
    STRAIGHTEN = "straighten"
    """The picture is all receipt, but its lines lean."""
    TURN = "turn"
    TRIM_AND_TURN = "trim_and_turn"
    STRAIGHTEN_AND_TURN = "straighten_and_turn"
    PART = "part"
    """There are several receipts in it."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One receipt in a picture."""

    frame: Frame | None = None
    """None: it fills the picture."""
    turns: int = 0
    """Quarter turns clockwise after which it is upright, 0-3, on top of EXIF; 0 also when that is not certain."""

    def of(self, original: Original) -> Original:
        """Return the picture cut so; what the user has turned stays as it is."""
        return replace(original, frame=self.frame or original.frame, turns=original.turns or self.turns)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is suggested for one picture."""

    cuts: tuple[Cut, ...]
    """One, or one for each receipt in it."""
    straightens: bool = False
    """The frame takes nothing away: the lines lean, and are made straight."""

    @property
    def receipt(self) -> Frame | None:
        """Where the one receipt lies in the picture; None when it fills it, or there are several."""
        return self.cuts[0].frame if len(self.cuts) == 1 else None

    def for_picture(self, original: Original) -> Suggestion | None:
        """Return what of this is still to be done; None when there is nothing.

        A picture that is trimmed, or that was parted, is as the user wants it. So is one that was turned by hand.
        """
        if not original.may_be_trimmed or original.frame is not None or original.piece:
            return None
        if len(self.cuts) == 1 and self.cuts[0].of(original) == original:
            return None
        return self

    def deed(self, original: Original) -> Deed:
        """Return what it does to a picture."""
        if len(self.cuts) > 1:
            return Deed.PART
        cut = self.cuts[0]
        turns = cut.of(original).turns != original.turns
        if cut.frame is None:
            return Deed.TURN
        if self.straightens:
            return Deed.STRAIGHTEN_AND_TURN if turns else Deed.STRAIGHTEN
        return Deed.TRIM_AND_TURN if turns else Deed.TRIM
