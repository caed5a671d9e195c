"""Processes in which the files of strangers are opened: what such a file breaks is never the program."""

from desktop.confined.limits import Limits
from desktop.confined.pool import Pool, Troubles, close_all
from desktop.confined.serving import serve
from desktop.confined.told import fault_of, fault_to_bytes
from desktop.confined.turns import AT_ONCE, LATER

__all__ = ["AT_ONCE", "LATER", "Limits", "Pool", "Troubles", "close_all", "fault_of", "fault_to_bytes", "serve"]
