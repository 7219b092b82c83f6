"""The view of the actors as accessible, inline SVG: its lanes, and their heads as a drawing of its own.

The heads are drawn by themselves so that a page can keep them in sight; they are decoration there, since the
lanes are listed by name at the begin of the main drawing.  A step's link says who plays what part in it, so
the cells that show this are hidden, as are lines and labels.  See `svg` for what the drawings share.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pathviz.layout.geometry import (
    Band,
    Card,
    Cell,
    CellText,
    Label,
    Lane,
    LaneGraph,
    LaneLayout,
    LaneRoute,
    Node,
    Part,
    Pill,
    PlacedLane,
    Words,
)
from pathviz.svg_names import Said, listed, said_of, sentence
from pathviz.svg_parts import (
    TAG,
    N,
    Pieces,
    W,
    badge_of,
    centred_of,
    chips_of,
    colour_of,
    encoded,
    escape,
    face_of,
    here_of,
    link_to,
    opening_of,
    reach_of,
    rect_of,
    stroke_of,
    text_of,
)

_RADIUS = 14.0  # of the lanes' corners
_BAR = 5.0
_GLYPH = 13
_DOT = 4
_PILL_POINTS = 3

_Known = dict[int, str]
"""What is written of things that come again and again, by their identity: the layout keeps them as one object."""


def draw_lanes(layout: LaneLayout, words: Words) -> bytes:
    """The lanes with their steps as an `svg` element."""
    graph, routes = layout.lane_graph.graph, layout.routes
    said = said_of(graph, routes, words)
    nodes = said.nodes
    parts = [
        opening_of(layout.width, layout.height, "dia dia-lanes", words.lanes_name, graph.title, said.steps, words),
        f'<g role="list" aria-label="{escape(words.actors)}">',
        *[_lane(lane) for lane in layout.lanes],
        "</g>",
        *[_band(band) for band in layout.bands],
        *listed(graph, _steps(layout, said, _pills(layout, said)), said, words),
        '<g class="edges" aria-hidden="true">',
        *[
            _edge(route, css, nodes[source].id, nodes[target].id)
            for route, css, (source, target) in zip(routes, said.classes, said.ends, strict=True)
        ],
        *[_label(label, back=routes[label.edge].back) for label in layout.labels],
        f"</g>{here_of(layout.tag, words.here) if layout.steps else ''}</svg>",
    ]
    return encoded(parts)


def draw_lane_heads(layout: LaneLayout) -> bytes:
    """The names of the lanes as an `svg` element as wide as that of the lanes, to stand right above it."""
    wide, high = N(layout.width), N(layout.head_height)
    size = f'viewBox="0 0 {wide} {high}" width="{wide}" height="{high}"'
    heads = [_head(lane, layout.head_height) for lane in layout.lanes]
    return encoded([f'<svg class="dia dia-heads" aria-hidden="true" {size}>', *heads, "</svg>"])


# ---------------------------------------------------------------- lanes and bands


def _head(placed: PlacedLane, high: float) -> str:
    lane, (x, _, wide, _), name = placed
    return f"{_lane_of(lane)}>{_head_face(x, wide, high)}{centred_of(name, 'lh', name.x, name.y)}</g>"


@lru_cache(maxsize=1024)
def _head_face(x: float, wide: float, high: float) -> str:
    """The ground of a head and the bar below it: they stand in few places."""
    left, down = N(x), N(high)
    return (
        f'<path class="ground" d="M{left} {down}V14a14 14 0 0 1 14 -14'
        f'H{N(x + wide - _RADIUS)}a14 14 0 0 1 14 14V{down}Z"/>'
        f'<rect class="bar" x="{left}" y="{N(high - _BAR)}" width="{N(wide)}" height="{N(_BAR)}"/>'
    )


@lru_cache(maxsize=1024)
def _lane_of(lane: Lane) -> str:
    """The begin of a lane's group, with class and actor; those who never lead have no colour of their own."""
    actor, _, colour = lane
    return f'<g class="lane l{colour_of(colour) if colour >= 0 else 0}" data-actor="{escape(actor)}"'


def _lane(placed: PlacedLane) -> str:
    lane, (x, _, wide, high), _ = placed
    return (
        f'{_lane_of(lane)} role="listitem" aria-label="{escape(lane.name)}"><path class="ground" '
        f'd="M{N(x)} 0V{N(high - _RADIUS)}a14 14 0 0 0 14 14H{N(x + wide - _RADIUS)}a14 14 0 0 0 14 -14'
        f'H{N(x + wide)}V0Z"/></g>'
    )


def _band(band: Band) -> str:
    phase, frame, text = band
    if not text.lines:
        return ""
    number = f'<text class="bn" x="{N(text.x - 18.0)}" y="{N(text.y)}">{phase}</text>'
    strip = rect_of("ground", *frame, 0.0)
    return f'<g class="band" aria-hidden="true">{strip}{number}{text_of(text, "bt")}</g>'


# ---------------------------------------------------------------- steps


