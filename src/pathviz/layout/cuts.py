"""Where a drawing can be cut between its steps, so that it may go on over several pages of paper.

Nothing that is read is cut: no card, no words on a line, no arrowhead.  Lines that go on downwards are, and go on
at the same place of the next piece.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import Final

from pathviz.layout.geometry import FlowLayout, RailLayout

_LEAST: Final = 90.0
"""A piece may be this low, in px: lower ones would not help paper, and each takes room on the page."""

_ARROW: Final = 13.0  # above a card, with some air
_AIR: Final = 3.0
_LETTERS: Final = 16.0  # the height of a phase's title above its baseline
_ABOVE_BAND: Final = 12.0  # half of what is between two bands
_STRAIGHT: Final = 2  # points of a line of one piece, which goes down or stands between two cards

Piece = tuple[int, int]
"""A piece of a drawing over its whole width: its top and its height, in CSS px."""


def pieces(layout: FlowLayout | RailLayout) -> tuple[Piece, ...]:
    """A drawing in pieces from the top down, which make up all of it."""
    cuts = [0]
    bands = [band.frame.y for band in layout.bands]
    end = 0.0
    for top, bottom in sorted(_taken(layout)):
        if top > end and top - cuts[-1] > _LEAST - 1:  # else any cut there is too near to the one before
            at = _between(end, top, bands)
            if at - cuts[-1] >= _LEAST and layout.height - at >= _LEAST:
                cuts.append(at)
        if bottom > end:  # noqa: PLR1730  (`max` takes ten times as long)
            end = bottom
    return tuple([(top, bottom - top) for top, bottom in pairwise([*cuts, round(layout.height)])])


def _between(low: float, high: float, bands: list[float]) -> int:
    """The best place for a cut within a strip in which nothing stands that is read: above a phase, or in the middle."""
    nearest = bisect_right(bands, low)
    if nearest < len(bands) and bands[nearest] <= high + _LETTERS:
        return round(min(max(low, bands[nearest] - _ABOVE_BAND), high))
    return round((low + high) / 2)


def _taken(layout: FlowLayout | RailLayout) -> list[tuple[float, float]]:
    """The strips that may not be cut, in no order."""
    frames = [box.frame for box in layout.boxes]
    taken = [(frame.y - _ARROW, frame.y + frame.height + _AIR) for frame in frames]
    words = [one.frame for one in (layout.labels if isinstance(layout, FlowLayout) else layout.pills)]
    taken += [(frame.y - _AIR, frame.y + frame.height + _AIR) for frame in words]
    tops = sorted([frame.y for frame in frames]) if layout.bands else []
    for _, _, (lines, _, y, step, _) in layout.bands:
        if lines:
            # A title stays with the first step under it.
            last = y + step * (len(lines) - 1)
            under = bisect_right(tops, last)
            taken.append((y - _LETTERS, tops[under] if under < len(tops) else last))
    for _, _, points in layout.routes:
        if len(points) > _STRAIGHT:
            taken += [(y1 - _AIR, y1 + _AIR) for (_, y1), (_, y2) in pairwise(points) if y1 == y2]
    return taken
