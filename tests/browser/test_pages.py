"""Every kind of page in a real browser: accessible, within 320 px, silent, whole without scripts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

KINDS = {
    "front": "index.html",
    "region": "keski-suomi/index.html",
    "region of many paths": "helsinki/index.html",
    "path": "keski-suomi/kuntouttava-tyotoiminta/index.html",
    "largest path": "keski-suomi/tyotoiminta-27-d-e/index.html",
    "ended path": "satakunta/avotyosta-palkkatyohon/index.html",
    "developing path": "etela-karjala/tyokyvyn-tuen-tiimi/index.html",
    "actors": "toimijat/index.html",
    "actor": "toimijat/sosiaaliohjaaja/index.html",
    "laws": "lait/index.html",
    "law": "lait/1301-2014/index.html",
    "glossary": "sanasto/index.html",
    "comparisons": "vertailut/index.html",
    "comparison": "vertailut/27d-27e/index.html",
    "tracks": "perehdytys/index.html",
    "track": "perehdytys/sosiaalityontekija/index.html",
    "services": "palvelut/index.html",
    "sources": "lahteet/index.html",
    "accessibility": "saavutettavuus/index.html",
    "municipality's accessibility": "keski-suomi/esimerkkikunta/saavutettavuus/index.html",
    "no network": "ei-yhteytta/index.html",
    "Swedish accessibility": "sv/saavutettavuus/index.html",
    "networks": "verkostot/index.html",
    "network": "verkostot/asiakas-keskella/index.html",
    "municipality": "keski-suomi/esimerkkikunta/index.html",
    "municipality's version": "keski-suomi/esimerkkikunta/kuntouttava-tyotoiminta/index.html",
    "version that departs": "satakunta/esimerkkikunta/tyollistymista-tukeva-polku/index.html",
    "mirror": "peilaus/index.html",
    "actor with local steps": "toimijat/ohjaaja/index.html",
    "law of a local step": "lait/380-2023/index.html",
    "free page": "sivut/kunnalle/index.html",
    "faults": "virheet/index.html",
    "format": "kunnalle/muoto/index.html",
    "not found": "404.html",
    "Swedish front": "sv/index.html",
    "Swedish track": "sv/perehdytys/valmentaja/index.html",
    "Swedish path": "sv/helsinki/jobcenter-tasmatyo/index.html",
}


def _violations(page: Any, rules: tuple[str, ...] = ()) -> list[str]:
    """What axe finds on a page, by all its rules or by some."""
    only = {"runOnly": list(rules)} if rules else {}
    results = Axe().run(page, options={"resultTypes": ["violations"], **only})
    return [
        f"{violation['id']}: {node['target']} {node.get('failureSummary', '')[:200]}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(open_page: Any, kind: str) -> None:
    page = open_page(KINDS[kind])
    assert _violations(page) == []
    # The dark theme is the same page in other colours.
    page.emulate_media(color_scheme="dark")
    assert _violations(page, ("color-contrast",)) == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "path" in kind or "version" in kind])
def test_one_font_is_enough_and_comes_ahead_of_the_style_sheets(open_page: Any, address: str, kind: str) -> None:
    page = open_page("404.html")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/{KINDS[kind]}")
    page.evaluate("document.fonts.ready")
    fonts = [url for url in asked if url.endswith(".woff2")]
    # What the second font is for, no page of a path has: a letter of it, in a style sheet too, costs 16 KB more.
    assert [url.rsplit("/", 1)[1] for url in fonts] == ["inter.woff2"]
    assert asked.index(fonts[0]) < min(number for number, url in enumerate(asked) if url.endswith(".css"))


@pytest.mark.parametrize(
    "kind", ["front", "largest path", "actor", "comparison", "track", "municipality's version", "mirror"]
)
def test_axe_finds_nothing_on_a_phone(open_page: Any, kind: str) -> None:
    assert _violations(open_page(KINDS[kind], width=320, height=640)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_scrolls_sideways(open_page: Any, kind: str) -> None:
    page = open_page(KINDS[kind], width=320)
    for width in (320, 768, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.said == [], "console errors, or requests to others"


@pytest.mark.parametrize("kind", KINDS)
def test_touch_targets_are_large_enough(open_page: Any, kind: str) -> None:
    """Links that stand alone are 44 px high or 24 px with room around; links in running text are exempt."""
    page = open_page(KINDS[kind], width=390)
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, summary, nav a, .btn, svg a')]
            .filter(e => e.checkVisibility({visibilityProperty: true}) && e.getBoundingClientRect().width > 1)
            .map(e => [e.outerHTML.slice(0, 90), Math.round(e.getBoundingClientRect().height)])
            .filter(([, height]) => height < 44)"""
    )
    assert small == []


