"""Comparisons and onboarding in a real browser: cards on a phone, a quiz by keyboard, what is remembered, paper."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

TRACK = "perehdytys/sosiaalityontekija/index.html"
COMPARISON = "vertailut/27d-27e/index.html"
TRACKS = ("sosiaalityontekija", "valmentaja", "tyokykykoordinaattori", "tyollisyyspalvelut", "kunnan-julkaisija")
KEEP = "Muista edistymiseni tässä selaimessa"


def stored(page: Any) -> list[str]:
    found: list[str] = page.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))")
    return found


def tick(page: Any, part: int) -> Any:
    return page.locator("[data-did]").nth(part - 1)


# ---------------------------------------------------------------- comparisons


def test_a_comparison_is_a_table_that_becomes_cards_and_stays_a_table(open_page: Any) -> None:
    wide = open_page(COMPARISON)
    assert wide.locator(".cmp thead").bounding_box()["height"] > 20
    assert wide.locator(".cmp .c-n:visible").count() == 0
    narrow = open_page(COMPARISON, width=390)
    cells = narrow.locator(".cmp tbody tr").first.locator("td:not(.c-src)")
    first, second = cells.nth(0).bounding_box(), cells.nth(1).bounding_box()
    assert first["x"] == second["x"]
    assert second["y"] >= first["y"] + first["height"]
    assert cells.nth(1).locator(".c-n").is_visible()
    for page in (wide, narrow):
        table = page.get_by_role("table", name="Erot kohta kohdalta")
        expect(table.get_by_role("columnheader")).to_have_count(4)
        expect(table.get_by_role("rowheader", name="Työsuhde")).to_have_count(1)
        expect(table.get_by_role("row").nth(1).get_by_role("cell")).to_have_count(3)


def test_a_confused_step_leads_to_its_comparison(open_page: Any) -> None:
    page = open_page("keski-suomi/tyotoiminta-27-d-e/index.html#vaihe-muoto")
    page.locator("#vaihe-muoto").get_by_role("link", name="27 d § vai 27 e §?").click()
    expect(page).to_have_url(re.compile("/vertailut/27d-27e/index.html$"))


# ---------------------------------------------------------------- onboarding without scripts


def test_without_scripts_answers_unfold_and_nothing_is_dead(open_page: Any) -> None:
    page = open_page(TRACK, java_script_enabled=False)
    assert page.locator("main :is(button, input, progress):visible").count() == 0
    quiz = page.locator("fieldset").first
    expect(quiz.locator(".opts li")).to_have_count(3)
    answer = quiz.get_by_text("Vastuu siirtyi kunnilta")
    expect(answer).not_to_be_visible()
    quiz.get_by_text("Näytä vastaus").click()
    expect(answer).to_be_visible()
    expect(quiz.get_by_text("Oikea vastaus:")).to_be_visible()
    expect(page.get_by_text("Kun tulostat tämän sivun")).to_be_visible()


# ---------------------------------------------------------------- the quiz


def test_a_question_is_answered_by_keyboard_and_the_answer_is_said(open_page: Any) -> None:
    page = open_page(TRACK)
    quiz = page.get_by_role("group", name="Kuka järjestää sosiaalipalvelut nykyisin?")
    expect(quiz.get_by_text("Näytä vastaus")).not_to_be_visible()
    said = quiz.get_by_role("status")
    quiz.get_by_role("radio").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(said).to_have_text("Valitse ensin yksi vaihtoehto.")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    expect(said).to_be_empty()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(said).to_contain_text("Ei aivan.")
    expect(said).to_contain_text("Oikea vastaus: Hyvinvointialue, Helsingissä kaupunki itse")
    expect(said).to_contain_text("Vastuu siirtyi kunnilta")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Oikein.")
    expect(said).to_contain_text("Vastuu siirtyi kunnilta")
    expect(said).not_to_contain_text("Oikea vastaus")
    assert stored(page) == []


def test_each_question_stands_by_itself(open_page: Any) -> None:
    page = open_page(TRACK)
    groups = page.locator("fieldset")
    for number in range(groups.count()):
        groups.nth(number).get_by_role("radio").first.check()
    assert page.locator("input[type=radio]:checked").count() == groups.count()


# ---------------------------------------------------------------- progress


def test_progress_lasts_for_the_visit_unless_the_reader_asks_for_more(open_page: Any) -> None:
    page = open_page(TRACK)
    tick(page, 1).check()
    expect(page.get_by_text("Tehty 1 / 5")).to_be_visible()
    assert stored(page) == []
    page.reload()
    expect(page.get_by_text("Tehty 0 / 5")).to_be_visible()
    page.get_by_role("checkbox", name=KEEP).check()
    tick(page, 2).check()
    page.reload()
    expect(page.get_by_text("Tehty 1 / 5")).to_be_visible()
    expect(tick(page, 2)).to_be_checked()
    expect(page.get_by_role("checkbox", name=KEEP)).to_be_checked()
    expect(page.locator(".toc li").nth(1).get_by_role("link")).to_have_accessible_name(re.compile("tehty$"))
    page.get_by_role("checkbox", name=KEEP).uncheck()
    assert stored(page) == []


def test_progress_can_be_cleared(open_page: Any) -> None:
    page = open_page(TRACK)
    page.get_by_role("checkbox", name=KEEP).check()
    for part in range(1, 6):
        tick(page, part).check()
    expect(page.locator("[data-said]")).to_contain_text("Kaikki osat on tehty.")
    page.get_by_role("button", name="Tyhjennä merkinnät").click()
    expect(page.locator("[data-said]")).to_have_text("Merkinnät on tyhjennetty.")
    expect(page.get_by_text("Tehty 0 / 5")).to_be_visible()
    assert stored(page) == []


def test_marks_of_a_track_that_has_changed_are_not_taken_for_its_own(open_page: Any) -> None:
    page = open_page(TRACK)
    page.evaluate("localStorage.setItem('pathviz-perehdytys-sosiaalityontekija', '111')")
    page.reload()
    expect(page.get_by_text("Tehty 0 / 5")).to_be_visible()
    expect(page.get_by_role("checkbox", name=KEEP)).not_to_be_checked()


def test_a_browser_that_keeps_nothing_says_so(open_page: Any) -> None:
    page = open_page(TRACK)
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('no room') } }")
    page.get_by_role("checkbox", name=KEEP).click()
    expect(page.get_by_role("checkbox", name=KEEP)).not_to_be_checked()
    expect(page.locator("[data-said]")).to_have_text("Selain ei anna tallentaa merkintöjä.")
    tick(page, 1).check()
    expect(page.get_by_text("Tehty 1 / 5")).to_be_visible()


# ---------------------------------------------------------------- paper


@pytest.mark.parametrize("track", TRACKS)
@pytest.mark.parametrize("lang", ["", "sv/"])
def test_a_track_prints_as_a_card_of_at_most_two_pages(open_page: Any, lang: str, track: str) -> None:
    page = open_page(f"{lang}perehdytys/{track}/index.html")
    pdf = page.pdf(prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 2


def test_the_card_has_places_to_write_and_no_answers(open_page: Any) -> None:
    page = open_page(TRACK, width=794)
    tick(page, 1).check()
    page.emulate_media(media="print")
    for words in ("Perehtymiskortti", "Nimi", "Perehdyttäjä", "Työntekijän allekirjoitus", "Mistä keskustelemme"):
        expect(page.get_by_text(words, exact=True).first).to_be_visible()
    assert page.locator("main :is(button, input, progress, summary, .opts):visible").count() == 0
    marks = page.locator(".m-hd .m-n .i").evaluate_all("marks => marks.map(mark => getComputedStyle(mark).visibility)")
    assert marks == ["visible", *["hidden"] * 4]
