"""Layouts of service paths: geometry alone, no HTML and no files.

The layouts are loaded when they are first asked for, so that a build with nothing to draw does
not pay for them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pathviz.layout.geometry import (
    Band,
    Box,
    Chip,
    Edge,
    FlowLayout,
    Label,
    Lane,
    LaneGraph,
    LaneLayout,
    LayoutError,
    Node,
    Part,
    PathGraph,
    Pill,
    PlacedChip,
    Played,
    RailLayout,
    Rect,
    Route,
    Text,
    Words,
)
from pathviz.layout.places import engine_version

if TYPE_CHECKING:
    from pathviz.layout.cuts import pieces
    from pathviz.layout.flow import layout_flow
    from pathviz.layout.lanes import layout_lanes
    from pathviz.layout.rail import layout_rail

__all__ = [
    "Band",
    "Box",
    "Chip",
    "Edge",
    "FlowLayout",
    "Label",
    "Lane",
    "LaneGraph",
    "LaneLayout",
    "LayoutError",
    "Node",
    "Part",
    "PathGraph",
    "Pill",
    "PlacedChip",
    "Played",
    "RailLayout",
    "Rect",
    "Route",
    "Text",
    "Words",
    "engine_version",
    "layout_flow",
    "layout_lanes",
    "layout_rail",
    "pieces",
]


def __getattr__(name: str) -> object:
    """Load a layout (PEP 562)."""
    if name == "layout_flow":
        from pathviz.layout.flow import layout_flow  # noqa: PLC0415

        return layout_flow
    if name == "layout_lanes":
        from pathviz.layout.lanes import layout_lanes  # noqa: PLC0415

        return layout_lanes
    if name == "layout_rail":
        from pathviz.layout.rail import layout_rail  # noqa: PLC0415

        return layout_rail
    if name == "pieces":
        from pathviz.layout.cuts import pieces  # noqa: PLC0415

        return pieces
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
