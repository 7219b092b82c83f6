"""What the author is asked: every answer may be given as an option, asked in a terminal, or be the default."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from pathviz.problems import nearest
from pathviz.source import ID, as_id

_Answer = TypeVar("_Answer")

Ask = Callable[[str, str], str]
"""Asks a question by its name, showing the default; gives what was typed, perhaps nothing."""

Tell = Callable[[str, Mapping[str, str]], None]
"""Says a sentence by its word and what fills it: what can be chosen, or why an answer will not do."""


class NotPossible(Exception):
    """It cannot be done, and nothing was written; `word` names the sentence that says why, `values` fill it."""

    def __init__(self, word: str, /, **values: str) -> None:
        super().__init__(word)
        self.word = word
        self.values = values


@dataclass(frozen=True)
class Answers:
    """The answers of one run: `given` as options, the others by asking; without `ask` the defaults.

    Who is asked is asked again where an answer will not do; `tell` says why, and what there is to choose from.
    """

    given: Mapping[str, str] = field(default_factory=dict)
    ask: Ask | None = None
    tell: Tell = lambda _word, _values: None

    def text(self, name: str, default: str, question: str = "") -> str:
        """A text on one line; `question` is another name for the question, where the option's own says too little."""
        found = self.given.get(name, "")
        if not found and self.ask is not None:
            found = self.ask(question or name, default)
        return " ".join(found.split()) or default

    def named(self, name: str, default: str, taken: Collection[str] = (), question: str = "") -> tuple[str, str]:
        """A name, and the id that it gives; raises NotPossible as `id_of` does."""

        def read() -> tuple[str, str]:
            found = self.text(name, default, question)
            return found, id_of(found, taken)

        return self.until(name, read)

    def until(self, name: str, read: Callable[[], _Answer]) -> _Answer:
        """What is read of the answer to `name` at last. Raises NotPossible where there is nobody to try again."""
        while True:
            try:
                return read()
            except NotPossible as refusal:
                if self.ask is None or self.given.get(name):
                    raise
                self.tell(refusal.word, refusal.values)

    def of(self, name: str, known: Mapping[str, str], default: str = "", *, new: bool = False) -> str:
        """One of the known ids, answered by id or by name; with `new`, the name of something else will do.

        Raises NotPossible.
        """
        if not known and not new:
            raise NotPossible("new-nothing-known", name=name)
        if known and self.ask is not None and not self.given.get(name):
            self.tell("new-choices", {"lines": as_lines(known)})
        return self.until(name, lambda: self._one_of(name, known, default, new=new))

    def _one_of(self, name: str, known: Mapping[str, str], default: str, *, new: bool) -> str:
        found = self.text(name, default or next(iter(known), ""))
        named = [key for key, title in known.items() if title.casefold() == found.casefold()]
        for word in (found, *named, as_id(found)):
            if word in known:
                return word
        if new and found:
            return found
        near = nearest(as_id(found), known) or ", ".join(known)
        raise NotPossible("new-unknown", name=name, word=found, near=near)


def as_lines(known: Mapping[str, str]) -> str:
    r"""Ids and their names, a line each.

    >>> as_lines({"tyo": "Työ", "opinnot": "Opinnot"}).split("\n")
    ['  tyo      Työ', '  opinnot  Opinnot']
    """
    longest = max(map(len, known), default=0)
    return "\n".join(f"  {key:{longest}}  {title}".rstrip() for key, title in known.items())


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
