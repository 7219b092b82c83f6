"""A path's page for frames, and the code that is copied to other sites."""

from __future__ import annotations

import posixpath
import shutil
from collections.abc import Mapping
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from factories import SITES, TODAY, description, end, path, site, start, step, to
from pathviz import making, pages
from pathviz.model import Status
from pathviz.pages.embeds import moved
from pathviz.pages.policy import CSP
from pathviz.pipeline import Options, build

PAGE = "upotus/alue/polku/index.html"


class Tags(HTMLParser):
    """The tags of a page with their attributes, and the texts of its elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The pages of the full test site by address."""
    copy = shutil.copytree(SITES / "full", tmp_path_factory.mktemp("embeds") / "site")
    output = copy / "output"
    assert build(Options(copy, output, today=TODAY)).files
    return {file.relative_to(output).as_posix(): file.read_text() for file in output.rglob("*.html")}


def made(tmp_path: Path, *steps: object, base_url: str = "", **about: object) -> dict[str, str]:
    found = site(path(*steps, description=description(**about)))  # type: ignore[arg-type]
    found = replace(found, info=replace(found.info, base_url=base_url))
    return {
        name: text.decode()
        for name, text in making.make({"fi": found}, tmp_path).files.items()
        if name.endswith(".html")
    }


def code(html: str) -> str:
    """What is copied."""
    return unescape(html.partition("<textarea")[2].partition(">")[2].partition("</textarea>")[0])


def test_every_version_of_a_path_has_one_in_every_language(full: Mapping[str, str]) -> None:
    framed = {name for name in full if name.startswith("upotus/")}
    assert {
        "upotus/alue/polku/index.html",
        "upotus/alue/kunta/polku/index.html",
        "upotus/sv/alue/polku/index.html",
        "upotus/sv/alue/kunta/polku/index.html",
    } <= framed
    for name in framed:
        page = name.removeprefix("upotus/")
        up = "../" * name.count("/")
        # The path's own page leads there, and it leads to the path's own page.
        assert f'href="{posixpath.relpath(name, posixpath.dirname(page))}#upota"' in full[page]
        assert f'<a class="btn" href="{up}{page}">' in full[name]


def test_it_is_bare_and_not_for_search_engines(full: Mapping[str, str]) -> None:
    found = Tags(full[PAGE])
    assert not found.all("nav")
    assert len(found.all("h1")) == 1
    assert {"name": "robots", "content": "noindex"} in found.all("meta")
    assert {"rel": "canonical", "href": "https://polut.example.fi/alue/polku/"} in found.all("link")
    assert {"http-equiv": "Content-Security-Policy", "content": CSP} in found.all("meta")
    assert found.all("base") == [{"target": "_top"}]


def test_sitemap_knows_nothing_of_it(tmp_path: Path) -> None:
    found = site(path())
    found = replace(found, info=replace(found.info, base_url="https://x.example"))
    files = making.make({"fi": found}, tmp_path).files
    assert PAGE in files
    assert b"upotus" not in files["sitemap.xml"]


def test_links_of_its_drawings_lead_to_the_paths_own_page(full: Mapping[str, str]) -> None:
    for name in ("upotus/alue/polku/index.html", "upotus/sv/alue/kunta/polku/index.html"):
        page = name.removeprefix("upotus/")
        hrefs = [href for tag in Tags(full[name]).all("a") if (href := tag["href"]) and not urlsplit(href).scheme]
        to_steps = 0
        for href in hrefs:
            file, _, anchor = href.partition("#")
            assert file, href
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), file))
            assert target in full, href
            if anchor:
                assert f'id="{anchor}"' in full[target], href
                to_steps += target == page
        assert to_steps > 3


def test_ways_out_of_a_drawing_are_moved_too() -> None:
    drawing = (
        b'<a href="#vaihe-a">x</a><a class="k" href="../muu/index.html#vaihe-b"><a href="../../sv/a/b/index.html">'
    )
    assert moved(drawing, "alue/polku/index.html", PAGE) == (
        b'<a href="../../../alue/polku/index.html#vaihe-a">x</a>'
        b'<a class="k" href="../../../alue/muu/index.html#vaihe-b">'
        b'<a href="../../../sv/a/b/index.html">'
    )


def test_a_drawing_is_not_moved_where_its_words_look_like_an_address() -> None:
    drawing = b"<text>&quot; href=&quot;#x&quot;</text><text> href=#</text>"
    assert moved(drawing, "alue/polku/index.html", PAGE) == drawing


def test_steps_are_told_in_short(tmp_path: Path) -> None:
    steps = (
        start("alku", to("valinta"), title="Alku", summary="Asia <tulee> esiin."),
        step("valinta", to("loppu", "Kyllä"), to("alku", "Ei vielä", back=True), title="Valinta", summary="Päätös."),
        end("loppu", title="Loppu", summary="Valmis."),
    )
    html = made(tmp_path, *steps)[PAGE]
    assert "Asia &lt;tulee&gt; esiin." in html
    assert html.count('<ul class="ways">') == 1
    assert 'Kyllä <span aria-hidden="true">→ </span>Vaihe 3</li>' in html
    assert 'Ei vielä <span aria-hidden="true">→ </span>Vaihe 1</li>' in html
    assert '<a href="../../../alue/polku/index.html#vaihe-loppu"><span class="sr">Vaihe 3: </span>Loppu</a>' in html


@pytest.mark.parametrize(("status", "said"), [(Status.READY, False), (Status.ARCHIVED, True)])
def test_a_service_that_has_ended_is_said_in_the_frame_too(tmp_path: Path, status: Status, *, said: bool) -> None:
    html = made(tmp_path, start("alku", "loppu"), end("loppu"), status=status)[PAGE]
    assert ('<p class="alert">' in html) is said


# ---------------------------------------------------------------- the code


def test_code_has_frame_link_and_script(tmp_path: Path) -> None:
    html = made(tmp_path, start("alku", "loppu"), end("loppu"), base_url="https://x.example/p", title='A & "B"')[PAGE]
    found = Tags(code(html))
    (frame,) = found.all("iframe")
    assert frame["src"] == "https://x.example/p/upotus/alue/polku/"
    assert frame["title"] == 'Palvelupolku: A & "B", Alue'
    assert frame["loading"] == "lazy"
    assert found.all("a") == [{"href": "https://x.example/p/alue/polku/"}]
    assert found.all("script") == [{"src": "https://x.example/p/upotus.js", "defer": None}]
    # Each on a line of its own, so that the script can be left out.
    assert [line.partition(" ")[0] for line in code(html).splitlines()] == ["<iframe", "<p><a", "<script"]


def test_without_a_public_address_it_says_so(tmp_path: Path) -> None:
    html = made(tmp_path, start("alku", "loppu"), end("loppu"))[PAGE]
    assert "<textarea" not in html
    assert "base_url" in html


def test_script_for_other_sites_has_one_name_for_ever() -> None:
    assets = pages.static_assets([Path(__file__).resolve().parents[2] / "templates"], ())
    assert assets["upotus.js"] == "upotus.js"
    assert b"postMessage" in assets.files["upotus.js"]
    assert assets["embed.js"].startswith("static/embed.")
