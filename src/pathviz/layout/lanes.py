"""The view of the actors: lanes are columns, time runs down, every step has a row of its own.

In the row of a step the part of every other actor stands in that actor's lane, so that the drawing is the
chart of responsibilities too.  `lane_ways` finds the way of every transition, `lane_cards` sizes what stands
in the lanes; here all gets its place: first x, then y, as the titles of the phases give way to the lines that
run through their strips.
"""

from __future__ import annotations

from math import floor
from typing import NamedTuple

from pathviz.layout import boxes, lane_cards
from pathviz.layout.geometry import (
    Band,
    Label,
    LaneGraph,
    LaneLayout,
    LaneRoute,
    LaneStep,
    Pill,
    PlacedLane,
    Point,
    Rect,
    TextLine,
)
from pathviz.layout.graph import Shape, study
from pathviz.layout.labels import Words, label_text, put
from pathviz.layout.lane_cards import Parts
from pathviz.layout.lane_ways import End, Exit, Upright, Ways, find_ways
from pathviz.layout.text import Line, widest, wrap

ROOM = 920.0  # what all lanes together take where they can
LEAST_LANE, MOST_LANE = 132, 184
HEAD_SIZE, HEAD_WEIGHT = 14.0, 600
TITLE_SIZE, TITLE_WEIGHT = 14.0, 600
TITLE_NUMBER = 18.0

_INSET, _NARROW_INSET = 12.0, 8.0
_NARROW = 150.0  # a lane under this width has the narrow inset
_MARGIN = 2.0
_GAP = 4.0  # between lanes without lines between them
_CLEAR = 15.0  # from a card to the nearest track: an arrowhead and a bend
_TRACK = 10.0
_EDGE = 6.0  # from a track to the edge of the drawing
_TRUNK = 22.0  # from a card's side to a trunk that forks
_LEAD = 12.0  # from a trunk to the words beside it
_TRUNK_TOP = 14.0  # from a card to the first level
_LEVEL = 12.0  # between levels without words
_WORDS = 8.0  # between words
_TARGET = 44.0  # height of what a finger has to hit
_ARROW = 26.0  # from the last level, or a strip, to the next card
_ROW_GAP = 36.0
_UNJOINED = 24.0
_PORT, _PORT_MARGIN = 14.0, 16.0
_TOP = 20.0
_BOTTOM = 14.0
_STRIP_BEFORE = 10.0
_STRIP_PAD = 8.0
_STRIP_LINE = 18.0
_TITLE_INSET = 12.0
_TITLE_CLEAR = 9.0
_HEAD_LINE = 18.0
_HEAD_PAD = 13.0
_HERE_CLEAR = 11.0
_HERE_HEIGHT, _HERE_UP = 26.0, 14.0


def layout_lanes(given: LaneGraph) -> LaneLayout:
    """The view of the actors; raises `LayoutError` for an edge to an unknown step."""
    shape = study(given.graph)
    return _Lanes(given, shape, find_ways(given, shape)).lay_out()


def lane_width(count: int) -> float:
    """How wide each of so many lanes is, px.

    >>> lane_width(5), lane_width(9)
    (184.0, 132.0)
    """
    return float(max(LEAST_LANE, min(MOST_LANE, floor(ROOM / max(1, count)))))


class _Level(NamedTuple):
    """Where a transition leaves its trunk, and the words there."""

    y: float
    words: Words | None


