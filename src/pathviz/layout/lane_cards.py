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
from pathviz.layout.geometry import Card, Cell, CellText, Lane, Line, Node, Part, PlacedChip, Played, Point, Text, made
from pathviz.layout.labels import SIZE as LABEL_SIZE
from pathviz.layout.labels import WEIGHT as LABEL_WEIGHT
from pathviz.layout.labels import Words
from pathviz.layout.text import widest, wrap

TITLE_SIZE, TITLE_WEIGHT = 14.0, 600
PART_SIZE, PART_WEIGHT = 13.0, 500
GLYPH = 13.0

_HALF_PAD = 6.0
_DECISION_MORE = 4.0
_LINE = 18.5
_PART_LINE = 18.0
_AFTER_GLYPH = GLYPH + 6.0
_TITLE = 56.0  # the first baseline of the title
_BADGE = 26.0
_OWN_TOP = 16.8  # from a card to the words beside its badge
_PART_RISE = 13.7  # from a line's top to its baseline
_GLYPH_DOWN = 2.9  # from a line's top to its glyph
_CHIP_OUT = 4.0  # chips begin left of the title, so that their words begin nearly below it
_BESIDE = 2 * BADGE + 8.0
_LABEL_PAD = 8.0
_LABEL_LINE = 16.0
_LABEL_EDGE = 4.0
_NOBODY = Text((), 0.0, 0.0, 0.0)  # the lane says who leads


class Look(NamedTuple):
    """How a card holds its words: what is beside them and those of its chips, and what is before its actor's."""

    pad: float
    chip_pad: float
    indent: float


ROOMY = Look(12.0, 8.0, _AFTER_GLYPH)
NARROW = Look(10.0, 6.0, 0.0)  # without glyphs


def written(played: Played, room: float, lane: Lane) -> CellText:
    """What an actor does in a step, in a lane beside it, in a room of the given width: a part to a line.

    In a lane that actors share it is one sentence with the actor's name.
    """
    return _written(played.parts if lane.actor else _sentence(played), room, _AFTER_GLYPH)


def _sentence(played: Played) -> tuple[Part, ...]:
    verbs = ", ".join([part.word[:1].lower() + part.word[1:] for part in played.parts])
    return (Part(played.parts[0].glyph if played.parts else "", f"{played.name}: {verbs}"),)


@lru_cache(maxsize=4096)
def _written(parts: tuple[Part, ...], room: float, indent: float) -> CellText:
    """Parts in words, with their glyphs before them if there is room for those."""
    lines: list[Line] = []
    marks: list[tuple[str, Point]] = []
    for glyph, word in parts:
        if indent and glyph:
            marks.append((glyph, (0.0, len(lines) * _PART_LINE + _GLYPH_DOWN)))
        lines += wrap(word, room - indent, PART_SIZE, PART_WEIGHT)
    words = Text(tuple(lines), indent, _PART_RISE, _PART_LINE)
    return CellText(words, tuple(marks), indent + widest(lines), len(lines) * _PART_LINE)


def measure(
    node: Node, own: Sequence[Played], wide: float, look: Look, least_height: float
) -> tuple[Card, tuple[Cell, ...]]:
    """The card of a step, `wide` px wide, and what its own lane's actors do, by actor, with the places in the card.

    That stands beside the card's badge.  Text that is not as high as the card stands in its middle.
    """
    is_decision = node.kind == "decision"  # whose sides slant
    pad, chip_pad, indent = look
    inset = pad + _DECISION_MORE if is_decision else pad
    room = wide - inset - _BESIDE - (inset if is_decision else _HALF_PAD)
    beside: list[tuple[str, CellText]] = []
    tall = 0.0
    for one in own:
        text = _written(one.parts if len(own) == 1 else _sentence(one), room, indent)
        beside.append((one.actor, text))
        tall += text.height
    title = wrap(node.title, wide - 2 * inset, TITLE_SIZE, TITLE_WEIGHT)
    first = _TITLE + tall - _PART_LINE if tall else _TITLE
    after = first + (len(title) - 1) * _LINE if title else first
    height = after + 17.0
    chips: tuple[PlacedChip, ...] = ()
    if node.chips:
        left = inset if is_decision else inset - _CHIP_OUT
        chips, below = boxes.place_chips(node.chips, left, after + 12.0, wide - 2 * left, chip_pad)
        height = below + 13.0
    down = 0.0
    if least_height > height:
        down = round((least_height - height) / 2, 1)
        height = least_height
        if chips:
            chips, _ = boxes.place_chips(node.chips, left, after + 12.0 + down, wide - 2 * left, chip_pad)
    heading = made(Text, (title, inset, first + down, _LINE, 0.0))
    card = made(Card, (node, wide, height, (inset + BADGE, _BADGE + down), heading, _NOBODY, chips))
    y = _OWN_TOP + down
    cells = []
    for actor, text in beside:
        cells.append(made(Cell, (actor, text, (inset + _BESIDE, y))))
        y += text.height
    return card, tuple(cells)


@lru_cache(maxsize=4096)
def words_beside(text: str, room: float) -> Words:
    """The words on a transition, in a frame at most `room` px wide."""
    lines = wrap(text, room - 2 * _LABEL_PAD, LABEL_SIZE, LABEL_WEIGHT)
    wide = round(widest(lines) + 2 * _LABEL_PAD, 1)
    return Words(lines, wide, len(lines) * _LABEL_LINE + 2 * _LABEL_EDGE)
