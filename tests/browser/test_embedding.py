"""A path in a frame on another site's page: servers of several origins, one of which sends the written headers."""

from __future__ import annotations

import functools
import http.server
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from factories import SITES, TODAY
from hosts import headers_of
from pathviz.pipeline import Options, build

pytestmark = pytest.mark.browser
Open = Callable[..., Page]

NAMED = "https://www.kunta.example"
"""The origin that the full test site lets frame its paths."""
DARK = "rgb(22, 32, 31)"
"""The ground of a page for frames in the dark theme."""
PUBLIC = "https://polut.example.fi"
"""The full test site's public address."""


@contextmanager
def served(handler: Callable[..., http.server.BaseHTTPRequestHandler]) -> Iterator[str]:
    """The origin of a server on this computer."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the library's name)
        """Say nothing of each request."""


@dataclass
class Net:
    """A site with paths, and two others of which it lets the first frame them."""

    paths: str
    town: str
    stranger: str
    folder: Path


class _Host(_Quiet):
    """Sends what `_headers` says, with the origin of this computer's town in the place of the named one."""

    town = ""

    def end_headers(self) -> None:
        text = (Path(self.directory) / "_headers").read_text().replace(NAMED, self.town)
        for name, values in headers_of(text, self.path.partition("?")[0]).items():
            self.send_header(name, ", ".join(values))
        super().end_headers()


@pytest.fixture(scope="module")
def net(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Net]:
    folder = tmp_path_factory.mktemp("embedding")
    shutil.copytree(SITES / "full", folder / "site")
    assert build(Options(folder / "site", folder / "output", today=TODAY)).files
    pages = folder / "pages"
    pages.mkdir()
    others = functools.partial(_Quiet, directory=str(pages))
    with served(others) as town, served(others) as stranger:
        _Host.town = town
        with served(functools.partial(_Host, directory=str(folder / "output"))) as paths:
            yield Net(paths, town, stranger, folder)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1000, "height": 700}, reduced_motion="reduce")
    yield context
    context.close()


def embed(net: Net, *, script: bool = True) -> str:
    """Write a page of another site on which the code that the path's page gives is pasted; the page's name."""
    html = (net.folder / "output/upotus/alue/polku/index.html").read_text()
    pasted = re.search(r"<textarea[^>]*>(.*?)</textarea>", html, re.DOTALL)
    assert pasted is not None
    code = pasted[1]
    for written, meant in (("&lt;", "<"), ("&gt;", ">"), ("&#34;", '"'), ("&quot;", '"'), ("&amp;", "&")):
        code = code.replace(written, meant)
    code = code.replace(PUBLIC, net.paths)
    if not script:
        code = code.rpartition("\n")[0]
    name = f"sivu-{int(script)}.html"
    page = f"<!doctype html><html lang=fi><title>Kunta</title><h1>Kunnan sivu</h1>{code}<p>Loppu</p>"
    (net.folder / "pages" / name).write_text(page)
    return name


def heights(page: Page) -> tuple[float, float]:
    """How high the frame is, and what is in it."""
    frame = page.frames[1]
    inside = frame.evaluate("document.documentElement.getBoundingClientRect().height")
    box = page.locator("iframe").bounding_box()
    assert box is not None
    return box["height"], inside


