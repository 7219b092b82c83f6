"""The pieces that drawings are put together from: coordinates, texts, shapes, lines, and what stands at a step."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import floor

from pathviz.layout.geometry import (
    Node,
    PlacedChip,
    Point,
    Text,
    Words,
    made,
)

TAG = 14  # from a card's upper side up to its tag "Olet tässä"
TAG_HEIGHT = 26
_COLOURS = 8
_RING, _INNER = 5.0, 4.0  # from a card out and in
_RADIUS = {"start": 28.0, "end": 28.0}
_KNOWN_NUMBERS = 65_536
_CARD_RADIUS = 12.0
_HEXAGON = 16.0
_TARGET = 44.0
_BEND = 10  # how much of its pieces a bend takes
_STRAIGHT = 2
_SHORT = 8  # as much shorter than its way is a line, whose arrowhead covers its end
# Arrowheads, from their tips on, of lines that go there, with the end of their elements.
_DOWN, _UP, _RIGHT, _LEFT = 'l-5 -10l10 0z"/>', 'l5 10l-10 0z"/>', 'l-10 -5l0 10z"/>', 'l10 5l0 -10z"/>'
_GLYPHS = {
    "gap": "m0-5.5l6 11h-12z",
    "wait": "m-4.5-5.5h9l-9 11h9z",
}


Pieces = tuple[str, ...]
"""What is drawn of one thing, one after the other: what has words in it by itself."""


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


def encoded(pieces: Sequence[str]) -> bytes:
    """The pieces of a drawing as the bytes of a file.

    Each is encoded by itself: that is next to no work where all letters are of ASCII, as they mostly are around the
    words, and one letter as wide as an arrow makes it take longer for all that stands in a piece with it.

    >>> encoded(["<text>", "→ 4", "</text>"]).decode()
    '<text>→ 4</text>'
    """
    return b"".join(map(str.encode, pieces))


class _Numbers(dict[float, str]):
    """Coordinates as text, to a tenth of a px, without idle zeros; the same ones come again and again.

    >>> _Numbers()[12.04]
    '12'
    """

    def __missing__(self, value: float) -> str:
        if len(self) > _KNOWN_NUMBERS:
            self.clear()
        whole = int(value)
        text = self[value] = str(whole) if whole == value else f"{value:.1f}".removesuffix(".0")
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


W = _WholeNumbers().__getitem__
"""A coordinate to a whole px."""


def text_of(text: Text, css: str) -> str:
    """A text's lines as one, so that their words stay together; hyphens are drawn."""
    lines, x, y, step, _ = text
    if not lines:
        return ""
    words, _, hyphen = lines[0]
    if len(lines) == 1:
        return f'<text class="{css}" x="{N(x)}" y="{N(y)}">{escape(words)}</text>'
    drawn = f'<text class="{css}" x="{N(x)}" y="{N(y)}">{escape(words)}'
    strokes = "" if hyphen is None else hyphen_of(x + hyphen, y)
    turn = _turn(x, step)
    for words, _, hyphen in lines[1:]:
        drawn += f"{turn}{escape(words)}</tspan>"
        y += step
        if hyphen is not None:
            strokes += hyphen_of(x + hyphen, y)
    return f"{drawn}</text>{hyphens_of(strokes)}" if strokes else f"{drawn}</text>"


@lru_cache(maxsize=1024)
def _turn(x: float, step: float) -> str:
    """The begin of a text's further lines: texts stand at few places in x."""
    return f'<tspan x="{N(x)}" dy="{N(step)}">'


def moved(text: Text, x: float, y: float) -> Text:
    """A text as it stands around another corner."""
    lines, left, first, step, blank = text
    return made(Text, (lines, left - x, first - y, step, blank))


@lru_cache(maxsize=4096)
def who_of(text: Text) -> str:
    """Who leads a step, behind its title; they and their cards are the same again and again."""
    return f" {text_of(text, 'who')}"


def centred_of(text: Text, css: str, middle: float, y: float) -> str:
    """A text whose lines are centred, the first on the baseline y."""
    lines, _, _, step, blank = text
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
    return f"M{N(x + 0.5)} {N(y - 4.5)}h4.5"


