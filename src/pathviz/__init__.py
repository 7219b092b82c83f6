"""pathviz: a static site generator for interactive service paths."""

__version__ = "0.1.0"
