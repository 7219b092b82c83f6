"""The places in y in the view of the actors: rows, the levels of trunks below them, the strips of phases.

Most are multiples of half a px, as are all sizes; only what stands in the middle of a row may lie between.

A row holds a step's card and, in the lanes beside it, the parts of the others.  Below it is the channel in
which the step's transitions leave its trunk, and below that, where a phase begins, the strip with its title.
"""

from __future__ import annotations

from collections.abc import Sequence

from pathviz.layout import boxes, lane_cards
from pathviz.layout.geometry import Band, Box, Cell, CellText, LaneGraph, LaneStep, Line, Played, Rect, Text, made
from pathviz.layout.graph import Shape
from pathviz.layout.labels import Words
from pathviz.layout.lane_across import MARGIN, Across
from pathviz.layout.lane_ways import Upright, Ways
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


_Beside = list[tuple[int, str, CellText]]
"""Lanes, the actors there who have a part in a step, and what they do."""


class Down:
    """The places in y of one graph.

    `frame` has the card of every node with a row, `level` where every transition leaves its trunk, but not those that
    go straight on without words; `words` are those that stand there.  `port` is where an upright, by its identity,
    ends: from the middle of its target's side.
    """

    def __init__(self, given: LaneGraph, shape: Shape, ways: Ways, across: Across) -> None:
        self.given, self.graph, self.shape, self.ways, self.across = given, given.graph, shape, ways, across
        self.width = across.width
        self.look = lane_cards.NARROW if across.is_narrow else lane_cards.ROOMY
        self.here = round(boxes.here_width(given.graph.here_word), 1)
        self.port: dict[int, float] = {}
        self.least = [0.0] * len(shape.outs)
        self.widest = [0.0] * len(given.lanes)  # of the cells in each lane, which begin at one x
        self.cells_left: list[float] = []
        self.texts: dict[int, CellText] = {}  # by the identity of what is played
        self.frame: dict[int, Rect] = {}
        self.level: dict[int, float] = {}
        self.words: dict[int, Words] = {}
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
        parts = [self._parts(node) for node in self.ways.rows]
        self.cells_left = [middle - wide / 2 for middle, wide in zip(self.across.middle, self.widest, strict=True)]
        for row, node in enumerate(self.ways.rows):
            phase = self.shape.phase[node]
            if self.graph.phases and phase != before:
                y = self._strip(row, phase, y - _ARROW + _STRIP_BEFORE if row else 0.0)
                before = phase
            y = self._channel(node, self._row(node, *parts[row], y))
        return round(y - (_UNJOINED - _BOTTOM if self.ways.rows else 0.0), 1)

    # ------------------------------------------------------------ phases

    def _strip(self, row: int, phase: int, top: float) -> float:
        """The strip above a row with the title of its phase; gives the y of the row."""
        lines, x = self._title(row, self.graph.phases[phase])
        left = self.across.left[0]
        high = len(lines) * _STRIP_LINE + 2 * _STRIP_PAD
        frame = made(Rect, (left, top, self.across.right - left, high))
        text = made(Text, (lines, x + TITLE_NUMBER, top + _STRIP_PAD + 13.5, _STRIP_LINE, 0.0))
        self.bands.append(made(Band, (phase + 1, frame, text)))
        return frame.bottom + _ARROW

    def _title(self, row: int, title: str) -> tuple[tuple[Line, ...], float]:
        """A phase's title and its x: in the first room between lines that takes it in few lines."""
        lines = wrap(title, self.width, TITLE_SIZE, TITLE_WEIGHT)
        whole = widest(lines)
        start = self.across.left[0] + _TITLE_INSET
        rooms: list[tuple[float, float]] = []
        for x in (*sorted(set(self.across.above[row])), self.across.right):
            room = x - _TITLE_CLEAR - start - TITLE_NUMBER
            if room >= whole * _MUCH:
                break
            rooms.append((room, -start))
            start = x + _TITLE_CLEAR
        else:
            room, start = max(rooms)
            start = -start
        return lines if len(lines) == 1 and whole <= room else wrap(title, room, TITLE_SIZE, TITLE_WEIGHT), start

    # ------------------------------------------------------------ rows

    def _parts(self, node: int) -> tuple[list[Played], _Beside]:
        """What the actors of a step's own lane do, and those of the other lanes, lane by lane."""
        home, texts = self.given.home[node], self.texts
        own: list[Played] = []
        beside: _Beside = []
        for one in self.given.played[node]:
            lane = one.lane
            if lane == home:
                own.append(one)
            else:
                beside.append((lane, one.actor, texts.get(id(one)) or self._text(one)))
        return own, beside

    def _text(self, one: Played) -> CellText:
        """What an actor does beside a step: mostly the same in all steps."""
        lane = one.lane
        text = lane_cards.written(one, self.across.card, self.given.lanes[lane])
        self.texts[id(one)] = text
        if text.width > self.widest[lane]:  # noqa: PLR1730  (`max` takes ten times as long)
            self.widest[lane] = text.width
        return text

    def _row(self, node: int, own: list[Played], beside: _Beside, y: float) -> float:
        """A step's card and the cells beside it; gives the y below them."""
        across, step, home = self.across, self.graph.nodes[node], self.given.home[node]
        card, mine = lane_cards.measure(step, own, across.card, self.look, self.least[node])
        high = height = card.height
        last, stack = -1, 0.0  # of the lanes: several may stand in that one, one below the other
        for lane, _, text in beside:
            stack = stack + _CELL_GAP + text.height if lane == last else text.height
            last = lane
            if stack > height:  # noqa: PLR1730  (see `_text`)
                height = stack
        middle = y + height / 2
        top = y if high == height else round(middle - high / 2, 1)
        frame = self.frame[node] = made(Rect, (across.card_left[home], top, across.card, high))
        cells: list[Cell] = []
        at = middle - stack / 2
        for lane, actor, text in beside:
            place = self.cells_left[lane], at if lane == last else middle - text.height / 2
            cells.append(made(Cell, (actor, text, place)))
            if lane == last:
                at += text.height + _CELL_GAP
        box = made(Box, (step, frame, card, self._here(node, frame)))
        self.steps.append(made(LaneStep, (box, mine, tuple(cells))))
        return y + height

    def _here(self, node: int, frame: Rect) -> float:
        """Where the tag "Olet tässä" begins on a card's upper edge, beside the arrows that arrive there."""
        wide = self.here
        right = frame.x + frame.width - _HERE_INSET - wide
        arrivals = self.across.arrivals[node]
        if arrivals:
            for x in arrivals:
                if x + _HERE_CLEAR > right:  # noqa: PLR1730  (see `_text`)
                    right = x + _HERE_CLEAR
            passing = self.across.above[self.ways.row[node]]
            lines = [x for x in passing if x not in arrivals] if passing != arrivals else ()
            is_out = right + wide > self.width - MARGIN
            if is_out or _is_between(lines, right, wide):
                left = min(frame.x + _HERE_INSET, min(arrivals) - _HERE_CLEAR - wide)
                if left > MARGIN and (is_out or not _is_between(lines, left, wide)):
                    right = left
        end = right + wide + MARGIN
        if end > self.width:  # noqa: PLR1730  (see `_text`)
            self.width = end
        return right

    # ------------------------------------------------------------ channels

    def _channel(self, node: int, y: float) -> float:
        """The levels at which a step's transitions leave its trunk; gives the y of the next row."""
        exits, texts = self.ways.exits[node], self.across.texts
        if not exits:
            return y + _UNJOINED
        at = y + _FIRST_LEVEL
        below = y + _ROW_GAP
        rooms: Sequence[float] = ()
        for place, one in enumerate(exits):
            edge, end = one.edge, one.end
            text = texts[edge]
            if text:
                rooms = rooms or self.across.words_rooms(node)
                words = lane_cards.words_beside(text, rooms[place])
                high = max(_TARGET, words.height) if end == "pill" else words.height
                top = max(at - _LEVEL / 2, y + _WORDS)
                self.level[edge], self.words[edge] = top + high / 2, words
                below = top + high + _ARROW
                at = top + high + _WORDS + _LEVEL / 2
            elif end != "straight":
                self.level[edge] = at
                below = at + _ARROW
                at += _LEVEL
        return below


def _is_between(lines: Sequence[float], left: float, wide: float) -> bool:
    """Whether a line runs through what begins at x `left` and is `wide` px wide."""
    right = left + wide
    return bool(lines) and any(left < x < right for x in lines)
