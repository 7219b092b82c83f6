"""Drawings as text: geometry becomes accessible, inline SVG.

The drawing carries no colours and no `style` attributes: classes only, coloured by `diagram.css`, so
that one drawing serves light, dark, print and forced colours under a strict Content-Security-Policy.

For a screen reader it is a named document with a list of links, or a list of phases with lists of
links; lines, labels and glyphs are hidden, as the links' names say what leads where.  A link's name
holds the words seen in it, in their order: number, title, actor, chips.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
_BEND = 10.0
_HEAD, _HALF_HEAD = 10.0, 5.0
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
        _listed(layout.boxes, said, words, {}),
        '<g class="edges" aria-hidden="true">',
        *[_edge(route, end) for route, end in zip(layout.routes, ends, strict=True)],
        *[_label(label, ends[label.edge], back=layout.routes[label.edge].back) for label in layout.labels],
        "</g></svg>",
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
    parts = [
        _opening(layout.width, layout.height, "dia dia-rail", words.rail_name, graph, words),
        *[_heading(band) for band in layout.bands],
        _listed(layout.boxes, said, words, {node: _pill_list(graph, some, said) for node, some in pills.items()}),
        '<g class="edges" aria-hidden="true">',
        *[_edge(route, said.ends[i], written.get(i)) for i, route in enumerate(layout.routes)],
        "</g></svg>",
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


def _sentences(parts: Iterable[str]) -> str:
    """Parts as sentences; a question keeps its mark."""
    return " ".join([part if part[-1:] in ".?!" else f"{part}." for part in parts if part])


def _text(lines: Sequence[TextLine], css: str, more: str = "") -> str:
    """Lines as one text, so that their words stay together; hyphens are drawn."""
    if len(lines) == 1:
        words, x, y, _ = lines[0]
        return f'<text class="{css}" x="{_N(x)}" y="{_N(y)}"{more}>{escape(words)}</text>'
    if not lines:
        return ""
    spans = strokes = ""
    for words, x, y, hyphen in lines:
        spans += f'<tspan x="{_N(x)}" y="{_N(y)}">{escape(words)}</tspan>'
        if hyphen is not None:
            strokes += f"M{_N(hyphen)} {_N(y - 4.5)}h{_HYPHEN}"
    hyphens = f'<path class="hy" d="{strokes}"/>' if strokes else ""
    return f'<text class="{css}"{more}>{spans}</text>{hyphens}'


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

    `openings` has for every node the begin of its list item and link, with its name.  `groups` are
    the lists that the nodes belong to, as pairs of a title and the number of nodes; there are none in
    a path without phases.  `ends` has for every edge where it comes from and goes to.  `nodes` are the
    nodes by their ids.
    """

    openings: list[str]
    groups: list[tuple[str, int]]
    ends: list[str]
    nodes: dict[str, Node]


# The flow and the rail of a path are drawn one after the other: what was said last is kept for that.
_last: tuple[PathGraph, Words, _Said] | None = None


def _said(graph: PathGraph, words: Words) -> _Said:
    global _last  # noqa: PLW0603  (see above)
    if _last is not None and _last[0] is graph and _last[1] == words:
        return _last[2]
    said = _Said(
        [_link(node, name) for node, name in zip(graph.nodes, _names(graph, words), strict=True)],
        _groups(graph, words) if graph.phases else [],
        [f'data-from="{escape(edge.source)}" data-to="{escape(edge.target)}"' for edge in graph.edges],
        {node.id: node for node in graph.nodes},
    )
    _last = graph, words, said
    return said


