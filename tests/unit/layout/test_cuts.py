"""Drawings in pieces, as they go on paper."""

from __future__ import annotations

from itertools import pairwise

import pytest

from layout.random_graphs import random_graph
from pathviz.layout import layout_flow, layout_rail, pieces
from pathviz.layout.geometry import Band, FlowLayout, RailLayout
from unit.layout.graphs import graph

SEEDS = range(12)


def drawings(seed: int) -> tuple[FlowLayout, RailLayout]:
    given = random_graph(seed)
    return layout_flow([given])[0], layout_rail(given)


def title(band: Band) -> list[float]:
    """The baselines of a phase's title."""
    return [band.text.y + n * band.text.step for n in range(len(band.text.lines))]


@pytest.mark.parametrize("seed", SEEDS)
def test_pieces_are_the_whole_drawing(seed: int) -> None:
    for layout in drawings(seed):
        found = pieces(layout)
        assert found[0][0] == 0
        assert all(top + height == after for (top, height), (after, _) in pairwise(found))
        assert sum(height for _, height in found) == round(layout.height)


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_that_is_read_is_cut(seed: int) -> None:
    for layout in drawings(seed):
        words = layout.labels if isinstance(layout, FlowLayout) else layout.pills
        frames = [each.frame for each in (*layout.boxes, *words)]
        lines = [y for band in layout.bands for y in title(band)]
        for cut, _ in pieces(layout)[1:]:
            assert not [frame for frame in frames if frame.y < cut < frame.bottom]
            assert not [y for y in lines if y - 12 < cut < y + 4]


def test_a_title_of_a_phase_is_with_its_first_step() -> None:
    layout = layout_rail(random_graph(3))
    for band in layout.bands:
        for y in title(band):
            first = min(box.frame.y for box in layout.boxes if box.frame.y > y)
            assert not [cut for cut, _ in pieces(layout)[1:] if y <= cut <= first]


def test_a_long_drawing_has_pieces_that_a_page_holds() -> None:
    names = [f"s{i}" for i in range(20)]
    given = graph(" ".join(names), " ".join(f"{a}>{b}" for a, b in pairwise(names)))
    for layout in (layout_flow([given])[0], layout_rail(given)):
        assert len(pieces(layout)) > 5
        assert max(height for _, height in pieces(layout)) < 400


def test_a_low_drawing_is_one_piece() -> None:
    layout = layout_rail(graph("a", ""))
    assert pieces(layout) == ((0, round(layout.height)),)
