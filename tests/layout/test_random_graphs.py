"""A thousand random paths, and not one line through a box."""

from __future__ import annotations

import pytest

from layout.drawing_rules import breaches
from layout.random_graphs import random_graph
from pathviz.layout import layout_flow

CHUNK = 50


@pytest.mark.parametrize("start", range(0, 1000, CHUNK))
def test_flow_keeps_all_rules(start: int) -> None:
    graphs = [random_graph(seed) for seed in range(start, start + CHUNK)]
    found = [
        f"{layout.graph.title}: {breach}"
        for layout in layout_flow(graphs)
        for breach in breaches(layout)
    ]
    assert not found, "\n".join(found[:20])
