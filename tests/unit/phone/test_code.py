from __future__ import annotations

import ipaddress

import pytest
import zxingcpp
from PIL import Image

from desktop.phone import QUIET_ZONE, Place, is_private, likely_first, modules

LINK = "http://192.168.100.123:49213/k7wq2mzp9abcdefghjkmnpqrst2"


def drawn(rows: tuple[tuple[bool, ...], ...], side: int) -> Image.Image:
    count = len(rows) + 2 * QUIET_ZONE
    small = Image.new("L", (count, count), 255)
    for y, line in enumerate(rows):
        for x, dark in enumerate(line):
            if dark:
                small.putpixel((x + QUIET_ZONE, y + QUIET_ZONE), 0)
    return small.resize((count * side, count * side), Image.Resampling.NEAREST)


@pytest.mark.parametrize("link", [LINK, LINK.replace("http", "https"), "http://10.0.0.2:1/a"])
def test_a_reader_finds_the_link(link: str) -> None:
    (found,) = zxingcpp.read_barcodes(drawn(modules(link), 5))
    assert found.text == link
    assert found.format is zxingcpp.BarcodeFormat.QRCode


def test_a_reader_finds_it_at_an_angle_and_with_a_glare() -> None:
    picture = drawn(modules(LINK), 6).rotate(17, expand=True, fillcolor=255)
    picture.paste(255, (picture.width // 2, picture.height // 2, picture.width // 2 + 24, picture.height // 2 + 18))
    (found,) = zxingcpp.read_barcodes(picture)
    assert found.text == LINK


def test_the_code_stays_small_enough_to_be_read() -> None:
    assert len(modules(LINK)) <= 33


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("10.1.2.3", True), ("172.16.0.1", True), ("172.31.255.255", True), ("172.20.10.2", True),
        ("192.168.0.1", True), ("169.254.7.7", True), ("172.32.0.1", False), ("100.64.0.1", False),
        ("127.0.0.1", False), ("8.8.8.8", False), ("192.0.2.1", False),
    ],
)  # fmt: skip
def test_private_is_what_no_router_passes_on(address: str, private: bool) -> None:
    assert is_private(ipaddress.IPv4Address(address)) is private


def test_networks_inside_the_computer_come_last() -> None:
    names = ("docker0", "vEthernet (WSL)", "Wi-Fi", "Ethernet")
    places = [Place(ipaddress.IPv4Interface(f"192.168.{n}.1/24"), name) for n, name in enumerate(names)]
    assert [each.name for each in likely_first(places)] == ["Ethernet", "Wi-Fi", "docker0", "vEthernet (WSL)"]
