"""The explorer of a service path in a real browser: views, panel, role lens, journeys, zoom, keyboard, addresses."""

from __future__ import annotations

import datetime as dt
import functools
import http.server
import json
import random
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from factories import minimal
from pathviz.pipeline import Options, build

pytestmark = pytest.mark.browser

ACTORS = """\
asiakas: {name: Asiakas, kind: client, lane: client, summary: Saa palvelua.}
ohjaaja: {name: Sosiaaliohjaaja, kind: professional, lane: front, summary: Ohjaa.}
tyontekija: {name: Sosiaalityöntekijä, kind: professional, lane: front, summary: Päättää.}
kela: {name: Kela, kind: organisation, lane: support, summary: Maksaa.}
"""
PATH = """\
phases:
  alku-ryhma:
    title: Palveluun ohjautuminen
    steps:
      alku:
        title: Tuen tarve tunnistetaan
        kind: start
        summary: Asiakas kertoo tarpeestaan.
        easy: Kerro, mitä tarvitset.
        roles:
          ohjaaja: {role: leads, task: Kartoittaa tilanteen}
          asiakas: {role: takes_part, task: Kertoo tilanteestaan}
        next: [arvio]
      arvio:
        title: Sopiiko palvelu?
        kind: decision
        summary: Arvioidaan yhdessä.
        easy: Mietitte yhdessä.
        gap: Kielteisen vastauksen jälkeen asiakas voi jäädä yksin.
        roles:
          tyontekija: {role: [leads, decides], task: Arvioi ja päättää}
          ohjaaja: {role: supports, task: Valmistelee}
        next:
          - {to: odotus, when: Kyllä}
          - {to: muu, when: Ei}
          - {to: alku, when: Tilanne muuttuu, kind: back}
  toiminta-ryhma:
    title: Toiminta
    steps:
      odotus:
        title: Paikan odotus
        kind: wait
        summary: Odotetaan paikkaa.
        easy: Odotat paikkaa.
        roles:
          tyontekija: {role: leads, task: Varaa paikan}
        next: [toiminta]
      muu:
        title: Muu palvelu
        summary: Ohjataan muuhun palveluun.
        easy: Saat muuta apua.
        roles:
          ohjaaja: {role: leads, task: Saattaa muuhun palveluun}
        next: [loppu]
      toiminta:
        title: Työtoiminta
        summary: Asiakas työskentelee.
        easy: Teet töitä.
        roles:
          tyontekija: {role: leads, task: Seuraa}
          kela: {role: informed, task: Saa tiedon}
        next: [loppu]
      loppu:
        title: Polku päättyy
        kind: end
        summary: Arvioidaan, mitä seuraavaksi.
        easy: Mietitte, mitä sitten.
        roles:
          tyontekija: {role: leads, task: Päättää asiakkuuden}
journeys:
  silmu:
    title: Silmu Suunnistaja
    quotes: [Mitä mä osaan tehdä?]
    route: [alku, arvio, alku, arvio, odotus, toiminta, loppu]
"""
HERE = "alue/polku/index.html"
LARGE = "alue/suuri/index.html"


