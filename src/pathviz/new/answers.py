"""What the author is asked: every answer may be given as an option, asked in a terminal, or be the default."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from pathviz.problems import nearest
from pathviz.source import ID, as_id

Ask = Callable[[str, str], str]
"""Asks for the answer of a name, showing the default; gives what was typed, perhaps nothing."""


class NotPossible(Exception):
    """It cannot be done, and nothing was written; `word` names the sentence that says why, `values` fill it."""

    def __init__(self, word: str, /, **values: str) -> None:
        super().__init__(word)
        self.word = word
        self.values = values


@dataclass(frozen=True)
class Answers:
    """The answers of one run: `given` as options, the others by asking; without `ask` the defaults."""

    given: Mapping[str, str] = field(default_factory=dict)
    ask: Ask | None = None

    def text(self, name: str, default: str) -> str:
        """A text on one line."""
        found = self.given.get(name, "")
        if not found and self.ask is not None:
            found = self.ask(name, default)
        return " ".join(found.split()) or default

    def of(self, name: str, known: Mapping[str, str], default: str = "", *, new: bool = False) -> str:
        """One of the known ids, answered by id or by name; with `new`, the name of something else will do.

        Raises NotPossible.
        """
        shown = default or next(iter(known), "")
        found = self.text(name, shown)
        named = [key for key, title in known.items() if title.casefold() == found.casefold()]
        for word in (found, *named, as_id(found)):
            if word in known:
                return word
        if new and found:
            return found
        if not known:
            raise NotPossible("new-nothing-known", name=name)
        near = nearest(as_id(found), known) or ", ".join(known)
        raise NotPossible("new-unknown", name=name, word=found, near=near)


def id_of(name: str, taken: Collection[str] = ()) -> str:
    """The id that a Finnish name gives; raises NotPossible where there is none, or it is taken.

    >>> id_of("Säkylän työpaja")
    'sakylan-tyopaja'
    """
    found = as_id(name)
    if not ID.match(found):
        raise NotPossible("new-no-id", word=name)
    if found in taken:
        raise NotPossible("new-taken", id=found)
    return found
