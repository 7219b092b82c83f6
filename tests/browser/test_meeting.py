"""The meeting in a real browser, from a folder on disk: what the client sees, the way that is gone, and the frame."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from meetings import ALL, LONG, STEPS, make

pytestmark = pytest.mark.browser

OUT_OF_SIGHT = (
    "document.querySelector('main#sisalto h1').checkVisibility({visibilityProperty: true}) ? 'visible' : 'hidden'"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> str:
    return make(tmp_path_factory.mktemp("meetings")).as_uri()


def _met(open_page: Any, site: str, state: str, path: str = ALL, **settings: Any) -> Any:
    """The page in the meeting that an address names."""
    page = open_page(f"{site}/{path}#{state}", **settings)
    page.locator(".meet h1").wait_for()
    return page


def _title(page: Any) -> str:
    return str(page.locator(".meet h1").inner_text())


def _hash(page: Any) -> str:
    return str(page.evaluate("location.hash"))


def _next(page: Any) -> None:
    page.locator(".meet [data-next]").click()


# ---------------------------------------------------------------- the way through


def test_the_button_opens_the_meeting_at_the_step_that_is_read(open_page: Any, site: str) -> None:
    page = open_page(f"{site}/{ALL}#vaihe-odotus")
    assert page.locator(".meet").count() == 0
    page.locator("[data-meeting]").click()
    page.locator(".meet h1").wait_for()
    assert _title(page) == "Paikkaa odotetaan"
    assert _hash(page) == "#vaihe-odotus&tapaaminen="
    assert page.evaluate(OUT_OF_SIGHT) == "hidden"
    assert page.said == []


def test_without_a_step_the_meeting_begins_at_the_first(open_page: Any, site: str) -> None:
    page = _met(open_page, site, "tapaaminen=")
    assert _title(page) == "Tarvitset apua"
    assert page.locator(".meet .pos b").inner_text() == "Vaihe 1 / 6"
    assert not page.locator(".meet [data-previous]").is_visible()


def test_choosing_builds_the_route_and_previous_goes_back_along_it(open_page: Any, site: str) -> None:
    page = _met(open_page, site, "tapaaminen=")
    _next(page)
    assert page.locator(".meet .asking h2").inner_text() == "Miten haluat jatkaa?"
    page.get_by_role("button", name="Haluan mukaan").click()
    assert _hash(page) == "#vaihe-paatos&tapaaminen=alku.tahto"
    assert page.locator(".meet .pos small").inner_text() == "Meidän reitti: 1 – 2 – 3"
    assert page.locator(".meet .mini .done").count() == 2
    assert page.locator(".meet .mini [aria-current=step]").inner_text().split() == ["3", "Saat", "päätöksen"]
    page.locator(".meet [data-previous]").click()
    assert _hash(page) == "#vaihe-tahto&tapaaminen=alku"
    page.locator(".meet [data-previous]").click()
    assert _hash(page) == "#vaihe-alku&tapaaminen="


def test_address_alone_restores_the_meeting_and_the_browsers_buttons_walk_it(open_page: Any, site: str) -> None:
    page = _met(open_page, site, "vaihe-paatos&tapaaminen=alku.tahto")
    assert page.locator(".meet .pos small").inner_text() == "Meidän reitti: 1 – 2 – 3"
    page.get_by_role("button", name="Sain palvelun").click()
    page.go_back()
    assert _title(page) == "Saat päätöksen"
    page.go_forward()
    assert _title(page) == "Paikkaa odotetaan"
    assert page.evaluate("[localStorage.length, sessionStorage.getItem('reitti')]")[1] is None


def test_what_an_authority_decides_is_never_asked_as_the_clients_choice(open_page: Any, site: str) -> None:
    page = _met(open_page, site, "vaihe-paatos&tapaaminen=")
    assert page.locator(".meet .asking h2").inner_text() == "Mitä päätettiin?"
    assert "Päättää: Lautakunta" in page.locator(".meet .asking").inner_text()
    assert page.get_by_text("Miten haluat jatkaa?").count() == 0


def test_where_the_path_forks_without_a_decision_nobody_is_asked_to_choose(open_page: Any, site: str) -> None:
    page = _met(open_page, site, "vaihe-odotus&tapaaminen=")
    assert page.locator(".meet .asking h2").inner_text() == "Miten polku jatkuu?"


def test_a_way_back_says_so_and_repeats_the_step_in_the_route(open_page: Any, site: str) -> None:
    page = _met(open_page, site, "vaihe-paatos&tapaaminen=alku.tahto")
    answer = page.get_by_role("button", name="Minulta pyydettiin lisää")
    assert "Palataan aiempaan vaiheeseen" in answer.inner_text()
    answer.click()
    assert _hash(page) == "#vaihe-alku&tapaaminen=alku.tahto.paatos"


def test_a_way_without_a_condition_has_the_steps_easy_name(open_page: Any, site: str) -> None:
    page = _met(open_page, site, "vaihe-odotus&tapaaminen=")
    assert page.locator(".meet .ask").all_inner_texts() == ["Siirryt muualle", "En odota enää\nPalvelu ei ala"]


def test_another_path_opens_in_a_meeting_of_its_own(open_page: Any, site: str) -> None:
    page = _met(open_page, site, "vaihe-paatos&tapaaminen=alku")
    page.get_by_role("link", name="Minut ohjattiin muualle").click()
    page.locator(".meet .pos b", has_text=f"Vaihe 2 / {STEPS}").wait_for()
    assert page.url.endswith("pitka/index.html#vaihe-vaihe-2&tapaaminen=")


def test_the_only_way_may_lead_to_another_path(open_page: Any, site: str) -> None:
    page = _met(open_page, site, "vaihe-siirto&tapaaminen=")
    assert not page.locator(".meet [data-next]").is_visible()
    page.locator(".meet a.ask").click()
    page.locator(".meet .pos b", has_text=f"Vaihe 1 / {STEPS}").wait_for()


def test_waits_and_ends_are_said(open_page: Any, site: str) -> None:
    page = _met(open_page, site, "vaihe-odotus&tapaaminen=")
    assert "Nyt odotetaan" in page.locator(".meet .kick").inner_text()
    assert "2–4 viikkoa" in page.locator(".meet .m-sides").inner_text()
    page = _met(open_page, site, "vaihe-loppu&tapaaminen=")
    assert "Polku päättyy tähän" in page.locator(".meet .kick").inner_text()
    assert not page.locator(".meet [data-next]").is_visible()


def test_miniature_leads_aside_and_back_again(open_page: Any, site: str) -> None:
    page = _met(open_page, site, "vaihe-tahto&tapaaminen=alku")
    page.locator(".meet .mini button", has_text="Paikkaa odotetaan").click()
    assert _hash(page) == "#vaihe-odotus&tapaaminen=alku.tahto"
    page.locator(".meet .mini button", has_text="Tarvitset apua").click()
    assert _hash(page) == "#vaihe-alku&tapaaminen="


def test_steps_that_are_not_there_are_left_out(open_page: Any, site: str) -> None:
    page = _met(open_page, site, "vaihe-olematon&tapaaminen=alku.poistettu.tahto")
    assert _title(page) == "Tarvitset apua"
    assert page.locator(".meet .pos small").inner_text() == "Meidän reitti: 1 – 2 – 1"


# ---------------------------------------------------------------- what the client sees


def test_client_sees_easy_texts_and_not_what_is_the_professionals(open_page: Any, site: str) -> None:
    page = _met(open_page, site, "vaihe-alku&tapaaminen=")
    shown = page.locator(".meet").inner_text()
    for there in ("Kerro, mitä tarvitset.", "Ohjaaja vastaa tästä", "Kuuntelee", "Sinä olet mukana", "henkilökortti"):
        assert there in shown
    assert "Neuvonta" in shown
    assert "014 123 456" in shown
    for hidden in ("Kirjaa havainto", "Asiakkaan tarve tunnistetaan", "salaiset", "Arkisto", "jäädä odottamaan"):
        assert hidden not in shown


def test_clients_come_first_of_those_who_have_a_part(open_page: Any, site: str) -> None:
    for step in ("alku", "tahto"):
        who = _met(open_page, site, f"vaihe-{step}&tapaaminen=").locator(".meet .m-who li").all_inner_texts()
        assert who[0].startswith("Sinä ")
        assert len(who) == 2


def test_whoever_decides_is_named_though_behind_the_scenes(open_page: Any, site: str) -> None:
    shown = _met(open_page, site, "vaihe-paatos&tapaaminen=").locator(".meet").inner_text()
    assert "Lautakunta päättää" in shown
    assert "suljetussa" not in shown
    assert "Voit pyytää perustelut." in shown
    assert "kolme kuukautta" in shown


def test_a_switch_shows_the_professionals_texts_until_the_meeting_ends(open_page: Any, site: str) -> None:
    page = _met(open_page, site, "vaihe-alku&tapaaminen=")
    page.get_by_role("switch", name="Näytä ammattilaisen tiedot").check()
    shown = page.locator(".meet").inner_text()
    for there in ("Kirjaa havainto", "Asiakkaan tarve tunnistetaan", "salaiset", "Arkisto", "jäädä odottamaan"):
        assert there in shown
    page.locator(".meet [data-leave]").click()
    page.locator("[data-meeting]").click()
    assert "Kirjaa havainto" not in page.locator(".meet").inner_text()


# ---------------------------------------------------------------- the frame


def test_keyboard_stays_in_the_meeting_and_escape_leads_to_the_same_step(open_page: Any, site: str) -> None:
    page = _met(open_page, site, "vaihe-tahto&tapaaminen=alku")
    assert page.evaluate("document.activeElement.tagName") == "H1"
    for _ in range(25):
        page.keyboard.press("Tab")
        assert page.evaluate("!document.activeElement.closest('body > :not(.meet)')")
    page.keyboard.press("Escape")
    assert page.locator(".meet").count() == 0
    assert _hash(page) == "#vaihe-tahto"
    assert page.evaluate("document.activeElement.closest('.stp')?.id") == "vaihe-tahto"
    assert page.evaluate(OUT_OF_SIGHT) == "visible"
    assert page.evaluate("[...document.body.children].some(child => child.inert)") is False


def test_leaving_where_no_step_was_read_returns_to_the_button(open_page: Any, site: str) -> None:
    page = open_page(f"{site}/{ALL}")
    page.locator("[data-meeting]").click()
    page.locator(".meet h1").wait_for()
    page.go_back()
    assert page.locator(".meet").count() == 0
    assert page.evaluate("document.activeElement.matches('[data-meeting]')")


def test_paging_keeps_the_focus_and_tells_the_step(open_page: Any, site: str) -> None:
    page = _met(open_page, site, "vaihe-alku&tapaaminen=")
    page.locator(".meet [data-next]").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('[data-next]')")
    assert page.locator(".meet [aria-live]").inner_text() == "Vaihe 2 / 6: Haluaako asiakas mukaan?"
    page.keyboard.press("Enter")  # at a question the button leads to its answers
    assert page.evaluate("document.activeElement.matches('.ask')")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "H1"


def test_the_button_that_leads_to_the_answers_is_seen_to_do_so_by_mouse_too(open_page: Any, site: str) -> None:
    page = _met(open_page, site, "vaihe-tahto&tapaaminen=alku")
    page.get_by_role("button", name="Valitse").click()
    answer = page.locator(".meet .ask").first
    expect(answer).to_be_focused()
    expect(answer).to_have_css("outline-width", "3px")
    expect(answer).to_have_css("outline-style", "solid")


def test_full_screen_where_the_browser_has_it(open_page: Any, site: str) -> None:
    page = _met(open_page, site, "vaihe-alku&tapaaminen=")
    button = page.locator(".meet [data-full]")
    if not page.evaluate("document.fullscreenEnabled"):
        assert not button.is_visible()
        return
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator(":fullscreen")).to_have_count(1)
    page.locator(".meet [data-leave]").click()
    expect(page.locator(":fullscreen")).to_have_count(0)


@pytest.mark.parametrize(("width", "height"), [(320, 640), (320, 256), (768, 1024), (1280, 800)])
@pytest.mark.parametrize("state", ["vaihe-alku&tapaaminen=", "vaihe-paatos&tapaaminen=alku.tahto"])
def test_nothing_scrolls_sideways_and_everything_is_large(
    open_page: Any, site: str, state: str, width: int, height: int
) -> None:
    page = _met(open_page, site, state, width=width, height=height)
    for box in (".meet", ".m-main", ".m-map"):
        assert page.evaluate(f"(box => box.scrollWidth - box.clientWidth)(document.querySelector('{box}'))") <= 0
    for text in (".meet h1", ".m-text"):
        assert page.evaluate(f"parseFloat(getComputedStyle(document.querySelector('{text}')).fontSize)") >= 28
    for button in ("[data-previous]", "[data-next]"):
        box = page.locator(f".meet {button}").bounding_box()
        assert box is not None
        assert box["height"] >= 64
    small = page.evaluate(
        "[...document.querySelectorAll('.meet :is(button, a, summary, label)')]"
        ".filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 44).map(e => e.outerHTML)"
    )
    assert small == []


@pytest.mark.parametrize("width", [320, 1280])
def test_forty_steps_are_a_miniature_by_phases(open_page: Any, site: str, width: int) -> None:
    page = _met(open_page, site, "vaihe-vaihe-20&tapaaminen=", LONG, width=width, height=800)
    if width == 320:
        assert page.locator(".m-dots i").count() == STEPS
        page.get_by_role("button", name="Koko polku").click()
    current = page.locator(".meet .mini [aria-current]")
    assert current.is_visible()
    assert page.locator(".meet details").count() == 5
    assert page.locator(".meet details[open]").count() == 1
    if width != 320:
        box = page.locator(".m-map").bounding_box()
        mark = current.bounding_box()
        assert box is not None
        assert mark is not None
        assert box["y"] <= mark["y"] <= box["y"] + box["height"] - mark["height"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "path"), [(320, ALL), (1280, ALL), (1280, LONG)])
def test_axe_finds_nothing(open_page: Any, site: str, path: str, width: int, scheme: str) -> None:
    state = "vaihe-paatos&tapaaminen=alku.tahto" if path == ALL else "vaihe-vaihe-21&tapaaminen="
    page = _met(open_page, site, state, path, width=width, color_scheme=scheme)
    page.locator(".meet input[role=switch]").check()
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []


def test_what_a_meeting_needs_is_loaded_and_nothing_is_sent(open_page: Any, site: str) -> None:
    page = open_page(f"{site}/{ALL}")
    loaded = "[...document.querySelectorAll('script[src], link[rel=stylesheet]')].map(e => e.src || e.href).join()"
    page.locator("[data-meeting]").click()
    page.locator(".meet h1").wait_for()
    assert re.search(r"meeting\.", page.evaluate(loaded))
    assert page.said == []


def test_a_screen_reader_is_in_the_meeting_alone(open_page: Any, site: str) -> None:
    page = _met(open_page, site, "vaihe-tahto&tapaaminen=alku")
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    told = [(each["role"]["value"], each.get("name", {}).get("value", "")) for each in tree if not each["ignored"]]
    assert [name for role, name in told if role == "dialog"] == ["Tapaaminen: Polku jossa on kaikki"]
    assert [name for role, name in told if role == "heading"][:4] == [
        "Koko polku",
        "1 Ensimmäinen ryhmä",
        "2 Toinen ryhmä",
        "Haluaako asiakas mukaan?",
    ]
    assert not [name for role, name in told if "Kulku" in name or role.startswith("graphics")]


def test_without_scripts_there_is_no_meeting_and_no_dead_button(open_page: Any, site: str) -> None:
    page = open_page(f"{site}/{ALL}#vaihe-alku&tapaaminen=", java_script_enabled=False)
    assert page.locator(".meet").count() == 0
    assert not page.locator("[data-meeting]").is_visible()
    assert page.locator("#vaihe-alku .sum").is_visible()


def test_a_script_that_does_not_come_leaves_the_page(open_page: Any, site: str) -> None:
    page = open_page(f"{site}/{ALL}")
    page.locator("#tapaaminen-malli").evaluate("model => { model.dataset.script = 'olematon.js'; }")
    page.locator("[data-meeting]").click()
    page.locator("html:not(.in-meeting)").wait_for(state="attached")
    assert "tapaaminen" not in _hash(page)
    assert page.evaluate(OUT_OF_SIGHT) == "visible"


def test_the_site_is_on_disk(site: str) -> None:
    assert Path(site.removeprefix("file://")).is_dir()
