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
    Edge,
    Label,
    LaneGraph,
    LaneLayout,
    LaneRoute,
    LaneStep,
    Node,
    Part,
    PlacedLane,
    Played,
    Point,
    Rect,
    Words,
)
from pathviz.svg_parts import (
    CORNER,
    N,
    arrow_of,
    badge_of,
    chip_of,
    escape,
    group_of,
    here_of,
    line_of,
    moved,
    opening_of,
    outline_of,
    rect_of,
    sentences,
    tag_of,
    text_of,
)

_COLOURS = 8
_RADIUS = 14.0
_BAR = 5.0
_RING = 5.0
_GLYPH = 13
_DOT = 4
_PILL_POINTS = 3
_TARGET = 44.0


def draw_lanes(layout: LaneLayout, words: Words) -> str:
    """The lanes with their steps as an `svg` element."""
    given, graph = layout.lane_graph, layout.lane_graph.graph
    ends = [f'data-from="{escape(edge.source)}" data-to="{escape(edge.target)}"' for edge in graph.edges]
    parts = [
        opening_of(layout.width, layout.height, "dia dia-lanes", words.lanes_name, graph, words),
        f'<g role="list" aria-label="{escape(words.actors)}">',
        *[_lane(lane) for lane in layout.lanes],
        "</g>",
        *[_band(band) for band in layout.bands],
        _listed(layout, _names(given, layout.routes, words), _pills(layout, ends), words),
        '<g class="edges" aria-hidden="true">',
        *[_edge(route, end) for route, end in zip(layout.routes, ends, strict=True)],
        *[_label(label, layout.routes[label.edge], ends[label.edge]) for label in layout.labels],
        f"</g>{here_of([step.box for step in layout.steps], words)}</svg>",
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
            f"{text_of(lane.lines, 'lh')}</g>"
        )
    return "".join([*parts, "</svg>"])


# ---------------------------------------------------------------- lanes and bands


def _lane_attributes(lane: PlacedLane) -> str:
    """Class and actor; those who never lead have no colour of their own."""
    colour = lane.lane.colour % _COLOURS + 1 if lane.lane.colour >= 0 else 0
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
    if not band.lines:
        return ""
    first = band.lines[0]
    number = f'<text class="bn" x="{N(first.x - 18.0)}" y="{N(first.y)}">{band.phase}</text>'
    strip = rect_of("ground", band.frame, 0.0, 0.0)
    return f'<g class="band" aria-hidden="true">{strip}{number}{text_of(band.lines, "bt")}</g>'


# ---------------------------------------------------------------- steps


def _listed(layout: LaneLayout, names: dict[str, str], pills: dict[str, str], words: Words) -> str:
    """All steps as a list of links; with phases, as a list of named lists."""
    graph = layout.lane_graph.graph
    parts = ['<g role="list">']
    before = ""
    for step in layout.steps:
        node = step.box.node
        if graph.phases and (title := group_of(node, before, graph, words)) != before:
            parts.append("</g></g>" if before else "")
            parts.append(f'<g role="listitem"><g role="list" aria-label="{escape(title)}">')
            before = title
        parts.append(_step(step, layout.slant, names[node.id], pills.get(node.id, "")))
    parts.append("</g></g></g>" if before else "</g>")
    return "".join(parts)


def _step(step: LaneStep, slant: float, name: str, pills: str) -> str:
    box, node = step.box, step.box.node
    own = "".join([_cell(cell, node) for cell in step.own])
    others = "".join([_cell(cell, node) for cell in step.cells])
    added = " is-added" if node.added else ""
    corner = box.frame.x, box.frame.y
    return (
        f'<g role="listitem"><a class="node n{node.colour % _COLOURS + 1} k-{escape(node.kind)}{added}" '
        f'href="{escape(node.href)}" data-step="{escape(node.id)}"{tag_of(box.here, CORNER)} '
        f'aria-label="{escape(name)}"><g aria-hidden="true">'
        f"<g{moved(corner)}>{_shape(box, slant)}{badge_of(box)} {text_of(box.title, 't', corner)} </g>{own}"
        f"{_chips(box, corner)}</g></a>{others}{pills}</g>"
    )


def _chips(box: Box, corner: Point) -> str:
    if not box.chips:
        return ""
    return f"<g{moved(corner)}>{''.join([chip_of(chip, corner) for chip in box.chips])}</g>"


def _shape(box: Box, slant: float) -> str:
    """A card's outline; decisions have points that leave more room for words than in the flow."""
    if box.node.kind != "decision":
        return outline_of(box)
    frame = Rect(0.0, 0.0, box.frame.width, box.frame.height)
    ring, body = _hexagon(frame, slant, _RING), _hexagon(frame, slant, 0.0)
    return f'<path class="ring" d="{ring}"/><path class="body" d="{body}"/>'


def _hexagon(frame: Rect, slant: float, out: float) -> str:
    x, y, wide, high = frame
    left, right, point = x - out, x + wide + out, slant + out * 0.2
    middle, top, bottom = N(y + high / 2), N(y - out), N(y + high + out)
    return (
        f"M{N(left + point)} {top}H{N(right - point)}L{N(right)} {middle}"
        f"L{N(right - point)} {bottom}H{N(left + point)}L{N(left)} {middle}Z"
    )


