"""Find the receipt in a picture of it: where its four edges are, without any learnt model."""

from desktop.imaging.edges.find import Found, find_receipts
from desktop.imaging.edges.straighten import plain_box, sampled, straightened, straightened_size

__all__ = ["Found", "find_receipts", "plain_box", "sampled", "straightened", "straightened_size"]
