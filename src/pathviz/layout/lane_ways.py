"""Which way every transition takes in the view of the actors.

A row holds one step, so nothing but that step's own lines runs flat in the channel below it.  From a step
a trunk goes down, off which its transitions fork, each at a level of its own; a transition runs flat to
its one upright piece, and that leads it to its target: through a lane that is empty all the way, into the
target's top, or along a gutter beside the target's lane, into its side.  So no line meets a card or a word,
whatever the sizes turn out to be.

A transition to another path, or back over many rows, is no line but a pill at the trunk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from pathviz.layout.geometry import LaneGraph, made
from pathviz.layout.graph import Shape

MOST_ROWS_BACK = 6  # a return over more rows becomes a pill

_ROW = 1000  # places in y before anything is measured: a row's side, and below it the levels of its trunk
_FROM_ABOVE, _FROM_BELOW, _FORK = 100, 300, 500
_APART = 250  # ends of uprights nearer than this need tracks of their own
_CROWD = 0.6  # lanes of detour that an upright in the way is worth

End = Literal["pill", "straight", "middle", "gutter"]
"""How a transition comes to its target.

By a `pill` it does not; `straight`, where the trunk itself leads down into the target; down the `middle` of the
target's lane, into its top; or along a `gutter`, into its side.
"""


@dataclass(slots=True)
class Upright:
    """The piece of one or more transitions to the same target that runs along a gutter.

    `low` and `high` are its ends, `events` where lines come to it: the place and -1 for the left, 1 for the
    right.  `track` counts from the left; `from_above` says whence it comes to the target.
    """

    gutter: int
    target: int
    back: bool
    from_above: bool
    edges: list[int] = field(default_factory=list)
    sources: set[int] = field(default_factory=set)
    events: list[tuple[int, int]] = field(default_factory=list)
    low: int = 0
    high: int = 0
    track: int = 0

    def meets(self, low: int, high: int) -> bool:
        """Whether it comes near to a piece between two places."""
        return self.low < high + _APART and low < self.high + _APART

    def extend(self, place: int) -> None:
        """Make it reach to a place."""
        self.low, self.high = min(self.low, place), max(self.high, place)


class Exit(NamedTuple):
    """A transition as it leaves its step: `far` is how many lanes it goes to the right, negative to the left."""

    edge: int
    end: End
    far: float = 0.0
    up: bool = False
    upright: Upright | None = None


class Ways(NamedTuple):
    """All ways of a graph.

    `rows` has the node of every row, `row` the row of every node, -1 for one that is drawn as a pill.
    `of_edge` has how every transition leaves its step, `exits` lists those of every node from above.  `gutters` has
    the uprights of the gutters, the one left of the first lane first.
    """

    rows: list[int]
    row: list[int]
    of_edge: dict[int, Exit]
    exits: list[list[Exit]]
    gutters: list[list[Upright]]


def find_ways(given: LaneGraph, shape: Shape) -> Ways:
    """The way of every transition, the order of those of a step, and the tracks of the gutters."""
    rows = _rows(given, shape)
    row = [-1] * len(given.graph.nodes)
    for place, node in enumerate(rows):
        row[node] = place
    finder = _Finder(given, shape, rows, row)
    found = finder.exits()
    exits: list[list[Exit]] = [[] for _ in row]
    for edge, one in found.items():
        exits[shape.source[edge]].append(one)
    for some in exits:
        if len(some) > 1:
            some.sort(key=_from_above)
    finder.join(exits)
    for uprights in finder.gutters:
        if len(uprights) > 1:
            _set_tracks(uprights)
    return Ways(rows, row, found, exits, finder.gutters)


def is_mirrored(given: LaneGraph, ways: Ways, node: int) -> bool:
    """Whether a step's trunk stands at the right: where most lines go left, or fewer stand in the way there."""
    lean = sum([(one.far > 0) - (one.far < 0) for one in ways.exits[node]])
    if lean:
        return lean < 0
    place, home = ways.row[node] * _ROW + _FORK, given.home[node]
    at_left, at_right = [
        sum([one.low < place + _ROW - _FORK and place < one.high for one in ways.gutters[gutter]])
        for gutter in (home, home + 1)
    ]
    return at_left < at_right


def _rows(given: LaneGraph, shape: Shape) -> list[int]:
    """The nodes that get a row: all but ways out that a pill can show."""
    return [
        node
        for node, one in enumerate(given.graph.nodes)
        if one.kind != "exit" or not shape.ins[node] or shape.outs[node]
    ]


def _from_above(one: Exit) -> tuple[int, float, int]:
    """The order on the trunk in which lines of one step do not cross.

    What goes up comes first, the nearest at the top; then pills, where no line is in their way yet; then what
    goes down, the farthest at the top; then what the trunk itself leads to.
    """
    if one.up:
        return 0, abs(one.far), one.edge
    if one.end == "pill":
        return 1, 0.0, one.edge
    return (3 if one.end == "straight" else 2), -abs(one.far), one.edge


