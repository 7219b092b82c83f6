"""Where on its box every edge begins and ends, and how much room the boxes and labels need for it.

An edge that runs straight from box to box keeps the middle; the others stand beside it, sorted by
where they go, so that they do not cross at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pathviz.layout.graph import Shape
from pathviz.layout.grid import Grid
from pathviz.layout.labels import AWAY, Words
from pathviz.layout.runs import Run, Runs
from pathviz.layout.traffic import Course

_SPACE = 14.0  # between ports
_NARROW = 5.0  # between ports where very many share a side
_CORNER = 27.0  # from a box's corner to the nearest port below it
_LABEL_GAP = 8.0
_TOP_SPACE = 17.0  # between arrowheads on a box
_SIDE_MARGIN = 13.0
_PASSING = 12.0


@dataclass(slots=True)
class Ports:
    """What the ports ask for.

    `width` and `least_height` of the boxes, per node, px.  `label_middle` gives for each label its middle
    from the middle of its box (from its side, for one beside it): `(edge): (dx, dy)`, where dy is
    `None` for a label below the box.  `over_turn` has the edges that may turn under their labels.
    """

    width: list[float]
    least_height: list[float]
    label_middle: dict[int, tuple[float, float | None]] = field(default_factory=dict)
    over_turn: set[int] = field(default_factory=set)


class PortPlan:
    """Sets the offsets of all runs that are tied to a box."""

    def __init__(
        self,
        grid: Grid,
        shape: Shape,
        courses: Sequence[Course],
        runs: Runs,
        labels: Sequence[Words | None],
        card: float,
    ) -> None:
        self.grid, self.shape, self.courses, self.runs = grid, shape, courses, runs
        self.labels, self.card = labels, card
        count = len(grid.row)
        self.ports = Ports([0.0] * count, [0.0] * count)

    def plan(self) -> Ports:
        """Offsets on all sides; the ports' wishes."""
        for run in (*self.runs.upright, *self.runs.flat):
            run.offset = 0.0
        below: dict[int, list[Run]] = {}
        above: dict[int, list[Run]] = {}
        for run in self.runs.upright:
            if run.tail >= 0:
                below.setdefault(run.tail, []).append(run)
            if run.head >= 0:
                above.setdefault(run.head, []).append(run)
        for node, runs in below.items():
            self._below(node, runs)
        for runs in above.values():
            self._above(runs)
        self._part_stubs()
        self._sides()
        return self.ports

    def _part_stubs(self) -> None:
        """Runs of one column that pass one another, from a box above and to one below, part."""
        tails = [run for run in self.runs.upright if run.tail >= 0 > run.head]
        heads = [run for run in self.runs.upright if run.head >= 0 > run.tail] if tails else []
        for head in heads:
            passed = [run for run in tails if run.at == head.at and head.low < run.high <= head.high]
            while any(abs(run.offset - head.offset) < _PASSING for run in passed):
                head.offset -= _PASSING

    # ------------------------------------------------------------ bottom and top

    def _leaving_edge(self, run: Run) -> int:
        """The edge of a run that begins at the run's own box."""
        return next(edge for edge, piece in run.edges if not piece and self.shape.source[edge] == run.tail)

    def _heads_for(self, edge: int, piece: int, corner: int) -> float:
        """The x of the line that a piece's neighbour leads to or comes from."""
        corners = self.courses[edge].corners
        place = max(0, min(len(corners) - 1, piece + corner))
        return self.grid.lines[corners[place][0]]

    def _below(self, node: int, runs: list[Run]) -> None:
        if len(runs) == 1 and self.labels[self._leaving_edge(runs[0])] is None:
            return
        middle = self.grid.lines[self.grid.line[node]]
        ends = [(run, self._leaving_edge(run)) for run in runs]
        straight = [end for end in ends if end[0].head >= 0]
        turning = sorted(
            (end for end in ends if end[0].head < 0),
            key=lambda end: (self._heads_for(end[1], 0, 2), end[1]),
        )
        left = [end for end in turning if self._heads_for(end[1], 0, 2) < middle]
        right = [end for end in turning if self._heads_for(end[1], 0, 2) >= middle]
        anchor = straight[:1]
        if not anchor and len(turning) % 2:
            anchor = [turning[len(turning) // 2]]
            place = len(turning) // 2
            left, right = turning[:place], turning[place + 1 :]
        elif not anchor:
            left, right = turning[: len(turning) // 2], turning[len(turning) // 2 :]
        left = [*left, *straight[1:]]
        self._fan(node, left, anchor, right)

    def _room(self, edge: int) -> float:
        words = self.labels[edge]
        return 0.0 if words is None else words.width

    def _fan(
        self,
        node: int,
        left: list[tuple[Run, int]],
        anchor: list[tuple[Run, int]],
        right: list[tuple[Run, int]],
    ) -> None:
        """The anchor in the middle, the others outwards from it, each with room for its label."""
        flat = max(self.card / 2 - _CORNER, 20.0)
        many = len(left) + len(right) + 1
        step = _SPACE if many * _SPACE < 2 * flat else max(_NARROW, 2 * flat / many)
        reserved = 0.0
        for run, edge in anchor:
            run.offset = 0.0
            reserved = self._room(edge) / 2
            if reserved:
                self.ports.label_middle[edge] = (0.0, None)
        for sign, ends in ((-1.0, list(reversed(left))), (1.0, right)):
            end = reserved  # how far labels reach on this side
            port = 0.0 if anchor else -step / 2  # the port before
            for run, edge in ends:
                room = self._room(edge)
                begin = end + (_LABEL_GAP if end else _LABEL_GAP / 2) if room else end
                near = max(port + step, begin + (8.0 if end or room else 0.0))
                port = max(near, min(begin + room / 2, flat))
                if port > flat:
                    wanted = 2 * (port + _CORNER)
                    self.ports.width[node] = max(self.ports.width[node], wanted)
                run.offset = sign * round(port, 1)
                if run.head >= 0:
                    wanted = max(self.ports.width[run.head], 2 * (port + _CORNER))
                    self.ports.width[run.head] = wanted
                if room:
                    begin = max(begin, port - room + 8.0)
                    self.ports.label_middle[edge] = (sign * (begin + room / 2), None)
                    end = begin + room

    def _above(self, runs: list[Run]) -> None:
        straight = [run for run in runs if run.tail >= 0]
        turning = [run for run in runs if run.tail < 0]
        if not turning:
            return
        middle = self.grid.lines[turning[0].at]
        origin = {id(run): min(self._heads_for(edge, piece, -1) for edge, piece in run.edges) for run in turning}
        turning.sort(key=lambda run: (origin[id(run)], run.edges[0]))
        left = [run for run in turning if origin[id(run)] <= middle]
        right = [run for run in turning if origin[id(run)] > middle]
        if not straight:
            (right.pop(0) if right else left.pop()).offset = 0.0
        step = _TOP_SPACE if len(turning) < 5 else max(_NARROW, 70.0 / len(turning))  # noqa: PLR2004
        first = min([run.offset for run in straight], default=0.0)
        last = max([run.offset for run in straight], default=0.0)
        for i, run in enumerate(reversed(left)):
            run.offset = first - (i + 1) * step
        for i, run in enumerate(right):
            run.offset = last + (i + 1) * step

    # ------------------------------------------------------------ sides

    def _sides(self) -> None:
        """Runs along the middles of rows: those in one gap share it from top to bottom."""
        east: dict[int, list[Run]] = {}
        west: dict[int, list[Run]] = {}
        for run in self.runs.flat:
            if not run.tied:
                continue
            for node in {run.tail, run.head} - {-1}:
                at_east = run.high > self.grid.line[node]
                (east if at_east else west).setdefault(node, []).append(run)
        for row in self.grid.rows if east or west else ():
            for node, beside in zip((-1, *row), (*row, -1), strict=True):
                mine = east.get(node, [])
                theirs = west.get(beside, [])
                if not mine and not theirs:
                    continue
                joint = [run for run in mine if run in theirs]
                if not joint and not any(a.high >= b.low for a in mine for b in theirs):
                    self._stack(node, mine)
                    self._stack(beside, theirs)
                else:
                    runs = mine + [run for run in theirs if run not in mine]
                    self._stack(node, runs)
                    self._claim(beside, theirs)

    def _direction(self, run: Run) -> int:
        """-1 where the free end of a run turns up, 1 where it turns down, 0 where it is straight."""
        if run.tail >= 0 and run.head >= 0 and self.courses[run.edges[0][0]].leaves in "EW":
            edge, _ = run.edges[0]
            if len(self.courses[edge].corners) == 2:  # noqa: PLR2004
                return 0
        edge, piece = run.edges[0]
        corners = self.courses[edge].corners
        other = corners[2][1] if piece == 0 else corners[piece - 1][1]
        return 1 if other > run.at else -1

    def _stack(self, node: int, runs: list[Run]) -> None:
        """One above the other: those that go up, the straight ones, those that go down."""
        if not runs:
            return

        def order(run: Run) -> tuple[int, float, tuple[int, int]]:
            way = self._direction(run)
            eastward = node >= 0 and run.high > self.grid.line[node]
            far = (run.high if eastward else -run.low) * (1 if way <= 0 else -1)
            return way, far, run.edges[0]

        runs.sort(key=order)
        at, before = 0.0, 0.0
        places: list[float] = []
        for run in runs:
            thick = self._thickness(run)
            if places:
                at += max(_SPACE, before / 2 + thick / 2 + 6.0) if before or thick else _SPACE
            places.append(at)
            before = thick
        straight = [place for run, place in zip(runs, places, strict=True) if not self._direction(run)]
        middle = straight[0] if straight else (places[0] + places[-1]) / 2
        for run, place in zip(runs, places, strict=True):
            run.offset = round(place - middle, 1)
            edge = self._labelled(run)
            if edge >= 0:
                way = self._direction(run)
                self._beside(run, edge, outermost=run is (runs[0] if way < 0 else runs[-1]))
        self._claim(node, runs)

    def _labelled(self, run: Run) -> int:
        """The edge whose label stands on this run, else -1."""
        if run.tail < 0:
            return -1
        edge = next((e for e, piece in run.edges if not piece), -1)
        return edge if edge >= 0 and self.labels[edge] is not None else -1

    def _thickness(self, run: Run) -> float:
        edge = self._labelled(run)
        words = self.labels[edge] if edge >= 0 else None
        return 0.0 if words is None else words.height

    def _beside(self, run: Run, edge: int, *, outermost: bool) -> None:
        words = self.labels[edge]
        if words is None:
            return
        sign = 1.0 if run.high > self.grid.line[run.tail] else -1.0
        self.ports.label_middle[edge] = (sign * (AWAY + words.width / 2), run.offset)
        if outermost and self._turns_alone(run, edge):
            self.ports.over_turn.add(edge)

    def _turns_alone(self, run: Run, edge: int) -> bool:
        """Whether no other edge is near where this one turns, so that a label may lie on it."""
        mine = self.runs.of_edge[edge]
        if len(mine) < 2 or len(run.edges) > 1:  # noqa: PLR2004
            return False
        turn = mine[1]
        if run.at not in {turn.low, turn.high}:
            return False
        return all(
            run.at not in {level for _, level in self.courses[other].corners[piece : piece + 2]}
            for other, piece in turn.edges
            if other != edge
        )

    def _claim(self, node: int, runs: list[Run]) -> None:
        """A box is high enough for all its ports."""
        if node < 0:
            return
        need = max(
            [
                abs(run.offset) + max(_SIDE_MARGIN, self._thickness(run) / 2 if run.tail == node else 0.0)
                for run in runs
                if node in {run.tail, run.head}
            ],
            default=0.0,
        )
        wanted = 2 * need
        self.ports.least_height[node] = max(self.ports.least_height[node], wanted)
