"""Drawings as text: geometry becomes accessible, inline SVG.

The drawing carries no colours and no `style` attributes: classes only, coloured by `diagram.css`, so
that one drawing serves light, dark, print and forced colours under a strict Content-Security-Policy.

What belongs to a step is drawn around the step's own corner, and lines by how far they go on: the same
words then come again and again, which packs well, and a page is mostly drawings.

For a screen reader it is a named document with a list of links, or a list of phases with lists of
links; lines, labels and glyphs are hidden, as the links' names say what leads where.  A link's name
holds the words seen in it, in their order: number, title, actor, chips.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import floor
from typing import NamedTuple

from pathviz.layout.geometry import (
    Band,
    Box,
    FlowLayout,
    Label,
    Node,
    PathGraph,
    Pill,
    PlacedChip,
    Point,
    RailLayout,
    Rect,
    Route,
    TextLine,
    Words,
)

_COLOURS = 8
_RING = 5.0
_RADIUS = {"start": 28.0, "end": 28.0}
_KNOWN_NUMBERS = 65_536
_CARD_RADIUS = 12.0
_HEXAGON = 16.0
_BEND = 10
_HEAD, _HALF_HEAD = 10, 5
_HYPHEN = 4.5
_GLYPHS = {
    # drawn around the middle of the glyph's place
    "gap": "M{x} {y}m0-5.5l6 11h-12z",
    "wait": "M{x} {y}m-4.5-5.5h9l-9 11h9z",
    "exit": "M{x} {y}m-5.5 0h10m-4-4l4 4l-4 4",
}


def draw_flow(layout: FlowLayout, words: Words) -> str:
    """The flow view as an `svg` element."""
    said = _said(layout.graph, words)
    ends = said.ends
    parts = [
        _opening(layout.width, layout.height, "dia dia-flow", words.flow_name, layout.graph, words),
        *[_band(band) for band in layout.bands],
        _listed(layout.boxes, said, [f' aria-label="{escape(name)}"><g aria-hidden="true"' for name in said.names], {}),
        '<g class="edges" aria-hidden="true">',
        *[_edge(route, end) for route, end in zip(layout.routes, ends, strict=True)],
        *[_label(label, ends[label.edge], back=layout.routes[label.edge].back) for label in layout.labels],
        f"</g>{_here(layout.boxes, words)}</svg>",
    ]
    return "".join(parts)


def draw_rail(layout: RailLayout, words: Words) -> str:
    """The rail view as an `svg` element."""
    graph = layout.graph
    said = _said(graph, words)
    pills: dict[str, list[Pill]] = {}
    for pill in layout.pills:
        pills.setdefault(graph.edges[pill.edge].source, []).append(pill)
    written = {pill.edge: pill for pill in layout.pills}
    corners = {box.node.id: (box.frame.x, box.frame.y) for box in layout.boxes}
    parts = [
        _opening(layout.width, layout.height, "dia dia-rail", words.rail_name, graph, words),
        *[_heading(band) for band in layout.bands],
        _listed(
            layout.boxes,
            said,
            # The names are those of the flow, which a script copies; until then a link says what is seen in it.
            ["><g"] * len(layout.boxes),
            {node: _pill_list(graph, some, said, corners[node]) for node, some in pills.items()},
        ),
        '<g class="edges" aria-hidden="true">',
        *[_edge(route, said.ends[i], written.get(i)) for i, route in enumerate(layout.routes)],
        f"</g>{_here(layout.boxes, words)}</svg>",
    ]
    return "".join(parts)


# ---------------------------------------------------------------- small pieces of text


def escape(text: str) -> str:
    """Text for an element or a quoted attribute.

    >>> escape('Äiti & "isä"')
    'Äiti &amp; &quot;isä&quot;'
    """
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;") if '"' in text else text


class _Numbers(dict[float, str]):
    """Coordinates as text, to a tenth of a px, without idle zeros; the same ones come again and again.

    >>> _Numbers()[12.04]
    '12'
    """

    def __missing__(self, value: float) -> str:
        if len(self) > _KNOWN_NUMBERS:
            self.clear()
        text = self[value] = f"{value:.1f}".removesuffix(".0")
        return text


# Asked as a function: the brackets of a kind of dictionary of one's own take twice as long.
_N = _Numbers().__getitem__


class _WholeNumbers(dict[float, str]):
    """Coordinates of what is drawn as a whole, to a px.

    >>> _WholeNumbers()[-0.2], _WholeNumbers()[11.6]
    ('0', '12')
    """

    def __missing__(self, value: float) -> str:
        if len(self) > _KNOWN_NUMBERS:
            self.clear()
        text = self[value] = str(floor(value + 0.5))
        return text


_W = _WholeNumbers()
_CORNER: Point = 0.0, 0.0


def _moved(at: Point) -> str:
    """The attribute that puts the corner of a drawing at a point.

    >>> _moved((12.4, 7.0))
    ' transform="translate(12 7)"'
    """
    return f' transform="translate({_W[at[0]]} {_W[at[1]]})"'


def _sentences(parts: Iterable[str]) -> str:
    """Parts as sentences; a question keeps its mark."""
    return " ".join([part if part[-1:] in ".?!" else f"{part}." for part in parts if part])


def _text(lines: Sequence[TextLine], css: str, corner: Point = _CORNER) -> str:
    """Lines as one text, so that their words stay together, around a corner; hyphens are drawn."""
    left, top = corner
    if len(lines) == 1:
        words, x, y, _ = lines[0]
        return f'<text class="{css}" x="{_N(x - left)}" y="{_N(y - top)}">{escape(words)}</text>'
    if not lines:
        return ""
    spans = strokes = ""
    for words, x, y, hyphen in lines:
        spans += f'<tspan x="{_N(x - left)}" y="{_N(y - top)}">{escape(words)}</tspan>'
        if hyphen is not None:
            strokes += f"M{_N(hyphen - left)} {_N(y - top - 4.5)}h{_HYPHEN}"
    hyphens = f'<path class="hy" d="{strokes}"/>' if strokes else ""
    return f'<text class="{css}">{spans}</text>{hyphens}'


def _opening(wide: float, high: float, css: str, name: str, graph: PathGraph, words: Words) -> str:
    count = sum(node.number is not None for node in graph.nodes)
    label = escape(name.format(title=graph.title, count=count))
    return (
        f'<svg class="{css}" role="graphics-document" aria-roledescription="'
        f'{escape(words.description)}" aria-label="{label}" viewBox="0 0 {_N(wide)} {_N(high)}" '
        f'width="{_N(wide)}" height="{_N(high)}">'
    )


# ---------------------------------------------------------------- names


class _Said(NamedTuple):
    """What the two drawings of a path have in common.

    `openings` has for every node the begin of its link, `names` what it is called.  `groups` are the lists
    that the nodes belong to, as pairs of a title and the number of nodes; there are none in a path without
    phases.  `ends` has for every edge which nodes, counted from 0, it joins.  `nodes` are the nodes by
    their ids.
    """

    openings: list[str]
    names: list[str]
    groups: list[tuple[str, int]]
    ends: list[str]
    nodes: dict[str, Node]


# The flow and the rail of a path are drawn one after the other: what was said last is kept for that.
_last: tuple[PathGraph, Words, _Said] | None = None


def _said(graph: PathGraph, words: Words) -> _Said:
    global _last  # noqa: PLW0603  (see above)
    if _last is not None and _last[0] is graph and _last[1] == words:
        return _last[2]
    places = {node.id: place for place, node in enumerate(graph.nodes)}
    said = _Said(
        [_link(node) for node in graph.nodes],
        _names(graph, words),
        _groups(graph, words) if graph.phases else [],
        [f'data-way="{places[edge.source]} {places[edge.target]}"' for edge in graph.edges],
        {node.id: node for node in graph.nodes},
    )
    _last = graph, words, said
    return said


def _link(node: Node) -> str:
    """The begin of a node's link; what leads to a step of the page's list names it in its address alone."""
    added = " is-added" if node.added else ""
    step = "" if node.href == f"#vaihe-{node.id}" else f' data-step="{escape(node.id)}"'
    return (
        f'<a class="node n{node.colour % _COLOURS + 1} k-{escape(node.kind)}{added}" href="{escape(node.href)}"{step}'
    )


def _groups(graph: PathGraph, words: Words) -> list[tuple[str, int]]:
    groups: list[tuple[str, int]] = []
    for node in graph.nodes:
        before, count = groups[-1] if groups else ("", 0)
        title = _group(node, before, graph, words)
        if groups and title == before:
            groups[-1] = title, count + 1
        else:
            groups.append((title, 1))
    return groups


def _called(node: Node) -> str:
    """How another step's name refers to this one: by number, or by title where it has none."""
    return node.title if node.number is None else str(node.number)


