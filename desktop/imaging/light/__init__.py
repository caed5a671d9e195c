"""The light on the paper: measured, evened, and when evening it is worth an offer."""

from desktop.imaging.light.even import evened, evening_helps

__all__ = ["evened", "evening_helps"]
