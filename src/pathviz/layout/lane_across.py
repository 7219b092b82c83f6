"""The places in x in the view of the actors: lanes, gutters, trunks, uprights, and the room for words.

All of them follow from the ways alone, before anything has a place in y, and are multiples of half a px.
"""

from __future__ import annotations

from math import floor
from typing import NamedTuple

from pathviz.layout.geometry import LaneGraph, PathGraph, made
from pathviz.layout.graph import Shape
from pathviz.layout.labels import label_texts
from pathviz.layout.lane_ways import Ways, is_mirrored

ROOM = 920.0  # what all lanes together take where they can
LEAST_LANE, MOST_LANE = 132, 184
MARGIN = 2.0
LEAD = 11.0  # from a trunk to the words beside it

_INSET, _NARROW_INSET = 12.0, 8.0
_NARROW = 150.0  # a lane under this width has the narrow inset
_SLANT, _NARROW_SLANT = 14.0, 10.0  # how far a decision's points stick out
_GAP = 4.0  # between lanes without lines between them
_CLEAR = 15.0  # from a card to the nearest track: an arrowhead and a bend
_TRACK = 10.0
_EDGE = 6.0  # from a track to the edge of the drawing
_TRUNK, _NARROW_TRUNK = 22.0, 19.0  # from a card's side to a trunk that forks
_WORDS_CLEAR = 3.0  # from words to the end of their lane
_LINE_CLEAR = 9.0  # from words to a line
_MOST_WORDS = 196.0
_UPRIGHT = frozenset({"middle", "gutter"})  # how lines end that leave their trunk for good


def lane_width(count: int) -> float:
    """How wide each of so many lanes is, px.

    >>> lane_width(5), lane_width(9)
    (184.0, 132.0)
    """
    return float(max(LEAST_LANE, min(MOST_LANE, floor(ROOM / max(1, count)))))


class _Upright(NamedTuple):
    """The upright piece of a line: its x, the rows between which it runs, whence, and whether upwards."""

    x: float
    low: int
    high: int
    source: int
    is_up: bool


def _texts(graph: PathGraph, shape: Shape, ways: Ways) -> list[str]:
    """What every transition says: its condition, and where it leads if it is written out as a pill."""
    texts = label_texts(graph)
    for edge, one in ways.of_edge.items():
        if one.end == "pill":
            target = graph.nodes[shape.target[edge]]
            region = f" ({target.actor})" if target.actor else ""
            named = f"→\u00a0{target.number}" if target.number is not None else f"→ {target.title}{region}"
            texts[edge] = f"{texts[edge]} {named}".lstrip()
    return texts


