"""A network as accessible, inline SVG: a named document with a list of groups, each a list of members.

As in the other drawings it carries classes and no colours (`network.css` has them), and lines and dots are hidden
from screen readers.
"""

from __future__ import annotations

from collections.abc import Sequence

from pathviz.layout.geometry import Text
from pathviz.layout.radial import NetworkLayout, PlacedPanel, Row
from pathviz.svg_parts import N, colour_of, escape, hyphen_of, hyphens_of, rect_of, text_of


def draw_network(layout: NetworkLayout, name: str, description: str) -> str:
    """The drawing as an `svg` element; `name` and `description` are its accessible name and role in words."""
    graph = layout.graph
    opening = (
        f'<svg class="net" role="graphics-document" aria-roledescription="{escape(description)}" '
        f'aria-label="{escape(name)}" viewBox="0 0 {N(layout.width)} {N(layout.height)}" '
        f'width="{N(layout.width)}" height="{N(layout.height)}">'
    )
    spokes = "".join(_spoke(panel, number) for number, panel in enumerate(layout.panels))
    ends = "".join(_end(panel, number) for number, panel in enumerate(layout.panels))
    stubs = "".join(dict.fromkeys(_stub(panel) for panel in layout.panels))
    x, y = layout.hub
    circle = f'<circle class="hub" cx="{N(x)}" cy="{N(y)}" r="{N(layout.radius)}"/>{_name(layout.name)}'
    label = escape(graph.centre.text)
    centre = (
        f'<a class="member" href="{escape(graph.centre.href)}" aria-label="{label}">{circle}</a>'
        if graph.centre.href
        else circle
    )
    return (
        f'{opening}<g aria-hidden="true">{spokes}{stubs}</g><g role="list"><g role="listitem">{centre}</g>'
        f"{''.join(_panel(panel, number) for number, panel in enumerate(layout.panels))}</g>"
        f'<g aria-hidden="true">{ends}</g></svg>'
    )


def _name(lines: Sequence[Text]) -> str:
    """The name in the middle, whose lines begin each at an x of its own."""
    if len(lines) == 1:
        return text_of(lines[0], "hn")
    spans = [f'<tspan x="{N(text.x)}" y="{N(text.y)}">{escape(text.lines[0].text)}</tspan>' for text in lines]
    ends = [(text.x, text.y, text.lines[0].hyphen) for text in lines]
    strokes = [hyphen_of(x + hyphen, y) for x, y, hyphen in ends if hyphen is not None]
    return f'<text class="hn">{"".join(spans)}</text>{hyphens_of("".join(strokes))}'


def _spoke(panel: PlacedPanel, number: int) -> str:
    """A panel's own line: from where it leaves the others' way, or straight up or down."""
    (x, y), (end, level) = panel.spoke[-2:]
    drawn = f"M{N(x)} {N(y)}"
    if _is_bent(panel):
        middle = N((x + end) / 2)
        drawn += f"C{middle} {N(y)} {middle} {N(level)} {N(end)} {N(level)}"
    else:
        drawn += f"L{N(end)} {N(level)}"
    return f'<path class="spoke n{colour_of(number)}" d="{drawn}"/>'


def _stub(panel: PlacedPanel) -> str:
    """What the lines of one side have in common."""
    (x, y), (edge, _) = panel.spoke[:2]
    return f'<path class="spoke" d="M{N(x)} {N(y)}H{N(edge)}"/>' if _is_bent(panel) else ""


def _end(panel: PlacedPanel, number: int) -> str:
    """A dot where the line meets the panel, drawn over both."""
    x, y = panel.spoke[-1]
    return f'<circle class="end n{colour_of(number)}" cx="{N(x)}" cy="{N(y)}" r="6"/>'


def _is_bent(panel: PlacedPanel) -> bool:
    return len(panel.spoke) > 2  # noqa: PLR2004 (a line has two ends)


def _panel(panel: PlacedPanel, number: int) -> str:
    title = escape(panel.panel.title)
    return (
        f'<g role="listitem" class="panel n{colour_of(number)}">{rect_of("body", *panel.frame, 14.0)}'
        f'<g aria-hidden="true">{text_of(panel.title, "pt")}</g>'
        f'<g role="list" aria-label="{title}">{"".join(map(_row, panel.rows))}</g></g>'
    )


def _row(row: Row) -> str:
    x, y = row.dot
    dot = f'<circle class="dot" cx="{N(x)}" cy="{N(y)}" r="3.5" aria-hidden="true"/>'
    if not row.item.href:
        return f'<g role="listitem">{dot}{text_of(row.text, "mt")}</g>'
    # A link's line would be drawn below the blank that ends a line, so the words' own link is told by its name.
    stripped = tuple([line._replace(text=line.text.rstrip()) for line in row.text.lines])
    words = text_of(row.text._replace(lines=stripped), "mt")
    link = f'<a class="member" href="{escape(row.item.href)}" aria-label="{escape(row.item.text)}">'
    return f'<g role="listitem">{link}{rect_of("hit", *row.frame, 8.0)}{dot}{words}</a></g>'
