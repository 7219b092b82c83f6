"""A mapping of a YAML file, read key by key into typed values, each fault with its place.

Every scalar stays the text that was written (`020`, `no` and `ei` are texts); the reader that asks
for a date or a flag says what it wants.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from sys import intern
from typing import Any, Final, TypeVar, Union

from pathviz.problems import LINE, Location, Place, Problems, nearest
from pathviz.source import MAX_DEPTH, Block, MappingNode, Mark, SequenceNode, Source, compose

_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_NUMBER: Final = re.compile(r"[0-9]{1,6}\Z")
# Plain words of YAML for no text; in quotes they are words.
_NOTHING: Final = frozenset({"", "~", "null"})
_SHORT: Final = len("null")  # no longer than these

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


def read_record(
    text: str, file: str, problems: Problems, *, sparse: bool = False, first_line: int = 1, where: Place | None = None
) -> Record | None:
    """The mapping that a YAML text holds, or None and a fault; it stands where the text begins, or where it is said to.

    `first_line` is the line of the file on which the text begins.
    """
    node = compose(text, file, problems, first_line=first_line)
    if node is None:
        return None
    source = Source(file, problems, sparse=sparse, first_line=first_line)
    return Record(node, source, where or source.place(node))


class Record:
    """A mapping whose keys are taken one by one; `close` reports the keys that nobody took.

    A record of a `sparse` source is a language layer: nothing is required and only texts are allowed in it. What says
    no more than an empty line has no value: an empty text, list or mapping. `where` is the key of the mapping, or its
    beginning where it has none.
    """

    __slots__ = ("_marks", "_node", "_source", "_taken", "_values", "problems", "sparse", "where")

    def __init__(self, node: MappingNode, source: Source, where: Place, depth: int = 0) -> None:
        self.problems, self.sparse = source.problems, source.sparse
        self.where = where
        self._node = node
        self._source = source
        self._taken: set[str] = set()
        self._values: dict[str, Value] = {}
        self._marks: dict[str, Mark] = {}  # of each key with a value: of its text, or of the key of what has parts
        values, marks = self._values, self._marks
        for name, value in node.value:
            if not isinstance(name, tuple):
                self.problems.add("wrong-type", source.place(name), key="?", expected="text")
                continue
            key = intern(name[0])  # the same few keys stand in every mapping: as one string each, found faster
            if key in values:
                self._note_again(key, source.place(name))
            elif isinstance(value, tuple):
                text, mark, _, style = value
                values[key] = source.text(value) if style else text
                if text.strip() if style else len(text) > _SHORT or text not in _NOTHING:
                    marks[key] = mark
            else:
                mark = name[1]
                values[key] = _parts(value, source, mark, depth)
                if value.value:
                    marks[key] = mark

    def _note_again(self, key: str, at: Place) -> None:
        self.problems.add("duplicate-key", at, key=key, first=str(self.key_place(key).line))

    # -- what the record holds ---------------------------------------------------------------

    @property
    def places(self) -> dict[str, int]:
        """Where each text stands, and the key of what has parts, packed (see `problems.packed`)."""
        first = self._source.first
        return {key: first + LINE * mark.line + mark.column for key, mark in self._marks.items()}

    def written(self) -> Iterable[str]:
        """Every key that is written, with a value or without, in written order."""
        return self._values.keys()

    def has(self, key: str) -> bool:
        """Whether the key is written with a value."""
        return key in self._marks

    def key_place(self, key: str) -> Location:
        """Where the key itself stands, or the record when it does not."""
        name = next((name for name, _ in self._node.value if isinstance(name, tuple) and name[0] == key), None)
        return Location(*(self._source.at(name[1]) if name is not None else self.where))

    def place(self, key: str) -> Location:
        """Where the value of a key stands, or the record when there is none."""
        return Location(*(self._source.at(self._marks[key]) if key in self._marks else self.where))

    def _take(self, key: str) -> Value | None:
        self._taken.add(key)
        return self._values[key] if key in self._marks else None

    def _take_fixed(self, key: str) -> Value | None:
        """As `_take`, for what a language layer may not change."""
        self._taken.add(key)
        if key not in self._marks:
            return None
        if self.sparse:
            self.problems.add("layer-not-text", self.key_place(key), key=key)
            return None
        return self._values[key]

    def _miss(self, key: str) -> None:
        """Report a required key that has no value."""
        if not self.sparse:
            self.problems.add("missing-key", self.key_place(key), key=key)

    def _wrong(self, key: str, expected: str, mark: Mark | None = None) -> None:
        """Report the value of a key, or an item of it that stands at a mark."""
        at = self._begin(key) if mark is None else self._source.at(mark)
        self.problems.add("wrong-type", at, key=key, expected=expected)

    def _begin(self, key: str) -> Place:
        """Where the value of a key begins; where it says nothing, the key."""
        if key not in self._marks:
            return self.key_place(key)
        values = (value for name, value in self._node.value if isinstance(name, tuple) and name[0] == key)
        return self._source.place(next(values))

    def close(self) -> None:
        """Report every key that was not taken, with the known key it is most like."""
        if self._taken.issuperset(self._values):
            return
        for key in self._values:
            if key in self._taken:
                continue
            near = nearest(key, self._taken)
            if self._node.flow_style and key not in self._marks and (" " in key or not near):
                # `{task: Kertoo, mitä toivoo}` is two keys to YAML, but never what was meant.
                self.problems.add("comma-in-braces", self.key_place(key), text=key)
            else:
                self.problems.add("unknown-key", self.key_place(key), key=key, near=near)

    # -- scalars -----------------------------------------------------------------------------

    def text(self, key: str, *, required: bool = False, longest: int | None = None) -> str:
        """A text with its white space folded; `longest` is a limit in characters."""
        self._taken.add(key)
        if key not in self._marks:
            if required:
                self._miss(key)
            return ""
        value = self._values[key]
        text = " ".join(value.split()) if isinstance(value, str) else self._folded(value, key)
        if longest is not None and len(text) > longest:
            self.problems.add("text-too-long", self.place(key), key=key, length=str(len(text)), limit=str(longest))
        return text

    def _folded(self, value: Value, key: str, mark: Mark | None = None) -> str:
        """A text of a key, or of the item of it at a mark, with its white space folded."""
        if isinstance(value, str):
            return " ".join(value.split())
        self._wrong(key, "text", mark)
        return ""

    def block(self, key: str) -> tuple[str, Location] | None:
        """A text with its lines kept (Markdown), and where it begins."""
        value = self._take(key)
        if value is None:
            return None
        if not isinstance(value, str):
            self._wrong(key, "text")
            return None
        at = self.place(key)
        return str(value), (Location(at.file, at.line + 1, 1) if isinstance(value, Block) else at)

    def flag(self, key: str) -> bool:
        """`true` or `false`."""
        value = self._take_fixed(key)
        if value is None:
            return False
        word = self._folded(value, key).lower()
        if word not in ("true", "false"):
            self._wrong(key, "flag")
        return word == "true"

    def number(self, key: str) -> int | None:
        """A whole number, zero or more."""
        value = self._take_fixed(key)
        if value is None:
            return None
        word = self._folded(value, key)
        if not _NUMBER.match(word):
            self._wrong(key, "number")
            return None
        return int(word)

    def date(self, key: str, *, required: bool = False) -> dt.date | None:
        """A day written as 2026-11-21."""
        value = self._take_fixed(key)
        if value is None:
            if required:
                self._miss(key)
            return None
        word = self._folded(value, key)
        try:
            if _DATE.match(word):
                return dt.date.fromisoformat(word)
        except ValueError:
            pass
        self._wrong(key, "date")
        return None

    def choice(self, key: str, choices: type[E], default: E, *, required: bool = False) -> E:
        """One of the words of an enumeration."""
        value = self._take_fixed(key)
        if value is None:
            if required:
                self._miss(key)
            return default
        return self._choice(value, key, choices) or default

    def choices(self, key: str, choices: type[E], *, required: bool = True) -> tuple[E, ...]:
        """One or several of the words of an enumeration."""
        value = self._take_fixed(key)
        if value is None:
            if required:
                self._miss(key)
            return ()
        if isinstance(value, str) and value in (known := _WORDS[choices]):  # as it mostly is
            return (known[value],)
        if isinstance(value, list):
            found = [self._choice(item, key, choices, mark) for item, mark in value]
            return tuple([word for word in found if word is not None])
        one = self._choice(value, key, choices)
        return (one,) if one is not None else ()

    def _choice(self, value: Value, key: str, choices: type[E], mark: Mark | None = None) -> E | None:
        known: dict[str, E] = _WORDS[choices]
        if isinstance(value, str) and value in known:  # with no white space to fold
            return known[value]
        word = self._folded(value, key, mark)
        if word in known:
            return known[word]
        if word:
            at = self._begin(key) if mark is None else self._source.at(mark)
            self.problems.add("unknown-word", at, key=key, word=word, known=", ".join(known), near=nearest(word, known))
        return None

    # -- lists and mappings ------------------------------------------------------------------

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one."""
        if key not in self._marks:  # as in most steps
            self._taken.add(key)
            return ()
        return tuple([text for text, _ in self._texts(self._take(key), key)])

    def located_texts(
        self,
        key: str,
        *,
        form: str = "",  # noqa: ARG002 (for `shape`, which describes the format)
    ) -> tuple[tuple[str, Place], ...]:
        """A list of texts, which no layer may change, with their places; `form` names how they are to be written."""
        return tuple([(text, self._source.at(mark)) for text, mark in self._texts(self._take_fixed(key), key)])

    def _texts(self, value: Value | None, key: str) -> Iterator[tuple[str, Mark]]:
        for item, mark in self._items(value, key):
            text = self._folded(item, key, mark)
            if text:
                yield text, mark

    def _items(self, value: Value | None, key: str) -> Sequence[tuple[Value, Mark]]:
        """The items of a list with their places; what is none stands for a list of one (`next: arviointi`)."""
        if value is None:
            return ()
        if isinstance(value, Record):
            self._wrong(key, "list")
            return ()
        return value if isinstance(value, list) else [(value, self._marks[key])]

    def located_text(
        self,
        key: str,
        *,
        required: bool = False,
        fixed: bool = True,
        form: str = "",  # noqa: ARG002 (as above)
    ) -> tuple[str, Place] | None:
        """A text with its place; `form` as above."""
        value = self._take_fixed(key) if fixed else self._take(key)
        if value is None:
            if required:
                self._miss(key)
            return None
        text = self._folded(value, key)
        return (text, self._source.at(self._marks[key])) if text else None

    def named_texts(self, key: str) -> dict[str, str]:
        """A mapping of names to texts."""
        inner = self.record(key)
        if inner is None:
            return {}
        return {name: inner.text(name) for name in inner.written()}

    def record(self, key: str) -> Record | None:
        """A mapping under a key."""
        value = self._take(key)
        if value is None or isinstance(value, Record):
            return value
        self._wrong(key, "mapping")
        return None

    def items(self, key: str) -> Iterator[Record | tuple[str, Place]]:
        """The items of a list: a mapping as a record, a plain text as text and place."""
        for item, mark in self._items(self._take(key), key):
            if isinstance(item, Record):
                yield item
            elif isinstance(item, str):
                yield self._folded(item, key), self._source.at(mark)
            else:
                self._wrong(key, "text", mark)

    def records(self, key: str) -> Iterator[Record]:
        """The items of a list of mappings."""
        for item in self.items(key):
            if isinstance(item, Record):
                yield item
            else:
                self.problems.add("wrong-type", item[1], key=key, expected="mapping")

    def entries(self, key: str | None = None) -> Iterable[tuple[str, Record]]:
        """Ids and their mappings: of the mapping under `key`, or of this record itself."""
        if key is not None:
            inner = self.record(key)
            return inner.entries() if inner is not None else ()
        self._taken.update(self._values)
        found = []
        for name, value in self._values.items():
            if isinstance(value, Record):
                found.append((name, value))
            else:
                self._wrong(name, "mapping")
        return found

    def each(self, key: str, read: Callable[[Record], T]) -> tuple[T, ...]:
        """Every item of a list of mappings, read by `read`."""
        if key not in self._marks:  # as in most steps
            self._taken.add(key)
            return ()
        return tuple([read(item) for item in self.records(key)])


Value = Union[str, Record, list[tuple["Value", Mark]]]  # noqa: UP007 (it names itself)
"""A text, a mapping, or a list of items with their places."""


def _parts(node: MappingNode | SequenceNode, source: Source, mark: Mark, depth: int) -> Value:
    """The items of a list, or a mapping as a record that stands at a mark."""
    if depth > MAX_DEPTH:
        source.problems.add("yaml-too-deep", source.place(node), limit=str(MAX_DEPTH))
        return ""
    if isinstance(node, MappingNode):
        return Record(node, source, source.at(mark), depth + 1)
    return [
        (source.text(item), item[1])
        if isinstance(item, tuple)
        else (_parts(item, source, item.start_mark, depth + 1), item.start_mark)
        for item in node.value
    ]


class _Words(dict[type[E], dict[str, E]]):
    """The members of enumerations by their words; asking an enumeration is slow, and often done."""

    def __missing__(self, choices: type[E]) -> dict[str, E]:
        found = self[choices] = {choice.value: choice for choice in choices}
        return found


_WORDS: Final[_Words[Any]] = _Words()
