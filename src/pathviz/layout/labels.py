"""The words on transitions: how they wrap and where they stand.

A label always stands at the start of its edge, next to the box the edge leaves: below it, or beside
it.  Its room is reserved while the drawing is spaced out (`spacing`), so it needs no search.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from pathviz.layout.geometry import Label, Line, PathGraph, Rect, Text, made
from pathviz.layout.text import narrowest, width

SIZE, WEIGHT = 13.0, 600
AWAY = 9.0  # from the box to its label
_PAD = 10.0
_LINE = 16.0
_EDGE = 4.0
_BELOW = (96.0, 130.0, 168.0, 210.0, 280.0)
_BESIDE = (66.0, 92.0, 120.0, 150.0, 200.0, 280.0)
_MOST_LINES = 3
_WORD = 150.0  # words up to this width are not broken
BLANK = width(" ", SIZE, WEIGHT) / 2


class Words(NamedTuple):
    """The wrapped words of one label and its size in px."""

    lines: tuple[Line, ...]
    width: float
    height: float


def label_texts(graph: PathGraph) -> list[str]:
    """What every edge says: its condition, and that it is optional."""
    return [
        _optional(edge.label.strip(), graph.optional_word) if edge.optional else edge.label.strip()
        for edge in graph.edges
    ]


def _optional(text: str, word: str) -> str:
    return text if word.casefold() in text.casefold() else f"{text} ({word})".strip()


@lru_cache(maxsize=4096)
def wrapped(text: str, *, beside: bool) -> Words | None:
    """A label's lines: at most three, narrow where it stands beside its box; `None` without text."""
    if not text:
        return None
    longest = min(max(width(word, SIZE, WEIGHT) for word in text.split()), _WORD)
    few, widths = (_MOST_LINES, _BESIDE) if beside else (2, _BELOW[:3])
    lines = narrowest(text, tuple(wide for wide in widths if wide >= longest), SIZE, WEIGHT, few)
    if len(lines) > few:
        lines = narrowest(text, _BELOW[2:], SIZE, WEIGHT, _MOST_LINES)
    wide = max(line.width for line in lines) + 2 * _PAD
    return Words(lines, round(wide, 1), len(lines) * _LINE + 2 * _EDGE)


def put(words: Words, edge: int, middle: float, top: float) -> Label:
    """The label with its middle and its top at the given place."""
    lines, wide, high = words
    frame = made(Rect, (round(middle - wide / 2, 1), top, wide, high))
    return made(Label, (edge, frame, made(Text, (lines, middle, top + _EDGE + 12.5, _LINE, BLANK))))
