"""The site on days without a network: what is kept after one visit, how a new version comes, how it is turned off."""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from factories import SITES, TODAY
from pathviz.pages import offline
from pathviz.pipeline import Options, build

pytestmark = pytest.mark.browser

PATH = "alue/polku/index.html"
FOLDER = "palvelut/polut"
"""The site stands in a folder of a folder of its server, beside other things of its owner."""

KEPT = "async () => (await caches.keys()).filter(each => each.startsWith('pathviz:'))"
WHOLE = """async () => {
    let whole = 0;
    for (const name of await caches.keys())
        if ((await (await caches.open(name)).keys()).some(each => each.url.endsWith('?kokonaan'))) whole += 1;
    return navigator.serviceWorker.controller ? whole : 0;
}"""
"""How many versions are kept whole, once a worker sees to the page."""
NAMES = """async () => {
    const found = [];
    for (const name of await caches.keys())
        for (const each of await (await caches.open(name)).keys()) found.push(new URL(each.url).pathname);
    return found;
}"""


class Server:
    """A site as a server publishes it, to be published anew; what was asked for is in `asked`."""

    def __init__(self, folder: Path) -> None:
        self.site = folder / "site"
        self.root = folder / "www"
        self.asked: list[str] = []
        shutil.copytree(SITES / "full", self.site)
        self.publish()
        asked = self.asked

        class Handler(http.server.SimpleHTTPRequestHandler):
            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ARG002 (the library's name)
                asked.append(self.path)

            def end_headers(self) -> None:
                self.send_header("Cache-Control", "no-cache")
                super().end_headers()

        handler = functools.partial(Handler, directory=str(self.root))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/{FOLDER}"

    def publish(self) -> None:
        """Put the site as it is written now in the place of the one before, as a whole."""
        outcome = build(Options(self.site, self.root / FOLDER, today=TODAY, jobs=1))
        assert outcome.files

    def edit(self, name: str, before: str, after: str) -> None:
        file = self.site / name
        text = file.read_text(encoding="utf-8")
        assert before in text
        file.write_text(text.replace(before, after), encoding="utf-8")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    found = Server(tmp_path)
    yield found
    found.server.shutdown()
    found.server.server_close()


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Visit]:
    """A reader's browser that opens pages of the site; all pages of a test are its tabs."""
    context: BrowserContext = browser.new_context(service_workers="allow", reduced_motion="reduce")

    def open_(name: str = "index.html", *, ready: bool = True) -> Page:
        page = context.new_page()
        page.goto(f"{server.address}/{name}")
        if ready:
            _until(page, f"async () => await ({WHOLE})() > 0")
        return page

    yield open_
    context.close()


def test_after_one_visit_the_whole_site_is_there_without_a_network(visit: Visit, server: Server) -> None:
    page = visit()
    page.context.set_offline(True)
    page.goto(f"{server.address}/{PATH}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.locator("svg[role=graphics-document] a:visible").count() > 0
    # The actors' drawing is a script of its own, which is asked for when a reader wants to see it.
    page.locator("[name=nakyma][value=toimijat]").check(force=True)
    expect(page.locator(".v-lanes svg").first).to_be_visible()
    page.goto(f"{server.address}/sv/alue/polku/")
    assert page.locator("html").get_attribute("lang") == "sv"
    page.goto(f"{server.address}/toimijat?a=b")
    assert page.url == f"{server.address}/toimijat/", "as a server does"


def test_a_page_that_is_not_kept_says_so_and_lists_what_is(visit: Visit, server: Server) -> None:
    page = visit()
    page.context.set_offline(True)
    page.goto(f"{server.address}/sivut/uusi/")
    expect(page.get_by_role("heading", level=1, name="Ei verkkoyhteyttä")).to_be_visible()
    kept = page.locator("[data-kept] a")
    expect(kept.first).to_be_visible()
    titles = kept.all_inner_texts()
    assert "Palvelupolku, Esimerkkialue" in titles
    assert len(titles) == len(set(titles)), "those of other languages are not among them"
    again = page.get_by_role("link", name="Yritä uudelleen")
    assert again.get_attribute("href") == f"{server.address}/sivut/uusi/"
    assert Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"] == []
    page.goto(f"{server.address}/sv/uusi/")
    expect(page.get_by_role("heading", level=1, name="Ingen nätanslutning")).to_be_visible()
    kept.first.click()
    assert "/sv/" in page.url


def test_the_page_without_a_network_leads_nowhere_else(visit: Visit, server: Server) -> None:
    page = visit("ei-yhteytta/index.html#haettu=https%3A%2F%2Fevil.example%2F")
    page.reload()
    expect(page.locator("[data-kept] a").first).to_be_visible()
    assert not page.get_by_role("link", name="Yritä uudelleen").is_visible()
    page.goto(f"{server.address}/ei-yhteytta/index.html#haettu=javascript%3Aalert(1)")
    page.reload()
    expect(page.locator("[data-kept] a").first).to_be_visible()
    assert not page.get_by_role("link", name="Yritä uudelleen").is_visible()


def test_a_new_version_is_read_at_once_and_kept_whole_before_it_takes_over(visit: Visit, server: Server) -> None:
    page = visit(PATH)
    (first,) = page.evaluate(KEPT)
    server.edit("content/alue/polku/index.md", "title: Palvelupolku", "title: Uusi reitti")
    server.publish()
    server.asked.clear()
    page.reload()
    expect(page.get_by_role("heading", level=1, name="Uusi reitti")).to_be_visible()
    _until(page, f"async () => await ({WHOLE})() === 2")
    second = page.evaluate(KEPT)[-1]
    assert second != first
    asked = {each.partition("?")[0] for each in server.asked}
    assert not [each for each in asked if each.endswith((".css", ".woff2"))], "what is the same is not fetched again"
    page.context.set_offline(True)
    page.goto(f"{server.address}/index.html")
    page.goto(f"{server.address}/{PATH}")
    expect(page.get_by_role("heading", level=1, name="Uusi reitti")).to_be_visible()
    page.context.set_offline(False)
    # One version before the newest stays, for pages that are still open; older ones go.
    server.edit("content/alue/polku/index.md", "title: Uusi reitti", "title: Uusin reitti")
    server.publish()
    page.reload()
    _until(page, f"async () => !(await ({KEPT})()).includes('{first}')")
    assert page.evaluate(KEPT)[0] == second
    assert len(page.evaluate(KEPT)) == 2


def test_a_page_that_is_open_gets_the_scripts_of_its_own_version(visit: Visit, server: Server) -> None:
    page = visit(PATH)
    server.edit("content/alue/polku/path.yaml", "title: Tuen tarve", "title: Avun tarve")
    before = {file.name for file in (server.root / FOLDER / "alue/polku").glob("toimijat.*.js")}
    server.publish()
    assert before.isdisjoint(file.name for file in (server.root / FOLDER / "alue/polku").glob("toimijat.*.js"))
    other = visit("index.html", ready=False)
    _until(other, f"async () => await ({WHOLE})() === 2")
    _until(other, "async () => (await navigator.serviceWorker.getRegistration()).active?.state === 'activated'")
    page.locator("[name=nakyma][value=toimijat]").check(force=True)
    expect(page.locator(".v-lanes svg").first).to_be_visible()
    expect(page.locator(".v-lanes")).to_contain_text("Tuen tarve")


def test_a_version_that_cannot_be_fetched_whole_never_takes_over(visit: Visit, server: Server) -> None:
    page = visit(PATH)
    (first,) = page.evaluate(KEPT)
    server.edit("content/alue/polku/index.md", "title: Palvelupolku", "title: Uusi reitti")
    server.publish()
    # A server that changes what is published, or has the next version half in place.
    file = server.root / FOLDER / PATH
    file.write_bytes(file.read_bytes() + b"<!-- ? -->")
    page.reload()
    expect(page.get_by_role("heading", level=1, name="Uusi reitti")).to_be_visible()
    page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).update().catch(() => 0)")
    _until(page, "async () => !(await navigator.serviceWorker.getRegistration()).installing")
    assert page.evaluate(f"({WHOLE})()") == 1
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", level=1, name="Palvelupolku")).to_be_visible()
    assert page.evaluate("document.fonts.ready.then(() => getComputedStyle(document.body).fontFamily)").startswith(
        '"PV'
    )
    assert first in page.evaluate(KEPT)


