"""Which column every node stands in.

Graphviz orders the nodes of a row well but spreads them out.  Here its order is kept and its distances
are not: the main line takes column 0, what stands beside it takes the nearest free column, and what
stands at the left goes to the right where the right is free, which leaves the left to loops and to
the titles of phases.  So most paths need two columns, and boxes stand under one another.
"""

from __future__ import annotations

from collections.abc import Sequence

from pathviz.layout.graph import Shape, joined_parts
from pathviz.layout.places import WIDTH, Places

_SNAP = WIDTH * 0.45  # nodes of one branch nearer than this share a column


def assign_columns(places: Places, shape: Shape) -> list[int]:
    """The column of every node: 0 for the main line, negative at its left."""
    column = [0] * len(places.row)
    taken: dict[tuple[int, int], int] = dict.fromkeys(
        [(places.row[node], side) for node in shape.main for side in (-1, 1)], 0
    )
    aside = _distances(places, shape)
    units = _units(places, shape, aside)
    for unit in units:
        side = 1 if aside[unit[0]] > 0 else -1
        rows = [places.row[node] for node in unit]
        near = all(abs(aside[node]) < _SNAP for node in unit)
        least = 0 if near and all((row, side) not in taken for row in rows) else 1
        place = max([least, *[taken.get((row, side), -1) + 1 for row in rows]])
        for node, row in zip(unit, rows, strict=True):
            column[node] = side * place
            taken[row, side] = place
            if not place:
                taken[row, -side] = 0
    return column


def _distances(places: Places, shape: Shape) -> list[float]:
    """How far every node stands from the main line of its part; flipped where the right is free."""
    main = set(shape.main)
    spine: dict[int, float] = {}
    for node in shape.main:
        spine.setdefault(shape.part[node], places.x[node])
    aside = [x - spine[shape.part[node]] for node, x in enumerate(places.x)]
    for node in main:
        aside[node] = 0.0
    branches = _branches(shape, main)
    full: set[int] = set()
    left: list[list[int]] = []
    for branch in branches:
        if all(aside[node] < 0 for node in branch):
            left.append(branch)
        else:
            full.update(_span(places, branch))
    for branch in left:
        span = _span(places, branch)
        if full.isdisjoint(span):
            for node in branch:
                aside[node] = -aside[node]
    return aside


def _span(places: Places, branch: Sequence[int]) -> range:
    rows = [places.row[node] for node in branch]
    return range(min(rows), max(rows) + 1)


def _branches(shape: Shape, main: set[int]) -> list[list[int]]:
    """What hangs together when the main line is taken away."""
    count = len(shape.phase)
    links = [
        (a, b)
        for a, b in zip(shape.source, shape.target, strict=True)
        if a not in main and b not in main
    ]
    part = joined_parts(count, links)
    found: dict[int, list[int]] = {}
    for node in range(count):
        if node not in main:
            found.setdefault(part[node], []).append(node)
    return list(found.values())


def _units(places: Places, shape: Shape, aside: list[float]) -> list[list[int]]:
    """Nodes of one branch that stand under one another, from near the main line to far."""
    units: list[list[int]] = []
    for branch in _branches(shape, set(shape.main)):
        mine: list[list[int]] = []
        for node in sorted(branch, key=lambda node: (abs(aside[node]), places.row[node])):
            for unit in mine:
                if (
                    abs(aside[node] - aside[unit[0]]) < _SNAP
                    and aside[node] * aside[unit[0]] >= 0
                    and all(places.row[node] != places.row[other] for other in unit)
                ):
                    unit.append(node)
                    break
            else:
                mine.append([node])
        units += mine
    return sorted(units, key=lambda unit: (min(abs(aside[node]) for node in unit), unit))
