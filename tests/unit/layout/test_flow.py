"""The flow view: what stands where."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from layout.drawing_rules import breaches
from layout.placed import words_of
from pathviz.layout import flow as stages
from pathviz.layout import layout_flow
from pathviz.layout.channels import settle
from pathviz.layout.geometry import Edge, FlowLayout, Node, PathGraph
from pathviz.layout.runs import Placed, Run, Runs
from unit.layout.graphs import GAP, graph


def flow(given: PathGraph) -> FlowLayout:
    (layout,) = layout_flow([given])
    assert breaches(layout) == []
    return layout


def middle(layout: FlowLayout, name: str) -> float:
    frame = next(box.frame for box in layout.boxes if box.node.id == name)
    return frame.x + frame.width / 2


def test_the_main_line_is_straight() -> None:
    layout = flow(graph("a b? c d", "a>b b>c:Kyllä c>d b>d:Ei"))
    assert len({middle(layout, name) for name in "abcd"}) == 1


def test_a_branch_that_ends_stands_beside_its_decision() -> None:
    layout = flow(graph("a b? c d e", "a>b b>c:Kyllä b>d:Ei c>e"))
    decision, leaf = layout.boxes[1].frame, layout.boxes[3].frame
    assert leaf.x > decision.right
    assert leaf.y + leaf.height / 2 == decision.y + decision.height / 2


def test_ends_that_would_widen_the_drawing_go_below_one_another() -> None:
    edges = "a>b " + " ".join(f"a>{name}:Syy_{name}" for name in "cdefg") + " b>h"
    layout = flow(graph("a? b c d e f g h", edges))
    assert layout.width < 640


def test_a_usual_path_fits_beside_its_panel() -> None:
    given = graph(
        "a b c? d e f g h? i j k",
        "a>b b>c c>d:Ei,_muu_palvelu_sopii_paremmin c>e:Kyllä e>f f>g g>h h>g:Jakso_jatkuu "
        "h>b:Tuen_tarve_muuttuu h>i:Työhön_tai_opintoihin h>j:Tarvitsee_muuta_tukea i>k j>k",
        phases=("Palveluun ohjautuminen", "Suunnitelma ja aloitus", "Siirtymä eteenpäin"),
        phase_of="00001111222",
    )
    assert flow(given).width <= 608


def test_twins_have_lines_of_their_own() -> None:
    layout = flow(graph("a? b", "a>b:Kyllä a>b:Ei"))
    assert layout.routes[0].points != layout.routes[1].points
    assert len(layout.labels) == 2


def test_a_step_may_lead_to_itself() -> None:
    layout = flow(graph("a b c", "a>b b>b:Uudelleen b>c"))
    route = layout.routes[1]
    assert route.back
    assert len(route.points) >= 4


def test_edges_to_one_box_run_as_one_line() -> None:
    layout = flow(graph("a b c d e", "a>b b>c c>d d>e a>e b>e"))
    assert layout.routes[4].points[-2:] == layout.routes[5].points[-2:]


def test_an_optional_edge_says_so() -> None:
    given = graph("a b c", "a>b b>c")
    optional = (Edge("a", "c", "Halutessa", optional=True), Edge("a", "c", optional=True))
    given = replace(given, edges=(*given.edges, *optional))
    said = words_of([label.text for label in flow(given).labels])
    assert said == ["Halutessa (vapaaehtoinen)", "(vapaaehtoinen)"]


def test_labels_have_at_most_three_lines() -> None:
    label = "Asiakas ei vamman tai sairauden takia pysty kuntouttavaan työtoimintaan nyt"
    given = graph("a? b c", "a>b:x a>c:x")
    given = replace(given, edges=tuple(edge._replace(label=label) for edge in given.edges))
    assert all(len(item.text.lines) <= 3 for item in flow(given).labels)


def test_phases_are_bands_in_their_order() -> None:
    layout = flow(graph("a b c", "a>b b>c", phases=("Alku", "Keskikohta", "Loppu"), phase_of="012"))
    assert [band.phase for band in layout.bands] == [1, 2, 3]
    assert all(one.frame.bottom < other.frame.y for one, other in pairwise(layout.bands))


def test_a_phase_without_steps_has_no_band() -> None:
    layout = flow(graph("a b", "a>b", phases=("Alku", "Tyhjä", "Loppu"), phase_of="02"))
    assert [band.phase for band in layout.bands] == [1, 3]


def test_the_tag_keeps_clear_of_the_arrow() -> None:
    box = flow(graph("a b", "a>b")).boxes[1]
    assert box.tag > box.frame.x + box.frame.width / 2 + 10


def test_chips_make_a_card_higher() -> None:
    plain = graph("a", "")
    chipped = replace(plain, nodes=(plain.nodes[0]._replace(chips=(GAP,)),))
    assert flow(chipped).height > flow(plain).height


@pytest.mark.parametrize(
    ("names", "edges"),
    [
        ("", ""),
        ("a", ""),
        ("a", "a>a"),
        ("a b", ""),
        ("a b", "a>b b>a"),
        ("a b c", "a>b b>c c>a"),
        ("a b c d e", "a>b c>d d>c"),
        (" ".join(f"s{i}" for i in range(120)), " ".join(f"s{i}>s{i + 1}" for i in range(119))),
        ("a b c d", " ".join(f"{a}>{b}" for a in "abcd" for b in "abcd")),
        ("a " + " ".join(f"s{i}" for i in range(40)), " ".join(f"a>s{i}:Syy_{i}" for i in range(40))),
    ],
)
def test_any_graph_can_be_drawn(names: str, edges: str) -> None:
    (layout,) = layout_flow([graph(names, edges)])
    assert len(layout.boxes) == len(names.split())
    assert len(layout.routes) == len(edges.split())


def test_the_same_graph_gives_the_same_layout_in_any_company() -> None:
    given = graph("a b? c d", "a>b b>c:Kyllä b>d:Ei c>d d>a:Uudelleen")
    other = graph("x y", "x>y")
    assert layout_flow([given]) == layout_flow([other, given, other])[1:2]


def test_ports_that_are_moved_in_one_path_stay_put_in_others(monkeypatch: pytest.MonkeyPatch) -> None:
    # no order of tracks parts all stubs of this graph
    given = graph("a b c d? e f? g", "b>d c>e:Kyllä e>b:Kyllä b>a:Kyllä f>a g>d:Kyllä c>d b>e g>b:Kyllä f>c")
    moved: list[bool] = []

    def noted(runs: Runs, placed: Placed, upper: Run, lower: Run) -> bool:
        moved.append(settle(runs, placed, upper, lower))
        return moved[-1]

    monkeypatch.setattr(stages, "settle", noted)
    (first,) = layout_flow([given])
    assert moved == [True]
    assert layout_flow([given]) == [first]
    assert moved == [True, True]


def test_long_words_stay_inside() -> None:
    word = "Sosiaalihuoltolainmukainentyöllistymistätukevatoiminta"
    flow(PathGraph("x", (Node("a", word, "decision", 1, word, 0, None, "#a", "", (GAP,)),), ()))
