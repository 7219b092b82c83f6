"""The pieces that drawings are put together from: coordinates, texts, shapes, lines, and what stands at a step."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import floor

from pathviz.layout.geometry import (
    Card,
    PathGraph,
    PlacedChip,
    Point,
    Rect,
    Text,
    Words,
)

TAG = 14  # from a card's upper side up to its tag "Olet tässä"
_COLOURS = 8
_RING = 5.0
_RADIUS = {"start": 28.0, "end": 28.0}
_KNOWN_NUMBERS = 65_536
_CARD_RADIUS = 12.0
_HEXAGON = 16.0
_TARGET = 44.0
_BEND = 10
_HEAD = 10
# Arrowheads, from their tips on, of lines that go there.
_DOWN, _UP, _RIGHT, _LEFT = "l-5 -10l10 0z", "l5 10l-10 0z", "l-10 -5l0 10z", "l10 5l0 -10z"
_HYPHEN = 4.5
_GLYPHS = {
    "gap": "m0-5.5l6 11h-12z",
    "wait": "m-4.5-5.5h9l-9 11h9z",
    "exit": "m-5.5 0h10m-4-4l4 4l-4 4",
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


def text_of(text: Text, css: str, corner: Point = CORNER) -> str:
    """A text's lines as one, so that their words stay together, around a corner; hyphens are drawn."""
    lines, left, top, step, _ = text
    if not lines:
        return ""
    x, y = left - corner[0], top - corner[1]
    start = N(x)
    first, _, hyphen = lines[0]
    drawn = f'<text class="{css}" x="{start}" y="{N(y)}">{escape(first)}'
    if len(lines) == 1:
        return f"{drawn}</text>"
    strokes = "" if hyphen is None else hyphen_of(x + hyphen, y)
    for words, _, hyphen in lines[1:]:
        y += step
        drawn += f'<tspan x="{start}" dy="{N(step)}">{escape(words)}</tspan>'
        if hyphen is not None:
            strokes += hyphen_of(x + hyphen, y)
    return f"{drawn}</text>{hyphens_of(strokes)}"


def centred_of(text: Text, css: str, middle: float, y: float) -> str:
    """A text whose lines are centred, the first on the baseline y."""
    lines, blank, step = text.lines, text.blank, text.step
    if len(lines) == 1:
        return f'<text class="{css}" x="{N(middle)}" y="{N(y)}">{escape(lines[0][0])}</text>'
    drawn = strokes = ""
    for words, _, hyphen in lines:
        # the space that ends a line is drawn with it: the words are centred, not the words with the space
        x = N(middle + blank if words[-1] == " " else middle)
        if drawn:
            y += step
            drawn += f'<tspan x="{x}" dy="{N(step)}">{escape(words)}</tspan>'
        else:
            drawn = f'<text class="{css}" x="{x}" y="{N(y)}">{escape(words)}'
        if hyphen is not None:
            strokes += hyphen_of(middle + hyphen / 2, y)
    return f"{drawn}</text>{hyphens_of(strokes)}" if drawn else ""


def hyphen_of(x: float, y: float) -> str:
    """The stroke of a hyphen behind a word that ends at x, on a baseline."""
    return f"M{N(x + 0.5)} {N(y - 4.5)}h{_HYPHEN}"


def hyphens_of(strokes: str) -> str:
    """The hyphens of a text, if there are any."""
    return f'<path class="hy" d="{strokes}"/>' if strokes else ""


def opening_of(wide: float, high: float, css: str, name: str, graph: PathGraph, words: Words) -> str:
    """The begin of a drawing of that size, with its name for a screen reader."""
    count = sum(node.number is not None for node in graph.nodes)
    label = escape(name.format(title=graph.title, count=count))
    return (
        f'<svg class="{css}" role="graphics-document" aria-roledescription="'
        f'{escape(words.description)}" aria-label="{label}" viewBox="0 0 {N(wide)} {N(high)}" '
        f'width="{N(wide)}" height="{N(high)}">'
    )


def colour_of(number: int) -> int:
    """Which of the colours of actors and kinds, counted from 1, goes with a number from 0; they come round again.

    >>> [colour_of(number) for number in (0, 7, 8)]
    [1, 8, 1]
    """
    return number % _COLOURS + 1


def here_of(wide: float, words: Words) -> str:
    """The tag "Olet tässä", which a script puts beside the step that is chosen."""
    return (
        f'<g class="here" aria-hidden="true"><rect width="{N(wide)}" height="26" rx="13"/>'
        f'<text x="{N(wide / 2)}" y="17.6">{escape(words.here)}</text></g>'
    )


def face_of(card: Card) -> str:
    """The shape of a step, by its kind, with its number, or with the sign of a way out."""
    node, wide, high, badge, _, _, _ = card
    return _face(node.kind, wide, high, badge, node.number)