@pytest.mark.parametrize("width", [768, 1440])
def test_map_of_a_region_leads_to_its_paths_by_keyboard(open_page: Any, width: int) -> None:
    page = open_page("helsinki/index.html", width=width)
    region_map = page.locator(".map-box svg[role=graphics-document]")
    assert region_map.get_attribute("aria-label") == "Polut, jotka johtavat toisiinsa: Helsinki"
    links = region_map.get_by_role("listitem").get_by_role("link")
    assert links.count() == 4
    boxes = [link.bounding_box() for link in links.all()]
    assert all(box["height"] >= 44 for box in boxes)
    links.first.focus()
    page.keyboard.press("Tab")
    assert links.nth(1).evaluate("node => node === document.activeElement")
    href = links.nth(1).get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/helsinki/{href}")


def test_phone_has_the_list_of_a_regions_ways_in_place_of_the_map(open_page: Any) -> None:
    page = open_page("helsinki/index.html", width=390)
    assert not page.locator(".map-box").is_visible()
    assert page.locator(".ways > li").first.is_visible()


def test_lists_without_bullets_say_that_they_are_lists(open_page: Any) -> None:
    """Some browsers take a list that has no bullets for no list, unless it says that it is one."""
    page = open_page("index.html", width=390)
    silent = {}
    for kind, name in KINDS.items():
        page.goto(page.url.rpartition("/palvelut/")[0] + f"/palvelut/{name}")
        silent[kind] = page.locator("ul, ol").evaluate_all(
            """all => all.filter(e => e.getAttribute('role') !== 'list' && e.firstElementChild
                && getComputedStyle(e.firstElementChild).listStyleType === 'none').map(e => e.outerHTML.slice(0, 90))"""
        )
    assert {kind: found for kind, found in silent.items() if found} == {}


PARTS = ("h1", ".lead", ".facts", ".gaps", ".canvas", ".steps", "#kuvaus", ".feedback")
"""The parts of a path's page, in order."""


@pytest.mark.parametrize("width", [320, 768])
@pytest.mark.parametrize("has_scripts", [True, False])
def test_parts_of_a_path_stand_in_their_order(open_page: Any, width: int, *, has_scripts: bool) -> None:
    page = open_page(KINDS["largest path"], width=width, java_script_enabled=has_scripts)
    tops = [page.locator(part).first.bounding_box()["y"] for part in PARTS]
    assert tops == sorted(tops)


def test_parts_of_a_path_are_read_in_their_order(open_page: Any) -> None:
    for kind in ("largest path", "municipality's version", "ended path"):
        page = open_page(KINDS[kind])
        read = page.evaluate(
            """parts => [...document.querySelectorAll(parts.join(','))].map(e => parts.findIndex(p => e.matches(p)))
                .filter((part, at, all) => all.indexOf(part) === at)""",
            list(PARTS),
        )
        assert read == sorted(read)
        assert len(read) >= len(PARTS) - 1, "a path without gaps tells of none"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "path" in kind.split() or "version" in kind])
def test_toolbar_of_a_path_is_in_the_first_view_of_a_phone(open_page: Any, kind: str) -> None:
    page = open_page(KINDS[kind], width=390, height=844)
    box = page.locator(".xbar").bounding_box()
    assert box is not None
    assert box["y"] <= 560
    page.set_viewport_size({"width": 320, "height": 640})
    box = page.locator(".xbar").bounding_box()
    assert box is not None
    assert box["y"] <= 640


def test_steps_lead_to_those_beside_them_with_and_without_scripts(open_page: Any) -> None:
    for has_scripts in (False, True):
        page = open_page(KINDS["largest path"] + "#vaihe-arviointi", java_script_enabled=has_scripts)
        step = page.locator("#vaihe-arviointi")
        links = step.get_by_role("link", name=re.compile("^(Edellinen|Seuraava) Vaihe"))
        expect(links).to_have_text(
            ["Edellinen Vaihe 3: Haluaako asiakas palveluun?", "Seuraava Vaihe 5: Onko työtoiminnalle este?"]
        )
        links.last.click()
        assert page.url.endswith("#vaihe-ensisijaisuus")
    assert page.locator("#vaihe-ohjaus .prev, #vaihe-muu-palvelu .foll").count() == 0


def test_path_page_is_whole_without_scripts(open_page: Any) -> None:
    page = open_page(KINDS["largest path"], java_script_enabled=False)
    assert page.locator("[id^=vaihe-]").count() >= 15
    hidden = [s for s in page.locator("[id^=vaihe-]").all() if not s.is_visible()]
    assert hidden == []
    assert page.locator("[aria-expanded]").count() == 0
    dead = [b.inner_text() for b in page.locator("button").all() if b.is_visible()]
    assert dead == []
    link = page.locator("svg a[href^='#vaihe-']:visible").nth(3)
    target = link.get_attribute("href")
    link.click()
    assert page.url.endswith(target)


