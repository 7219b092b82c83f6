"""Terms of the glossary in running text: which, where, and in what they are never marked."""

from __future__ import annotations

import pytest

from pathviz.model import Term
from pathviz.problems import Location
from pathviz.terms import TermFinder

HERE = Location("content/glossary.yaml")


def term(name: str, *synonyms: str, key: str = "") -> Term:
    return Term(HERE, id=key or name.lower().replace(" ", "-"), name=name, definition="…", synonyms=synonyms)


FINDER = TermFinder(
    [
        term("Työvalmennus"),
        term("Työhönvalmennus"),
        term("Kuntouttava työtoiminta", "kuty", key="kuty"),
        term("Työkyvyn tuen tiimi", key="tiimi"),
        term("Työkyky"),
        term("Sosiaalihuoltolaki (1301/2014)", "SHL", key="uusi"),
        term("Vanha sosiaalihuoltolaki (710/1982)", key="vanha"),
        term("Vammaisten työtoiminta (27 e §)", "27 e", "27 e §", key="27e"),
        term("TE-toimisto", key="te"),
        term("Päivätoiminta", "päiväaikainen toiminta", key="paiva"),
        term("Päiväaikainen toiminta", "päivätoiminta", key="aikainen"),
        term("Y 100 -suostumus", "Y 100", key="y100"),
    ],
    "fi",
)


def found(html: str, finder: TermFinder = FINDER) -> list[tuple[str, str]]:
    return [(html[start:end], term) for start, end, term in finder.found(html)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>Saat työhönvalmennusta.</p>", [("työhönvalmennusta", "työhönvalmennus")]),
        ("<p>Työvalmennuksen alku</p>", [("Työvalmennuksen", "työvalmennus")]),
        ("<p>työhönvalmentaja ja työvalmennusjakso</p>", []),
        ("<p>Kuntouttavassa\ntyötoiminnassa</p>", [("Kuntouttavassa\ntyötoiminnassa", "kuty")]),
        ("<p>kuntouttavaa ja työtoimintaa</p>", []),
        ("<p>työkyvyn tuen tiimissä</p>", [("työkyvyn tuen tiimissä", "tiimi")]),
        ("<p>työkyvyn tuki</p>", [("työkyvyn", "työkyky")]),
        ("<p>vanhan sosiaalihuoltolain mukaan</p>", [("vanhan sosiaalihuoltolain", "vanha")]),
        ("<p>sosiaalihuoltolaissa (1301/2014)</p>", [("sosiaalihuoltolaissa", "uusi")]),
        ("<p>sosiaalihuoltolain (710/1982) 27 e §</p>", [("27 e §", "27e")]),
        ("<p>27\u00a0e\u00a0§:n ja 27 e</p>", [("27\u00a0e\u00a0§:n", "27e"), ("27 e", "27e")]),
        ("<p>127 e</p>", []),
        ("<p>SHL:n, mutta ei shl</p>", [("SHL:n", "uusi")]),
        ("<p>TE-toimistosta, ei te-toimisto</p>", [("TE-toimistosta", "te")]),
        ("<p>päiväaikaista toimintaa</p>", [("päiväaikaista toimintaa", "aikainen")]),
        ("<p>päivätoimintaan</p>", [("päivätoimintaan", "paiva")]),
        ("<p>(työkyky) ”työkyky”</p>", [("työkyky", "työkyky"), ("työkyky", "työkyky")]),
        ("<p>Y 100 -suostumus</p>", [("Y 100 -suostumus", "y100")]),
        ("<p>kuty-tiimi ja osa-työkyky</p>", []),
        ("<ul>\n<li>työkyky</li>\n</ul>", [("työkyky", "työkyky")]),
    ],
)
def test_finds_terms_in_every_form_and_nothing_else(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Työkyky</h2>",
        '<h3 id="tyokyky">Mitä on työkyky?</h3>',
        '<p><a href="x">Lue: <b>työkyky</b></a></p>',
        '<p><code class="x">työkyky</code></p>',
        "<pre><code>työkyky\ntyökyky</code></pre>",
        '<p><img src="x" alt="Kaavio: työkyky"></p>',
        '<p><img alt="a > työkyky" src="x"></p>',
        '<p><a href="x"><img alt="</a työkyky"></a></p>',
        '<p><abbr title="Hyvä työkyky">TK</abbr></p>',
        "<p><a>a <b>työkyky</b></a></p>",
    ],
)
def test_marks_nothing_in_headings_links_code_and_attributes(html: str) -> None:
    assert found(html) == []


def test_text_after_what_is_passed_over_is_looked_at() -> None:
    html = '<h2 id="a">Työkyky</h2><p><a href="x">työkyky</a>, työkyky</p>'
    assert [start for start, _, _ in FINDER.found(html)] == [html.rindex("työkyky")]


def test_a_term_is_marked_where_it_is_first_used() -> None:
    seen: set[str] = set()
    tag = '<a href="s#{}">'.format
    html = "<p>Työkyky ja kuty. Työkykyä ja kutya.</p>"
    marked = FINDER.marked(html, seen, tag)
    assert marked == '<p><a href="s#työkyky">Työkyky</a> ja <a href="s#kuty">kuty</a>. Työkykyä ja kutya.</p>'
    assert seen == {"työkyky", "kuty"}
    assert FINDER.marked("<p>kuty</p>", seen, tag) == "<p>kuty</p>"


def test_a_longer_term_seen_before_hides_no_shorter_one_within() -> None:
    seen = {"vanha"}
    html = "<p>vanha sosiaalihuoltolaki</p>"
    assert FINDER.marked(html, seen, lambda _: "<a>") == html


def test_a_glossary_without_terms_finds_nothing() -> None:
    assert found("<p>työkyky</p>", TermFinder([], "fi")) == []


def test_a_long_text_takes_no_more_than_its_length() -> None:
    html = "<p>" + "työkyky ja muuta " * 2000 + "<a " * 2000 + "</p>"
    assert len(found(html)) == 2000


def test_a_text_is_marked_alike_whatever_was_read_before() -> None:
    """What stands at a place is remembered by its words: as many as decide, and no fewer."""
    names = ("kunta", "kuntouttava työtoiminta", "kuntouttava", "27 d", "27", "lupa- ja valvontavirasto", "lupa")
    texts = [
        f"{before}{words}{after}"
        for before in ("", "<p>", "(")
        for words in (
            *("kuntouttava", "kuntouttavan työtoiminnan", "Kuntouttavaa\ntyötä", "kuntouttava\u00a0työtoiminta"),
            *("27", "27 d", "27 d §", "27 e", "lupa", "lupa-", "lupa- ja valvontavirasto", "kunta-", "kunta-ala"),
        )
        for after in ("", ".", " työtoiminta", " d", "- ja valvontavirasto", "</p>")
    ]
    terms = [term(name) for name in names]
    kept = TermFinder(terms, "fi")
    for text in texts + texts[::-1]:
        assert list(kept.found(f">{text}")) == list(TermFinder(terms, "fi").found(f">{text}")), text
