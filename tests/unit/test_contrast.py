"""Contrast as WCAG counts it, and the nearest colour that has enough of it."""

from __future__ import annotations

import itertools
import math
import random
import re

import pytest

from pathviz.contrast import (
    DARK_GROUND,
    LIGHT_GROUND,
    TEXT,
    Rgb,
    contrast,
    distance,
    known,
    nearest_seen,
    oklab,
    parse,
    written,
)
from pathviz.resources import own_templates

GROUNDS = [LIGHT_GROUND, DARK_GROUND]
CHANCE = random.Random(6)
COLOURS = [f"#{CHANCE.randrange(1 << 24):06x}" for _ in range(60)]
#: Colours of all kinds, near and far from each other.
COARSE: list[Rgb] = [(r / 255, g / 255, b / 255) for r, g, b in itertools.product(range(0, 256, 15), repeat=3)]


def hue(colour: Rgb) -> float:
    _, green_red, blue_yellow = oklab(colour)
    return math.atan2(blue_yellow, green_red)


def chroma(colour: Rgb) -> float:
    return math.hypot(*oklab(colour)[1:])


def turn(one: float, other: float) -> float:
    """The angle between two hues."""
    return abs(math.remainder(one - other, math.tau))


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(known("#000"), known("#fff")) == pytest.approx(21)
    # A well-known pair: the lightest grey that reads on white.
    assert contrast(known("#767676"), known("#fff")) == pytest.approx(4.54, abs=0.005)
    assert contrast(known("#fff"), known("#767676")) == contrast(known("#767676"), known("#fff"))


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ("#ffffff", (1, 0, 0)),
        ("#000000", (0, 0, 0)),
        ("#ff0000", (0.62796, 0.22486, 0.12585)),
        ("#0000ff", (0.45201, -0.03246, -0.31153)),
    ],
)
def test_oklab_has_the_values_of_css_color_4(colour: str, expected: tuple[float, float, float]) -> None:
    assert oklab(known(colour)) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("colour", COLOURS)
def test_the_nearest_is_seen_and_has_the_same_hue(colour: str, ground: str) -> None:
    base, under = known(colour), known(ground)
    found = nearest_seen(base, under)
    assert contrast(found, under) >= TEXT
    assert parse(written(found)) == found, "it can be written as it is"
    assert nearest_seen(found, under) == found
    if contrast(base, under) >= TEXT:
        assert found == base
    elif chroma(base) > 0.03:
        # What eight bits a part can say: the less chroma, the coarser.
        assert turn(hue(base), hue(found)) * chroma(found) < 0.006


@pytest.mark.parametrize("ground", GROUNDS)
def test_no_other_colour_of_the_hue_is_nearer(ground: str) -> None:
    under = known(ground)
    seen = [each for each in COARSE if contrast(each, under) >= TEXT]
    compared = 0
    for colour in COLOURS:
        base = known(colour)
        found = distance(base, nearest_seen(base, under))
        same = [each for each in seen if turn(hue(base), hue(each)) * chroma(each) < 0.003 and chroma(each) > 0.02]
        compared += len(same)
        nearer = [written(each) for each in same if distance(base, each) < found - 0.004]
        assert nearer == [], colour
    assert compared > 1000


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("grey", ["#000000", "#333333", "#777777", "#bbbbbb", "#ffffff"])
def test_greys_stay_grey(grey: str, ground: str) -> None:
    assert len(set(nearest_seen(known(grey), known(ground)))) == 1


@pytest.mark.parametrize("written_so", ["", "red", "#12", "#12345g", "0a575"])
def test_what_is_no_colour_has_none(written_so: str) -> None:
    assert parse(written_so) is None
    with pytest.raises(ValueError, match=f"^{re.escape(written_so)}$"):
        known(written_so)


def test_the_grounds_are_those_of_the_pages() -> None:
    tokens = (own_templates() / "static" / "tokens.css").read_text("utf-8")
    light, dark = re.findall(r"(?::root|:root:not\(\[data-theme=light\]\)) \{([^}]*)\}", tokens)[:2]
    assert f"--ground: {LIGHT_GROUND};" in light
    assert f"--sunken: {DARK_GROUND};" in dark
