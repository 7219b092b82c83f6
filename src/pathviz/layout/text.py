"""Measuring and wrapping text without a font at hand.

The width of a text is the sum of its letters' advances in the committed Inter (`widths.py`, made by
`tools/make_font.py`).  Kerning is left out: it nearly always shrinks, so the sum is an upper bound,
and `SAFETY` covers the rare pair that grows.

Words wider than their line break at a soft hyphen where the author wrote one, after a hyphen of
their own, else where `breaks` says.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from math import floor
from typing import NamedTuple

from pathviz.layout.breaks import ALONE, breaks, has_part, is_part
from pathviz.layout.geometry import Line, made
from pathviz.layout.widths import ADVANCES, UNITS_PER_EM, WEIGHTS

SAFETY = 1.01
SOFT_HYPHEN = "\u00ad"
_BLANKS = re.compile(r"[ \t\r\n]+")
_LONG = 9  # a shorter word is not broken to fill a line
_HEAD = 5  # letters of a broken word that are worth putting at the end of a line
_SHORT = 0.34  # share of a line under which a word looks lost on it
_UNKNOWN = round(UNITS_PER_EM * 0.75)  # a letter that the font lacks; generous
_TABLES: dict[int, dict[str, int]] = {
    weight: {letter: advances[index] for letter, advances in ADVANCES.items()} for index, weight in enumerate(WEIGHTS)
}
# Line widths tried, as a share of the even division, when a text of several lines is balanced.
_BALANCE = (1.0, 1.05, 1.1, 1.16, 1.24, 1.34, 1.48)
_ENDLESS = sys.maxsize
_MOST_WORDS = 65_536  # whose widths are kept
_HAIR = 1e-6  # of a unit: what is measured may be as wide as the room that was made for it


def width(text: str, size: float, weight: int = 400) -> float:
    """The width in px that `text` takes at `size` px and `weight`, a safe upper bound.

    >>> width("", 15)
    0.0
    """
    return _units(text, weight) * size * SAFETY / UNITS_PER_EM


@lru_cache(maxsize=65_536)
def _units(text: str, weight: int) -> int:
    """The width of a text in units of the font."""
    table = _TABLES[weight]
    return sum([table.get(letter, _UNKNOWN) for letter in text if letter != SOFT_HYPHEN])


@lru_cache(maxsize=4_096)
def _reach(word: str, weight: int) -> tuple[int, ...]:
    """How far every letter of a word reaches, in units of the font."""
    table = _TABLES[weight]
    return tuple(accumulate([table.get(letter, _UNKNOWN) for letter in word]))


class _Cut(NamedTuple):
    """A word in two: its start, what is left, how wide each is, and the hyphen between them, 0 where none is drawn."""

    head: str
    tail: str
    wide: int
    left: int
    hyphen: int


def _cut(word: str, limit: float, weight: int, hyphen: int) -> _Cut:
    """The longest start of `word` that fits, with a `hyphen` of that width after it, and what is left."""
    if "-" in word or SOFT_HYPHEN in word:
        marked = _cut_at_mark(word, limit, weight, hyphen)
        if marked:
            return marked
    reach = _reach(word, weight)
    last = min(len(word) - ALONE, bisect_right(reach, limit - hyphen))
    for end in breaks(word):
        if end <= last:
            break
    else:
        end = max(1, last)
    head, tail = word[:end], word[end:]
    if SOFT_HYPHEN in word:
        return _Cut(head, tail, _units(head, weight), _units(tail, weight), hyphen)
    wide = reach[end - 1]
    return made(_Cut, (head, tail, wide, reach[-1] - wide, hyphen))


def _cut_at_mark(word: str, limit: float, weight: int, hyphen: int) -> _Cut | None:
    """A word cut where its author lets it break, if that fits: the soft hyphens are asked first."""
    for mark, drawn in ((SOFT_HYPHEN, hyphen), ("-", 0)):
        for end in reversed([i + 1 for i, letter in enumerate(word[:-1]) if letter == mark]):
            head = word[: end - 1] if drawn else word[:end]
            wide = _units(head, weight)
            if head and wide + drawn <= limit:
                return _Cut(head, word[end:], wide, _units(word[end:], weight), drawn)
    return None


class _Advances(dict[str, int]):
    """How far words of one weight take a line on, each with the space after it, in units of the font."""

    def __init__(self, weight: int) -> None:
        self.weight = weight
        self.space = _units(" ", weight)

    def __missing__(self, word: str) -> int:
        if len(self) > _MOST_WORDS:
            self.clear()
        taken = self[word] = _units(word, self.weight) + self.space
        return taken


_ADVANCES = {weight: _Advances(weight) for weight in WEIGHTS}


class _Words(NamedTuple):
    """The words of a text, which is without idle blanks, as they stand in one line, each with a space after it.

    `reach` is how far each word reaches and `longest` the advance of the widest, in units of the font: so they are
    the same at all sizes.
    """

    text: str
    words: list[str]
    reach: list[int]
    space: int
    longest: int


@lru_cache(maxsize=8_192)
def _words(text: str, weight: int) -> _Words:
    if not text.isprintable():  # blanks other than the space are not, nor are soft hyphens
        text = _BLANKS.sub(" ", text)
    # not split(): that would part what an author joined with a no-break space
    words = text.split(" ")
    if "" in words:
        words = [word for word in words if word]
        text = " ".join(words)
    known = _ADVANCES[weight]
    reach: list[int] = []
    end = longest = 0
    for word in words:
        advance = known[word]
        if advance > longest:  # noqa: PLR1730  (`max` takes ten times as long)
            longest = advance
        end += advance
        reach.append(end)
    return made(_Words, (text, words, reach, known.space, longest))


_Measured = tuple[str, int, int | None]
"""A line as in `Line`, in units of the font."""


def _fill(given: _Words, limit: float, weight: int, most: int) -> list[_Measured]:
    """Fill lines greedily; a word is broken where it is too wide for any line, or leaves one empty.

    It leaves off at one line more than `most`.
    """
    _, words, reach, space, _ = given
    room, hyphen = floor(limit) + space, _units("-", weight)
    lines: list[_Measured] = []
    rest: list[str] = []  # of a broken word: it begins the line, and `begin` is the first word after it
    start = begin = 0  # where the line begins if all stand in one
    while True:
        end = bisect_right(reach, start + room, begin)
        before = 0
        if end:
            before = reach[end - 1]
            taken = before - start - space
            current = " ".join([*rest, *words[begin:end]])
            if end == len(words):
                lines.append((current, taken, None))
                return lines
            current += " "
        word = tail = words[end]
        wide = reach[end] - before - space
        if end:
            ended: _Measured = (current, taken, None)
            if wide > limit or (taken < limit * _SHORT and len(word) > _LONG):
                head, after, part, left, drawn = _cut(word, limit - taken - space, weight, hyphen)
                middle = taken + space + part
                if (
                    _HEAD <= len(head) < len(word)
                    and middle + hyphen <= limit
                    and (is_part(after) or (wide > limit and not (drawn and has_part(word))))
                ):
                    ended = (current + head, middle + drawn, middle if drawn else None)
                    tail, wide = after, left
            lines.append(ended)
        while wide > limit and len(tail) > 1:
            head, tail, part, wide, drawn = _cut(tail, limit, weight, hyphen)
            lines.append((head, part + drawn, part if drawn else None))
        if len(lines) >= most:
            lines.append((tail, wide, None))
            return lines
        rest, begin = [tail], end + 1
        start = reach[end] - wide - space


def _ends(given: _Words, limit: float, fewer: int) -> list[int] | None:
    """Before which words lines of whole words end; `None` where `_fill` would look into a word.

    Most texts need no more than this, and need it for several limits.  There are no ends where there would be
    more lines than `fewer` and one.
    """
    _, words, reach, space, longest = given
    room = floor(limit) + space
    if longest > room:
        return None
    least = limit * _SHORT + space
    ends: list[int] = []
    start = end = 0
    last = reach[-1] - room  # where the last line may start at the earliest
    while start < last:
        if len(ends) == fewer:
            return []
        end = bisect_right(reach, start + room, end)
        before, start = start, reach[end - 1]
        if start - before < least and len(words[end]) > _LONG:
            return None
        ends.append(end)
    ends.append(len(reach))
    return ends


@lru_cache(maxsize=8_192)
def wrap(text: str, limit: float, size: float, weight: int = 400) -> tuple[Line, ...]:
    """`text` in lines of at most `limit` px; several lines are of about the same length.

    >>> [line.text for line in wrap("Palvelutarpeen arviointi", 120, 15)]
    ['Palvelutarpeen ', 'arviointi']
    """
    given = _words(text, weight)
    if not given.words:
        return ()
    unit = size * SAFETY / UNITS_PER_EM
    room = limit / unit + _HAIR
    whole = given.reach[-1] - given.space
    lines = [made(Line, (given.text, whole * unit, None))] if whole <= room else _several(given, room, weight, unit)
    if SOFT_HYPHEN in text:
        lines = [line._replace(text=line.text.replace(SOFT_HYPHEN, "")) for line in lines]
    return tuple(lines)


def _several(given: _Words, limit: float, weight: int, unit: float) -> list[Line]:
    """Lines of at most `limit`, balanced: as many as a greedy fill needs, at the narrowest limit that does.

    A `unit` of the font is given in px.
    """
    _, words, reach, space, longest = given
    least = longest - space
    if least > limit:  # the widest word has to be broken: nothing narrower helps
        return _broken(_fill(given, limit, weight, _ENDLESS), unit)
    ends = _ends(given, limit, _ENDLESS)
    if ends:
        count = len(ends)
        even = (reach[-1] - count * space) / count
        needed = _needed(given, count, even)
    else:
        broken = _fill(given, limit, weight, _ENDLESS)
        count = len(broken)
        even = sum([taken for _, taken, _ in broken]) / count if count > 1 else limit
        needed = 0.0
    before = 0.0
    for share in _BALANCE:
        narrower = even * share
        if narrower < least:  # noqa: PLR1730  (see `_words`)
            narrower = least
        if narrower >= limit:
            break
        if narrower < needed or narrower == before:  # that would be too narrow, or the widest word decides again
            continue
        if needed and count == 2:  # noqa: PLR2004  (what is wide enough for two lines is known)
            first = bisect_right(reach, floor(narrower) + space)
            if reach[first - 1] - space >= narrower * _SHORT:
                return _whole(given, [first, len(words)], unit)
        before = narrower
        lines = _tried(given, narrower, weight, unit, count)
        if lines:
            return lines
    return _whole(given, ends, unit) if ends else _broken(broken, unit)


def _tried(given: _Words, limit: float, weight: int, unit: float, most: int) -> list[Line] | None:
    """Lines of at most `limit`, if no more are needed than `most`."""
    ends = _ends(given, limit, most - 1)
    if ends:
        return _whole(given, ends, unit)
    if ends is None and len(filled := _fill(given, limit, weight, most)) <= most:
        return _broken(filled, unit)
    return None


def _needed(given: _Words, count: int, even: float) -> float:
    """A width that `count` lines need at least, the part of each being `even`; 0 where the first may have to be broken.

    The first line holds what fits into its part, which leaves the more to the others, or a word more.
    """
    _, words, reach, space, _ = given
    end = bisect_right(reach, floor(even) + space)
    if not end:
        return 0.0
    first = reach[end - 1]
    needed = (reach[-1] - first) / (count - 1)
    if needed > reach[end]:  # noqa: PLR1730  (see `_words`)
        needed = reach[end]
    needed -= space
    return 0.0 if first - space < needed * _SHORT and len(words[end]) > _LONG else needed


def _whole(given: _Words, ends: list[int], unit: float) -> list[Line]:
    """The lines of whole words that end at `ends`."""
    _, words, reach, space, _ = given
    lines = []
    begin = start = 0
    for end in ends:
        letters = " ".join(words[begin:end])
        last = reach[end - 1]
        lines.append(made(Line, (letters if end == len(words) else letters + " ", (last - start - space) * unit, None)))
        begin, start = end, last
    return lines


def _broken(lines: list[_Measured], unit: float) -> list[Line]:
    """Measured lines in px."""
    return [
        made(Line, (words, taken * unit, None if hyphen is None else round(hyphen * unit / SAFETY, 2)))
        for words, taken, hyphen in lines
    ]


def _count(text: str, limit: float, size: float, weight: int) -> int:
    """How many lines `text` takes."""
    given = _words(text, weight)
    room = limit * UNITS_PER_EM / (size * SAFETY) + _HAIR
    return len(_ends(given, room, len(given.words)) or _fill(given, room, weight, _ENDLESS))


def narrowest(text: str, widths: tuple[float, ...], size: float, weight: int, most: int) -> tuple[Line, ...]:
    """`text` at the first of the rising `widths` at which it takes at most `most` lines."""
    limit = next((limit for limit in widths if _count(text, limit, size, weight) <= most), widths[-1])
    return wrap(text, limit, size, weight)


def widest(lines: Sequence[Line]) -> float:
    """The width in px of the widest line."""
    if len(lines) == 1:  # as most have
        return lines[0].width
    return max([line.width for line in lines], default=0.0)
