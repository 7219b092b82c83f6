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
_DOWN, _UP, _RIGHT, _LEFT = range(4)  # flat directions have the second bit
_TOP_AND_SIDES: tuple[Side, ...] = ("N", "W", "E")
_GOALS = {side: number for number, side in enumerate(_TOP_AND_SIDES)}


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
        """What it costs to cross the edges met; those that run into one line do not cross."""
        if not met:
            return 0.0
        key = self.key[edge]
        return _CROSS * sum([self.key[o] != key for o in met])

    def company(self, edge: int, met: list[int] | None) -> float:
        """What it costs to run along a line that others use."""
        if not met:
            return 0.0
        key = self.key[edge]
        return sum([_TOGETHER if self.key[o] == key else _BESIDE for o in met])


class _Search:
    """One A* search: the cheapest course of one edge.

    A state is a channel, a line and the direction of travel there, packed into one number.  What is
    still to come is bounded from below by the distance, by the bends that cannot be avoided and by the
    cost of the cheapest door of the goal.
    """

    def __init__(self, router: Router, edge: int) -> None:
        self.router, self.edge, self.grid = router, edge, router.grid
        grid = router.grid
        self.a, self.b = router.shape.source[edge], router.shape.target[edge]
        self.back = router.shape.back[edge]
        self.goal_row, self.goal_line = grid.row[self.b], grid.line[self.b]
        self.size = router.channels * router.width * 4  # goals are states from here on
        self.queue: list[tuple[float, int, int, float]] = []
        self.count = 0
        self.best: dict[int, float] = {}
        self.came: dict[int, int] = {}
        left, right = grid.reach[self.b]
        self.doors: dict[int, Side] = dict.fromkeys(left, "W") | dict.fromkeys(right, "E")
        self.entry = {side: self._arrival(side) for side in _TOP_AND_SIDES}
        self._bounds()

    def _bounds(self) -> None:
        """The least that is still to come: by channel, by line when upright, by line when flat."""
        top = self.entry["N"]
        side = min([self.entry[door] for door in self.doors.values()], default=top)
        away = 2 * _BEND + min(top, _BEND + side)
        upright = [away] * self.router.width
        for line, door in self.doors.items():
            upright[line] = min(away, _BEND + self.entry[door])
        upright[self.goal_line] = min(away, top)
        flat = min(_BEND + top, 2 * _BEND + side)
        goal = self.grid.lines[self.goal_line]
        far = [_ACROSS * abs(x - goal) for x in self.grid.lines]
        self.ahead_upright = [a + b for a, b in zip(far, upright, strict=True)]
        self.ahead_flat = [distance + flat for distance in far]
        above = range(self.goal_row, -1, -1)
        below = range(self.router.channels - self.goal_row - 1)
        self.ahead_rows = [_THROUGH * rows for rows in (*above, *below)]

    def run(self) -> Course:
        """The cheapest course."""
        self._start()
        queue, best = self.queue, self.best
        while True:
            _, _, state, cost = heappop(queue)
            if cost > best[state]:
                continue
            if state >= self.size:
                return self._course(state)
            if state & 2:
                self._from_flat(state, cost)
            else:
                self._from_upright(state, cost)

    def _push(self, cost: float, state: int, before: int, ahead: float) -> None:
        """Offer a way to a state; dearer ones than known are dropped."""
        known = self.best.get(state)
        if known is None or cost < known:
            self.best[state] = cost
            self.came[state] = before
            self.count += 1
            heappush(self.queue, (cost + ahead, self.count, state, cost))

    def _from_upright(self, state: int, cost: float) -> None:
        """Straight on through the row, or a turn to either side."""
        traffic, edge = self.router.traffic, self.edge
        vertex = state >> 2
        met = traffic.level.get(vertex)
        straight = cost + self.router.crossings(edge, met) if met else cost
        self._through(state, state & 3, straight)
        self._along(state, _RIGHT, cost + _BEND)
        self._along(state, _LEFT, cost + _BEND)

    def _from_flat(self, state: int, cost: float) -> None:
        """On along the channel, or a turn up or down."""
        met = self.router.traffic.upright.get(state >> 2)
        further = cost + self.router.crossings(self.edge, met) if met else cost
        self._along(state, state & 3, further)
        self._through(state, _DOWN, cost + _BEND)
        self._through(state, _UP, cost + _BEND)

    def _through(self, state: int, way: int, cost: float) -> None:
        """Through the next row, or into the goal there."""
        router, width = self.router, self.router.width
        channel, line = divmod(state >> 2, width)
        row, following = (channel, channel + 1) if way == _DOWN else (channel - 1, channel - 1)
        if row == self.goal_row:
            self._enter(way, line, cost, state)
        if not 0 <= row < router.channels - 1 or self.grid.closed[row][line]:
            return
        place = row * width + line
        further = cost + _THROUGH
        if met := router.traffic.through.get(place):
            further += router.company(self.edge, met)
        if met := router.traffic.beside.get(place):
            further += router.crossings(self.edge, met)
        ahead = self.ahead_rows[following] + self.ahead_upright[line]
        self._push(further, (following * width + line) * 4 + way, state, ahead)

    def _along(self, state: int, way: int, cost: float) -> None:
        """To the next line of the channel."""
        router, width = self.router, self.router.width
        vertex = state >> 2
        channel, line = divmod(vertex, width)
        beside = line + 1 if way == _RIGHT else line - 1
        if not 0 <= beside < width:
            return
        lines = self.grid.lines
        further = cost + _ACROSS * abs(lines[beside] - lines[line])
        if met := router.traffic.along.get(vertex if way == _RIGHT else vertex - 1):
            further += router.company(self.edge, met)
        ahead = self.ahead_rows[channel] + self.ahead_flat[beside]
        self._push(further, (channel * width + beside) * 4 + way, state, ahead)

    # ------------------------------------------------------------ ends

    def _leaving(self, side: Side) -> float:
        """What it costs to leave the box at a side: crowded and unusual ones cost more."""
        traffic = self.router.traffic
        decision = self.router.decision[self.a]
        if side == "S":
            cost = 60.0 if self.back else 0.0
            crowd = 220.0 if decision else 45.0
        else:
            cost = 0.0 if self.back else (25.0 if decision else 60.0)
            cost += max(0.0, self.router.label_width[self.edge] - 60.0) * 0.6
            crowd = 75.0 if decision else 45.0
        return (
            cost
            + crowd * traffic.leaving.get((self.a, side), 0)
            + 150.0 * traffic.arriving.get((self.a, side), 0)
        )

    def _arrival(self, side: Side) -> float:
        """What it costs to arrive at a side."""
        traffic = self.router.traffic
        if side == "N":
            cost = 40.0 if self.back else 0.0
        else:
            cost = 0.0 if self.back else 45.0
        cost += 150.0 * traffic.leaving.get((self.b, side), 0)
        if self.back:
            cost += 60.0 * traffic.arriving.get((self.b, side), 0)
        return cost

    def _start(self) -> None:
        """The ways out: down, and along the row to every line that can be reached."""
        grid, width = self.grid, self.router.width
        row, line = grid.row[self.a], grid.line[self.a]
        ahead = self.ahead_rows[row + 1] + self.ahead_upright[line]
        self._push(self._leaving("S"), ((row + 1) * width + line) * 4 + _DOWN, -1, ahead)
        through = self.router.traffic.through
        sides: tuple[tuple[Side, Side, tuple[int, ...]], ...] = (
            ("W", "E", grid.reach[self.a][0]),
            ("E", "W", grid.reach[self.a][1]),
        )
        for side, other, lines in sides:
            base = self._leaving(side)
            for x in lines:
                cost = base + _BEND + _ACROSS * abs(grid.lines[x] - grid.lines[line])
                ahead = self.ahead_upright[x]
                down = ((row + 1) * width + x) * 4 + _DOWN
                self._push(cost, down, -1, self.ahead_rows[row + 1] + ahead)
                up = (row * width + x) * 4 + _UP
                self._push(cost, up, -1, self.ahead_rows[row] + ahead)
                base += self.router.crossings(self.edge, through.get(row * width + x))
            if row == self.goal_row and self._next_to(side):
                far = _ACROSS * abs(grid.lines[line] - grid.lines[self.goal_line])
                goal = self.size + _GOALS[other]
                self._push(base + self.entry[other] + far, goal, -1, 0.0)

    def _next_to(self, side: Side) -> bool:
        """Whether the goal is the next box of the row."""
        row = self.grid.rows[self.goal_row]
        return row.index(self.b) - row.index(self.a) == (1 if side == "E" else -1)

    def _enter(self, way: int, line: int, cost: float, state: int) -> None:
        """The last piece: down to the top of the box, or along its row to a side."""
        if way == _DOWN and line == self.goal_line:
            self._push(cost + self.entry["N"], self.size + _GOALS["N"], state, 0.0)
        side = self.doors.get(line)
        if side is None:
            return
        lines, router = self.grid.lines, self.router
        further = cost + _BEND + self.entry[side]
        further += _ACROSS * abs(lines[line] - lines[self.goal_line])
        row = self.goal_row * router.width
        step = 1 if line < self.goal_line else -1
        for x in range(line + step, self.goal_line, step):
            further += router.crossings(self.edge, router.traffic.through.get(row + x))
        self._push(further, self.size + _GOALS[side], state, 0.0)

    def _course(self, goal: int) -> Course:
        """Corners from the states walked."""
        grid, width = self.grid, self.router.width
        arrives = _TOP_AND_SIDES[goal - self.size]
        end = (self.goal_line, 2 * self.goal_row + 1)
        start = (grid.line[self.a], 2 * grid.row[self.a] + 1)
        states: list[int] = []
        state = self.came[goal]
        while state >= 0:
            states.append(state)
            state = self.came[state]
        if not states:
            return Course(self.edge, "E" if arrives == "W" else "W", arrives, (start, end))
        states.reverse()
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
