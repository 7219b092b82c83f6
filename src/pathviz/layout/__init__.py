"""Layouts of service paths: geometry alone, no HTML and no files.

The layouts are loaded when they are first asked for, so that a build with nothing to draw does
not pay for them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from pathviz.layout.geometry import FlowLayout, LayoutError, PathGraph
from pathviz.layout.places import engine_version

if TYPE_CHECKING:
    from pathviz.layout.cuts import pieces
    from pathviz.layout.flow import layout_flow
    from pathviz.layout.lanes import layout_lanes
    from pathviz.layout.rail import layout_rail

__all__ = [
    "FlowLayout",
    "LayoutError",
    "PathGraph",
    "engine_version",
    "layout_flow",
    "layout_lanes",
    "layout_rail",
    "pieces",
]


_LATER = {"layout_flow": "flow", "layout_lanes": "lanes", "layout_rail": "rail", "pieces": "cuts"}
"""What is loaded when it is first asked for, and the modules that have it."""


def __getattr__(name: str) -> object:
    """Load a layout (PEP 562)."""
    if name not in _LATER:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
