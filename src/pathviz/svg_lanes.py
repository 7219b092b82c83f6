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
    Box,
    Cell,
    CellText,
    Label,
    LaneGraph,
    LaneLayout,
    LaneRoute,
    Node,
    Pill,
    PlacedLane,
    Played,
    Point,
    Words,
)
from pathviz.svg_names import Said, listed, named, said_of, sentences
from pathviz.svg_parts import (
    CORNER,
    TAG,
    N,
    W,
    arrow_of,
    badge_of,
    centred_of,
    chips_of,
    colour_of,
    escape,
    face_of,
    here_of,
    line_of,
    opening_of,
    reach_of,
    rect_of,
    text_of,
)

_RADIUS = 14.0
_BAR = 5.0
_RING = 5.0
_GLYPH = 13
_DOT = 4
_PILL_POINTS = 3


def draw_lanes(layout: LaneLayout, words: Words) -> str:
    """The lanes with their steps as an `svg` element."""
    graph, routes = layout.lane_graph.graph, layout.routes
    said = said_of(graph, routes, words)
    names = {node.id: name for node, name in zip(graph.nodes, said.ids, strict=True)}
    ends = [f'data-from="{names[edge.source]}" data-to="{names[edge.target]}"' for edge in graph.edges]
    parts = [
        opening_of(layout.width, layout.height, "dia dia-lanes", words.lanes_name, graph, words),
        f'<g role="list" aria-label="{escape(words.actors)}">',
        *[_lane(lane) for lane in layout.lanes],
        "</g>",
        *[_band(band) for band in layout.bands],
        listed(graph, _steps(layout, said, _pills(layout, said, ends)), said, words),
        '<g class="edges" aria-hidden="true">',
        *[_edge(route, end) for route, end in zip(routes, ends, strict=True)],
        *[_label(label, routes[label.edge], ends[label.edge]) for label in layout.labels],
        f"</g>{here_of(layout.tag, words) if layout.steps else ''}</svg>",
    ]
    return "".join(parts)


def draw_lane_heads(layout: LaneLayout) -> str:
    """The names of the lanes as an `svg` element as wide as that of the lanes, to stand right above it."""
    wide, high = N(layout.width), N(layout.head_height)
    parts = [
        f'<svg class="dia dia-heads" aria-hidden="true" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}">'
    ]
    for lane in layout.lanes:
        x, width = lane.frame.x, lane.frame.width
        parts.append(
            f"<g{_lane_attributes(lane)}>"
            f'<path class="ground" d="M{N(x)} {high}V{N(_RADIUS)}a{N(_RADIUS)} {N(_RADIUS)} 0 0 1 '
            f"{N(_RADIUS)} {N(-_RADIUS)}H{N(x + width - _RADIUS)}a{N(_RADIUS)} {N(_RADIUS)} 0 0 1 "
            f'{N(_RADIUS)} {N(_RADIUS)}V{high}Z"/>'
            f'<rect class="bar" x="{N(x)}" y="{N(layout.head_height - _BAR)}" width="{N(width)}" height="{N(_BAR)}"/>'
            f"{centred_of(lane.name, 'lh', lane.name.x, lane.name.y)}</g>"
        )
    return "".join([*parts, "</svg>"])


# ---------------------------------------------------------------- lanes and bands


def _lane_attributes(lane: PlacedLane) -> str:
    """Class and actor; those who never lead have no colour of their own."""
    colour = colour_of(lane.lane.colour) if lane.lane.colour >= 0 else 0
    return f' class="lane l{colour}" data-actor="{escape(lane.lane.actor)}"'


def _lane(lane: PlacedLane) -> str:
    x, _, wide, high = lane.frame
    radius, right = N(_RADIUS), N(x + wide)
    level = N(high - _RADIUS)
    return (
        f'<g{_lane_attributes(lane)} role="listitem" aria-label="{escape(lane.lane.name)}"><path class="ground" '
        f'd="M{N(x)} 0V{level}a{radius} {radius} 0 0 0 {radius} {radius}H{N(x + wide - _RADIUS)}'
        f'a{radius} {radius} 0 0 0 {radius} {N(-_RADIUS)}H{right}V0Z"/></g>'
    )


def _band(band: Band) -> str:
    _, frame, text = band
    if not text.lines:
        return ""
    number = f'<text class="bn" x="{N(text.x - 18.0)}" y="{N(text.y)}">{band.phase}</text>'
    strip = rect_of("ground", frame, 0.0, 0.0)
    return f'<g class="band" aria-hidden="true">{strip}{number}{text_of(text, "bt")}</g>'


# ---------------------------------------------------------------- steps


def _steps(layout: LaneLayout, said: Said, pills: dict[int, str]) -> list[tuple[Node, str]]:
    """All steps, drawn; `pills` has those of a step by its place."""
    given = layout.lane_graph
    words: dict[int, str] = {}  # of cells: equal ones are one object, which the layout keeps
    steps = []
    for box, own, beside in layout.steps:
        node, frame, _, _ = box
        place = said.places[node.id]
        name = named(node, said.heads[place], _who_does_what(given, place), said.tails[place])
        step = f' data-step="{said.ids[place]}"'
        within = "".join([_cell(step, cell, words, (frame.x, frame.y)) for cell in own])
        after = "".join([_cell(step, cell, words, CORNER) for cell in beside]) + pills.get(place, "")
        steps.append((node, _step(box, layout.slant, f"{said.links[place]}{step}", name, within, after)))
    return steps


