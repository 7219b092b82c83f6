"""Final y places: rows from the top down, every channel as high as what runs and stands in it.

A channel holds, from the top: the labels below the boxes of the row above, the tracks, where a phase
ends its band's end and the gap to the next band with that band's title, and room for arrowheads.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pathviz.layout.labels import AWAY
from pathviz.layout.plan import MARGIN, Plan, Stage

TRACK = 12.0  # between tracks
TITLE_TOP = 12.0  # from a band's upper side to its title
TITLE_LINE = 19.0
_TOP = 13.0  # from a row, or its labels, to the first track
_BOTTOM = 24.0  # from the last track to the row below: the arrow
_LEAST = 34.0  # a channel with nothing in it
_UNDER_LABEL = 7.0
_BAND_GAP = 24.0
_BAND_END = 18.0


@dataclass(slots=True)
class Rows:
    """The y of every row's middle and of every channel's first track; bands as phase, top, bottom."""

    middle: list[float] = field(default_factory=list)
    tracks: list[float] = field(default_factory=list)
    bands: list[tuple[int, float, float]] = field(default_factory=list)
    height: float = 0.0


def stack_rows(plan: Plan, stage: Stage) -> Rows:
    """Places for all rows."""
    heights = [0.0] * len(plan.ways.grid.rows)
    for row, card in zip(plan.ways.grid.row, stage.cards, strict=True):
        heights[row] = max(heights[row], card.height)
    below = _labels_below(plan, stage, heights)
    opened = {row: phase for phase, row in plan.opens.items()}
    tracks = [_TOP + max(track.number for track in channel) * TRACK if channel else 0.0 for channel in stage.channels]
    rows = Rows()
    y = 0.0 if opened else MARGIN
    for row, high in enumerate(heights):
        y += below[row]
        if row in opened:
            if row:
                y = _end_band(rows, y, tracks[row]) + _BAND_GAP
            rows.bands.append((opened[row], y, y))
            y += TITLE_TOP + TITLE_LINE * len(stage.titles[opened[row]])
        if row not in opened or not row:
            rows.tracks.append(y + _TOP)
            y += tracks[row]
        nothing = row and row not in opened and not tracks[row] and not below[row]
        y += _LEAST if nothing else _BOTTOM if row or opened or tracks[row] else 0.0
        rows.middle.append(y + high / 2)
        y += high
    y += below[-1]
    if opened:
        rows.height = _end_band(rows, y, tracks[-1])
    else:
        rows.tracks.append(y + _TOP)
        rows.height = y + tracks[-1] + MARGIN
    return rows


def _end_band(rows: Rows, y: float, tracks: float) -> float:
    """End the current band below its last tracks; gives the y of its lower side."""
    rows.tracks.append(y + _TOP)
    phase, top, _ = rows.bands[-1]
    bottom = y + tracks + _BAND_END
    rows.bands[-1] = (phase, top, bottom)
    return bottom


def _labels_below(plan: Plan, stage: Stage, heights: list[float]) -> list[float]:
    """How far the labels of the row above reach into every channel."""
    below = [0.0] * (len(heights) + 1)
    for edge, (_, beside) in stage.ports.label_middle.items():
        words = plan.labels[edge]
        if beside is None and words is not None:
            node = plan.ways.shape.source[edge]
            row = plan.ways.grid.row[node]
            spare = (heights[row] - stage.cards[node].height) / 2
            below[row + 1] = max(below[row + 1], AWAY + words.height + _UNDER_LABEL - spare)
    return below