def _names(graph: PathGraph, words: Words) -> list[str]:
    """The accessible name of every node's link."""
    called = {node.id: _called(node) for node in graph.nodes}
    before: dict[str, list[str]] = {node.id: [] for node in graph.nodes}
    after: dict[str, list[str]] = {node.id: [] for node in graph.nodes}
    optional = graph.optional_word.casefold()
    for edge in graph.edges:
        note = edge.label.strip()
        if edge.optional and optional not in note.casefold():
            note += f", {graph.optional_word}" if note else graph.optional_word
        if edge.back:
            note += f", {words.back}" if note else words.back
        target, source = called[edge.target], called[edge.source]
        after[edge.source].append(f"{target} ({note})" if note else target)
        if source not in before[edge.target]:
            before[edge.target].append(source)
    return [node.name or _name(node, before[node.id], after[node.id], words) for node in graph.nodes]


def _name(node: Node, before: list[str], after: list[str], words: Words) -> str:
    kind = words.exit if node.number is None else words.step.format(n=node.number)
    parts = [f"{kind}: {node.title}", node.actor, *[chip.text for chip in node.chips]]
    if before:
        parts.append(f"{words.previous}: {', '.join(before)}")
    if after:
        parts.append(f"{words.next}: {', '.join(after)}")
    return _sentences(parts).replace("\u00ad", "")


