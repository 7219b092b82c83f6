"""Which way every edge takes, one after another.

An edge leaves its box at the bottom or at a side and arrives at the top or at a side.  Between rows it
runs along channels, through rows only where a line is open; along the middle of a row it runs only
next to its own boxes.  So it cannot meet a box, whatever the sizes turn out to be.
"""

from __future__ import annotations

from pathviz.layout.grid import Grid
from pathviz.layout.search import Search, Terrain
from pathviz.layout.traffic import Course, Traffic

_COLUMN = 200.0  # px sideways that count as much as a row when the short edges are picked


def route_edges(terrain: Terrain) -> list[Course]:
    """The course of every edge, in the order of the edges.

    Later edges keep clear of earlier ones where that is cheap, so the short forward edges come first:
    they are the ones that ought to be straight.
    """
    grid, shape = terrain.grid, terrain.shape
    edges = range(len(shape.source))
    kind = [(shape.target[edge], shape.back[edge], shape.twin[edge]) for edge in edges]
    traffic = Traffic(len(grid.lines), kind)

    def rank(edge: int) -> tuple[bool, float, int]:
        a, b = shape.source[edge], shape.target[edge]
        across = abs(grid.lines[grid.line[a]] - grid.lines[grid.line[b]])
        return shape.back[edge], abs(grid.row[a] - grid.row[b]) + across / _COLUMN, edge

    courses: dict[int, Course] = {}
    for edge in sorted(edges, key=rank):
        course = _simple(terrain, traffic, edge) or Search(terrain, traffic, edge).run()
        courses[edge] = course
        traffic.add(course, shape.source[edge], shape.target[edge])
    return [courses[edge] for edge in edges]


def _simple(terrain: Terrain, traffic: Traffic, edge: int) -> Course | None:
    """The course of an edge that needs no search: straight down to the next box, or to itself."""
    grid, shape = terrain.grid, terrain.shape
    a, b = shape.source[edge], shape.target[edge]
    if a == b:
        return _loop(grid, edge, a)
    if (
        grid.line[a] == grid.line[b]
        and grid.row[b] == grid.row[a] + 1
        and not shape.back[edge]
        and (a, "S") not in traffic.leaving
        and (b, "N") not in traffic.arriving
    ):
        line = grid.line[a]
        return Course(edge, "S", "N", ((line, 2 * grid.row[a] + 1), (line, 2 * grid.row[b] + 1)))
    return None


def _loop(grid: Grid, edge: int, node: int) -> Course:
    """From the bottom of a box round to its own right side."""
    line, level = grid.line[node], 2 * grid.row[node] + 1
    beside = grid.reach[node][1][0]
    corners = ((line, level), (line, level + 1), (beside, level + 1), (beside, level))
    return Course(edge, "S", "E", (*corners, (line, level)))
