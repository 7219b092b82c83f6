"""What the readers of the format ask of a record: the format's description, taken from the readers themselves.

The functions of `schema` are the format's grammar, and there is no other. An `Asked` record holds nothing; it is given
to a reader in a record's place and writes down each key that it is asked for, and how. So a key that is added to a
reader is in the schemas and on the site's page at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, Literal, TypeVar

from pathviz.problems import Location, Place, Problems
from pathviz.records import Record
from pathviz.source import MappingNode, Source

Kind = Literal[
    "text",
    "texts",
    "block",
    "flag",
    "number",
    "date",
    "choice",
    "choices",
    "record",
    "records",
    "items",
    "entries",
    "named",
]
ANY: Final = "*"
"""Stands for a key that the author names: an id, or a word of the author's own."""
_DEPTH: Final = 6
_WORD: Final = "x"
T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


@dataclass(slots=True)
class Asking:
    """A key as it is asked for. `choices` are the words that may stand there, `form` names a way to write a text."""

    key: str
    kind: Kind
    required: bool = False
    longest: int | None = None
    choices: tuple[str, ...] = ()
    form: str = ""
    shape: Shape | None = None


@dataclass(slots=True)
class Shape:
    """A mapping of the format: its keys in the order in which they are asked for.

    `rest` is what every key holds that the author names. `rules` are the codes of faults that an empty one has, beyond
    keys that are missing.
    """

    name: str
    asks: dict[str, Asking] = field(default_factory=dict)
    rules: set[str] = field(default_factory=set)

    @property
    def rest(self) -> Asking | None:
        """What stands under keys that the author names."""
        return self.asks.get(ANY)

    @property
    def known(self) -> list[Asking]:
        """The keys that the format names."""
        return [asking for key, asking in self.asks.items() if key != ANY]


def shape_of(name: str, read: Callable[[Record], object], *, sparse: bool = False) -> Shape:
    """The shape of what a function reads; `sparse` for a language layer, of which nothing is required."""
    shapes: dict[str, Shape] = {}
    # Records are empty first at the top and then ever deeper: what is missed in an empty one is told by its reader.
    for depth in range(_DEPTH):
        problems = Problems()
        read(_Asked(name, "", problems, shapes, left=depth, sparse=sparse))
        for problem in problems:
            shape = shapes[problem.at.file]
            key = problem.values.get("key", "")
            if problem.code == "missing-key" and key in shape.asks:
                shape.asks[key].required = True
            elif problem.code in ("dead-end", "document-without-target"):
                shape.rules.add(problem.code)
    return shapes[""]


class _Asked(Record):
    """A record that holds nothing and notes what it is asked; `pointer` names it, `left` levels below it are filled."""

    __slots__ = ("_left", "_pointer", "_shapes", "shape")

    def __init__(
        self, name: str, pointer: str, problems: Problems, shapes: dict[str, Shape], *, left: int, sparse: bool
    ) -> None:
        super().__init__(MappingNode("", []), Source(pointer, problems, sparse=sparse), (pointer, 1, 1))
        self._left = left
        self._pointer = pointer
        self._shapes = shapes
        self.shape = shapes.setdefault(pointer, Shape(name))

    def _note(self, asking: Asking, *, fixed: bool = False) -> None:
        if not (fixed and self.sparse):
            asking.required = asking.required and not self.sparse
            self.shape.asks.setdefault(asking.key, asking)

    def _child(self, key: str, kind: Kind, name: str = "") -> Iterator[_Asked]:
        """The record below a key, once, if the level below is filled."""
        pointer = f"{self._pointer}/{key}"
        if not self._left:
            self._note(Asking(key, kind, shape=self._shapes.setdefault(pointer, Shape(name or key))))
            return
        child = _Asked(name or key, pointer, self.problems, self._shapes, left=self._left - 1, sparse=self.sparse)
        self._note(Asking(key, kind, shape=child.shape))
        yield child

    # -- what readers ask ----------------------------------------------------------------------

    def written(self) -> Iterable[str]:
        return (ANY,)

    def has(self, key: str) -> bool:  # noqa: ARG002 (all keys are written, or none)
        return self._left > 0

    def close(self) -> None:
        """Nothing is unknown."""

    def text(self, key: str, *, required: bool = False, longest: int | None = None) -> str:
        self._note(Asking(key, "text", required, longest))
        return ""

    def block(self, key: str) -> tuple[str, Location] | None:
        self._note(Asking(key, "block"))
        return "", Location(*self.where)

    def flag(self, key: str) -> bool:
        self._note(Asking(key, "flag"), fixed=True)
        return False

    def number(self, key: str) -> int | None:
        self._note(Asking(key, "number"), fixed=True)
        return None

    def date(self, key: str, *, required: bool = False) -> date | None:
        self._note(Asking(key, "date", required), fixed=True)
        return None

    def choice(self, key: str, choices: type[E], default: E, *, required: bool = False) -> E:
        self._note(Asking(key, "choice", required, choices=tuple(choices)), fixed=True)
        return default

    def choices(self, key: str, choices: type[E], *, required: bool = True) -> tuple[E, ...]:
        self._note(Asking(key, "choices", required, choices=tuple(choices)), fixed=True)
        return ()

    def texts(self, key: str) -> tuple[str, ...]:
        self._note(Asking(key, "texts"))
        return ()

    def located_texts(self, key: str, *, form: str = "") -> tuple[tuple[str, Place], ...]:
        self._note(Asking(key, "texts", form=form), fixed=True)
        return ()

    def located_text(
        self, key: str, *, required: bool = False, fixed: bool = True, form: str = ""
    ) -> tuple[str, Place] | None:
        self._note(Asking(key, "text", required, form=form), fixed=fixed)
        return _WORD, self.where

    def named_texts(self, key: str) -> dict[str, str]:
        self._note(Asking(key, "named"))
        return {ANY: ""}

    def record(self, key: str) -> Record | None:
        return next(self._child(key, "record"), None)

    def items(self, key: str) -> Iterator[Record | tuple[str, Place]]:
        yield from self._child(key, "items")

    def records(self, key: str) -> Iterator[Record]:
        yield from self._child(key, "records")

    def entries(self, key: str | None = None) -> Iterator[tuple[str, Record]]:
        for child in self._child(ANY if key is None else key, "entries"):
            yield _WORD, child

    def each(self, key: str, read: Callable[[Record], T]) -> tuple[T, ...]:
        return tuple(read(child) for child in self._child(key, "records", read.__name__.strip("_")))
