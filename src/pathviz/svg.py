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

from pathviz.layout.geometry import (
    Band,
    Box,
    FlowLayout,
    Label,
    Node,
    PathGraph,
    Pill,
    RailLayout,
    Rect,
    Route,
    Words,
)
from pathviz.svg_names import Said, listed, named, said_of, sentences
from pathviz.svg_parts import (
    TAG,
    N,
    W,
    arrow_of,
    centred_of,
    chips_of,
    escape,
    face_of,
    here_of,
    line_of,
    opening_of,
    reach_of,
    rect_of,
    text_of,
)


def draw_flow(layout: FlowLayout, words: Words) -> str:
    """The flow view as an `svg` element."""
    graph, routes = layout.graph, layout.routes
    said = said_of(graph, routes, words)
    ways = _ways(graph, said)
    names = [
        named(node, head, sentences([node.actor]), tail)
        for node, head, tail in zip(graph.nodes, said.heads, said.tails, strict=True)
    ]
    links = _links(graph, said)
    items = [
        _item(box, link, f' aria-label="{name}"><g aria-hidden="true"', "")
        for box, link, name in zip(layout.boxes, links, names, strict=True)
    ]
    parts = [
        opening_of(layout.width, layout.height, "dia dia-flow", words.flow_name, graph, words),
        *[_band(band) for band in layout.bands],
        listed(graph, zip(graph.nodes, items, strict=True), said, words),
        '<g class="edges" aria-hidden="true">',
        *[_edge(route, way) for route, way in zip(routes, ways, strict=True)],
        *[_label(label, back=routes[label.edge].back) for label in layout.labels],
        f"</g>{_here(layout, words)}</svg>",
    ]
    return "".join(parts)


def draw_rail(layout: RailLayout, words: Words) -> str:
    """The rail view as an `svg` element."""
    graph, boxes = layout.graph, layout.boxes
    said = said_of(graph, layout.routes, words)
    written = {pill.edge: pill for pill in layout.pills}
    pills: list[list[str]] = [[] for _ in boxes]
    for edge, pill in written.items():
        source, target = said.places[graph.edges[edge].source], said.places[graph.edges[edge].target]
        pills[source].append(_pill(pill, graph.nodes[target], boxes[source].frame))
    items = [
        # The names are those of the flow, which a script copies; until then a link says what is seen in it.
        _item(box, link, "><g", f'<g role="list">{"".join(some)}</g>' if some else "")
        for box, link, some in zip(boxes, _links(graph, said), pills, strict=True)
    ]
    parts = [
        opening_of(layout.width, layout.height, "dia dia-rail", words.rail_name, graph, words),
        *[_heading(band) for band in layout.bands],
        listed(graph, zip(graph.nodes, items, strict=True), said, words),
        '<g class="edges" aria-hidden="true">',
        # Which nodes a line joins is said in the flow, where they are the same (explorer.js).
        *[_edge(route, "", written.get(i)) for i, route in enumerate(layout.routes)],
        f"</g>{_here(layout, words)}</svg>",
    ]
    return "".join(parts)


def _ways(graph: PathGraph, said: Said) -> list[str]:
    """For every edge the attribute that says which nodes, counted from 0, it joins."""
    places = said.places
    return [f' data-way="{places[edge.source]} {places[edge.target]}"' for edge in graph.edges]


def _here(layout: FlowLayout | RailLayout, words: Words) -> str:
    return here_of(layout.tag, words) if layout.boxes else ""


# ---------------------------------------------------------------- nodes


def _links(graph: PathGraph, said: Said) -> list[str]:
    """The begins of the links; what leads to a step of the page's list names it in its address alone."""
    return [
        link if node.href == f"#vaihe-{node.id}" else f'{link} data-step="{name}"'
        for node, link, name in zip(graph.nodes, said.links, said.ids, strict=True)
    ]


def _item(box: Box, link: str, name: str, after: str) -> str:
    _, (x, y, _, _), card, tag = box
    chips = chips_of(card.chips) if card.chips else ""
    return (
        f'<g role="listitem" transform="translate({W[x]} {W[y]})">{link} data-tag="{W[tag - x]} {-TAG}"{name}>'
        f"{face_of(card)} {text_of(card.title, 't')} {text_of(card.who, 'who')}"
        f"{chips}</g></a>{after}</g>"
    )


# ---------------------------------------------------------------- bands, edges, labels, pills


def _band_text(band: Band) -> str:
    if not band.text.lines:
        return ""
    _, x, y, _, _ = band.text
    return f'<text class="bn" x="{N(x - 18.0)}" y="{N(y)}">{band.phase}</text>{text_of(band.text, "bt")}'


def _band(band: Band) -> str:
    return f'<g class="band" aria-hidden="true">{rect_of("ground", band.frame, 0.0, 18.0)}{_band_text(band)}</g>'


def _heading(band: Band) -> str:
    return f'<g class="band" aria-hidden="true">{_band_text(band)}</g>'


def _edge(route: Route, way: str, pill: Pill | None = None) -> str:
    """A line with its arrow; in the rail a short stroke joins it to its pill."""
    edge, back, points = route
    css = "edge back" if back else "edge"
    if edge.optional:
        css += " optional"
    tick = fork = ""
    if pill is not None:
        x, y, _, high = pill.frame
        level = W[y + high / 2]
        trunk = W[points[0][0]]
        tick = f"M{trunk} {level}H{W[x]}"
        fork = f'<circle class="h" cx="{trunk}" cy="{level}" r="4"/>'
    return (
        f'<g class="{css}"{way}><path class="l" d="{line_of(points, forked=pill is not None)}{tick}"/>'
        f'<path class="h" d="{arrow_of(points[-2], points[-1])}"/>{fork}</g>'
    )


def _label(label: Label, *, back: bool) -> str:
    css = "lab back" if back else "lab"
    x, y, wide, high = label.frame
    frame = rect_of("frame", Rect(0.0, 0.0, wide, high), 0.0, min(13.0, high / 2))
    words = centred_of(label.text, "lt", wide / 2, label.text.y - y)
    return f'<g class="{css}" transform="translate({W[x]} {W[y]})">{frame}{words}</g>'


def _pill(pill: Pill, target: Node, card: Rect) -> str:
    """A transition of a step, around the corner of its card, as a link to its target."""
    seen = "".join([line.text for line in pill.text.lines])
    name = seen if target.title in seen else f"{seen} {target.title}"
    left, top, wide, high = pill.frame
    x, y = left - card.x, top - card.y
    hit = reach_of(Rect(x, y, wide, high))
    return (
        f'<g role="listitem"><a class="pill" href="{escape(target.href)}" '
        f'aria-label="{escape(name)}"><g aria-hidden="true">{hit}'
        f"{rect_of('frame', Rect(x, y, wide, high), 0.0, min(17.0, high / 2))}"
        f"{text_of(pill.text, 'pt', (card.x, card.y))}</g></a></g>"
    )
