"""The coarse grid on which edges are routed: lines to run along, rows that block some of them.

Vertical lines are the columns of the boxes and the gaps between them; rows are Graphviz's ranks, and
channel `c` is the space above row `c` (channel `rows` the one below the last).  Only the order of
the lines matters here: their final places come from `spacing`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pathviz.layout.places import GAP, WIDTH, Places

_CLEAR = WIDTH / 2 + 4.0  # a line this near to a middle runs into the box
_OUT = 22.0  # from a box to the line beside it
_WIDE_GAP = 110.0  # a gap this wide gets a line at each side
_SAME = 16.0  # lines nearer than this are one


class Grid(NamedTuple):
    """Lines by rising x; of every node its row and line; of every row its nodes and closed lines.

    `reach` lists for every node the lines that a piece along the row's middle can get to without
    meeting another box: first those at the left, from near to far, then those at the right.
    """

    lines: tuple[float, ...]
    row: tuple[int, ...]
    line: tuple[int, ...]
    rows: tuple[tuple[int, ...], ...]
    closed: tuple[tuple[bool, ...], ...]
    reach: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]


def make_grid(places: Places, column: Sequence[int]) -> Grid:
    """The grid of a graph whose nodes have a row and a column."""
    count = max(places.row, default=-1) + 1
    centre = [place * (WIDTH + GAP) for place in column]
    rows: list[list[int]] = [[] for _ in range(count)]
    for node in sorted(range(len(centre)), key=lambda node: centre[node]):
        rows[places.row[node]].append(node)
    columns = sorted(set(centre))
    lines = list(columns)
    for row in rows:
        middles = [centre[node] for node in row]
        for wanted in _gaps(middles):
            if not any(abs(line - wanted) < _SAME and all(abs(line - m) >= _CLEAR for m in middles) for line in lines):
                lines.append(wanted)
    lines.sort()
    index = {x: i for i, x in enumerate(lines)}
    line = tuple([index[x] for x in centre])
    closed = tuple([tuple([any(abs(x - centre[n]) < _CLEAR for n in row) for x in lines]) for row in rows])
    return Grid(
        tuple(lines),
        places.row,
        line,
        tuple(map(tuple, rows)),
        closed,
        tuple([_reach(node, rows[places.row[node]], centre, lines) for node in range(len(centre))]),
    )


def _gaps(middles: list[float]) -> list[float]:
    """Where lines are wanted in a row: outside its boxes and between them."""
    half = WIDTH / 2
    wanted = [middles[0] - half - _OUT, middles[-1] + half + _OUT]
    for left, right in pairwise(middles):
        room = right - left - WIDTH
        if room > _WIDE_GAP:
            wanted += [left + half + _OUT, right - half - _OUT]
        else:
            wanted.append((left + right) / 2)
    return wanted


def _reach(
    node: int, row: list[int], centre: list[float], lines: list[float]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The lines between a box and its neighbours, at its left and at its right."""
    place = row.index(node)
    here = centre[node]
    left = centre[row[place - 1]] + _CLEAR if place else float("-inf")
    right = centre[row[place + 1]] - _CLEAR if place + 1 < len(row) else float("inf")
    at_left = [i for i, x in enumerate(lines) if left <= x <= here - _CLEAR]
    at_right = [i for i, x in enumerate(lines) if here + _CLEAR <= x <= right]
    return tuple(reversed(at_left)), tuple(at_right)