def _step(box: Box, slant: float, opening: str, name: str, within: str, after: str) -> str:
    node, (x, y, wide, high), card, tag = box
    moved = f'<g transform="translate({W[x]} {W[y]})">'
    if node.kind == "decision":
        face = _decision(wide, high, slant) + badge_of(card.badge, node.number)
    else:
        face = face_of(card)
    chips = f"{moved}{chips_of(card.chips)}</g>" if card.chips else ""
    return (
        f'<g role="listitem">{opening} data-tag="{W[tag]} {W[y - TAG]}" aria-label="{name}"><g aria-hidden="true">'
        f"{moved}{face} {text_of(card.title, 't')} </g>{within}{chips}</g></a>{after}</g>"
    )


@lru_cache(maxsize=1024)
def _decision(wide: float, high: float, slant: float) -> str:
    """A decision's outline and its ring; its points leave more room for words than in the flow."""
    ring, body = [
        f"M{N(left + point)} {top}H{N(right - point)}L{N(right)} {middle}"
        f"L{N(right - point)} {bottom}H{N(left + point)}L{N(left)} {middle}Z"
        for left, right, point, middle, top, bottom in [
            (-out, wide + out, slant + out * 0.2, N(high / 2), N(-out), N(high + out)) for out in (_RING, 0.0)
        ]
    ]
    return f'<path class="ring" d="{ring}"/><path class="body" d="{body}"/>'


def _cell(step: str, cell: Cell, written: dict[int, str], corner: Point) -> str:
    """The parts of one actor in one step; their words are in the name of the step's link."""
    actor, text, (x, y) = cell
    words = written.get(id(text))
    if words is None:
        words = written[id(text)] = _cell_text(text)
    return (
        f'<g class="cell"{step} data-actor="{escape(actor)}" aria-hidden="true" '
        f'transform="translate({N(corner[0] + x)} {N(corner[1] + y)})">{words}</g>'
    )


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
    for one in given.played[place]:
        (leading if one.lane == home else others).append(_told(one))
    return sentences([", ".join(leading) or given.graph.nodes[place].actor, ", ".join(others)])


@lru_cache(maxsize=1024)
def _told(played: Played) -> str:
    """Who does what, as in "Sosiaaliohjaaja vastaa, päättää"."""
    verbs = ", ".join([part.word[:1].lower() + part.word[1:] for part in played.parts])
    return f"{played.name} {verbs}".rstrip()


# ---------------------------------------------------------------- lines, labels, pills


def _edge(route: LaneRoute, ends: str) -> str:
    """A line with its arrow; where several leave a trunk, a dot stands at the fork."""
    edge, back, points, level, forks, end = route
    css = "edge back" if back else "edge"
    if edge.optional:
        css += " optional"
    tick = dot = ""
    if end is not None:
        tick = f"M{N(points[0][0])} {N(level)}H{N(end)}"
    if forks and len(points) != _PILL_POINTS:  # before a pill its arrowhead marks the fork
        dot = f'<circle class="h" cx="{N(points[0][0])}" cy="{N(level)}" r="{_DOT}"/>'
    return (
        f'<g class="{css}" {ends}><path class="l" d="{line_of(points, forked=forks)}{tick}"/>'
        f'<path class="h" d="{arrow_of(points[-2], points[-1])}"/>{dot}</g>'
    )


def _label(label: Label, route: LaneRoute, ends: str) -> str:
    css = "lab back" if route.back else "lab"
    frame = rect_of("frame", label.frame, 0.0, min(13.0, label.frame.height / 2))
    return f'<g class="{css}" {ends}>{frame}{centred_of(label.text, "lt", label.text.x, label.text.y)}</g>'


def _pills(layout: LaneLayout, said: Said, ends: Sequence[str]) -> dict[int, str]:
    """By the place of a step its transitions that are written out, as a list of links to their targets."""
    graph = layout.lane_graph.graph
    written: dict[int, list[str]] = {}
    for pill in layout.pills:
        edge = graph.edges[pill.edge]
        target = graph.nodes[said.places[edge.target]]
        drawn = _pill(pill, target, ends[pill.edge], back=layout.routes[pill.edge].back)
        written.setdefault(said.places[edge.source], []).append(drawn)
    return {place: f'<g role="list">{"".join(items)}</g>' for place, items in written.items()}


def _pill(pill: Pill, target: Node, ends: str, *, back: bool) -> str:
    seen = "".join([line.text for line in pill.text.lines])
    name = seen if target.title in seen else f"{seen} {target.title}"
    hit, high = reach_of(pill.frame), pill.frame.height
    css = "pill exit" if target.number is None else ("pill back" if back else "pill")
    words = centred_of(pill.text, "pt", pill.text.x, pill.text.y)
    return (
        f'<g role="listitem"><a class="{css}" href="{escape(target.href)}" {ends} '
        f'aria-label="{escape(name)}"><g aria-hidden="true">{hit}'
        f"{rect_of('frame', pill.frame, 0.0, min(13.0, high / 2))}{words}</g></a></g>"
    )
