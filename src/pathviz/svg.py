"""Drawings as text: geometry becomes accessible, inline SVG.

The drawing carries no colours and no `style` attributes: classes only, coloured by `diagram.css`, so
that one drawing serves light, dark, print and forced colours under a strict Content-Security-Policy.

For a screen reader it is a named document with a list of links, or a list of phases with lists of
links; lines, labels and glyphs are hidden, as the links' names say what leads where.  A link's name
holds the words seen in it, in their order: number, title, actor, chips.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

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
    graph = layout.graph
    parts = [
        _opening(layout.width, layout.height, "dia dia-flow", words.flow_name, graph, words),
        *[_band(band) for band in layout.bands],
        _listed(graph, layout.boxes, words, {}),
        '<g class="edges" aria-hidden="true">',
        *[_edge(route) for route in layout.routes],
        *[_label(label, layout) for label in layout.labels],
        "</g></svg>",
    ]
    return "".join(parts)


def draw_rail(layout: RailLayout, words: Words) -> str:
    """The rail view as an `svg` element."""
    graph = layout.graph
    pills: dict[str, list[Pill]] = {}
    for pill in layout.pills:
        pills.setdefault(graph.edges[pill.edge].source, []).append(pill)
    written = {pill.edge: pill for pill in layout.pills}
    parts = [
        _opening(layout.width, layout.height, "dia dia-rail", words.rail_name, graph, words),
        *[_heading(band) for band in layout.bands],
        _listed(graph, layout.boxes, words, pills),
        '<g class="edges" aria-hidden="true">',
        *[_edge(route, written.get(i)) for i, route in enumerate(layout.routes)],
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


@lru_cache(maxsize=65_536)
def _n(value: float) -> str:
    """A coordinate, to a tenth of a px, without idle zeros."""
    return f"{value:.1f}".removesuffix(".0")


def _sentences(parts: Iterable[str]) -> str:
    """Parts as sentences; a question keeps its mark."""
    return " ".join(part if part[-1:] in ".?!" else f"{part}." for part in parts if part)


def _text(lines: Sequence[TextLine], css: str, more: str = "") -> str:
    """Lines as one text, so that their words stay together; hyphens are drawn."""
    if not lines:
        return ""
    if len(lines) == 1:
        line = lines[0]
        words = escape(line.text)
        return f'<text class="{css}" x="{_n(line.x)}" y="{_n(line.y)}"{more}>{words}</text>'
    spans = "".join([f'<tspan x="{_n(line.x)}" y="{_n(line.y)}">{escape(line.text)}</tspan>' for line in lines])
    strokes = "".join([f"M{_n(line.hyphen)} {_n(line.y - 4.5)}h{_HYPHEN}" for line in lines if line.hyphen is not None])
    hyphens = f'<path class="hy" d="{strokes}"/>' if strokes else ""
    return f'<text class="{css}"{more}>{spans}</text>{hyphens}'


def _opening(wide: float, high: float, css: str, name: str, graph: PathGraph, words: Words) -> str:
    count = sum(node.number is not None for node in graph.nodes)
    label = escape(name.format(title=graph.title, count=count))
    return (
        f'<svg class="{css}" role="graphics-document" aria-roledescription="'
        f'{escape(words.description)}" aria-label="{label}" viewBox="0 0 {_n(wide)} {_n(high)}" '
        f'width="{_n(wide)}" height="{_n(high)}">'
    )


# ---------------------------------------------------------------- names


def _called(node: Node) -> str:
    """How another step's name refers to this one: by number, or by title where it has none."""
    return node.title if node.number is None else str(node.number)


def _names(graph: PathGraph, words: Words) -> list[str]:
    """The accessible name of every node's link."""
    index = {node.id: node for node in graph.nodes}
    before: dict[str, list[str]] = {node.id: [] for node in graph.nodes}
    after: dict[str, list[str]] = {node.id: [] for node in graph.nodes}
    for edge in graph.edges:
        said = [edge.label.strip()]
        if edge.optional and graph.optional_word.casefold() not in edge.label.casefold():
            said.append(graph.optional_word)
        if edge.back:
            said.append(words.back)
        note = ", ".join(part for part in said if part)
        called = _called(index[edge.target])
        after[edge.source].append(f"{called} ({note})" if note else called)
        called = _called(index[edge.source])
        if called not in before[edge.target]:
            before[edge.target].append(called)
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


