"""Region accents: from one colour an author chose to the tones that pages need, with contrast kept.

Text in an accent has at least 7:1 against the grounds it stands on, in both themes (WCAG 2.2,
success criterion 1.4.6; relative luminance as WCAG defines it). An author's colour is kept where it
already reaches that, else its lightness is moved until it does; the hue stays.
"""

from __future__ import annotations

import colorsys
from collections.abc import Iterable
from typing import Final

from pathviz.model import Region

Rgb = tuple[float, float, float]
"""Red, green and blue from 0 to 1."""

TEXT_CONTRAST: Final = 7.0
_LIGHT_GROUND: Final = "#fbfaf6"
_DARK_SURFACE: Final = "#1e2a28"
_LIGHT_INK: Final = "#36443f"
_DARK_INK: Final = "#c3cfcb"
_WHITE: Final = "#ffffff"
_HALF: Final = 0.03928
_STEPS: Final = 100


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


def luminance(colour: Rgb) -> float:
    """Relative luminance after WCAG 2.2."""
    red, green, blue = (part / 12.92 if part <= _HALF else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    """Contrast ratio after WCAG 2.2, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def tones(accent: str) -> tuple[dict[str, str], dict[str, str]] | None:
    """The light and the dark theme's custom properties of an accent; `None` for no colour."""
    base = parse(accent)
    if base is None:
        return None
    soft = _until_contrast(_tinted(base, 0.91, 0.32), _known(_LIGHT_INK), darker=False)
    plain = _until_contrast(base, soft, darker=True)
    plain = _until_contrast(plain, _known(_LIGHT_GROUND), darker=True)
    soft_dark = _until_contrast(_tinted(base, 0.17, 0.45), _known(_DARK_INK), darker=True)
    # A colour that is strong on white glares on black: lighter and greyer says the same.
    plain_dark = _until_contrast(_tinted(base, 0.68, 0.6), soft_dark, darker=False)
    plain_dark = _until_contrast(plain_dark, _known(_DARK_SURFACE), darker=False)
    light = {
        "accent": _hex(plain),
        "accent-strong": _hex(_mix(plain, (0, 0, 0), 0.72)),
        "accent-soft": _hex(soft),
        "on-accent": _WHITE,
    }
    dark = {
        "accent": _hex(plain_dark),
        "accent-strong": _hex(_mix(plain_dark, (1, 1, 1), 0.6)),
        "accent-soft": _hex(soft_dark),
        "on-accent": _hex(_until_contrast(_mix(base, (0, 0, 0), 0.3), plain_dark, darker=True)),
    }
    return light, dark


def region_styles(regions: Iterable[Region], site_accent: str = "") -> str:
    """The style sheet that gives every region its accent, on screens; paper stays black."""
    light: list[str] = []
    dark: list[tuple[str, str]] = []
    named = [("", site_accent)] if site_accent else []
    named += [(f"[data-region={region.id}]", region.accent) for region in regions if region.accent]
    for selector, accent in named:
        found = tones(accent)
        if found:
            light.append(f"{selector or ':root'}{{{_properties(found[0])}}}")
            dark.append((selector, _properties(found[1])))
    if not light:
        return ""
    by_choice = _themed(":root[data-theme=dark]", dark)
    by_preference = _themed(":root:not([data-theme=light])", dark)
    preferred = f"@media (prefers-color-scheme:dark){{{by_preference}}}"
    return f"@media screen{{{''.join(light)}{preferred}{by_choice}}}\n"


def _themed(root: str, rules: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{root}{' ' * bool(sel)}{sel}{{{props}}}" for sel, props in rules)


def _properties(values: dict[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in values.items())


def _until_contrast(colour: Rgb, ground: Rgb, *, darker: bool) -> Rgb:
    """The colour moved in lightness until text in it reads on `ground`."""
    hue, light, saturation = colorsys.rgb_to_hls(*colour)
    for _ in range(_STEPS):
        if contrast(colour, ground) >= TEXT_CONTRAST:
            return colour
        light = max(0.0, light - 0.01) if darker else min(1.0, light + 0.01)
        colour = _rounded(colorsys.hls_to_rgb(hue, light, saturation))
    return colour


def _tinted(colour: Rgb, lightness: float, saturation: float) -> Rgb:
    """The colour's hue at another lightness, and at no more than `saturation`."""
    hue, _, own = colorsys.rgb_to_hls(*colour)
    return _rounded(colorsys.hls_to_rgb(hue, lightness, min(own, saturation)))


def _mix(colour: Rgb, other: Rgb, share: float) -> Rgb:
    """`share` of the colour and the rest of the other, as they will be written."""
    red, green, blue = (a * share + b * (1 - share) for a, b in zip(colour, other, strict=True))
    return _rounded((red, green, blue))


def _rounded(colour: Rgb) -> Rgb:
    red, green, blue = (round(part * 255) / 255 for part in colour)
    return red, green, blue


def _hex(colour: Rgb) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def _known(colour: str) -> Rgb:
    found = parse(colour)
    assert found is not None  # noqa: S101  our own constants
    return found
