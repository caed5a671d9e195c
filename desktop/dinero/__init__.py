"""The Dinero API client: one border where every fault becomes one of ours."""

from desktop.dinero.bodies import UploadFile
from desktop.dinero.client import DineroClient
from desktop.dinero.orders import OrderLine, VoucherOrder, order_for
from desktop.dinero.readmodels import FileEntry, LineRead, Similar, VoucherRead, differs, untouched
from desktop.dinero.transport import TokenSource

__all__ = [
    "DineroClient",
    "FileEntry",
    "LineRead",
    "OrderLine",
    "Similar",
    "TokenSource",
    "UploadFile",
    "VoucherOrder",
    "VoucherRead",
    "differs",
    "order_for",
    "untouched",
]
