"""Short names for what scripts call by long ones: a reader's browser downloads them, a reader of the source does not.

Names are changed function by function, so that the same few letters come again and again, which packs well.
Only what a function declares gets another name; properties, keys of objects and whatever belongs to the
browser keep theirs.  It is made for the scripts of this package, not for all that the language knows: within
a function blocks are not told apart, nothing is taken to pieces, and no key stands for its own value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, pairwise, product
from typing import Final

# Texts and patterns are left alone.  A slash begins a pattern where a value could stand.
_TOKENS: Final = re.compile(
    r"""'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*\""""
    r"""|(?:(?<=[(,=:\[!&|?{};+])|(?<=return)|(?<=return\ ))/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*"""
    r"""|[A-Za-z_$][\w$]*|\d[\w.]*|=>|\?\.(?!\d)|\.\.\.|[^\s\w]"""
)
# The letters of names, those first that scripts are full of anyway: what is usual packs best.
_LETTERS: Final = "etnariosldcuhpmgfybvwkxjqzTNSEALRCIODPMBHUFGVKWYXQJZ"
_KEYWORDS: Final = frozenset(
    # A list of words is read more easily than a list of texts.
    [
        "arguments",
        "async",
        "await",
        "break",
        "case",
        "catch",
        "class",
        "const",
        "continue",
        "debugger",
        "default",
        "delete",
        "do",
        "else",
        "extends",
        "false",
        "finally",
        "for",
        "function",
        "get",
        "if",
        "import",
        "in",
        "instanceof",
        "let",
        "new",
        "null",
        "of",
        "return",
        "set",
        "static",
        "super",
        "switch",
        "this",
        "throw",
        "true",
        "try",
        "typeof",
        "undefined",
        "var",
        "void",
        "while",
        "with",
        "yield",
    ]
)
_DECLARING: Final = frozenset({"var", "let", "const", "function"})
_LISTING: Final = frozenset({"var", "let", "const"})
_WITH_BLOCK: Final = frozenset({"if", "for", "while", "switch", "with"})
_PROPERTY: Final = frozenset({".", "?."})
_LAST: Final = frozenset({(";", "}"), (",", "}")})
_SHORTER: Final = {"true": "!0", "false": "!1"}
_BEFORE_VALUE: Final = frozenset({*"=(,!&|?:;{[+", "=>"})
_OPENING: Final = frozenset("([{")
_CLOSING: Final = frozenset(")]}")
_ENDING: Final = frozenset(",;)]}")


@dataclass(slots=True, eq=False)
class _Function:
    """A function from its parameters to its end, both counted in words, and the names in it.

    `own` has what it declares, with the new names; `free` what it and the functions within it take from
    around them, each with the function that declares it, or none for the browser's.
    """

    first: int
    last: int
    outer: _Function | None
    own: dict[str, str] = field(default_factory=dict)
    free: set[tuple[_Function | None, str]] = field(default_factory=set)


def shortened(script: str) -> str:
    """A script, from which comments and idle spaces are gone, with shorter names for what its functions declare.

    It ends every statement by a semicolon, so that lines need no end, and blocks no last semicolon.

    Raises `ValueError` for what it does not know how to read.

    >>> shortened("(function(){var title=1;function tell(words){return{title:words+title};}tell(title);})();")
    '(function(){var e=1;function t(t){return{title:t+e}}t(e)})();'
    """
    tokens = list(_TOKENS.finditer(script))
    reader = _Reader([token.group() for token in tokens])
    reader.read()
    words = reader.words
    owners = [(at, reader.owner(at, function)) for at, function in reader.places]
    for function in reader.functions[1:]:
        _rename(function)
    changed = {at: owner.own[words[at]] for at, owner in owners if owner}
    changed |= {at: "" for at, pair in enumerate(pairwise(words)) if pair in _LAST}
    changed |= dict.fromkeys(reader.idle(), "")
    changed |= {at: _SHORTER[word] for at, word in enumerate(words) if word in _SHORTER}
    changed |= dict.fromkeys(reader.going_on, ",") | {at + 1: "" for at in reader.going_on}
    parts: list[str] = []
    end = 0
    for at in sorted(changed):
        parts += script[end : tokens[at].start()], changed[at]
        end = tokens[at].end() if changed[at] else tokens[at + 1].start()
    return "".join([*parts, script[end:]]).replace("}\n", "}")


def _rename(function: _Function) -> None:
    """Give a function's own names, in their order, the shortest that mean nothing else in it."""
    taken = {owner.own[name] if owner else name for owner, name in function.free}
    fresh = (name for name in _short_names() if name not in taken and name not in _KEYWORDS)
    for name in function.own:
        function.own[name] = next(fresh)


def _short_names() -> Iterator[str]:
    return map("".join, chain(product(_LETTERS), product(_LETTERS, repeat=2)))


