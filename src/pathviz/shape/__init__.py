"""The format described: which files there are, which keys each holds, and what they mean in Finnish."""

from pathviz.shape.asked import ANY, Shape
from pathviz.shape.explained import Key, explained
from pathviz.shape.files import FILES, FileKind
from pathviz.shape.json_schema import json_schemas
from pathviz.shape.meanings import as_yaml, load_meanings

__all__ = [
    "ANY",
    "FILES",
    "FileKind",
    "Key",
    "Shape",
    "as_yaml",
    "explained",
    "json_schemas",
    "load_meanings",
]