class _Lanes:
    """The work on one graph; places are found in the order of the methods."""

    def __init__(self, given: LaneGraph, shape: Shape, ways: Ways) -> None:
        self.given, self.graph, self.shape, self.ways = given, given.graph, shape, ways
        self.lane = lane_width(len(given.lanes))
        inset = _NARROW_INSET if self.lane < _NARROW else _INSET
        self.inset, self.card = inset, self.lane - 2 * inset
        self.left: list[float] = []  # of every lane
        self.tracks: list[float] = []  # the leftmost one of every gutter
        self.width = self._across()
        self.middle = [left + self.lane / 2 for left in self.left]
        self.trunk: list[float] = []
        self.ports: dict[int, float] = {}  # by upright's identity: from the middle of its target's side
        self.least = [0.0] * len(shape.outs)
        self.steps: list[LaneStep] = []
        self.frame: dict[int, Rect] = {}
        self.levels: dict[int, _Level] = {}
        self.bands: list[Band] = []

    def lay_out(self) -> LaneLayout:
        """Everything in its place."""
        self.trunk = [self._trunk(node) for node in range(len(self.graph.nodes))]
        self._ports()
        height = self._down()
        edges = range(len(self.graph.edges))
        exits = {one.edge: (one, len(some) > 1) for some in self.ways.exits for one in some}
        labels, pills = self._words(exits)
        lanes, head = self._heads(height)
        return LaneLayout(
            self.given,
            lanes,
            tuple(self.steps),
            tuple([self._route(*exits[edge]) for edge in edges]),
            labels,
            pills,
            tuple(self.bands),
            round(self.width, 1),
            height,
            head,
        )

    # ------------------------------------------------------------ across

    def _across(self) -> float:
        """The lanes and the gutters beside them, as wide as their tracks need; gives the width of all."""
        x = _MARGIN
        last = len(self.given.lanes)
        for gutter, uprights in enumerate(self.ways.gutters):
            count = max([one.track + 1 for one in uprights], default=0)
            tracks = max(0, count - 1) * _TRACK
            if not 0 < gutter < last:
                # at the edges of the drawing: from there, or from the card, a track and the room beside it
                room = max(0.0, _CLEAR - self.inset + tracks + _EDGE - _MARGIN) if count else 0.0
                beyond = x + _CLEAR - self.inset if gutter else x + room - (_CLEAR - self.inset) - tracks
                self.tracks.append(round(beyond, 1))
                x += room
            else:
                room = max(_GAP, 2 * (_CLEAR - self.inset) + tracks) if count else _GAP
                self.tracks.append(round(x + (room - tracks) / 2, 1))
                x += room
            if gutter < last:
                self.left.append(round(x, 1))
                x += self.lane
        return x + _MARGIN

    def _trunk(self, node: int) -> float:
        """The x of the trunk below a step: its middle where nothing forks and no words stand beside it."""
        home = self.given.home[node]
        exits = self.ways.exits[node]
        middle = self.middle[home]
        if not exits:
            return middle
        first = exits[0]
        is_alone = len(exits) == 1 and first.end is not End.PILL
        if is_alone and (first.end is End.STRAIGHT or not label_text(self.graph, first.edge)):
            return middle
        side = self.card / 2 - _TRUNK
        return middle + side if self.ways.mirrored[node] else middle - side

    def _upright_x(self, upright: Upright) -> float:
        return round(self.tracks[upright.gutter] + upright.track * _TRACK, 1)

    def _line_x(self, one: Exit) -> float:
        """The x of a transition's upright piece."""
        if one.upright is not None:
            return self._upright_x(one.upright)
        node = self.shape.source[one.edge] if one.end is End.STRAIGHT else self.shape.target[one.edge]
        return self.trunk[node] if one.end is End.STRAIGHT else self.middle[self.given.home[node]]

    def _ports(self) -> None:
        """Where on its target's side every upright ends; cards are high enough for all."""
        sides: dict[tuple[int, int], list[Upright]] = {}
        for uprights in self.ways.gutters:
            for upright in uprights:
                sides.setdefault((upright.target, upright.gutter), []).append(upright)
        for (target, gutter), uprights in sides.items():
            nearness = 1 if gutter > self.given.home[target] else -1
            # nearest first among those from above, last among those from below: so they do not cross
            uprights.sort(key=lambda one: (not one.from_above, one.track * nearness * (1 if one.from_above else -1)))
            for place, upright in enumerate(uprights):
                self.ports[id(upright)] = (place - (len(uprights) - 1) / 2) * _PORT
            self.least[target] = max(self.least[target], (len(uprights) - 1) * _PORT + 2 * _PORT_MARGIN)

    # ------------------------------------------------------------ down

    def _down(self) -> float:
        """Rows, levels and strips from the top; gives the height of all."""
        y = _TOP
        before = -1
        for place, node in enumerate(self.ways.rows):
            phase = self.shape.phase[node]
            if self.graph.phases and phase != before and self.graph.nodes[node].number is not None:
                y = self._strip(place, phase, y if place else 0.0)
                before = phase
            y = self._row(node, y)
            y = self._channel(node, y)
        return round(y - (_UNJOINED - _BOTTOM if self.ways.rows else 0.0), 1)

    def _strip(self, place: int, phase: int, y: float) -> float:
        """The strip above a row with the title of its phase, where no line runs; gives the y of the row."""
        lines, x = self._title(place, self.graph.phases[phase])
        top = y - _ARROW + _STRIP_BEFORE if place else y
        frame = Rect(
            self.left[0],
            round(top, 1),
            round(self.left[-1] + self.lane - self.left[0], 1),
            len(lines) * _STRIP_LINE + 2 * _STRIP_PAD,
        )
        text = tuple(
            TextLine(
                line.text,
                round(x + TITLE_NUMBER, 1),
                round(top + _STRIP_PAD + 13.5 + index * _STRIP_LINE, 1),
                None if line.hyphen is None else round(x + TITLE_NUMBER + line.hyphen, 1),
            )
            for index, line in enumerate(lines)
        )
        self.bands.append(Band(phase + 1, frame, text))
        return frame.bottom + _ARROW

    def _title(self, place: int, title: str) -> tuple[tuple[Line, ...], float]:
        """The title above a row and its x: in the first room between the lines there that takes it in few lines."""
        crossing = [
            self._line_x(one)
            for some in self.ways.exits
            for one in some
            if one.end is not End.PILL and self._passes(one.edge, place)
        ]
        ends = sorted(set(crossing))
        rooms: list[tuple[float, float]] = []
        start = self.left[0] + _TITLE_INSET
        for x in (*ends, self.left[-1] + self.lane):
            rooms.append((start, x - _TITLE_CLEAR - start - TITLE_NUMBER))
            start = max(start, x + _TITLE_CLEAR)
        whole = widest(wrap(title, self.width, TITLE_SIZE, TITLE_WEIGHT))
        for share in (1.0, 0.6):
            for x, room in rooms:
                if room >= whole * share:
                    return wrap(title, room, TITLE_SIZE, TITLE_WEIGHT), x
        x, room = max(rooms, key=lambda one: (one[1], -one[0]))
        return wrap(title, room, TITLE_SIZE, TITLE_WEIGHT), x

    def _passes(self, edge: int, place: int) -> bool:
        """Whether a line runs from above a row to it or beyond, or the other way."""
        here, there = self.ways.row[self.shape.source[edge]], self.ways.row[self.shape.target[edge]]
        return min(here, there) < place <= max(here, there)

    def _row(self, node: int, y: float) -> float:
        """The card of a step and the cells of its row; gives the y below them."""
        given, home = self.given, self.given.home[node]
        parts = given.parts[node]
        card = lane_cards.measure(self.graph.nodes[node], parts.get(home, ()), self.card, self.least[node])
        cells: list[tuple[int, Parts]] = [
            (lane, lane_cards.parts_of(parts[lane], self.card)) for lane in sorted(parts) if lane != home
        ]
        height = max([card.height, *[cell.height for _, cell in cells]])
        middle = y + height / 2
        frame = Rect(
            round(self.left[home] + self.inset, 1), round(middle - card.height / 2, 1), card.width, card.height
        )
        self.frame[node] = frame
        placed = [lane_cards.place_cell(cell, lane, self.middle[lane], middle) for lane, cell in cells]
        if card.own.lines:
            placed.append(lane_cards.place_own(card, home, frame.x, frame.y))
            placed.sort(key=lambda cell: cell.lane)
        box = lane_cards.place(card, frame.x, frame.y, self._here(node, frame))
        self.steps.append(LaneStep(box, home, tuple(placed)))
        return y + height

    def _here(self, node: int, frame: Rect) -> Rect:
        """The tag "Olet tässä" on a card's upper edge, beside the arrows that arrive there."""
        wide = round(boxes.here_width(self.graph.here_word), 1)
        arrivals = [
            x
            for edge in self.shape.ins[node]
            for one in self.ways.exits[self.shape.source[edge]]
            if one.edge == edge and one.end in {End.STRAIGHT, End.MIDDLE}
            for x in (self._line_x(one),)
        ]
        right = frame.right - 8.0 - wide
        left = frame.x + 8.0
        if arrivals:
            right = max(right, max(arrivals) + _HERE_CLEAR)
            left = min(left, min(arrivals) - _HERE_CLEAR - wide)
        if right + wide > self.width - _MARGIN and left > _MARGIN:
            right = left
        self.width = max(self.width, right + wide + _MARGIN)
        return Rect(round(right, 1), round(frame.y - _HERE_UP, 1), wide, _HERE_HEIGHT)

    def _channel(self, node: int, y: float) -> float:
        """The levels at which a step's transitions leave its trunk; gives the y of the next row."""
        exits = self.ways.exits[node]
        if not exits:
            return y + _UNJOINED
        centred = self.trunk[node] == self.middle[self.given.home[node]]
        at = y + _TRUNK_TOP
        for one in exits:
            words = self._said(one, centred=centred)
            if words is None:
                if one.end is not End.STRAIGHT:
                    self.levels[one.edge] = _Level(round(at, 1), None)
                    at += _LEVEL
                continue
            room = max(_TARGET, words.height) if one.end is End.PILL else words.height
            top = max(at - _LEVEL / 2, y + _WORDS)
            self.levels[one.edge] = _Level(round(top + room / 2, 1), words)
            at = top + room + _WORDS
        if exits[-1].end is End.STRAIGHT and not self.levels.keys() & {one.edge for one in exits}:
            return y + _ROW_GAP
        return at - _WORDS + _ARROW

    def _said(self, one: Exit, *, centred: bool) -> Words | None:
        """The words beside the trunk, or on it where it stands in the middle."""
        text = label_text(self.graph, one.edge)
        if one.end is End.PILL:
            text = self._pill(one.edge, text)
        if not text:
            return None
        room = self.lane - self.inset - _TRUNK - _LEAD - 3.0
        return lane_cards.words_beside(text, self.lane - 6.0 if centred else room)

    def _pill(self, edge: int, text: str) -> str:
        """What a pill says: the condition, and where it leads."""
        target = self.graph.nodes[self.shape.target[edge]]
        if target.number is not None:
            return f"{text} →\u00a0{target.number}".lstrip()
        region = f" ({target.actor})" if target.actor else ""
        return f"{text} → {target.title}{region}".lstrip()

    # ------------------------------------------------------------ lines and words

    def _route(self, one: Exit, forks: bool) -> LaneRoute:  # noqa: FBT001
        shape = self.shape
        a, b = shape.source[one.edge], shape.target[one.edge]
        edge, back = self.graph.edges[one.edge], shape.back[one.edge]
        trunk = round(self.trunk[a], 1)
        start: Point = (trunk, round(self._edge_y(a, trunk, below=True), 1))
        level = self.levels.get(one.edge)
        tick = None
        if level and level.words and trunk != round(self.middle[self.given.home[a]], 1):
            tick = trunk + (-_LEAD if self.ways.mirrored[a] else _LEAD)
        if one.end is End.STRAIGHT:
            points: tuple[Point, ...] = (start, (trunk, round(self._edge_y(b, trunk, below=False), 1)))
            return LaneRoute(edge, back, points, level.y if level else start[1], forks and level is not None, tick)
        y = level.y if level else start[1]
        if one.end is End.PILL:
            return LaneRoute(edge, back, (start, (trunk, y), (tick or trunk, y)), y, forks)
        x = round(self._line_x(one), 1)
        if one.upright is None:
            points = (start, (trunk, y), (x, y), (x, self.frame[b].y))
        else:
            frame, off = self.frame[b], self.ports[id(one.upright)]
            inset = boxes.side_inset(self.graph.nodes[b].kind, frame.height, off)
            right = one.upright.gutter > self.given.home[b]
            end = frame.right - inset if right else frame.x + inset
            side = round(frame.y + frame.height / 2 + off, 1)
            points = (start, (trunk, y), (x, y), (x, side), (round(end, 1), side))
        if one.far * (-1 if self.ways.mirrored[a] else 1) > 0:
            tick = None  # the line itself runs through the words
        return LaneRoute(edge, back, points, y, forks, tick)

    def _edge_y(self, node: int, x: float, *, below: bool) -> float:
        """The y of a card's outline at x; starts and ends have round corners."""
        frame = self.frame[node]
        radius = min(boxes.PILL, frame.height / 2) if self.graph.nodes[node].kind in {"start", "end"} else 0.0
        past = max(0.0, radius - min(x - frame.x, frame.right - x))
        inset = radius - float((radius * radius - past * past) ** 0.5)
        return frame.bottom - inset if below else frame.y + inset

    def _words(self, exits: dict[int, tuple[Exit, bool]]) -> tuple[tuple[Label, ...], tuple[Pill, ...]]:
        labels: list[Label] = []
        pills: list[Pill] = []
        for edge in range(len(self.graph.edges)):
            level = self.levels.get(edge)
            if level is None or level.words is None:
                continue
            node = self.shape.source[edge]
            trunk = self.trunk[node]
            middle = trunk
            if trunk != self.middle[self.given.home[node]]:
                away = _LEAD + level.words.width / 2
                middle = trunk - away if self.ways.mirrored[node] else trunk + away
            label = put(level.words, edge, middle, level.y - level.words.height / 2)
            if exits[edge][0].end is End.PILL:
                pills.append(Pill(edge, label.frame, label.lines))
            else:
                labels.append(label)
        return tuple(labels), tuple(pills)

    def _heads(self, height: float) -> tuple[tuple[PlacedLane, ...], float]:
        """The lanes with their names, which stand in the middle of heads of one height."""
        names = [wrap(lane.name, self.lane - 16.0, HEAD_SIZE, HEAD_WEIGHT) for lane in self.given.lanes]
        most = max([len(lines) for lines in names], default=1)
        head = most * _HEAD_LINE + 2 * _HEAD_PAD
        placed = []
        for lane, left, lines in zip(self.given.lanes, self.left, names, strict=True):
            label = put(Words(lines, 0.0, 0.0), 0, left + self.lane / 2, 0.0)
            top = (head - len(lines) * _HEAD_LINE) / 2 + 14.0
            text = [line._replace(y=round(top + i * _HEAD_LINE, 1)) for i, line in enumerate(label.lines)]
            placed.append(PlacedLane(lane, Rect(left, 0.0, self.lane, height), tuple(text)))
        return tuple(placed), head
