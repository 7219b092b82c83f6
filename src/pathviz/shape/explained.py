"""The format as a page explains it: each kind of file, then its parts, every part once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pathviz.shape.asked import ANY, Asking
from pathviz.shape.files import FILES, FileKind
from pathviz.shape.meanings import Meanings, as_yaml


@dataclass(frozen=True, slots=True)
class Key:
    """A key; `part` names the table of the keys below it."""

    key: str
    meaning: str
    kind: str
    required: bool
    longest: int | None
    example: str
    part: str


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of file or a part of one; `also` names a part all of whose keys it has too."""

    table: str
    title: str
    about: str
    keys: tuple[Key, ...]
    place: str = ""
    example: str = ""
    is_text: bool = False
    also: str = ""


@cache
def explained(meanings: Meanings) -> tuple[Part, ...]:
    """All kinds of files in their order, each followed by those of its parts that were not met before."""
    seen: set[str] = set()
    return tuple(part for kind in FILES for part in _parts(kind, meanings, seen))


def _parts(kind: FileKind, meanings: Meanings, seen: set[str]) -> Iterator[Part]:
    pending = [kind.shape]
    is_file = True
    while pending:
        shape = pending.pop(0)
        pending = [asking.shape for asking in shape.asks.values() if asking.shape is not None] + pending
        table = meanings.table_of(kind.name, shape)
        # A catalogue is its entries: what it holds is told once.
        if shape.rest is not None and shape.rest.shape is not None:
            continue
        if table not in seen:
            seen.add(table)
            example = as_yaml(example_of(kind, meanings)) if is_file else ""
            place = kind.place if is_file else ""
            keys = tuple(_key(kind, table, asking, meanings) for asking in meanings.own(table, shape))
            title, about = (meanings.about(table, what) for what in ("title", "about"))
            yield Part(table, title, about, keys, place, example, kind.is_text and is_file, meanings.also(table))
        is_file = False


def _key(kind: FileKind, table: str, asking: Asking, meanings: Meanings) -> Key:
    meaning = meanings.of(table, asking)
    part = meanings.table_of(kind.name, asking.shape) if asking.shape is not None else ""
    name = meanings.about(table, "id") if asking.key == ANY else asking.key
    is_required = asking.required and asking.key not in kind.either
    longest = asking.longest
    return Key(name, meaning.text, asking.kind, is_required, longest, meaning.example, part)


def example_of(kind: FileKind, meanings: Meanings) -> dict[str, object]:
    """A whole example of a file, with one of the keys of which either will do."""
    found = meanings.example(kind.name, kind.shape)
    for key in kind.either[1:]:
        del found[key]
    return found
