"""Which way every edge takes: A* over the coarse grid, one edge after another.

An edge leaves its box at the bottom or at a side and arrives at the top or at a side.  Between rows it
runs along channels, through rows only where a line is open; along the middle of a row it runs only
next to its own boxes.  So it cannot meet a box, whatever the sizes turn out to be.

Costs are in about px of line: bends, crossings and crowded ports cost more than length.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Literal

from pathviz.layout.graph import Shape
from pathviz.layout.grid import Grid

Side = Literal["S", "N", "E", "W"]
Corner = tuple[int, int]
"""A line's index and a level: `2 * row + 1` for the middle of a row, `2 * channel` for a channel."""

_BEND = 60.0
_CROSS = 70.0
_ACROSS = 0.35  # a px sideways
_THROUGH = 28.0  # a row further
_BESIDE = 22.0  # another edge on the same line
_TOGETHER = -4.0  # an edge to the same box on the same line: they run as one
_DOWN, _UP, _RIGHT, _LEFT = range(4)


@dataclass(frozen=True, slots=True)
class Course:
    """The way of one edge: where it leaves, where it arrives, its corners in between."""

    edge: int
    leaves: Side
    arrives: Side
    corners: tuple[Corner, ...]


@dataclass(slots=True)
class _Traffic:
    """What runs where, so far.  Keys are `level * width + line`; values are edges."""

    along: dict[int, list[int]] = field(default_factory=dict)  # channel pieces, by left line
    through: dict[int, list[int]] = field(default_factory=dict)  # rows, by line
    upright: dict[int, list[int]] = field(default_factory=dict)  # vertical at a channel's crossing
    level: dict[int, list[int]] = field(default_factory=dict)  # horizontal at a channel's crossing
    beside: dict[int, list[int]] = field(default_factory=dict)  # along a row's middle, by line
    leaving: dict[tuple[int, Side], int] = field(default_factory=dict)
    arriving: dict[tuple[int, Side], int] = field(default_factory=dict)


class Router:
    """Routes the edges of one graph; later edges keep clear of earlier ones where that is cheap."""

    def __init__(
        self, grid: Grid, shape: Shape, decision: list[bool], label_width: list[float]
    ) -> None:
        """`label_width` in px per edge: a wide label does not like to leave at a side."""
        self.grid, self.shape = grid, shape
        self.decision, self.label_width = decision, label_width
        self.width = len(grid.lines)
        self.channels = len(grid.rows) + 1
        self.traffic = _Traffic()
        self.key = [
            (shape.target[e], shape.back[e], shape.twin[e]) for e in range(len(shape.source))
        ]

    def route_all(self) -> list[Course]:
        """The course of every edge, in the order of the edges."""
        courses = {edge: self._route(edge) for edge in self._order()}
        return [courses[edge] for edge in range(len(courses))]

    def _order(self) -> list[int]:
        """Short forward edges first: they are the ones that ought to be straight."""
        grid, shape = self.grid, self.shape

        def rank(edge: int) -> tuple[bool, float, int]:
            a, b = shape.source[edge], shape.target[edge]
            apart = abs(grid.lines[grid.line[a]] - grid.lines[grid.line[b]])
            return shape.back[edge], abs(grid.row[a] - grid.row[b]) + apart / 200, edge

        return sorted(range(len(shape.source)), key=rank)

    def _route(self, edge: int) -> Course:
        grid = self.grid
        a, b = self.shape.source[edge], self.shape.target[edge]
        if a == b:
            course = self._loop(edge, a)
        elif (
            grid.line[a] == grid.line[b]
            and grid.row[b] == grid.row[a] + 1
            and not self.shape.back[edge]
            and not self.traffic.leaving.get((a, "S"))
            and not self.traffic.arriving.get((b, "N"))
        ):
            corners = ((grid.line[a], 2 * grid.row[a] + 1), (grid.line[b], 2 * grid.row[b] + 1))
            course = Course(edge, "S", "N", corners)
        else:
            course = _Search(self, edge).run()
        self._record(course)
        return course

    def _loop(self, edge: int, node: int) -> Course:
        """From the bottom of a box round to its own right side."""
        line, level = self.grid.line[node], 2 * self.grid.row[node] + 1
        beside = self.grid.reach[node][1][0]
        corners = ((line, level), (line, level + 1), (beside, level + 1), (beside, level))
        return Course(edge, "S", "E", (*corners, (line, level)))

    def _record(self, course: Course) -> None:
        traffic, width, edge = self.traffic, self.width, course.edge
        a, b = self.shape.source[edge], self.shape.target[edge]
        traffic.leaving[a, course.leaves] = traffic.leaving.get((a, course.leaves), 0) + 1
        traffic.arriving[b, course.arrives] = traffic.arriving.get((b, course.arrives), 0) + 1
        for (x0, y0), (x1, y1) in zip(course.corners, course.corners[1:], strict=False):
            if x0 == x1:
                for y in range(min(y0, y1), max(y0, y1) + 1):
                    kind = traffic.through if y & 1 else traffic.upright
                    kind.setdefault((y >> 1) * width + x0, []).append(edge)
            elif not y0 & 1:
                channel = (y0 >> 1) * width
                low, high = min(x0, x1), max(x0, x1)
                for x in range(low, high):
                    traffic.along.setdefault(channel + x, []).append(edge)
                for x in range(low, high + 1):
                    traffic.level.setdefault(channel + x, []).append(edge)
            else:
                row = (y0 >> 1) * width
                for x in range(min(x0, x1) + 1, max(x0, x1)):
                    traffic.beside.setdefault(row + x, []).append(edge)

    def crossings(self, edge: int, met: list[int] | None) -> float:
        """What it costs to cross the edges met; edges of one source or one target are of a kind."""
        if not met:
            return 0.0
        shape = self.shape
        a, b = shape.source[edge], shape.target[edge]
        return _CROSS * sum([shape.source[o] != a and shape.target[o] != b for o in met])

    def company(self, edge: int, met: list[int] | None) -> float:
        """What it costs to run along a line that others use."""
        if not met:
            return 0.0
        key = self.key[edge]
        return sum([_TOGETHER if self.key[o] == key else _BESIDE for o in met])


