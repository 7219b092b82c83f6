"""What a YAML file says, apart from its notation: mappings, lists and texts, each with its place.

Every scalar is the text that was written. Places are packed (see `problems.packed`): there are hundreds in a file, and
few are ever asked for.
"""

from __future__ import annotations

from typing import Union


class Block(str):
    """A text written below its mark (`|` or `>`), which is its place."""

    __slots__ = ()


class Sequence:
    """A list: its items with their places, and where it begins."""

    __slots__ = ("at", "items")

    def __init__(self, at: int) -> None:
        self.at = at
        self.items: list[tuple[Value, int]] = []


class Mapping:
    """A mapping: where it begins, where each key stands in written order, and the values.

    `places` are those of the texts, and of the keys of what has parts. What has none says no more than an empty line:
    an empty text, list or mapping.
    """

    __slots__ = ("at", "is_flow", "keys", "places", "values")

    def __init__(self, at: int, *, is_flow: bool = False) -> None:
        self.at = at
        self.is_flow = is_flow
        self.keys: dict[str, int] = {}
        self.values: dict[str, Value] = {}
        self.places: dict[str, int] = {}

    def begins(self, key: str) -> int:
        """Where the value of a key begins; where it says nothing, the key."""
        value = self.values.get(key)
        if isinstance(value, Sequence | Mapping) and key in self.places:
            return value.at
        return self.places.get(key, self.keys[key])


Value = Union[str, Sequence, Mapping]  # noqa: UP007 (the names are not known yet where this is read)
