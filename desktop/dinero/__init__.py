"""The Dinero API client: one border where every fault becomes one of ours."""

from desktop.dinero.bodies import UploadFile
from desktop.dinero.calls import Call
from desktop.dinero.client import DineroClient
from desktop.dinero.entries import EntryRead
from desktop.dinero.gate import Gate, Passage, Uncounted
from desktop.dinero.orders import OrderLine, VoucherOrder, order_for
from desktop.dinero.readmodels import FileEntry, LineRead, Similar, VoucherRead, differs, untouched
from desktop.dinero.transport import TokenSource

__all__ = [
    "Call",
    "DineroClient",
    "EntryRead",
    "FileEntry",
    "Gate",
    "LineRead",
    "OrderLine",
    "Passage",
    "Similar",
    "TokenSource",
    "Uncounted",
    "UploadFile",
    "VoucherOrder",
    "VoucherRead",
    "differs",
    "order_for",
    "untouched",
]
