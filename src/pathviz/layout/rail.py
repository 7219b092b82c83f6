"""The rail view for phones: one column of cards, jumps drawn on tracks at the left.

From a card a trunk goes down to the next one; a transition that goes elsewhere leaves the trunk to
the left, runs along a track and comes back to its target's side.  Every branch and every jump is also
written out under its card as a pill that links to the target ("Kyllä → 5"), so that nobody needs to
follow a line.

The drawing is made for a width at which text of 12.5 px stays at 12 px on the narrowest phones.  Its
heights are whole px, and so is what follows from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pathviz.layout import boxes
from pathviz.layout.geometry import (
    Band,
    Box,
    Line,
    PathGraph,
    Pill,
    Point,
    RailLayout,
    Rect,
    Route,
    Text,
    made,
)
from pathviz.layout.graph import Shape, study
from pathviz.layout.labels import SIZE as LABEL_SIZE
from pathviz.layout.labels import WEIGHT as LABEL_WEIGHT
from pathviz.layout.labels import label_texts
from pathviz.layout.text import widest, wrap

WIDTH = 300.0
TARGET = 44.0  # height of what a finger has to hit
_TOP = 18.0
_MARGIN = 8.0
_TRACK = 10.0
_LEAST_CARD = 200.0
_AFTER_TRACKS = 20.0
_TRUNK = 20.0  # from a card's left side to the trunk below it
_GAP = 30.0
_GAP_UNJOINED = 22.0
_PILL_LINE = 16.0
_PILL_PAD = 12.0
_PILL_VERTICAL = 9.0
_PILL_GAP = 10.0
_ARRIVES, _RETURNS = 26.0, 42.0
_HEADING = 34.0
_HEADING_LINE = 19.0
_UNDER_HEADING = 15.0
_HEADING_SIZE, _HEADING_WEIGHT = 14.0, 600
_NUMBER = 18.0
_MOST_LINES = 2


@dataclass(slots=True)
class _Jump:
    """A transition on a track: from below one card (`2 * place + 1`) to the side of another."""

    edge: int
    low: int
    high: int
    key: tuple[int, bool]
    track: int = 0


def layout_rail(graph: PathGraph) -> RailLayout:
    """The rail view of `graph`; raises `LayoutError` for an unknown step."""
    return _Rail(graph, study(graph)).lay_out()


class _Rail:
    def __init__(self, graph: PathGraph, shape: Shape) -> None:
        self.graph, self.shape = graph, shape
        self.texts = label_texts(graph)
        self.direct, self.tracks = _tracks(shape)
        count = max(self.tracks.values(), default=-1) + 1
        room = WIDTH - _LEAST_CARD - _AFTER_TRACKS - 2 * _MARGIN
        self.step = min(_TRACK, room / max(1, count))
        self.left = round(_MARGIN + max(0, count - 1) * self.step + (_AFTER_TRACKS if count else 0))
        self.card = WIDTH - self.left - 2.0
        self.boxes: list[Box] = []
        self.pills: dict[int, Pill] = {}
        self.bands: list[Band] = []

    def lay_out(self) -> RailLayout:
        """Cards, pills and headings from the top down, then the lines."""
        y = _TOP
        before = -1
        wide = round(boxes.here_width(self.graph.here_word), 1)
        tag = round(self.left + self.card - 10.0 - wide, 1)
        for node, given in enumerate(self.graph.nodes):
            phase = self.shape.phase[node]
            if self.graph.phases and phase != before and given.number is not None:
                y = self._heading(phase, y)
                before = phase
            card = boxes.measure(given, self.card)
            frame = made(Rect, (self.left, y, card.width, card.height))
            self.boxes.append(made(Box, (given, frame, card, tag)))
            y = self._pills(node, y + card.height)
        height = y - (_GAP_UNJOINED - _MARGIN if self.graph.nodes else 0.0)
        edges = range(len(self.graph.edges))
        return RailLayout(
            self.graph,
            tuple(self.boxes),
            tuple([self._route(edge) for edge in edges]),
            tuple([self.pills[edge] for edge in edges if edge in self.pills]),
            tuple(self.bands),
            WIDTH,
            round(height, 1),
            wide,
        )

    def _heading(self, phase: int, y: float) -> float:
        left = self.left + _TRUNK + 16.0
        room = WIDTH - left - _NUMBER
        lines = wrap(self.graph.phases[phase], room, _HEADING_SIZE, _HEADING_WEIGHT)
        text = made(Text, (lines, left + _NUMBER, y + 14.0, _HEADING_LINE, 0.0))
        below = y + _HEADING + (len(lines) - 1) * _HEADING_LINE
        frame = made(Rect, (left, y, room + _NUMBER, below - y - _UNDER_HEADING))
        self.bands.append(made(Band, (phase + 1, frame, text)))
        return below

    # ------------------------------------------------------------ pills

    def _pills(self, node: int, y: float) -> float:
        """The pills under a card; gives the y at which the next card begins."""
        left = self.left + _TRUNK + 12.0
        top = y + _PILL_GAP
        written = False
        for edge in self.shape.outs[node]:
            label = self.texts[edge]
            if edge in self.direct and not label:
                continue
            lines = self._words(edge, label, WIDTH - left - 2 * _PILL_PAD - 2.0)
            high = len(lines) * _PILL_LINE + 2 * _PILL_VERTICAL
            room = max(TARGET, high + 4.0)
            upper = top + (room - high) / 2
            frame = made(Rect, (left, upper, round(widest(lines) + 2 * _PILL_PAD, 1), high))
            text = made(Text, (lines, left + _PILL_PAD, upper + _PILL_VERTICAL + 12.5, _PILL_LINE, 0.0))
            self.pills[edge] = made(Pill, (edge, frame, text))
            top += room
            written = True
        gap = _GAP_UNJOINED if self.direct.isdisjoint(self.shape.outs[node]) else _GAP
        return top + gap - _PILL_GAP + 4.0 if written else y + gap

    def _words(self, edge: int, label: str, room: float) -> tuple[Line, ...]:
        """The words of a pill, such as "Kyllä → 5"; one without a condition names its target, if short."""
        target = self.graph.nodes[self.shape.target[edge]]
        number = f"→\u00a0{target.number}" if target.number is not None else ""
        if label:
            named = f"{label} {number or f'→ {target.title}'}"
            return wrap(named, room, LABEL_SIZE, LABEL_WEIGHT)
        full = wrap(f"{number or '→'} {target.title}", room, LABEL_SIZE, LABEL_WEIGHT)
        if len(full) > _MOST_LINES and number:
            return wrap(number, room, LABEL_SIZE, LABEL_WEIGHT)
        return full

    # ------------------------------------------------------------ lines

    def _route(self, edge: int) -> Route:
        source, target = self.shape.source[edge], self.shape.target[edge]
        box, goal = self.boxes[source].frame, self.boxes[target].frame
        trunk = self.left + _TRUNK
        start: Point = (trunk, box.y + box.height)
        if edge in self.direct:
            points: tuple[Point, ...] = (start, (trunk, goal.y))
        else:
            pill = self.pills[edge].frame
            level = pill.y + pill.height / 2
            x = round(self.left - _AFTER_TRACKS - self.tracks[edge] * self.step, 1)
            back = self.shape.back[edge]
            off = _RETURNS if back else _ARRIVES
            kind = self.graph.nodes[target].kind
            inset = boxes.side_inset(kind, goal.height, off - goal.height / 2)
            side = goal.y + off
            points = (start, (trunk, level), (x, level), (x, side), (round(goal.x + inset, 1), side))
        return made(Route, (self.graph.edges[edge], self.shape.back[edge], points))


@lru_cache(maxsize=1024)
def _tracks(shape: Shape) -> tuple[frozenset[int], dict[int, int]]:
    """The edges straight to the next card, and the tracks of the others, the jumps.

    Short jumps are next to the cards; those to one card share a track.
    """
    edges = range(len(shape.source))
    direct = frozenset(
        [e for e in edges if shape.target[e] == shape.source[e] + 1 and not shape.back[e] and not shape.twin[e]]
    )
    jumps = []
    for edge in edges:
        if edge in direct:
            continue
        ends = sorted((2 * shape.source[edge] + 1, 2 * shape.target[edge]))
        jumps.append(_Jump(edge, ends[0], ends[1], (shape.target[edge], shape.back[edge])))
    jumps.sort(key=lambda jump: (jump.high - jump.low, jump.low, jump.edge))
    placed: list[_Jump] = []
    for jump in jumps:
        taken = {
            other.track
            for other in placed
            if other.key != jump.key and jump.low <= other.high and other.low <= jump.high
        }
        while jump.track in taken:
            jump.track += 1
        placed.append(jump)
    return direct, {jump.edge: jump.track for jump in placed}
