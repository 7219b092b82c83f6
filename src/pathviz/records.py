"""A mapping of a YAML file, read key by key into typed values, each fault with its place.

Every scalar stays the text that was written (`020`, `no` and `ei` are texts); the reader that asks
for a date or a flag says what it wants.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import Any, Final, TypeVar

from pathviz.problems import Location, Problems, nearest, unpacked
from pathviz.written import Block, Mapping, Sequence, Value

_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z")

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class Record:
    """A mapping whose keys are taken one by one; `close` reports the keys that nobody took.

    A `sparse` record is a language layer: nothing is required and only texts are allowed in it.
    """

    __slots__ = ("_mapping", "_taken", "_values", "at", "file", "places", "problems", "sparse")

    def __init__(
        self, mapping: Mapping, file: str, problems: Problems, *, sparse: bool = False, at: Location | None = None
    ) -> None:
        self.file = file
        self.problems = problems
        self.sparse = sparse
        self.at = at or unpacked(mapping.at, file)
        self.places = mapping.places
        self._mapping = mapping
        self._values = mapping.values
        self._taken: set[str] = set()

    # -- what the record holds ---------------------------------------------------------------

    def written(self) -> Iterable[str]:
        """Every key that is written, with a value or without, in written order."""
        return self._mapping.keys.keys()

    def has(self, key: str) -> bool:
        """Whether the key is written with a value."""
        return key in self.places

    def key_place(self, key: str) -> Location:
        """Where the key itself stands, or the record when it does not."""
        found = self._mapping.keys.get(key)
        return unpacked(found, self.file) if found is not None else self.at

    def place(self, key: str) -> Location:
        """Where the value of a key stands, or the record when there is none."""
        found = self.places.get(key)
        return unpacked(found, self.file) if found is not None else self.at

    def _take(self, key: str) -> Value | None:
        self._taken.add(key)
        return self._values[key] if key in self.places else None

    def _take_fixed(self, key: str) -> Value | None:
        """As `_take`, for what a language layer may not change."""
        self._taken.add(key)
        if key not in self.places:
            return None
        if self.sparse:
            self.problems.add("layer-not-text", self.key_place(key), key=key)
            return None
        return self._values[key]

    def _miss(self, key: str) -> None:
        """Report a required key that has no value."""
        if not self.sparse:
            self.problems.add("missing-key", self.key_place(key), key=key)

    def _wrong(self, value: Value, key: str, expected: str) -> None:
        at = self.place(key) if isinstance(value, str) else unpacked(value.at, self.file)
        self.problems.add("wrong-type", at, key=key, expected=expected)

    def close(self) -> None:
        """Report every key that was not taken, with the known key it is most like."""
        if self._mapping.keys.keys() <= self._taken:
            return
        for key in self._mapping.keys:
            if key in self._taken:
                continue
            near = nearest(key, self._taken)
            if self._mapping.is_flow and key not in self.places and (" " in key or not near):
                # `{task: Kertoo, mitä toivoo}` is two keys to YAML, but never what was meant.
                self.problems.add("comma-in-braces", self.key_place(key), text=key)
            else:
                self.problems.add("unknown-key", self.key_place(key), key=key, near=near)

    # -- scalars -----------------------------------------------------------------------------

    def text(self, key: str, *, required: bool = False, longest: int | None = None) -> str:
        """A text with its white space folded; `longest` is a limit in characters."""
        self._taken.add(key)
        if key not in self.places:
            if required:
                self._miss(key)
            return ""
        value = self._values[key]
        text = " ".join(value.split()) if isinstance(value, str) else self._folded(value, key)
        if longest is not None and len(text) > longest:
            self.problems.add("text-too-long", self.place(key), key=key, length=str(len(text)), limit=str(longest))
        return text

    def _folded(self, value: Value, key: str) -> str:
        if isinstance(value, str):
            return " ".join(value.split())
        self._wrong(value, key, "text")
        return ""

    def block(self, key: str) -> tuple[str, Location] | None:
        """A text with its lines kept (Markdown), and where it begins."""
        value = self._take(key)
        if value is None:
            return None
        if not isinstance(value, str):
            self._wrong(value, key, "text")
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
            self._wrong(value, key, "flag")
        return word == "true"

    def number(self, key: str) -> int | None:
        """A whole number, zero or more."""
        value = self._take_fixed(key)
        if value is None:
            return None
        word = self._folded(value, key)
        if not re.fullmatch(r"[0-9]{1,6}", word):
            self._wrong(value, key, "number")
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
        self._wrong(value, key, "date")
        return None

    def choice(self, key: str, choices: type[E], default: E, *, required: bool = False) -> E:
        """One of the words of an enumeration."""
        value = self._take_fixed(key)
        if value is None:
            if required:
                self._miss(key)
            return default
        return self._choice(value, self.places[key], key, choices) or default

    def choices(self, key: str, choices: type[E], *, required: bool = True) -> tuple[E, ...]:
        """One or several of the words of an enumeration."""
        value = self._take_fixed(key)
        if value is None:
            if required:
                self._miss(key)
            return ()
        if isinstance(value, Sequence):
            found = [self._choice(item, place, key, choices) for item, place in value.items]
            return tuple([word for word in found if word is not None])
        one = self._choice(value, self.places[key], key, choices)
        return (one,) if one is not None else ()

    def _choice(self, value: Value, place: int, key: str, choices: type[E]) -> E | None:
        known = _words_of(choices)
        if value in known:  # as it mostly is, with no white space to fold
            return known[value]
        word = self._folded(value, key)
        if word in known:
            return known[word]
        if word:
            at = unpacked(place, self.file)
            self.problems.add("unknown-word", at, key=key, word=word, known=", ".join(known), near=nearest(word, known))
        return None

    # -- lists and mappings ------------------------------------------------------------------

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one."""
        return tuple([text for text, _ in self._texts(self._take(key), key)])

    def located_texts(
        self,
        key: str,
        *,
        fixed: bool = False,
        form: str = "",  # noqa: ARG002 (for `shape`, which describes the format)
    ) -> tuple[tuple[str, Location], ...]:
        """A list of texts with their places; `form` names the way in which their reader wants them written."""
        found = self._texts(self._take_fixed(key) if fixed else self._take(key), key)
        return tuple([(text, unpacked(place, self.file)) for text, place in found])

    def _texts(self, value: Value | None, key: str) -> Iterable[tuple[str, int]]:
        if value is None:
            return ()
        if isinstance(value, Mapping):
            self._wrong(value, key, "list")
            return ()
        found = [(self._folded(item, key), place) for item, place in self._items(value, key)]
        return [each for each in found if each[0]]

    def _items(self, value: Value, key: str) -> list[tuple[Value, int]]:
        """The items of a list with their places; what is none stands for a list of one (`next: arviointi`)."""
        return value.items if isinstance(value, Sequence) else [(value, self.places[key])]

    def located_text(
        self,
        key: str,
        *,
        required: bool = False,
        fixed: bool = True,
        form: str = "",  # noqa: ARG002 (as above)
    ) -> tuple[str, Location] | None:
        """A text with its place; `form` as above."""
        value = self._take_fixed(key) if fixed else self._take(key)
        if value is None:
            if required:
                self._miss(key)
            return None
        text = self._folded(value, key)
        return (text, self.place(key)) if text else None

    def named_texts(self, key: str) -> dict[str, str]:
        """A mapping of names to texts."""
        inner = self.record(key)
        if inner is None:
            return {}
        return {name: inner.text(name) for name in inner.written()}

    def record(self, key: str) -> Record | None:
        """A mapping under a key."""
        mapping = self._mapping_under(key)
        return self._inner(mapping, self.key_place(key)) if mapping is not None else None

    def _mapping_under(self, key: str) -> Mapping | None:
        value = self._take(key)
        if value is None or isinstance(value, Mapping):
            return value
        self._wrong(value, key, "mapping")
        return None

    def items(self, key: str) -> Iterator[Record | tuple[str, Location]]:
        """The items of a list: a mapping as a record, a plain text as text and place."""
        value = self._take(key)
        if value is None:
            return
        if isinstance(value, Mapping):
            self._wrong(value, key, "list")
            return
        for item, place in self._items(value, key):
            if isinstance(item, Mapping):
                yield self._inner(item)
            elif isinstance(item, str):
                yield self._folded(item, key), unpacked(place, self.file)
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
        mapping = self._mapping if key is None else self._mapping_under(key)
        if mapping is None:
            return
        if key is None:
            self._taken.update(self._mapping.keys)
        for name, place in mapping.keys.items():
            value = mapping.values.get(name)
            if isinstance(value, Mapping):
                yield name, self._inner(value, unpacked(place, self.file))
            else:
                at = unpacked(mapping.begins(name), self.file)
                self.problems.add("wrong-type", at, key=name, expected="mapping")

    def _inner(self, mapping: Mapping, at: Location | None = None) -> Record:
        return Record(mapping, self.file, self.problems, sparse=self.sparse, at=at)

    def each(self, key: str, read: Callable[[Record], T]) -> tuple[T, ...]:
        """Every item of a list of mappings, read by `read`."""
        if key not in self.places:  # as in most steps
            self._taken.add(key)
            return ()
        return tuple([read(item) for item in self.records(key)])


_WORDS: Final[dict[type[StrEnum], dict[str, Any]]] = {}


def _words_of(choices: type[E]) -> dict[str, E]:
    """The members of an enumeration by their words; asking an enumeration is slow, and often done."""
    found = _WORDS.get(choices)
    if found is None:
        found = _WORDS[choices] = {choice.value: choice for choice in choices}
    return found
