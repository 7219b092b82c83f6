"""Final x places: everything that stands at one height keeps its order and its distance.

The boxes of a column share one variable, as do the runs tied to them; every other upright run has a
variable of its own.  At every height (the rows, the channels, the strips for labels and for phase
titles) neighbours ask for a distance.  The variables have one order, all distances point along it,
and so one pass from left to right satisfies them all: nothing can overlap.
A second pass, backwards, brings loops at the left close to what they enclose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import NamedTuple

from pathviz.layout.grid import Grid
from pathviz.layout.labels import AWAY, Words
from pathviz.layout.places import GAP, WIDTH
from pathviz.layout.ports import Ports
from pathviz.layout.runs import Placed, Run, Runs

_BOX = 15.0  # beside a box
_RUN = 6.0  # beside a run
_LABEL = 5.0  # beside a label
_ARROW = 14.0  # more, outside a label beside a box
TURN = 14.0  # from a label's end to an edge that turns under it
CLEAR = 7.0  # from a label's end to an edge that turns beyond it
_TITLE = 12.0

Extent = tuple[int, float, float]
"""A variable and how far its thing reaches to the left and to the right of it."""


class Title(NamedTuple):
    """A phase's title in the strip above its first row."""

    channel: int
    width: float


class _Strip(NamedTuple):
    """The runs that come down through a title's strip, by variable and offset: those left of all columns, and others.

    `outer_left` and `inner_left` are the xs of the leftmost ones, of the outer ones once they have come close to their
    boxes; a title that stands right of the outer ones has its `begin` there.
    """

    outer: list[tuple[int, float]]
    inner: list[tuple[int, float]]
    outer_left: float
    begin: float
    inner_left: float


@dataclass(slots=True)
class Spaced:
    """The x of every node's middle and of every upright run; titles begin at `titles`."""

    middle: list[float]
    placed: Placed
    left: float
    right: float
    titles: list[float]


