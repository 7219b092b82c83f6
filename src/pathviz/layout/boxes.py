"""How large a step's card is, and where its texts stand in it.

A card holds, from the top: the number badge and the leading actor beside it, the title, the chips.
`measure` wraps the texts and gives a card's size; `place` makes the card where it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pathviz.layout.geometry import Box, Node, PlacedChip, Point, Rect, TextLine
from pathviz.layout.text import Line, widest, width, wrap

BADGE = 12.0  # radius of the number badge
HEXAGON = 16.0  # how far a decision's points stick out
PILL = 28.0  # corner radius of a start or an end
CARD = 12.0  # corner radius of the others
TITLE_SIZE, TITLE_WEIGHT = 15.0, 600
WHO_SIZE, WHO_WEIGHT = 13.0, 500
CHIP_SIZE, CHIP_WEIGHT = 12.5, 600
HERE_SIZE, HERE_WEIGHT = 13.0, 700
ICON = 18.0  # room that a chip's glyph takes before its text

_PAD = 16.0
_LINE = 20.0
_WHO_LINE = 16.0
_CHIP_HEIGHT = 22.0
_CHIP_LINE = 15.0
_CHIP_GAP = 6.0
_CHIP_PAD = 9.0
_HERE_PAD = 11.0
_BESIDE = 2 * BADGE + 8.0  # from a card's inset to the actor beside the badge
_HYPHEN = width("-", TITLE_SIZE, TITLE_WEIGHT)
_WITH_ICON = frozenset({"gap", "wait", "exit"})


class _Chip(NamedTuple):
    """A chip that is not yet placed: its frame and its lines, which begin at `text`."""

    kind: str
    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...]
    text: float


class Measured(NamedTuple):
    """A card that is not yet placed; all coordinates count from its top left corner.

    Text begins at `inset`, the title at the baseline `title_y`; `down` is how far everything is moved
    down in a card that was made higher.
    """

    node: Node
    width: float
    height: float
    inset: float
    down: float
    title: tuple[Line, ...]
    title_y: float
    who: tuple[Line, ...]
    chips: Sequence[_Chip]


def has_icon(kind: str) -> bool:
    """Whether a chip of this kind has a glyph before its text."""
    return kind in _WITH_ICON


def _lines_at(lines: tuple[Line, ...], x: float, y: float, step: float, at: Point) -> tuple[TextLine, ...]:
    """Wrapped lines from x and the first baseline y, `step` px apart, in a card at a point."""
    left, top = at
    placed = []
    for text, wide, hyphen in lines:
        drawn = x + wide - _HYPHEN + 1.5 + left if hyphen else None
        placed.append(TextLine(text, x + left, y + top, drawn))
        y += step
    return tuple(placed)


def _chips(node: Node, left: float, top: float, room: float) -> tuple[list[_Chip], float]:
    """The chips side by side as far as they fit, and the y below the last of them."""
    placed: list[_Chip] = []
    x, y, below = left, top, top
    for chip in node.chips:
        before = _CHIP_PAD + (ICON - 3.0 if has_icon(chip.kind) else 0.0)
        lines = wrap(chip.text, room - before - _CHIP_PAD, CHIP_SIZE, CHIP_WEIGHT)
        wide = widest(lines) + before + _CHIP_PAD
        high = _CHIP_HEIGHT + (len(lines) - 1) * _CHIP_LINE
        if x > left and x + wide > left + room:
            x, y = left, below + _CHIP_GAP
        placed.append(_Chip(chip.kind, x, y, wide, high, lines, x + before))
        x += wide + _CHIP_GAP
        below = max(below, y + high)
    return placed, below


def measure(node: Node, wide: float, least_height: float = 0.0) -> Measured:
    """The card of `node`, `wide` px wide and at least `least_height` px high."""
    inset = _PAD + 8.0 if node.kind == "decision" else _PAD
    room = wide - 2 * inset
    actor = wrap(node.actor, wide - (inset + _BESIDE) - inset + 2.0, WHO_SIZE, WHO_WEIGHT)
    title = wrap(node.title, room, TITLE_SIZE, TITLE_WEIGHT)
    baseline = 60.0 + max(0, len(actor) - 1) * _WHO_LINE
    after = baseline + max(0, len(title) - 1) * _LINE
    height = after + 19.0
    chips: Sequence[_Chip] = ()
    if node.chips:
        chips, below = _chips(node, inset, after + 13.0, room)
        height = below + 14.0
    down = 0.0
    if least_height > height:  # a stretched card keeps its text in the middle
        down = round((least_height - height) / 2, 1)
        height = least_height
        if chips:
            chips, _ = _chips(node, inset, after + 13.0 + down, room)
    return Measured(node, wide, height, inset, down, title, baseline + down, actor, chips)


@lru_cache(maxsize=64)
def here_width(word: str) -> float:
    """The width of the tag "Olet tässä"."""
    return width(word, HERE_SIZE, HERE_WEIGHT) + 2 * _HERE_PAD


def place(card: Measured, x: float, y: float, here: Rect) -> Box:
    """The card with its top left corner at x, y, which are brought to whole tenths."""
    at = x, y = round(x, 1), round(y, 1)
    node, wide, high, inset, down, title, title_y, who, chips = card
    return Box(
        node,
        Rect(x, y, wide, high),
        (inset + BADGE + x, 26.0 + down + y),
        _lines_at(title, inset, title_y, _LINE, at),
        _lines_at(who, inset + _BESIDE, 30.5 + down, _WHO_LINE, at),
        tuple([_placed_chip(chip, at) for chip in chips]) if chips else (),
        here,
    )


def _placed_chip(chip: _Chip, at: Point) -> PlacedChip:
    """A chip in a card at a point."""
    kind, left, top, wide, high, lines, text = chip
    frame = Rect(left + at[0], top + at[1], wide, high)
    return PlacedChip(kind, frame, _lines_at(lines, text, top + 15.5, _CHIP_LINE, at))


def side_inset(kind: str, height: float, off: float) -> float:
    """How far inside its frame a card's side lies, `off` px above or below its middle.

    Decisions have points, starts and ends round corners; an edge that leaves at the side must
    begin on the outline.
    """
    if kind == "decision":
        return HEXAGON * min(1.0, abs(off) / (height / 2))
    radius = min(PILL, height / 2) if kind in {"start", "end"} else CARD
    past = abs(off) - (height / 2 - radius)
    if past <= 0:
        return 0.0
    return float(radius - (radius * radius - min(past, radius) ** 2) ** 0.5)
