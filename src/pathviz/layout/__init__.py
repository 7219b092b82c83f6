"""Layouts of service paths: geometry alone, no HTML and no files."""

from __future__ import annotations

from pathviz.layout.flow import layout_flow
from pathviz.layout.geometry import (
    Band,
    Box,
    Chip,
    Edge,
    FlowLayout,
    Label,
    LayoutError,
    Node,
    PathGraph,
    Pill,
    PlacedChip,
    RailLayout,
    Rect,
    Route,
    TextLine,
    Words,
)
from pathviz.layout.places import engine_version
from pathviz.layout.rail import layout_rail

__all__ = [
    "Band",
    "Box",
    "Chip",
    "Edge",
    "FlowLayout",
    "Label",
    "LayoutError",
    "Node",
    "PathGraph",
    "Pill",
    "PlacedChip",
    "RailLayout",
    "Rect",
    "Route",
    "TextLine",
    "Words",
    "engine_version",
    "layout_flow",
    "layout_rail",
]
