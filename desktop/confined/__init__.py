"""Processes in which the files of strangers are opened: what such a file breaks is never the program."""

from desktop.confined.limits import Limits
from desktop.confined.pool import Pool
from desktop.confined.serving import serve

__all__ = ["Limits", "Pool", "serve"]