class Across:
    """The places in x of one graph.

    `lane` and `card` are the widths of every lane and card, `left` and `middle` the places of each lane,
    `card_left` that of the cards in it, `trunk` the x of every node's trunk, `away` how far from that words stand
    beside it, negative to the left, or 0 where they stand on it.  `line_x` has by edge the x of its upright piece,
    `arrivals` the xs of those that end at a node's top, `above` those of all lines that run through the strip above a
    row.  `slant` is how far a decision's points stick
    out, `width` that of the drawing.  `texts` are what the transitions say.
    """

    def __init__(self, given: LaneGraph, shape: Shape, ways: Ways) -> None:
        self.given, self.shape, self.ways = given, shape, ways
        self.texts = _texts(given.graph, shape, ways)
        self.lane = lane_width(len(given.lanes))
        self.is_narrow = self.lane < _NARROW
        self.inset = _NARROW_INSET if self.is_narrow else _INSET
        self.card = self.lane - 2 * self.inset
        self.slant = _NARROW_SLANT if self.is_narrow else _SLANT
        self.left: list[float] = []
        self.tracks: list[float] = []  # the leftmost one of every gutter
        self.width = self._lanes()
        self.middle = [left + self.lane / 2 for left in self.left]
        self.card_left = [left + self.inset for left in self.left]
        self.trunk = [self.middle[home] for home in given.home]
        self.away = [0.0] * len(given.home)
        self._set_trunks_aside()
        self.line_x: dict[int, float] = {}
        self.arrivals: list[list[float]] = [[] for _ in given.home]
        self.above: list[list[float]] = [[] for _ in ways.rows]
        self.lines: list[_Upright] = []
        self._set_lines()

    @property
    def right(self) -> float:
        """The right side of the last lane."""
        return self.left[-1] + self.lane

    def _lanes(self) -> float:
        """The lanes and the gutters beside them, as wide as their tracks need; gives the width of all."""
        x = MARGIN
        last = len(self.given.lanes)
        clear = _CLEAR - self.inset
        for gutter, uprights in enumerate(self.ways.gutters):
            is_inner = 0 < gutter < last
            room = _GAP if is_inner else 0.0
            first = x
            if uprights:
                tracks = max([one.track for one in uprights]) * _TRACK
                room = max(room, clear + tracks + (clear if is_inner else _EDGE - MARGIN))
                first = x + (room - tracks) / 2 if is_inner else (x + clear if gutter else x + room - clear - tracks)
            self.tracks.append(first)
            x += room
            if gutter < last:
                self.left.append(x)
                x += self.lane
        return x + MARGIN

    def _set_trunks_aside(self) -> None:
        """Trunks stand in the middle below their steps, but aside where they fork or words stand beside them."""
        aside = self.card / 2 - (_NARROW_TRUNK if self.is_narrow else _TRUNK)
        for node, exits in enumerate(self.ways.exits):
            if not exits:
                continue
            first = exits[0]
            is_alone = len(exits) == 1 and first.end != "pill"
            if is_alone and (first.end == "straight" or not self.texts[first.edge]):
                continue
            if is_mirrored(self.given, self.ways, node):
                self.trunk[node] += aside
                self.away[node] = -LEAD
            else:
                self.trunk[node] -= aside
                self.away[node] = LEAD

    def _set_lines(self) -> None:
        """Where lines run, told to the rows that they run through.

        A line down to the next row is nowhere in the way of words, which stand above it or are its own.
        """
        row, above, middle, home = self.ways.row, self.above, self.middle, self.given.home
        for edge, one in self.ways.of_edge.items():
            end, upright = one.end, one.upright
            source, target = self.shape.source[edge], self.shape.target[edge]
            if upright is not None:
                x = self.tracks[upright.gutter] + upright.track * _TRACK
            elif end == "straight":
                x = self.trunk[source]
            else:
                x = middle[home[target]]
            self.line_x[edge] = x
            if upright is None:
                self.arrivals[target].append(x)
            if end == "pill":
                continue
            low, high = row[source], row[target]
            if high == low + 1:
                above[high].append(x)
                continue
            if one.up:
                low, high = high, low
            for between in range(low + 1, high + 1):
                above[between].append(x)
            self.lines.append(made(_Upright, (x, low, high, source, one.up)))

    def words_rooms(self, node: int) -> list[float]:
        """How wide the words of each of a step's transitions may be.

        Beside a trunk they may reach into the next lane, as far as no line runs there at their level.
        """
        exits, away = self.ways.exits[node], self.away[node]
        if not away:
            return [self.lane - 2 * _WORDS_CLEAR] * len(exits)
        row, trunk, home = self.ways.row[node], self.trunk[node], self.given.home[node]
        if away > 0:
            least = self.left[home] + self.lane - trunk
            free = self.left[min(len(self.left) - 1, home + 1)] + self.lane - trunk
        else:
            least = trunk - self.left[home]
            free = trunk - self.left[max(0, home - 1)]
        least, free = least - _WORDS_CLEAR - LEAD, free - _WORDS_CLEAR - LEAD
        for x, low, high, source, is_up in self.lines:
            if source != node and (low <= row < high or (is_up and row == high)):
                free = self._up_to(x, node, free)
        rooms = []
        for level in range(len(exits)):
            room = free
            for place, other in enumerate(exits):
                # lines that go up pass the levels above theirs, lines that go down those below
                is_passing = place == level or (place > level if other.up else place < level)
                if is_passing and other.end in _UPRIGHT:
                    room = self._up_to(self.line_x[other.edge], node, room)
            rooms.append(min(max(room, least), _MOST_WORDS))
        return rooms

    def _up_to(self, x: float, node: int, room: float) -> float:
        """What is left of the room for words beside a node's trunk by a line at x."""
        aside = x - self.trunk[node] if self.away[node] > 0 else self.trunk[node] - x
        return min(room, aside - _LINE_CLEAR - LEAD) if aside > 0 else room
