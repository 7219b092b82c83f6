"""The cheapest way of one edge over the grid, by A*.

Method: Hart, Nilsson and Raphael, "A formal basis for the heuristic determination of minimum cost
paths" (1968).  Costs are in about px of line: bends, crossings and crowded ports cost more than length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from pathviz.layout.graph import Shape
from pathviz.layout.grid import Grid
from pathviz.layout.traffic import Corner, Course, Side, Traffic

_BEND = 60.0
_ACROSS = 0.35  # a px sideways
_THROUGH = 28.0  # a row further
_DOWN, _UP, _RIGHT, _LEFT = range(4)  # flat directions have the second bit
_TOP_AND_SIDES: tuple[Side, ...] = ("N", "W", "E")
_GOALS = {side: number for number, side in enumerate(_TOP_AND_SIDES)}


@dataclass(frozen=True, slots=True)
class Terrain:
    """What all searches of one graph share.

    `decision` says of each node whether it is one, `label_width` gives the px of each edge's label: a
    wide one does not like to leave at a side.
    """

    grid: Grid
    shape: Shape
    decision: Sequence[bool]
    label_width: Sequence[float]


class Search:
    """One A* search: the cheapest course of one edge.

    A state is a channel, a line and the direction of travel there, packed into one number.  What is
    still to come is bounded from below by the distance, by the bends that cannot be avoided and by the
    cost of the cheapest door of the goal.
    """

    def __init__(self, terrain: Terrain, traffic: Traffic, edge: int) -> None:
        self.terrain, self.traffic, self.edge, self.grid = terrain, traffic, edge, terrain.grid
        grid, shape = terrain.grid, terrain.shape
        self.a, self.b = shape.source[edge], shape.target[edge]
        self.back = shape.back[edge]
        self.goal_row, self.goal_line = grid.row[self.b], grid.line[self.b]
        self.width = len(grid.lines)
        self.size = (len(grid.rows) + 1) * self.width * 4  # goals are states from here on
        self.queue: list[tuple[float, int, int, float]] = []
        self.count = 0
        self.best: dict[int, float] = {}
        self.came: dict[int, int] = {}
        left, right = grid.reach[self.b]
        self.doors: dict[int, Side] = {}
        self.doors.update(dict.fromkeys(left, "W"))
        self.doors.update(dict.fromkeys(right, "E"))
        self.entry = {side: self._arrival(side) for side in _TOP_AND_SIDES}
        self._bounds()

    def _bounds(self) -> None:
        """The least that is still to come: by channel, by line when upright, by line when flat."""
        top = self.entry["N"]
        side = min([self.entry[door] for door in self.doors.values()], default=top)
        away = 2 * _BEND + min(top, _BEND + side)
        upright = [away] * self.width
        for line, door in self.doors.items():
            upright[line] = min(away, _BEND + self.entry[door])
        upright[self.goal_line] = min(away, top)
        flat = min(_BEND + top, 2 * _BEND + side)
        goal = self.grid.lines[self.goal_line]
        far = [_ACROSS * abs(x - goal) for x in self.grid.lines]
        self.ahead_upright = [a + b for a, b in zip(far, upright, strict=True)]
        self.ahead_flat = [distance + flat for distance in far]
        above = range(self.goal_row, -1, -1)
        below = range(len(self.grid.rows) - self.goal_row)
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
        met = self.traffic.level.get(state >> 2)
        straight = cost + self.traffic.crossings(self.edge, met) if met else cost
        self._through(state, state & 3, straight)
        self._along(state, _RIGHT, cost + _BEND)
        self._along(state, _LEFT, cost + _BEND)

    def _from_flat(self, state: int, cost: float) -> None:
        """On along the channel, or a turn up or down."""
        met = self.traffic.upright.get(state >> 2)
        further = cost + self.traffic.crossings(self.edge, met) if met else cost
        self._along(state, state & 3, further)
        self._through(state, _DOWN, cost + _BEND)
        self._through(state, _UP, cost + _BEND)

    def _through(self, state: int, way: int, cost: float) -> None:
        """Through the next row, or into the goal there."""
        traffic, width = self.traffic, self.width
        channel, line = divmod(state >> 2, width)
        row, following = (channel, channel + 1) if way == _DOWN else (channel - 1, channel - 1)
        if row == self.goal_row:
            self._enter(way, line, cost, state)
        if not 0 <= row < len(self.grid.rows) or self.grid.closed[row][line]:
            return
        place = row * width + line
        further = cost + _THROUGH
        if met := traffic.through.get(place):
            further += traffic.company(self.edge, met)
        if met := traffic.beside.get(place):
            further += traffic.crossings(self.edge, met)
        ahead = self.ahead_rows[following] + self.ahead_upright[line]
        self._push(further, (following * width + line) * 4 + way, state, ahead)

    def _along(self, state: int, way: int, cost: float) -> None:
        """To the next line of the channel."""
        traffic, width = self.traffic, self.width
        vertex = state >> 2
        channel, line = divmod(vertex, width)
        beside = line + 1 if way == _RIGHT else line - 1
        if not 0 <= beside < width:
            return
        lines = self.grid.lines
        further = cost + _ACROSS * abs(lines[beside] - lines[line])
        if met := traffic.along.get(vertex if way == _RIGHT else vertex - 1):
            further += traffic.company(self.edge, met)
        ahead = self.ahead_rows[channel] + self.ahead_flat[beside]
        self._push(further, (channel * width + beside) * 4 + way, state, ahead)

    # ------------------------------------------------------------ ends

    def _leaving(self, side: Side) -> float:
        """What it costs to leave the box at a side: crowded and unusual ones cost more."""
        traffic = self.traffic
        decision = self.terrain.decision[self.a]
        if side == "S":
            cost = 60.0 if self.back else 0.0
            crowd = 220.0 if decision else 45.0
        else:
            cost = 0.0 if self.back else (25.0 if decision else 60.0)
            cost += max(0.0, self.terrain.label_width[self.edge] - 60.0) * 0.6
            crowd = 75.0 if decision else 45.0
        return cost + crowd * traffic.leaving.get((self.a, side), 0) + 150.0 * traffic.arriving.get((self.a, side), 0)

    def _arrival(self, side: Side) -> float:
        """What it costs to arrive at a side."""
        traffic = self.traffic
        cost = 0.0
        if (side == "N") == self.back:
            cost = 40.0 if self.back else 45.0
        cost += 150.0 * traffic.leaving.get((self.b, side), 0)
        if self.back:
            cost += 60.0 * traffic.arriving.get((self.b, side), 0)
        return cost

    def _start(self) -> None:
        """The ways out: down, and along the row to every line that can be reached."""
        grid, width = self.grid, self.width
        row, line = grid.row[self.a], grid.line[self.a]
        ahead = self.ahead_rows[row + 1] + self.ahead_upright[line]
        self._push(self._leaving("S"), ((row + 1) * width + line) * 4 + _DOWN, -1, ahead)
        through = self.traffic.through
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
                base += self.traffic.crossings(self.edge, through.get(row * width + x, []))
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
        lines, traffic = self.grid.lines, self.traffic
        further = cost + _BEND + self.entry[side]
        further += _ACROSS * abs(lines[line] - lines[self.goal_line])
        row = self.goal_row * self.width
        step = 1 if line < self.goal_line else -1
        for x in range(line + step, self.goal_line, step):
            further += traffic.crossings(self.edge, traffic.through.get(row + x, []))
        self._push(further, self.size + _GOALS[side], state, 0.0)

    def _course(self, goal: int) -> Course:
        """Corners from the states walked."""
        grid, width = self.grid, self.width
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