class _Reader:
    """The functions of a script, outer before inner, and the places of names with the innermost function of each."""

    def __init__(self, words: list[str]) -> None:
        self.words = words
        self.functions = [_Function(0, len(words), None)]
        self.places: list[tuple[int, _Function]] = []
        self._closed = _closed(words)
        self._brackets: list[str] = []
        self.going_on: list[int] = []
        """Where a list after `var` ends that another one follows: one word does for both."""

    def read(self) -> None:
        """Go through the script once."""
        begins = self._begins()
        here = self.functions[0]
        lists: list[tuple[int, str]] = []  # how deep in brackets the lists are that are being read, and after what word
        for at, word in enumerate(self.words):
            while at > here.last and here.outer:
                here = here.outer
            if at in begins:
                here = _Function(at, begins[at], here)
                self.functions.append(here)
            if word in _OPENING:
                self._brackets.append(word)
            elif word in _CLOSING:
                self._brackets.pop()
            elif word in _LISTING:
                lists.append((len(self._brackets), word))
            elif _is_name(word) and self.words[at - 1] not in _PROPERTY:
                is_listed = self.words[at - 1] == "," and bool(lists) and lists[-1][0] == len(self._brackets)
                self._name(at, here, is_listed=is_listed)
            while lists and len(self._brackets) < lists[-1][0] + (word == ";"):
                _, kind = lists.pop()
                if word == ";" and [kind, *self.words[at + 1 : at + 2]] == ["var", "var"]:
                    self.going_on.append(at)

    def owner(self, at: int, here: _Function) -> _Function | None:
        """The function that declares a name, or none; those between are told that they take it from there."""
        word, between, found = self.words[at], [], here
        while word not in found.own:
            between.append(found)
            if not found.outer:
                break
            found = found.outer
        owner = found if found.outer and word in found.own else None
        for function in between:
            function.free.add((owner, word))
        return owner

    def idle(self) -> Iterator[int]:
        """Where brackets open and close around a name alone, with what is called of it: types stood before them."""
        for first, last in self._closed.items():
            is_value = self.words[first] == "(" and self.words[first - 1] in _BEFORE_VALUE
            if is_value and self._is_chain(first + 1, last) and not self.words[last + 1][0].isalpha():
                yield from (first, last)

    def _is_chain(self, first: int, last: int) -> bool:
        """Whether all that is there is a name, with its properties and calls if it has any."""
        at = first
        while at < last:
            word = self.words[at]
            if not (word == "." or _is_name(word) or (at > first and word in "([")):
                return False
            at = self._closed.get(at, at) + 1
        return at == last > first

    def _name(self, at: int, here: _Function, *, is_listed: bool) -> None:
        before, after = self.words[at - 1], self.words[at + 1]
        if self._brackets[-1:] == ["{"] and not is_listed and before in {"{", ",", "get", "set"}:
            if after == ":" or self._is_method(at):
                return
            if after in {",", "}"}:
                raise ValueError(f"a key that stands for its own value: {self.words[at]}")
        self.places.append((at, here))
        in_head = self._brackets[-1:] == ["("] and at < self._closed.get(here.first, 0) and here.last > at
        is_parameter = at == here.first or (in_head and before in {"(", ",", "..."} and self._at_head(at, here))
        if is_listed or before in _DECLARING or is_parameter:
            here.own[self.words[at]] = ""

    def _at_head(self, at: int, here: _Function) -> bool:
        """Whether a place is in no other brackets than those of the function's parameters."""
        return not any(self.words[i] in _OPENING and self._closed[i] > at for i in range(here.first + 1, at))

    def _is_method(self, at: int) -> bool:
        return self.words[at + 1] == "(" and self.words[self._closed[at + 1] + 1] == "{"

    def _begins(self) -> dict[int, int]:
        """Where functions begin, with their parameters, and end."""
        found: dict[int, int] = {}
        words, closed = self.words, self._closed
        opened = {end: first for first, end in closed.items()}
        for at, word in enumerate(words):
            if word == "=>":
                first = opened.get(at - 1, at - 1)
                found[first] = closed[at + 1] if words[at + 1] == "{" else self._end(at + 1)
            elif word == "(" and at and words[at - 1] not in _WITH_BLOCK and words[closed[at] + 1] == "{":
                found[at] = closed[closed[at] + 1]
        return found

    def _end(self, at: int) -> int:
        """Where a value ends that an arrow leads to."""
        while self.words[at] not in _ENDING:
            at = self._closed.get(at, at) + 1
        return at - 1


def _is_name(word: str) -> bool:
    return (word[0].isalpha() or word[0] in "_$") and word not in _KEYWORDS


def _closed(words: list[str]) -> dict[int, int]:
    """Where each bracket is closed. Raises `ValueError` for a text in backquotes, whose names would not be seen."""
    found: dict[int, int] = {}
    open_: list[int] = []
    for at, word in enumerate(words):
        if word in _OPENING:
            open_.append(at)
        elif word in _CLOSING:
            found[open_.pop()] = at
        elif word == "`":
            raise ValueError("a text in backquotes")
    return found
