"""Runs: the straight lines that the courses of the edges are made of.

Edges that go to one box are drawn as one line from where they meet; so a run may carry several
edges.  Upright runs lie on a line of the grid, flat runs in a channel or along the middle of a row.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from pathviz.layout.graph import Shape
from pathviz.layout.traffic import Course


@dataclass(slots=True, eq=False)
class Run:
    """One straight line.

    `at` is the index of its line (upright) or its level (flat); it reaches from `low` to `high`,
    levels or lines.  `tail` is the node at whose bottom or side it begins, `head` the one at whose
    top or side it ends; -1 where it turns instead.  `edges` lists what it carries, as pairs of an
    edge and the piece of its course.  `offset` is the distance from the middle of the box it is
    tied to.
    """

    upright: bool
    at: int
    low: int
    high: int
    tail: int = -1
    head: int = -1
    edges: list[tuple[int, int]] = field(default_factory=list)
    offset: float = 0.0

    @property
    def tied(self) -> bool:
        """Whether a box decides its place."""
        return self.tail >= 0 or self.head >= 0


Placed = dict[Run, float]
"""The final x of upright runs and y of flat ones."""


@dataclass(frozen=True, slots=True)
class Runs:
    """All runs of a graph, and for every edge the runs of its pieces in order."""

    upright: list[Run]
    flat: list[Run]
    of_edge: list[list[Run]]


def make_runs(courses: list[Course], shape: Shape) -> Runs:
    """The runs of all courses."""
    bundles: dict[tuple[object, ...], list[Run]] = {}
    of_edge: list[list[Run]] = []
    for course in courses:
        edge = course.edge
        last = len(course.corners) - 2
        mine: list[Run] = []
        for piece, ((x0, y0), (x1, y1)) in enumerate(pairwise(course.corners)):
            upright = x0 == x1
            at, one, other = (x0, y0, y1) if upright else (y0, x0, x1)
            low, high = (one, other) if one < other else (other, one)
            tail = -1 if piece else shape.source[edge]
            head = -1 if piece < last else shape.target[edge]
            run = Run(upright, at, low, high, tail, head, [(edge, piece)])
            mine.append(run)
            key = _bundle(course, shape, piece, last, run)
            if key in bundles:
                bundles[key].append(run)
            else:
                bundles[key] = [run]
        of_edge.append(mine)
    merged: dict[int, Run] = {}
    upright_runs: list[Run] = []
    flat_runs: list[Run] = []
    for bundle in bundles.values():
        for run in _union(bundle, merged):
            (upright_runs if run.upright else flat_runs).append(run)
    return Runs(upright_runs, flat_runs, [[merged.get(id(run), run) for run in mine] for mine in of_edge])


def _bundle(course: Course, shape: Shape, piece: int, last: int, run: Run) -> tuple[object, ...]:
    """What a piece may share a line with: edges of the same kind to the same box."""
    edge = course.edge
    along_row = not run.upright and run.at & 1
    if along_row and piece != last:
        return (edge, piece)
    side = course.arrives if along_row else ""
    if shape.source[edge] == shape.target[edge]:
        return (edge, piece)
    return (run.upright, run.at, shape.target[edge], shape.back[edge], shape.twin[edge], side)


def _union(bundle: list[Run], merged: dict[int, Run]) -> list[Run]:
    """Runs of one bundle that overlap or touch become one."""
    if len(bundle) == 1:
        return bundle
    bundle = sorted(bundle, key=lambda run: (run.low, run.high))
    kept = [bundle[0]]
    merged[id(bundle[0])] = bundle[0]
    for run in bundle[1:]:
        top = kept[-1]
        if run.low <= top.high:
            top.high = max(top.high, run.high)
            top.edges += run.edges
            top.tail = max(top.tail, run.tail)
            top.head = max(top.head, run.head)
            merged[id(run)] = top
        else:
            kept.append(run)
            merged[id(run)] = run
    return kept