class _Search:
    """One A* search.  A state is a channel, a line and the direction of travel there."""

    def __init__(self, router: Router, edge: int) -> None:
        self.router, self.edge = router, edge
        grid = router.grid
        self.grid = grid
        self.a, self.b = router.shape.source[edge], router.shape.target[edge]
        self.back = router.shape.back[edge]
        self.goal_row, self.goal_line = grid.row[self.b], grid.line[self.b]
        self.goal_x = grid.lines[self.goal_line]
        self.queue: list[tuple[float, int, float, int, int]] = []
        self.count = 0
        self.came: dict[int, int] = {}
        left, right = grid.reach[self.b]
        self.doors: dict[int, Side] = {line: "W" for line in left} | {line: "E" for line in right}
        self.entry = {side: self._arrival(side) for side in ("N", "E", "W")}

    # States below zero are the ways in: -1 - (line * 4 + direction); the goal is beyond all states.

    def run(self) -> Course:
        """The cheapest course."""
        size = self.router.channels * self.router.width * 4
        self._start(size)
        while True:
            _, _, cost, state, before = heappop(self.queue)
            if state in self.came:
                continue
            self.came[state] = before
            if state >= size:
                return self._course(state - size, before)
            self._spread(state, cost, size)

    def _push(self, cost: float, state: int, before: int, ahead: float) -> None:
        self.count += 1
        heappush(self.queue, (cost + ahead, self.count, cost, state, before))

    def _leaving(self, side: Side) -> float:
        traffic = self.router.traffic
        decision = self.router.decision[self.a]
        cost = 0.0
        if side == "S":
            cost = 60.0 if self.back else 0.0
        elif not self.back:
            cost = 25.0 if decision else 60.0
        if side != "S":
            cost += max(0.0, self.router.label_width[self.edge] - 60.0) * 0.6
        crowd = 220.0 if decision else 45.0
        return (
            cost
            + crowd * traffic.leaving.get((self.a, side), 0)
            + 150.0 * traffic.arriving.get((self.a, side), 0)
        )

    def _arrival(self, side: Side) -> float:
        traffic = self.router.traffic
        if side == "N":
            cost = 40.0 if self.back else 0.0
        else:
            cost = 0.0 if self.back else 45.0
        cost += 150.0 * traffic.leaving.get((self.b, side), 0)
        if self.back:
            cost += 60.0 * traffic.arriving.get((self.b, side), 0)
        return cost

    def _start(self, size: int) -> None:
        grid, width = self.grid, self.router.width
        row, line = grid.row[self.a], grid.line[self.a]
        down = ((row + 1) * width + line) * 4 + _DOWN
        self._push(self._leaving("S"), down, -1, self._ahead(row + 1, line))
        through = self.router.traffic.through
        for side, lines in (("W", grid.reach[self.a][0]), ("E", grid.reach[self.a][1])):
            base = self._leaving(side) + _BEND  # type: ignore[arg-type]
            for x in lines:
                far = _ACROSS * abs(grid.lines[x] - grid.lines[line])
                cost = base + far
                for state, channel in (
                    (((row + 1) * width + x) * 4 + _DOWN, row + 1),
                    ((row * width + x) * 4 + _UP, row),
                ):
                    self._push(cost, state, -1, self._ahead(channel, x))
                base += self.router.crossings(self.edge, through.get(row * width + x))
            if row == self.goal_row and self._neighbours(side):
                cost = base - _BEND + self.entry["W" if side == "E" else "E"] + _ACROSS * abs(
                    grid.lines[line] - self.goal_x
                )
                self._push(cost, size + (2 if side == "E" else 3), -2, 0.0)

    def _neighbours(self, side: str) -> bool:
        row = self.grid.rows[self.goal_row]
        return row.index(self.b) - row.index(self.a) == (1 if side == "E" else -1)

    def _ahead(self, channel: int, line: int) -> float:
        """A lower bound of what is still to come."""
        rows = self.goal_row - channel if channel <= self.goal_row else channel - self.goal_row - 1
        return _THROUGH * rows + _ACROSS * 0.9 * abs(self.grid.lines[line] - self.goal_x)

    def _spread(self, state: int, cost: float, size: int) -> None:
        router, grid, edge = self.router, self.grid, self.edge
        width = router.width
        heading = state & 3
        vertex = state >> 2
        channel, line = divmod(vertex, width)
        traffic = router.traffic
        flat = heading >= _RIGHT
        crossed_level = router.crossings(edge, traffic.level.get(vertex)) if not flat else 0.0
        # down and up, through the row or into the goal
        for way, row in ((_DOWN, channel), (_UP, channel - 1)):
            if not flat and way != heading:
                continue
            turned = cost + (_BEND if flat else crossed_level)
            if row == self.goal_row:
                self._enter(way, line, turned, state, size)
            if 0 <= row < router.channels - 1 and not grid.closed[row][line]:
                met = row * width + line
                further = turned + _THROUGH + router.company(edge, traffic.through.get(met))
                further += router.crossings(edge, traffic.beside.get(met))
                following = channel + 1 if way == _DOWN else channel - 1
                self._push(
                    further,
                    (following * width + line) * 4 + way,
                    state,
                    self._ahead(following, line),
                )
        # right and left, along the channel
        for way, beside, piece in ((_RIGHT, line + 1, vertex), (_LEFT, line - 1, vertex - 1)):
            if not 0 <= beside < width or (flat and way != heading):
                continue
            further = cost + _ACROSS * abs(grid.lines[beside] - grid.lines[line])
            further += router.company(edge, traffic.along.get(piece))
            if flat:
                further += router.crossings(edge, traffic.upright.get(vertex))
            else:
                further += _BEND
            self._push(
                further,
                (channel * width + beside) * 4 + way,
                state,
                self._ahead(channel, beside),
            )

    def _enter(self, way: int, line: int, cost: float, state: int, size: int) -> None:
        """The last piece: down to the top of the box, or along its row to a side."""
        if way == _DOWN and line == self.goal_line:
            self._push(cost + self.entry["N"], size + _DOWN, state, 0.0)
        side = self.doors.get(line)
        if side is not None:
            far = _ACROSS * abs(self.grid.lines[line] - self.goal_x)
            row = self.goal_row * self.router.width
            step = 1 if line < self.goal_line else -1
            for x in range(line + step, self.goal_line, step):
                met = self.router.traffic.through.get(row + x)
                far += self.router.crossings(self.edge, met)
            goal = size + (2 if side == "W" else 3)
            self._push(cost + _BEND + far + self.entry[side], goal, state, 0.0)

    def _course(self, arrival: int, before: int) -> Course:
        """Corners from the states walked."""
        grid, width = self.grid, self.router.width
        arrives: Side = "N" if arrival == _DOWN else ("W" if arrival == 2 else "E")  # noqa: PLR2004
        end = (self.goal_line, 2 * self.goal_row + 1)
        start = (grid.line[self.a], 2 * grid.row[self.a] + 1)
        states: list[int] = []
        state = before
        while state >= 0:
            states.append(state)
            state = self.came[state]
        states.reverse()
        if not states:
            return Course(self.edge, "E" if arrives == "W" else "W", arrives, (start, end))
        points = [start]
        first_line = (states[0] >> 2) % width
        if first_line != start[0]:
            points.append((first_line, start[1]))
        points += [((state >> 2) % width, 2 * ((state >> 2) // width)) for state in states]
        if arrives != "N":
            points.append((points[-1][0], end[1]))
        points.append(end)
        leaves: Side = "S" if first_line == start[0] else ("E" if first_line > start[0] else "W")
        return Course(self.edge, leaves, arrives, _corners(points))


def _corners(points: list[Corner]) -> tuple[Corner, ...]:
    """The points at which a way turns, with its ends."""
    kept = [points[0]]
    for i in range(1, len(points) - 1):
        before, here, after = points[i - 1], points[i], points[i + 1]
        if (before[0] == here[0]) != (here[0] == after[0]):
            kept.append(here)
    kept.append(points[-1])
    return tuple(kept)
