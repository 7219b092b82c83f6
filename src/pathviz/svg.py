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

from collections.abc import Sequence
from typing import NamedTuple

from pathviz.layout.geometry import (
    Band,
    Box,
    FlowLayout,
    Label,
    Node,
    PathGraph,
    Pill,
    Point,
    RailLayout,
    Rect,
    Route,
    Words,
)
from pathviz.svg_parts import (
    N,
    W,
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


def draw_flow(layout: FlowLayout, words: Words) -> str:
    """The flow view as an `svg` element."""
    said = _said(layout.graph, words)
    ends = said.ends
    parts = [
        opening_of(layout.width, layout.height, "dia dia-flow", words.flow_name, layout.graph, words),
        *[_band(band) for band in layout.bands],
        _listed(layout.boxes, said, [f' aria-label="{escape(name)}"><g aria-hidden="true"' for name in said.names], {}),
        '<g class="edges" aria-hidden="true">',
        *[_edge(route, end) for route, end in zip(layout.routes, ends, strict=True)],
        *[_label(label, ends[label.edge], back=layout.routes[label.edge].back) for label in layout.labels],
        f"</g>{here_of(layout.boxes, words)}</svg>",
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
        opening_of(layout.width, layout.height, "dia dia-rail", words.rail_name, graph, words),
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
        f"</g>{here_of(layout.boxes, words)}</svg>",
    ]
    return "".join(parts)


# ---------------------------------------------------------------- small pieces of text


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
        title = group_of(node, before, graph, words)
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
        label = edge.label.strip()
        note = words.condition.format(condition=label) if label else ""
        if edge.optional and optional not in label.casefold():
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
    return sentences(parts).replace("\u00ad", "")


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


def _item(box: Box, opening: str, name: str, after: str) -> str:
    corner = box.frame.x, box.frame.y
    return (
        f'<g role="listitem"{moved(corner)}>{opening}{tag_of(box.here, corner)}{name}>{outline_of(box)}{badge_of(box)}'
        f" {text_of(box.title, 't', corner)} {text_of(box.who, 'who', corner)}"
        f"{''.join([chip_of(chip, corner) for chip in box.chips])}</g></a>{after}</g>"
    )


# ---------------------------------------------------------------- bands, edges, labels, pills


def _band_text(band: Band) -> str:
    if not band.lines:
        return ""
    first = band.lines[0]
    return f'<text class="bn" x="{N(first.x - 18.0)}" y="{N(first.y)}">{band.phase}</text>{text_of(band.lines, "bt")}'


def _band(band: Band) -> str:
    return f'<g class="band" aria-hidden="true">{rect_of("ground", band.frame, 0.0, 18.0)}{_band_text(band)}</g>'


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
        level = W[pill.frame.y + pill.frame.height / 2]
        trunk = W[points[0][0]]
        tick = f"M{trunk} {level}H{W[pill.frame.x]}"
        fork = f'<circle class="h" cx="{trunk}" cy="{level}" r="4"/>'
    return (
        f'<g class="{css}" {ends}><path class="l" d="{line_of(points, forked=pill is not None)}{tick}"/>'
        f'<path class="h" d="{arrow_of(points[-2], points[-1])}"/>{fork}</g>'
    )


def _label(label: Label, ends: str, *, back: bool) -> str:
    css = "lab back" if back else "lab"
    x, y, wide, high = label.frame
    frame = rect_of("frame", Rect(0.0, 0.0, wide, high), 0.0, min(13.0, high / 2))
    return f'<g class="{css}" {ends}{moved((x, y))}>{frame}{text_of(label.lines, "lt", (x, y))}</g>'


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
            f'aria-label="{escape(name)}"><g aria-hidden="true">{rect_of("hit", hit, 0.0, 0.0)}'
            f"{rect_of('frame', Rect(x, y, wide, high), 0.0, min(17.0, high / 2))}"
            f"{text_of(pill.lines, 'pt', corner)}</g></a></g>"
        )
    return f'<g role="list">{"".join(items)}</g>'