def test_the_frame_grows_and_shrinks_with_its_content(net: Net, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{net.town}/{embed(net)}")
    page.locator("iframe").scroll_into_view_if_needed()
    expect(page.frame_locator("iframe").locator("h1")).to_be_visible()
    for width in (1000, 400, 1000):
        page.set_viewport_size({"width": width, "height": 700})
        inside = page.frames[1].evaluate("document.documentElement.getBoundingClientRect().height")
        assert inside != 800
        expect(page.locator("iframe")).to_have_css("height", f"{-(-inside // 1):.0f}px")
    page.frames[1].evaluate("document.querySelectorAll('section').forEach(function (each) { each.hidden = true; })")
    expect(page.locator("iframe")).not_to_have_css("height", f"{-(-inside // 1):.0f}px")
    outer, inside = heights(page)
    assert 0 <= outer - inside < 1


def test_without_the_script_the_frame_scrolls_and_the_link_is_there(net: Net, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{net.town}/{embed(net, script=False)}")
    expect(page.frame_locator("iframe").locator("h1")).to_be_visible()
    outer, inside = heights(page)
    assert outer == 800 < inside
    page.get_by_role("link", name="Palvelupolku: ").click()
    page.wait_for_url(f"{net.paths}/alue/polku/")


def test_no_other_page_sets_the_height_of_a_frame(net: Net, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{net.town}/{embed(net)}")
    expect(page.locator("iframe")).not_to_have_css("height", "800px")
    was = page.locator("iframe").evaluate("element => element.style.height")
    # The page itself is another window than the frame's, and speaks from another origin.
    page.evaluate("postMessage({kind: 'palvelupolku', height: 123}, '*')")
    # The frame itself, but nonsense; then another frame, whose words are its own.
    page.frames[1].evaluate("parent.postMessage({kind: 'palvelupolku', height: '124'}, '*')")
    page.frames[1].evaluate("parent.postMessage({kind: 'palvelupolku', height: 1e9}, '*')")
    expect(page.locator("iframe")).to_have_css("height", "30000px")
    assert was != "123px"


@pytest.mark.parametrize("scripts", [True, False])
def test_every_link_in_the_frame_leaves_it(net: Net, browser: Browser, *, scripts: bool) -> None:
    context = browser.new_context(viewport={"width": 1000, "height": 700}, java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{net.town}/{embed(net)}")
    page.frame_locator("iframe").locator("li .ti a").first.click()
    page.wait_for_url(f"{net.paths}/alue/polku/index.html#vaihe-*")
    context.close()


def test_a_site_that_is_not_named_is_refused(net: Net, context: BrowserContext) -> None:
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    name = embed(net)
    page.goto(f"{net.stranger}/{name}")
    expect(page.get_by_text("Loppu")).to_be_visible()
    page.wait_for_timeout(500)
    assert any("frame-ancestors" in line for line in said), said
    expect(page.frame_locator("iframe").locator("#vaiheet-h")).to_have_count(0)
    # Pages with the site's own menu are in nobody's frame but the site's.
    (net.folder / "pages" / "koko.html").write_text(f'<iframe src="{net.paths}/alue/polku/index.html"></iframe>')
    said.clear()
    page.goto(f"{net.town}/koko.html")
    page.wait_for_timeout(500)
    assert any("frame-ancestors" in line for line in said), said


def test_pages_work_under_the_written_headers(net: Net, context: BrowserContext) -> None:
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    for name in ("index.html", "alue/polku/index.html", "upotus/alue/polku/index.html#upota"):
        page.goto(f"{net.paths}/{name}")
        expect(page.locator("h1")).to_be_visible()
    assert said == []


def test_the_code_is_copied_with_a_button_or_by_hand(net: Net, context: BrowserContext, browser: Browser) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{net.paths}/alue/polku/index.html")
    page.get_by_role("link", name="Upota tämä polku").click()
    code = page.get_by_label("Koodi", exact=True)
    expect(code).to_be_visible()
    page.get_by_role("button", name="Kopioi koodi").press("Enter")
    expect(page.get_by_role("status")).to_have_text("Koodi on kopioitu.")
    assert page.evaluate("navigator.clipboard.readText()") == code.input_value()
    bare = browser.new_context(java_script_enabled=False)
    page = bare.new_page()
    page.goto(f"{net.paths}/upotus/alue/polku/index.html#upota")
    expect(page.get_by_label("Koodi", exact=True)).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    page.goto(f"{net.paths}/upotus/alue/polku/index.html")
    expect(page.get_by_label("Koodi", exact=True)).to_be_hidden()
    bare.close()


def test_a_frame_from_disk_grows_too(net: Net, context: BrowserContext) -> None:
    name = embed(net)
    text = (net.folder / "pages" / name).read_text()
    disk = (net.folder / "output").as_uri()
    text = text.replace(f"{net.paths}/upotus/alue/polku/", f"{disk}/upotus/alue/polku/index.html")
    page = context.new_page()
    (net.folder / "pages" / "levy.html").write_text(text.replace(net.paths, disk))
    page.goto((net.folder / "pages" / "levy.html").as_uri())
    expect(page.locator("iframe")).not_to_have_css("height", "800px")


@pytest.mark.parametrize("scheme", ["light", "light dark"])
def test_the_frame_is_dark_only_on_a_page_that_can_be(net: Net, browser: Browser, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 1000, "height": 700}, color_scheme="dark")
    page = context.new_page()
    name = embed(net)
    file = net.folder / "pages" / name
    file.write_text(file.read_text().replace("<html ", f'<html style="color-scheme: {scheme}" '))
    page.goto(f"{net.town}/{name}")
    expect(page.locator("iframe")).not_to_have_css("height", "800px")
    ground = page.frame_locator("iframe").locator("body")
    expect(ground).to_have_css("background-color", "rgb(255, 255, 255)" if scheme == "light" else DARK)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("anchor", ["", "#upota"])
def test_it_is_accessible_and_never_too_wide(net: Net, browser: Browser, anchor: str, width: int, scheme: Any) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{net.paths}/upotus/alue/polku/index.html{anchor}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    context.close()
