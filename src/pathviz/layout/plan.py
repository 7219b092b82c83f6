"""One graph on its way to a flow: what is decided before, and what is known once x is."""

from __future__ import annotations

from dataclasses import dataclass

from pathviz.layout.channels import Track
from pathviz.layout.geometry import Card, Line, PathGraph
from pathviz.layout.graph import Shape
from pathviz.layout.grid import Grid
from pathviz.layout.labels import Words
from pathviz.layout.ports import Ports
from pathviz.layout.runs import Runs
from pathviz.layout.spacing import Spaced
from pathviz.layout.traffic import Course

MARGIN = 16.0  # around the drawing, px


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """The grid and the way of every edge, which many graphs share; `decisions` says of every node whether it is one."""

    shape: Shape
    decisions: tuple[bool, ...]
    grid: Grid
    courses: list[Course]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything but sizes and places.

    `opens` gives for every phase that has steps its first row.
    """

    graph: PathGraph
    ways: Ways
    labels: tuple[Words | None, ...]
    opens: dict[int, int]


@dataclass(frozen=True, slots=True)
class Stage:
    """All sizes and the places in x; `channels` holds the tracks of every channel."""

    runs: Runs
    ports: Ports
    cards: list[Card]
    spaced: Spaced
    channels: list[list[Track]]
    titles: dict[int, tuple[Line, ...]]