def _steps(layout: LaneLayout, said: Said, pills: dict[int, str]) -> list[tuple[int, Pieces]]:
    """All steps by their places, drawn; `pills` has those of a step."""
    given, slant, places, told_of = layout.lane_graph, layout.slant, said.places, said.nodes
    cells: _Known = {}
    steps: list[tuple[int, Pieces]] = []
    for box, own, beside in layout.steps:
        node, (x, y, _, _), card, tag = box
        place = places[node.id]
        told = told_of[place]
        step = f' data-step="{told.id}"'
        name = told.named(_who_does_what(given, place))
        moved = f'<g transform="translate({W(x)} {W(y)})">'
        face, title, marks = _card(card, slant)
        drawn = (
            f'<g role="listitem">{told.link}{step} data-tag="{W(tag)} {W(y - TAG)}" aria-label="{name}">',
            f'<g aria-hidden="true">{moved}{face}',
            title,
            f" </g>{_cells(step, own, x, y, cells)}",
            f"{moved}{marks}</g></g></a>" if marks else "</g></a>",
            f"{_cells(step, beside, 0.0, 0.0, cells)}{pills.get(place, '')}</g>",
        )
        steps.append((place, drawn))
    return steps


def _card(card: Card, slant: float) -> tuple[str, str, str]:
    """A step's card around its corner: its face, its title, and the words that mark it."""
    node, wide, high, badge, title, _, chips = card
    face = face_of(node.kind, wide, high, slant) + badge_of(badge, node.number)
    return face, text_of(title, "t"), chips_of(chips) if chips else ""


def _cells(step: str, cells: Sequence[Cell], x: float, y: float, known: _Known) -> str:
    """The parts of actors in one step, around x and y; their words are in the name of the step's link."""
    drawn = ""
    for actor, text, (right, down) in cells:
        words = known.get(id(text))
        if words is None:
            words = known[id(text)] = _cell_text(text)
        drawn += f'<g class="cell"{step}{_held(actor)} transform="translate({N(x + right)} {N(y + down)})">{words}</g>'
    return drawn


@lru_cache(maxsize=1024)
def _held(actor: str) -> str:
    """Whose cell it is; the same few have most of them."""
    return f' data-actor="{escape(actor)}" aria-hidden="true"'


@lru_cache(maxsize=1024)
def _cell_text(text: CellText) -> str:
    """What a cell says; few of them differ, so each is written once."""
    glyphs = [
        f'<use href="#g-{escape(glyph)}" x="{N(x)}" y="{N(y)}" width="{_GLYPH}" height="{_GLYPH}"/>'
        for glyph, (x, y) in text.glyphs
    ]
    return "".join(glyphs) + text_of(text.words, "pw")


# ---------------------------------------------------------------- names


def _who_does_what(given: LaneGraph, place: int) -> str:
    """The parts that are played in a step: first those in its own lane, in another sentence those of the others."""
    home = given.home[place]
    leading: list[str] = []
    others: list[str] = []
    for lane, _, name, parts in given.played[place]:
        (leading if lane == home else others).append(name + _doing(parts))
    first = ", ".join(leading) or given.graph.nodes[place].actor
    told = sentence(first) if first else ""
    return told + sentence(", ".join(others)) if others else told


@lru_cache(maxsize=1024)
def _doing(parts: tuple[Part, ...]) -> str:
    """What someone does, as in " vastaa, päättää"."""
    verbs = [part.word[:1].lower() + part.word[1:] for part in parts]
    return f" {', '.join(verbs)}".rstrip()


# ---------------------------------------------------------------- lines, labels, pills


def _edge(route: LaneRoute, css: str, source: str, target: str) -> str:
    """A line with its arrow; where several leave a trunk, a dot stands at the fork."""
    _, _, points, level, forks, end = route
    tick = dot = ""
    if end is not None:
        tick = f"M{N(points[0][0])} {N(level)}H{N(end)}"
    if forks and len(points) != _PILL_POINTS:  # before a pill its arrowhead marks the fork
        dot = f'<circle class="h" cx="{N(points[0][0])}" cy="{N(level)}" r="{_DOT}"/>'
    line = stroke_of(points, tick, forked=forks)
    return f'<g class="{css}" data-from="{source}" data-to="{target}">{line}{dot}</g>'


def _label(label: Label, *, back: bool) -> str:
    _, (x, y, wide, high), text = label
    css = "lab back" if back else "lab"
    ground = rect_of("frame", x, y, wide, high, min(13.0, high / 2))
    return f'<g class="{css}">{ground}{centred_of(text, "lt", text.x, text.y)}</g>'


def _pills(layout: LaneLayout, said: Said) -> dict[int, str]:
    """By the place of a step its transitions that are written out, as a list of links to their targets."""
    graph = layout.lane_graph.graph
    written: dict[int, str] = {}
    for pill in layout.pills:
        source, target = said.ends[pill.edge]
        drawn = _pill(pill, graph.nodes[target], back=layout.routes[pill.edge].back)
        written[source] = written.get(source, "") + drawn
    return {place: f'<g role="list">{items}</g>' for place, items in written.items()}


def _pill(pill: Pill, target: Node, *, back: bool) -> str:
    _, (x, y, wide, high), text = pill
    css = "pill exit" if target.number is None else ("pill back" if back else "pill")
    frame = rect_of("frame", x, y, wide, high, min(13.0, high / 2))
    return (
        f'<g role="listitem">{link_to(target, css, text)}{reach_of(x, y, wide, high)}{frame}'
        f"{centred_of(text, 'pt', text.x, text.y)}</g></a></g>"
    )
