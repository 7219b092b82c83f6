"""Random service paths with lanes: who leads, and who else takes part in each step."""

from __future__ import annotations

import random
from dataclasses import replace

from layout.random_graphs import ACTORS, random_graph
from pathviz.layout.geometry import Lane, LaneGraph, Part, PathGraph, Played

PARTS = (
    Part("leads", "Vastaa"),
    Part("decides", "Päättää"),
    Part("carries_out", "Toteuttaa"),
    Part("supports", "Tukee"),
    Part("advises", "Konsultoi"),
    Part("takes_part", "Osallistuu"),
    Part("informed", "Saa tiedon"),
    Part("informed", "Työllistymissuunnitelmanlaatimisvelvollinen"),
)


def random_lanes(seed: int) -> LaneGraph:
    """A path of 5 to 40 steps in 2 to 9 lanes, the same for the same seed."""
    source = random.Random(seed)
    return with_lanes(random_graph(seed), source.randint(2, 9), source)


def with_lanes(graph: PathGraph, count: int, source: random.Random) -> LaneGraph:
    """A graph with lanes; the last one may be shared."""
    is_shared = source.random() < 0.3
    lanes = [Lane(f"a{i}", ACTORS[i % len(ACTORS)], i if source.random() < 0.8 else -1) for i in range(count)]
    if is_shared:
        lanes[-1] = Lane("", "Muut toimijat", -1)
    share = source.choice((0.05, 0.3, 0.9))
    home: list[int] = []
    played: list[tuple[Played, ...]] = []
    for node in graph.nodes:
        sources = [edge.source for edge in graph.edges if edge.target == node.id]
        at = next((i for i, other in enumerate(graph.nodes[: len(home)]) if other.id in sources), -1)
        home.append(home[at] if node.kind == "exit" and at >= 0 else node.colour % count)
        chosen = [lane for lane in range(count) if lane == home[-1] or source.random() < share]
        some = [_played(lane, lanes, source) for lane in chosen]
        if is_shared and source.random() < 0.5:
            some.append(_played(count - 1, lanes, source))
        played.append(tuple(some) if node.kind != "exit" else ())
    return LaneGraph(graph, tuple(lanes), tuple(home), tuple(played))


def _played(lane: int, lanes: list[Lane], source: random.Random) -> Played:
    parts = tuple(source.sample(PARTS, source.choice((1, 1, 1, 2, 3))))
    return Played(lane, lanes[lane].actor or "x", lanes[lane].name, parts)


def without_phases(given: LaneGraph) -> LaneGraph:
    """The same with no phases."""
    nodes = tuple(node._replace(phase=None) for node in given.graph.nodes)
    return replace(given, graph=replace(given.graph, nodes=nodes, phases=()))
