"""The size of a picture from the head of its file."""

from __future__ import annotations

import struct
import zlib

import pytest

from factories import SITES
from pathviz.pictures import size_of


def png(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\0\0\0" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg(width: int, height: int, frame: int = 0xC0) -> bytes:
    thumbnail = b"\xff\xe1" + struct.pack(">H", 12) + b"\xff\xc0\x00\x11\x08\x00\x09\x00\x09\x00"
    table = b"\xff\xc4" + struct.pack(">H", 4) + b"\0\0"
    start = bytes([0xFF, frame]) + struct.pack(">HBHHB", 17, 8, height, width, 3) + b"\0" * 9
    return b"\xff\xd8" + thumbnail + b"\xff" + table + start


def webp(kind: bytes, data: bytes) -> bytes:
    data = data.ljust(18, b"\0")
    return b"RIFF" + struct.pack("<I", len(data) + 12) + b"WEBP" + kind + struct.pack("<I", len(data)) + data


def svg(attributes: str, before: str = "") -> bytes:
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg" {attributes}><rect/></svg>'.encode()


@pytest.mark.parametrize(
    ("name", "content", "size"),
    [
        ("a.png", png(37, 12), (37, 12)),
        ("a.PNG", png(1, 2), (1, 2)),
        ("a.jpg", jpeg(640, 480), (640, 480)),
        ("a.jpeg", jpeg(300, 200, 0xC2), (300, 200)),
        ("a.webp", webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 120, 80 | 0x4000)), (120, 80)),
        ("a.webp", webp(b"VP8L", b"\x2f" + struct.pack("<I", 99 | 49 << 14)), (100, 50)),
        ("a.webp", webp(b"VP8X", b"\0\0\0\0\x2b\x01\0\x63\0\0"), (300, 100)),
        ("a.svg", svg('viewBox="0 0 120 40"'), (120, 40)),
        ("a.svg", svg('viewBox="-5, -5, 12.5 40"'), (12, 40)),
        ("a.svg", svg('width="200" height="50px" viewBox="0 0 4 1"'), (200, 50)),
        ("a.svg", svg('width="25.4mm" height="1in"'), (96, 96)),
        ("a.svg", svg('width="100%" height="100%" viewBox="0 0 30 20"'), (30, 20)),
        ("a.svg", svg('width="60" viewBox="0 0 30 20"'), (60, 40)),
        (
            "a.svg",
            svg('viewBox="0 0 3 2"', '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]>\n<!-- x -->'),
            (3, 2),
        ),
    ],
)
def test_size_is_read(name: str, content: bytes, size: tuple[int, int]) -> None:
    assert size_of(name, content) == size


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", b""),
        ("a.svg", b"<html></html>"),
        ("a.svg", svg("")),
        ("a.svg", svg('viewBox="0 0 0 40"')),
        ("a.svg", svg('viewBox="0 0 120"')),
        ("a.svg", svg('width="1e9" height="1"')),
        ("a.svg", b"\xff\xfe<"),
        ("a.svg", b'<?xml version="1.0" encoding="none"?><svg/>'),
        ("a.svg", png(3, 3)),
        ("a.png", jpeg(3, 3)),
        ("a.png", png(0, 3)),
        ("a.png", png(3, 3)[:20]),
        ("a.jpg", jpeg(3, 3)[:30]),
        ("a.jpg", b"\xff\xd8" + b"\xff" * 40),
        ("a.webp", webp(b"ALPH", b"")),
        ("a.webp", b"RIFF"),
        ("a.gif", b"GIF89a\x01\0\x01\0"),
        ("picture", png(3, 3)),
    ],
)
def test_what_is_no_picture_has_no_size(name: str, content: bytes) -> None:
    assert size_of(name, content) is None


def test_entities_of_an_svg_picture_are_not_unfolded_without_end() -> None:
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10)
    )
    assert size_of("a.svg", svg('viewBox="&k;"', f"<!DOCTYPE svg [{entities}]>")) is None


def test_half_a_file_is_no_fault_of_ours() -> None:
    whole = (SITES / "full/content/files/tunnus.svg").read_bytes()
    for name, content in (
        ("a.svg", whole),
        ("a.png", png(9, 9)),
        ("a.jpg", jpeg(9, 9)),
        ("a.webp", webp(b"VP8X", b"")),
    ):
        for length in range(len(content)):
            size_of(name, content[:length])
