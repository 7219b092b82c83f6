"""A publisher's look from files to pages: the site's own, and a municipality's on the municipality's pages alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from factories import SITES, TODAY, check, codes, edit, full, minimal
from pathviz.pipeline import Options, make
from pathviz.pipeline import check as read

TOWN = "alue/kunta/index.html"
LOCAL = "alue/kunta/polku/index.html"
PATH = "alue/polku/index.html"
FRONT = "index.html"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"/>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return full(tmp_path / "site")


def made(site: Path) -> dict[str, bytes]:
    asked = Options(site, site / "output", today=TODAY)
    return make(read(asked), asked).files


def head(html: bytes) -> str:
    (found,) = re.findall(r"<header class=\"top.*?</header>", html.decode(), re.DOTALL)
    return str(found)


def foot(html: bytes) -> str:
    (found,) = re.findall(r"<footer class=\"foot.*?</footer>", html.decode(), re.DOTALL)
    return str(found)


def brand(html: bytes) -> str:
    """The link to the publisher's own page."""
    (found,) = re.findall(r"<a class=\"brand\".*?</a>", head(html), re.DOTALL)
    return str(found)


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00ad", "").split())


def styles(html: bytes) -> list[str]:
    return re.findall(r'<link rel="stylesheet" href="([^"]+)">', html.decode())


# -- the site's own --------------------------------------------------------------------------


def test_the_sites_logo_and_name_stand_in_head_and_foot(site: Path) -> None:
    pages = made(site)
    for name, up in ((FRONT, ""), (PATH, "../../"), ("sv/index.html", "../")):
        for part in (brand(pages[name]), foot(pages[name])):
            assert f'src="{up}files/tunnus.svg" width="120" height="40" alt=""' in part
            assert f'src="{up}files/tunnus-vaalea.svg" width="120" height="40" alt=""' in part
    assert words(brand(pages[FRONT])) == "Esimerkki Palvelupolut"
    assert words(brand(pages["sv/index.html"])) == "Exempel Servicestigar"
    assert pages["files/tunnus.svg"] == (site / "content/files/tunnus.svg").read_bytes()


def test_a_logo_alone_says_the_publishers_name(site: Path) -> None:
    edit(site, "content/site.yaml", lambda text: text.replace("  name: Esimerkki\n", ""))
    edit(site, "content/site.sv.yaml", lambda text: text.replace("  name: Exempel\n", ""))
    pages = made(site)
    assert brand(pages[FRONT]).count('alt="Esimerkkijulkaisija"') == 2
    assert 'alt="Exempelutgivare"' in brand(pages["sv/index.html"])
    assert words(brand(pages[FRONT])) == "Palvelupolut"


def test_the_foot_has_what_the_publisher_says_and_its_contacts(site: Path) -> None:
    pages = made(site)
    said = words(foot(pages[FRONT]))
    assert "Esimerkkijulkaisija ylläpitää sivustoa. Sivuston julkaisee Esimerkkijulkaisija." in said
    assert "Yhteystiedot Neuvonta 0100 100 neuvonta@example.fi" in said
    swedish = words(foot(pages["sv/index.html"]))
    assert "Exempelutgivaren sköter webbplatsen." in swedish
    assert "Kontaktuppgifter Rådgivning 0100 100" in swedish


def test_letters_and_colours_are_in_a_sheet_and_never_in_the_page(site: Path) -> None:
    pages = made(site)
    (sheet,) = (content.decode() for name, content in pages.items() if name.startswith("static/regions."))
    assert ':root{--font:"PV Inter",' in sheet
    assert "--brand:#1a5fb4" in sheet
    assert "--brand:#9cc4f5" in sheet
    for name in (FRONT, PATH, TOWN, LOCAL):
        assert "#1a5fb4" not in pages[name].decode()
        assert not re.search(r"<style| style=", pages[name].decode()), name


def test_letters_of_the_readers_own_system_are_not_set_as_close(site: Path) -> None:
    edit(site, "content/site.yaml", lambda text: text.replace("font: inter", "font: system"))
    (sheet,) = (content.decode() for name, content in made(site).items() if name.startswith("static/regions."))
    assert sheet.startswith(":root{--font:system-ui,sans-serif}:root :is(h1,h2,h3,h4,h5,.brand){letter-spacing:0}")


def test_a_site_without_a_theme_looks_as_ours_does(tmp_path: Path) -> None:
    pages = made(minimal(tmp_path / "site"))
    assert "own" not in head(pages[FRONT]).partition(">")[0]
    assert 'href="#i-logo"' in brand(pages[FRONT])
    assert "<small>" not in brand(pages[FRONT])
    assert not [name for name in pages if name.startswith("files/") or "town-" in name]


# -- a municipality's ------------------------------------------------------------------------