def test_works_from_a_folder_on_disk(open_page: Any, built: Path) -> None:
    page = open_page(f"file://{built}/index.html")
    page.get_by_role("link", name=re.compile("Keski-Suomi")).first.click()
    assert page.url.endswith("/keski-suomi/index.html")
    page.get_by_role("main").get_by_role("link", name=re.compile("Kuntouttava työ")).first.click()
    assert page.url.endswith("/keski-suomi/kuntouttava-tyotoiminta/index.html")
    page.wait_for_load_state("load")
    font = page.evaluate("document.fonts.ready.then(() => [...document.fonts].map(f => f.status))")
    assert "loaded" in font
    assert page.said == []


def test_address_of_a_step_opens_it(open_page: Any) -> None:
    page = open_page(KINDS["largest path"] + "#vaihe-suunnitelma")
    step = page.locator("#vaihe-suunnitelma")
    assert step.locator("text=Laatii suunnitelman").first.is_visible()
    box = step.bounding_box()
    assert box is not None
    assert -5 <= box["y"] < 500


def test_all_steps_open_and_close(open_page: Any) -> None:
    page = open_page(KINDS["largest path"])
    detail = page.locator("#vaihe-arviointi >> text=Tekee arvioinnin").first
    assert not detail.is_visible()
    page.get_by_role("button", name="Näytä kaikki").first.click()
    assert detail.is_visible()
    page.reload()
    assert page.locator("#vaihe-arviointi >> text=Tekee arvioinnin").first.is_visible(), "remembered for the visit"
    page.get_by_role("button", name="Piilota kaikki").first.click()
    assert not page.locator("#vaihe-arviointi >> text=Tekee arvioinnin").first.is_visible()


def test_print_opens_every_step_and_leaves_controls_out(open_page: Any) -> None:
    page = open_page(KINDS["largest path"], width=794)
    page.emulate_media(media="print")
    assert page.locator("#vaihe-arviointi >> text=Tekee arvioinnin").first.is_visible()
    assert page.pdf(format="A4")[:5] == b"%PDF-"


@pytest.mark.parametrize("view", ["", "#nakyma=toimijat"])
@pytest.mark.parametrize("path", ["keski-suomi/tyotoiminta-27-d-e", "helsinki/tuettu-tyohonvalmennus"])
def test_arrow_keys_reach_every_way_on_that_the_list_has(open_page: Any, path: str, view: str) -> None:
    """Also where ways join, and to other paths, each of which is one box however many steps lead there."""
    page = open_page(f"{path}/index.html{view}")
    drawing = page.locator(".canvas svg.dia:visible")
    drawing.locator("a.node").first.wait_for()
    ways = page.locator(".stp").evaluate_all(
        "all => all.map(e => [e.dataset.step, [...e.querySelectorAll('.branch li:not(.back) a')].map(a => a.href)])"
    )
    unreached = []
    for step, targets in ways:
        drawing.locator(f"a.node[data-step={step}]").focus()
        reached = []
        for key in ["ArrowDown", *["ArrowRight"] * (len(targets) + 1), *["ArrowLeft"] * (2 * len(targets) + 2)]:
            page.keyboard.press(key)
            reached.append(page.evaluate("new URL(document.activeElement.href.baseVal, location).href"))
        places = {each if path in each else each.partition("#")[0] for each in reached}
        unreached += [(step, way) for way in targets if not places & {way, way.partition("#")[0]}]
    assert unreached == []


@pytest.mark.parametrize("width", [1024, 1440])
def test_tables_beside_the_diagram_keep_their_words_whole(open_page: Any, width: int) -> None:
    for path, step in (
        ("keski-suomi/tyotoiminta-27-d-e", "ensisijaisuus"),
        ("satakunta/tyollistymista-tukeva-polku", "palvelun-valinta"),
    ):
        page = open_page(f"{path}/index.html#vaihe-{step}", width=width)
        cells = page.locator(f"#vaihe-{step} td").evaluate_all("all => all.map(e => e.getBoundingClientRect().width)")
        assert cells
        assert min(cells) >= 80
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_head_and_foot_of_the_panel_cover_no_link_that_has_the_focus(open_page: Any) -> None:
    page = open_page(KINDS["largest path"] + "#vaihe-arviointi", width=1280, height=640)
    page.locator("#vaihe-arviointi .prev").wait_for()
    page.locator("#vaihe-arviointi .ti").focus()
    covered = []
    for key in ["Tab"] * 18 + ["Shift+Tab"] * 18:
        page.keyboard.press(key)
        covered += page.evaluate(
            """() => { const n = document.activeElement, b = n.getBoundingClientRect(), panel = n.closest('.stp .body');
                if (!panel || n.closest('.s-foot')) return [];
                const [head, foot] = ['.pan-h', '.cur .s-foot'].map(s => document.querySelector(s))
                    .map(e => e.getBoundingClientRect());
                return b.top < head.bottom - 1 || b.bottom > foot.top + 1 ? [n.textContent] : []; }"""
        )
    assert covered == []
