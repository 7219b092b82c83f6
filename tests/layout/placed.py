"""Where the lines of a text and the tag "Olet tässä" are once they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pathviz.layout.geometry import Box, FlowLayout, LaneLayout, Point, Rect, Text
from pathviz.layout.text import width
from pathviz.svg_parts import TAG, TAG_HEIGHT


class PlacedLine(NamedTuple):
    """A line with its start, or its middle in a centred text, its baseline and the x of its hyphen."""

    text: str
    x: float
    y: float
    hyphen: float | None


def lines_of(text: Text, corner: Point = (0.0, 0.0)) -> list[PlacedLine]:
    """The lines of a text that stands around a corner."""
    placed = []
    for place, line in enumerate(text.lines):
        x = corner[0] + text.x + (text.blank if line.text.endswith(" ") else 0.0)
        hyphen = None if line.hyphen is None else x + line.hyphen + 0.5
        placed.append(PlacedLine(line.text, x, corner[1] + text.y + place * text.step, hyphen))
    return placed


def are_within(text: Text, size: float, weight: int, right: float) -> bool:
    """Whether all lines end left of x `right`."""
    return all(line.x + width(line.text.rstrip(), size, weight) <= right for line in lines_of(text))


def words_of(texts: Sequence[Text]) -> list[str]:
    """The words of every text."""
    return ["".join([line.text for line in text.lines]) for text in texts]


def tag_of(box: Box, layout: FlowLayout | LaneLayout) -> Rect:
    """The frame of the tag "Olet tässä" of a step."""
    return Rect(box.tag, box.frame.y - TAG, layout.tag, TAG_HEIGHT)