def _large(steps: int = 40) -> str:
    """A path of many steps: each leads to the next, some to later ones too, and a few back."""
    chance = random.Random(7)
    lines = ["phases:"]
    for n in range(steps):
        if n % 8 == 0:
            lines += [f"  ryhma-{n // 8}:", f"    title: Ryhmä numero {n // 8}", "    steps:"]
        lead, other = chance.sample(["asiakas", "ohjaaja", "tyontekija", "kela"], 2)
        kind = "start" if n == 0 else "end" if n == steps - 1 else "decision" if n % 5 == 2 else "step"
        lines += [
            f"      vaihe-{n}:",
            f"        title: Työllistymissuunnitelman vaihe {n}",
            f"        kind: {kind}",
            "        summary: Sovitaan yhdessä, mitä seuraavaksi tapahtuu.",
            "        easy: Sovit, mitä sitten.",
            "        roles:",
            f"          {lead}: {{role: leads, task: Vie eteenpäin}}",
            f"          {other}: {{role: supports, task: Auttaa}}",
        ]
        if kind == "decision":
            ways = [f"{{to: vaihe-{n + 1}, when: Kyllä}}", f"{{to: vaihe-{min(n + 3, steps - 1)}, when: Ei vielä}}"]
            ways += [f"{{to: vaihe-{n - 2}, when: Tilanne muuttuu, kind: back}}"] if n % 10 == 2 else []
            lines.append(f"        next: [{', '.join(ways)}]")
        elif n < steps - 1:
            lines.append(f"        next: [vaihe-{n + 1}]")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site of a small path with everything in it, and of a large one."""
    folder = tmp_path_factory.mktemp("explorer")
    about = (Path(__file__).parents[1] / "sites/minimal/content/alue/polku/index.md").read_text("utf-8")
    files = {
        "content/actors.yaml": ACTORS,
        "content/alue/polku/path.yaml": PATH,
        "content/alue/suuri/path.yaml": _large(),
        "content/alue/suuri/index.md": about.replace("title: Polku", "title: Suuri polku"),
    }
    output = folder / "built"
    outcome = build(Options(minimal(folder / "site", files), output, today=dt.date(2026, 11, 21)))
    assert outcome.files, outcome.problems
    return output


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the library's name)
        """Say nothing of each request."""


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Where the site is served."""
    handler = functools.partial(_Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def show(browser: Any, address: str) -> Iterator[Any]:
    """Opens a page at an address with its fragment, in a context of its own; at the end its console was silent."""
    contexts = []
    said: list[str] = []

    def open_(name: str = HERE, *, width: int = 1440, height: int = 900, **settings: Any) -> Page:
        view = {"viewport": {"width": width, "height": height}, "reduced_motion": "reduce"}
        context = browser.new_context(**(view | settings))
        contexts.append(context)
        context.set_default_timeout(5_000)
        page: Page = context.new_page()
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(name if name.startswith("file:") else f"{address}/{name}")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert said == []


def node(page: Page, step: str) -> Locator:
    """A step's node in the drawing on show."""
    return page.locator(f"a.node[data-step={step}]:visible")


def fragment(page: Page) -> str:
    """What the address says, as the page itself sees it."""
    found: str = page.evaluate("decodeURI(location.hash.slice(1))")
    return found


def press(page: Page, key: str) -> None:
    """Press a key as a person does: not before the page has been painted, as Chromium lets such keys fall."""
    page.evaluate(PAINTED)
    page.keyboard.press(key, delay=20)


def settle(page: Page) -> None:
    """Wait until the page, if it is live, has shown what was asked of it: that is painted after what was pressed."""
    page.evaluate("window.pathviz && pathviz.painted()")


def steps_seen(page: Page) -> list[str]:
    settle(page)
    seen: list[str] = page.evaluate(
        """[...document.querySelectorAll('.stp')].filter(each => each.checkVisibility({visibilityProperty: true}))
        .map(each => each.dataset.step)"""
    )
    return seen


def view(page: Page, name: str) -> None:
    """Choose a view by mouse."""
    page.locator(".seg label", has_text=name).click()
    settle(page)


def choose(page: Page, menu: str, name: str) -> None:
    """Choose in a menu of the toolbar by mouse."""
    page.locator(f".m-{menu} > summary").click()
    page.locator(f".m-{menu} label", has_text=name).click()
    settle(page)


# ---------------------------------------------------------------- views and addresses


def test_views_are_chosen_and_in_the_address(show: Any) -> None:
    page = show()
    expect(page.locator(".dia-flow")).to_be_visible()
    expect(page.locator("#vaiheet")).to_be_visible()
    assert page.locator(".dia-lanes:visible").count() == 0
    view(page, "Toimijat")
    expect(page.locator(".dia-lanes")).to_be_visible()
    expect(page.locator(".dia-flow")).to_be_hidden()
    expect(page.locator(".heads .lane")).to_have_count(4)
    assert fragment(page) == "nakyma=toimijat"
    view(page, "Lista")
    expect(page.locator(".pic")).to_be_hidden()
    assert fragment(page) == "nakyma=lista"
    view(page, "Kulku")
    expect(page.locator(".dia-flow")).to_be_visible()
    assert fragment(page) == ""


def test_an_address_restores_the_page(show: Any) -> None:
    page = show(HERE + "#vaihe-odotus&nakyma=toimijat&rooli=kela&esimerkki=silmu")
    expect(page.locator("[name=nakyma][value=toimijat]")).to_be_checked()
    expect(page.locator("[name=rooli][value=kela]")).to_be_checked()
    expect(page.locator("[name=esimerkki][value=silmu]")).to_be_checked()
    expect(node(page, "odotus")).to_have_attribute("aria-current", "step")
    expect(page.locator(".m-role summary")).to_contain_text("Kela")
    expect(page.locator(".jbar")).to_contain_text("5 / 7")
    assert steps_seen(page) == ["odotus"]


def test_back_and_forward_go_through_what_was_chosen(show: Any) -> None:
    page = show()
    node(page, "arvio").click()
    choose(page, "role", "Kela")
    view(page, "Lista")
    assert fragment(page) == "vaihe-arvio&nakyma=lista&rooli=kela"
    page.go_back()
    expect(page.locator(".dia-flow")).to_be_visible()
    expect(page.locator("[name=nakyma][value=kulku]")).to_be_checked()
    page.go_back()
    expect(page.locator(".m-role summary")).to_contain_text("Näytä minun työni")
    assert page.locator(".node.off").count() == 0
    page.go_back()
    assert len(steps_seen(page)) == 6
    page.go_forward()
    assert steps_seen(page) == ["arvio"]


def test_other_places_of_the_page_leave_what_is_chosen(show: Any) -> None:
    page = show(HERE + "#nakyma=lista&rooli=kela")
    page.get_by_role("link", name="Palvelukuvaus").first.click()
    assert fragment(page) == "kuvaus"
    expect(page.locator(".pic")).to_be_hidden()
    expect(page.locator("[name=rooli][value=kela]")).to_be_checked()


@pytest.mark.parametrize("width", [390, 1440])
def test_one_lands_at_the_step_however_far_it_is(show: Any, width: int) -> None:
    page = show(LARGE + "#vaihe-vaihe-30&nakyma=lista", width=width)
    top = "id => Math.round(document.getElementById(id).getBoundingClientRect().top)"
    page.wait_for_timeout(300)
    at = page.evaluate(top, "vaihe-vaihe-30")
    assert 0 <= at < 100
    page = show(LARGE, width=width)
    for step in ("vaihe-35", "vaihe-5", "vaihe-30"):
        page.evaluate("step => pathviz.go({view: 'lista', step}, {focus: true})", step)
        page.wait_for_timeout(300)
        assert page.evaluate(top, "vaihe-" + step) == at


def test_what_an_address_names_but_the_path_has_not_is_passed_over(show: Any) -> None:
    page = show(HERE + "#vaihe-ei&nakyma=ei&rooli=%22%5D&esimerkki=ei")
    expect(page.locator(".dia-flow")).to_be_visible()
    assert len(steps_seen(page)) == 6
    assert page.locator(".off, .lit, .jbar:visible, .mine:visible").count() == 0


def test_the_lanes_come_from_a_folder_on_disk_too(show: Any, site: Path) -> None:
    page = show(f"file://{site}/{HERE}#nakyma=toimijat")
    expect(page.locator(".dia-lanes")).to_be_visible()


def test_lanes_that_do_not_come_are_told_of(browser: Any, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/toimijat.*.js", lambda route: route.abort())
    page.goto(f"{address}/{HERE}#nakyma=toimijat")
    expect(page.locator(".v-lanes")).to_contain_text("listassa")
    context.close()


def test_lane_heads_stay_in_sight_and_follow_sideways(show: Any) -> None:
    page = show(HERE + "#nakyma=toimijat", width=1024, height=600)
    expect(page.locator(".dia-lanes")).to_be_visible()
    page.evaluate("scrollTo(0, document.querySelector('.dia-lanes').getBoundingClientRect().bottom + scrollY - 400)")
    heads = page.locator(".heads").bounding_box()
    assert heads is not None
    assert 40 < heads["y"] < 80, "right under the toolbar"
    page.locator("[data-zoom='1']").first.evaluate("button => { for (let n = 0; n < 4; n++) button.click(); }")
    page.locator(".canvas").evaluate("box => { box.scrollLeft = 120; }")
    expect(page.locator(".heads")).to_have_js_property("scrollLeft", 120)


# ---------------------------------------------------------------- panel


def test_choosing_a_node_shows_its_step_beside_it(show: Any) -> None:
    page = show()
    node(page, "arvio").click()
    assert fragment(page) == "vaihe-arvio"
    assert steps_seen(page) == ["arvio"]
    head = page.locator(".pan-h")
    expect(head).to_contain_text("Olet tässä")
    expect(head).to_contain_text("Vaihe 2 / 6")
    expect(head).to_contain_text("Palveluun ohjautuminen")
    assert page.locator("#vaihe-arvio button[aria-expanded]").count() == 0, "a heading alone"
    parts = page.locator("#vaihe-arvio .blk:visible").all_inner_texts()
    assert [text.split("\n")[0] for text in parts[:2]] == ["Kuka tekee mitä", "Miten polku jatkuu"]
    page.locator("#vaihe-arvio .branch a").first.click()
    assert steps_seen(page) == ["odotus"]
    page.locator("#vaihe-odotus .foll").click()
    assert steps_seen(page) == ["muu"]
    page.get_by_role("button", name="Kaikki vaiheet").click()
    assert len(steps_seen(page)) == 6
    assert fragment(page) == ""
    expect(page.locator("#vaihe-muu .ti button")).to_be_focused()
    expect(page.locator("#vaihe-muu .ti button")).to_have_attribute("aria-expanded", "false")


def test_the_panel_starts_at_its_top_and_stays_in_sight(show: Any) -> None:
    page = show(LARGE + "#vaihe-vaihe-20", height=420)
    panel = page.locator("#vaiheet")
    panel.evaluate("panel => { panel.scrollTop = 200; }")
    assert panel.evaluate("panel => panel.scrollTop") > 0, "taller than the window"
    foot = page.locator("#vaihe-vaihe-20 .foll").bounding_box()
    assert foot is not None
    assert foot["y"] + foot["height"] <= 420
    page.locator("#vaihe-vaihe-20 .foll").click()
    assert panel.evaluate("panel => panel.scrollTop") == 0
    box = page.locator("#vaihe-vaihe-21 .ti").bounding_box()
    assert box is not None
    assert 60 < box["y"] < 420


@pytest.mark.parametrize("view", ["", "&nakyma=toimijat"])
def test_the_chosen_node_is_in_sight(show: Any, view: str) -> None:
    page = show(LARGE + "#vaihe-vaihe-33" + view)
    where = "r => { const b = r.getBoundingClientRect(); return [b.top, b.bottom, b.left, b.right]; }"
    expect(node(page, "vaihe-33")).to_be_visible()
    page.wait_for_timeout(200)
    for step in (33, 34, 30):
        if step != 33:
            page.evaluate(f"pathviz.go({{step: 'vaihe-{step}'}}, {{focus: true}})")
        top, bottom, left, right = node(page, f"vaihe-{step}").evaluate(where)
        frame = page.locator(".canvas").evaluate(where)
        assert top >= 60
        assert bottom <= 900
        assert frame[2] <= left
        assert right <= frame[3]


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_the_drawing_glides_only_for_readers_who_do_not_mind(show: Any, motion: str) -> None:
    page = show(LARGE, reduced_motion=motion)
    page.evaluate(
        "() => { const scroll = Element.prototype.scrollIntoView; window.ways = [];"
        " Element.prototype.scrollIntoView = function (how) { ways.push(how?.behavior); scroll.call(this, how); }; }"
    )
    page.evaluate("pathviz.go({step: 'vaihe-2'})")
    page.evaluate("pathviz.go({step: 'vaihe-30'})")
    assert ("smooth" in page.evaluate("ways")) == (motion == "no-preference")


def test_a_narrow_page_opens_the_step_in_the_list(show: Any) -> None:
    page = show(width=390, height=844)
    page.locator(".dia-rail a.node[data-step=muu]").click()
    assert len(steps_seen(page)) == 6
    expect(page.locator("#vaihe-muu .body")).to_be_visible()
    expect(page.locator("#vaihe-muu .ti button")).to_be_focused()
    box = page.locator("#vaihe-muu").bounding_box()
    assert box is not None
    assert -5 <= box["y"] < 300
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(page.locator(".has-step")).to_have_count(1)
    assert steps_seen(page) == ["muu"]


def test_the_list_view_opens_in_place(show: Any) -> None:
    page = show(HERE + "#nakyma=lista&vaihe-toiminta")
    assert len(steps_seen(page)) == 6
    expect(page.locator("#vaihe-toiminta .body")).to_be_visible()
    expect(page.locator("#vaihe-toiminta .here-tag")).to_be_visible()


def test_print_shows_everything_whatever_is_chosen(show: Any) -> None:
    page = show(HERE + "#vaihe-arvio&rooli=kela&esimerkki=silmu&nakyma=toimijat")
    expect(page.locator(".dia-lanes")).to_be_visible()
    page.emulate_media(media="print")
    assert len(steps_seen(page)) == 6
    hidden = page.locator(".stp > .body").evaluate_all("bodies => bodies.filter(b => !b.checkVisibility()).length")
    assert hidden == 0
    assert page.locator(":is(.xbar, .zoom, .pan-h, .mine, .dia-lanes, .heads, .mine-chip):visible").count() == 0


# ---------------------------------------------------------------- keyboard


def test_the_drawing_is_one_tab_stop(show: Any) -> None:
    page = show(LARGE)
    stir(page)
    expect(page.locator(".dia-lanes")).to_have_count(1)
    for drawing in page.locator(".canvas svg.dia").all():
        assert drawing.locator("a[tabindex='0']").count() == 1
        assert drawing.locator("a:not([tabindex])").count() == 0


@pytest.mark.parametrize("view", ["", "#nakyma=toimijat"])
def test_the_keyboard_goes_through_every_branch(show: Any, view: str) -> None:
    page = show(LARGE + view)
    drawing = page.locator(".canvas svg.dia:visible")
    expect(drawing).to_have_count(1)
    edges: dict[str, list[str]] = {}
    pairs = drawing.locator(".edge:not(.back)").evaluate_all("all => all.map(e => [e.dataset.from, e.dataset.to])")
    for source, target in pairs:
        edges.setdefault(source, []).append(target)
    focused = "document.activeElement.dataset.step"
    for source, targets in edges.items():
        node(page, source).focus()
        page.keyboard.press("ArrowDown")
        reached = {page.evaluate(focused)}
        for key in ("ArrowRight", "ArrowLeft"):
            for _ in range(len(targets)):
                page.keyboard.press(key, delay=20)
                reached.add(page.evaluate(focused))
        assert set(targets) <= reached, source
    page.keyboard.press("Home")
    assert page.evaluate(focused) == "vaihe-0"
    page.keyboard.press("End")
    assert page.evaluate(focused) == "vaihe-39"


def test_a_link_leads_past_the_drawing(show: Any) -> None:
    page = show(LARGE)
    page.get_by_role("link", name="Ohita kuva").focus()
    press(page, "Enter")
    press(page, "Tab")
    assert page.evaluate("!!document.activeElement.closest('#vaiheet')")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_ring_of_the_focus_has_two_tones_and_3_px(show: Any, scheme: str) -> None:
    page = show(color_scheme=scheme)
    node(page, "alku").focus()
    press(page, "ArrowDown")
    ring, body = (
        page.locator(f".dia-flow a.node[data-step=arvio] .{part}").first.evaluate(
            "e => [getComputedStyle(e).stroke, parseFloat(getComputedStyle(e).strokeWidth)]"
        )
        for part in ("ring", "body")
    )
    assert ring[0] != body[0]
    assert min(ring[1], body[1]) >= 3
    page.locator("[data-zoom='1']").first.focus()
    outline, width, shadow = page.evaluate(
        "(s => [s.outlineColor, parseFloat(s.outlineWidth), s.boxShadow])(getComputedStyle(document.activeElement))"
    )
    assert width >= 3
    assert shadow.startswith("rgb")
    assert not shadow.startswith(outline)


def test_the_names_of_steps_say_their_numbers(show: Any) -> None:
    page = show()
    for n, title in ((1, "Tuen tarve tunnistetaan"), (3, "Paikan odotus")):
        expect(page.locator("#vaiheet").get_by_role("button", name=f"Vaihe {n}: {title}", exact=True)).to_be_visible()
        expect(page.locator(".dia-flow").get_by_role("link", name=re.compile(f"^Vaihe {n}: {title}"))).to_be_visible()
    view(page, "Lista")
    levels = page.locator(".stp .ti").evaluate_all("all => [...new Set(all.map(e => e.tagName))]")
    assert levels == ["H4"], "branches rejoin: all steps stay on one level"


def test_enter_reads_the_step_and_escape_returns(show: Any) -> None:
    page = show()
    node(page, "alku").focus()
    press(page, "ArrowDown")
    press(page, "Enter")
    expect(page.locator("#vaihe-arvio .ti")).to_be_focused()
    press(page, "Escape")
    expect(node(page, "arvio")).to_be_focused()
    press(page, "Enter")
    press(page, "Tab")
    page.locator("#vaihe-arvio .branch a").last.focus()
    press(page, "Enter")
    press(page, "Escape")
    expect(node(page, "alku")).to_be_focused()
    page.go_back()
    page.go_back()
    assert fragment(page) == ""


def test_menus_by_keyboard(show: Any) -> None:
    page = show()
    summary = page.locator(".m-role > summary")
    summary.focus()
    press(page, "Enter")
    press(page, "Tab")
    expect(page.locator("[name=rooli][value='']")).to_be_focused()
    press(page, "ArrowDown")
    press(page, "ArrowDown")
    expect(page.locator("[name=rooli][value=ohjaaja]")).to_be_checked()
    assert fragment(page) == "rooli=ohjaaja"
    press(page, "Escape")
    expect(page.locator(".m-role")).not_to_have_attribute("open", re.compile(".*"))
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Sosiaaliohjaaja")
    press(page, "Enter")
    page.locator(".m-journey > summary").focus()
    expect(page.locator(".m-role")).not_to_have_attribute("open", re.compile(".*"))


def test_nothing_covers_what_has_the_focus(show: Any) -> None:
    page = show(LARGE + "#esimerkki=ei")
    node(page, "vaihe-0").focus()
    for key in ["ArrowDown"] * 14 + ["ArrowUp"] * 14:
        page.keyboard.press(key, delay=20)
        covered = page.evaluate(
            """() => { const n = document.activeElement, b = n.getBoundingClientRect();
                const bar = document.querySelector('.xbar').getBoundingClientRect();
                return bar.top <= 0 && b.top < bar.bottom - 1 || b.bottom > innerHeight + 1; }"""
        )
        assert not covered


# ---------------------------------------------------------------- role lens


@pytest.mark.parametrize("view", ["kulku", "toimijat"])
def test_the_lens_lights_the_role_and_says_the_rest_in_words(show: Any, view: str) -> None:
    page = show(HERE + f"#nakyma={view}&rooli=ohjaaja")
    expect(node(page, "alku")).to_have_class(re.compile(r"\blit\b"))
    lit = page.locator("a.node.lit:visible").evaluate_all("all => all.map(n => n.dataset.step)")
    assert sorted(lit) == ["alku", "arvio", "muu"]
    off = node(page, "odotus")
    words = "Ei omaa tehtävää" if view == "kulku" else "Ei tehtävää"
    expect(off).to_contain_text(words)
    assert f"Paikan odotus. {words}." in (off.get_attribute("aria-label") or "")
    assert "Tukee" in (node(page, "arvio").get_attribute("aria-label") or "")
    assert page.locator(".node.off").first.evaluate("n => getComputedStyle(n).opacity") == "1"
    if view == "toimijat":
        expect(page.locator(".dia-lanes .lane.lit")).to_have_attribute("data-actor", "ohjaaja")
        expect(page.locator(".cell.lit[data-step=arvio]")).to_contain_text("Tukee")
    else:
        expect(node(page, "arvio")).to_contain_text("Tukee")
    choose(page, "role", "Kaikki")
    assert page.locator(".node.off, .node.lit, .lane.lit, .cell.lit").count() == 0
    label = off.get_attribute("aria-label") or ""
    assert "tehtävää" not in label
    expect(off).not_to_contain_text("tehtävää")


def test_the_names_of_nodes_hold_what_is_seen_in_its_order(show: Any) -> None:
    page = show(HERE + "#rooli=tyontekija&esimerkki=silmu")
    for link in page.locator("a.node:visible").all():
        name = link.get_attribute("aria-label") or ""
        at = -1
        for seen in link.locator("text").all():
            words = seen.text_content() or ""
            found = re.sub(r"\W", "", name).lower().find(re.sub(r"\W", "", words).lower(), max(at, 0))
            assert found >= at, (words, name)
            at = found


def test_the_panel_leads_with_the_roles_own_task(show: Any) -> None:
    page = show(HERE + "#vaihe-arvio&rooli=ohjaaja")
    rows = page.locator("#vaihe-arvio .roles > li")
    expect(rows.first).to_contain_text("Valmistelee")
    expect(rows.first).to_have_class("me")
    page.evaluate("pathviz.go({step: 'odotus'})")
    expect(page.locator("#vaihe-odotus .none-here")).to_be_visible()
    choose(page, "role", "Kaikki")
    assert page.locator(".none-here, .me, .mine-chip").count() == 0
    expect(page.locator("#vaihe-arvio .roles > li").first).to_contain_text("Arvioi ja päättää")


def test_the_role_has_a_summary_of_its_own(show: Any) -> None:
    page = show(HERE + "#rooli=ohjaaja")
    mine = page.locator(".mine")
    expect(mine).to_contain_text("3 vaiheessa")
    expect(mine.locator("li")).to_have_count(3)
    expect(mine.locator("li").nth(1)).to_contain_text("Tukee")
    expect(mine.locator("li").nth(1)).to_contain_text("Valmistelee")
    mine.locator("a").nth(1).click()
    assert fragment(page) == "vaihe-arvio&rooli=ohjaaja"
    assert steps_seen(page) == ["arvio"]


# ---------------------------------------------------------------- journeys


@pytest.mark.parametrize("view", ["kulku", "toimijat"])
def test_a_journey_lights_its_route(show: Any, view: str) -> None:
    page = show(HERE + f"#nakyma={view}")
    choose(page, "journey", "Silmu Suunnistaja")
    expect(page.locator(".jbar")).to_contain_text("Mitä mä osaan tehdä?")
    drawing = page.locator(".canvas svg.dia:visible")
    expect(drawing.locator("a.node.lit")).to_have_count(5)
    expect(drawing.locator("a.node.off")).to_have_attribute("data-step", "muu")
    hot = drawing.locator(".edge.hot").evaluate_all("all => all.map(e => e.dataset.from + '-' + e.dataset.to)")
    assert sorted(hot) == ["alku-arvio", "arvio-alku", "arvio-odotus", "odotus-toiminta", "toiminta-loppu"]
    assert "Esimerkin 2., 4. vaihe" in (node(page, "arvio").get_attribute("aria-label") or "")
    expect(page.locator("#vaihe-arvio .stop-chip")).to_have_text("Esimerkin 2., 4. vaihe")


def test_one_walks_along_the_route_even_where_it_comes_back(show: Any) -> None:
    page = show(HERE + "#esimerkki=silmu")
    place, onward = page.locator(".j-at"), page.locator("[data-along='1']")
    expect(place).to_have_text("7 vaihetta")
    onward.focus()
    seen = []
    press(page, "Enter")
    for n in range(1, 8):
        expect(place).to_have_text(f"{n} / 7")
        seen.append(fragment(page).partition("&")[0])
        if n < 7:
            onward.click()
    assert seen == [f"vaihe-{step}" for step in ["alku", "arvio", "alku", "arvio", "odotus", "toiminta", "loppu"]]
    expect(onward).to_have_attribute("aria-disabled", "true")
    expect(onward).to_be_focused()
    page.locator("[data-along='-1']").click()
    expect(place).to_have_text("6 / 7")
    page.get_by_role("button", name="Sulje").click()
    expect(page.locator(".jbar")).to_be_hidden()
    assert page.locator(".hot, .dim, .lit, .off, .stop-chip").count() == 0
    assert fragment(page) == "vaihe-toiminta"


def test_an_example_shows_its_route_in_the_diagram(show: Any) -> None:
    page = show(HERE + "#nakyma=lista")
    page.get_by_role("button", name="Näytä reitti kaaviossa").click()
    assert fragment(page) == "esimerkki=silmu"
    expect(page.locator(".dia-flow")).to_be_in_viewport()
    expect(page.locator(".jbar")).to_be_in_viewport()
    expect(page.locator("[data-along='1']")).to_be_focused()


# ---------------------------------------------------------------- answering at once


def test_what_is_pressed_answers_before_all_of_the_page_changes(show: Any) -> None:
    page = show(LARGE)
    seen = page.evaluate(
        """() => {
            const node = document.querySelectorAll('.dia-flow a.node')[3];
            node.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}));
            const says = () => [node.getAttribute('aria-current'), !!document.querySelector('.has-step')];
            const atOnce = says();
            return new Promise(done => {
                requestAnimationFrame(() => done([atOnce, says(), location.hash]));
                setTimeout(() => done('no frame came'), 2000);
            });
        }"""
    )
    assert seen == [["step", False], ["step", False], "#vaihe-vaihe-3"]
    expect(page.locator(".stage")).to_have_class(re.compile(r"\bhas-step\b"))
    # From a step to the next there is little to change, and no reason to wait.
    page.evaluate("document.querySelector('.stp.cur .foll').click()")
    assert page.evaluate("document.querySelector('.stp.cur').dataset.step") == "vaihe-4"


def test_changes_that_come_fast_are_shown_as_one(show: Any) -> None:
    page = show(LARGE)
    told = page.evaluate(
        """() => {
            const told = [];
            document.addEventListener('pathviz:state', event => {
                const {before, now, focus} = event.detail;
                told.push([before.step, now.step, now.view, focus]);
            });
            pathviz.go({view: 'lista'});
            pathviz.go({step: 'vaihe-7'}, {focus: true});
            return pathviz.go({view: '', step: 'vaihe-8'}).then(() => told);
        }"""
    )
    assert told == [["", "vaihe-8", "", True]]
    assert page.locator(".dia-flow [aria-current]").get_attribute("data-step") == "vaihe-8"
    assert page.evaluate("document.activeElement.closest('.stp').dataset.step") == "vaihe-8"


# ---------------------------------------------------------------- head, zoom, full screen


def test_gaps_and_waits_are_told_at_the_top(show: Any) -> None:
    for width, has_scripts in ((320, False), (1440, True)):
        page = show(width=width, java_script_enabled=has_scripts)
        gaps = page.locator(".gaps")
        expect(gaps.locator("summary")).to_contain_text("Polku voi katketa 1 vaiheessa")
        expect(gaps.locator("summary")).to_contain_text("Odotusta 1 vaiheessa")
        expect(gaps.get_by_text("jäädä yksin")).to_be_hidden()
        gaps.locator("summary").click()
        for name, reason in (
            ("Vaihe 2: Sopiiko palvelu?", "Kielteisen vastauksen jälkeen asiakas voi jäädä yksin."),
            ("Vaihe 3: Paikan odotus", "Odotus: Odotetaan paikkaa."),
        ):
            line = gaps.get_by_role("listitem").filter(has=page.get_by_role("link", name=name, exact=True))
            expect(line).to_contain_text(reason)
            box = line.bounding_box()
            assert box is not None
            assert box["height"] >= 44
            assert box["x"] + box["width"] <= width
        gaps.get_by_text("jäädä yksin").click(force=True)
        assert page.url.endswith("#vaihe-arvio"), "all of a line is the target"
    view(page, "Toimijat")
    expect(page.locator(".dia-lanes")).to_be_visible()
    for step, word in (("arvio", "Voi katketa"), ("odotus", "Odotus")):
        for drawing in ("flow", "rail", "lanes"):
            node_ = page.locator(f".dia-{drawing} a.node[data-step={step}]")
            expect(node_).to_contain_text(re.compile(r"\s*".join(word.split())))
            assert word in (node_.get_attribute("aria-label") or "")
        expect(page.locator(f"#vaihe-{step} .hd")).to_contain_text(word)


def test_toolbar_and_top_of_the_diagram_are_seen_at_once(show: Any) -> None:
    for name in (HERE, LARGE):
        page = show(name)
        expect(page.locator(".xbar")).to_be_in_viewport(ratio=1)
        assert page.locator(".dia-flow a.node").first.evaluate("n => n.getBoundingClientRect().bottom") < 900


def test_the_toolbar_is_low(show: Any) -> None:
    for width, most in ((1440, 62), (1024, 62), (768, 62), (390, 114), (320, 114)):
        page = show(width=width)
        box = page.locator(".xbar").bounding_box()
        assert box is not None
        assert box["height"] <= most, width


def test_zoom_by_buttons_and_by_wheel(show: Any) -> None:
    page = show(LARGE, width=1100)
    drawing, told = page.locator(".dia-flow"), page.locator("[data-scale]")
    wide = float(drawing.get_attribute("width") or 0)
    expect(told).to_have_text("100 %")
    assert drawing.bounding_box()["width"] == pytest.approx(wide)
    page.get_by_role("button", name="Suurenna kuvaa").click()
    expect(told).to_have_text("125 %")
    assert drawing.bounding_box()["width"] == pytest.approx(wide * 1.25, abs=1)
    page.get_by_role("button", name="Sovita").click()
    box = page.locator(".canvas")
    assert box.evaluate("b => b.scrollWidth <= b.clientWidth + 1")
    drawing.hover(position={"x": 60, "y": 60})
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    expect(page.locator("[data-scale]")).to_have_text(re.compile(r"^1(0[6-9]|[1-9]\d) %$"))
    page.get_by_role("button", name="Pienennä kuvaa").press("Enter")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_mouse_drags_an_enlarged_drawing_and_then_chooses_no_step(show: Any) -> None:
    page = show(LARGE, width=1100)
    for _ in range(2):
        page.get_by_role("button", name="Suurenna kuvaa").click()
    expect(page.locator("[data-scale]")).to_have_text("150 %")
    node = page.locator(".dia-flow a.node").nth(1)
    node.scroll_into_view_if_needed()
    box, place = node.bounding_box(), "[document.querySelector('.canvas').scrollLeft, scrollY]"
    assert box is not None
    left, top = page.evaluate(place)
    x, y = box["x"] + 60, box["y"] + 40
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 10, y - 10, steps=3)
    page.mouse.move(x - 20, y - 30, steps=3)
    page.mouse.up()
    assert page.evaluate(place) == [pytest.approx(left + 20, abs=2), pytest.approx(top + 30, abs=2)]
    assert fragment(page) == ""
    node.click()
    assert fragment(page) == "vaihe-vaihe-1"


def test_zoom_by_two_fingers(show: Any) -> None:
    page = show(LARGE, width=1100, has_touch=True)
    box = page.locator(".canvas").bounding_box()
    assert box is not None
    fingers = page.context.new_cdp_session(page)

    def touch(kind: str, *apart: int) -> None:
        at = [{"x": 300 + side * each, "y": box["y"] + 200, "id": side + 1} for each in apart for side in (-1, 1)]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    touch("touchStart", 50)
    for apart in (60, 75):
        touch("touchMove", apart)
    touch("touchEnd")
    expect(page.locator("[data-scale]")).to_have_text("150 %")
    assert page.evaluate("visualViewport.scale") == 1, "the drawing grows, not the page"


def test_full_screen_and_its_substitute(show: Any) -> None:
    page = show()
    button = page.get_by_role("button", name="Koko näyttö")
    page.evaluate("() => { Element.prototype.requestFullscreen = () => Promise.reject(new Error('refused')); }")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    box = page.locator(".xp").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 1440, "height": 900}
    node(page, "arvio").click()
    assert steps_seen(page) == ["arvio"]
    button.focus()
    page.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-pressed", "false")


