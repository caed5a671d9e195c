"""What other programs hand over beside files: virtual files, pictures in an address, addresses on the web, text.

Bytes in, facts out; only :class:`WebFetch` touches the network, and only for what the user has said yes to.
"""

from __future__ import annotations

from desktop.handed.addresses import WebAddress, address_of, addresses_in, only_address
from desktop.handed.data_urls import data_of
from desktop.handed.descriptor import Promised, promised_files
from desktop.handed.fetch import FETCH_WAY, Fetched, FetchLimits, FetchStoppedError, WebFetch
from desktop.handed.names import clean_name
from desktop.handed.pasted import Pasted, PastedKind, pasted
from desktop.handed.pictures import address_of_mozilla, pictures_in

__all__ = [
    "FETCH_WAY", "FetchLimits", "FetchStoppedError", "Fetched", "Pasted", "PastedKind", "Promised", "WebAddress",
    "WebFetch", "address_of", "address_of_mozilla", "addresses_in", "clean_name", "data_of", "only_address", "pasted",
    "pictures_in", "promised_files",
]  # fmt: skip
