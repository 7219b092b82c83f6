"""Terms in running text: the definition opens where one reads, and the link works without scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

PAGE = "helsinki/tuettu-tyohonvalmennus/index.html"
TERM = "#kuvaus a.tm"


def note(page: Any) -> Any:
    return page.locator(".term-note .acts")


def test_the_definition_opens_below_the_paragraph(open_page: Any) -> None:
    page = open_page(PAGE)
    term = page.locator(TERM).first
    assert term.get_attribute("aria-expanded") == "false"
    term.click()
    note(page).wait_for()
    assert term.get_attribute("aria-expanded") == "true"
    assert page.locator(f"#{term.get_attribute('aria-controls')} b").inner_text()
    assert page.evaluate(
        "t => t.closest('p, li, td').contains(document.querySelector('.term-note'))"
        " || t.closest('p').nextElementSibling.matches('.term-note')",
        term.element_handle(),
    )
    term.click()
    assert page.locator(".term-note").count() == 0
    assert page.said == []


def test_one_definition_is_open_at_a_time(open_page: Any) -> None:
    page = open_page(PAGE)
    page.locator(TERM).nth(0).click()
    note(page).wait_for()
    page.locator(TERM).nth(1).click()
    note(page).wait_for()
    assert page.locator(".term-note").count() == 1
    assert page.locator(f"{TERM}[aria-expanded=true]").count() == 1


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_keyboard_opens_and_escape_closes(open_page: Any, key: str) -> None:
    page = open_page(PAGE)
    page.locator(TERM).first.focus()
    page.keyboard.press(key)
    note(page).wait_for()
    page.locator(".term-note button").focus()
    page.keyboard.press("Escape")
    assert page.locator(".term-note").count() == 0
    assert page.evaluate(f"document.activeElement === document.querySelector('{TERM}')")


def test_the_close_button_returns_to_the_term(open_page: Any) -> None:
    page = open_page(PAGE)
    page.locator(TERM).first.click()
    page.locator(".term-note button").click()
    assert page.locator(".term-note").count() == 0
    assert page.evaluate("document.activeElement.className") == "tm"


def test_axe_finds_nothing_in_an_open_definition(open_page: Any) -> None:
    page = open_page(PAGE, width=320, height=640)
    page.locator(TERM).first.click()
    note(page).wait_for()
    results = Axe().run(page, options={"resultTypes": ["violations"]})
    assert [violation["id"] for violation in results.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_without_scripts_the_link_leads_to_the_glossary(open_page: Any) -> None:
    page = open_page(PAGE, java_script_enabled=False)
    page.locator(TERM).first.click()
    page.wait_for_url("**/sanasto/index.html#termi-*")


def test_a_modified_click_is_a_link(open_page: Any) -> None:
    page = open_page(PAGE)
    with page.context.expect_page() as opened:
        page.locator(TERM).first.click(modifiers=["Control"])
    opened.value.wait_for_url("**/sanasto/index.html#termi-*")
    assert page.locator(".term-note").count() == 0


def test_definitions_that_cannot_be_read_are_read_in_the_glossary(open_page: Any) -> None:
    page = open_page(PAGE)
    page.route("**/termit.js", lambda route: route.abort())
    page.locator(TERM).first.click()
    page.wait_for_url("**/sanasto/index.html#termi-*")


def test_definitions_open_from_a_folder_on_disk(open_page: Any, built: Path) -> None:
    page = open_page((built / PAGE).as_uri())
    page.locator(TERM).first.click()
    note(page).wait_for()


def test_the_first_view_is_small_and_the_definitions_are_no_part_of_it(open_page: Any) -> None:
    page = open_page(PAGE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    assert not [url for url in asked if "termit" in url]


def test_a_network_is_drawn_where_there_is_room_and_always_listed(open_page: Any) -> None:
    address = "verkostot/asiakas-keskella/index.html"
    wide = open_page(address)
    assert wide.locator(".netpic").is_visible()
    assert wide.locator(".net").bounding_box()["width"] >= 950
    assert wide.locator(".net a").count() > 5
    narrow = open_page(address, width=320, height=640)
    assert not narrow.locator(".netpic").is_visible()
    assert narrow.locator(".netlist").is_visible()