# ---------------------------------------------------------------- what is asked for is there at once


# None of these waits for ever, as a page of a browser that has much to do may be given no frame.
PAINTED = """new Promise(done => {
    requestAnimationFrame(() => requestAnimationFrame(done));
    setTimeout(done, 2000);
})"""
IDLE = """new Promise(done => {
    const idle = then => requestIdleCallback(then, {timeout: 2000});
    idle(() => idle(() => idle(done)));
})"""
COME = """new Promise(done => {
    let left = 1000;
    const look = () => document.querySelector('.dia-lanes') && pathviz.print || !left-- ? done() : setTimeout(look, 20);
    look();
})"""


def stir(page: Page) -> None:
    """Do what a reader does who is about to do something."""
    page.mouse.move(1, 1)
    page.mouse.move(2, 2)
    page.evaluate(IDLE)


def made_ready(page: Page) -> None:
    """Stir, and wait until what may be asked for next has come, and is made ready."""
    stir(page)
    page.evaluate(COME)
    page.evaluate(IDLE)
    for _ in range(2):
        page.evaluate(IDLE)


def cost(page: Page, script: str, of: str) -> int:
    """What the browser counts while it does what a script asks for; it hangs on no computer's speed."""
    browser = page.context.browser
    assert browser is not None
    page.evaluate(PAINTED)
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    page.evaluate(script)
    page.evaluate(PAINTED)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    counted = [each.get("args", {}) for each in events]
    found = [each[of] for args in counted for each in (args, args.get("beginData") or {}) if of in each]
    assert found, "something is to be done"
    return sum(found)


