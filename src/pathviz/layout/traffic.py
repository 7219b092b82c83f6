"""What runs where already, and what it costs to cross it or to run beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple

Side = Literal["S", "N", "E", "W"]
Corner = tuple[int, int]
"""A line's index and a level: `2 * row + 1` for the middle of a row, `2 * channel` for a channel."""

_CROSS = 70.0
_BESIDE = 22.0  # another edge on the same line
_TOGETHER = -4.0  # an edge to the same box on the same line: they run as one


class Course(NamedTuple):
    """The way of one edge: where it leaves, where it arrives, its corners in between."""

    edge: int
    leaves: Side
    arrives: Side
    corners: tuple[Corner, ...]


@dataclass(slots=True)
class Traffic:
    """The edges that have their course.

    `width` is the number of lines; keys of places are `row or channel * width + line`.  Edges of one
    `kind` may run as one line: those that go to the same box.
    """

    width: int
    kind: list[tuple[int, bool, int]]
    along: dict[int, list[int]] = field(default_factory=dict)  # pieces of channels, by their left line
    through: dict[int, list[int]] = field(default_factory=dict)  # upright through a row
    beside: dict[int, list[int]] = field(default_factory=dict)  # flat across a line in a row
    upright: dict[int, list[int]] = field(default_factory=dict)  # upright at a place in a channel
    level: dict[int, list[int]] = field(default_factory=dict)  # flat at a place in a channel
    leaving: dict[tuple[int, Side], int] = field(default_factory=dict)  # edges at a side of a node
    arriving: dict[tuple[int, Side], int] = field(default_factory=dict)

    def add(self, course: Course, source: int, target: int) -> None:
        """Take in the course of an edge between two nodes."""
        leaving, arriving = (source, course.leaves), (target, course.arrives)
        self.leaving[leaving] = self.leaving.get(leaving, 0) + 1
        self.arriving[arriving] = self.arriving.get(arriving, 0) + 1
        for (x0, y0), (x1, y1) in pairwise(course.corners):
            if x0 == x1:
                for y in range(min(y0, y1), max(y0, y1) + 1):
                    _add(self.through if y & 1 else self.upright, (y >> 1) * self.width + x0, course.edge)
                continue
            first = (y0 >> 1) * self.width
            low, high = first + min(x0, x1), first + max(x0, x1)
            if y0 & 1:
                for place in range(low + 1, high):
                    _add(self.beside, place, course.edge)
                continue
            for place in range(low, high):
                _add(self.along, place, course.edge)
            for place in range(low, high + 1):
                _add(self.level, place, course.edge)

    def crossings(self, edge: int, met: list[int]) -> float:
        """What it costs to cross the edges met; those that run into one line do not cross."""
        kind = self.kind[edge]
        return _CROSS * sum([self.kind[other] != kind for other in met])

    def company(self, edge: int, met: list[int]) -> float:
        """What it costs to run along a line that the edges met use."""
        kind = self.kind[edge]
        return sum([_TOGETHER if self.kind[other] == kind else _BESIDE for other in met])


def _add(places: dict[int, list[int]], place: int, edge: int) -> None:
    met = places.get(place)
    if met is None:
        places[place] = [edge]
    else:
        met.append(edge)
