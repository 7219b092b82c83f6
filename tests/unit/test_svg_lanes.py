"""The view of the actors as text."""

from __future__ import annotations

import ast
from dataclasses import replace
from xml.etree import ElementTree as ET

from layout.random_lanes import random_lanes
from pathviz.layout import layout_lanes
from pathviz.layout.geometry import LaneGraph, Part, PathGraph, Played, Words
from pathviz.pages import lane_script
from pathviz.svg_lanes import draw_lane_heads, draw_lanes
from unit.layout.graphs import GAP, graph, node
from unit.layout.test_lanes import LONG_WAY, lanes

WORDS = Words()


def drawn(given: LaneGraph) -> ET.Element:
    return ET.fromstring(draw_lanes(layout_lanes(given), WORDS))  # noqa: S314  (our own text)


def heads(given: LaneGraph) -> ET.Element:
    return ET.fromstring(draw_lane_heads(layout_lanes(given)))  # noqa: S314


def of_class(drawing: ET.Element, name: str) -> list[ET.Element]:
    return [element for element in drawing.iter() if name in element.get("class", "").split()]


def names(drawing: ET.Element) -> list[str]:
    return [link.get("aria-label", "") for link in of_class(drawing, "node")]


def test_the_drawing_is_a_named_document_with_a_list_of_its_lanes() -> None:
    drawing = drawn(lanes(graph("a b", "a>b"), "01"))
    assert drawing.get("role") == "graphics-document"
    assert drawing.get("aria-label") == "Toimijat: Koepolku, 2 vaihetta"
    first = drawing[0]
    assert (first.get("role"), first.get("aria-label")) == ("list", "Toimijat")
    assert [lane.get("aria-label") for lane in first] == ["Toimija 0", "Toimija 1"]
    assert [lane.get("data-actor") for lane in first] == ["t0", "t1"]


def test_a_name_says_who_does_what() -> None:
    given = lanes(graph("a b? c", "a>b b>c:Kyllä b>a:Ei"), "000", "1:1", count=2)
    leads = Played(0, "t0", "Toimija 0", (Part("leads", "Vastaa"), Part("decides", "Päättää")))
    steps = given.graph.nodes
    titled = steps[1]._replace(title="Sopiiko?", chips=(GAP,))
    path = replace(given.graph, nodes=(steps[0], titled, steps[2]))
    played = (given.played[0], (leads, *given.played[1]), given.played[2])
    assert names(drawn(replace(given, graph=path, played=played)))[1] == (
        "Vaihe 2: Sopiiko? Toimija 0 vastaa, päättää. Toimija 1 osallistuu. Voi katketa. "
        "Edellinen: 1. Seuraavaksi: 3 (jos: Kyllä), 1 (jos: Ei, paluu)."
    )


def test_a_step_without_parts_says_who_leads() -> None:
    assert names(drawn(lanes(graph("a", ""), "0"))) == ["Vaihe 1: Vaihe a. Sosiaaliohjaaja."]


def test_cells_name_their_step_and_actor_and_are_hidden() -> None:
    (cell,) = of_class(drawn(lanes(graph("a b", "a>b"), "00", "1:1", count=2)), "cell")
    assert (cell.get("data-step"), cell.get("data-actor"), cell.get("aria-hidden")) == ("b", "t1", "true")
    assert [use.get("href") for use in cell.iter("use")] == ["#g-takes_part"]
    assert "".join(cell.itertext()) == "Osallistuu"


def test_pills_are_links_to_their_targets_in_a_list_under_their_step() -> None:
    onward = " ".join(f"s{i}>s{i + 1}" for i in range(8))
    drawing = drawn(lanes(graph(LONG_WAY, f"{onward} s8>s0:Takaisin"), "0" * 9))
    (pill,) = of_class(drawing, "pill")
    assert pill.get("class") == "pill back"
    assert pill.get("href") == "#vaihe-s0"
    assert pill.get("aria-label") == "Takaisin →\u00a01 Vaihe s0"


def test_ways_out_are_pills_of_their_own_kind() -> None:
    steps = graph("a", "").nodes
    given = PathGraph("Koe", (*steps, node("x", "exit", None, title="Muu polku")), graph("a x", "a>x").edges)
    drawing = drawn(lanes(given, "00"))
    assert [pill.get("class") for pill in of_class(drawing, "pill")] == ["pill exit"]
    assert names(drawing) == ["Vaihe 1: Vaihe a. Sosiaaliohjaaja. Seuraavaksi: Muu polku."]


def test_steps_stand_in_lists_by_phase() -> None:
    given = graph("a b c", "a>b b>c", phases=("Alku", "Loppu"), phase_of="011")
    drawing = drawn(lanes(given, "000"))
    lists = [group.get("aria-label") for group in drawing.iter("g") if group.get("role") == "list"]
    assert lists == ["Toimijat", None, "1. Alku", "2. Loppu"]


def test_heads_are_hidden_and_stand_over_their_lanes() -> None:
    given = lanes(graph("a b", "a>b"), "01")
    above, below = heads(given), drawn(given)
    assert above.get("aria-hidden") == "true"
    assert above.get("width") == below.get("width")
    assert [lane.get("data-actor") for lane in above] == [lane.get("data-actor") for lane in below[0]]


def test_lanes_of_those_who_never_lead_have_no_colour() -> None:
    given = lanes(graph("a", ""), "0", count=2)
    neutral = replace(given, lanes=(given.lanes[0], given.lanes[1]._replace(colour=-1)))
    assert [lane.get("class") for lane in heads(neutral)] == ["lane l1", "lane l0"]


def test_texts_are_escaped() -> None:
    given = lanes(graph("a b", "a>b"), "00", "1:1", count=2)
    evil = (Played(1, '"<b>', "<script>", (Part('"<i>', "<Tukee>"),)),)
    lane = given.lanes[1]._replace(actor='"<b>', name='<u>"')
    drawing = drawn(replace(given, lanes=(given.lanes[0], lane), played=(given.played[0], evil)))
    assert {element.tag for element in drawing.iter()} <= {
        "svg",
        "g",
        "a",
        "path",
        "rect",
        "circle",
        "text",
        "tspan",
        "use",
    }


def test_random_drawings_are_well_formed_and_need_no_style() -> None:
    for seed in range(5000, 5010):
        for drawing in (drawn(random_lanes(seed)), heads(random_lanes(seed))):
            assert not any("style" in element.attrib or "id" in element.attrib for element in drawing.iter())


def test_the_script_hands_over_any_text_as_it_is() -> None:
    evil = "\\'\"\n\r\t\u2028</script>${x}`ä–"
    content = lane_script("alue/polku/index.html", evil.encode(), evil.encode(), "static/lanes.css").content.decode()
    heads, drawing = content.removeprefix("pathviz.lanes({heads:").removesuffix("})").split(",svg:")
    assert "\n" not in content
    assert ast.literal_eval(heads) == evil  # these escapes are those of Python too
    assert ast.literal_eval(drawing).endswith(evil)
