"""The QR code on paper: it draws segno's matrix, and that of the page's own address."""

from __future__ import annotations

import re

import pytest
import segno

from pathviz.pages.qr import qr_code

ADDRESS = "https://polut.example.fi/keski-suomi/kuntouttava-tyotoiminta/"


def _drawn(svg: str) -> list[list[int]]:
    """The modules that the strokes of an SVG cover."""
    size = int(re.findall(r'viewBox="0 0 (\d+) \1"', svg)[0])
    modules = [[0] * size for _ in range(size)]
    x, y = 0, 0
    for command, numbers in re.findall(r"([Mmh])([^Mmh\"]*)", svg.partition(' d="')[2].partition('"')[0]):
        if command == "h":
            for column in range(x, x + int(numbers)):
                modules[y][column] += 1
            x += int(numbers)
        elif command == "m":
            across, down = map(int, numbers.split())
            x, y = x + across, y + down
    return modules


@pytest.mark.parametrize("address", [ADDRESS, "https://a.fi/", "https://polut.example.fi/" + "pitka-polku/" * 20])
def test_every_dark_module_is_drawn_once(address: str) -> None:
    code = segno.make_qr(address, error="m", mask=3, boost_error=False)
    assert _drawn(qr_code(address)) == [list(row) for row in code.matrix]


def test_another_address_is_another_code() -> None:
    assert qr_code(ADDRESS) != qr_code(ADDRESS + "x")


def test_without_a_public_address_there_is_none() -> None:
    assert qr_code("") == ""


def test_address_that_is_too_long_has_none() -> None:
    assert qr_code("https://a.fi/" + "x" * 3000) == ""


def test_code_is_small_on_the_page() -> None:
    assert len(qr_code(ADDRESS)) < 3000
