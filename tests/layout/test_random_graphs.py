"""A thousand random paths, and not one line through a box."""

from __future__ import annotations

import pytest

from layout.drawing_rules import breaches, rail_breaches
from layout.random_graphs import random_graph
from pathviz.layout import layout_flow, layout_rail

CHUNK = 50
STARTS = range(0, 1000, CHUNK)


@pytest.mark.parametrize("start", STARTS)
def test_flow_keeps_all_rules(start: int) -> None:
    graphs = [random_graph(seed) for seed in range(start, start + CHUNK)]
    layouts = layout_flow(graphs)
    found = [f"{layout.graph.title}: {breach}" for layout in layouts for breach in breaches(layout)]
    assert not found, "\n".join(found[:20])


@pytest.mark.parametrize("start", STARTS[::4])
def test_rail_keeps_all_rules(start: int) -> None:
    layouts = [layout_rail(random_graph(seed)) for seed in range(start, start + CHUNK)]
    found = [f"{layout.graph.title}: {breach}" for layout in layouts for breach in rail_breaches(layout)]
    assert not found, "\n".join(found[:20])
