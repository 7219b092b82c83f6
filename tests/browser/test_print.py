"""What comes out on paper: how many pages, and what is on them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from meetings import ALL, BASE_URL, LONG, make

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> str:
    return make(tmp_path_factory.mktemp("prints")).as_uri()


def _paper(page: Any, tmp_path: Path) -> tuple[int, str]:
    """The number of pages, and their words where a tool for reading them is there."""
    pdf = tmp_path / "print.pdf"
    page.pdf(path=str(pdf), prefer_css_page_size=True, print_background=False)
    pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf.read_bytes()))
    tool = shutil.which("pdftotext")
    if not tool:
        return pages, ""
    text = subprocess.run([tool, "-layout", str(pdf), "-"], capture_output=True, check=True).stdout.decode()
    return pages, " ".join(text.split())


def _sheet(open_page: Any, address: str, kind: str) -> Any:
    """A page on which a print was asked for."""
    page = open_page(address)
    # The page may be the one before at another place of it, and has printed already.
    page.evaluate(
        "() => { const said = document.documentElement.dataset;"
        " said.printed = 'no'; print = () => { said.printed = 'yes'; }; }"
    )
    # The toolbar has the presets in a menu; in a meeting the client's is a button of its own.
    page.locator(f"[data-print={kind}]").last.dispatch_event("click")
    expect(page.locator("html")).to_have_attribute("data-printed", "yes")
    assert page.locator(".sheet").count() == 1, page.said
    return page


@pytest.mark.parametrize(
    "place",
    [
        ALL,
        f"{ALL}#vaihe-paatos",
        f"{ALL}#vaihe-paatos&tapaaminen=alku.tahto",
        LONG,
        f"{LONG}#vaihe-vaihe-39",
        f"{LONG}#vaihe-vaihe-30&nakyma=lista",
        f"{LONG}#vaihe-vaihe-21&tapaaminen=" + ".".join(f"vaihe-{n}" for n in range(1, 21)),
    ],
)
def test_clients_sheet_is_one_or_two_pages(open_page: Any, site: str, tmp_path: Path, place: str) -> None:
    page = _sheet(open_page, f"{site}/{place}", "client")
    pages, _ = _paper(page, tmp_path)
    assert pages in (1, 2)
    assert page.said == []


@pytest.mark.parametrize("place", [ALL, f"{ALL}#vaihe-odotus", LONG, f"{LONG}#vaihe-vaihe-21&nakyma=lista"])
def test_decision_makers_summary_is_one_page(open_page: Any, site: str, tmp_path: Path, place: str) -> None:
    page = _sheet(open_page, f"{site}/{place}", "brief")
    over = page.locator(".sheet").evaluate("s => [s.scrollHeight - s.clientHeight, s.scrollWidth - s.clientWidth]")
    assert max(over) <= 1, "nothing is cut off, in height or in a third column"
    pages, _ = _paper(page, tmp_path)
    assert pages == 1


def test_a_click_elsewhere_prints_nothing(open_page: Any, site: str) -> None:
    page = open_page(f"{site}/{ALL}")
    page.evaluate("() => { window.print = () => { document.body.dataset.printed = 'yes'; }; }")
    page.locator("h1").click()
    # What prints is there, though nothing has been asked for yet.
    expect(page.locator('script[src*="asked-for."]')).to_have_count(1)
    page.locator(".x-end summary").click()
    page.wait_for_timeout(300)
    expect(page.locator("body")).not_to_have_attribute("data-printed", "yes")
    page.locator("button[data-print=client]").last.click()
    expect(page.locator("body")).to_have_attribute("data-printed", "yes")


def test_clients_sheet_says_what_was_met(open_page: Any, site: str) -> None:
    page = _sheet(open_page, f"{site}/{ALL}#vaihe-paatos&tapaaminen=alku.tahto", "client")
    said = page.locator(".sheet").text_content()
    for there in (
        "Meidän reitti",
        "Olet tässä: Vaihe 3 / 6",
        "Saat päätöksen.",
        "Mitä päätettiin?",
        "Sain palvelun",
        "Tarvitset apua",
        "Lautakunta päättää",
        "Voit pyytää perustelut.",
        "Muistiinpanot",
        "Yhteyshenkilö",
        f"{BASE_URL}/alue/kaikki/",
        str(page.evaluate("new Date().toLocaleDateString('fi')")),
    ):
        assert there in said
    assert "suljetussa" not in said
    assert page.locator(".sheet .done").count() == 2
    assert page.locator(".sheet .h-qr svg path").count() == 1
    assert page.locator(".sheet [id]").count() == 0


def test_places_to_write_on_hold_a_name_and_a_number_by_hand(open_page: Any, site: str) -> None:
    page = _sheet(open_page, f"{site}/{ALL}#vaihe-paatos&tapaaminen=alku.tahto", "client")
    wide = page.locator(".sheet .h-two .h-fill span").evaluate_all("all => all.map(e => e.offsetWidth / 96 * 25.4)")
    assert [width >= least for width, least in zip(wide, (75, 34, 34), strict=True)] == [True] * 3


def test_outside_the_meeting_nothing_is_said_to_be_done(open_page: Any, site: str) -> None:
    page = _sheet(open_page, f"{site}/{ALL}#vaihe-paatos", "client")
    assert page.locator(".sheet .done").count() == 0
    assert page.locator(".sheet .h-route").first.locator("li").count() == 3
    page = _sheet(open_page, f"{site}/{ALL}#vaihe-alku", "client")
    said = page.locator(".sheet").text_content()
    assert "Seuraavaksi" in said
    assert "henkilökortti" in said
    assert "014 123 456" in said


def test_summary_has_its_figures(open_page: Any, site: str) -> None:
    page = _sheet(open_page, f"{site}/{ALL}", "brief")
    assert page.locator(".b-fig b").all_text_contents() == ["6", "2", "4", "1", "1"]
    said = page.locator(".sheet").text_content()
    for there in ("työttömät", "Kaikki yhdessä.", "2–4 viikkoa", "Asiakas voi jäädä odottamaan.", "Lautakunta"):
        assert there in said


def test_summary_says_which_statutes_are_to_be_checked(open_page: Any, built: Path) -> None:
    page = _sheet(open_page, (built / "satakunta/tyollistymista-tukeva-polku/index.html").as_uri(), "brief")
    said = page.locator(".sheet").text_content()
    assert "(710/1982) 27\u00a0d\u00a0§ (tarkistettava), 27\u00a0e\u00a0§ (tarkistettava)" in said
    assert "(1301/2014) 36\u00a0§, 39\u00a0§" in said


def test_each_page_has_its_foot(open_page: Any, site: str, tmp_path: Path) -> None:
    page = _sheet(open_page, f"{site}/{LONG}#vaihe-vaihe-39", "client")
    pages, words = _paper(page, tmp_path)
    if not words:
        pytest.skip("pdftotext is not here")
    assert words.count("tarkistettu 1.11.2026") == pages
    assert words.count("versio 2.11.2026") == pages
    assert re.search(rf"\b1 ?/ ?{pages}\b", words)


def test_browsers_own_print_is_the_professionals(open_page: Any, site: str, tmp_path: Path) -> None:
    for settings in ({}, {"java_script_enabled": False}):
        page = open_page(f"{site}/{ALL}#vaihe-alku", **settings)
        pages, words = _paper(page, tmp_path)
        assert pages <= 3
        if words:
            for there in ("Kirjaa havainto", "Käsittelee asian", "Haluan mukaan", f"{BASE_URL}/alue/kaikki/"):
                assert there in words
            assert "Muistiinpanot" not in words


@pytest.mark.parametrize("place", [ALL, LONG])
def test_print_begins_with_the_drawing(open_page: Any, site: str, tmp_path: Path, place: str) -> None:
    for settings in ({}, {"java_script_enabled": False}):
        page = open_page(f"{site}/{place}", **settings)
        words = _paper(page, tmp_path)[1]
        assert page.locator("div.cuts").count() == 0, "on screens it would be in the way of every change"
        if words:
            drawn, _, listed = words.partition("Vaiheet järjestyksessä")
            # Each step's number stands once in the drawing: no piece shows what another does.
            assert drawn.count("Voi katketa") == listed.count("Voi katketa") > 0


@pytest.mark.parametrize("place", [ALL, LONG])
def test_the_drawings_text_is_large_enough_on_paper(open_page: Any, site: str, place: str) -> None:
    page = open_page(f"{site}/{place}", width=711)  # what is within the margins
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    pieces = page.locator(".cuts svg")
    scales = pieces.evaluate_all("all => all.map(e => e.getBoundingClientRect().width / e.viewBox.baseVal.width)")
    smallest = page.locator(".dia text").evaluate_all(
        "all => Math.min(...all.map(e => parseFloat(getComputedStyle(e).fontSize)))"
    )
    assert len(scales) > 1
    assert min(scales) * smallest * 0.75 >= 9
    tops = pieces.evaluate_all("all => all.map(e => e.viewBox.baseVal).map(v => [v.y, v.y + v.height])")
    assert [top for top, _ in tops[1:]] == [bottom for _, bottom in tops[:-1]], "all of it is there"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(pieces).to_have_count(0)


def test_the_longest_path_is_no_book(open_page: Any, built: Path, tmp_path: Path) -> None:
    page = open_page((built / "keski-suomi" / "tyotoiminta-27-d-e" / "index.html").as_uri())
    pages, _ = _paper(page, tmp_path)
    assert pages <= page.locator(".stp").count() / 2


def test_browsers_own_print_in_a_meeting_is_the_clients(open_page: Any, site: str, tmp_path: Path) -> None:
    page = open_page(f"{site}/{ALL}#vaihe-alku&tapaaminen=")
    page.locator(".meet h1").wait_for()
    pages, words = _paper(page, tmp_path)
    assert pages == 1
    if words:
        assert "Muistiinpanot" in words
        assert "Kirjaa havainto" not in words
    assert page.locator(".sheet").count() == 0, "afterwards it is gone"
    page.locator(".meet [data-leave]").click()
    assert "Kirjaa havainto" in (_paper(page, tmp_path)[1] or "Kirjaa havainto")


def test_no_step_is_split_and_nothing_needs_a_background(open_page: Any, site: str) -> None:
    page = open_page(f"{site}/{LONG}", width=688)
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('.stp')).breakInside") == "avoid"
    filled = page.evaluate(
        "[...document.querySelectorAll('main *')].filter(e => e.getClientRects().length &&"
        " !/^(rgba\\(0, 0, 0, 0\\)|rgb\\(255, 255, 255\\))$/.test(getComputedStyle(e).backgroundColor))"
        ".map(e => e.className)"
    )
    assert set(filled) <= {"dotc"}


def test_qr_code_is_on_paper_alone(open_page: Any, site: str) -> None:
    page = open_page(f"{site}/{ALL}")
    assert not page.locator(".qr").is_visible()
    page.emulate_media(media="print")
    box = page.locator(".qr svg").bounding_box()
    assert box is not None
    assert box["width"] / 96 * 25.4 >= 20, "large enough for a telephone"