def _cell(cell: Cell, node: Node) -> str:
    """The parts of one actor in one step; their words are in the name of the step's link."""
    x, y = cell.at
    return (
        f'<g class="cell" data-step="{escape(node.id)}" data-actor="{escape(cell.actor)}" aria-hidden="true" '
        f'transform="translate({N(x)} {N(y)})">{_cell_text(cell.text)}</g>'
    )


@lru_cache(maxsize=1024)
def _cell_text(text: CellText) -> str:
    """What a cell says; few of them differ, so each is written once."""
    glyphs = [
        f'<use href="#g-{escape(glyph)}" x="{N(x)}" y="{N(y)}" width="{_GLYPH}" height="{_GLYPH}"/>'
        for glyph, (x, y) in text.glyphs
    ]
    return "".join(glyphs) + text_of(text.lines, "pw")


# ---------------------------------------------------------------- names


def _names(given: LaneGraph, routes: Sequence[LaneRoute], words: Words) -> dict[str, str]:
    """The accessible name of every step: what it is, who does what, its chips, what comes before and after."""
    graph = given.graph
    called = {node.id: node.title if node.number is None else str(node.number) for node in graph.nodes}
    before: dict[str, list[str]] = {node.id: [] for node in graph.nodes}
    after: dict[str, list[str]] = {node.id: [] for node in graph.nodes}
    for edge, route in zip(graph.edges, routes, strict=True):
        note = _note(edge, graph.optional_word, words, back=route.back)
        after[edge.source].append(f"{called[edge.target]} ({note})" if note else called[edge.target])
        if called[edge.source] not in before[edge.target]:
            before[edge.target].append(called[edge.source])
    names = {}
    for node, home, played in zip(graph.nodes, given.home, given.played, strict=True):
        kind = words.exit if node.number is None else words.step.format(n=node.number)
        leading = ", ".join([_said(one) for one in played if one.lane == home])
        told = [f"{kind}: {node.title}", leading or node.actor]
        told.append(", ".join([_said(one) for one in played if one.lane != home]))
        told += [chip.text for chip in node.chips]
        if before[node.id]:
            told.append(f"{words.previous}: {', '.join(before[node.id])}")
        if after[node.id]:
            told.append(f"{words.next}: {', '.join(after[node.id])}")
        names[node.id] = node.name or sentences(told).replace("\u00ad", "")
    return names


def _note(edge: Edge, optional: str, words: Words, *, back: bool) -> str:
    label = edge.label.strip()
    notes = [words.condition.format(condition=label)] if label else []
    if edge.optional and optional.casefold() not in label.casefold():
        notes.append(optional)
    return ", ".join([*notes, words.back] if back else notes)


def _said(played: Played) -> str:
    """Who does what, as in "Sosiaaliohjaaja vastaa, päättää"."""
    return f"{played.name} {_verbs(played.parts)}".rstrip()


@lru_cache(maxsize=1024)
def _verbs(parts: tuple[Part, ...]) -> str:
    return ", ".join([part.word[:1].lower() + part.word[1:] for part in parts])


# ---------------------------------------------------------------- lines, labels, pills


def _edge(route: LaneRoute, ends: str) -> str:
    """A line with its arrow; where several leave a trunk, a dot stands at the fork."""
    css = "edge back" if route.back else "edge"
    if route.edge.optional:
        css += " optional"
    points = route.points
    trunk = points[0][0]
    level = route.level
    tick = dot = ""
    if route.tick is not None:
        tick = f"M{N(trunk)} {N(level)}H{N(route.tick)}"
    if route.forks and len(points) != _PILL_POINTS:  # before a pill its arrowhead marks the fork
        dot = f'<circle class="h" cx="{N(trunk)}" cy="{N(level)}" r="{_DOT}"/>'
    return (
        f'<g class="{css}" {ends}><path class="l" d="{line_of(points, forked=route.forks)}{tick}"/>'
        f'<path class="h" d="{arrow_of(points[-2], points[-1])}"/>{dot}</g>'
    )


def _label(label: Label, route: LaneRoute, ends: str) -> str:
    css = "lab back" if route.back else "lab"
    radius = min(13.0, label.frame.height / 2)
    words = text_of(label.lines, "lt")
    return f'<g class="{css}" {ends}>{rect_of("frame", label.frame, 0.0, radius)}{words}</g>'


def _pills(layout: LaneLayout, ends: Sequence[str]) -> dict[str, str]:
    """By step the transitions that are written out, as a list of links to their targets."""
    graph = layout.lane_graph.graph
    nodes = {node.id: node for node in graph.nodes}
    written: dict[str, list[str]] = {}
    for pill in layout.pills:
        edge, route = graph.edges[pill.edge], layout.routes[pill.edge]
        target = nodes[edge.target]
        said = "".join([line.text for line in pill.lines])
        name = said if target.title in said else f"{said} {target.title}"
        x, y, wide, high = pill.frame
        reach = max(_TARGET, high)
        hit = rect_of("hit", Rect(x, y + high / 2 - reach / 2, max(_TARGET, wide), reach), 0.0, 0.0)
        css = "pill exit" if target.number is None else ("pill back" if route.back else "pill")
        words = text_of(pill.lines, "pt")
        written.setdefault(edge.source, []).append(
            f'<g role="listitem"><a class="{css}" href="{escape(target.href)}" {ends[pill.edge]} '
            f'aria-label="{escape(name)}"><g aria-hidden="true">{hit}'
            f"{rect_of('frame', pill.frame, 0.0, min(13.0, high / 2))}{words}</g></a></g>"
        )
    return {step: f'<g role="list">{"".join(items)}</g>' for step, items in written.items()}
