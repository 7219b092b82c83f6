"""The repository's own site as a whole: links, markup, policies, sameness."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest
import tinyhtml5

from conftest import BASE_URL, ROOT
from pathviz.publish import MANIFEST

VOID_OF_MEANING = frozenset({"mailto", "tel", "https", "http"})


class Page(HTMLParser):
    """What the tests ask of a page: its ids, links, resources, scripts, attributes and headings."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.links: list[str] = []
        self.resources: list[str] = []
        self.inline_scripts: list[str] = []
        self.bad_attributes: list[str] = []
        self.headings: list[int] = []
        self.policies: list[str] = []
        self.json_ld: list[str] = []
        self._script = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if "id" in found:
            self.ids.append(found["id"])
        self.bad_attributes += [name for name in found if name.startswith("on") or name == "style"]
        if tag in ("a", "use") and "href" in found:
            self.links.append(found["href"])
        elif tag == "link" and found.get("rel") not in ("canonical", "alternate"):
            self.resources.append(found["href"])
        elif tag in ("img", "script", "iframe", "source") and "src" in found:
            self.resources.append(found["src"])
        if tag == "script" and "src" not in found:
            self._script = found.get("type", "text/javascript")
        if tag == "style":
            self.inline_scripts.append("<style>")
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "meta" and found.get("http-equiv") == "Content-Security-Policy":
            self.policies.append(found["content"])

    def handle_data(self, data: str) -> None:
        if self._script == "application/ld+json":
            self.json_ld.append(data)
        elif self._script:
            self.inline_scripts.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._script = ""


@pytest.fixture(scope="module")
def pages(built: Path) -> dict[str, Page]:
    """Every page of the built site by its address."""
    return {file.relative_to(built).as_posix(): Page(file.read_text("utf-8")) for file in sorted(built.rglob("*.html"))}


def test_every_kind_of_page_is_there(pages: dict[str, Page], built: Path) -> None:
    expected = [
        "index.html",
        "404.html",
        "keski-suomi/index.html",
        "keski-suomi/kuntouttava-tyotoiminta/index.html",
        "toimijat/index.html",
        "toimijat/asiakas/index.html",
        "lait/index.html",
        "lait/189-2001/index.html",
        "sanasto/index.html",
        "lahteet/index.html",
        "saavutettavuus/index.html",
        "virheet/index.html",
        "sv/helsinki/index.html",
    ]
    assert [name for name in expected if name not in pages] == []
    assert (built / "robots.txt").is_file()


def test_every_link_and_anchor_resolves(pages: dict[str, Page], built: Path) -> None:
    broken = []
    for name, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme in VOID_OF_MEANING:
                continue
            target = _target(name, unquote(parts.path))
            if target is None or not (built / target).is_file():
                broken.append(f"{name}: {link}")
            elif parts.fragment and unquote(parts.fragment) not in pages[target].ids:
                broken.append(f"{name}: {link} (no such anchor)")
    assert broken == []


def _target(page: str, path: str) -> str | None:
    """The file that a link means; root-relative links (404.html) start at the base address."""
    if path.startswith("/"):
        start = urlsplit(BASE_URL).path + "/"
        found = path.removeprefix(start) if path.startswith(start) else None
        return found and (found + "index.html" if found.endswith("/") else found) if found != "" else "index.html"
    if not path:
        return page
    return os.path.normpath(os.path.join(os.path.dirname(page), path)).replace(os.sep, "/")  # noqa: PTH118, PTH120


def test_every_resource_is_our_own(pages: dict[str, Page], built: Path) -> None:
    missing = []
    for name, page in pages.items():
        for resource in page.resources:
            target = None if urlsplit(resource).scheme else _target(name, resource)
            if target is None or not (built / target).is_file():
                missing.append(f"{name}: {resource}")
    assert missing == []


def test_styles_ask_for_our_own_files_alone(built: Path) -> None:
    asked = []
    for style in built.rglob("*.css"):
        addresses = re.findall(r"url\(\s*[\"']?([^)\"']+)", style.read_text("utf-8"))
        asked += [
            f"{style.name}: {address}"
            for address in addresses
            if not address.startswith("data:") and not (style.parent / address).is_file()
        ]
        assert "@import" not in style.read_text("utf-8")
    assert asked == []


def test_ids_are_unique(pages: dict[str, Page]) -> None:
    twice = {
        name: sorted({each for each in page.ids if page.ids.count(each) > 1})
        for name, page in pages.items()
        if len(page.ids) != len(set(page.ids))
    }
    assert twice == {}


def test_no_page_has_inline_script_style_or_handler(pages: dict[str, Page]) -> None:
    found = {name: page.inline_scripts + page.bad_attributes for name, page in pages.items()}
    assert {name: what for name, what in found.items() if what} == {}