def styled(page: Page, script: str) -> int:
    """How many elements are styled anew."""
    return cost(page, script, "elementCount")


def laid_out(page: Page, script: str) -> int:
    """How many boxes are laid out anew."""
    return cost(page, script, "dirtyObjects")


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        ("{view: 'toimijat'}", ".dia-lanes"),
        ("{view: 'lista'}", "#vaihe-vaihe-0"),
        ("{meeting: true}", ".meet h1"),
        ("{journey: 'silmu'}", ".jbar"),
    ],
)
def test_little_is_styled_anew(show: Any, change: str, seen: str) -> None:
    page = show(HERE if "journey" in change else LARGE)
    page.locator(".lead").click()  # as readers do: the browser remembers the place
    there = f"pathviz.go({change})"
    back = "pathviz.go({view: '', journey: '', meeting: false, route: []})"
    for _ in range(2):  # at first a drawing, and the meeting, are made
        page.evaluate(there)
        expect(page.locator(seen)).to_be_visible()
        page.evaluate(PAINTED)
        page.evaluate(back)
    most = page.evaluate("document.querySelectorAll('body *').length") // 8
    assert styled(page, there) < most
    assert styled(page, back) < most


def test_the_lanes_stand_ready_before_they_are_asked_for(show: Any) -> None:
    page = show(LARGE + "#vaihe-vaihe-20")
    page.evaluate(PAINTED)
    page.evaluate("scrollTo(0, 150)")
    made_ready(page)
    expect(page.locator(".dia-lanes")).to_have_count(1)
    expect(page.locator(".dia-lanes")).to_be_hidden()
    expect(page.locator(".dia-flow")).to_be_visible()
    assert page.evaluate("scrollY") == 150, "nothing moves for what is not asked for"
    assert fragment(page) == "vaihe-vaihe-20"
    parts = page.locator(".dia-lanes *").count()
    assert laid_out(page, "pathviz.go({view: 'toimijat'})") < parts // 4
    page.evaluate("pathviz.go({view: ''})")
    assert styled(page, "pathviz.go({view: 'toimijat'})") < parts // 4
    expect(node(page, "vaihe-20")).to_be_in_viewport()
    expect(page.locator(".heads .lane")).to_have_count(4)


