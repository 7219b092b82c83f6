"""The flow view: from graphs to placed boxes, routed edges, labels and bands.

The stages, each a module of its own: `graph` studies the graph, `places` asks Graphviz for rows and
rough columns, `columns` and `grid` tidy them, `router` finds the way of every edge, `runs` and `ports`
turn the ways into lines with ends, `spacing` gives x, `channels` and `stack` give y, `assemble` puts all
together.  Nothing is placed before its room is known, so nothing overlaps by construction;
`tests/layout` checks that on a thousand random graphs.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from pathviz.layout import boxes
from pathviz.layout.assemble import TITLE_NUMBER, assemble
from pathviz.layout.channels import Track, channel_tracks, settle
from pathviz.layout.columns import assign_columns
from pathviz.layout.geometry import FlowLayout, Line, PathGraph
from pathviz.layout.graph import Shape, study
from pathviz.layout.grid import Grid, make_grid
from pathviz.layout.labels import Words, label_texts, wrapped
from pathviz.layout.places import Places, find_places
from pathviz.layout.plan import MARGIN, Plan, Stage, Ways
from pathviz.layout.ports import PortPlan, Ports
from pathviz.layout.router import route_edges
from pathviz.layout.runs import Runs, make_runs
from pathviz.layout.search import Terrain
from pathviz.layout.spacing import Spaced, Spacing, Title
from pathviz.layout.stack import stack_rows
from pathviz.layout.text import widest, wrap

LONE_CARD = 200.0  # the width of a card where all stand in one column, px
CARD = 184.0
NARROW_CARD = 160.0  # where that makes the flow fit
DECISION_MORE = 16.0  # a decision's points stick out by half of this at either side
FITS = 608.0  # the usual room for a flow beside its panel
_BATCH = 200
_TITLE_SIZE, _TITLE_WEIGHT = 14.0, 600
_TITLE_NARROW = 120.0
_TITLE_WIDE = 300.0
_SETTLING = 4  # attempts to part stubs that no order of tracks parts

Titles = dict[int, tuple[Line, ...]]
"""The wrapped title of every phase that has steps."""


def layout_flow(graphs: Sequence[PathGraph]) -> list[FlowLayout]:
    """The flow view of every graph, placed by one Graphviz process per 200 graphs.

    Raises `LayoutError` naming the graph that Graphviz cannot place or whose edges name unknown steps.
    """
    layouts: list[FlowLayout] = []
    for start in range(0, len(graphs), _BATCH):
        batch = graphs[start : start + _BATCH]
        shapes = [study(graph) for graph in batch]
        places = find_places(batch, shapes)
        layouts += [lay_out(*given) for given in zip(batch, shapes, places, strict=True)]
    return layouts


def lay_out(graph: PathGraph, shape: Shape, places: Places) -> FlowLayout:
    """The flow view of one graph with known rough places."""
    if not graph.nodes:
        return FlowLayout(graph, (), (), (), (), 2 * MARGIN, 2 * MARGIN, 0.0)
    plan = _plan(graph, shape, places)
    stage = _stage(plan)
    return assemble(plan, stage, stack_rows(plan, stage))


def _plan(graph: PathGraph, shape: Shape, places: Places) -> Plan:
    """The grid, the way of every edge and the words on it."""
    texts = label_texts(graph)
    rough = [words.width if text and (words := wrapped(text, beside=True)) else 0.0 for text in texts]
    decisions = tuple([node.kind == "decision" for node in graph.nodes])
    ways = _ways(shape, places, decisions, tuple(rough))
    labels = tuple(
        [
            wrapped(text, beside=course.leaves != "S") if text else None
            for text, course in zip(texts, ways.courses, strict=True)
        ]
    )
    opens: dict[int, int] = {}
    if graph.phases:
        for phase, row in zip(shape.phase, ways.grid.row, strict=True):
            if row < opens.get(phase, row + 1):
                opens[phase] = row
    return Plan(graph, ways, labels, dict(sorted(opens.items())))


@lru_cache(maxsize=1024)
def _ways(shape: Shape, places: Places, decisions: tuple[bool, ...], label_widths: tuple[float, ...]) -> Ways:
    """The grid and the way of every edge; kept for paths that differ in their texts alone."""
    grid = _grid(shape, places)
    return Ways(shape, decisions, grid, route_edges(Terrain(grid, shape, decisions, label_widths)))


@lru_cache(maxsize=1024)
def _grid(shape: Shape, places: Places) -> Grid:
    """The grid; kept for the same path in other languages."""
    return make_grid(*assign_columns(places, shape))


def _stage(plan: Plan) -> Stage:
    """All sizes, and the places in x; where the flow comes out wider than usual its cards give way."""
    grid = plan.ways.grid
    columns = len(set(grid.line))
    card = plan.graph.card or (CARD if columns > 1 else LONE_CARD)
    frame = _frame(plan.ways, plan.labels, card)
    spaced, titles = _space(plan, frame.spacing)
    excess = spaced.right - spaced.left + 2 * MARGIN - FITS
    narrower = card - 4.0 * ceil(excess / columns / 4.0)
    if not plan.graph.card and NARROW_CARD <= narrower < card:
        card = narrower
        frame = _frame(plan.ways, plan.labels, card)
        spaced, titles = _space(plan, frame.spacing)
    channels, conflicts = channel_tracks(frame.runs, spaced.placed, len(grid.rows) + 1)
    if conflicts:
        frame = _make_frame(plan.ways, plan.labels, card)  # one of its own, whose ports may be moved
        spaced, titles, channels = _settled(plan, frame, card)
    cards = [
        boxes.measure(node, wide, high)
        for node, wide, high in zip(plan.graph.nodes, frame.ports.width, frame.ports.least_height, strict=True)
    ]
    return Stage(frame.runs, frame.ports, cards, spaced, channels, titles)


class _Frame(NamedTuple):
    """What stands between the boxes whatever is written in them; not to be changed, since many graphs share it."""

    runs: Runs
    ports: Ports
    spacing: Spacing


def _make_frame(ways: Ways, labels: tuple[Words | None, ...], card: float) -> _Frame:
    """The runs, the ports and the width of every box, for cards of the given width."""
    runs = make_runs(ways.courses, ways.shape)
    ports = PortPlan(ways.grid, ways.shape, ways.courses, runs, labels, card).plan()
    for node, decision in enumerate(ways.decisions):
        ports.width[node] = max(ports.width[node], card + (DECISION_MORE if decision else 0.0))
    return _Frame(runs, ports, Spacing(ways.grid, runs, ports, labels, ways.shape.source, card))


# Kept for paths that differ in the texts of their boxes alone.
_frame = lru_cache(maxsize=256)(_make_frame)


def _settled(plan: Plan, frame: _Frame, card: float) -> tuple[Spaced, Titles, list[list[Track]]]:
    """Places in x and the tracks, with ports moved where no order of tracks parts their stubs."""
    ways, (runs, ports, spacing) = plan.ways, frame
    count = len(ways.grid.rows) + 1
    spaced, titles = _space(plan, spacing)
    channels, conflicts = channel_tracks(runs, spaced.placed, count)
    for _ in range(_SETTLING):
        moved = [settle(runs, spaced.placed, upper, lower) for upper, lower in conflicts]
        if not any(moved):
            break
        spacing = Spacing(ways.grid, runs, ports, plan.labels, ways.shape.source, card)
        spaced, titles = _space(plan, spacing)
        channels, conflicts = channel_tracks(runs, spaced.placed, count)
    return spaced, titles, channels


def _space(plan: Plan, spacing: Spacing) -> tuple[Spaced, Titles]:
    """Places in x, and the titles as they wrap there."""
    titles = _titles(plan, spacing)
    return spacing.solve(_wanted(plan, titles)), titles


def _titles(plan: Plan, spacing: Spacing) -> Titles:
    """The titles of the phases; one that stands in an edge's way wraps to the room beside it."""
    if not plan.opens:
        return {}
    titles = {phase: _title_lines(plan.graph.phases[phase], _TITLE_WIDE) for phase in plan.opens}
    rooms = spacing.title_rooms(_wanted(plan, titles))
    for phase, room in zip(plan.opens, rooms, strict=True):
        if widest(titles[phase]) + TITLE_NUMBER > room:
            titles[phase] = _title_lines(plan.graph.phases[phase], max(_TITLE_NARROW, room - TITLE_NUMBER))
    return titles


def _wanted(plan: Plan, titles: Titles) -> list[Title]:
    return [Title(plan.opens[phase], TITLE_NUMBER + widest(lines)) for phase, lines in titles.items()]


def _title_lines(title: str, room: float) -> tuple[Line, ...]:
    return wrap(title, room, _TITLE_SIZE, _TITLE_WEIGHT)
