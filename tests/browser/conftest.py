"""A real Chromium, and the built site as a server on this computer."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

import factories
from pathviz.pipeline import Options, build

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
HOW = (
    "The browser tests need Chromium: on Debian and Ubuntu `apt-get install chromium`, elsewhere any Chromium or "
    "Chrome, whose path may be given in PATHVIZ_CHROMIUM."
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the browser a second chance: now and then Chromium lets a key fall that comes before it has painted.

    What is really wrong is so three times in a row.
    """
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=2))


def chromium() -> str:
    """The path of a Chromium; without one the tests are skipped with advice, and fail in CI."""
    found = os.environ.get("PATHVIZ_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(HOW)
        pytest.skip(HOW)
    return found


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the library's name)
        """Say nothing of each request."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    """The built site's address on this computer, without a slash at its end."""
    handler = functools.partial(_Quiet, directory=str(built.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{built.name}"
        server.shutdown()


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The full test site, built, to be opened from disk."""
    site = factories.full(tmp_path_factory.mktemp("full") / "site")
    assert build(Options(site, site / "output", today=factories.TODAY)).files
    return site / "output"


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:
    """Opens a page of the site in a context of its own; what its console says is in `page.said`."""
    contexts: list[BrowserContext] = []

    def open_(name: str = "index.html", *, width: int = 1440, height: int = 900, **settings: Any) -> Page:
        # A worker would fetch the whole site for each of these contexts; test_offline.py tries it.
        alone = {"service_workers": "block", "reduced_motion": "reduce"}
        settings = {"viewport": {"width": width, "height": height}, **alone, **settings}
        context = browser.new_context(**settings)
        contexts.append(context)
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text) if _tells_of_a_fault(message) else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: said.append(request.url) if _is_foreign(request.url, address) else None)
        page.said = said  # type: ignore[attr-defined]
        page.goto(name if name.startswith("file:") else f"{address}/{name}")
        return page

    yield open_
    for context in contexts:
        context.close()


def _tells_of_a_fault(message: ConsoleMessage) -> bool:
    """A site built for a host asks for its font ahead; from a disk that is refused, and the font comes later."""
    where, font = message.location["url"], "inter.woff2"
    is_refused = where.startswith("file:") and (where.endswith(font) or font in message.text)
    return message.type == "error" and not is_refused


def _is_foreign(url: str, address: str) -> bool:
    return not url.startswith((address, "data:", "file:", "blob:"))
