"""The flow view: from graphs to placed boxes, routed edges, labels and bands.

Graphviz gives rows and rough columns (`places`), the router the way of every edge (`router`), the
ports and the spacing their exact places.  Nothing is placed before its room is known, so nothing
overlaps by construction; `tests/layout` checks that on random graphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from pathviz.layout import boxes
from pathviz.layout.channels import Track, channel_tracks, settle
from pathviz.layout.columns import assign_columns
from pathviz.layout.geometry import (
    Band,
    Box,
    FlowLayout,
    Label,
    PathGraph,
    Point,
    Rect,
    Route,
    TextLine,
)
from pathviz.layout.graph import Shape, study
from pathviz.layout.grid import Grid, make_grid
from pathviz.layout.labels import AWAY, Words, label_text, put, wrapped
from pathviz.layout.places import Places, find_places
from pathviz.layout.ports import PortPlan, Ports
from pathviz.layout.router import Course, Router
from pathviz.layout.runs import Runs, make_runs
from pathviz.layout.spacing import CLEAR, TURN, Spaced, Spacing, Title
from pathviz.layout.text import Line, widest, wrap

CARD = 200.0
NARROW_CARD = 160.0
WIDE_FLOW_CARD = 188.0  # where even narrow cards would not make the flow fit
FITS = 608.0  # the usual room for a flow beside its panel
MARGIN = 16.0
_DECISION_MORE = 16.0
_BATCH = 200
_TRACK = 12.0
_TOP = 13.0  # from a row to the first track below it
_BOTTOM = 24.0  # from the last track to the row below: the arrow
_LEAST = 34.0  # a channel without tracks
_UNDER_LABEL = 7.0
_BAND_GAP = 24.0
_BAND_END = 18.0
_TITLE_TOP = 12.0
_TITLE_LINE = 19.0
_TITLE_SIZE, _TITLE_WEIGHT = 14.0, 600
_TITLE_NUMBER = 18.0  # room for the number before a phase's title
_TITLE_NARROW = 120.0
_TITLE_WIDE = 300.0
_SETTLING = 4  # attempts to part stubs that no order of tracks parts


def layout_flow(graphs: Sequence[PathGraph]) -> list[FlowLayout]:
    """The flow view of every graph, placed by one Graphviz process per 200 graphs.

    Raises `LayoutError` naming the graph that Graphviz cannot place or whose edges name unknown
    steps.
    """
    layouts: list[FlowLayout] = []
    for start in range(0, len(graphs), _BATCH):
        batch = graphs[start : start + _BATCH]
        shapes = [study(graph) for graph in batch]
        places = find_places(batch, shapes)
        layouts += [
            lay_out(graph, shape, place)
            for graph, shape, place in zip(batch, shapes, places, strict=True)
        ]
    return layouts


def lay_out(graph: PathGraph, shape: Shape, places: Places) -> FlowLayout:
    """The flow view of one graph with known rough places.

    Where it comes out wider than usual it is set again with narrower cards.
    """
    if not graph.nodes:
        return FlowLayout(graph, (), (), (), (), 2 * MARGIN, 2 * MARGIN)
    places, columns = assign_columns(places, shape)
    grid = make_grid(places, columns)
    decision = [node.kind == "decision" for node in graph.nodes]
    texts = [label_text(graph, edge) for edge in range(len(graph.edges))]
    rough = [_rough_width(text) for text in texts]
    courses = Router(grid, shape, decision, rough).route_all()
    labels = [
        wrapped(text, beside=course.leaves != "S")
        for text, course in zip(texts, courses, strict=True)
    ]
    return _Plan(graph, shape, grid, courses, labels).finish()


def _rough_width(text: str) -> float:
    words = wrapped(text, beside=True)
    return 0.0 if words is None else words.width


@dataclass(slots=True)
class _Rows:
    """The y of every row's middle, of every channel's first track, and of the bands' ends."""

    middle: list[float]
    tracks: list[float]
    bands: list[tuple[int, float, float]]  # phase, top, bottom
    height: float


