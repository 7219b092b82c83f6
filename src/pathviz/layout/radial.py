"""A network: whoever stands in its centre, and panels around it, each with a group's members.

Panels stand in three columns: at the left, at the right, and above and below the centre, in the order in which they are
given, clockwise from the top. Lines run through the gutters between the columns alone, so that none crosses a panel.
Of all ways to part the panels among the columns the lowest is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pathviz.layout.geometry import Line, Point, Rect, Text
from pathviz.layout.text import wrap

COLUMN = 288.0
GUTTER = 56.0
WIDTH = 3 * COLUMN + 2 * GUTTER + 16.0
"""The width of every drawing, in CSS px."""

_MARGIN = 8.0
_PAD = 18.0
_GAP = 28.0  # between panels
_SPOKE = 44.0  # from the centre to a panel above or below it, at least
_TITLE = (16.0, 600, 21.0)  # size, weight, line height
_TEXT = (15.0, 400, 20.0)
_LINKED = (15.0, 500, 20.0)
_HUB = (19.0, 700, 24.0)
_DOT = 18.0  # from a panel's text edge to a member's words, past its dot
_ROW = 28.0  # a member that is no link
_TARGET = 44.0  # one that is
_RADIUS = 92.0
_HUB_TEXT = 138.0


@dataclass(frozen=True, slots=True)
class NetworkItem:
    """A member: its words, and where they lead, if anywhere."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class NetworkPanel:
    """A group: its title and members."""

    title: str
    items: tuple[NetworkItem, ...]


@dataclass(frozen=True, slots=True)
class NetworkGraph:
    """A network ready for drawing."""

    centre: NetworkItem
    panels: tuple[NetworkPanel, ...]


class Row(NamedTuple):
    """A placed member; `frame` is what a finger can touch, `dot` the middle of its mark."""

    item: NetworkItem
    frame: Rect
    dot: Point
    text: Text


class PlacedPanel(NamedTuple):
    """A placed group with the line that leads to it: two points, straight, or three with a bend after the second."""

    panel: NetworkPanel
    frame: Rect
    title: Text
    rows: tuple[Row, ...]
    spoke: tuple[Point, ...]


class NetworkLayout(NamedTuple):
    """The whole drawing; the panels are in the order of their groups."""

    graph: NetworkGraph
    width: float
    height: float
    hub: Point
    radius: float
    name: tuple[Text, ...]
    panels: tuple[PlacedPanel, ...]


def layout_network(graph: NetworkGraph) -> NetworkLayout:
    """Places for a network of at least one group."""
    heights = [_height(panel) for panel in graph.panels]
    plan = min(_plans(len(heights)), key=lambda plan: (_total(plan, heights), plan.uneven))
    height = _total(plan, heights) + 2 * _MARGIN
    hub = (WIDTH / 2, _MARGIN + _above(plan, heights, height - 2 * _MARGIN) + _RADIUS)
    tops = _tops(plan, heights, height, hub)
    panels = tuple(
        _placed(panel, Rect(*tops[number], COLUMN, heights[number]), hub) for number, panel in enumerate(graph.panels)
    )
    lines = wrap(graph.centre.text, _HUB_TEXT, _HUB[0], _HUB[1])
    first = hub[1] - len(lines) * _HUB[2] / 2 + _HUB[2] * 0.72
    name = tuple(Text((line,), hub[0] - line.width / 2, first + _HUB[2] * n, _HUB[2]) for n, line in enumerate(lines))
    return NetworkLayout(graph, WIDTH, height, hub, _RADIUS, name, panels)


class _Plan(NamedTuple):
    """Which panels stand where; `left` from the top down."""

    top: tuple[int, ...]
    right: tuple[int, ...]
    bottom: tuple[int, ...]
    left: tuple[int, ...]

    @property
    def uneven(self) -> int:
        """How far the plan is from two even columns, to choose between plans of one height."""
        return abs(len(self.left) - len(self.right)) + len(self.top) + len(self.bottom)


def _plans(count: int) -> Iterator[_Plan]:
    numbers = tuple(range(count))
    for top in (0, 1):
        for bottom in (0, 1):
            sides = count - top - bottom
            for right in range(min(sides, 1), sides + 1):
                if count == 1 or right < sides or not sides:
                    end = top + right
                    left = numbers[end + bottom :]
                    yield _Plan(numbers[:top], numbers[top:end], numbers[end : end + bottom], left[::-1])


