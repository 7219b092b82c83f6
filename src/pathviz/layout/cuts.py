"""Where a drawing can be cut between its steps, so that it may go on over several pages of paper.

Nothing that is read is cut: no card, no words on a line, no arrowhead.  Lines that go on downwards are, and go on
at the same place of the next piece.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from pathviz.layout.geometry import FlowLayout, RailLayout

_LEAST: Final = 90.0
"""A piece may be this low, in px: lower ones would not help paper, and each takes room on the page."""

_ARROW: Final = 13.0  # above a card, with some air
_AIR: Final = 3.0
_LETTERS: Final = 16.0  # the height of a phase's title above its baseline
_ABOVE_BAND: Final = 12.0  # half of what is between two bands

Piece = tuple[int, int]
"""A piece of a drawing over its whole width: its top and its height, in CSS px."""


def pieces(layout: FlowLayout | RailLayout) -> tuple[Piece, ...]:
    """A drawing in pieces from the top down, which make up all of it."""
    cuts = [0]
    for low, high in _free(layout):
        at = _between(low, high, layout)
        if at - cuts[-1] >= _LEAST and layout.height - at >= _LEAST:
            cuts.append(at)
    return tuple((top, bottom - top) for top, bottom in pairwise([*cuts, round(layout.height)]))


def _between(low: float, high: float, layout: FlowLayout | RailLayout) -> int:
    """The best place for a cut within a free strip: above a phase, or in the middle."""
    tops = [band.frame.y - _ABOVE_BAND for band in layout.bands if low < band.frame.y <= high + _LETTERS]
    return round(min(max(low, tops[0]), high) if tops else (low + high) / 2)


def _free(layout: FlowLayout | RailLayout) -> Iterator[tuple[float, float]]:
    """The strips in which nothing stands that is read, from the top down."""
    end = 0.0
    for top, bottom in sorted(_taken(layout)):
        if top > end:
            yield end, top
        end = max(end, bottom)


def _taken(layout: FlowLayout | RailLayout) -> Iterator[tuple[float, float]]:
    """The strips that may not be cut, in no order."""
    tops = sorted([box.frame.y for box in layout.boxes])
    for box in layout.boxes:
        yield box.frame.y - _ARROW, box.frame.bottom + _AIR
    for words in (*(layout.labels if isinstance(layout, FlowLayout) else layout.pills),):
        yield words.frame.y - _AIR, words.frame.bottom + _AIR
    for band in layout.bands:
        if band.text.lines:
            # A title stays with the first step under it.
            first = band.text.y
            last = first + band.text.step * (len(band.text.lines) - 1)
            yield first - _LETTERS, next((top for top in tops if top > last), last)
    for route in layout.routes:
        for (_, y1), (_, y2) in pairwise(route.points):
            if y1 == y2:
                yield y1 - _AIR, y1 + _AIR