# ---------------------------------------------------------------- nodes


def _listed(boxes: Sequence[Box], said: _Said, names: list[str], pills: dict[str, str]) -> str:
    """All nodes as a list of links; with phases, as a list of named lists."""
    items = [
        _item(box, opening, name, pills.get(box.node.id, ""))
        for box, opening, name in zip(boxes, said.openings, names, strict=True)
    ]
    if not said.groups:
        return f'<g role="list">{"".join(items)}</g>'
    parts = ['<g role="list">']
    begin = 0
    for title, count in said.groups:
        parts.append(f'<g role="listitem"><g role="list" aria-label="{escape(title)}">')
        parts += items[begin : begin + count]
        parts.append("</g></g>")
        begin += count
    parts.append("</g>")
    return "".join(parts)


def _group(node: Node, before: str, graph: PathGraph, words: Words) -> str:
    """The name of the list that a node belongs to: its phase; exits at the end have their own."""
    if node.phase is None:
        return before or graph.title
    title = words.phase.format(n=node.phase + 1, title=graph.phases[node.phase])
    return words.exit if node.number is None and before not in {"", title} else title


def _item(box: Box, opening: str, name: str, after: str) -> str:
    corner = box.frame.x, box.frame.y
    return (
        f'<g role="listitem"{_moved(corner)}>{opening}{_tag(box.here, corner)}{name}>{_outline(box)}{_badge(box)}'
        f" {_text(box.title, 't', corner)} {_text(box.who, 'who', corner)}"
        f"{''.join([_chip(chip, corner) for chip in box.chips])}</g></a>{after}</g>"
    )


def _tag(tag: Rect, corner: Point) -> str:
    """The attribute with the place of the tag "Olet tässä" for a node, around a corner.

    >>> _tag(Rect(100, 11, 86, 26), (10, 20))
    ' data-tag="90 -9"'
    """
    return f' data-tag="{_W[tag.x - corner[0]]} {_W[tag.y - corner[1]]}"'


def _here(boxes: Sequence[Box], words: Words) -> str:
    """The tag "Olet tässä", which a script puts beside the step that is chosen."""
    if not boxes:
        return ""
    wide = boxes[0].here.width
    return (
        f'<g class="here" aria-hidden="true"><rect width="{_N(wide)}" height="26" rx="13"/>'
        f'<text x="{_N(wide / 2)}" y="17.6">{escape(words.here)}</text></g>'
    )


