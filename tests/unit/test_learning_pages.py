"""Comparisons, generic services and onboarding tracks: what their pages say, and what leads to them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from factories import HERE, at, description, end, path, ref, role, site, start
from pathviz import pages
from pathviz.model import (
    Actor,
    Comparison,
    ComparisonRow,
    FreePage,
    Lane,
    Law,
    Module,
    Question,
    Region,
    Term,
    Track,
)
from pathviz.pages import Context
from rendered import context, render

SWEDISH = at(1, file="content/comparisons/pari.sv.yaml")


def row(aspect: str, one: str, other: str, source: str = "") -> ComparisonRow:
    return ComparisonRow(HERE, aspect=aspect, cells={"eka": one, "toka": other}, source=source)


def pair(*rows: ComparisonRow, **more: Any) -> Comparison:
    values: dict[str, Any] = {"title": "Kumpi?", "subjects": {"eka": "Ensimmäinen", "toka": "Toinen"}, **more}
    return Comparison(HERE, id="pari", rows=rows or (row("Kesto", "Lyhyt", "Pitkä"),), **values)


def compared(comparison: Comparison, **more: Any) -> Context:
    return context(site(path(), comparisons={"pari": comparison}, **more))


def question(*options: str, answer: str, ask: str = "Kuka vastaa?", why: str = "Niin on sovittu.") -> Question:
    return Question(HERE, ask=ask, options=options, answer=answer, why=why)


def track(*modules: Module, name: str = "uusi", **more: Any) -> Track:
    values: dict[str, Any] = {"title": "Uusi ohjaaja", "actors": (ref("ohjaaja"),), **more}
    return Track(HERE, id=name, modules=modules, **values)


def module(**more: Any) -> Module:
    values: dict[str, Any] = {"title": "Alkuun", "minutes": 20, **more}
    return Module(HERE, **values)


def learnt(*modules: Module, **more: Any) -> Context:
    return context(site(path(), tracks={"uusi": track(*modules)}, **more))


# ---------------------------------------------------------------- which pages there are


def test_pages_are_there_only_for_what_there_is() -> None:
    nothing = {spec.kind for spec in pages.plan({"fi": site(services={})})}
    assert not nothing & {"comparisons", "comparison", "tracks", "track", "services"}
    whole = site(path(), comparisons={"pari": pair()}, tracks={"uusi": track()})
    found = {pages.address(spec, "fi") for spec in pages.plan({"fi": whole})}
    assert {"vertailut/index.html", "vertailut/pari/index.html", "palvelut/index.html"} <= found
    assert {"perehdytys/index.html", "perehdytys/uusi/index.html"} <= found


def test_nothing_links_to_a_page_that_is_not_there() -> None:
    html = render(context(site(path(), services={})), "front")
    assert not re.search("vertailut|perehdytys|palvelut/index", html)


def test_the_menu_the_door_of_new_workers_and_the_foot_lead_there() -> None:
    html = render(context(site(path(), comparisons={"pari": pair()}, tracks={"uusi": track()})), "front")
    menu, _, rest = html.partition("</header>")
    body, _, foot = rest.partition("<footer")
    assert '<a href="perehdytys/index.html">Perehdytys</a>' in menu
    assert '<h2><a href="perehdytys/index.html">Olen uusi työssä</a></h2>' in body
    assert '<a href="vertailut/pari/index.html">Kumpi?</a>' in body
    assert 'href="vertailut/index.html"' in foot
    assert 'href="palvelut/index.html"' in foot


def test_without_tracks_the_door_leads_to_the_actors() -> None:
    html = render(context(site(path())), "front")
    assert '<h2><a href="toimijat/index.html">Olen uusi työssä</a></h2>' in html


# ---------------------------------------------------------------- comparisons


def test_a_comparison_is_one_table_with_a_heading_for_each_row_and_column() -> None:
    html = render(compared(pair(row("Raha", "Palkka", "Työosuusraha"))), "comparison", "pari")
    assert html.count("<table") == 1
    assert re.findall(r'scope="col"[^>]*>([^<]+)<', html) == ["Mitä verrataan", "Ensimmäinen", "Toinen"]
    assert '<th role="rowheader" scope="row">Raha</th>' in html
    # Each cell names its subject, for those who see a card and no columns; a screen reader hears the column.
    assert '<b class="c-l c-n" aria-hidden="true"><span class="dotc"></span>Toinen</b> Työosuusraha</td>' in html


def test_what_is_the_same_is_said_once() -> None:
    html = render(compared(pair(row("Kesto", "Vuosi", "Vuosi"))), "comparison", "pari")
    assert 'colspan="2" aria-colspan="2"><b class="c-l">Molemmissa sama</b> Vuosi</td>' in html
    assert html.count("Vuosi") == 1
    three = pair(
        ComparisonRow(HERE, aspect="Kesto", cells=dict.fromkeys("abc", "Vuosi")),
        subjects=dict(zip("abc", "ABC", strict=True)),
    )
    assert "Kaikissa sama" in render(compared(three), "comparison", "pari")


def test_an_empty_cell_says_so() -> None:
    assert "</b> Ei tietoa</td>" in render(compared(pair(row("Kesto", "Vuosi", ""))), "comparison", "pari")


def test_each_row_points_to_its_sources_by_number() -> None:
    rows = (row("A", "1", "2", "Lähde X"), row("B", "1", "2", "Lähde Y; Lähde X"), row("C", "1", "2"))
    html = render(compared(pair(*rows)), "comparison", "pari")
    cells = [
        re.findall(r'href="#lahde-(\d)"', cell) for cell in re.findall(r'<td role="cell" class="c-src">.*?</td>', html)
    ]
    assert cells == [["1"], ["1", "2"], []]
    assert re.findall(r'<li id="lahde-\d">([^<]+)</li>', html) == ["Lähde X", "Lähde Y"]


@pytest.mark.parametrize(
    ("more", "href"),
    [
        ({}, None),
        ({"links": {"eka": ref("alue/polku")}}, "../../alue/polku/index.html"),
        ({"links": {"eka": ref("189/2001 2 §")}}, "../../lait/189-2001/index.html#pykala-2"),
        ({"links": {"eka": ref("lait/189-2001#pykala-2")}}, "../../lait/189-2001/index.html"),
        ({"subjects": {"termi": "Ensimmäinen"}}, "../../sanasto/index.html#termi-termi"),
        ({"subjects": {"palvelu": "Ensimmäinen"}}, "../../palvelut/index.html#palvelu-palvelu"),
        ({"subjects": {"alue": "Ensimmäinen"}}, "../../alue/index.html"),
    ],
)
def test_a_subject_leads_to_where_more_is_said(more: dict[str, Any], href: str | None) -> None:
    whole = compared(
        pair(**more),
        terms={"termi": Term(HERE, id="termi", name="Termi", definition="Selitys.")},
        laws={"189/2001": Law(HERE, id="189/2001", name="Laki")},
    )
    subject = render(whole, "comparison", "pari").split('class="subjects"')[1].split("</ul>")[0]
    assert re.findall('href="([^"]+)"', subject) == ([href] if href else [])


def test_a_comparison_is_named_wherever_its_subjects_are_confused() -> None:
    about = (
        "alue/polku#alku",
        "alue/polku",
        "sanasto#termi",
        "189/2001",
        "189/2001 9 §",
        "palvelut#palvelu",
        "toimijat/ohjaaja",
    )
    whole = compared(
        pair(about=tuple(map(ref, about))),
        terms={name: Term(HERE, id=name, name=name, definition="Selitys.") for name in ("termi", "muu")},
        laws={name: Law(HERE, id=name, name="Laki") for name in ("189/2001", "1/2000")},
    )
    link = 'vertailut/pari/index.html">Kumpi?</a>'
    html = render(whole, "path", "alue", "polku")
    steps = html.split('<li class="stp')[1:]
    assert [link in step.split('class="wrap"')[0] for step in steps] == [True, False]
    assert "Sekoittuuko tämä?" in steps[0]
    assert link in html.split('id="tiedot"')[1]
    terms = render(whole, "glossary").split('class="term"')[1:]
    assert [link in term for term in terms] == [False, True]
    assert link not in render(whole, "law", "1/2000")
    law = render(whole, "law", "189/2001")
    assert [link in part for part in law.split('id="pykala-9"')] == [True, True]
    assert link in render(whole, "services")
    assert link in render(whole, "actor", "ohjaaja")
    assert render(whole, "comparison", "pari").split('id="missa-h"')[1].split("</ul>")[0].count("<li>") == len(about)


def test_what_is_not_translated_stays_and_is_told() -> None:
    finnish = site(path(), comparisons={"pari": pair(summary="Ero.")})
    finnish = replace(finnish, info=replace(finnish.info, languages=("fi", "sv")))
    translated = replace(pair(summary="Ero."), title="Vilken?", places={"title": SWEDISH})
    swedish = replace(finnish, lang="sv", comparisons={"pari": translated})
    html = render(context(finnish, swedish), "comparison", "pari", lang="sv")
    assert "<h1>Vilken?</h1>" in html
    assert '<span lang="fi">Lyhyt</span>' in html
    assert "En del av texterna" in html


# ---------------------------------------------------------------- services


def test_a_service_lists_its_paths_in_all_regions() -> None:
    other = path(region="toinen", description=description(title="Sama muualla"))
    regions = {name: Region(HERE, id=name, name=name.capitalize()) for name in ("alue", "toinen")}
    html = render(context(site(path(), other, regions=regions)), "services")
    assert '<section class="serv" id="palvelu-palvelu"' in html
    assert ["../alue/polku/index.html" in html, "../toinen/polku/index.html" in html] == [True, True]
    mine = render(context(site(path())), "path", "alue", "polku")
    assert '<a href="../../palvelut/index.html#palvelu-palvelu">Palvelu</a>' in mine


# ---------------------------------------------------------------- onboarding


def test_a_track_tells_for_whom_it_is_and_how_long_it_takes() -> None:
    html = render(learnt(module(minutes=45), module(minutes=20)), "track", "uusi")
    assert '<a href="../../toimijat/ohjaaja/index.html">Ohjaaja</a>' in html
    assert "1 h 5 min, 2 osaa" in html
    assert "20 min" in html


@pytest.mark.parametrize(
    ("minutes", "told"),
    [((None,), ", 1 osa"), ((15,), "15 min, 1 osa"), ((60,), "1 h, 1 osa"), ((90,), "1 h 30 min, 1 osa")],
)
def test_time_is_told_in_hours_and_minutes(minutes: tuple[int | None], told: str) -> None:
    html = render(learnt(module(minutes=minutes[0])), "track", "uusi")
    assert ("Aikaa menee" in html) is (minutes[0] is not None)
    assert minutes[0] is None or f"<dd>{told}</dd>" in html


def test_what_to_read_is_linked_by_its_title_and_kind() -> None:
    read = ("termi", "pari", "sivu", "alue/polku", "alue/polku#alku", "lait/189/2001")
    whole = learnt(
        module(read=tuple(map(ref, read))),
        terms={"termi": Term(HERE, id="termi", name="Termi", definition="Selitys.")},
        comparisons={"pari": pair()},
        pages={"sivu": FreePage(HERE, id="sivu", title="Sivu")},
        laws={"189/2001": Law(HERE, id="189/2001", name="Laki")},
    )
    items = re.findall(r'<span class="rf-k">(\w+)</span> <a href="([^"]+)">([^<]+)</a>', render(whole, "track", "uusi"))
    assert items == [
        ("Sana", "../../sanasto/index.html#termi-termi", "Termi"),
        ("Vertailu", "../../vertailut/pari/index.html", "Kumpi?"),
        ("Sivu", "../../sivut/sivu/index.html", "Sivu"),
        ("Polku", "../../alue/polku/index.html", "Polku"),
        ("Vaihe", "../../alue/polku/index.html#vaihe-alku", "Alku"),
        ("Laki", "../../lait/189-2001/index.html", "189/2001, Laki"),
    ]


def test_an_answer_unfolds_and_controls_wait_for_their_script() -> None:
    html = render(learnt(module(questions=(question("Asiakas", "Ohjaaja", answer="Ohjaaja"),))), "track", "uusi")
    quiz = html.split("<fieldset")[1].split("</fieldset>")[0]
    options = re.findall(r"<li( data-right)?><label><input [^>]*hidden><span>(\w+)</span></label></li>", quiz)
    assert options == [("", "Asiakas"), (" data-right", "Ohjaaja")]
    assert "<details" in quiz
    assert "<b>Oikea vastaus:</b> Ohjaaja</p><p>Niin on sovittu.</p>" in quiz
    assert quiz.count("<input") == len(options)
    for part in ('<p class="try" hidden>', '<p class="did" hidden>', "data-own hidden>"):
        assert part in html


def test_an_actors_page_leads_to_its_track() -> None:
    both = track(module(), actors=(ref("ohjaaja"), ref("toinen")))
    actors = {name: Actor(HERE, id=name, name=name) for name in ("ohjaaja", "toinen", "muu")}
    whole = context(
        site(path(start("alku", "loppu", roles=(role("muu"),)), end("loppu")), tracks={"uusi": both}, actors=actors)
    )
    found = {name: 'perehdytys/uusi/index.html">Uusi ohjaaja</a>' in render(whole, "actor", name) for name in actors}
    assert found == {"ohjaaja": True, "toinen": True, "muu": False}


def test_tracks_of_those_who_meet_clients_come_first() -> None:
    lanes = {"a": Lane.BACK, "b": Lane.FRONT, "c": Lane.FRONT}
    actors = {name: Actor(HERE, id=name, name=name, lane=lane) for name, lane in lanes.items()}
    titles = {"a": "Älä", "b": "Öljy", "c": "Zoo"}
    tracks = {name: track(name=name, title=titles[name], actors=(ref(name),)) for name in lanes}
    html = render(context(site(path(), tracks=tracks, actors=actors)), "tracks")
    assert re.findall(r'<h2><a href="(\w)/index.html">', html) == ["c", "b", "a"]


def test_the_cards_foot_tells_how_new_the_paths_are() -> None:
    html = render(learnt(module(read=(ref("alue/polku#alku"),))), "track", "uusi")
    assert 'data-print="Polut · Perehtymiskortti · luettujen polkujen versio 1.11.2026"' in html