class _Finder:
    """Chooses ways, one after another, and remembers the uprights that they need."""

    def __init__(self, given: LaneGraph, shape: Shape, rows: Sequence[int], row: Sequence[int]) -> None:
        self.home, self.played, self.shape, self.rows, self.row = given.home, given.played, shape, rows, row
        self.gutters: list[list[Upright]] = [[] for _ in range(len(given.lanes) + 1)]

    def exits(self) -> dict[int, Exit]:
        """How every edge leaves its source; short ways along gutters are found first."""
        shape, home, row = self.shape, self.home, self.row
        found: dict[int, Exit] = {}
        along: list[tuple[int, int]] = []
        for edge, a in enumerate(shape.source):
            b = shape.target[edge]
            here, there = row[a], row[b]
            is_plain = there > here and not (shape.back[edge] or shape.twin[edge])
            if is_plain and (there == here + 1 or self._is_free(home[b], self.rows[here + 1 : there])):
                far = home[b] - home[a]
                found[edge] = made(Exit, (edge, "middle" if far else "straight", far, False, None))
            elif there < 0 or here - there > MOST_ROWS_BACK:
                found[edge] = made(Exit, (edge, "pill", 0.0, False, None))
            else:
                along.append((abs(there - here), edge))
        for _, edge in sorted(along):
            a, is_up = shape.source[edge], row[shape.target[edge]] <= row[shape.source[edge]]
            upright = self._upright(edge, not is_up)
            found[edge] = made(Exit, (edge, "gutter", upright.gutter - home[a] - 0.5, is_up, upright))
        return found

    def _is_free(self, lane: int, nodes: Sequence[int]) -> bool:
        """Whether nothing stands in a lane in the rows of some nodes."""
        return not any(self.home[node] == lane or any(one.lane == lane for one in self.played[node]) for node in nodes)

    def _upright(self, edge: int, from_above: bool) -> Upright:  # noqa: FBT001
        """The upright in the gutter that is nearer, or less crowded; it may be one that leads there already."""
        shape = self.shape
        a, b = shape.source[edge], shape.target[edge]
        start = self.row[a] * _ROW + _FORK
        end = self.row[b] * _ROW + (_FROM_ABOVE if from_above else _FROM_BELOW)
        low, high = min(start, end), max(start, end)
        best: tuple[float, bool, int] | None = None
        shared: Upright | None = None
        for gutter in (self.home[b], self.home[b] + 1):
            same = None
            crowd = 0
            for other in self.gutters[gutter]:
                is_same = other.target == b and other.back == shape.back[edge] and other.from_above == from_above
                if is_same and a not in other.sources:
                    same = other
                elif other.meets(low, high):
                    crowd += 1
            cost = abs(self.home[a] + 0.5 - gutter) + _CROWD * crowd - (_CROWD if same else 0.0)
            rank = (cost, (gutter == self.home[b]) == from_above, gutter)
            if best is None or rank < best:
                best, shared = rank, same
        gutter = best[2] if best else 0
        if shared is None:
            shared = Upright(gutter, b, shape.back[edge], from_above, low=low, high=high)
            self.gutters[gutter].append(shared)
        shared.edges.append(edge)
        shared.sources.add(a)
        shared.extend(start)
        return shared

    def join(self, exits: Sequence[Sequence[Exit]]) -> None:
        """Tell the uprights at which level, and from which side, the lines of the steps come to them."""
        for node in {node for uprights in self.gutters for upright in uprights for node in upright.sources}:
            for level, one in enumerate(exits[node]):
                upright = one.upright
                if upright is None:
                    continue
                place = self.row[node] * _ROW + _FORK + level
                upright.extend(place)
                upright.events.append((place, -1 if one.far > 0 else 1))
                if len(upright.events) == len(upright.edges):
                    end = self.row[upright.target] * _ROW + (_FROM_ABOVE if upright.from_above else _FROM_BELOW)
                    upright.events.append((end, 1 if self.home[upright.target] == upright.gutter else -1))


def _crossed(left: Upright, right: Upright) -> int:
    """How many lines cross if one upright stands left of the other."""
    return sum([side > 0 and right.low < place < right.high for place, side in left.events]) + sum(
        [side < 0 and left.low < place < left.high for place, side in right.events]
    )


def _set_tracks(uprights: list[Upright]) -> None:
    """Number the tracks of a gutter from the left, greedily with few crossings."""
    left = list(uprights)
    ordered: list[Upright] = []
    while left:
        best = min(
            left,
            key=lambda one: (
                sum([_crossed(one, other) - _crossed(other, one) for other in left if other is not one]),
                one.edges[0],
            ),
        )
        left.remove(best)
        ordered.append(best)
    for i, one in enumerate(ordered):
        one.track = max([other.track + 1 for other in ordered[:i] if other.meets(one.low, one.high)], default=0)
