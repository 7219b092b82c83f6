"""Addresses, anchors and links."""

from __future__ import annotations

import pytest

from pathviz import urls


@pytest.mark.parametrize(
    ("page", "target", "anchor", "link"),
    [
        ("index.html", "alue/index.html", "", "alue/index.html"),
        ("alue/polku/index.html", "index.html", "", "../../index.html"),
        ("alue/polku/index.html", "alue/muu/index.html", "vaihe-a", "../muu/index.html#vaihe-a"),
        ("alue/polku/index.html", "alue/polku/index.html", "vaihe-a", "#vaihe-a"),
        ("alue/polku/index.html", "alue/polku/index.html", "", "index.html"),
        ("sv/alue/index.html", "alue/index.html", "", "../../alue/index.html"),
        ("alue/polku/index.html", "alue/polku/files/Ohje ä.pdf", "", "files/Ohje%20%C3%A4.pdf"),
        ("404.html", "static/site.css", "", "static/site.css"),
    ],
)
def test_links_are_relative_and_name_the_file(page: str, target: str, anchor: str, link: str) -> None:
    assert urls.relative(page, target, anchor) == link


@pytest.mark.parametrize(
    ("base", "root"),
    [
        ("", ""),
        ("https://a.fi", "/"),
        ("https://a.fi/", "/"),
        ("https://a.fi/polut", "/polut/"),
        ("https://a.fi/a/b/", "/a/b/"),
    ],
)
def test_root_of_the_site_on_its_server(base: str, root: str) -> None:
    assert urls.root_path(base) == root


def test_canonical_addresses_use_the_folder_form() -> None:
    assert urls.canonical("https://a.fi/polut/", "index.html") == "https://a.fi/polut/"
    assert urls.canonical("https://a.fi", "alue/polku/index.html", "vaihe-a") == "https://a.fi/alue/polku/#vaihe-a"
    assert urls.canonical("https://a.fi", "404.html") == "https://a.fi/404.html"
    assert urls.canonical("", "index.html") == ""


def test_default_language_stands_at_the_root() -> None:
    assert urls.tree("fi", "fi").front == "index.html"
    assert urls.tree("sv", "fi").actor("asiakas") == "sv/toimijat/asiakas/index.html"


def test_every_name_at_the_top_is_reserved() -> None:
    tree = urls.Tree("")
    tops = [tree.actor(), tree.law(), tree.free("a"), tree.glossary, tree.sources, tree.accessibility, tree.faults]
    assert {top.split("/")[0] for top in tops} | {urls.STATIC, "sv"} <= urls.RESERVED


@pytest.mark.parametrize(
    ("section", "anchor"), [("27 d §", "pykala-27-d"), ("36 §", "pykala-36"), ("2 a § 1 mom.", "pykala-2-a-1-mom")]
)
def test_sections_have_anchors(section: str, anchor: str) -> None:
    assert urls.section_anchor(section) == anchor


def test_mail_has_its_subject_and_text() -> None:
    link = urls.mail("a@b.fi", "Vaihe 1: Työ & tuki", "Yksi\nkaksi")
    assert link == "mailto:a@b.fi?subject=Vaihe%201:%20Työ%20%26%20tuki&body=Yksi%0D%0Akaksi"
    assert urls.mail("a@b.fi") == "mailto:a@b.fi"


def test_hashed_names_change_with_the_content() -> None:
    assert urls.hashed("site.css", "0123456789") == "site.01234567.css"