def hyphens_of(strokes: str) -> str:
    """The hyphens of a text, if there are any."""
    return f'<path class="hy" d="{strokes}"/>' if strokes else ""


def opening_of(wide: float, high: float, css: str, name: str, title: str, count: int, words: Words) -> str:
    """The begin of a drawing of that size, with its name for a screen reader."""
    label = escape(name.format(title=title, count=count))
    width, height = N(wide), N(high)
    return (
        f'<svg class="{css}" role="graphics-document" aria-roledescription="{escape(words.description)}" '
        f'aria-label="{label}" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
    )


def colour_of(number: int) -> int:
    """Which of the colours of actors and kinds, counted from 1, goes with a number from 0; they come round again.

    >>> [colour_of(number) for number in (0, 7, 8)]
    [1, 8, 1]
    """
    return number % _COLOURS + 1


@lru_cache(maxsize=64)
def here_of(wide: float, word: str) -> str:
    """The tag "Olet tässä", which a script puts beside the step that is chosen."""
    return (
        f'<g class="here" aria-hidden="true"><rect width="{N(wide)}" height="{TAG_HEIGHT}" rx="13"/>'
        f'<text x="{N(wide / 2)}" y="17.6">{escape(word)}</text></g>'
    )


@lru_cache(maxsize=4096)
def face_of(kind: str, wide: float, high: float, slant: float = _HEXAGON) -> str:
    """The shape of a step, by its kind: cards are of few sizes. A decision's points stick out by its `slant`."""
    if kind == "decision":
        ring, body = _hexagon(wide, high, slant, _RING), _hexagon(wide, high, slant, 0.0)
        return f'<path class="ring" d="{ring}"/><path class="body" d="{body}"/>'
    radius = min(_RADIUS.get(kind, _CARD_RADIUS), high / 2)
    sides = [("ring", _RING), ("body", 0.0), ("inner", -_INNER)][: 3 if kind == "wait" else 2]
    drawn = [rect_of(css, -out, -out, wide + 2 * out, high + 2 * out, radius + out) for css, out in sides]
    return "".join(drawn)


@lru_cache(maxsize=4096)
def badge_of(middle: Point, number: int | None) -> str:
    """The number of a step, or the sign of a way out, before its title; numbers are few, and so are their places."""
    x, y = middle
    circle = f'<circle class="num-bg" cx="{N(x)}" cy="{N(y)}" r="12"/>'
    if number is None:
        return f'{circle}<path class="num-go" d="M{N(x - 5)} {N(y)}h9m-4-4l4 4l-4 4"/> '
    return f'{circle}<text class="num" x="{N(x)}" y="{N(y + 4.6)}">{number}</text> '


def rect_of(css: str, x: float, y: float, wide: float, high: float, radius: float) -> str:
    """A rectangle with round corners; what is nought need not be said."""
    place = f' x="{N(x)}" y="{N(y)}"' if x and y else f' x="{N(x)}"' if x else f' y="{N(y)}"' if y else ""
    rounded = f' rx="{N(radius)}"' if radius else ""
    return f'<rect class="{css}"{place} width="{W(wide)}" height="{N(high)}"{rounded}/>'


def reach_of(x: float, y: float, wide: float, high: float) -> str:
    """What makes a small link as large as a fingertip; nothing where it is so already."""
    if high >= _TARGET and wide >= _TARGET:
        return ""
    reach = max(_TARGET, high)
    return rect_of("hit", x, y + high / 2 - reach / 2, max(_TARGET, wide), reach, 0.0)


def _hexagon(wide: float, high: float, slant: float, out: float) -> str:
    """A lying hexagon; its slant stays the same when it grows by `out`."""
    left, right = -out, wide + out
    point = slant + out * 0.2
    middle, top, bottom = N(high / 2), N(-out), N(high + out)
    return (
        f"M{N(left + point)} {top}H{N(right - point)}L{N(right)} {middle}"
        f"L{N(right - point)} {bottom}H{N(left + point)}L{N(left)} {middle}Z"
    )


def chips_of(chips: Sequence[PlacedChip]) -> str:
    """The words that mark a step, with their signs."""
    return "".join(map(_chip, chips))