def _listed(graph: PathGraph, boxes: Sequence[Box], words: Words, pills: dict[str, list[Pill]]) -> str:
    """All nodes as a list of links; with phases, as a list of named lists."""
    items = [
        _item(box, name, words, _pill_list(graph, pills.get(box.node.id, ())))
        for box, name in zip(boxes, _names(graph, words), strict=True)
    ]
    if not graph.phases:
        return f'<g role="list">{"".join(items)}</g>'
    groups: list[tuple[str, list[str]]] = []
    for box, item in zip(boxes, items, strict=True):
        title = _group(box.node, groups[-1][0] if groups else "", graph, words)
        if not groups or groups[-1][0] != title:
            groups.append((title, []))
        groups[-1][1].append(item)
    return "".join(
        [
            '<g role="list">',
            *[
                f'<g role="listitem"><g role="list" aria-label="{escape(title)}">{"".join(members)}</g></g>'
                for title, members in groups
            ],
            "</g>",
        ]
    )


def _group(node: Node, before: str, graph: PathGraph, words: Words) -> str:
    """The name of the list that a node belongs to: its phase; exits at the end have their own."""
    if node.phase is None:
        return before or graph.title
    title = words.phase.format(n=node.phase + 1, title=graph.phases[node.phase])
    return words.exit if node.number is None and before not in {"", title} else title


