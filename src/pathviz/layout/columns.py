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


def assign_columns(places: Places, shape: Shape) -> tuple[Places, list[int]]:
    """The column of every node: 0 for the main line, negative at its left; and their rows.

    Rows change where ends that stood side by side are put under one another.
    """
    column = [0] * len(places.row)
    taken: dict[tuple[int, int, int], int] = {
        (shape.part[node], places.row[node], side): 0 for node in shape.main for side in (-1, 1)
    }
    aside = _distances(places, shape)
    for unit in _units(places, shape, aside):
        side = 1 if aside[unit[0]] > 0 else -1
        part = shape.part[unit[0]]
        keys = [(part, places.row[node], side) for node in unit]
        near = all(abs(aside[node]) < _SNAP for node in unit)
        least = 0 if near and not any(key in taken for key in keys) else 1
        place = max([least, *[taken.get(key, -1) + 1 for key in keys]])
        for node, key in zip(unit, keys, strict=True):
            column[node] = side * place
            taken[key] = place
            if not place:
                taken[part, key[1], -side] = 0
    _side_by_side(places, shape, column)
    return _ends_below(places, shape, column)


def _side_by_side(places: Places, shape: Shape, column: list[int]) -> None:
    """Parts that nothing joins, but that share rows, stand beside one another."""
    members: dict[int, list[int]] = {}
    for node, part in enumerate(shape.part):
        members.setdefault(part, []).append(node)
    used: dict[int, int] = {}  # the last column of every row
    for nodes in members.values():
        met = [used[places.row[node]] for node in nodes if places.row[node] in used]
        shift = max(met) + 1 - min(column[node] for node in nodes) if met else 0
        for node in nodes:
            column[node] += shift
            row = places.row[node]
            used[row] = max(used.get(row, column[node]), column[node])


def _ends_below(places: Places, shape: Shape, column: list[int]) -> tuple[Places, list[int]]:
    """Ends and exits beyond the first column at the right go below others of their phase.

    A page scrolls down more readily than sideways.  Ends at the left go too, unless a branch that
    leads on needs the left anyway.
    """
    leaf = [not any(edge in shape.down for edge in outs) for outs in shape.outs]
    left_needed = any(place < 0 and not leaf[node] for node, place in enumerate(column))
    moving = [
        node for node, place in enumerate(column) if leaf[node] and (place > 1 or (place < 0 and not left_needed))
    ]
    if not moving:
        return places, column
    row: list[float] = list(places.row)
    column = list(column)
    taken = {(row[node], place) for node, place in enumerate(column) if node not in moving}
    last: dict[int, float] = {}
    for node, phase in enumerate(shape.phase):
        last[phase] = max(last.get(phase, 0.0), row[node])
    for node in sorted(moving, key=lambda node: (row[node], abs(column[node]), node)):
        phase = shape.phase[node]
        below = sorted({at for at in row if row[node] <= at <= last[phase]})
        free = [at for at in below if (at, 1) not in taken and (at, 0) in taken]
        if not free:
            last[phase] += 1.0 / 1024
            free = [last[phase]]
        row[node], column[node] = free[0], 1
        taken.add((free[0], 1))
        taken.add((free[0], 0))
    number = {at: i for i, at in enumerate(sorted(set(row)))}
    return Places(tuple([number[at] for at in row]), places.x), column


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
    links = [(a, b) for a, b in zip(shape.source, shape.target, strict=True) if a not in main and b not in main]
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
