"""How well a colour is seen on another, and the nearest colour that is seen well enough. Pure.

Contrast and relative luminance are counted as WCAG 2.2 defines them. Nearness is measured in Oklab, whose distances
are about those that people see, and lightness, chroma and hue are its polar form, OKLCH
(https://bottosson.github.io/posts/oklab/, and CSS Color 4).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from typing import Final

Rgb = tuple[float, float, float]
"""Red, green and blue from 0 to 1."""

Oklab = tuple[float, float, float]
"""Lightness from 0 to 1, and the axes from green to red and from blue to yellow."""

TEXT: Final = 4.5
"""The contrast that text needs (success criterion 1.4.3); lines need less, 3 (1.4.11)."""

LIGHT_GROUND: Final = "#fbfaf6"
"""The ground of a page in the light theme; the surfaces on it are lighter."""

DARK_GROUND: Final = "#1e2a28"
"""The lightest surface of the dark theme."""

_HALF: Final = 0.03928
_GREY: Final = 0.18
"""A ground of more luminance than this is light: what stands on it has to be darker."""
_CHROMAS: Final = 200
_LARGEST_CHROMA: Final = 0.33
"""No colour of a screen has more, by a little."""
_HALVINGS: Final = 24
_SLACK: Final = 0.5 / 255
_NEXT: Final = tuple(itertools.product((-1, 0, 1), repeat=3))


def parse(colour: str) -> Rgb | None:
    """A colour written as `#rgb` or `#rrggbb`, or `None`.

    >>> parse("#ff0000")
    (1.0, 0.0, 0.0)
    """
    digits = colour.strip().removeprefix("#")
    if len(digits) == len("rgb"):
        digits = "".join(d * 2 for d in digits)
    if len(digits) != len("rrggbb"):
        return None
    try:
        red, green, blue = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    except ValueError:
        return None
    return red, green, blue


def written(colour: Rgb) -> str:
    """A colour as `#rrggbb`.

    >>> written((1.0, 0.5, 0.0))
    '#ff8000'
    """
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def known(colour: str) -> Rgb:
    """A colour that is one; raises ValueError for any other text."""
    found = parse(colour)
    if found is None:
        raise ValueError(colour)
    return found


def luminance(colour: Rgb) -> float:
    """Relative luminance after WCAG 2.2."""
    red, green, blue = (part / 12.92 if part <= _HALF else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    """Contrast ratio after WCAG 2.2, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def oklab(colour: Rgb) -> Oklab:
    """The colour in Oklab."""
    red, green, blue = (_linear(part) for part in colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def distance(one: Rgb, other: Rgb) -> float:
    """How far two colours are from each other to the eye: 0 is the same, 1 black from white."""
    return math.dist(oklab(one), oklab(other))


def nearest_seen(colour: Rgb, ground: Rgb, least: float = TEXT) -> Rgb:
    """The colour of the same hue nearest to `colour` whose contrast on `ground` is at least `least`.

    A colour that has it is itself. `least` has to be within reach of black or white on the ground.

    >>> written(nearest_seen(known("#0a575c"), known(LIGHT_GROUND)))
    '#0a575c'
    """
    if contrast(colour, ground) >= least:
        return colour
    # Eight bits a part are as near as a page can write it: of those around each colour, the nearest that is seen.
    around = {each for found in _on_the_edge(colour, ground, least) for each in _written_around(found)}
    seen = [each for each in around if contrast(each, ground) >= least]
    is_grey = len(set(colour)) == 1  # what has no hue gets none
    greys = [each for each in seen if len(set(each)) == 1]
    return min(greys if is_grey and greys else seen, key=lambda each: (distance(colour, each), each))


def _on_the_edge(colour: Rgb, ground: Rgb, least: float) -> list[Rgb]:
    """The nearest few colours of the hue that are just seen, one for each chroma that was tried."""
    lightness, chroma = oklab(colour)[0], math.hypot(*oklab(colour)[1:])
    hue, is_light = _turned(colour), luminance(ground) > _GREY
    # What the luminance may be at most on a light ground, or has to be at least on a dark one.
    edge = (luminance(ground) + 0.05) / least - 0.05 if is_light else (luminance(ground) + 0.05) * least - 0.05
    found: list[tuple[float, Rgb]] = []
    largest = min(_LARGEST_CHROMA, chroma * 1.25)
    for step in range(_CHROMAS + 1):
        tried = largest * step / _CHROMAS
        low, high = (0.0, lightness) if is_light else (lightness, 1.0)
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            is_above = _luminance_of(middle, tried, hue) > edge
            low, high = (low, middle) if is_above else (middle, high)
        parts = _rgb(low if is_light else high, tried, hue)
        if all(-_SLACK <= part <= 1 + _SLACK for part in parts):
            far = math.hypot((low if is_light else high) - lightness, tried - chroma)
            found.append((far, (_within(parts[0]), _within(parts[1]), _within(parts[2]))))
    return [each for _, each in sorted(found)[:8]]


def _written_around(colour: Rgb) -> Iterator[Rgb]:
    """The colours of eight bits a part around a colour."""
    base = [round(part * 255) for part in colour]
    for move in _NEXT:
        red, green, blue = (min(255, max(0, part + step)) / 255 for part, step in zip(base, move, strict=True))
        yield red, green, blue


def _turned(colour: Rgb) -> float:
    """The hue as an angle."""
    _, green_red, blue_yellow = oklab(colour)
    return math.atan2(blue_yellow, green_red)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 (sRGB's own)


def _linears(lightness: float, chroma: float, hue: float) -> Rgb:
    """A colour of OKLCH as light; its parts may lie outside 0 to 1."""
    green_red, blue_yellow = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * green_red + 0.2158037573 * blue_yellow) ** 3
    medium = (lightness - 0.1055613458 * green_red - 0.0638541728 * blue_yellow) ** 3
    short = (lightness - 0.0894841775 * green_red - 1.2914855480 * blue_yellow) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _luminance_of(lightness: float, chroma: float, hue: float) -> float:
    red, green, blue = _linears(lightness, chroma, hue)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(lightness: float, chroma: float, hue: float) -> Rgb:
    red, green, blue = (
        12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055  # noqa: PLR2004 (sRGB's own)
        for part in _linears(lightness, chroma, hue)
    )
    return red, green, blue


def _within(part: float) -> float:
    return min(1.0, max(0.0, part))
