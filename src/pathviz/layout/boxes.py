"""How large a step's card is, and where its texts stand in it.

A card holds, from the top: the number badge and the leading actor beside it, the title, the chips.
`measure` wraps the texts and gives a card with its size.
"""

from __future__ import annotations

from functools import lru_cache

from pathviz.layout.geometry import Card, Chip, Node, PlacedChip, Rect, Text, made
from pathviz.layout.text import widest, width, wrap

BADGE = 12.0  # radius of the number badge
HEXAGON = 16.0  # how far a decision's points stick out
PILL = 28.0  # corner radius of a start or an end
CARD = 12.0  # corner radius of the others
TITLE_SIZE, TITLE_WEIGHT = 15.0, 600
WHO_SIZE, WHO_WEIGHT = 13.0, 500
CHIP_SIZE, CHIP_WEIGHT = 12.5, 600
HERE_SIZE, HERE_WEIGHT = 13.0, 700

_PAD = 16.0
_LINE = 20.0
_WHO, _WHO_LINE = 30.5, 16.0  # the first baseline of the actor, and from line to line
_CHIP_HEIGHT = 22.0
_CHIP_LINE = 15.0
_CHIP_GAP = 6.0
_CHIP_PAD = 9.0
_CHIP_ICON = 24.0  # from a chip to the text after its glyph
_HERE_PAD = 11.0
_BESIDE = 2 * BADGE + 8.0  # from a card's inset to the actor beside the badge
_TITLE = 60.0  # the first baseline of the title
_WITH_ICON = frozenset({"gap", "wait"})


@lru_cache(maxsize=4096)
def place_chips(
    chips: tuple[Chip, ...], left: float, top: float, room: float, pad: float
) -> tuple[tuple[PlacedChip, ...], float]:
    """The chips side by side as far as they fit, and the y below the last of them; `pad` is beside their words.

    The same few chips stand in most cards, below titles of few heights.
    """
    placed: list[PlacedChip] = []
    x, y, below = left, top, top
    for kind, words in chips:
        before = _CHIP_ICON if kind in _WITH_ICON else pad
        lines = wrap(words, room - before - pad, CHIP_SIZE, CHIP_WEIGHT)
        wide = widest(lines) + before + pad
        high = _CHIP_HEIGHT + (len(lines) - 1) * _CHIP_LINE
        if x > left and x + wide > left + room:
            x, y = left, below + _CHIP_GAP
        text = made(Text, (lines, x + before, y + 15.5, _CHIP_LINE, 0.0))
        placed.append(made(PlacedChip, (kind, made(Rect, (x, y, wide, high)), text)))
        x += wide + _CHIP_GAP
        below = max(below, y + high)
    return tuple(placed), below


@lru_cache(maxsize=4096)
def _who(actor: str, left: float, room: float) -> Text:
    """Who leads a step, beside the badge of its card."""
    return Text(wrap(actor, room, WHO_SIZE, WHO_WEIGHT), left, _WHO, _WHO_LINE)


def measure(node: Node, wide: float, least_height: float = 0.0) -> Card:
    """The card of `node`, `wide` px wide and at least `least_height` px high."""
    inset = _PAD + 8.0 if node.kind == "decision" else _PAD
    room = wide - 2 * inset
    who = _who(node.actor, inset + _BESIDE, room - _BESIDE + 2.0)
    title = wrap(node.title, room, TITLE_SIZE, TITLE_WEIGHT)
    first = _TITLE + (len(who.lines) - 1) * _WHO_LINE if who.lines else _TITLE
    after = first + (len(title) - 1) * _LINE if title else first
    height = after + 19.0
    chips: tuple[PlacedChip, ...] = ()
    if node.chips:
        chips, below = place_chips(node.chips, inset, after + 13.0, room, _CHIP_PAD)
        height = below + 14.0
    down = 0.0
    if least_height > height:  # a stretched card keeps its text in the middle
        down = round((least_height - height) / 2, 1)
        height = least_height
        who = who._replace(y=who.y + down)
        if chips:
            chips, _ = place_chips(node.chips, inset, after + 13.0 + down, room, _CHIP_PAD)
    badge = inset + BADGE, 26.0 + down
    heading = made(Text, (title, inset, first + down, _LINE, 0.0))
    return made(Card, (node, wide, height, badge, heading, who, chips))


@lru_cache(maxsize=64)
def here_width(word: str) -> float:
    """The width of the tag "Olet tässä"."""
    return width(word, HERE_SIZE, HERE_WEIGHT) + 2 * _HERE_PAD


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
