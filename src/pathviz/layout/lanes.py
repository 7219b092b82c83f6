"""The view of the actors: lanes are columns, time runs down, every step has a row of its own.

In the row of a step the part of every other actor stands in that actor's lane, so that the drawing is the
chart of responsibilities too.  `lane_ways` finds the way of every transition, `lane_across` and `lane_rows`
give all its place, first in x, then in y, `lane_cards` sizes what stands in the lanes; here lines and words are
put together from that.
"""

from __future__ import annotations

from pathviz.layout import boxes
from pathviz.layout.geometry import (
    Label,
    LaneGraph,
    LaneLayout,
    LaneRoute,
    Pill,
    PlacedLane,
    Point,
    Rect,
    Text,
    made,
)
from pathviz.layout.graph import Shape, study
from pathviz.layout.labels import BLANK, put
from pathviz.layout.lane_across import Across
from pathviz.layout.lane_rows import Down
from pathviz.layout.lane_ways import Exit, Upright, Ways, find_ways
from pathviz.layout.text import wrap

HEAD_SIZE, HEAD_WEIGHT = 14.0, 600

_HEAD_LINE = 18.0
_HEAD_PAD = 13.0
_HEAD_INSET = 8.0
_ROUND = frozenset({"start", "end"})
_BASELINE = 12.5  # of a line of 16 px, from its top


def layout_lanes(given: LaneGraph) -> LaneLayout:
    """The view of the actors; raises `LayoutError` for an edge to an unknown step."""
    shape = study(given.graph)
    ways = find_ways(given, shape)
    across = Across(given, shape, ways)
    down = Down(given, shape, ways, across)
    lines = _Lines(given, shape, ways, across, down)
    labels, pills = lines.words()
    lanes, head = _heads(given, across, down.height)
    return LaneLayout(
        given,
        lanes,
        tuple(down.steps),
        tuple([lines.route(ways.of_edge[edge]) for edge in range(len(shape.source))]),
        labels,
        pills,
        tuple(down.bands),
        round(down.width, 1),
        down.height,
        down.here,
        across.slant,
        head,
    )


def _heads(given: LaneGraph, across: Across, height: float) -> tuple[tuple[PlacedLane, ...], float]:
    """The lanes with their names, which stand in the middle of heads of one height."""
    room = across.lane - 2 * _HEAD_INSET
    names = [wrap(lane.name, room, HEAD_SIZE, HEAD_WEIGHT) for lane in given.lanes]
    head = max([len(lines) for lines in names], default=1) * _HEAD_LINE + 2 * _HEAD_PAD
    placed = []
    for lane, left, middle, lines in zip(given.lanes, across.left, across.middle, names, strict=True):
        top = (head - len(lines) * _HEAD_LINE) / 2 + _BASELINE
        name = made(Text, (lines, middle, top, _HEAD_LINE, BLANK))
        placed.append(made(PlacedLane, (lane, made(Rect, (left, 0.0, across.lane, height)), name)))
    return tuple(placed), head


class _Lines:
    """Puts together the lines of one graph and the words on them."""

    def __init__(self, given: LaneGraph, shape: Shape, ways: Ways, across: Across, down: Down) -> None:
        self.given, self.graph, self.shape, self.ways = given, given.graph, shape, ways
        self.across, self.down = across, down

    def route(self, one: Exit) -> LaneRoute:
        """The line of a transition."""
        edge, end, far, _, upright = one
        a, b = self.shape.source[edge], self.shape.target[edge]
        trunk, away = self.across.trunk[a], self.across.away[a]
        start = trunk, self._bottom(a, trunk)
        level = self.down.level.get(edge)
        y = start[1] if level is None else level
        points: tuple[Point, ...]
        if end == "straight":
            points = start, (trunk, self._top(b, trunk))
        elif end == "pill":
            points = start, (trunk, y), (trunk + away, y)
        else:
            x = self.across.line_x[edge]
            if upright is None:
                points = start, (trunk, y), (x, y), (x, self.down.frame[b].y)
            else:
                door = self._door(b, upright)
                points = start, (trunk, y), (x, y), (x, door[1]), door
        # a line that runs to the side of its words leads through them
        tick = trunk + away if away and end != "pill" and far * away <= 0 and edge in self.down.words else None
        forks = level is not None and len(self.ways.exits[a]) > 1
        return made(LaneRoute, (self.graph.edges[edge], self.shape.back[edge], points, y, forks, tick))

    def _door(self, node: int, upright: Upright) -> Point:
        """Where an upright's line comes to the side of its target."""
        frame, off = self.down.frame[node], self.down.port[id(upright)]
        kind = self.graph.nodes[node].kind
        if kind == "decision":
            inset = self.across.slant * abs(off) / (frame.height / 2)
        else:
            inset = boxes.side_inset(kind, frame.height, off)
        is_right = upright.gutter > self.given.home[node]
        x = frame.right - inset if is_right else frame.x + inset
        return round(x, 1), round(frame.y + frame.height / 2 + off, 1)

    def _top(self, node: int, x: float) -> float:
        """The y of the upper outline of a card at x."""
        top = self.down.frame[node].y
        return self._rounded(node, x, top, 1.0) if self.graph.nodes[node].kind in _ROUND else top

    def _bottom(self, node: int, x: float) -> float:
        """The y of the lower outline of a card at x."""
        frame = self.down.frame[node]
        bottom = frame.y + frame.height
        return self._rounded(node, x, bottom, -1.0) if self.graph.nodes[node].kind in _ROUND else bottom

    def _rounded(self, node: int, x: float, edge: float, inwards: float) -> float:
        """The y of an outline with round corners at x, where its straight part is at y `edge`."""
        left, _, wide, high = self.down.frame[node]
        radius = min(boxes.PILL, high / 2)
        past = radius - min(x - left, left + wide - x)
        if past <= 0:
            return edge
        return round(edge + inwards * (radius - float((radius * radius - past * past) ** 0.5)), 1)

    def words(self) -> tuple[tuple[Label, ...], tuple[Pill, ...]]:
        """The words on lines, and the pills."""
        labels: list[Label] = []
        pills: list[Pill] = []
        for edge, words in sorted(self.down.words.items()):
            node = self.shape.source[edge]
            away = self.across.away[node]
            half = words.width / 2
            middle = self.across.trunk[node] + away + (half if away > 0 else -half if away else 0.0)
            label = put(words, edge, middle, self.down.level[edge] - words.height / 2)
            if self.ways.of_edge[edge].end == "pill":
                pills.append(made(Pill, label))
            else:
                labels.append(label)
        return tuple(labels), tuple(pills)