def _total(plan: _Plan, heights: Sequence[float]) -> float:
    middle = 2 * _RADIUS + sum(heights[n] + _SPOKE for n in (*plan.top, *plan.bottom))
    return max(_stacked(plan.left, heights), _stacked(plan.right, heights), middle)


def _stacked(numbers: Sequence[int], heights: Sequence[float]) -> float:
    return sum(heights[n] for n in numbers) + _GAP * max(0, len(numbers) - 1)


def _above(plan: _Plan, heights: Sequence[float], total: float) -> float:
    """The room above the centre: half of what is left, but enough for a panel on both sides."""
    top = sum(heights[n] + _SPOKE for n in plan.top)
    bottom = sum(heights[n] + _SPOKE for n in plan.bottom)
    return min(max(top, (total - 2 * _RADIUS) / 2), total - 2 * _RADIUS - bottom)


def _tops(plan: _Plan, heights: Sequence[float], height: float, hub: Point) -> dict[int, Point]:
    """The upper left corner of every panel: what is beside the centre in the middle, what is above and below at it."""
    found: dict[int, Point] = {}
    for numbers, x in ((plan.left, _MARGIN), (plan.right, WIDTH - _MARGIN - COLUMN)):
        y = (height - _stacked(numbers, heights)) / 2
        for number in numbers:
            found[number] = (x, y)
            y += heights[number] + _GAP
    x = (WIDTH - COLUMN) / 2
    found |= {number: (x, hub[1] - _RADIUS - _SPOKE - heights[number]) for number in plan.top}
    found |= dict.fromkeys(plan.bottom, (x, hub[1] + _RADIUS + _SPOKE))
    return found


def _height(panel: NetworkPanel) -> float:
    rows = sum(_row_height(item) for item in panel.items)
    return 2 * _PAD + len(_title(panel)) * _TITLE[2] + 6.0 + rows - 8.0


def _title(panel: NetworkPanel) -> tuple[Line, ...]:
    return wrap(panel.title, COLUMN - 2 * _PAD, _TITLE[0], _TITLE[1])


def _words(item: NetworkItem) -> tuple[Line, ...]:
    size, weight, _ = _LINKED if item.href else _TEXT
    return wrap(item.text, COLUMN - 2 * _PAD - _DOT, size, weight)


def _row_height(item: NetworkItem) -> float:
    high = len(_words(item)) * _TEXT[2] + 8.0
    return max(high, _TARGET if item.href else _ROW)


def _placed(panel: NetworkPanel, frame: Rect, hub: Point) -> PlacedPanel:
    x, y = frame.x + _PAD, frame.y + _PAD
    lines = _title(panel)
    title = Text(lines, x, y + 15.0, _TITLE[2])
    y += len(lines) * _TITLE[2] + 6.0
    rows = []
    for item in panel.items:
        high = _row_height(item)
        lines = _words(item)
        first = y + (high - len(lines) * _TEXT[2]) / 2
        rows.append(
            Row(
                item,
                Rect(frame.x + 6.0, y, frame.width - 12.0, high),
                (x + 4.0, first + _TEXT[2] / 2),
                Text(lines, x + _DOT, first + 15.0, _TEXT[2]),
            )
        )
        y += high
    return PlacedPanel(panel, frame, title, tuple(rows), _spoke(frame, hub))


def _spoke(frame: Rect, hub: Point) -> tuple[Point, ...]:
    """From the centre's edge to the panel's: through the gutter, or straight up or down."""
    x, y = hub
    level = frame.y + frame.height / 2
    if frame.x > x:
        edge = x + COLUMN / 2
        return (x + _RADIUS, y), (edge, y), (frame.x, level)
    if frame.x + frame.width < x:
        edge = x - COLUMN / 2
        return (x - _RADIUS, y), (edge, y), (frame.x + frame.width, level)
    if frame.y < y:
        return (x, y - _RADIUS), (x, frame.y + frame.height)
    return (x, y + _RADIUS), (x, frame.y)
