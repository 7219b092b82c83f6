"""Drawings written: geometry becomes accessible, inline SVG, in UTF-8.

The drawing carries no colours and no `style` attributes: classes only, coloured by `diagram.css`, so
that one drawing serves light, dark, print and forced colours under a strict Content-Security-Policy.

What belongs to a step is drawn around the step's own corner, and lines by how far they go on: the same
words then come again and again, which packs well, and a page is mostly drawings.

For a screen reader it is a named document with a list of links, or a list of phases with lists of
links; lines, labels and glyphs are hidden, as the links' names say what leads where.  A link's name
holds the words seen in it, in their order: number, title, actor, chips.
"""

from __future__ import annotations

from functools import lru_cache
from math import floor

from pathviz.layout.geometry import (
    Band,
    Box,
    FlowLayout,
    Label,
    Node,
    Pill,
    RailLayout,
    Rect,
    Route,
    Words,
)
from pathviz.svg_names import Told, listed, said_of, sentence
from pathviz.svg_parts import (
    TAG,
    N,
    Pieces,
    W,
    badge_of,
    centred_of,
    chips_of,
    encoded,
    escape,
    face_of,
    here_of,
    moved,
    opening_of,
    reach_of,
    rect_of,
    stroke_of,
    text_of,
    who_of,
)

_ABOVE = f' {-TAG}"'  # the end of a tag's place, which is as far above its card's corner


def draw_flow(layout: FlowLayout, words: Words) -> bytes:
    """The flow view as an `svg` element."""
    graph, boxes, routes, labels, bands, wide, high, _ = layout
    said = said_of(graph, routes, words)
    who = [sentence(node.actor) if node.actor else "" for node in graph.nodes]
    items = [
        _item(box, told, f' aria-label="{told.named(actor)}"><g aria-hidden="true">', "")
        for box, told, actor in zip(boxes, said.nodes, who, strict=True)
    ]
    parts = [
        opening_of(wide, high, "dia dia-flow", words.flow_name, graph.title, said.steps, words),
        *[_band(band) for band in bands],
        *listed(graph, enumerate(items), said, words),
        '<g class="edges" aria-hidden="true">',
        *[
            f'<g class="{css}" data-way="{source} {target}">{stroke_of(route.points, forked=False)}</g>'
            for route, css, (source, target) in zip(routes, said.classes, said.ends, strict=True)
        ],
        *[_label(label, back=routes[label.edge].back) for label in labels],
        f"</g>{_here(layout, words)}</svg>",
    ]
    return encoded(parts)


def draw_rail(layout: RailLayout, words: Words) -> bytes:
    """The rail view as an `svg` element."""
    graph, boxes, routes, _, bands, wide, high, _ = layout
    said = said_of(graph, routes, words)
    written = {pill.edge: pill for pill in layout.pills}
    pills = [""] * len(boxes)
    for edge, pill in written.items():
        source, target = said.ends[edge]
        pills[source] += _pill(pill, graph.nodes[target], boxes[source].frame)
    items = [
        # The names are those of the flow, which a script copies; until then a link says what is seen in it.
        _item(box, told, "><g>", f'<g role="list">{some}</g>' if some else "")
        for box, told, some in zip(boxes, said.nodes, pills, strict=True)
    ]
    parts = [
        opening_of(wide, high, "dia dia-rail", words.rail_name, graph.title, said.steps, words),
        *[_heading(band) for band in bands],
        *listed(graph, enumerate(items), said, words),
        '<g class="edges" aria-hidden="true">',
        # Which nodes a line joins is said in the flow, where they are the same (explorer.js).
        *[_edge(route, css, written.get(i)) for i, (route, css) in enumerate(zip(routes, said.classes, strict=True))],
        f"</g>{_here(layout, words)}</svg>",
    ]
    return encoded(parts)


def _here(layout: FlowLayout | RailLayout, words: Words) -> str:
    return here_of(layout.tag, words.here) if layout.boxes else ""


# ---------------------------------------------------------------- nodes


def _item(box: Box, told: Told, name: str, after: str) -> Pieces:
    """A step; what leads to one of the page's list names it in its address alone."""
    node, (x, y, _, _), (_, wide, high, badge, title, who, chips), tag = box
    place = f'transform="translate({W(x)} {W(y)})"'
    return (
        f'<g role="listitem" {place}>{told.link}{told.apart} data-tag="{W(tag - x)}{_ABOVE}{name}',
        face_of(node.kind, wide, high),
        badge_of(badge, node.number),
        text_of(title, "t"),
        who_of(who),
        f"{chips_of(chips) if chips else ''}</g></a>{after}</g>",
    )


# ---------------------------------------------------------------- bands, edges, labels, pills


def _band_text(band: Band) -> str:
    if not band.text.lines:
        return ""
    _, x, y, _, _ = band.text
    return f'<text class="bn" x="{N(x - 18.0)}" y="{N(y)}">{band.phase}</text>{text_of(band.text, "bt")}'


def _band(band: Band) -> str:
    return f'<g class="band" aria-hidden="true">{rect_of("ground", *band.frame, 18.0)}{_band_text(band)}</g>'


def _heading(band: Band) -> str:
    return f'<g class="band" aria-hidden="true">{_band_text(band)}</g>'


def _edge(route: Route, css: str, pill: Pill | None) -> str:
    """A line of the rail with its arrow; a short stroke joins it to its pill."""
    points = route.points
    if pill is None:
        return f'<g class="{css}">{stroke_of(points, forked=False)}</g>'
    x, y, _, high = pill.frame
    level, trunk = W(y + high / 2), W(points[0][0])
    line = stroke_of(points, f"M{trunk} {level}H{W(x)}", forked=True)
    return f'<g class="{css}">{line}<circle class="h" cx="{trunk}" cy="{level}" r="4"/></g>'


def _label(label: Label, *, back: bool) -> str:
    """The words at a line, drawn around their middle."""
    css = "lab back" if back else "lab"
    _, (x, y, wide, high), text = label
    words = centred_of(text, "lt", 0.0, text.y - y)
    return f'<g class="{css}" transform="translate({N(x + wide / 2)} {W(y)})">{_label_face(wide, high)}{words}</g>'


@lru_cache(maxsize=4096)
def _label_face(wide: float, high: float) -> str:
    """The ground of a label; many are of one size, as are many pills."""
    return rect_of("frame", -wide / 2, 0.0, wide, high, min(13.0, high / 2))


def _pill(pill: Pill, target: Node, card: Rect) -> str:
    """A transition of a step, drawn around its own corner, as a link to its target."""
    _, (x, y, wide, high), text = pill
    return (
        # A script gives it all of the target's title for a name; until then it says what is seen in it.
        f'<g role="listitem"><a class="pill" href="{escape(target.href)}">'
        f'<g transform="translate({N(x - card.x)} {N(y - card.y)})">'
        f"{_pill_face(floor(wide + 0.5), high)}{text_of(moved(text, x, y), 'pt')}</g></a></g>"
    )


@lru_cache(maxsize=4096)
def _pill_face(wide: int, high: float) -> str:
    """The ground of a pill, as wide in whole px, and as much around it as makes it large enough to be hit."""
    return reach_of(0.0, 0.0, wide, high) + rect_of("frame", 0.0, 0.0, wide, high, min(17.0, high / 2))
