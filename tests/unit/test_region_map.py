"""How the paths of a region lead to one another: the graph, its names, and where the page shows it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from factories import description, end, path, ref, site, start, step, to
from pathviz import making, pages
from pathviz.i18n import load_strings
from pathviz.layout.geometry import PathGraph
from pathviz.model import Region, Service, Site, Status, StepKind
from pathviz.problems import Location
from pathviz.resources import own_templates

HERE = Location("content/site.yaml")


def region(name: str, *languages: str) -> Region:
    return Region(HERE, id=name, name=name.capitalize(), languages=languages)


def joined() -> Site:
    """A region of three paths, two of which lead to each other, and one of them to a path of another region."""
    first = path(
        start("alku", to("valinta")),
        step("valinta", to("loppu", "Muuten"), to("alue/toinen", "Tuki ei riitä."), kind=StepKind.DECISION),
        end("loppu", to("alue/toinen", "Tarve muuttui"), to("muualla/kolmas")),
        name="yksi",
        description=description(title="Yksi & sama", service=ref("yhteinen")),
    )
    second = path(
        start("alku", "loppu"),
        end("loppu", to("alue/yksi", "Uudelleen")),
        name="toinen",
        description=description(title="Toinen", status=Status.DEVELOPING),
    )
    third = path(region="muualla", name="kolmas", description=description(title="Kolmas", service=ref("yhteinen", 7)))
    alone = path(name="erillinen", description=description(title="Erillinen", service=ref("oma")))
    return site(
        first,
        second,
        third,
        alone,
        regions={name: region(name) for name in ("alue", "muualla")},
        services={
            name: Service(HERE, id=name, name=f"{name.capitalize()} palvelu") for name in ("yhteinen", "palvelu", "oma")
        },
    )


def graph(whole: Site, name: str = "alue", lang: str = "fi") -> PathGraph | None:
    words = load_strings([own_templates()], lang)
    return pages.region_graph(name, whole, pages.index_site(whole), words)


def made(sites: dict[str, Site], folder: Path, address: str) -> str:
    return making.make(sites, folder).files[address].decode()


def test_paths_that_are_joined_are_nodes_and_those_of_other_regions_ways_out() -> None:
    found = graph(joined())
    assert found is not None
    assert [(node.id, node.kind, node.href) for node in found.nodes] == [
        ("alue/yksi", "path", "yksi/index.html"),
        ("alue/toinen", "path", "toinen/index.html"),
        ("muualla/kolmas", "exit", "../muualla/kolmas/index.html"),
    ]
    assert [node.actor for node in found.nodes] == ["3 vaihetta", "2 vaihetta", "Muualla"]
    assert [[chip.text for chip in node.chips] for node in found.nodes] == [
        ["Tarkistettu", "Yhteinen palvelu"],
        ["Kehitteillä"],
        [],
    ]


def test_transitions_between_two_paths_share_an_arrow_that_says_all_conditions() -> None:
    found = graph(joined())
    assert found is not None
    assert [(edge.source, edge.target, edge.label) for edge in found.edges] == [
        ("alue/yksi", "alue/toinen", "Tuki ei riitä.; Tarve muuttui"),
        ("alue/yksi", "muualla/kolmas", "Loppu"),
        ("alue/toinen", "alue/yksi", "Uudelleen"),
    ]
    assert {edge.back for edge in found.edges} == {False}, "a way to another path is no return"


def test_a_name_begins_with_the_words_seen_and_says_where_the_path_leads() -> None:
    found = graph(joined())
    assert found is not None
    assert [node.name for node in found.nodes] == [
        (
            "Yksi & sama. 3 vaihetta. Tarkistettu. Yhteinen palvelu. "
            "Johtaa polkuun: Toinen (Tuki ei riitä.; Tarve muuttui), Kolmas (Loppu). Tänne johtaa: Toinen."
        ),
        "Toinen. 2 vaihetta. Kehitteillä. Johtaa polkuun: Yksi & sama (Uudelleen). Tänne johtaa: Yksi & sama.",
        "Kolmas. Muualla. Tänne johtaa: Yksi & sama.",
    ]


def test_many_conditions_are_counted_where_they_are_too_long_to_be_read() -> None:
    conditions = [f"Tilanne on aivan toinen kuin ennen ({n})" for n in range(3)]
    first = path(start("alku", "loppu"), end("loppu", *[to("alue/toinen", when) for when in conditions]), name="yksi")
    found = graph(site(first, path(name="toinen")))
    assert found is not None
    assert [edge.label for edge in found.edges] == ["3 ehtoa"]
    assert conditions[2] in found.nodes[0].name


def test_region_whose_paths_lead_nowhere_has_no_map(tmp_path: Path) -> None:
    assert graph(joined(), "muualla") is None
    html = made({"fi": joined()}, tmp_path, "muualla/index.html")
    assert "map-box" not in html
    assert "diagram." not in html


def test_page_shows_the_map_and_beneath_it_the_same_as_a_list(tmp_path: Path) -> None:
    html = made({"fi": joined()}, tmp_path, "alue/index.html")
    drawing = html[html.index('<svg class="dia') : html.index('<ul class="ways"')]
    assert 'aria-label="Polut, jotka johtavat toisiinsa: Alue"' in drawing
    assert re.findall(r'<g role="listitem"[^>]*><a class="node [^"]*" href="([^"]*)"', drawing) == [
        "yksi/index.html",
        "toinen/index.html",
        "../muualla/kolmas/index.html",
    ]
    assert drawing.count('class="edge"') == 3
    assert "Yksi &amp; sama" in drawing
    assert re.search(r'href="[^"]*static/diagram\.\w+\.css"', html)
    listed = html[html.index('<ul class="ways"') :]
    assert [said in listed for said in ("Tuki ei riitä.", "Tarve muuttui", "Uudelleen")] == [True] * 3


def test_map_is_in_the_languages_of_the_region(tmp_path: Path) -> None:
    finnish = replace(joined(), regions={"alue": region("alue", "fi", "sv"), "muualla": region("muualla", "fi")})
    finnish = replace(finnish, info=replace(finnish.info, languages=("fi", "sv")))
    html = made({"fi": finnish, "sv": replace(finnish, lang="sv")}, tmp_path, "sv/alue/index.html")
    assert 'aria-label="Stigar som leder till varandra: Alue"' in html
    assert 'href="../../muualla/kolmas/index.html"' in html, "the other region is not published in Swedish"