def test_lanes_are_styled_before_they_are_asked_for(show: Any) -> None:
    page = show(LARGE)
    made_ready(page)
    assert styled(page, "pathviz.go({view: 'toimijat'})") < page.locator(".dia-lanes *").count() // 4


def test_the_meeting_is_laid_out_before_it_is_asked_for_and_not_seen(show: Any) -> None:
    page = show(LARGE)
    page.add_init_script("""
        window.met = [];
        new MutationObserver(all => all.forEach(each => [each.addedNodes, each.removedNodes].forEach((some, gone) => {
            if ([...some].some(node => node.className === 'meet')) met.push(gone ? 'gone' : 'there');
        }))).observe(document, {childList: true, subtree: true});
    """)
    page.reload()
    made_ready(page)
    assert page.evaluate("met") == ["there", "gone"]
    assert page.evaluate("pathviz.model.querySelector('h1').textContent")
    assert page.locator("html.in-meeting, [inert]").count() == 0
    assert fragment(page) == ""
    page.evaluate("pathviz.go({meeting: true})")
    expect(page.locator(".meet h1")).to_be_focused()


def test_nothing_is_fetched_ahead_for_a_reader_who_spares_data(show: Any) -> None:
    page = show()
    page.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    page.reload()
    stir(page)
    page.wait_for_load_state("networkidle")
    assert page.locator(".dia-lanes, script[src*=asked-for]").count() == 0
    view(page, "Toimijat")
    expect(page.locator(".dia-lanes")).to_be_visible()
    page.locator("button[data-meeting]").click()
    expect(page.locator(".meet h1")).to_be_visible()


