"""Which receipts may be one and the same, and which are made out to another company: the two guards before a send."""

from desktop.likeness.caution import Alike, Caution, Elsewhere
from desktop.likeness.finder import Likeness
from desktop.likeness.paper import paper_of

__all__ = ["Alike", "Caution", "Elsewhere", "Likeness", "paper_of"]
