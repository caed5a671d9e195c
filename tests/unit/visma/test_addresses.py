from __future__ import annotations

import pytest

from desktop.http import checked_address
from desktop.receipts.faults import Fault, FaultCode


@pytest.mark.parametrize(
    "url", ["https://api.dinero.dk/", "https://api.dinero.dk:8443", "http://127.0.0.1:80/", "http://[::1]:80"]
)
def test_https_and_this_computer_are_fine(url: str) -> None:
    assert checked_address(url) == url.rstrip("/")


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("http://api.dinero.dk", "api.dinero.dk"),
        ("ftp://api.dinero.dk", "api.dinero.dk"),
        ("api.dinero.dk", "api.dinero.dk"),
        ("https://", "https://"),
        ("http://[::1", "http://[::1"),
        ("https://127.0.0.1:99999", "https://127.0.0.1:99999"),
        ("https://ida:hemmelig@[::1", "[::1"),
        ("", ""),
    ],
)
def test_anything_else_is_named_without_a_password(url: str, named: str) -> None:
    with pytest.raises(Fault) as caught:
        checked_address(url)
    assert (caught.value.code, caught.value.params["host"]) == (FaultCode.PLAIN_HTTP, named)