def test_a_change_of_theme_styles_no_drawing_that_is_not_on_show(show: Any) -> None:
    page = show(LARGE)
    made_ready(page)
    elsewhere = page.locator("body *:not(.dia-lanes *)").count()
    assert styled(page, "document.documentElement.dataset.theme = 'dark'") <= elsewhere


def test_steps_keep_their_shape_behind_the_panel(show: Any) -> None:
    page = show(LARGE + "#vaihe-vaihe-7")
    expect(page.locator(".has-step")).to_have_count(1)
    look = "all => [...new Set(all.map(e => [e.offsetHeight, getComputedStyle(e).contentVisibility].join(' ')))]"
    assert page.locator(".stp:not(.cur)").evaluate_all(look) == ["0 hidden"]
    expect(page.locator(".stp:visible")).to_have_count(1)
    expect(page.locator("#vaiheet").get_by_role("heading", level=4)).to_have_count(1)


def test_lanes_that_did_not_come_are_asked_for_again(browser: Any, address: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.route("**/toimijat.*.js", lambda route: route.abort(), times=1)
    page.goto(f"{address}/{HERE}#nakyma=toimijat")
    expect(page.locator(".v-lanes")).to_contain_text("listassa")
    view(page, "Kulku")
    view(page, "Toimijat")
    expect(page.locator(".dia-lanes")).to_be_visible()
    expect(page.locator(".v-lanes")).not_to_have_attribute("aria-busy", "true")
    context.close()


def test_all_steps_of_a_long_list_open_and_close(show: Any) -> None:
    page = show(LARGE + "#nakyma=lista")
    toggle = page.locator("[data-all]")
    bodies = page.locator(".stp > .body")
    toggle.click()
    expect(page.locator(".stp > .body:not([hidden])")).to_have_count(40)
    assert bodies.evaluate_all("all => all.every(body => body.checkVisibility())")
    expect(toggle).to_have_text("Piilota kaikki")
    toggle.click()
    expect(page.locator(".stp > .body[hidden]")).to_have_count(40)
    # Who changes their mind while the list is opening gets the last wish.
    toggle.evaluate("button => { button.click(); button.click(); }")
    page.wait_for_timeout(400)
    expect(page.locator(".stp > .body[hidden]")).to_have_count(40)
    expect(page.locator(".stp button[aria-expanded=true]")).to_have_count(0)


def test_what_sticks_stands_under_the_toolbar_however_high_it_is(show: Any) -> None:
    page = show(HERE + "#vaihe-arvio&nakyma=toimijat")
    expect(page.locator(".dia-lanes")).to_be_visible()
    for _ in range(2):
        page.evaluate(PAINTED)
        high = page.locator(".xbar").evaluate("bar => bar.offsetHeight")
        top = "part => parseFloat(getComputedStyle(part).top)"
        assert page.locator(".heads").evaluate(top) == high
        assert page.locator("#vaiheet").evaluate(top) == high + 12
        assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop)") == high + 20
        page.evaluate("pathviz.go({journey: 'silmu'})")


