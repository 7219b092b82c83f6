"""The pieces that drawings are put together from: coordinates, texts, shapes, lines, and what stands at a step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import floor

from pathviz.layout.geometry import (
    Box,
    Node,
    PathGraph,
    PlacedChip,
    Point,
    Rect,
    TextLine,
    Words,
)

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
N = _Numbers().__getitem__
"""A coordinate as a drawing has it, in CSS px."""


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


W = _WholeNumbers()
"""A coordinate to a whole px."""
CORNER: Point = 0.0, 0.0


def moved(at: Point) -> str:
    """The attribute that puts the corner of a drawing at a point.

    >>> moved((12.4, 7.0))
    ' transform="translate(12 7)"'
    """
    return f' transform="translate({W[at[0]]} {W[at[1]]})"'


def sentences(parts: Iterable[str]) -> str:
    """Parts as sentences; a question keeps its mark."""
    return " ".join([part if part[-1:] in ".?!" else f"{part}." for part in parts if part])


def text_of(lines: Sequence[TextLine], css: str, corner: Point = CORNER) -> str:
    """Lines as one text, so that their words stay together, around a corner; hyphens are drawn."""
    left, top = corner
    if len(lines) == 1:
        words, x, y, _ = lines[0]
        return f'<text class="{css}" x="{N(x - left)}" y="{N(y - top)}">{escape(words)}</text>'
    if not lines:
        return ""
    spans = strokes = ""
    for words, x, y, hyphen in lines:
        spans += f'<tspan x="{N(x - left)}" y="{N(y - top)}">{escape(words)}</tspan>'
        if hyphen is not None:
            strokes += f"M{N(hyphen - left)} {N(y - top - 4.5)}h{_HYPHEN}"
    hyphens = f'<path class="hy" d="{strokes}"/>' if strokes else ""
    return f'<text class="{css}">{spans}</text>{hyphens}'


def opening_of(wide: float, high: float, css: str, name: str, graph: PathGraph, words: Words) -> str:
    """The begin of a drawing of that size, with its name for a screen reader."""
    count = sum(node.number is not None for node in graph.nodes)
    label = escape(name.format(title=graph.title, count=count))
    return (
        f'<svg class="{css}" role="graphics-document" aria-roledescription="'
        f'{escape(words.description)}" aria-label="{label}" viewBox="0 0 {N(wide)} {N(high)}" '
        f'width="{N(wide)}" height="{N(high)}">'
    )


def group_of(node: Node, before: str, graph: PathGraph, words: Words) -> str:
    """The name of the list that a node belongs to: its phase; exits at the end have their own."""
    if node.phase is None:
        return before or graph.title
    title = words.phase.format(n=node.phase + 1, title=graph.phases[node.phase])
    return words.exit if node.number is None and before not in {"", title} else title


def tag_of(tag: Rect, corner: Point) -> str:
    """The attribute with the place of the tag "Olet tässä" for a node, around a corner.

    >>> tag_of(Rect(100, 11, 86, 26), (10, 20))
    ' data-tag="90 -9"'
    """
    return f' data-tag="{W[tag.x - corner[0]]} {W[tag.y - corner[1]]}"'


def here_of(boxes: Sequence[Box], words: Words) -> str:
    """The tag "Olet tässä", which a script puts beside the step that is chosen."""
    if not boxes:
        return ""
    wide = boxes[0].here.width
    return (
        f'<g class="here" aria-hidden="true"><rect width="{N(wide)}" height="26" rx="13"/>'
        f'<text x="{N(wide / 2)}" y="17.6">{escape(words.here)}</text></g>'
    )


def outline_of(box: Box) -> str:
    """The shape of a step, by its kind."""
    return _shape(box.node.kind, box.frame.width, box.frame.height)


@lru_cache(maxsize=1024)
def _shape(kind: str, wide: float, high: float) -> str:
    """A card and its ring; few of them differ."""
    frame = Rect(0.0, 0.0, wide, high)
    if kind == "decision":
        return f'<path class="ring" d="{_hexagon(frame, _RING)}"/><path class="body" d="{_hexagon(frame, 0.0)}"/>'
    radius = min(_RADIUS.get(kind, _CARD_RADIUS), high / 2)
    drawn = rect_of("ring", frame, _RING, radius + _RING) + rect_of("body", frame, 0.0, radius)
    if kind == "wait":
        drawn += rect_of("inner", frame, -4.0, radius - 4.0)
    return drawn


def rect_of(css: str, frame: Rect, out: float, radius: float) -> str:
    """A rectangle with round corners, grown by `out`; what is nought need not be said."""
    x, y, wide, high = frame
    place = f' x="{N(x - out)}"' if x != out else ""
    if y != out:
        place += f' y="{N(y - out)}"'
    rounded = f' rx="{N(radius)}"' if radius else ""
    return f'<rect class="{css}"{place} width="{N(wide + 2 * out)}" height="{N(high + 2 * out)}"{rounded}/>'


def _hexagon(frame: Rect, out: float) -> str:
    """A lying hexagon; its slant stays the same when it grows by `out`."""
    x, y, wide, high = frame
    left, right = x - out, x + wide + out
    point = _HEXAGON + out * 0.2
    middle, top, bottom = N(y + high / 2), N(y - out), N(y + high + out)
    return (
        f"M{N(left + point)} {top}H{N(right - point)}L{N(right)} {middle}"
        f"L{N(right - point)} {bottom}H{N(left + point)}L{N(left)} {middle}Z"
    )


def badge_of(box: Box) -> str:
    """The number of a step, or the sign of a way out."""
    x, y = box.badge[0] - box.frame.x, box.badge[1] - box.frame.y
    circle = f'<circle class="num-bg" cx="{N(x)}" cy="{N(y)}" r="12"/>'
    if box.node.number is None:
        return f'{circle}<path class="num-go" d="M{N(x - 5)} {N(y)}h9m-4-4l4 4l-4 4"/>'
    return f'{circle}<text class="num" x="{N(x)}" y="{N(y + 4.6)}">{box.node.number}</text>'


def chip_of(chip: PlacedChip, corner: Point) -> str:
    """A word that marks a step, with its sign."""
    kind, (x, y, wide, high), lines = chip
    frame = Rect(x - corner[0], y - corner[1], wide, high)
    glyph = _GLYPHS.get(kind, "")
    if glyph:
        path = glyph.format(x=N(frame.x + 15.0), y=N(frame.y + 11.0))
        glyph = f'<path class="g-{kind}" d="{path}"/>'
    box = rect_of("frame", frame, 0.0, 6.0)
    return f' <g class="chip c-{escape(kind)}">{box}{glyph}{text_of(lines, "ct", corner)}</g>'


def line_of(points: Sequence[Point], *, forked: bool) -> str:
    """A polyline with round bends, a little short of its end, where the arrowhead is.

    Where it is `forked` from a trunk, its first bend is sharp: a dot stands there.

    >>> line_of([(10.0, 0.0), (10.0, 40.2), (90.0, 40.2)], forked=False)
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


def arrow_of(before: Point, tip: Point) -> str:
    """An arrowhead at `tip` for a line that comes from `before`."""
    across, along = _sign(tip[0] - before[0]), _sign(tip[1] - before[1])
    wide, high = along * _HALF_HEAD, across * _HALF_HEAD
    back = f"l{-across * _HEAD - wide} {-along * _HEAD - high}"
    return f"M{W[tip[0]]} {W[tip[1]]}{back}l{2 * wide} {2 * high}z"
