"""What a picture's lines of print tell: by how much they lean, and which way is up. No learnt model, and no words."""

from desktop.imaging.lines.straight import straight_frame
from desktop.imaging.lines.way import LEANS, Way, way_of

__all__ = ["LEANS", "Way", "straight_frame", "way_of"]