class Spacing:
    """Works out the x places of one graph."""

    def __init__(
        self,
        grid: Grid,
        runs: Runs,
        ports: Ports,
        labels: Sequence[Words | None],
        sources: Sequence[int],
        card: float,
    ) -> None:
        self.grid, self.runs, self.ports = grid, runs, ports
        self.labels, self.sources, self.widths = labels, sources, ports.width
        self.scale = (card + GAP) / (WIDTH + GAP)
        self.node_at: list[int] = []
        self.wanted: list[float] = []
        self.var: dict[Run, int] = {}
        self._variables()
        # by level: pairs of an earlier and a later variable that may come nearer, and how near
        self.loose: dict[int, dict[tuple[int, int], float]] = {}
        self.base = self._levels()
        self.needs = self._needs()
        self.turning_right = [run is not None and self._turn(run) > 0 for run in self.free]
        self.reach = self._reach()
        self.strips: dict[int, _Strip] = {}  # by channel, as far as asked for
        self.start = self._forward({})  # with no titles in the way
        self.start_left = self._left(self.start)
        self.settled = list(self.start)
        self._backward(self.settled, [float("inf")] * len(self.start))

    # ------------------------------------------------------------ variables

    def _variables(self) -> None:
        """Columns and free runs in the order of their lines."""
        grid = self.grid
        on_line: dict[int, list[Run]] = {}
        for run in self.runs.upright:
            if not run.tied:
                on_line.setdefault(run.at, []).append(run)
        column: dict[int, int] = {}
        columns = set(grid.line)
        self.free: list[Run | None] = []
        for line, x in enumerate(grid.lines):
            ordered = self._order(on_line.get(line, []))
            before = [run for run in ordered if line not in columns or self._turn(run) < 0]
            for run in before:
                self._add(run, x)
            if line in columns:
                column[line] = len(self.wanted)
                self._add(None, x)
                for run in ordered:
                    if run not in before:
                        self._add(run, x)
        self.node_at = [column[line] for line in grid.line]
        self.first_column = min(self.node_at, default=0)
        for run in self.runs.upright:
            if run.tied:
                self.var[run] = column[run.at]

    def _add(self, run: Run | None, x: float) -> None:
        if run is not None:
            self.var[run] = len(self.wanted)
        self.free.append(run)
        self.wanted.append(x * self.scale)

    def _ends(self, run: Run) -> list[tuple[int, int]]:
        """The levels at which a run's edges turn, with -1 for left and 1 for right."""
        ends: list[tuple[int, int]] = []
        for edge, piece in run.edges:
            mine = self.runs.of_edge[edge]
            for other in (piece - 1, piece + 1):
                if 0 <= other < len(mine):
                    flat = mine[other]
                    ends.append((flat.at, 1 if flat.low == run.at else -1))
        return ends

    def _turn(self, run: Run) -> int:
        return sum(way for _, way in self._ends(run))

    def _order(self, runs: list[Run]) -> list[Run]:
        """Runs on one line from left to right, so that few edges cross where they turn."""
        if len(runs) < 2:  # noqa: PLR2004
            return runs
        ends = {id(run): self._ends(run) for run in runs}

        def crossed(left: Run, right: Run) -> int:
            """How many edges cross if `left` stands left of `right`."""
            return sum(right.low <= level <= right.high and way > 0 for level, way in ends[id(left)]) + sum(
                left.low <= level <= left.high and way < 0 for level, way in ends[id(right)]
            )

        ordered: list[Run] = []
        for run in sorted(runs, key=lambda run: (run.high - run.low, run.low, run.edges[0])):
            costs = [
                sum(crossed(other, run) for other in ordered[:i]) + sum(crossed(run, other) for other in ordered[i:])
                for i in range(len(ordered) + 1)
            ]
            ordered.insert(costs.index(min(costs)), run)
        return ordered

    # ------------------------------------------------------------ levels

    def _under(self, edge: int, node: int, sign: int) -> None:
        """An edge may turn under its label, but not near the label's inner end."""
        turn = self.runs.of_edge[edge][1]
        inner = self.widths[node] / 2 + AWAY + TURN
        if sign > 0:
            pair, distance = (self.node_at[node], self.var[turn]), inner - turn.offset
        else:
            pair, distance = (self.var[turn], self.node_at[node]), inner + turn.offset
        self.loose.setdefault(2 * self.grid.row[node] + 1, {})[pair] = distance

    def _levels(self) -> list[list[Extent]]:
        """What stands at every height: rows and channels, then the strips that hold labels."""
        rows = self.grid.row
        levels: list[list[Extent]] = [[] for _ in range(2 * len(self.grid.rows) + 1)]
        for run in self.runs.upright:
            extent = (self.var[run], run.offset - _RUN, run.offset + _RUN)
            first = run.low + (run.tail >= 0)
            for level in levels[first : run.high + (run.head < 0)]:
                level.append(extent)
        for node, wide in enumerate(self.widths):
            half = wide / 2 + _BOX
            levels[2 * rows[node] + 1].append((self.node_at[node], -half, half))
        strips: dict[int, list[Extent]] = {}
        self.label_extents: list[Extent] = []
        for edge, (middle, beside) in self.ports.label_middle.items():
            words = self.labels[edge]
            if words is None:
                continue
            node = self.sources[edge]
            var, half = self.node_at[node], words.width / 2 + _LABEL
            if beside is None:
                extent = (var, middle - half, middle + half)
                strips.setdefault(rows[node] + 1, []).append(extent)
            else:
                extent = self._beside(edge, node, middle, half)
            levels[2 * rows[node] + 1].append(extent)
            self.label_extents.append(extent)
        for channel, strip in strips.items():
            strip += [
                (self.var[run], run.offset - _RUN, run.offset + _RUN)
                for run in self.runs.upright
                if run.low < 2 * channel <= run.high
            ]
        return [*levels, *strips.values()]

    def _beside(self, edge: int, node: int, middle: float, half: float) -> Extent:
        """The extent of a label beside its box; its edge may turn under it."""
        sign = 1 if middle > 0 else -1
        at = middle + sign * self.widths[node] / 2
        over = edge in self.ports.over_turn
        if over:
            self._under(edge, node, sign)
        reach = half + (TURN + CLEAR if over else _ARROW)
        return self.node_at[node], at - reach, at + reach

    # ------------------------------------------------------------ solving

    def solve(self, titles: Sequence[Title]) -> Spaced:
        """Places for all."""
        start, left = self.start, self.start_left
        first = self._at_left(titles)
        for first_of_all in (first, frozenset[int]()):
            begins = [self._begin(title, first_of_all) for title in titles]
            pins = self._pins(begins, titles)
            x = self._forward(pins) if pins else list(start)
            self._backward(x, self._ceilings(titles, begins, first_of_all))
            if self._clear(x, left, titles, first_of_all):
                break
        ends = [begin + title.width + _TITLE for begin, title in zip(begins, titles, strict=True)]
        return Spaced(
            [x[var] for var in self.node_at],
            {run: x[self.var[run]] + run.offset for run in self.runs.upright},
            min([self._left(x), *begins]),
            max([self._right(x), *ends]),
            begins,
        )

    def _needs(self) -> list[list[tuple[int, float]]]:
        """For every variable the earlier ones it keeps a distance from."""
        most: list[dict[int, float]] = [{} for _ in self.wanted]
        for number, level in enumerate(self.base):
            if len(level) < 2:  # noqa: PLR2004
                continue
            reach: dict[int, tuple[float, float]] = {}
            for var, low, high in level:
                known = reach.get(var)
                reach[var] = (min(known[0], low), max(known[1], high)) if known else (low, high)
            ordered = sorted(reach)
            loose = self._alone(number, level)
            for before, var in combinations(ordered, 2) if loose else pairwise(ordered):
                distance = loose.get((before, var), reach[before][1] - reach[var][0])
                if distance > most[var].get(before, float("-inf")):
                    most[var][before] = distance
        return [list(needs.items()) for needs in most]

    def _alone(self, number: int, level: list[Extent]) -> dict[tuple[int, int], float]:
        """The loose pairs of a level whose turning run is alone in its column there."""
        loose = self.loose.get(number)
        if not loose:
            return {}
        nodes = set(self.node_at)
        found = {}
        for (before, after), distance in loose.items():
            turning = [var for var in (before, after) if var not in nodes] or [
                var for var in (before, after) if sum(item[0] == var for item in level) == 1
            ]
            if turning:
                found[before, after] = distance
        return found

    def _forward(self, pins: dict[int, float]) -> list[float]:
        """Everything as far left as wishes, distances and pins allow."""
        x: list[float] = []
        for var, wanted in enumerate(self.wanted):
            least = [x[other] + distance for other, distance in self.needs[var]]
            x.append(max([wanted, pins.get(var, wanted), *least]))
        return x

    def _backward(self, x: list[float], room: list[float]) -> None:
        """Bring runs that turn right at both ends to the right, as far as there is `room`."""
        for var in range(len(x) - 1, -1, -1):
            if self.turning_right[var] and x[var] < room[var] < float("inf"):
                x[var] = room[var]
            place = x[var]
            for other, distance in self.needs[var]:
                room[other] = min(room[other], place - distance)

    def _reach(self) -> list[Extent]:
        """How far the things of every variable reach to its left and right in all."""
        low = [float("inf")] * len(self.wanted)
        high = [float("-inf")] * len(self.wanted)
        extents = [(var, -wide / 2, wide / 2) for var, wide in zip(self.node_at, self.widths, strict=True)]
        extents += [(self.var[run], run.offset - 1.0, run.offset + 1.0) for run in self.runs.upright]
        extents += [(var, left + 4.0, right - 4.0) for var, left, right in self.label_extents]
        for var, left, right in extents:
            low[var] = min(low[var], left)
            high[var] = max(high[var], right)
        return list(zip(range(len(low)), low, high, strict=True))

    def _left(self, x: list[float]) -> float:
        return min([x[var] + low for var, low, _ in self.reach], default=0.0)

    def _right(self, x: list[float]) -> float:
        return max([x[var] + high for var, _, high in self.reach], default=0.0)

    # ------------------------------------------------------------ titles

    def _strip(self, title: Title) -> _Strip:
        """What comes down through a title's strip."""
        found = self.strips.get(title.channel)
        if found is None:
            level = 2 * title.channel
            runs = [(self.var[run], run.offset) for run in self.runs.upright if run.low <= level < run.high]
            outer = [crossing for crossing in runs if crossing[0] < self.first_column]
            inner = [crossing for crossing in runs if crossing not in outer]
            found = self.strips[title.channel] = _Strip(
                outer,
                inner,
                min([self.settled[var] + off for var, off in outer], default=float("inf")),
                max([self.start_left, *[self.start[var] + off + _TITLE for var, off in outer]]),
                min([self.start[var] + off for var, off in inner], default=float("inf")),
            )
        return found

    def title_rooms(self, titles: Sequence[Title]) -> list[float]:
        """How wide each title may be before an edge has to give way."""
        first = self._at_left(titles)
        return [self._strip(title).inner_left - _TITLE - self._begin(title, first) for title in titles]

    def _at_left(self, titles: Sequence[Title]) -> frozenset[int]:
        """The channels whose titles fit left of all runs, once those have come close to their boxes."""
        left = self.start_left
        fitting = {title.channel for title in titles if self._strip(title).outer_left >= left + title.width + _TITLE}
        while len(fitting) < len(titles):
            kept = {var for title in titles if title.channel not in fitting for var, _ in self._strip(title).outer}
            held = [
                title.channel
                for title in titles
                if title.channel in fitting and any(var in kept for var, _ in self._strip(title).outer)
            ]
            if not held:
                break
            fitting.difference_update(held)
        return frozenset(fitting)

    def _begin(self, title: Title, first: frozenset[int]) -> float:
        """Where a title begins: at the left, or after the runs there."""
        return self.start_left if title.channel in first else self._strip(title).begin

    def _clear(self, x: list[float], left: float, titles: Sequence[Title], first: frozenset[int]) -> bool:
        """Whether no run goes through a title at the left."""
        return all(
            x[var] + off >= left + title.width + _TITLE
            for title in titles
            if title.channel in first
            for var, off in self._strip(title).outer
        )

    def _ceilings(self, titles: Sequence[Title], begins: Sequence[float], first: frozenset[int]) -> list[float]:
        """How far right a run may go at most: those at the left of a title stay there."""
        room = [float("inf")] * len(self.wanted)
        for title, begin in zip(titles, begins, strict=True):
            if title.channel not in first:
                for var, off in self._strip(title).outer:
                    room[var] = min(room[var], begin - _TITLE - off)
        return room

    def _pins(self, begins: Sequence[float], titles: Sequence[Title]) -> dict[int, float]:
        """How far right a run, or its column, has to go to leave the titles their room where they have less."""
        pins: dict[int, float] = {}
        for title, begin in zip(titles, begins, strict=True):
            end = begin + title.width + _TITLE
            for var, off in self._strip(title).inner:
                if end - off > self.start[var]:
                    pins[var] = max(pins.get(var, float("-inf")), end - off)
        return pins
