"""The places in y in the view of the actors: rows, the levels of trunks below them, the strips of phases.

Most are multiples of half a px, as are all sizes; only what stands in the middle of a row may lie between.

A row holds a step's card and, in the lanes beside it, the parts of the others.  Below it is the channel in
which the step's transitions leave its trunk, and below that, where a phase begins, the strip with its title.
"""

from __future__ import annotations

from typing import NamedTuple

from pathviz.layout import boxes, lane_cards
from pathviz.layout.geometry import Band, Box, Cell, CellText, LaneGraph, LaneStep, Line, Played, Rect, Text, made
from pathviz.layout.graph import Shape
from pathviz.layout.labels import Words, label_text
from pathviz.layout.lane_across import MARGIN, Across
from pathviz.layout.lane_cards import written
from pathviz.layout.lane_ways import End, Exit, Upright, Ways
from pathviz.layout.text import widest, wrap

TITLE_SIZE, TITLE_WEIGHT = 14.0, 600
TITLE_NUMBER = 18.0

_TOP = 20.0
_BOTTOM = 14.0
_FIRST_LEVEL = 14.0  # from a card to the first level
_LEVEL = 12.0  # between levels without words
_WORDS = 8.0  # between words
_TARGET = 44.0  # height of what a finger has to hit
_ARROW = 26.0  # from the last level, or a strip, to the next card
_ROW_GAP = 36.0
_UNJOINED = 24.0
_PORT, _PORT_MARGIN = 14.0, 16.0
_STRIP_BEFORE = 10.0
_STRIP_PAD = 8.0
_STRIP_LINE = 18.0
_TITLE_INSET = 12.0
_TITLE_CLEAR = 9.0
_MUCH = 0.6  # of a title's width: so much room is enough for two lines
_CELL_GAP = 7.0  # between the parts of two actors in one lane
_HERE_CLEAR = 11.0
_HERE_INSET = 8.0


_Beside = dict[int, list[tuple[str, CellText]]]
"""By lane the actors who have a part in a step, and what they do."""


class Level(NamedTuple):
    """Where a transition leaves its trunk, and the words there."""

    y: float
    words: Words | None