def _item(box: Box, name: str, words: Words, after: str) -> str:
    node = box.node
    added = " is-added" if node.added else ""
    return (
        f'<g role="listitem"><a class="node n{node.colour % _COLOURS + 1} k-{escape(node.kind)}'
        f'{added}" href="{escape(node.href)}" data-step="{escape(node.id)}" '
        f'aria-label="{escape(name)}"><g aria-hidden="true">{_outline(box)}{_badge(box)}'
        f" {_text(box.title, 't')} {_text(box.who, 'who')}{''.join(map(_chip, box.chips))}</g></a>"
        f"{_here(box.here, words)}{after}</g>"
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
    return (
        f'<rect class="{css}" x="{_n(frame.x - out)}" y="{_n(frame.y - out)}" '
        f'width="{_n(frame.width + 2 * out)}" height="{_n(frame.height + 2 * out)}" '
        f'rx="{_n(radius)}"/>'
    )


def _hexagon(frame: Rect, out: float) -> str:
    """A lying hexagon; its slant stays the same when it grows by `out`."""
    left, right = frame.x - out, frame.right + out
    top, bottom = frame.y - out, frame.bottom + out
    point = _HEXAGON + out * 0.2
    middle = frame.y + frame.height / 2
    return (
        f"M{_n(left + point)} {_n(top)}H{_n(right - point)}L{_n(right)} {_n(middle)}"
        f"L{_n(right - point)} {_n(bottom)}H{_n(left + point)}L{_n(left)} {_n(middle)}Z"
    )


def _badge(box: Box) -> str:
    x, y = box.badge
    circle = f'<circle class="num-bg" cx="{_n(x)}" cy="{_n(y)}" r="12"/>'
    if box.node.number is None:
        return f'{circle}<path class="num-go" d="M{_n(x - 5)} {_n(y)}h9m-4-4l4 4l-4 4"/>'
    return f'{circle}<text class="num" x="{_n(x)}" y="{_n(y + 4.6)}" text-anchor="middle">{box.node.number}</text>'


def _chip(chip: PlacedChip) -> str:
    frame = chip.frame
    glyph = _GLYPHS.get(chip.kind, "")
    if glyph:
        middle = frame.y + 11.0
        path = glyph.format(x=_n(frame.x + 15.0), y=_n(middle))
        glyph = f'<path class="g-{chip.kind}" d="{path}"/>'
    return (
        f' <g class="chip c-{escape(chip.kind)}">{_rect("frame", frame, 0.0, 6.0)}{glyph}{_text(chip.lines, "ct")}</g>'
    )


def _here(frame: Rect, words: Words) -> str:
    middle = frame.x + frame.width / 2
    return (
        f'<g class="here" aria-hidden="true"><rect x="{_n(frame.x)}" y="{_n(frame.y)}" '
        f'width="{_n(frame.width)}" height="26" rx="13"/><text x="{_n(middle)}" '
        f'y="{_n(frame.y + 17.6)}" text-anchor="middle">{escape(words.here)}</text></g>'
    )


# ---------------------------------------------------------------- bands, edges, labels, pills


def _band_text(band: Band) -> str:
    if not band.lines:
        return ""
    first = band.lines[0]
    return f'<text class="bn" x="{_n(first.x - 18.0)}" y="{_n(first.y)}">{band.phase}</text>{_text(band.lines, "bt")}'


def _band(band: Band) -> str:
    return f'<g class="band" aria-hidden="true">{_rect("ground", band.frame, 0.0, 18.0)}{_band_text(band)}</g>'


def _heading(band: Band) -> str:
    return f'<g class="band" aria-hidden="true">{_band_text(band)}</g>'


def _edge(route: Route, pill: Pill | None = None) -> str:
    """A line with its arrow; in the rail a short stroke joins it to its pill."""
    css = "edge back" if route.back else "edge"
    if route.edge.optional:
        css += " optional"
    tick = fork = ""
    if pill is not None:
        level = _n(pill.frame.y + pill.frame.height / 2)
        trunk = _n(route.points[0][0])
        tick = f"M{trunk} {level}H{_n(pill.frame.x)}"
        fork = f'<circle class="h" cx="{trunk}" cy="{level}" r="4"/>'
    return (
        f'<g class="{css}" data-from="{escape(route.edge.source)}" '
        f'data-to="{escape(route.edge.target)}">'
        f'<path class="l" d="{_line(route.points, forked=bool(fork))}{tick}"/>'
        f'<path class="h" d="{_arrow(route.points[-2], route.points[-1])}"/>{fork}</g>'
    )


def _line(points: Sequence[Point], *, forked: bool) -> str:
    """A polyline with round bends, a little short of its end, where the arrowhead is.

    Where it is `forked` from a trunk, its first bend is sharp: a dot stands there.
    """
    x, y = points[0]
    drawn = [f"M{_n(x)} {_n(y)}"]
    last = len(points) - 1
    for i in range(1, last):
        (x0, y0), (x1, y1), (x2, y2) = points[i - 1], points[i], points[i + 1]
        before, after = abs(x1 - x0) + abs(y1 - y0), abs(x2 - x1) + abs(y2 - y1)
        bend = min(_BEND, before / 2, after / 2)
        if bend < 1.0 or (forked and i == 1):
            drawn.append(f"L{_n(x1)} {_n(y1)}")
            continue
        start = (x1 - _sign(x1 - x0) * bend, y1 - _sign(y1 - y0) * bend)
        end = (x1 + _sign(x2 - x1) * bend, y1 + _sign(y2 - y1) * bend)
        drawn.append(f"L{_n(start[0])} {_n(start[1])}Q{_n(x1)} {_n(y1)} {_n(end[0])} {_n(end[1])}")
    (x0, y0), (x1, y1) = points[last - 1], points[last]
    short = _HEAD - 2.0
    drawn.append(f"L{_n(x1 - _sign(x1 - x0) * short)} {_n(y1 - _sign(y1 - y0) * short)}")
    return "".join(drawn)


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _arrow(before: Point, tip: Point) -> str:
    """An arrowhead at `tip` for a line that comes from `before`."""
    across, along = _sign(tip[0] - before[0]), _sign(tip[1] - before[1])
    base = (tip[0] - across * _HEAD, tip[1] - along * _HEAD)
    wing = (along * _HALF_HEAD, across * _HALF_HEAD)
    return (
        f"M{_n(tip[0])} {_n(tip[1])}L{_n(base[0] - wing[0])} {_n(base[1] - wing[1])}"
        f"L{_n(base[0] + wing[0])} {_n(base[1] + wing[1])}Z"
    )


def _label(label: Label, layout: FlowLayout) -> str:
    route = layout.routes[label.edge]
    css = "lab back" if route.back else "lab"
    radius = min(13.0, label.frame.height / 2)
    return (
        f'<g class="{css}" data-from="{escape(route.edge.source)}" '
        f'data-to="{escape(route.edge.target)}">{_rect("frame", label.frame, 0.0, radius)}'
        f"{_text(label.lines, 'lt', ' text-anchor=' + chr(34) + 'middle' + chr(34))}</g>"
    )


def _pill_list(graph: PathGraph, pills: Sequence[Pill]) -> str:
    """The transitions of one step as a list of links to their targets."""
    if not pills:
        return ""
    index = {node.id: node for node in graph.nodes}
    items = []
    for pill in pills:
        edge = graph.edges[pill.edge]
        target = index[edge.target]
        said = "".join(line.text for line in pill.lines)
        name = said if target.title in said else f"{said} {target.title}"
        middle = pill.frame.y + pill.frame.height / 2
        reach = max(44.0, pill.frame.height)
        hit = Rect(pill.frame.x, middle - reach / 2, max(44.0, pill.frame.width), reach)
        items.append(
            f'<g role="listitem"><a class="pill" href="{escape(target.href)}" '
            f'data-from="{escape(edge.source)}" data-to="{escape(edge.target)}" '
            f'aria-label="{escape(name)}"><g aria-hidden="true">{_rect("hit", hit, 0.0, 0.0)}'
            f"{_rect('frame', pill.frame, 0.0, min(17.0, pill.frame.height / 2))}"
            f"{_text(pill.lines, 'pt')}</g></a></g>"
        )
    return f'<g role="list">{"".join(items)}</g>'
