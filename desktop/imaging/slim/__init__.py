"""A PDF above what may be uploaded, made smaller: its pictures first, and pages as pictures only where that must be."""

from desktop.imaging.slim.whole import slimmed

__all__ = ["slimmed"]