def test_the_page_waits_where_it_was_behind_a_meeting(show: Any) -> None:
    page = show(LARGE, height=600)
    page.evaluate("scrollTo(0, 900)")
    page.evaluate(PAINTED)
    high = "document.documentElement.scrollHeight"
    was = page.evaluate(high)
    page.evaluate("pathviz.go({meeting: true})")
    expect(page.locator(".meet h1")).to_be_visible()
    expect(page.locator("h1").first).to_be_hidden()
    assert page.evaluate("scrollY") == 900
    assert page.evaluate(high) == was
    page.evaluate("pathviz.go({step: 'vaihe-33'})")
    page.go_back()
    page.go_forward()
    page.keyboard.press("Escape")
    expect(page.locator(".meet")).to_have_count(0)
    expect(page.locator("#vaihe-vaihe-33 .ti")).to_be_focused()
    expect(node(page, "vaihe-33")).to_be_in_viewport()


# ---------------------------------------------------------------- without colours

DRAWN = """node => {
    const look = part => getComputedStyle(node.querySelector(part)), here = node.nextElementSibling;
    return JSON.stringify({
        words: [...node.querySelectorAll('text')].filter(each => each.checkVisibility({visibilityProperty: true}))
            .map(each => each.textContent),
        outline: [look('.body').strokeWidth, look('.body').strokeDasharray, look('.t').fontWeight],
        outlines: node.querySelectorAll('.inner').length + (look('.ring').stroke === 'none' ? 0 : 1),
        tag: here && here.matches('.here') && here.checkVisibility() ? here.textContent.trim() : '',
    });
}"""
"""What of a node is seen without colours: words, the width and dashes of its outline, how many it has."""


