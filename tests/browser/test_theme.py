"""A publisher's look in a browser: its colours are seen in both themes, its logo at every width and on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from pathviz.contrast import LIGHT_GROUND, TEXT, contrast, known

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
OWN = "keski-suomi/esimerkkikunta/index.html"
LOCAL = "keski-suomi/esimerkkikunta/kuntouttava-tyotoiminta/index.html"
FULL = "alue/kunta/polku/index.html"


def colour(page: Page, selector: str, key: str = "color") -> tuple[float, float, float]:
    """A colour as the browser has computed it."""
    found = page.locator(selector).first.evaluate("(node, key) => getComputedStyle(node)[key]", key)
    red, green, blue = (int(part) / 255 for part in re.findall(r"\d+", found)[:3])
    return red, green, blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", [OWN, LOCAL])
def test_axe_finds_nothing_on_a_municipalitys_pages(open_page: Open, name: str, scheme: str) -> None:
    page = open_page(name, color_scheme=scheme)
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []
    assert page.said == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("choose", [False, True], ids=["preferred", "chosen"])
@pytest.mark.parametrize(("scheme", "accent"), [("light", "#8a2d5e"), ("dark", "#f0a8cf")])
def test_accent_is_the_municipalitys_and_is_seen(open_page: Open, scheme: str, accent: str, *, choose: bool) -> None:
    other = {"light": "dark", "dark": "light"}[scheme]
    page = open_page(LOCAL, color_scheme=other if choose else scheme)
    if choose:
        page.locator("[data-theme-toggle]").click()
    button = "[data-meet]:visible, .btn.pri:visible"
    assert colour(page, button, "backgroundColor") == known(accent)
    assert contrast(colour(page, button), known(accent)) >= TEXT
    ground = colour(page, "body", "backgroundColor")
    assert (ground == known(LIGHT_GROUND)) is (scheme == "light")
    assert contrast(known(accent), ground) >= TEXT
    soft = colour(page, ".phead", "backgroundColor")
    assert contrast(colour(page, ".phead .facts a"), soft) >= 7
    # The drawing follows: where the path begins, and its lines.
    stroke, fill = colour(page, ".v-flow .k-start .body", "stroke"), colour(page, ".v-flow .k-start .body", "fill")
    assert contrast(stroke, ground) >= TEXT
    assert fill == soft
    region = open_page("keski-suomi/index.html", color_scheme=scheme)
    assert colour(region, ".phead", "backgroundColor") != soft


def test_focus_is_seen_in_the_municipalitys_colour(open_page: Open) -> None:
    page = open_page(OWN)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".brand").first).to_be_focused()
    outline = colour(page, "header .brand", "outlineColor")
    assert outline != colour(open_page("index.html"), "body"), "not the ink of other pages"
    assert contrast(outline, known("#ffffff")) >= 7


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_logo_and_name_are_in_head_and_foot_at_every_width(open_page: Open, full: Path, scheme: str) -> None:
    for name in (OWN, LOCAL, (full / "index.html").as_uri(), (full / FULL).as_uri()):
        page = open_page(name, color_scheme=scheme)
        for width in (320, 390, 768, 1024, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            for part in ("header.top", "footer.foot"):
                logo = page.locator(f"{part} .mark:visible")
                expect(logo).to_have_count(1)
                logo.scroll_into_view_if_needed()
                expect(logo).to_have_js_property("complete", value=True)
                box = logo.bounding_box()
                assert box is not None
                assert 24 <= box["height"] <= 48
                assert 24 <= box["width"] <= 200
                assert logo.evaluate("node => node.naturalWidth") > 0, "it was loaded"
            assert page.locator("header.top").evaluate("node => node.offsetHeight") <= 150


def test_a_dark_logo_takes_the_place_of_the_other(open_page: Open, full: Path) -> None:
    page = open_page((full / "index.html").as_uri())
    logos = page.locator("header .mark")
    expect(logos.first).to_be_visible()
    expect(logos.last).to_be_hidden()
    page.locator("[data-theme-toggle]").click()
    expect(logos.first).to_be_hidden()
    expect(logos.last).to_be_visible()
    page.emulate_media(media="print")
    expect(logos.first).to_be_visible()
    expect(logos.last).to_be_hidden()


def test_a_logo_without_another_stands_on_a_light_plate(open_page: Open) -> None:
    page = open_page(OWN, color_scheme="dark")
    assert colour(page, "header .mark", "backgroundColor") == (1, 1, 1)


def test_letters_are_those_of_the_theme_and_drawings_keep_their_own(open_page: Open, full: Path) -> None:
    page = open_page((full / FULL).as_uri())
    family = "node => getComputedStyle(node).fontFamily"
    assert page.locator("h1").evaluate(family).startswith("Georgia")
    assert "PV Inter" in page.locator(".v-flow .node .t").first.evaluate(family)
    assert page.locator("button:visible").first.evaluate(family).startswith("Georgia")
    assert open_page((full / "index.html").as_uri()).locator("h1").evaluate(family).startswith('"PV Inter"')


def test_paper_has_the_publisher_above_and_its_contacts_below(open_page: Open) -> None:
    page = open_page(LOCAL)
    page.emulate_media(media="print")
    expect(page.locator("header .mark")).to_be_visible()
    expect(page.locator("header .nav")).to_be_hidden()
    expect(page.locator("footer .f-text")).to_be_visible()
    expect(page.get_by_text("neuvonta@esimerkkikunta.example.fi").locator("visible=true")).not_to_have_count(0)
    regional = open_page("keski-suomi/kuntouttava-tyotoiminta/index.html")
    regional.emulate_media(media="print")
    expect(regional.locator("header.top")).to_be_hidden()


def test_the_clients_sheet_has_the_logo(open_page: Open) -> None:
    page = open_page(LOCAL)
    page.evaluate("() => { print = () => { document.documentElement.dataset.printed = 'yes'; }; }")
    page.locator("[data-print=client]").last.dispatch_event("click")
    expect(page.locator("html")).to_have_attribute("data-printed", "yes")
    page.emulate_media(media="print")
    expect(page.locator(".sheet .h-logo .mark")).to_have_count(1)


def test_nothing_moves_when_the_logo_comes(open_page: Open) -> None:
    page = open_page(OWN)
    page.route("**/tunnus.svg", lambda route: route.abort())
    page.reload()
    without = page.locator("header .mark").bounding_box()
    page.unroute("**/tunnus.svg")
    page.reload()
    assert page.locator("header .mark").bounding_box() == without
