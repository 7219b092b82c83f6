"""A mapping of a YAML file, read key by key into typed values, each fault with its place.

Every scalar stays the text that was written (`020`, `no` and `ei` are texts); the reader that asks
for a date or a flag says what it wants.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from sys import intern
from typing import Any, Final, TypeVar

from pathviz.problems import Location, Problems, nearest, packed, unpacked
from pathviz.source import MappingNode, Node, ScalarNode, SequenceNode, place_of

_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# Plain words of YAML for no text; in quotes they are words (a plain scalar's style is None or "", by the parser).
_NOTHING: Final = frozenset({"~", "null"})

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class Record:
    """A mapping whose keys are taken one by one; `close` reports the keys that nobody took.

    A `sparse` record is a language layer: nothing is required and only texts are allowed in it.
    """

    __slots__ = ("_is_flow", "_pairs", "_shift", "_taken", "at", "file", "places", "problems", "sparse")

    def __init__(
        self,
        node: MappingNode,
        file: str,
        problems: Problems,
        *,
        shift: int = 0,
        sparse: bool = False,
        at: Location | None = None,
    ) -> None:
        self.file = file
        self.problems = problems
        self.sparse = sparse
        self._shift = shift
        self._is_flow = bool(node.flow_style)
        self.at = at or place_of(node, file, shift)
        self._taken: set[str] = set()
        pairs: dict[str, tuple[ScalarNode, Node]] = {}
        self._pairs = pairs
        # Where each key that has a value was written; a packed place, since it is seldom asked for.
        places: dict[str, int | Location] = {}
        self.places = places
        for pair in node.value:
            key_node, value = pair
            if not isinstance(key_node, ScalarNode):
                problems.add("wrong-type", place_of(key_node, file, shift), key="?", expected="text")
                continue
            # The same few keys stand in every mapping: as one string each, they are found and sent faster.
            key = intern(key_node.value)
            if key in pairs:
                first = self.key_place(key).line
                problems.add("duplicate-key", place_of(key_node, file, shift), key=key, first=str(first))
                continue
            pairs[key] = pair
            written = value.value
            if not isinstance(value, ScalarNode):
                if written:  # `[]` and `{}` say no more than an empty line does
                    mark = key_node.start_mark
                    places[key] = packed(mark.line + 1 + shift, mark.column + 1)
            elif written and (written not in _NOTHING or value.style) and not written.isspace():
                mark = value.start_mark
                places[key] = packed(mark.line + 1 + shift, mark.column + 1)

    # -- what the record holds ---------------------------------------------------------------

    def written(self) -> Iterable[str]:
        """Every key that is written, with a value or without, in written order."""
        return self._pairs.keys()

    def has(self, key: str) -> bool:
        """Whether the key is written with a value."""
        return key in self.places

    def key_place(self, key: str) -> Location:
        """Where the key itself stands, or the record when it does not."""
        pair = self._pairs.get(key)
        return place_of(pair[0], self.file, self._shift) if pair is not None else self.at

    def place(self, key: str) -> Location:
        """Where the value of a key stands, or the record when there is none."""
        found = self.places.get(key)
        return unpacked(found, self.file) if isinstance(found, int) else found or self.at

    def _take(self, key: str, *, required: bool = False) -> Node | None:
        self._taken.add(key)
        if key in self.places:
            return self._pairs[key][1]
        if required and not self.sparse:
            self.problems.add("missing-key", self.key_place(key), key=key)
        return None

    def _take_fixed(self, key: str, *, required: bool = False) -> Node | None:
        """As `_take`, for what a language layer may not change."""
        node = self._take(key, required=required)
        if node is not None and self.sparse:
            self.problems.add("layer-not-text", self.key_place(key), key=key)
            return None
        return node

    def _wrong(self, node: Node, key: str, expected: str) -> None:
        self.problems.add("wrong-type", place_of(node, self.file, self._shift), key=key, expected=expected)

    def close(self) -> None:
        """Report every key that was not taken, with the known key it is most like."""
        for key in self._pairs:
            if key in self._taken:
                continue
            near = nearest(key, self._taken)
            if self._is_flow and key not in self.places and (" " in key or not near):
                # `{task: Kertoo, mitä toivoo}` is two keys to YAML, but never what was meant.
                self.problems.add("comma-in-braces", self.key_place(key), text=key)
            else:
                self.problems.add("unknown-key", self.key_place(key), key=key, near=near)

    # -- scalars -----------------------------------------------------------------------------

    def text(self, key: str, *, required: bool = False, longest: int | None = None) -> str:
        """A text with its white space folded; `longest` is a limit in characters."""
        node = self._take(key, required=required)
        if node is None:
            return ""
        text = self._scalar(node, key)
        if longest is not None and len(text) > longest:
            at = place_of(node, self.file, self._shift)
            self.problems.add("text-too-long", at, key=key, length=str(len(text)), limit=str(longest))
        return text

    def _scalar(self, node: Node, key: str) -> str:
        if not isinstance(node, ScalarNode):
            self._wrong(node, key, "text")
            return ""
        if node.style == '"':
            self._note_controls(node)
        return " ".join(node.value.split())

    def _note_controls(self, node: ScalarNode) -> None:
        """An escape in double quotes can write what a file may not hold as it is."""
        if _CONTROL.search(node.value):
            self.problems.add("not-text", place_of(node, self.file, self._shift))

    def block(self, key: str) -> tuple[str, Location] | None:
        """A text with its lines kept (Markdown), and where it begins."""
        node = self._take(key)
        if node is None:
            return None
        if not isinstance(node, ScalarNode):
            self._wrong(node, key, "text")
            return None
        if node.style == '"':
            self._note_controls(node)
        at = place_of(node, self.file, self._shift)
        return node.value, (Location(at.file, at.line + 1, 1) if node.style in ("|", ">") else at)

    def flag(self, key: str) -> bool:
        """`true` or `false`."""
        node = self._take_fixed(key)
        if node is None:
            return False
        word = self._scalar(node, key).lower()
        if word not in ("true", "false"):
            self._wrong(node, key, "flag")
        return word == "true"

    def number(self, key: str) -> int | None:
        """A whole number, zero or more."""
        node = self._take_fixed(key)
        if node is None:
            return None
        word = self._scalar(node, key)
        if not re.fullmatch(r"[0-9]{1,6}", word):
            self._wrong(node, key, "number")
            return None
        return int(word)

    def date(self, key: str, *, required: bool = False) -> dt.date | None:
        """A day written as 2026-11-21."""
        node = self._take_fixed(key, required=required)
        if node is None:
            return None
        word = self._scalar(node, key)
        try:
            if _DATE.match(word):
                return dt.date.fromisoformat(word)
        except ValueError:
            pass
        self._wrong(node, key, "date")
        return None

    def choice(self, key: str, choices: type[E], default: E, *, required: bool = False) -> E:
        """One of the words of an enumeration."""
        node = self._take_fixed(key, required=required)
        if node is None:
            return default
        return self._choice(node, key, choices) or default

    def choices(self, key: str, choices: type[E], *, required: bool = True) -> tuple[E, ...]:
        """One or several of the words of an enumeration."""
        node = self._take_fixed(key, required=required)
        if node is None:
            return ()
        nodes = node.value if isinstance(node, SequenceNode) else [node]
        return tuple(word for item in nodes if (word := self._choice(item, key, choices)) is not None)

    def _choice(self, node: Node, key: str, choices: type[E]) -> E | None:
        word = self._scalar(node, key)
        known = _words_of(choices)
        if word in known:
            return known[word]
        if word:
            at = place_of(node, self.file, self._shift)
            self.problems.add("unknown-word", at, key=key, word=word, known=", ".join(known), near=nearest(word, known))
        return None

    # -- lists and mappings ------------------------------------------------------------------

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one."""
        return tuple(text for text, _ in self.located_texts(key))

    def located_texts(
        self,
        key: str,
        *,
        fixed: bool = False,
        form: str = "",  # noqa: ARG002 (for `shape`, which describes the format)
    ) -> tuple[tuple[str, Location], ...]:
        """A list of texts with their places; `form` names the way in which their reader wants them written."""
        node = self._take_fixed(key) if fixed else self._take(key)
        if node is None:
            return ()
        if isinstance(node, MappingNode):
            self._wrong(node, key, "list")
            return ()
        nodes = node.value if isinstance(node, SequenceNode) else [node]
        found = ((self._scalar(item, key), place_of(item, self.file, self._shift)) for item in nodes)
        return tuple((text, at) for text, at in found if text)

    def located_text(
        self,
        key: str,
        *,
        required: bool = False,
        fixed: bool = True,
        form: str = "",  # noqa: ARG002 (as above)
    ) -> tuple[str, Location] | None:
        """A text with its place; `form` as above."""
        node = self._take_fixed(key, required=required) if fixed else self._take(key, required=required)
        if node is None:
            return None
        text = self._scalar(node, key)
        return (text, place_of(node, self.file, self._shift)) if text else None

    def named_texts(self, key: str) -> dict[str, str]:
        """A mapping of names to texts."""
        inner = self.record(key)
        if inner is None:
            return {}
        return {name: inner.text(name) for name in inner.written()}

    def record(self, key: str) -> Record | None:
        """A mapping under a key."""
        node = self._take(key)
        if node is None:
            return None
        if not isinstance(node, MappingNode):
            self._wrong(node, key, "mapping")
            return None
        return self._inner(node, self.key_place(key))

    def items(self, key: str) -> Iterator[Record | tuple[str, Location]]:
        """The items of a list: a mapping as a record, a plain text as text and place."""
        node = self._take(key)
        if node is None:
            return
        if isinstance(node, MappingNode):
            self._wrong(node, key, "list")
            return
        # One text stands for a list of one: `next: arviointi`.
        for item in node.value if isinstance(node, SequenceNode) else [node]:
            if isinstance(item, MappingNode):
                yield self._inner(item)
            elif isinstance(item, ScalarNode):
                yield self._scalar(item, key), place_of(item, self.file, self._shift)
            else:
                self._wrong(item, key, "text")

    def records(self, key: str) -> Iterator[Record]:
        """The items of a list of mappings."""
        for item in self.items(key):
            if isinstance(item, Record):
                yield item
            else:
                self.problems.add("wrong-type", item[1], key=key, expected="mapping")

    def entries(self, key: str | None = None) -> Iterator[tuple[str, Record]]:
        """Ids and their mappings: of the mapping under `key`, or of this record itself."""
        if key is not None:
            inner = self.record(key)
            if inner is not None:
                yield from inner.entries()
            return
        for name, (key_node, node) in self._pairs.items():
            self._taken.add(name)
            if isinstance(node, MappingNode):
                yield name, self._inner(node, place_of(key_node, self.file, self._shift))
            elif name in self.places:
                self._wrong(node, name, "mapping")
            else:
                self.problems.add("wrong-type", self.key_place(name), key=name, expected="mapping")

    def _inner(self, node: MappingNode, at: Location | None = None) -> Record:
        return Record(node, self.file, self.problems, shift=self._shift, sparse=self.sparse, at=at)

    def each(self, key: str, read: Callable[[Record], T]) -> tuple[T, ...]:
        """Every item of a list of mappings, read by `read`."""
        return tuple(read(item) for item in self.records(key))


_WORDS: Final[dict[type[StrEnum], dict[str, Any]]] = {}


def _words_of(choices: type[E]) -> dict[str, E]:
    """The members of an enumeration by their words; asking an enumeration is slow, and often done."""
    found = _WORDS.get(choices)
    if found is None:
        found = _WORDS[choices] = {choice.value: choice for choice in choices}
    return found
