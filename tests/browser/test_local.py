"""The switch between a path's versions and the municipality's page in a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def local(full: Path) -> str:
    return (full / "alue/kunta/polku/index.html").as_uri()


def test_the_switch_stays_on_the_same_step(open_page: Open, full: Path) -> None:
    page = open_page(local(full) + "#vaihe-toiminta")
    page.locator(".versions summary").click()
    page.locator(".versions a", has_text="Alueen polku").click()
    page.wait_for_url("**/alue/polku/index.html#vaihe-toiminta*")
    page.locator(".versions summary").click()
    page.locator(".versions a", has_text="Esimerkkikunta").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/alue/kunta/polku/index.html#vaihe-toiminta*")
    assert page.said == []  # type: ignore[attr-defined]


def test_the_switch_leads_from_a_local_step_to_the_one_before_it(open_page: Open, full: Path) -> None:
    page = open_page(local(full) + "#vaihe-tutustuminen&nakyma=lista")
    page.locator(".versions summary").click()
    page.locator(".versions a", has_text="Alueen polku").click()
    page.wait_for_url("**/alue/polku/index.html#vaihe-arviointi&nakyma=lista")
    assert page.said == []  # type: ignore[attr-defined]


def test_a_step_that_is_left_out_is_found_among_the_differences(open_page: Open, full: Path) -> None:
    page = open_page(local(full) + "#vaihe-odotus")
    expect(page.locator("#vaihe-odotus")).to_be_visible()
    expect(page.locator("#vaihe-odotus")).to_contain_text("Kunnassa paikka järjestyy heti.")
    assert page.said == []  # type: ignore[attr-defined]


def test_the_drawing_marks_what_is_local(open_page: Open, full: Path) -> None:
    page = open_page(local(full))
    expect(page.locator(".v-flow .is-added")).to_have_count(1)
    expect(page.locator(".v-flow .is-added")).to_contain_text("Paikallinen")


def test_versions_and_differences_are_reached_by_keyboard(open_page: Open, full: Path) -> None:
    page = open_page(local(full))
    page.locator(".differs summary").focus()
    page.keyboard.press("Enter")
    link = page.locator(".diffs a", has_text="Tutustumiskäynti")
    expect(link).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".differs a").first).to_be_focused()
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#vaihe-tutustuminen")
    expect(page.locator("#vaihe-tutustuminen .ti")).to_be_focused()
    page.locator(".versions summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".versions a").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/alue/polku/index.html#vaihe-arviointi")
    assert page.said == []  # type: ignore[attr-defined]


def test_the_summary_of_the_report_leads_to_each_version_by_keyboard(open_page: Open, full: Path) -> None:
    page = open_page((full / "peilaus/index.html").as_uri())
    page.locator(".mirror-all a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#peili-1")
    page.keyboard.press("Tab")
    expect(page.locator("#peili-1 a")).to_be_focused()


def test_the_differences_keep_their_form_when_the_sheets_are_loaded(open_page: Open, full: Path) -> None:
    page = open_page(local(full))
    page.locator(".differs summary").click()
    row = page.locator(".diffs li").first
    page.locator(".x-end summary").click()
    page.locator("button[data-print=client]").click()
    expect(page.locator('link[rel="stylesheet"][href*="sheet."]')).to_have_count(1)
    expect(row).to_have_css("display", "grid")


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("name", ["alue/kunta/polku/index.html", "alue/kunta/index.html", "peilaus/index.html"])
def test_nothing_is_wider_than_the_window(open_page: Open, full: Path, name: str, width: int) -> None:
    page = open_page((full / name).as_uri(), width=width)
    for details in page.locator("details:not([open]) > summary").all():
        if details.is_visible():
            details.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["alue/kunta/polku/index.html", "alue/kunta/index.html", "peilaus/index.html"])
def test_everything_is_read_without_scripts(open_page: Open, full: Path, name: str) -> None:
    page = open_page((full / name).as_uri(), java_script_enabled=False)
    expect(page.locator("h1")).to_be_visible()
    for switch in page.locator(".versions summary").all():
        switch.click()
        expect(page.locator(".versions a").first).to_be_visible()