def test_a_server_that_fails_is_no_better_than_none(visit: Visit, server: Server) -> None:
    page = visit(PATH)
    server.server.RequestHandlerClass.func.do_GET = lambda self: self.send_error(503)  # type: ignore[attr-defined]
    page.reload()
    expect(page.get_by_role("heading", level=1, name="Palvelupolku")).to_be_visible()


def test_turned_off_it_leaves_former_readers(visit: Visit, server: Server) -> None:
    page = visit(PATH)
    server.edit("content/site.yaml", "offline: true", "offline: false")
    server.publish()
    assert not (server.root / FOLDER / "ei-yhteytta").exists()
    page.reload()
    _until(
        page, "async () => !(await navigator.serviceWorker.getRegistrations()).length && !(await caches.keys()).length"
    )
    page.reload()
    assert page.evaluate("navigator.serviceWorker.controller") is None
    assert page.locator("html").get_attribute("data-worker") is None


def test_of_a_large_site_the_pages_that_were_read_are_kept(
    visit: Visit, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offline, "WHOLE_SITE", 1000)
    server.edit("content/site.yaml", "title: Palvelupolut", "title: Suuri sivusto")
    server.publish()
    page = visit(PATH)
    page.goto(f"{server.address}/toimijat/index.html")
    _until(page, f"async () => (await ({NAMES})()).some(each => each.endsWith('/toimijat/index.html'))")
    names = page.evaluate(NAMES)
    assert [name for name in names if re.search(r"/alue/polku/toimijat\.\w+\.js$", name)], "what the page may ask for"
    assert not [name for name in names if "/lait/" in name]
    page.context.set_offline(True)
    page.goto(f"{server.address}/{PATH}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(f"{server.address}/lait/index.html")
    expect(page.get_by_role("heading", level=1, name="Ei verkkoyhteyttä")).to_be_visible()
    page.context.set_offline(False)
    server.edit("content/alue/polku/index.md", "title: Palvelupolku", "title: Uusi reitti")
    server.publish()
    page.goto(f"{server.address}/toimijat/index.html")
    _until(page, f"async () => await ({WHOLE})() === 2")
    page.context.set_offline(True)
    page.goto(f"{server.address}/{PATH}")
    expect(page.get_by_role("heading", level=1, name="Uusi reitti")).to_be_visible()


def test_a_folder_on_disk_asks_for_no_worker(browser: Browser, server: Server) -> None:
    context = browser.new_context(service_workers="allow")
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((server.root / FOLDER / PATH).as_uri())
    page.wait_for_load_state("load")
    # The site was built for a host: from a disk the browser refuses to fetch its font ahead, and says so.
    assert [
        line for line in said if "inter.woff2" not in line and line != "Failed to load resource: net::ERR_FAILED"
    ] == []
    context.close()


def _until(page: Page, asked: str) -> None:
    """Wait for what a function of the page tells; the page's policy leaves none of Playwright's own waits."""
    for _ in range(200):
        if page.evaluate(asked):
            return
        page.wait_for_timeout(50)
    raise AssertionError(asked)