def test_a_municipality_has_its_look_on_its_own_pages_alone(site: Path) -> None:
    pages = made(site)
    sheets = [name for name in pages if name.startswith("static/town-")]
    assert len(sheets) == 1
    for name, html in ((name, html) for name, html in pages.items() if name.endswith(".html")):
        is_framed = name.startswith("upotus/")
        is_own = name.removeprefix("upotus/").removeprefix("sv/").startswith("alue/kunta/")
        assert (sheets[0].rpartition("/")[2] in styles(html)[-1]) is is_own, name
        assert (b'data-town="kunta"' in html) is is_own, name
        assert is_framed or ("vaakuna.svg" in brand(html)) is is_own, name
    assert 'src="files/vaakuna.svg" width="113" height="136" alt="Esimerkkikunta"' in brand(pages[TOWN])
    assert 'src="../files/vaakuna.svg"' in brand(pages[LOCAL])
    assert pages["alue/kunta/files/vaakuna.svg"] == (site / "regions/alue/kunta/files/vaakuna.svg").read_bytes()


def test_a_municipalitys_head_leads_to_its_own_page(site: Path) -> None:
    pages = made(site)
    assert 'href="../index.html"' in brand(pages[LOCAL])
    assert 'href="index.html" aria-current="page"' in brand(pages[TOWN])
    assert 'href="../../index.html"' in pages[TOWN].decode(), "the front page is still there, among the crumbs"


def test_a_municipalitys_foot_has_its_own_words_and_contacts(site: Path) -> None:
    pages = made(site)
    for name in (TOWN, LOCAL):
        said = words(foot(pages[name]))
        assert "Kunta vastaa omista teksteistään. Nämä sivut julkaisee Esimerkkikunta." in said
        assert "Kirjaamo kirjaamo@example.fi" in said
        assert "0100 100" not in said
    edit(
        site,
        "regions/alue/kunta/municipality.yaml",
        lambda text: f"{text}\n".replace("theme:\n", "theme:\n  contacts: [{name: Viestintä, phone: 0200 200}]\n", 1),
    )
    said = words(foot(made(site)[LOCAL]))
    assert "Viestintä 0200 200" in said
    assert "Kirjaamo" not in said


def test_a_colour_alone_leaves_the_sites_name_and_logo(site: Path) -> None:
    edit(
        site,
        "regions/alue/kunta/municipality.yaml",
        lambda text: re.sub(r"theme:\n(  .*\n?)*", 'theme: {accent: "#7a1f3d"}\n', text),
    )
    (site / "regions/alue/kunta/files/vaakuna.svg").unlink()
    pages = made(site)
    assert words(brand(pages[LOCAL])) == "Esimerkki Palvelupolut"
    assert 'href="../../../index.html"' in brand(pages[LOCAL])
    assert "tunnus.svg" in brand(pages[LOCAL])
    assert "Esimerkkijulkaisija ylläpitää sivustoa." in words(foot(pages[LOCAL]))
    assert any("town-" in name for name in styles(pages[LOCAL]))


def test_a_municipality_without_a_theme_has_the_sites(site: Path) -> None:
    edit(site, "regions/alue/kunta/municipality.yaml", lambda text: re.sub(r"theme:\n(  .*\n?)*", "", text))
    (site / "regions/alue/kunta/files/vaakuna.svg").unlink()
    pages = made(site)
    assert not [name for name in pages if "town-" in name]
    assert words(brand(pages[LOCAL])) == "Esimerkki Palvelupolut"
    assert "Nämä sivut julkaisee Esimerkkikunta." in words(foot(pages[LOCAL]))


def test_the_sites_own_template_of_the_brand_takes_the_place_of_ours(site: Path) -> None:
    (site / "templates").mkdir()
    (site / "templates" / "_brand.html").write_text("<b>{{ page.publisher.name }}!</b>", "utf-8")
    assert words(brand(made(site)[FRONT])) == "Esimerkki!"


# -- what is refused -------------------------------------------------------------------------


def theme(text: str, **files: str) -> dict[str, str | bytes | None]:
    site = (SITES / "minimal/content/site.yaml").read_text("utf-8")
    found: dict[str, str | bytes | None] = {"content/site.yaml": f"{site}theme: {text}\n"}
    return found | {f"content/files/{name}.svg": content for name, content in files.items()}


def test_a_theme_that_is_whole_has_no_faults(tmp_path: Path) -> None:
    changes = theme(
        '{name: Kunta, accent: "#8a2d5e", logo: files/a.svg, logo_dark: files/b.svg, font: serif}', a=SVG, b=SVG
    )
    assert check(minimal(tmp_path, changes)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{accent: "#ffcc00"}', ["colour-too-faint"]),
        ('{accent: "#0a575c", accent_dark: "#0a575c"}', ["colour-too-faint"]),
        ('{accent_dark: "#84d6d2"}', ["missing-key"]),
        ("{accent: punainen}", ["wrong-type"]),
        ("{font: comic}", ["unknown-word"]),
        ("{logo: files/ei-ole.svg}", ["file-not-found"]),
        ("{logo: ../../salaisuus.svg}", ["file-not-found"]),
        ("{contacts: [{name: Neuvonta, valid_until: 2026-01-01}]}", ["contact-expired"]),
        ("{css: oma.css}", ["unknown-key"]),
    ],
)
def test_faults_of_a_theme(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert codes(check(minimal(tmp_path, theme(text)))) == expected


def test_a_logo_that_nobody_names_is_told(tmp_path: Path) -> None:
    assert codes(check(minimal(tmp_path, theme("{name: Kunta}", a=SVG)))) == ["attachment-unused"]
