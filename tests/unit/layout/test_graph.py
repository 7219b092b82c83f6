"""Returns, phases and the main line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pathviz.layout.geometry import Edge, LayoutError
from pathviz.layout.graph import study
from unit.layout.graphs import graph, node


def test_an_edge_that_closes_a_cycle_is_a_return() -> None:
    assert study(graph("a b c", "a>b b>c c>a")).back == (False, False, True)


def test_the_author_decides_what_a_return_is() -> None:
    given = graph("a b", "a>b")
    told = replace(given, edges=(Edge("a", "b", back=True),))
    assert study(told).back == (True,)
    assert study(told).down == ()


def test_edges_that_set_ranks_form_no_cycle_whatever_the_author_says() -> None:
    given = graph("a b", "a>b b>a")
    told = replace(given, edges=tuple(edge._replace(back=False) for edge in given.edges))
    assert len(study(told).down) == 1


def test_edges_to_earlier_phases_set_no_ranks() -> None:
    assert study(graph("a b", "b>a", phases=("A", "B"), phase_of="01")).down == ()


def test_the_main_line_is_the_longest_way_to_an_end() -> None:
    given = graph("a b? c d e f", "a>b b>c:Kyllä c>d b>e:Ei e>f f>d")
    assert study(given).main == (0, 1, 4, 5, 3)


def test_every_part_has_a_main_line() -> None:
    shape = study(graph("a b c d", "a>b c>d"))
    assert shape.part == (0, 0, 2, 2)
    assert shape.main == (0, 1, 2, 3)


def test_a_step_without_a_phase_takes_that_of_its_source() -> None:
    given = graph("a b", "a>x", phases=("A", "B"), phase_of="01")
    given = replace(given, nodes=(*given.nodes, node("x", "exit", None)))
    assert study(given).phase == (0, 1, 0)


def test_twins_are_numbered() -> None:
    assert study(graph("a? b", "a>b:Kyllä a>b:Ei a>b:Ehkä")).twin == (0, 1, 2)


def test_an_unknown_step_is_named() -> None:
    with pytest.raises(LayoutError, match=r"Koepolku.*'z'"):
        study(graph("a", "a>z"))


def test_a_graph_is_studied_once_and_another_like_it_anew() -> None:
    given = graph("a b", "a>b")
    assert study(given) is study(given)
    assert study(given) == study(graph("a b", "a>b"))
    assert study(given) != study(graph("a b", "b>a"))
