"""How wide and high a picture is, from the head of its file: PNG, JPEG, WebP and SVG.

A page that knows it leaves room for the picture before it has come, and nothing moves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Final
from xml.parsers import expat

Size = tuple[int, int]
"""Width and height in CSS px, both more than 0."""

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_LENGTH: Final = re.compile(r"\s*([0-9]*\.?[0-9]+(?:e[+-]?[0-9]+)?)\s*(px|pt|pc|mm|cm|in|)\s*\Z", re.IGNORECASE)
_PIXELS: Final[Mapping[str, float]] = {
    "": 1,
    "px": 1,
    "pt": 96 / 72,
    "pc": 16,
    "in": 96,
    "cm": 96 / 2.54,
    "mm": 96 / 25.4,
}
# JPEG's markers of a frame, which has the size: all from C0 to CF but three that are tables.
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD9)})
_LARGEST: Final = 100_000
_VIEW_BOX: Final = 4


def size_of(name: str, content: bytes) -> Size | None:
    """The size of a picture, whose kind is what the end of its name says; `None` for what is no such picture.

    An SVG picture without a size of its own has that of its `viewBox`.
    """
    read = _READERS.get(PurePosixPath(name).suffix.lower())
    found = read(content) if read else None
    if found is None:
        return None
    width, height = (round(side) for side in found)
    return (width, height) if 0 < width < _LARGEST and 0 < height < _LARGEST else None


def _png(content: bytes) -> tuple[float, float] | None:
    if not content.startswith(_PNG) or content[12:16] != b"IHDR" or len(content) < 24:  # noqa: PLR2004 (the head)
        return None
    return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])


def _jpeg(content: bytes) -> tuple[float, float] | None:
    if not content.startswith(b"\xff\xd8"):
        return None
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:  # noqa: PLR2004 (begins every marker)
        kind = content[at + 1]
        if kind in _FRAMES:
            return int.from_bytes(content[at + 7 : at + 9]), int.from_bytes(content[at + 5 : at + 7])
        if kind == 0xFF:  # noqa: PLR2004 (a fill byte before a marker)
            at += 1
        else:
            at += 2 if kind in _ALONE else 2 + int.from_bytes(content[at + 2 : at + 4])
    return None


def _webp(content: bytes) -> tuple[float, float] | None:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP" or len(content) < 30:  # noqa: PLR2004 (the shortest head)
        return None
    kind = content[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(content[24:27], "little"), 1 + int.from_bytes(content[27:30], "little")
    if kind == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        width, height = (int.from_bytes(content[at : at + 2], "little") & 0x3FFF for at in (26, 28))
        return width, height
    return None


class _Found(Exception):
    """The first element was met: the rest of the file need not be read."""


def _svg(content: bytes) -> tuple[float, float] | None:
    roots: list[tuple[str, dict[str, str]]] = []

    def first(name: str, attributes: dict[str, str]) -> None:
        roots.append((name, attributes))
        raise _Found

    parser = expat.ParserCreate()
    parser.StartElementHandler = first
    try:
        parser.Parse(content, True)  # noqa: FBT003 (the whole file; the parameter has no name)
    except _Found:
        name, attributes = roots[0]
        return _svg_size(attributes) if name.rpartition(":")[2] == "svg" else None
    except (expat.ExpatError, ValueError, LookupError):
        pass
    return None


def _svg_size(attributes: Mapping[str, str]) -> tuple[float, float] | None:
    width, height = (_pixels(attributes.get(name, "")) for name in ("width", "height"))
    if width and height:
        return width, height
    box = re.split(r"[\s,]+", attributes.get("viewBox", "").strip())
    sides = [_pixels(part) for part in box[2:]] if len(box) == _VIEW_BOX else []
    if len(sides) != 2 or not sides[0] or not sides[1]:  # noqa: PLR2004 (width and height)
        return None
    # One side may be given: the other follows the picture's form.
    scale = width / sides[0] if width else height / sides[1] if height else 1
    return sides[0] * scale, sides[1] * scale


def _pixels(length: str) -> float:
    found = _LENGTH.match(length)
    return float(found[1]) * _PIXELS[found[2].lower()] if found else 0


_READERS: Final[Mapping[str, Callable[[bytes], tuple[float, float] | None]]] = {
    ".png": _png,
    ".jpg": _jpeg,
    ".jpeg": _jpeg,
    ".webp": _webp,
    ".svg": _svg,
}
