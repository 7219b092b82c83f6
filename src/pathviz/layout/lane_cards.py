"""What stands in the lanes: cards, the words for parts, and the words on transitions.

A card here is narrower than in the flow, and its lane says who leads: in place of the actor it tells what
part the actor plays.  The parts of the others stand in their lanes, a glyph and a word to a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pathviz.layout import boxes
from pathviz.layout.boxes import BADGE
from pathviz.layout.geometry import Box, Cell, CellLine, Node, Part, PlacedChip, Played, Rect, TextLine
from pathviz.layout.labels import SIZE as LABEL_SIZE
from pathviz.layout.labels import WEIGHT as LABEL_WEIGHT
from pathviz.layout.labels import Words
from pathviz.layout.text import Line, widest, wrap

TITLE_SIZE, TITLE_WEIGHT = 14.0, 600
PART_SIZE, PART_WEIGHT = 13.0, 500
GLYPH = 13.0

_PAD = 12.0
_NARROW_PAD = 10.0
_DECISION_MORE = 4.0
_LINE = 18.5
_PART_LINE = 18.0
_AFTER_GLYPH = 6.0
_TITLE = 56.0  # the first baseline of the title
_BADGE = 26.0
_PART_BASE = 30.5
_PART_RISE = 13.7  # from a line's top to its baseline
_CHIP_HEIGHT, _CHIP_LINE, _CHIP_GAP = 22.0, 15.0, 6.0
_CHIP_ICON = 24.0  # from a chip to the text after its glyph
_CHIP_OUT = 4.0  # chips begin left of the title, so that their words begin nearly below it
_BESIDE = 2 * BADGE + 8.0
_LABEL_PAD = 8.0
_LABEL_LINE = 16.0
_LABEL_EDGE = 4.0


class Parts(NamedTuple):
    """What a cell says, before it is placed: lines, each with the glyph it begins with or an empty name."""

    actor: str
    lines: tuple[tuple[str, Line], ...]
    width: float
    height: float
    indent: float


class Card(NamedTuple):
    """A card that is not yet placed: its size, its texts, and its chips with their places in it."""

    node: Node
    width: float
    height: float
    inset: float
    down: float
    own: tuple[Parts, ...]
    title: tuple[Line, ...]
    title_y: float
    chips: tuple[tuple[str, Rect, float, tuple[Line, ...]], ...]


@lru_cache(maxsize=4096)
def written(played: Played, room: float, *, is_shared: bool, glyphs: bool = True) -> Parts:
    """What an actor does in a step, in a room of the given width: a part to a line.

    In a lane that actors share it is one sentence with the actor's name.
    """
    said = played.parts
    if is_shared:
        verbs = ", ".join([part.word[:1].lower() + part.word[1:] for part in said])
        said = (Part(said[0].glyph if said else "", f"{played.name}: {verbs}"),)
    indent = GLYPH + _AFTER_GLYPH if glyphs else 0.0
    lines: list[tuple[str, Line]] = []
    for part in said:
        for index, line in enumerate(wrap(part.word, room - indent, PART_SIZE, PART_WEIGHT)):
            lines.append((part.glyph if glyphs and not index else "", line))
    wide = indent + max([line.width for _, line in lines], default=0.0)
    return Parts(played.actor, tuple(lines), wide, len(lines) * _PART_LINE, indent)


def _placed(parts: Parts, x: float, base: float) -> Cell:
    """The cell whose left side is x and whose first line stands at the baseline `base`."""
    text = round(x + parts.indent, 1)
    lines = []
    for index, (glyph, line) in enumerate(parts.lines):
        y = round(base + index * _PART_LINE, 1)
        at = (round(x, 1), round(y - GLYPH + 2.2, 1)) if glyph else None
        hyphen = None if line.hyphen is None else round(text + line.hyphen, 1)
        lines.append(CellLine(glyph, at, TextLine(line.text, text, y, hyphen)))
    return Cell(parts.actor, tuple(lines))


def place_cell(parts: Parts, x: float, top: float) -> Cell:
    """The cell with its top left corner at the given place."""
    return _placed(parts, x, top + _PART_RISE)


def measure(node: Node, own: Sequence[Played], wide: float, least_height: float, *, glyphs: bool) -> Card:
    """The card of a step, `wide` px wide, and what its own lane's actors do, which stands beside its badge.

    Text that is not as high as the card stands in its middle.
    """
    inset = (_PAD if glyphs else _NARROW_PAD) + (_DECISION_MORE if node.kind == "decision" else 0.0)
    room = wide - inset - _BESIDE - max(_PAD / 2, inset - _PAD / 2)
    beside = tuple([written(one, room, is_shared=len(own) > 1, glyphs=glyphs) for one in own])
    title = wrap(node.title, wide - 2 * inset, TITLE_SIZE, TITLE_WEIGHT)
    title_y = _TITLE + max(0, sum([len(one.lines) for one in beside]) - 1) * _PART_LINE
    after = title_y + max(0, len(title) - 1) * _LINE
    height = after + 17.0
    out = 0.0 if node.kind == "decision" else _CHIP_OUT  # where a decision's sides slant there is no room
    chips, below = _chips(node, inset - out, after + 12.0, wide - 2 * (inset - out), 8.0 if glyphs else 6.0)
    if chips:
        height = below + 13.0
    down = max(0.0, round((least_height - height) / 2, 1))
    return Card(node, wide, max(height, least_height), inset, down, beside, title, title_y, chips)


def _chips(
    node: Node, left: float, top: float, room: float, pad: float
) -> tuple[tuple[tuple[str, Rect, float, tuple[Line, ...]], ...], float]:
    """The chips side by side as far as they fit, and the y below the last of them."""
    placed = []
    x, y, below = left, top, top
    for chip in node.chips:
        before = _CHIP_ICON if boxes.has_icon(chip.kind) else pad
        lines = wrap(chip.text, room - before - pad, boxes.CHIP_SIZE, boxes.CHIP_WEIGHT)
        wide = widest(lines) + before + pad
        high = _CHIP_HEIGHT + (len(lines) - 1) * _CHIP_LINE
        if x > left and x + wide > left + room:
            x, y = left, below + _CHIP_GAP
        placed.append((chip.kind, Rect(x, y, wide, high), x + before, lines))
        x += wide + _CHIP_GAP
        below = max(below, y + high)
    return tuple(placed), below


def place(card: Card, x: float, y: float, here: Rect) -> Box:
    """The card with its top left corner at x, y."""
    top = y + card.down
    chips = [
        PlacedChip(
            kind,
            Rect(round(frame.x + x, 1), round(frame.y + top, 1), round(frame.width, 1), frame.height),
            _lines(lines, text + x, frame.y + 15.5 + top, _CHIP_LINE),
        )
        for kind, frame, text, lines in card.chips
    ]
    return Box(
        card.node,
        Rect(x, y, card.width, card.height),
        (round(x + card.inset + BADGE, 1), round(top + _BADGE, 1)),
        _lines(card.title, x + card.inset, top + card.title_y, _LINE),
        (),
        tuple(chips),
        here,
    )


def place_own(card: Card, x: float, y: float) -> tuple[Cell, ...]:
    """The cells beside the badge of a card whose top left corner is x, y."""
    cells = []
    base = y + card.down + _PART_BASE
    for one in card.own:
        cells.append(_placed(one, x + card.inset + _BESIDE, base))
        base += one.height
    return tuple(cells)


def _lines(lines: Sequence[Line], x: float, y: float, step: float) -> tuple[TextLine, ...]:
    left = round(x, 1)
    return tuple(
        [
            TextLine(
                line.text,
                left,
                round(y + index * step, 1),
                None if line.hyphen is None else round(x + line.hyphen + 0.5, 1),
            )
            for index, line in enumerate(lines)
        ]
    )


@lru_cache(maxsize=4096)
def words_beside(text: str, room: float) -> Words:
    """The words on a transition, in a frame at most `room` px wide."""
    lines = wrap(text, room - 2 * _LABEL_PAD, LABEL_SIZE, LABEL_WEIGHT)
    wide = round(widest(lines) + 2 * _LABEL_PAD, 1)
    return Words(lines, wide, len(lines) * _LABEL_LINE + 2 * _LABEL_EDGE)
