"""The plain part of YAML, in which nearly every file is written, read line by line.

A line is `key: text`, `key:` above what is indented more, `- item`, a comment or empty. A text is a few words, or
stands in double quotes without escapes; a list or mapping in brackets ends on its line. Every line then says by itself
what it is, and reading them takes half the time that a tree of nodes does. Whatever is not surely plain is libyaml's to
read, and every fault its to tell: for those there is no mapping here.
"""

from __future__ import annotations

import re
from sys import intern
from typing import Final

from pathviz.problems import packed
from pathviz.written import NOTHING, Mapping, Sequence, Value

_DEEPEST: Final = 12
_LINE: Final = packed(1, 0)

_BEYOND_ASCII: Final = r"\xa0-\u2027\u202a-\ud7ff"
_KEY: Final = r"[^\W_][\w./-]{0,100}"
# Words begin with a letter or a digit. In them a `:` is a mark only before a space, and a `#` after one; within
# brackets commas and brackets are marks too.
_IN_LINE: Final = rf" -\"$-9;-~{_BEYOND_ASCII}"
_IN_BRACKETS: Final = rf" -\"$-+\--9;->@-Z\\^-z|~{_BEYOND_ASCII}"
_WORDS, _INNER_WORDS = (rf"[^\W_][{those}]*+(?::(?=[\w/])[{those}]*+)*+(?<! )" for those in (_IN_LINE, _IN_BRACKETS))
_QUOTED: Final = rf'"[ !#-\[\]-~{_BEYOND_ASCII}]*+"'
_INNERMOST: Final = r"[\[{](?:[^\[\]{}\"]|\"[^\"]*\")*+[\]}]"
_VALUE: Final = rf"(?:({_WORDS})|({_QUOTED}|[\[{{].*))"
_INNER_VALUE: Final = rf"(?:({_INNER_WORDS})|({_QUOTED}|{_INNERMOST}))(,|\Z)"

# Each takes a text apart without a gap; what is nothing that it knows is its last group.
_LINES: Final = re.compile(rf"( *)({_KEY}):(?:( +){_VALUE})?\n| *(?:#[ -~{_BEYOND_ASCII}]*)?\n|(.*)\n")
_PAIRS: Final = re.compile(rf"( *)({_KEY}):( +){_INNER_VALUE}|(.+)")
_ITEMS: Final = re.compile(rf"( *){_INNER_VALUE}|(.+)")

_DASHED: Final = re.compile(rf"( *)-( +)(?:{_VALUE}|({_KEY}:(?: .*)?))")


class _NotPlainError(Exception):
    """Libyaml has to look."""


def plain_mapping(text: str, first_line: int = 1) -> Mapping | None:
    """The mapping that a plain text holds; None where libyaml has to look. `first_line` is that of the text."""
    nest = _Nest()
    try:
        nest.read(text, packed(first_line, 1))
    except _NotPlainError:
        return None
    top = nest.top
    top.at = next(iter(top.keys.values()), 0)
    return top if top.keys else None


class _Nest:
    """What is open while lines are read: `here` with its `indent`, and what is `around` it."""

    def __init__(self) -> None:
        self.top = Mapping(0)
        self.here: Mapping | Sequence = self.top
        self.indent = 0
        self.around: list[tuple[Mapping | Sequence, int]] = []

    def read(self, text: str, at: int) -> None:
        """Take in lines, of which the first begins at the place `at`."""
        for spaces, key, gap, words, marked, other in _LINES.findall(text + "\n"):
            if key:
                start = len(spaces)
                here = self.here
                if start != self.indent or not isinstance(here, Mapping):
                    here = self._mapping_at(start, at)
                _put(here, key, at + start, gap, words, marked)
            elif other:
                self._read_item(other, at)
            at += _LINE

    def _read_item(self, line: str, at: int) -> None:
        found = _DASHED.fullmatch(line)
        if found is None:
            raise _NotPlainError
        spaces, gap, words, marked, pair = found.groups("")
        start = len(spaces)
        items = self._list_at(start, at).items
        inside = start + 1 + len(gap)
        if not pair:
            items.append((words or _marked(marked, at + inside), at + inside))
            return
        # A mapping, whose first key stands after the dash.
        inner = Mapping(at + inside)
        items.append((inner, inner.at))
        self._open(inner, inside)
        self.read(" " * inside + pair, at)

    def _mapping_at(self, start: int, at: int) -> Mapping:
        """The mapping whose keys stand at `start`: one around what is here, or a new one below the last key."""
        while start < self.indent or (start == self.indent and isinstance(self.here, Sequence)):
            self.here, self.indent = self.around.pop()
        if start > self.indent:
            inner = Mapping(at + start)
            self._open_below_key(inner, start)
            return inner
        if not isinstance(self.here, Mapping):
            raise _NotPlainError
        return self.here

    def _list_at(self, start: int, at: int) -> Sequence:
        """The list whose dashes stand at `start`: one around what is here, or a new one below the last key."""
        while start < self.indent:
            self.here, self.indent = self.around.pop()
        if isinstance(self.here, Sequence) and start == self.indent:
            return self.here
        inner = Sequence(at + start)
        self._open_below_key(inner, start)
        return inner

    def _open_below_key(self, inner: Mapping | Sequence, indent: int) -> None:
        if not isinstance(self.here, Mapping) or not self.here.keys:
            raise _NotPlainError
        key, place = next(reversed(self.here.keys.items()))
        if key in self.here.values:
            raise _NotPlainError
        self.here.values[key], self.here.places[key] = inner, place
        self._open(inner, indent)

    def _open(self, inner: Mapping | Sequence, indent: int) -> None:
        if len(self.around) > _DEEPEST:
            raise _NotPlainError
        self.around.append((self.here, self.indent))
        self.here, self.indent = inner, indent


def _put(mapping: Mapping, key: str, place: int, gap: str, words: str, marked: str) -> None:
    """Put a key that stands at `place` into a mapping, with the words or marked text that stands behind a gap."""
    key = intern(key)  # the same few keys stand in every mapping: as one string each, they are found faster
    if mapping.keys.setdefault(key, place) != place:
        raise _NotPlainError
    if words:
        mapping.values[key] = words
        if words not in NOTHING:
            mapping.places[key] = place + len(key) + 1 + len(gap)
    elif marked:
        at = place + len(key) + 1 + len(gap)
        value = mapping.values[key] = _marked(marked, at)
        if not isinstance(value, str):
            mapping.places[key] = place
        elif value and not value.isspace():
            mapping.places[key] = at


def _marked(text: str, at: int) -> Value:
    """What is written in quotes or brackets, of which the first stands at `at`."""
    inside, marks = text[1:-1], text[0] + text[-1]
    if marks == '""':
        return inside
    at_next = at + 1
    if marks == "{}":
        mapping = Mapping(at, is_flow=True)
        for spaces, key, gap, words, marked, comma, other in _PAIRS.findall(inside):
            if other:
                raise _NotPlainError
            _put(mapping, key, at_next + len(spaces), gap, words, marked)
            at_next += len(spaces) + len(key) + 1 + len(gap) + len(words or marked) + len(comma)
        if mapping.keys:
            return mapping
    elif marks == "[]":
        sequence = Sequence(at)
        for spaces, words, marked, comma, other in _ITEMS.findall(inside):
            if other:
                raise _NotPlainError
            place = at_next + len(spaces)
            sequence.items.append((words or _marked(marked, place), place))
            at_next = place + len(words or marked) + len(comma)
        if sequence.items:
            return sequence
    raise _NotPlainError