@dataclass(frozen=True, slots=True)
class _Stage:
    """What is known once the places in x are."""

    runs: Runs
    ports: Ports
    cards: list[boxes.Measured]
    spaced: Spaced
    channels: list[list[Track]]
    titles: dict[int, tuple[Line, ...]]


class _Plan:
    """One graph on its way to a layout; everything but the size of the cards is decided."""

    def __init__(
        self,
        graph: PathGraph,
        shape: Shape,
        grid: Grid,
        courses: list[Course],
        labels: list[Words | None],
    ) -> None:
        self.graph, self.shape, self.grid = graph, shape, grid
        self.courses, self.labels = courses, labels
        # the channel above the first row of every phase that has steps
        self.opens: dict[int, int] = {}
        if graph.phases:
            for node, phase in enumerate(shape.phase):
                row = grid.row[node]
                self.opens[phase] = min(self.opens.get(phase, row), row)

    def finish(self) -> FlowLayout:
        """The layout; where it would come out wider than usual, its cards give way."""
        runs = make_runs(self.courses, self.shape)
        card = CARD
        ports, spaced, titles = self._space(runs, card)
        excess = spaced.right - spaced.left + 2 * MARGIN - FITS
        if excess > 0:
            narrower = CARD - 4.0 * ceil(excess / len(set(self.grid.line)) / 4.0)
            card = narrower if narrower >= NARROW_CARD else WIDE_FLOW_CARD
            ports, spaced, titles = self._space(runs, card)
        channels, conflicts = channel_tracks(runs, len(self.grid.rows) + 1)
        for _ in range(_SETTLING):
            if not any([settle(runs, upper, lower) for upper, lower in conflicts]):
                break
            spaced, titles = self._solve(runs, ports, card)
            channels, conflicts = channel_tracks(runs, len(self.grid.rows) + 1)
        cards = [
            boxes.measure(node, wide, high)
            for node, wide, high in zip(
                self.graph.nodes, ports.width, ports.least_height, strict=True
            )
        ]
        stage = _Stage(runs, ports, cards, spaced, channels, titles)
        return self._build(stage, self._rows(stage))

    # ------------------------------------------------------------ x

    def _titles(self) -> dict[int, tuple[Line, ...]]:
        return {
            phase: _title_lines(self.graph.phases[phase], _TITLE_WIDE) for phase in self.opens
        }

    def _space(
        self, runs: Runs, card: float
    ) -> tuple[Ports, Spaced, dict[int, tuple[Line, ...]]]:
        """Ports and places in x for cards of the given width."""
        ports = PortPlan(self.grid, self.shape, self.courses, runs, self.labels, card).plan()
        for node, given in enumerate(self.graph.nodes):
            usual = card + (_DECISION_MORE if given.kind == "decision" else 0.0)
            ports.width[node] = max(ports.width[node], usual)
        return ports, *self._solve(runs, ports, card)

    def _solve(
        self, runs: Runs, ports: Ports, card: float
    ) -> tuple[Spaced, dict[int, tuple[Line, ...]]]:
        """Places in x; sets those of the upright runs."""
        spacing = Spacing(self.grid, runs, ports, self.labels, self.shape.source, card)
        titles = self._fitted(spacing, self._titles())
        spaced = spacing.solve(
            [Title(self.opens[p], _TITLE_NUMBER + widest(titles[p])) for p in self.opens]
        )
        return spaced, titles

    def _fitted(
        self, spacing: Spacing, titles: dict[int, tuple[Line, ...]]
    ) -> dict[int, tuple[Line, ...]]:
        """Titles that stand in an edge's way wrap to the room beside it."""
        if not titles:
            return titles
        rooms = spacing.title_rooms([self.opens[phase] for phase in titles])
        return {
            phase: lines
            if widest(lines) + _TITLE_NUMBER <= room
            else _title_lines(
                self.graph.phases[phase], max(_TITLE_NARROW, room - _TITLE_NUMBER)
            )
            for (phase, lines), room in zip(titles.items(), rooms, strict=True)
        }

    # ------------------------------------------------------------ y

    def _rows(self, stage: _Stage) -> _Rows:
        """Rows from the top down, each channel as high as its labels, tracks and titles need."""
        cards, ports, channels, titles = stage.cards, stage.ports, stage.channels, stage.titles
        height = [max(cards[node].height for node in row) for row in self.grid.rows]
        below = [0.0] * len(height)
        for edge, (_, beside) in ports.label_middle.items():
            words = self.labels[edge]
            if beside is None and words is not None:
                node = self.shape.source[edge]
                row = self.grid.row[node]
                spare = (height[row] - cards[node].height) / 2
                below[row] = max(below[row], AWAY + words.height + _UNDER_LABEL - spare)
        opened = {row: phase for phase, row in self.opens.items()}
        rows = _Rows([], [], [], 0.0)
        y = 0.0 if titles else MARGIN
        for row, high in enumerate([*height, 0.0]):
            y += below[row - 1] if row else 0.0
            count = max([track.number + 1 for track in channels[row]], default=0)
            inside = max(0, count - 1) * _TRACK
            if row in opened or row == len(height):
                if row:
                    if titles and row < len(height):
                        rows.tracks.append(y + _TOP)
                        y += (_TOP + inside if count else 0.0) + _BAND_END
                    else:
                        rows.tracks.append(y + _TOP)
                        y += (_TOP + inside if count else 0.0) + (_BAND_END if titles else MARGIN)
                if titles and rows.bands:
                    phase, top, _ = rows.bands[-1]
                    rows.bands[-1] = (phase, top, y)
                if row == len(height):
                    break
                y += _BAND_GAP if row else 0.0
                phase = opened[row]
                rows.bands.append((phase, y, y))
                y += _TITLE_TOP + _TITLE_LINE * len(titles[phase])
                if not row:
                    rows.tracks.append(y + _TOP)
                    y += _TOP + inside if count else 0.0
                y += _BOTTOM
            else:
                rows.tracks.append(y + _TOP)
                gap = _TOP + inside + _BOTTOM if count else (_BOTTOM if below[row - 1] and row else _LEAST)
                y += gap if row or count else 0.0
            rows.middle.append(y + high / 2)
            y += high
        rows.height = y
        return rows

    # ------------------------------------------------------------ all together

    def _build(self, stage: _Stage, rows: _Rows) -> FlowLayout:
        runs, cards, spaced, titles = stage.runs, stage.cards, stage.spaced, stage.titles
        shift = MARGIN - spaced.left
        for channel, tracks in enumerate(stage.channels):
            for track in tracks:
                track.run.place = rows.tracks[channel] + track.number * _TRACK
        for run in runs.flat:
            if run.at & 1:
                run.place = rows.middle[run.at // 2] + run.offset
        for run in runs.upright:
            run.place += shift
        middle = [
            (x + shift, rows.middle[row])
            for x, row in zip(spaced.middle, self.grid.row, strict=True)
        ]
        width = round(spaced.right + shift + MARGIN)
        return FlowLayout(
            self.graph,
            self._boxes(cards, middle, runs),
            tuple([self._route(runs, edge, cards, middle) for edge in range(len(self.courses))]),
            self._placed_labels(stage, middle),
            tuple(
                [
                    _band(phase, Rect(0.0, round(top, 1), width, round(bottom - top, 1)),
                          titles[phase], spaced.titles[i] + shift)
                    for i, (phase, top, bottom) in enumerate(rows.bands)
                ]
            ),
            width,
            round(rows.height, 1),
        )

    def _boxes(
        self, cards: Sequence[boxes.Measured], middle: Sequence[Point], runs: Runs
    ) -> tuple[Box, ...]:
        """The cards in their places; the tag "Olet tässä" clear of the arrows at their tops."""
        rightmost: dict[int, float] = {}
        for run in runs.upright:
            if run.head >= 0:
                rightmost[run.head] = max(rightmost.get(run.head, float("-inf")), run.place)
        wide = boxes.here_width(self.graph.here_word)
        placed = []
        for node, (card, (x, y)) in enumerate(zip(cards, middle, strict=True)):
            left, top = x - card.width / 2, y - card.height / 2
            tag = max(left + card.width - 8.0 - wide, rightmost.get(node, left) + 9.0)
            placed.append(
                boxes.place(
                    card, left, top, Rect(round(tag, 1), round(top - 14.0, 1), round(wide, 1), 26.0)
                )
            )
        return tuple(placed)

    def _route(
        self,
        runs: Runs,
        edge: int,
        cards: Sequence[boxes.Measured],
        middle: Sequence[Point],
    ) -> Route:
        """The polyline of one edge, from outline to outline."""
        mine = runs.of_edge[edge]
        course = self.courses[edge]
        points: list[Point] = [
            _at_box(cards[self.shape.source[edge]], middle[self.shape.source[edge]],
                    course.leaves, mine[0].place)
        ]
        for before, after in zip(mine, mine[1:], strict=False):
            points.append(
                (before.place, after.place) if before.upright else (after.place, before.place)
            )
        points.append(
            _at_box(cards[self.shape.target[edge]], middle[self.shape.target[edge]],
                    course.arrives, mine[-1].place)
        )
        return Route(
            self.graph.edges[edge],
            self.shape.back[edge],
            tuple([(round(x, 1), round(y, 1)) for x, y in points]),
        )

    def _placed_labels(
        self, stage: _Stage, middle: Sequence[Point]
    ) -> tuple[Label, ...]:
        ports, cards = stage.ports, stage.cards
        placed = []
        for edge in sorted(ports.label_middle):
            words = self.labels[edge]
            if words is None:
                continue
            dx, dy = ports.label_middle[edge]
            node = self.shape.source[edge]
            x, y = middle[node]
            card = cards[node]
            if dy is None:
                placed.append(put(words, edge, x + dx, y + card.height / 2 + AWAY))
            else:
                at = x + dx + card.width / 2 * (1 if dx > 0 else -1)
                at += self._aside(stage, edge, at, words)
                placed.append(put(words, edge, at, y + dy - words.height / 2))
        return tuple(placed)


    def _aside(self, stage: _Stage, edge: int, at: float, words: Words) -> float:
        """How far a label beside its box moves outwards, so that its edge does not graze its end.

        The edge turns under the label or clear of it; `spacing` has kept the room.
        """
        if edge not in stage.ports.over_turn:
            return 0.0
        turn = stage.runs.of_edge[edge][1].place
        sign = 1.0 if self.courses[edge].leaves == "E" else -1.0
        past = sign * (turn - at) - words.width / 2
        return sign * (past + TURN) if -TURN < past < CLEAR else 0.0


def _at_box(card: boxes.Measured, middle: Point, side: str, place: float) -> Point:
    """Where an edge meets the outline of a box."""
    x, y = middle
    if side == "S":
        return place, y + card.height / 2
    if side == "N":
        return place, y - card.height / 2
    inset = boxes.side_inset(card.node.kind, card.height, place - y)
    out = card.width / 2 - inset
    return (x + out if side == "E" else x - out), place


@lru_cache(maxsize=2048)
def _title_lines(title: str, room: float) -> tuple[Line, ...]:
    return wrap(title, room, _TITLE_SIZE, _TITLE_WEIGHT)


def _band(phase: int, frame: Rect, lines: tuple[Line, ...], left: float) -> Band:
    text = tuple(
        TextLine(
            line.text,
            round(left + _TITLE_NUMBER, 1),
            round(frame.y + _TITLE_TOP + 15.0 + index * _TITLE_LINE, 1),
            None if line.hyphen is None else round(left + _TITLE_NUMBER + line.hyphen, 1),
        )
        for index, line in enumerate(lines)
    )
    return Band(phase + 1, frame, text)
