"""A thousand random paths with lanes, and not one line through a card or a word."""

from __future__ import annotations

import random

import pytest

from layout.lane_rules import breaches
from layout.random_graphs import random_graph
from layout.random_lanes import random_lanes, with_lanes, without_phases
from pathviz import svg_lanes
from pathviz.layout import layout_lanes
from pathviz.layout.geometry import Edge, LaneGraph, Node, PathGraph, Words

CHUNK = 100


@pytest.mark.parametrize("start", range(0, 1000, CHUNK))
def test_lanes_keep_all_rules(start: int) -> None:
    layouts = [layout_lanes(random_lanes(seed)) for seed in range(start, start + CHUNK)]
    found = [f"{layout.lane_graph.graph.title}: {breach}" for layout in layouts for breach in breaches(layout)]
    assert not found, "\n".join(found[:20])


def test_the_same_path_is_drawn_the_same() -> None:
    for seed in range(20):
        one, other = layout_lanes(random_lanes(seed)), layout_lanes(random_lanes(seed))
        assert svg_lanes.draw_lanes(one, Words()) == svg_lanes.draw_lanes(other, Words())
        assert svg_lanes.draw_lane_heads(one) == svg_lanes.draw_lane_heads(other)


def _steps(count: int, edges: list[tuple[int, int]], kind: str = "step") -> LaneGraph:
    nodes = tuple(Node(f"s{i}", f"Vaihe {i}", kind, i + 1, "", i % 5, None, f"#s{i}") for i in range(count))
    graph = PathGraph("Outo", nodes, tuple(Edge(f"s{a}", f"s{b}", "Kyllä") for a, b in edges))
    return with_lanes(graph, 5, random.Random(count))


@pytest.mark.parametrize(
    ("count", "edges"),
    [
        (0, []),
        (1, []),
        (1, [(0, 0)]),
        (2, [(0, 1), (0, 1), (0, 1), (0, 1)]),
        (6, []),
        (5, [(0, 1), (1, 2), (2, 3), (3, 4), (4, 0), (3, 0), (2, 0), (1, 0)]),
        (120, [(i, i + 1) for i in range(119)] + [(i, (i * 37) % 120) for i in range(0, 120, 3)]),
        (12, [(i, j) for i in range(12) for j in range(12)]),
    ],
)
def test_odd_graphs_are_drawn(count: int, edges: list[tuple[int, int]]) -> None:
    assert not breaches(layout_lanes(_steps(count, edges)))


def test_a_lone_way_out_is_drawn_as_a_card() -> None:
    assert [step.box.node.kind for step in layout_lanes(_steps(3, [], "exit")).steps] == ["exit"] * 3


def test_without_phases_there_are_no_strips() -> None:
    layout = layout_lanes(without_phases(with_lanes(random_graph(3), 4, random.Random(3))))
    assert not layout.bands
    assert not breaches(layout)
