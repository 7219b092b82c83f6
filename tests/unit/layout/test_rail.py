"""The rail view."""

from __future__ import annotations

from dataclasses import replace

from layout.drawing_rules import rail_breaches
from layout.placed import words_of
from pathviz.layout import layout_rail
from pathviz.layout.geometry import Edge, PathGraph, RailLayout
from unit.layout.graphs import graph, node


def rail(given: PathGraph) -> RailLayout:
    layout = layout_rail(given)
    assert rail_breaches(layout) == []
    return layout


def said(layout: RailLayout) -> list[str]:
    return words_of([pill.text for pill in layout.pills])


def test_a_plain_next_step_needs_no_pill() -> None:
    layout = rail(graph("a b", "a>b"))
    assert layout.pills == ()
    assert len(layout.routes[0].points) == 2


def test_branches_and_jumps_are_written_out() -> None:
    layout = rail(graph("a? b c", "a>b:Kyllä a>c:Ei b>c"))
    assert said(layout) == ["Kyllä →\u00a02", "Ei →\u00a03"]


def test_a_jump_without_words_names_its_target() -> None:
    assert said(rail(graph("a b c", "a>c b>c"))) == ["→\u00a03 Vaihe c"]


def test_an_exit_is_named_by_its_title() -> None:
    given = graph("a b", "a>b a>x:Ei")
    given = replace(given, nodes=(*given.nodes, node("x", "exit", None, title="Toinen palvelu")))
    assert said(rail(given)) == ["Ei → Toinen palvelu"]


def test_jumps_to_one_step_share_a_track() -> None:
    layout = rail(graph("a b c d", "a>d b>d c>d"))
    assert layout.routes[0].points[2][0] == layout.routes[1].points[2][0]


def test_crossing_jumps_have_tracks_of_their_own() -> None:
    layout = rail(graph("a b c d", "a>c b>d b>c c>d"))
    assert layout.routes[0].points[2][0] != layout.routes[1].points[2][0]


def test_the_drawing_keeps_its_width_however_many_jumps() -> None:
    names = [f"s{i}" for i in range(20)]
    edges = " ".join(f"s{i}>s{j}" for i in range(20) for j in range(20) if i != j)
    layout = rail(graph(" ".join(names), edges))
    assert layout.width == 300.0
    assert min(box.frame.width for box in layout.boxes) > 180


def test_phases_have_headings() -> None:
    layout = rail(graph("a b", "a>b", phases=("Alku", "Loppu"), phase_of="01"))
    assert [band.phase for band in layout.bands] == [1, 2]


def test_an_optional_transition_says_so() -> None:
    given = graph("a b", "")
    assert said(rail(replace(given, edges=(Edge("a", "b", optional=True),)))) == ["(vapaaehtoinen) →\u00a02"]