@lru_cache(maxsize=4096)
def _chip(chip: PlacedChip) -> str:
    """A chip, drawn around its own corner: few of them differ."""
    kind, (x, y, wide, high), text = chip
    sign = _GLYPHS.get(kind, "")
    if sign:
        # drawn around the middle of the glyph's place
        sign = f'<path class="g-{kind}" d="M15 11{sign}"/>'
    return (
        f' <g class="chip c-{escape(kind)}" transform="translate({N(x)} {N(y)})">'
        f"{rect_of('frame', 0.0, 0.0, wide, high, 6.0)}{sign}{text_of(moved(text, x, y), 'ct')}</g>"
    )


def link_to(target: Node, css: str, seen: Text) -> str:
    """The begin of the link that writes a transition out, and of what is seen in it."""
    name = "".join([line.text for line in seen.lines])
    if target.title not in name:
        name = f"{name} {target.title}"
    return f'<a class="{css}" href="{escape(target.href)}" aria-label="{escape(name)}"><g aria-hidden="true">'


def stroke_of(points: Sequence[Point], tick: str = "", *, forked: bool) -> str:
    """A transition's line, its bends round, with its arrowhead, in which it ends; `tick` is drawn with the line.

    Its pieces go down (or up) and sideways by turns.  Where it is `forked` from a trunk, its first bend is sharp: a
    dot stands there.

    >>> stroke_of([(10.0, 0.0), (10.0, 40.2), (90.0, 40.2)], forked=False)
    '<path class="l" d="M10 0v30q0 10 10 10h62"/><path class="h" d="M90 40l-10 -5l0 10z"/>'
    """
    (x, y), (x1, y1) = points[0], points[1]
    top, bottom = floor(y + 0.5), floor(y1 + 0.5)
    if len(points) == _STRAIGHT and bottom - top > _SHORT:  # as most are
        start = W(x)
        return (
            f'<path class="l" d="M{start} {top}v{bottom - top - _SHORT}{tick}"/>'
            f'<path class="h" d="M{start} {bottom}{_DOWN}'
        )
    left, right, flat = floor(x + 0.5), floor(x1 + 0.5), y == y1
    line = f"M{left} {top}"
    far = right - left if flat else bottom - top  # how far the piece goes on: to the right or down, if positive
    begun = 0  # how much of the piece the bend before it has taken
    room = 0 if forked else _room(far)
    for x, y in points[2:]:
        if flat:
            end = floor(y + 0.5)
            after, bottom = end - bottom, end
        else:
            end = floor(x + 0.5)
            after, right = end - right, end
        room_after = _room(after)
        bend, ended, begun_after = _bend(room, room_after, flat)
        piece = far - begun - ended
        if not piece:
            line += bend
        elif flat:
            line += f"h{piece}{bend}"
        else:
            line += f"v{piece}{bend}"
        far, room, begun, flat = after, room_after, begun_after, not flat
    if flat:
        less, head = (_SHORT, _RIGHT) if far > 0 else (-_SHORT, _LEFT)
    else:
        less, head = (_SHORT, _DOWN) if far > 0 else (-_SHORT, _UP)
    if far := far - begun - less:
        line += f"h{far}" if flat else f"v{far}"
    return f'<path class="l" d="{line}{tick}"/><path class="h" d="M{right} {bottom}{head}'


@lru_cache(maxsize=4096)
def _room(far: int) -> int:
    """How much of a piece a bend may take, at most, in the direction of the piece.

    >>> [_room(far) for far in (-300, 7)]
    [-10, 3]
    """
    return min(far // 2, _BEND) if far > 0 else -min(-far // 2, _BEND)


@lru_cache(maxsize=1024)
def _bend(before: int, after: int, flat: bool) -> tuple[str, int, int]:  # noqa: FBT001
    """A round bend from sideways, if `flat`, to up or down, or the other way round, and what it takes of either piece.

    >>> _bend(10, -3, flat=True)
    ('q3 0 3 -3', 3, -3)
    """
    room = min(abs(before), abs(after))
    one, other = (room if before > 0 else -room), (room if after > 0 else -room)
    if not room:
        return "", 0, 0
    return f"q{one} 0 {one} {other}" if flat else f"q0 {one} {other} {one}", one, other