@pytest.mark.parametrize("drawing", ["kulku", "toimijat", "rail"])
def test_states_of_a_step_differ_without_colours(show: Any, drawing: str) -> None:
    page = show(HERE + ("#nakyma=toimijat" if drawing == "toimijat" else ""), width=390 if drawing == "rail" else 1440)

    def look(step: str) -> Any:
        return json.loads(node(page, step).evaluate(DRAWN))

    node(page, "toiminta").wait_for()
    seen = {"plain": look("toiminta")}
    node(page, "toiminta").hover()
    seen["under the mouse"] = look("toiminta")
    page.mouse.move(0, 0)
    page.evaluate("pathviz.aids().then(() => null)")  # what shows a role comes when it is asked for
    for state, change in (
        ("of the role", {"role": "tyontekija"}),
        ("not of the role", {"role": "ohjaaja"}),
        ("chosen", {"role": "", "step": "toiminta"}),
        ("chosen, not of the role", {"role": "ohjaaja"}),
    ):
        page.evaluate("change => pathviz.go(change)", change)
        seen[state] = look("toiminta")
    drawn = [json.dumps(each) for each in seen.values()]
    assert len(set(drawn)) == len(seen), seen
    assert seen["chosen"]["tag"] == "Olet tässä"
    assert float(seen["chosen"]["outline"][0].removesuffix("px")) >= 2 * float(
        seen["plain"]["outline"][0].removesuffix("px")
    )
    assert re.search("Ei (omaa )?tehtävää", " ".join(seen["not of the role"]["words"]))
    page.evaluate("pathviz.go({role: '', step: ''})")
    assert "Voi katketa" in " ".join(look("arvio")["words"])
    assert "Odotus" in " ".join(look("odotus")["words"])
    assert look("odotus")["outlines"] == 1, "a wait has two outlines"


def test_a_way_on_in_the_rail_is_named_with_all_of_the_title(show: Any) -> None:
    page = show(HERE)
    names = page.locator(".dia-rail .pill").evaluate_all(
        "all => all.map(e => [e.getAttribute('aria-label') || e.textContent, e.getAttribute('href')])"
    )
    assert names
    for name, href in names:
        if href.startswith("#"):
            title = page.locator(f"{href} .ti").inner_text().split(":")[-1].strip()
            assert title.replace("\xad", "") in name.replace("\xad", ""), name


def test_ways_differ_without_colours(show: Any) -> None:
    page = show(HERE + "#esimerkki=silmu")
    lines = """all => Object.fromEntries(all.map(e => [e.dataset.from + '-' + e.dataset.to,
        [e.querySelector('.l')].map(getComputedStyle).map(s => s.strokeWidth + ' ' + s.strokeDasharray)[0]]))"""
    lit = page.locator(".dia-flow .edge").evaluate_all(lines)
    page.evaluate("pathviz.go({journey: ''})")
    plain = page.locator(".dia-flow .edge").evaluate_all(lines)
    assert len({plain["alku-arvio"], lit["alku-arvio"], lit["arvio-muu"]}) == 3, "a way, one gone along, one left aside"
    assert plain["arvio-alku"] != plain["alku-arvio"], "a way back is dotted"


def test_states_of_the_list_are_words(show: Any) -> None:
    page = show(HERE + "#vaihe-toiminta&nakyma=lista&rooli=ohjaaja")
    expect(page.locator("#vaihe-toiminta")).to_contain_text("Olet tässä")
    expect(page.locator("#vaihe-toiminta .hd")).to_contain_text("Ei omaa tehtävää")
    expect(page.locator("#vaihe-arvio .hd")).to_contain_text("Voi katketa")
    expect(page.locator("#vaihe-odotus .hd")).to_contain_text("Odotus")
    back = page.locator("#vaihe-arvio .branch .back")
    expect(back).to_contain_text(re.compile("Jos: Tilanne muuttuu.*Paluu aiempaan", re.DOTALL))


# ---------------------------------------------------------------- every browser, every width


def test_without_scripts_all_is_open_and_nothing_is_dead(show: Any) -> None:
    page = show(java_script_enabled=False)
    assert page.locator(":is(button, input, .xbar, .zoom, .jbar, .pan-h, .mine):visible").count() == 0
    expect(page.locator("#vaihe-loppu .body")).to_be_visible()
    page.locator(".dia-flow a.node[href='#vaihe-muu']").click()
    assert fragment(page) == "vaihe-muu"


def test_where_a_script_does_not_come_all_is_open(browser: Any, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/service-path.*.js", lambda route: route.abort())
    page.goto(f"{address}/{HERE}")
    expect(page.locator("#vaihe-loppu .body")).to_be_visible()
    context.close()


STATES = ["", "#vaihe-arvio&rooli=kela", "#nakyma=toimijat&rooli=ohjaaja&vaihe-alku", "#nakyma=lista&esimerkki=silmu"]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 320])
def test_axe_finds_nothing_in_any_state(show: Any, state: str, scheme: str, width: int) -> None:
    page = show(HERE + state, width=width, color_scheme=scheme)
    if "toimijat" in state:
        expect(page.locator(".dia-lanes")).to_be_visible()
    results = Axe().run(page, options={"resultTypes": ["violations"]})
    assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in results.response["violations"]] == []


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("width", [320, 640, 768, 1024, 1280])
def test_no_state_scrolls_the_page_sideways(show: Any, state: str, width: int) -> None:
    page = show(LARGE + state.replace("alku", "vaihe-20"), width=width, height=640)
    page.wait_for_timeout(100)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.locator(".xp :is(button, summary, label, .mine a):visible").evaluate_all(
        """all => all.map(e => [e.outerHTML.slice(0, 80), Math.round(e.getBoundingClientRect().height)])
            .filter(([, height]) => height < 44)"""
    )
    assert [each for each in small if "label" not in each[0] or each[1] < 38] == []


@pytest.mark.parametrize("state", STATES)
def test_forced_colours_keep_their_outlines(show: Any, state: str) -> None:
    page = show(HERE + state, forced_colors="active")
    borders = page.locator(".seg :checked + span").evaluate("e => getComputedStyle(e).borderTopWidth")
    assert borders == "3px"
    results = Axe().run(page, options={"resultTypes": ["violations"], "runOnly": ["wcag2a"]})
    assert results.response["violations"] == []


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("width", [1440, 768, 320])
def test_nothing_moves_while_the_page_comes(browser: Any, address: str, state: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    # The font has its own room (tokens.css); here what scripts do is measured.
    page.route("**/*.woff2", lambda route: route.abort())
    page.add_init_script(
        """window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(e => { moved += e.value; }))
            .observe({type: 'layout-shift', buffered: true})"""
    )
    page.goto(f"{address}/{HERE}{state}")
    page.wait_for_timeout(400)
    assert page.evaluate("moved") < 0.001
    context.close()
