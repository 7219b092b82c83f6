"""What the keys of the format mean, in words and by an example each: `locales/format.<lang>.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pathviz.shape.asked import ANY, Asking, Shape

LANG: Final = "fi"
"""The language in which the format is explained; a schema has room for one."""
_AS: Final[Mapping[str, str]] = {"add": "steps"}
"""Shapes that have all keys of another one."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a key means, and an example of its value as it stands in a file; empty where the key has keys of its own."""

    text: str
    example: str = ""


class Meanings:
    """The meanings of one language. Raises KeyError where a key has none, which is an error of ours."""

    def __init__(self, tables: Mapping[str, Mapping[str, str | list[str]]]) -> None:
        self._tables = tables

    def table_of(self, kind: str, shape: Shape) -> str:
        """The name of the table of a shape in a kind of file."""
        name = kind if shape.name == ANY else shape.name
        return f"{kind}-{name}" if f"{kind}-{name}" in self._tables else name

    def about(self, table: str, what: str) -> str:
        """A word about a whole shape: its `title`, what it is `about`, or an example of an `id`."""
        return str(self._tables[table][f"_{what}"])

    def of(self, table: str, asking: Asking) -> Meaning:
        """What a key means."""
        found = self._tables[table].get(asking.key)
        if found is None and table in _AS:
            found = self._tables[_AS[table]].get(asking.key)
        if not isinstance(found, list):
            raise KeyError(f"{table}.{asking.key}")
        return Meaning(*found)

    def own(self, table: str, shape: Shape) -> list[Asking]:
        """The keys of a shape that a table itself tells of, in the table's order."""
        return [shape.asks[key] for key in self._tables[table] if key in shape.asks]

    def also(self, table: str) -> str:
        """The table all of whose keys this one has too, if there is one."""
        return _AS.get(table, "")

    def example(self, kind: str, shape: Shape) -> dict[str, object]:
        """A whole example: of each key its own, or that of what stands under it."""
        table = self.table_of(kind, shape)
        found: dict[str, object] = {}
        own = self.own(table, shape)
        for asking in (*own, *(each for each in shape.asks.values() if each not in own)):
            key = self.about(table, "id") if asking.key == ANY else asking.key
            found[key] = self._value(kind, table, asking)
        return found

    def _value(self, kind: str, table: str, asking: Asking) -> object:
        if asking.shape is None:
            return self.of(table, asking).example
        inner = self.example(kind, asking.shape)
        if asking.kind == "entries" and asking.key != ANY:
            return {self.about(self.table_of(kind, asking.shape), "id"): inner}
        return [inner] if asking.kind in ("records", "items") else inner


def load_meanings(locales: Path) -> Meanings:
    """The meanings in the folder of locales."""
    return Meanings(tomllib.loads((locales / f"format.{LANG}.toml").read_text("utf-8")))


def as_yaml(example: Mapping[str, object], indent: str = "") -> str:
    """An example as it stands in a file."""
    lines = []
    for key, value in example.items():
        if isinstance(value, Mapping):
            lines.append(f"{indent}{key}:\n{as_yaml(value, indent + '  ')}")
        elif isinstance(value, list):
            inner = as_yaml(value[0], indent + "    ")
            lines.append(f"{indent}{key}:\n{indent}  - {inner.lstrip()}")
        else:
            lines.append(f"{indent}{key}: {value}\n")
    return "".join(lines)
