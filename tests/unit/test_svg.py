"""Drawings as text."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from layout.random_graphs import random_graph
from layout.random_lanes import random_lanes
from pathviz.layout import layout_flow, layout_lanes, layout_rail
from pathviz.layout.geometry import Edge, Node, PathGraph, Words
from pathviz.svg import draw_flow, draw_rail
from unit.layout.graphs import GAP, graph, node

WORDS = Words()


def flow(given: PathGraph) -> ET.Element:
    return ET.fromstring(draw_flow(layout_flow([given])[0], WORDS))  # noqa: S314  (our own text)


def rail(given: PathGraph) -> ET.Element:
    return ET.fromstring(draw_rail(layout_rail(given), WORDS))  # noqa: S314


def links(drawing: ET.Element) -> list[ET.Element]:
    return [link for link in drawing.iter("a") if "node" in link.get("class", "").split()]


def test_a_drawing_is_a_named_document() -> None:
    drawing = flow(graph("a b", "a>b"))
    assert drawing.get("role") == "graphics-document"
    assert drawing.get("aria-label") == "Kulku: Koepolku, 2 vaihetta"
    assert drawing.get("aria-roledescription") == "kulkukaavio"


def test_a_name_says_number_title_actor_chips_and_neighbours() -> None:
    given = graph("a b? c", "a>b b>c:Kyllä b>a:Ei")
    nodes = (given.nodes[0], given.nodes[1]._replace(title="Sopiiko?", chips=(GAP,)), given.nodes[2])
    name = links(flow(replace(given, nodes=nodes)))[1].get("aria-label")
    neighbours = "Edellinen: 1. Seuraavaksi: 3 (jos: Kyllä), 1 (jos: Ei, paluu)."
    assert name == f"Vaihe 2: Sopiiko? Sosiaaliohjaaja. Voi katketa. {neighbours}"


def test_a_name_of_its_own_is_kept() -> None:
    given = graph("a", "")
    named = replace(given, nodes=(given.nodes[0]._replace(name="Oma nimi"),))
    assert links(flow(named))[0].get("aria-label") == "Oma nimi"


def test_exits_are_called_other_paths() -> None:
    given = replace(graph("a", "a>x"), nodes=(*graph("a", "").nodes, node("x", "exit", None, title="Muu palvelu")))
    here, other = links(flow(given))
    assert here.get("aria-label") == "Vaihe 1: Vaihe a. Sosiaaliohjaaja. Seuraavaksi: Muu palvelu."
    assert other.get("aria-label", "").startswith("Toinen polku: Muu palvelu.")


@pytest.mark.parametrize("draw", [flow, rail])
@pytest.mark.parametrize("seed", range(3000, 3012))
def test_visible_words_are_in_the_name_in_their_order(draw: object, seed: int) -> None:
    assert callable(draw)
    # The links of the rail have the names of those of the flow (explorer.js), which are in the same order.
    for link, named in zip(links(draw(random_graph(seed))), links(flow(random_graph(seed))), strict=True):
        seen = " ".join("".join(text.itertext()) for text in link.iter("text"))
        name = named.get("aria-label", "")
        assert link.get("href") == named.get("href")
        assert "".join(filter(str.isalnum, name)).find("".join(filter(str.isalnum, seen))) >= 0


@pytest.mark.parametrize("draw", [flow, rail])
def test_nothing_in_a_drawing_breaks_a_strict_policy(draw: object) -> None:
    assert callable(draw)
    for element in draw(random_graph(3)).iter():
        assert "style" not in element.attrib
        assert "id" not in element.attrib
        assert not any(name.startswith("on") for name in element.attrib)


def test_links_stand_in_lists_by_phase() -> None:
    drawing = flow(graph("a b", "a>b", phases=("Alku", "Loppu"), phase_of="01"))
    lists = [element for element in drawing.iter("g") if element.get("role") == "list"]
    assert [element.get("aria-label") for element in lists] == [None, "1. Alku", "2. Loppu"]


def test_scripts_find_steps_edges_and_the_tag() -> None:
    drawing = flow(graph("a b?", "a>b:Kyllä"))
    link = links(drawing)[1]
    assert link.get("class") == "node n1 k-decision"
    assert link.get("href") == "#vaihe-b"
    assert re.fullmatch(r"\d+ -14", link.get("data-tag", ""))
    edge = next(element for element in drawing.iter("g") if element.get("class") == "edge")
    assert edge.get("data-way") == "0 1"
    assert [element.get("class") for element in drawing][-1] == "here"


def test_what_leads_elsewhere_than_to_the_list_is_named_for_scripts() -> None:
    given = graph("a", "")
    elsewhere = replace(given, nodes=(given.nodes[0]._replace(href="toinen/index.html"),))
    assert links(flow(elsewhere))[0].get("data-step") == "a"
    assert links(flow(given))[0].get("data-step") is None


def test_a_rails_links_say_what_is_seen_where_no_script_names_them() -> None:
    (link,) = links(rail(graph("a", "")))
    assert link.get("aria-label") is None
    assert not [part for part in link.iter() if part.get("aria-hidden")]


def test_lines_go_where_the_layout_leads_them() -> None:
    layout = layout_flow([random_graph(7)])[0]
    drawing = ET.fromstring(draw_flow(layout, WORDS))  # noqa: S314
    paths = [path.get("d", "") for path in drawing.iter("path") if path.get("class") == "l"]
    for route, drawn in zip(layout.routes, paths, strict=True):
        x, y = _end_of(drawn)
        (x1, y1), (x2, y2) = route.points[-2:]
        short = 8  # the arrowhead stands there
        assert abs(x + short * ((x2 > x1) - (x2 < x1)) - x2) <= 0.5 + 1e-9
        assert abs(y + short * ((y2 > y1) - (y2 < y1)) - y2) <= 0.5 + 1e-9


def _end_of(drawn: str) -> tuple[float, float]:
    """Where a line ends that begins at a point and goes on by `h`, `v` and `q`."""
    x = y = 0.0
    for command, said in re.findall(r"([Mhvq])([^Mhvq]*)", drawn):
        numbers = [float(number) for number in said.split()]
        match command:
            case "M":
                x, y = numbers
            case "h":
                x += numbers[0]
            case "v":
                y += numbers[0]
            case _:
                x, y = x + numbers[2], y + numbers[3]
    return x, y


def test_lines_are_drawn_of_pieces_that_go_down_and_sideways_by_turns() -> None:
    # Bends are drawn as if they were.
    given = [random_graph(seed) for seed in range(3000, 3040)]
    lines = [route.points for layout in layout_flow(given) for route in layout.routes]
    lines += [route.points for one in given for route in layout_rail(one).routes]
    lines += [route.points for seed in range(5000, 5040) for route in layout_lanes(random_lanes(seed)).routes]
    for points in lines:
        flat = [y == y1 for (_, y), (_, y1) in pairwise(points)]
        upright = [x == x1 for (x, _), (x1, _) in pairwise(points)]
        assert all(one is not other for one, other in zip(flat, upright, strict=True))
        assert all(one is not other for one, other in pairwise(flat))


def test_returns_and_optional_edges_have_classes() -> None:
    given = graph("a b", "a>b b>a")
    given = replace(given, edges=(*given.edges, Edge("a", "b", optional=True)))
    classes = [element.get("class") for element in flow(given).iter("g")]
    assert "edge back" in classes
    assert "edge optional" in classes


def test_colours_repeat_after_eight() -> None:
    given = PathGraph("x", (Node("a", "A", "step", 1, "B", 9, None, "#a"),), ())
    assert links(flow(given))[0].get("class") == "node n2 k-step"


def test_pills_are_links_that_say_what_is_seen_until_a_script_names_them() -> None:
    drawing = rail(graph("a? b c", "a>b:Kyllä a>c:Ei"))
    pills = [link for link in drawing.iter("a") if link.get("class") == "pill"]
    assert ["".join(pill.itertext()) for pill in pills] == ["Kyllä →\u00a02", "Ei →\u00a03"]
    assert [pill.get("href") for pill in pills] == ["#vaihe-b", "#vaihe-c"]
    assert not [part for pill in pills for part in pill.iter() if part.get("aria-hidden") or part.get("aria-label")]


def test_texts_are_escaped() -> None:
    given = PathGraph('<"&', (Node("a", "<b>&", "step", 1, '"x"', 0, None, "?a=1&b=2"),), (), ())
    assert links(flow(given))[0].get("href") == "?a=1&b=2"


def test_the_same_layout_gives_the_same_text() -> None:
    given = random_graph(11)
    assert draw_flow(layout_flow([given])[0], WORDS) == draw_flow(layout_flow([given])[0], WORDS)