def _outline(box: Box) -> str:
    return _shape(box.node.kind, box.frame.width, box.frame.height)


@lru_cache(maxsize=1024)
def _shape(kind: str, wide: float, high: float) -> str:
    """A card and its ring; few of them differ."""
    frame = Rect(0.0, 0.0, wide, high)
    if kind == "decision":
        return f'<path class="ring" d="{_hexagon(frame, _RING)}"/><path class="body" d="{_hexagon(frame, 0.0)}"/>'
    radius = min(_RADIUS.get(kind, _CARD_RADIUS), high / 2)
    drawn = _rect("ring", frame, _RING, radius + _RING) + _rect("body", frame, 0.0, radius)
    if kind == "wait":
        drawn += _rect("inner", frame, -4.0, radius - 4.0)
    return drawn


def _rect(css: str, frame: Rect, out: float, radius: float) -> str:
    """A rectangle with round corners, grown by `out`; what is nought need not be said."""
    x, y, wide, high = frame
    place = f' x="{_N(x - out)}"' if x != out else ""
    if y != out:
        place += f' y="{_N(y - out)}"'
    rounded = f' rx="{_N(radius)}"' if radius else ""
    return f'<rect class="{css}"{place} width="{_N(wide + 2 * out)}" height="{_N(high + 2 * out)}"{rounded}/>'


def _hexagon(frame: Rect, out: float) -> str:
    """A lying hexagon; its slant stays the same when it grows by `out`."""
    x, y, wide, high = frame
    left, right = x - out, x + wide + out
    point = _HEXAGON + out * 0.2
    middle, top, bottom = _N(y + high / 2), _N(y - out), _N(y + high + out)
    return (
        f"M{_N(left + point)} {top}H{_N(right - point)}L{_N(right)} {middle}"
        f"L{_N(right - point)} {bottom}H{_N(left + point)}L{_N(left)} {middle}Z"
    )


def _badge(box: Box) -> str:
    x, y = box.badge[0] - box.frame.x, box.badge[1] - box.frame.y
    circle = f'<circle class="num-bg" cx="{_N(x)}" cy="{_N(y)}" r="12"/>'
    if box.node.number is None:
        return f'{circle}<path class="num-go" d="M{_N(x - 5)} {_N(y)}h9m-4-4l4 4l-4 4"/>'
    return f'{circle}<text class="num" x="{_N(x)}" y="{_N(y + 4.6)}">{box.node.number}</text>'


def _chip(chip: PlacedChip, corner: Point) -> str:
    kind, (x, y, wide, high), lines = chip
    frame = Rect(x - corner[0], y - corner[1], wide, high)
    glyph = _GLYPHS.get(kind, "")
    if glyph:
        path = glyph.format(x=_N(frame.x + 15.0), y=_N(frame.y + 11.0))
        glyph = f'<path class="g-{kind}" d="{path}"/>'
    return f' <g class="chip c-{escape(kind)}">{_rect("frame", frame, 0.0, 6.0)}{glyph}{_text(lines, "ct", corner)}</g>'


# ---------------------------------------------------------------- bands, edges, labels, pills


def _band_text(band: Band) -> str:
    if not band.lines:
        return ""
    first = band.lines[0]
    return f'<text class="bn" x="{_N(first.x - 18.0)}" y="{_N(first.y)}">{band.phase}</text>{_text(band.lines, "bt")}'


def _band(band: Band) -> str:
    return f'<g class="band" aria-hidden="true">{_rect("ground", band.frame, 0.0, 18.0)}{_band_text(band)}</g>'


def _heading(band: Band) -> str:
    return f'<g class="band" aria-hidden="true">{_band_text(band)}</g>'