def test_every_page_has_one_strict_policy(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert len(page.policies) == 1, name
        policy = dict(part.strip().split(" ", 1) for part in page.policies[0].split(";") if " " in part.strip())
        assert policy["default-src"] == "'none'", name
        assert policy["script-src"] == "'self'", name
        assert "unsafe" not in page.policies[0], name


def test_headings_begin_with_one_h1_and_skip_no_level(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert page.headings.count(1) == 1, name
        assert page.headings[0] == 1, name
        jumps = [(a, b) for a, b in zip(page.headings, page.headings[1:], strict=False) if b > a + 1]
        assert jumps == [], name


def test_html_is_valid(built: Path) -> None:
    faults = []
    for file in sorted(built.rglob("*.html")):
        parser = tinyhtml5.parser.HTMLParser(tinyhtml5.treebuilder.TreeBuilder(namespace_html_elements=False))
        parser.parse(file.read_text("utf-8"))
        faults += [f"{file.relative_to(built)}: {position} {code}" for position, code, _ in parser.errors]
    assert faults == []


def test_path_pages_say_what_they_are_to_machines(pages: dict[str, Page]) -> None:
    page = pages["keski-suomi/kuntouttava-tyotoiminta/index.html"]
    (data,) = (json.loads(text) for text in page.json_ld)
    assert data["@type"] == "GovernmentService"
    assert data["url"] == f"{BASE_URL}/keski-suomi/kuntouttava-tyotoiminta/"


def test_sitemap_lists_every_page_once(pages: dict[str, Page], built: Path) -> None:
    tree = ET.parse(built / "sitemap.xml")  # noqa: S314 (our own file)
    listed = [element.text or "" for element in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    # Fault codes and the format are for authors who come from a message or a guide, not for those who search; and
    # nobody searches for the page that says that there is no network, or for the pages for frames.
    hidden = ("404.html", "virheet/", "/muoto/", "ei-yhteytta/", "upotus/")
    public = [name for name in pages if not any(part in name for part in hidden)]
    expected = [f"{BASE_URL}/{name.removesuffix('index.html')}" for name in public]
    assert sorted(listed) == sorted(expected)
    assert f"Sitemap: {BASE_URL}/sitemap.xml" in (built / "robots.txt").read_text("utf-8")


def test_every_step_has_its_address(pages: dict[str, Page]) -> None:
    ids = pages["keski-suomi/tyotoiminta-27-d-e/index.html"].ids
    source = (ROOT / "content/keski-suomi/tyotoiminta-27-d-e/path.yaml").read_text("utf-8")
    steps = re.findall(r"^      ([a-z0-9-]+):$", source, re.MULTILINE)
    assert len(steps) >= 8
    assert [step for step in steps if f"vaihe-{step}" not in ids] == []


def test_published_pages_know_nothing_of_the_preview(built: Path) -> None:
    assert [file for file in built.rglob("*") if file.is_file() and b"livereload" in file.read_bytes()] == []


def _digest(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_paths_that_have_ended_come_last(built: Path) -> None:
    for place in ("index.html", "satakunta/index.html"):
        rows = (
            (built / place)
            .read_text("utf-8")
            .partition('<table class="tbl"')[2]
            .partition("</table>")[0]
            .split("<tr ")[1:]
        )
        ended = ["Päättynyt" in row for row in rows]
        assert True in ended
        assert ended == sorted(ended), place


def test_the_glossary_begins_with_its_letters(pages: dict[str, Page], built: Path) -> None:
    for place in ("sanasto/index.html", "sv/sanasto/index.html"):
        letters = re.findall(
            r'<li><a href="#([^"]+)">([^<]+)</a>', (built / place).read_text("utf-8").partition("letters")[2]
        )
        assert [letter for _, letter in letters] == sorted({letter for _, letter in letters})
        assert {anchor for anchor, _ in letters} <= set(pages[place].ids)
        assert len(letters) > 10


def test_two_builds_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    """Another folder, another number of jobs, another hash seed and time zone."""
    site = tmp_path / "elsewhere" / "site"
    site.mkdir(parents=True)
    for name in ("content", "regions"):
        _copy(ROOT / name, site / name)
    command = [sys.executable, "-m", "pathviz", "build", "--site", str(site), "--jobs", "1", "--base-url", BASE_URL]
    environment = os.environ | {"PYTHONHASHSEED": "4", "TZ": "Asia/Tokyo", "PYTHONPATH": str(ROOT / "src")}
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    mine, theirs = _digest(built), _digest(site / "output")
    assert mine.keys() == theirs.keys()
    assert {name for name in mine if mine[name] != theirs[name]} == set()
    assert MANIFEST in mine


def _copy(source: Path, target: Path) -> None:
    """Copy a folder, its files in reverse order, so that the file system lists them in another one."""
    for file in sorted(source.rglob("*"), reverse=True):
        if file.is_file():
            (target / file.relative_to(source)).parent.mkdir(parents=True, exist_ok=True)
            (target / file.relative_to(source)).write_bytes(file.read_bytes())
