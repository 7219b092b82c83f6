"""How large a step's card is, and where its texts stand in it.

A card holds, from the top: the number badge and the leading actor beside it, the title, the chips.
`measure` gives a card with its top left corner at 0, 0; `place` moves it.
"""

from __future__ import annotations

from dataclasses import dataclass

from pathviz.layout.geometry import Box, Node, PlacedChip, Rect, TextLine
from pathviz.layout.text import Line, width, wrap

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
_WITH_ICON = frozenset({"gap", "wait", "exit"})


@dataclass(frozen=True, slots=True)
class Measured:
    """A card that is not yet placed; all coordinates count from its top left corner."""

    node: Node
    width: float
    height: float
    badge: tuple[float, float]
    title: tuple[TextLine, ...]
    who: tuple[TextLine, ...]
    chips: tuple[PlacedChip, ...]


def has_icon(kind: str) -> bool:
    """Whether a chip of this kind has a glyph before its text."""
    return kind in _WITH_ICON


def lines_at(lines: tuple[Line, ...], x: float, y: float, step: float) -> tuple[TextLine, ...]:
    """Wrapped lines from x and the first baseline y, `step` px apart."""
    return tuple(
        TextLine(
            line.text,
            x,
            y + index * step,
            hyphen=x + line.width - width("-", TITLE_SIZE, TITLE_WEIGHT) + 1.5 if line.hyphen else None,
        )
        for index, line in enumerate(lines)
    )


def _inset(node: Node) -> float:
    """How far a card's text stays from its sides."""
    return _PAD + 8.0 if node.kind == "decision" else _PAD


def _chips(node: Node, left: float, top: float, room: float) -> tuple[list[PlacedChip], float]:
    """The chips side by side as far as they fit, and the y below the last of them."""
    placed: list[PlacedChip] = []
    x, y, below = left, top, top
    for chip in node.chips:
        icon = ICON - 3.0 if has_icon(chip.kind) else 0.0
        inner = room - 2 * _CHIP_PAD - icon
        lines = wrap(chip.text, inner, CHIP_SIZE, CHIP_WEIGHT)
        wide = max([line.width for line in lines], default=0.0) + 2 * _CHIP_PAD + icon
        high = _CHIP_HEIGHT + (len(lines) - 1) * _CHIP_LINE
        if x > left and x + wide > left + room:
            x, y = left, below + _CHIP_GAP
        text = lines_at(lines, x + _CHIP_PAD + icon, y + 15.5, _CHIP_LINE)
        placed.append(PlacedChip(chip.kind, Rect(x, y, wide, high), text))
        x += wide + _CHIP_GAP
        below = max(below, y + high)
    return placed, below


def measure(node: Node, wide: float, least_height: float = 0.0) -> Measured:
    """The card of `node`, `wide` px wide and at least `least_height` px high."""
    inset = _inset(node)
    room = wide - 2 * inset
    beside = inset + 2 * BADGE + 8.0
    actor = wrap(node.actor, wide - beside - inset + 2.0, WHO_SIZE, WHO_WEIGHT)
    title = wrap(node.title, room, TITLE_SIZE, TITLE_WEIGHT)
    who_height = max(0, len(actor) - 1) * _WHO_LINE
    baseline = 60.0 + who_height
    after = baseline + max(0, len(title) - 1) * _LINE
    chips, below = _chips(node, inset, after + 13.0, room)
    height = below + 14.0 if chips else after + 19.0
    down = round((least_height - height) / 2, 1) if least_height > height else 0.0
    if down and chips:  # a stretched card keeps its text in the middle
        chips, _ = _chips(node, inset, after + 13.0 + down, room)
    return Measured(
        node,
        wide,
        max(height, least_height),
        (inset + BADGE, 26.0 + down),
        lines_at(title, inset, baseline + down, _LINE),
        lines_at(actor, beside, 30.5 + down, _WHO_LINE),
        tuple(chips),
    )


def here_width(word: str) -> float:
    """The width of the tag "Olet tässä"."""
    return width(word, HERE_SIZE, HERE_WEIGHT) + 2 * _HERE_PAD


def _shift(lines: tuple[TextLine, ...], x: float, y: float) -> tuple[TextLine, ...]:
    return tuple(
        [
            TextLine(line.text, line.x + x, line.y + y, None if line.hyphen is None else line.hyphen + x)
            for line in lines
        ]
    )


def place(card: Measured, x: float, y: float, here: Rect) -> Box:
    """The card with its top left corner at x, y, which are brought to whole tenths."""
    x, y = round(x, 1), round(y, 1)
    chips = [
        PlacedChip(
            chip.kind,
            Rect(chip.frame.x + x, chip.frame.y + y, chip.frame.width, chip.frame.height),
            _shift(chip.lines, x, y),
        )
        for chip in card.chips
    ]
    return Box(
        card.node,
        Rect(x, y, card.width, card.height),
        (card.badge[0] + x, card.badge[1] + y),
        _shift(card.title, x, y),
        _shift(card.who, x, y),
        tuple(chips),
        here,
    )


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