def _edge(route: Route, ends: str, pill: Pill | None = None) -> str:
    """A line with its arrow; in the rail a short stroke joins it to its pill."""
    css = "edge back" if route.back else "edge"
    if route.edge.optional:
        css += " optional"
    points = route.points
    tick = fork = ""
    if pill is not None:
        level = _W[pill.frame.y + pill.frame.height / 2]
        trunk = _W[points[0][0]]
        tick = f"M{trunk} {level}H{_W[pill.frame.x]}"
        fork = f'<circle class="h" cx="{trunk}" cy="{level}" r="4"/>'
    return (
        f'<g class="{css}" {ends}><path class="l" d="{_line(points, forked=pill is not None)}{tick}"/>'
        f'<path class="h" d="{_arrow(points[-2], points[-1])}"/>{fork}</g>'
    )


def _line(points: Sequence[Point], *, forked: bool) -> str:
    """A polyline with round bends, a little short of its end, where the arrowhead is.

    Where it is `forked` from a trunk, its first bend is sharp: a dot stands there.

    >>> _line([(10.0, 0.0), (10.0, 40.2), (90.0, 40.2)], forked=False)
    'M10 0v30q0 10 10 10h62'
    """
    whole = [(floor(x + 0.5), floor(y + 0.5)) for x, y in points]
    (x0, y0), (x1, y1) = whole[:2]
    far = abs(x1 - x0) + abs(y1 - y0)
    across, along = _sign(x1 - x0), _sign(y1 - y0)
    drawn = f"M{x0} {y0}"
    begun = 0  # how much of the piece the bend before it has taken
    for x2, y2 in whole[2:]:
        after = abs(x2 - x1) + abs(y2 - y1)
        bend = min(_BEND, far // 2, after // 2)
        if bend < 1 or forked:
            bend = 0
            forked = False
        drawn += _piece(across, along, far - begun - bend)
        across, along, was_across, was_along = _sign(x2 - x1), _sign(y2 - y1), across, along
        if bend:
            over, down = bend * was_across, bend * was_along
            drawn += f"q{over} {down} {over + bend * across} {down + bend * along}"
        x1, y1, far, begun = x2, y2, after, bend
    return drawn + _piece(across, along, far - begun - _HEAD + 2)


def _piece(across: int, along: int, far: int) -> str:
    """A straight piece, sideways or down."""
    if not far:
        return ""
    return f"h{far * across}" if across else f"v{far * along}"


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _arrow(before: Point, tip: Point) -> str:
    """An arrowhead at `tip` for a line that comes from `before`."""
    across, along = _sign(tip[0] - before[0]), _sign(tip[1] - before[1])
    wide, high = along * _HALF_HEAD, across * _HALF_HEAD
    back = f"l{-across * _HEAD - wide} {-along * _HEAD - high}"
    return f"M{_W[tip[0]]} {_W[tip[1]]}{back}l{2 * wide} {2 * high}z"


def _label(label: Label, ends: str, *, back: bool) -> str:
    css = "lab back" if back else "lab"
    x, y, wide, high = label.frame
    frame = _rect("frame", Rect(0.0, 0.0, wide, high), 0.0, min(13.0, high / 2))
    return f'<g class="{css}" {ends}{_moved((x, y))}>{frame}{_text(label.lines, "lt", (x, y))}</g>'


def _pill_list(graph: PathGraph, pills: Sequence[Pill], said: _Said, corner: Point) -> str:
    """The transitions of one step, around its corner, as a list of links to their targets."""
    items = []
    for pill in pills:
        target = said.nodes[graph.edges[pill.edge].target]
        seen = "".join([line.text for line in pill.lines])
        name = seen if target.title in seen else f"{seen} {target.title}"
        x, y, wide, high = pill.frame.x - corner[0], pill.frame.y - corner[1], pill.frame.width, pill.frame.height
        reach = max(44.0, high)
        hit = Rect(x, y + high / 2 - reach / 2, max(44.0, wide), reach)
        items.append(
            f'<g role="listitem"><a class="pill" href="{escape(target.href)}" {said.ends[pill.edge]} '
            f'aria-label="{escape(name)}"><g aria-hidden="true">{_rect("hit", hit, 0.0, 0.0)}'
            f"{_rect('frame', Rect(x, y, wide, high), 0.0, min(17.0, high / 2))}"
            f"{_text(pill.lines, 'pt', corner)}</g></a></g>"
        )
    return f'<g role="list">{"".join(items)}</g>'