def _link(node: Node, name: str) -> str:
    """The begin of a node's list item and link."""
    added = " is-added" if node.added else ""
    return (
        f'<g role="listitem"><a class="node n{node.colour % _COLOURS + 1} k-{escape(node.kind)}'
        f'{added}" href="{escape(node.href)}" data-step="{escape(node.id)}" '
        f'aria-label="{escape(name)}"><g aria-hidden="true">'
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


def _listed(boxes: Sequence[Box], said: _Said, words: Words, pills: dict[str, str]) -> str:
    """All nodes as a list of links; with phases, as a list of named lists."""
    here = escape(words.here)
    items = [
        _item(box, opening, pills.get(box.node.id, ""), here) for box, opening in zip(boxes, said.openings, strict=True)
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


def _item(box: Box, opening: str, after: str, here: str) -> str:
    tag, at = box.here, box.here.x + box.here.width / 2
    return (
        f"{opening}{_outline(box)}{_badge(box)}"
        f" {_text(box.title, 't')} {_text(box.who, 'who')}{''.join(map(_chip, box.chips))}</g></a>"
        f'<g class="here" aria-hidden="true"><rect x="{_N(tag.x)}" y="{_N(tag.y)}" '
        f'width="{_N(tag.width)}" height="26" rx="13"/><text x="{_N(at)}" '
        f'y="{_N(tag.y + 17.6)}" text-anchor="middle">{here}</text></g>{after}</g>'
    )


def _outline(box: Box) -> str:
    frame, kind = box.frame, box.node.kind
    if kind == "decision":
        return f'<path class="ring" d="{_hexagon(frame, _RING)}"/><path class="body" d="{_hexagon(frame, 0.0)}"/>'
    radius = min(_RADIUS.get(kind, _CARD_RADIUS), frame.height / 2)
    drawn = _rect("ring", frame, _RING, radius + _RING) + _rect("body", frame, 0.0, radius)
    if kind == "wait":
        drawn += _rect("inner", frame, -4.0, radius - 4.0)
    return drawn


def _rect(css: str, frame: Rect, out: float, radius: float) -> str:
    x, y, wide, high = frame
    return (
        f'<rect class="{css}" x="{_N(x - out)}" y="{_N(y - out)}" '
        f'width="{_N(wide + 2 * out)}" height="{_N(high + 2 * out)}" rx="{_N(radius)}"/>'
    )


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
    x, y = box.badge
    circle = f'<circle class="num-bg" cx="{_N(x)}" cy="{_N(y)}" r="12"/>'
    if box.node.number is None:
        return f'{circle}<path class="num-go" d="M{_N(x - 5)} {_N(y)}h9m-4-4l4 4l-4 4"/>'
    return f'{circle}<text class="num" x="{_N(x)}" y="{_N(y + 4.6)}" text-anchor="middle">{box.node.number}</text>'


def _chip(chip: PlacedChip) -> str:
    kind, frame, lines = chip
    glyph = _GLYPHS.get(kind, "")
    if glyph:
        path = glyph.format(x=_N(frame.x + 15.0), y=_N(frame.y + 11.0))
        glyph = f'<path class="g-{kind}" d="{path}"/>'
    return f' <g class="chip c-{escape(kind)}">{_rect("frame", frame, 0.0, 6.0)}{glyph}{_text(lines, "ct")}</g>'


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
        level = _N(pill.frame.y + pill.frame.height / 2)
        trunk = _N(points[0][0])
        tick = f"M{trunk} {level}H{_N(pill.frame.x)}"
        fork = f'<circle class="h" cx="{trunk}" cy="{level}" r="4"/>'
    return (
        f'<g class="{css}" {ends}><path class="l" d="{_line(points, forked=pill is not None)}{tick}"/>'
        f'<path class="h" d="{_arrow(points[-2], points[-1])}"/>{fork}</g>'
    )


def _line(points: Sequence[Point], *, forked: bool) -> str:
    """A polyline with round bends, a little short of its end, where the arrowhead is.

    Where it is `forked` from a trunk, its first bend is sharp: a dot stands there.
    """
    (x0, y0), (x1, y1) = points[:2]
    before = abs(x1 - x0) + abs(y1 - y0)
    across, along = (x1 > x0) - (x1 < x0), (y1 > y0) - (y1 < y0)  # to which side, and whether down or up
    drawn = f"M{_N(x0)} {_N(y0)}"
    for x2, y2 in points[2:]:
        after = abs(x2 - x1) + abs(y2 - y1)
        bend = min(_BEND, before / 2, after / 2)
        x, y = _N(x1), _N(y1)
        start = ""
        if bend < 1.0 or forked:
            drawn += f"L{x} {y}"
            forked = False
        else:
            start = f"L{_N(x1 - across * bend)} {_N(y1 - along * bend)}Q{x} {y} "
        across, along = (x2 > x1) - (x2 < x1), (y2 > y1) - (y2 < y1)
        if start:
            drawn += f"{start}{_N(x1 + across * bend)} {_N(y1 + along * bend)}"
        x1, y1, before = x2, y2, after
    short = _HEAD - 2.0
    return f"{drawn}L{_N(x1 - across * short)} {_N(y1 - along * short)}"


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _arrow(before: Point, tip: Point) -> str:
    """An arrowhead at `tip` for a line that comes from `before`."""
    x, y = tip
    across, along = _sign(x - before[0]), _sign(y - before[1])
    left, top = x - across * _HEAD, y - along * _HEAD
    wide, high = along * _HALF_HEAD, across * _HALF_HEAD
    return f"M{_N(x)} {_N(y)}L{_N(left - wide)} {_N(top - high)}L{_N(left + wide)} {_N(top + high)}Z"


def _label(label: Label, ends: str, *, back: bool) -> str:
    css = "lab back" if back else "lab"
    radius = min(13.0, label.frame.height / 2)
    words = _text(label.lines, "lt", ' text-anchor="middle"')
    return f'<g class="{css}" {ends}>{_rect("frame", label.frame, 0.0, radius)}{words}</g>'


def _pill_list(graph: PathGraph, pills: Sequence[Pill], said: _Said) -> str:
    """The transitions of one step as a list of links to their targets."""
    items = []
    for pill in pills:
        target = said.nodes[graph.edges[pill.edge].target]
        seen = "".join([line.text for line in pill.lines])
        name = seen if target.title in seen else f"{seen} {target.title}"
        x, y, wide, high = pill.frame
        reach = max(44.0, high)
        hit = Rect(x, y + high / 2 - reach / 2, max(44.0, wide), reach)
        items.append(
            f'<g role="listitem"><a class="pill" href="{escape(target.href)}" {said.ends[pill.edge]} '
            f'aria-label="{escape(name)}"><g aria-hidden="true">{_rect("hit", hit, 0.0, 0.0)}'
            f"{_rect('frame', pill.frame, 0.0, min(17.0, high / 2))}"
            f"{_text(pill.lines, 'pt')}</g></a></g>"
        )
    return f'<g role="list">{"".join(items)}</g>'
