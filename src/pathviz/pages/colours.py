"""Accents: from one colour a publisher chose to the tones that pages need, with contrast kept.

A colour is used as it is where it is a ground or a mark (`brand`), which `check` has seen that it can be. Text in an
accent has at least 7:1 against the grounds it stands on, in both themes (WCAG 2.2, success criterion 1.4.6): the colour
is kept where it reaches that, else its lightness is moved until it does; the hue stays.
"""

from __future__ import annotations

import colorsys
from collections.abc import Iterable
from typing import Final

from pathviz.contrast import DARK_GROUND, LIGHT_GROUND, TEXT, Rgb, contrast, known, parse, written
from pathviz.model import Font, Region, Theme

TEXT_CONTRAST: Final = 7.0
_LIGHT_INK: Final = "#36443f"
_DARK_INK: Final = "#c3cfcb"
# The soft grounds of notes, on which links stand too.
_LIGHT_NOTES: Final = ("#fdeee3", "#faf0d2")
_DARK_NOTES: Final = ("#3a2115", "#352b10")
_DARK_FOCUS: Final = "#0e1615"
_TOWN: Final = "[data-town]"
_WHITE: Final = "#ffffff"
_STEPS: Final = 100

FONTS: Final = {
    Font.INTER: '"PV Inter","PV Room",system-ui,sans-serif',
    Font.SYSTEM: "system-ui,sans-serif",
    Font.SERIF: 'Georgia,Cambria,"Noto Serif","Liberation Serif",serif',
}
"""The families of each choice: Inter comes with the site, the others are what the reader's own system has."""

Tones = dict[str, str]
"""Custom properties by their names without dashes."""


def tones(accent: str, accent_dark: str = "") -> tuple[Tones, Tones] | None:
    """The light and the dark theme's custom properties of an accent; `None` for no colour.

    The dark theme's colour is `accent_dark`, or else a lighter and greyer one of the same hue.
    """
    base = parse(accent)
    return (_light(base), _dark(base, parse(accent_dark))) if base else None


def _light(base: Rgb) -> Tones:
    ground = known(LIGHT_GROUND)
    soft = _until_contrast(_tinted(base, 0.91, 0.32), known(_LIGHT_INK), darker=False)
    plain = _until_contrast(_until_contrast(base, soft, darker=True), ground, darker=True)
    return {
        "accent": written(plain),
        "accent-strong": written(_mix(plain, (0, 0, 0), 0.72)),
        "accent-soft": written(soft),
        "on-accent": _WHITE,
        "brand": written(base if contrast(base, ground) >= TEXT else plain),
    }


def _dark(base: Rgb, chosen: Rgb | None) -> Tones:
    ground = known(DARK_GROUND)
    soft = _until_contrast(_tinted(chosen or base, 0.17, 0.45), known(_DARK_INK), darker=True)
    # A colour that is strong on white glares on black: lighter and greyer says the same.
    plain = _until_contrast(chosen or _tinted(base, 0.68, 0.6), soft, darker=False)
    plain = _until_contrast(plain, ground, darker=False)
    brand = chosen if chosen and contrast(chosen, ground) >= TEXT else plain
    ink = _until_contrast(_mix(chosen or base, (0, 0, 0), 0.3), plain, darker=True)
    return {
        "accent": written(plain),
        "accent-strong": written(_mix(plain, (1, 1, 1), 0.6)),
        "accent-soft": written(soft),
        "on-accent": written(_until_contrast(ink, brand, darker=True, least=TEXT)),
        "brand": written(brand),
    }


def theme_tones(theme: Theme | None) -> tuple[Tones, Tones] | None:
    """The same of a publisher's theme, whose links and focus follow its accent too; `None` without an accent."""
    found = tones(theme.accent, theme.accent_dark) if theme else None
    if found is None:
        return None
    light, dark = found
    light["link"] = _on_all(light["accent"], _LIGHT_NOTES, darker=True)
    light["focus-out"] = light["accent-strong"]
    dark["focus-out"] = _DARK_FOCUS
    dark["link"] = _on_all(dark["accent"], _DARK_NOTES, darker=False)
    return light, dark


def region_styles(regions: Iterable[Region], theme: Theme | None = None) -> str:
    """The style sheet of every page: the site's own theme, and every region's accent."""
    styled = [("", theme_tones(theme))]
    styled += [(f"[data-region={region.id}]", tones(region.accent)) for region in regions if region.accent]
    return _font(":root", theme) + _sheet(styled)


def town_styles(theme: Theme) -> str:
    """The style sheet that only the pages of one municipality load, after that of the regions, over which it goes."""
    return _font(_TOWN, theme) + _sheet([(_TOWN, theme_tones(theme))])


def _font(selector: str, theme: Theme | None) -> str:
    """A theme's letters; other ones than Inter are not set as close in headings."""
    if theme is None or "font" not in theme.places:
        return ""
    headings = "" if theme.font is Font.INTER else f"{selector} :is(h1,h2,h3,h4,h5,.brand){{letter-spacing:0}}"
    return f"{selector}{{--font:{FONTS[theme.font]}}}{headings}\n"


def _sheet(styled: Iterable[tuple[str, tuple[Tones, Tones] | None]]) -> str:
    """Tones by what they are for, on screens; paper stays black."""
    found = [(selector, *both) for selector, both in styled if both]
    if not found:
        return ""
    light = "".join(f"{selector or ':root'}{{{_properties(own)}}}" for selector, own, _ in found)
    dark = [(selector, _properties(own)) for selector, _, own in found]
    by_choice = _themed(":root[data-theme=dark]", dark)
    by_preference = _themed(":root:not([data-theme=light])", dark)
    preferred = f"@media (prefers-color-scheme:dark){{{by_preference}}}"
    return f"@media screen{{{light}{preferred}{by_choice}}}\n"


def _themed(root: str, rules: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{root}{' ' * bool(sel)}{sel}{{{props}}}" for sel, props in rules)


def _properties(values: Tones) -> str:
    return ";".join(f"--{name}:{value}" for name, value in values.items())


def _on_all(colour: str, grounds: Iterable[str], *, darker: bool) -> str:
    found = known(colour)
    for ground in grounds:
        found = _until_contrast(found, known(ground), darker=darker)
    return written(found)


def _until_contrast(colour: Rgb, ground: Rgb, *, darker: bool, least: float = TEXT_CONTRAST) -> Rgb:
    """The colour moved in lightness until text in it reads on `ground`."""
    hue, light, saturation = colorsys.rgb_to_hls(*colour)
    for _ in range(_STEPS):
        if contrast(colour, ground) >= least:
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