class Down:
    """The places in y of one graph.

    `frame` has the card of every node with a row, `level` that of every transition which leaves its trunk,
    `port` where an upright, by its identity, ends: from the middle of its target's side.
    """

    def __init__(self, given: LaneGraph, shape: Shape, ways: Ways, across: Across) -> None:
        self.given, self.graph, self.shape, self.ways, self.across = given, given.graph, shape, ways, across
        self.width = across.width
        self.here = round(boxes.here_width(given.graph.here_word), 1)
        self.port: dict[int, float] = {}
        self.least = [0.0] * len(shape.outs)
        self.widest = [0.0] * len(given.lanes)  # of the cells in each lane, which begin at one x
        self.cells_left: list[float] = []
        self.texts: dict[int, CellText] = {}  # by the identity of what is played
        self.frame: dict[int, Rect] = {}
        self.level: dict[int, Level] = {}
        self.steps: list[LaneStep] = []
        self.bands: list[Band] = []
        self._ports()
        self.height = self._rows()

    def _ports(self) -> None:
        """The ports of all sides; cards become high enough for them."""
        sides: dict[tuple[int, int], list[Upright]] = {}
        for uprights in self.ways.gutters:
            for upright in uprights:
                sides.setdefault((upright.target, upright.gutter), []).append(upright)
        for (target, gutter), uprights in sides.items():
            near = 1 if gutter > self.given.home[target] else -1
            # the nearest is first among those from above and last among those from below: so none cross
            uprights.sort(key=lambda one: (not one.from_above, one.track * (near if one.from_above else -near)))
            for place, upright in enumerate(uprights):
                self.port[id(upright)] = (place - (len(uprights) - 1) / 2) * _PORT
            self.least[target] = max(self.least[target], (len(uprights) - 1) * _PORT + 2 * _PORT_MARGIN)

    def _rows(self) -> float:
        """All rows from the top; gives the height of the drawing."""
        y = _TOP
        before = -1
        cells = [self._beside(node) for node in self.ways.rows]
        self.cells_left = [middle - wide / 2 for middle, wide in zip(self.across.middle, self.widest, strict=True)]
        for row, node in enumerate(self.ways.rows):
            phase = self.shape.phase[node]
            if self.graph.phases and phase != before:
                y = self._strip(row, phase, y - _ARROW + _STRIP_BEFORE if row else 0.0)
                before = phase
            y = self._channel(node, self._row(node, cells[row], y))
        return round(y - (_UNJOINED - _BOTTOM if self.ways.rows else 0.0), 1)

    # ------------------------------------------------------------ phases

    def _strip(self, row: int, phase: int, top: float) -> float:
        """The strip above a row with the title of its phase; gives the y of the row."""
        lines, x = self._title(row, self.graph.phases[phase])
        left = self.across.left[0]
        high = len(lines) * _STRIP_LINE + 2 * _STRIP_PAD
        frame = Rect(left, top, self.across.right - left, high)
        text = Text(lines, x + TITLE_NUMBER, top + _STRIP_PAD + 13.5, _STRIP_LINE)
        self.bands.append(Band(phase + 1, frame, text))
        return frame.bottom + _ARROW

    def _title(self, row: int, title: str) -> tuple[tuple[Line, ...], float]:
        """A phase's title and its x: in the first room between lines that takes it in few lines."""
        rooms: list[tuple[float, float]] = []
        start = self.across.left[0] + _TITLE_INSET
        for x in (*sorted(set(self.across.above(row))), self.across.right):
            rooms.append((start, x - _TITLE_CLEAR - start - TITLE_NUMBER))
            start = x + _TITLE_CLEAR
        whole = widest(wrap(title, self.width, TITLE_SIZE, TITLE_WEIGHT))
        enough = [room for room in rooms if room[1] >= whole * _MUCH]
        x, room = enough[0] if enough else max(rooms, key=lambda one: (one[1], -one[0]))
        return wrap(title, room, TITLE_SIZE, TITLE_WEIGHT), x

    # ------------------------------------------------------------ rows

    def _beside(self, node: int) -> _Beside:
        """What the actors of the other lanes do in a step, by lane."""
        beside: _Beside = {}
        home = self.given.home[node]
        for one in self.given.played[node]:
            lane = one.lane
            if lane != home:
                part = one.actor, self._text(one)
                if lane in beside:
                    beside[lane].append(part)
                else:
                    beside[lane] = [part]
        return beside

    def _text(self, one: Played) -> CellText:
        """What an actor does beside a step: mostly the same in all steps."""
        known = self.texts.get(id(one))
        if known is None:
            lane = one.lane
            known = written(one, self.across.card, is_shared=not self.given.lanes[lane].actor)
            self.texts[id(one)] = known
            self.widest[lane] = max(self.widest[lane], known.width)
        return known

    def _row(self, node: int, beside: _Beside, y: float) -> float:
        """A step's card and the cells beside it; gives the y below them."""
        across, home = self.across, self.given.home[node]
        mine = [one for one in self.given.played[node] if one.lane == home]
        step = self.graph.nodes[node]
        card, own = lane_cards.measure(step, mine, across.card, self.least[node], glyphs=not across.is_narrow)
        heights = [_stacked(column) for column in beside.values()]
        height = max([card.height, *heights])
        middle = y + height / 2
        top = y if card.height == height else round(middle - card.height / 2, 1)
        frame = made(Rect, (across.card_left[home], top, card.width, card.height))
        self.frame[node] = frame
        cells: list[Cell] = []
        for (lane, column), high in zip(beside.items(), heights, strict=True):
            x, at = self.cells_left[lane], middle - high / 2
            for actor, text in column:
                cells.append(made(Cell, (actor, text, (x, at))))
                at += text.height + _CELL_GAP
        box = made(Box, (step, frame, card, self._here(node, frame)))
        self.steps.append(made(LaneStep, (box, own, tuple(cells))))
        return y + height

    def _here(self, node: int, frame: Rect) -> float:
        """Where the tag "Olet tässä" begins on a card's upper edge, beside the arrows that arrive there."""
        wide = self.here
        right, left = frame.right - _HERE_INSET - wide, frame.x + _HERE_INSET
        arrivals = [self.across.line_x(one) for one in self.ways.arrivals[node] if one.upright is None]
        if arrivals:
            right = max(right, max(arrivals) + _HERE_CLEAR)
            left = min(left, min(arrivals) - _HERE_CLEAR - wide)
            lines = [x for x in self.across.above(self.ways.row[node]) if x not in arrivals]
            is_out = right + wide > self.width - MARGIN
            is_crossed = any(right < x < right + wide for x in lines) and not any(left < x < left + wide for x in lines)
            if left > MARGIN and (is_out or is_crossed):
                right = left
        self.width = max(self.width, right + wide + MARGIN)
        return right

    # ------------------------------------------------------------ channels

    def _channel(self, node: int, y: float) -> float:
        """The levels at which a step's transitions leave its trunk; gives the y of the next row."""
        exits = self.ways.exits[node]
        if not exits:
            return y + _UNJOINED
        at = y + _FIRST_LEVEL
        below = y + _ROW_GAP
        texts = [self._said(one) for one in exits]
        rooms = self.across.words_rooms(node) if any(texts) else [0.0] * len(exits)
        for one, text, room in zip(exits, texts, rooms, strict=True):
            words = lane_cards.words_beside(text, room) if text else None
            if words is not None:
                high = max(_TARGET, words.height) if one.end is End.PILL else words.height
                top = max(at - _LEVEL / 2, y + _WORDS)
                self.level[one.edge] = Level(top + high / 2, words)
                below = top + high + _ARROW
                at = top + high + _WORDS + _LEVEL / 2
            elif one.end is not End.STRAIGHT:
                self.level[one.edge] = Level(at, None)
                below = at + _ARROW
                at += _LEVEL
        return below

    def _said(self, one: Exit) -> str:
        """What a transition says: its condition, and where it leads if it is written out as a pill."""
        text = label_text(self.graph, one.edge)
        if one.end is End.PILL:
            target = self.graph.nodes[self.shape.target[one.edge]]
            region = f" ({target.actor})" if target.actor else ""
            named = f"→\u00a0{target.number}" if target.number is not None else f"→ {target.title}{region}"
            text = f"{text} {named}".lstrip()
        return text


def _stacked(column: list[tuple[str, CellText]]) -> float:
    """The height of cells one below the other."""
    if len(column) == 1:
        return column[0][1].height
    return sum([text.height for _, text in column]) + (len(column) - 1) * _CELL_GAP