@lru_cache(maxsize=4096)
def _face(kind: str, wide: float, high: float, badge: Point, number: int | None) -> str:
    """A card without its words: few of them differ."""
    frame = Rect(0.0, 0.0, wide, high)
    if kind == "decision":
        drawn = f'<path class="ring" d="{_hexagon(frame, _RING)}"/><path class="body" d="{_hexagon(frame, 0.0)}"/>'
        return drawn + badge_of(badge, number)
    radius = min(_RADIUS.get(kind, _CARD_RADIUS), high / 2)
    drawn = rect_of("ring", frame, _RING, radius + _RING) + rect_of("body", frame, 0.0, radius)
    if kind == "wait":
        drawn += rect_of("inner", frame, -4.0, radius - 4.0)
    return drawn + badge_of(badge, number)


def badge_of(middle: Point, number: int | None) -> str:
    """The number of a step, or the sign of a way out."""
    x, y = middle
    circle = f'<circle class="num-bg" cx="{N(x)}" cy="{N(y)}" r="12"/>'
    if number is None:
        return f'{circle}<path class="num-go" d="M{N(x - 5)} {N(y)}h9m-4-4l4 4l-4 4"/>'
    return f'{circle}<text class="num" x="{N(x)}" y="{N(y + 4.6)}">{number}</text>'


def rect_of(css: str, frame: Rect, out: float, radius: float) -> str:
    """A rectangle with round corners, grown by `out`; what is nought need not be said."""
    x, y, wide, high = frame
    place = f' x="{N(x - out)}"' if x != out else ""
    if y != out:
        place += f' y="{N(y - out)}"'
    rounded = f' rx="{N(radius)}"' if radius else ""
    return f'<rect class="{css}"{place} width="{W[wide + 2 * out]}" height="{N(high + 2 * out)}"{rounded}/>'


def reach_of(frame: Rect) -> str:
    """What makes a small link as large as a fingertip; nothing where it is so already."""
    x, y, wide, high = frame
    if high >= _TARGET and wide >= _TARGET:
        return ""
    reach = max(_TARGET, high)
    return rect_of("hit", Rect(x, y + high / 2 - reach / 2, max(_TARGET, wide), reach), 0.0, 0.0)


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


def chips_of(chips: Sequence[PlacedChip]) -> str:
    """The words that mark a step, with their signs."""
    drawn = ""
    for kind, (x, y, wide, high), text in chips:
        sign = _GLYPHS.get(kind, "")
        if sign:
            # drawn around the middle of the glyph's place
            sign = f'<path class="g-{kind}" d="M{N(x + 15.0)} {N(y + 11.0)}{sign}"/>'
        drawn += (
            f' <g class="chip c-{escape(kind)}"><rect class="frame" x="{N(x)}" y="{N(y)}" width="{W[wide]}" '
            f'height="{N(high)}" rx="6"/>{sign}{text_of(text, "ct")}</g>'
        )
    return drawn


def line_of(points: Sequence[Point], *, forked: bool) -> str:
    """A polyline with round bends, a little short of its end, where the arrowhead is.

    Where it is `forked` from a trunk, its first bend is sharp: a dot stands there.

    >>> line_of([(10.0, 0.0), (10.0, 40.2), (90.0, 40.2)], forked=False)
    'M10 0v30q0 10 10 10h62'
    """
    x0, y0 = points[0]
    x1, y1 = points[1]
    left, top, right, bottom = floor(x0 + 0.5), floor(y0 + 0.5), floor(x1 + 0.5), floor(y1 + 0.5)
    flat = right != left
    far = right - left if flat else bottom - top  # how far the piece goes on: to the right or down, if positive
    drawn = f"M{left} {top}"
    begun = 0  # how much of the piece the bend before it has taken
    for x, y in points[2:]:
        x2, y2 = floor(x + 0.5), floor(y + 0.5)
        turned = x2 != right
        after = x2 - right if turned else y2 - bottom
        bend = 0 if forked else min(_BEND, abs(far) // 2, abs(after) // 2)
        forked = False
        drawn += _piece(far, begun + bend, flat=flat)
        if bend:
            one, other = (bend if far > 0 else -bend), (bend if after > 0 else -bend)
            if flat != turned:
                drawn += f"q{one} 0 {one} {other}" if flat else f"q0 {one} {other} {one}"
            else:
                drawn += f"q{one} 0 {one + other} 0" if flat else f"q0 {one} 0 {one + other}"
        right, bottom, far, begun, flat = x2, y2, after, bend, turned
    return drawn + _piece(far, begun + _HEAD - 2, flat=flat)


def _piece(far: int, less: int, *, flat: bool) -> str:
    """A straight piece, sideways or down, that is cut by some px."""
    far += less if far < 0 else -less
    if not far:
        return ""
    return f"h{far}" if flat else f"v{far}"


def arrow_of(before: Point, tip: Point) -> str:
    """An arrowhead at `tip` for a line that comes from `before`."""
    (x0, y0), (x, y) = before, tip
    head = (_DOWN if y > y0 else _UP) if x == x0 else _RIGHT if x > x0 else _LEFT
    return f"M{W[x]} {W[y]}{head}"
