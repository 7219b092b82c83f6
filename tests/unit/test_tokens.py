"""The colours that pages are made of: text at 7:1 and meaningful lines at 3.9:1, in both themes."""

from __future__ import annotations

import re

import pytest

from pathviz.contrast import TEXT as TEXT_LEAST
from pathviz.contrast import contrast, parse
from pathviz.model import Font, Region, Theme
from pathviz.pages.colours import TEXT_CONTRAST, region_styles, theme_tones, tones, town_styles
from pathviz.problems import Location
from pathviz.resources import own_templates

PLACE = Location("regions/alue/region.yaml")
LINE_CONTRAST = 3.9
TEXT = [
    *[(ink, ground) for ink in ("ink", "ink-2", "ink-3", "link", "accent") for ground in ("ground", "surface")],
    *[(ink, "sunken") for ink in ("ink", "ink-2", "ink-3", "accent")],
    *[(ink, "accent-soft") for ink in ("ink", "ink-2", "accent", "link")],
    *[(name, f"{name}-soft") for name in ("gap", "local", "ok", "check")],
    *[(ink, f"{soft}-soft") for ink in ("ink", "link") for soft in ("gap", "check")],
    *[(f"a{n}", ground) for n in range(1, 9) for ground in ("surface", "ground")],
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-here", "here"),
]
LINES = [
    *[("rule", ground) for ground in ("ground", "surface", "sunken")],
    *[("edge", ground) for ground in ("ground", "surface", "sunken")],
    ("gap-rule", "gap-soft"),
    ("local-rule", "surface"),
    ("check-rule", "check-soft"),
]


def themes() -> dict[str, dict[str, str]]:
    """The custom properties of the light and of both places of the dark theme."""
    css = (own_templates() / "static" / "tokens.css").read_text("utf-8")
    blocks = re.findall(r"(:root[^{]*)\{([^}]*)\}", css)
    found = {
        selector.strip(): dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b", body)) for selector, body in blocks[:3]
    }
    light = found[":root"]
    return {selector: {**light, **own} for selector, own in found.items()}


def ratio(theme: dict[str, str], one: str, other: str) -> float:
    first, second = parse(theme[one]), parse(theme[other])
    assert first is not None
    assert second is not None
    return contrast(first, second)


def weak(theme: dict[str, str], pairs: list[tuple[str, str]], least: float) -> dict[tuple[str, str], float]:
    """The pairs whose contrast is too low, and how low."""
    return {pair: round(ratio(theme, *pair), 2) for pair in pairs if ratio(theme, *pair) < least}


@pytest.mark.parametrize("selector", themes())
def test_text_reads_well(selector: str) -> None:
    assert weak(themes()[selector], TEXT, TEXT_CONTRAST) == {}


@pytest.mark.parametrize("selector", themes())
def test_lines_that_mean_something_are_seen(selector: str) -> None:
    assert weak(themes()[selector], LINES, LINE_CONTRAST) == {}


def test_both_dark_themes_are_one() -> None:
    _, preferred, chosen = themes().values()
    assert preferred == chosen


@pytest.mark.parametrize("accent", ["#0a575c", "#154a80", "#ffff00", "#000", "#fff", "#ff0000", "#88cc44", "#777777"])
def test_any_accent_becomes_one_that_reads(accent: str) -> None:
    found = tones(accent)
    assert found is not None
    pairs = [("accent", ground) for ground in ("ground", "surface", "accent-soft")]
    pairs += [("on-accent", "accent"), ("ink", "accent-soft"), ("ink-2", "accent-soft")]
    for base, own in zip(list(themes().values())[:2], found, strict=True):
        assert weak({**base, **own}, pairs, TEXT_CONTRAST) == {}


def test_an_accent_that_reads_is_kept() -> None:
    found = tones("#083f44")
    assert found is not None
    assert found[0]["accent"] == "#083f44"


@pytest.mark.parametrize("written", ["", "red", "#12", "#12345g", "0a575"])
def test_what_is_no_colour_is_left_out(written: str) -> None:
    assert tones(written) is None


@pytest.mark.parametrize(
    ("accent", "accent_dark"),
    [("#8a2d5e", ""), ("#1a5fb4", "#9cc4f5"), ("#6b6b00", ""), ("#c8102e", "#ff9aa8"), ("#000000", "")],
)
def test_a_publishers_links_and_focus_follow_its_accent(accent: str, accent_dark: str) -> None:
    found = theme_tones(Theme(PLACE, accent=accent, accent_dark=accent_dark))
    assert found is not None
    pairs = [("link", ground) for ground in ("ground", "surface", "accent-soft", "gap-soft", "check-soft")]
    light, dark = (base | own for base, own in zip(list(themes().values())[:2], found, strict=True))
    assert weak(light, pairs, TEXT_CONTRAST) == weak(dark, pairs, TEXT_CONTRAST) == {}
    assert weak(light, [("focus-out", "ground"), ("focus-out", "accent-soft")], LINE_CONTRAST) == {}
    assert dark["focus-out"] == themes()[":root:not([data-theme=light])"]["focus-out"]
    for theme, written in ((light, accent), (dark, accent_dark)):
        assert theme["brand"] == (written or theme["accent"]), "a colour that was chosen is used as it is"
        assert weak(theme, [("brand", "ground"), ("brand", "surface"), ("on-accent", "brand")], TEXT_LEAST) == {}


def test_a_town_has_a_sheet_of_its_own_that_goes_before_its_regions() -> None:
    theme = Theme(PLACE, accent="#8a2d5e", font=Font.SERIF, places={"font": PLACE, "accent": PLACE})
    css = town_styles(theme)
    letters, colours = css.splitlines()
    assert letters.startswith("[data-town]{--font:Georgia,")
    assert colours.startswith("@media screen{[data-town]{--accent:")
    assert ":root[data-theme=dark] [data-town]{--accent:" in colours
    assert town_styles(Theme(PLACE, name="Kunta")) == ""


def test_regions_get_their_accents_on_screens_only() -> None:
    css = region_styles([Region(PLACE, id="alue", accent="#154a80"), Region(PLACE, id="muu")])
    assert css.startswith("@media screen{[data-region=alue]{--accent:")
    assert "muu" not in css
    assert ":root[data-theme=dark] [data-region=alue]" in css
    assert region_styles([]) == ""


def test_every_token_that_a_style_uses_is_there() -> None:
    """A colour that is not there is black in a drawing."""
    styles = "".join(file.read_text("utf-8") for file in sorted((own_templates() / "static").glob("*.css")))
    used = set(re.findall(r"var\((--[\w-]+)\)", styles))
    assert len(used) > 50
    assert used <= set(re.findall(r"(--[\w-]+)\s*:", styles))
