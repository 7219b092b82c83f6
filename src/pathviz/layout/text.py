"""Measuring and wrapping text without a font at hand.

The width of a text is the sum of its letters' advances in the committed Inter (`widths.py`, made by
`tools/make_font.py`).  Kerning is left out: it nearly always shrinks, so the sum is an upper bound,
and `SAFETY` covers the rare pair that grows.

Words wider than their line break at a soft hyphen where the author wrote one, after a hyphen of
their own, before a part that often ends Finnish compounds, else at a syllable: before a consonant
that a vowel follows, never nearer than three letters from either end.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from pathviz.layout.geometry import Line
from pathviz.layout.widths import ADVANCES, UNITS_PER_EM, WEIGHTS

SAFETY = 1.01
SOFT_HYPHEN = "\u00ad"
_VOWELS = frozenset("aeiouyåäöâõáàéAEIOUYÅÄÖÂÕÁ")
_BLANKS = re.compile(r"[ \t\r\n]+")
_ALONE = 3
_LONG = 9  # a shorter word is not broken to fill a line
_HEAD = 5  # letters of a broken word that are worth putting at the end of a line
_SHORT = 0.34  # share of a line under which a word looks lost on it
# Stems that end compounds in texts on services; a break before one reads better than any other.
_STEMS = """
ajan ajankohta apu apua arvio asiakirja asian asumi ehdo etuu haastattelu hakemu hank hoido hoit huolto ihmi ilmoitu
jakso johta järjeste kanava kartoitu kelpoi kertomu keskus keskustelu kokeilu kokou koordinaattori korvau koulutu
kunno kunto kunta kuntoutu käynti käytäntö käsittely lausunto lomake lääkäri maksu mahdollisuu muutos määräaika
neuvoja neuvonta neuvottelu ohjaaja ohjau osaami paik palaute palkka palvelu pisteessä pohja polku päivä päätö
rekister ryhmä selvity seuranta sopimu suhde suunnitelma suunnittelu taito tapaami tarkastu tarpee tarve tavoite
tekijä tiedo tieto tiimi tilan toiminna toiminta toimisto tuki tukeva tuen työ vaihe vaihto valmennu valmentaja
vastaava verkosto viranomai virkailija voima yhteistyö yksikkö yritys
"""
_PARTS = tuple(_STEMS.split())
_UNKNOWN = round(UNITS_PER_EM * 0.75)  # a letter that the font lacks; generous
_TABLES: dict[int, dict[str, int]] = {
    weight: {letter: advances[index] for letter, advances in ADVANCES.items()} for index, weight in enumerate(WEIGHTS)
}
# Line widths tried, as a share of the even division, when a text of several lines is balanced.
_BALANCE = (1.0, 1.05, 1.1, 1.16, 1.24, 1.34, 1.48)
_HAIR = 1e-6  # of a unit: what is measured may be as wide as the room that was made for it


# Makes a line of a tuple: what `Line(…)` comes to, after a detour that is several times as long.
_line = tuple.__new__


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
def break_points(word: str) -> tuple[int, ...]:
    """Where a Finnish word may be broken: the index of the first letter after the break.

    >>> break_points("työllistymistä")
    (4, 7, 9)
    """
    return tuple(
        [
            i
            for i in range(_ALONE, len(word) - _ALONE + 1)
            if word[i].isalpha()
            and word[i] not in _VOWELS
            and i + 1 < len(word)
            and word[i + 1] in _VOWELS
            and word[i - 1].isalpha()
        ]
    )


@lru_cache(maxsize=4_096)
def _part_starts(word: str) -> tuple[int, ...]:
    """Where within `word` a compound's part begins, three letters or more from either end."""
    return tuple([i for i in range(_ALONE, len(word) - _ALONE + 1) if word.startswith(_PARTS, i)])


@lru_cache(maxsize=4_096)
def _has_part(word: str) -> bool:
    """Whether a compound's part begins somewhere within `word`."""
    return any(int(len(word) * _SHORT) <= i < len(word) - _ALONE for i in _part_starts(word))


@lru_cache(maxsize=4_096)
def _is_part(word: str) -> bool:
    """Whether a word begins as the last part of a compound does."""
    return word.startswith(_PARTS)


@lru_cache(maxsize=4_096)
def _reach(word: str, weight: int) -> tuple[int, ...]:
    """How far every letter of a word reaches, in units of the font."""
    table = _TABLES[weight]
    return tuple(accumulate([table.get(letter, _UNKNOWN) for letter in word]))


def _cut(word: str, limit: float, weight: int) -> tuple[str, str, bool]:
    """The longest start of `word` that fits, what is left, and whether a hyphen is drawn between."""
    hyphen = _units("-", weight)
    for mark, drawn in ((SOFT_HYPHEN, True), ("-", False)):
        ends = [i + 1 for i, letter in enumerate(word[:-1]) if letter == mark] if mark in word else []
        for end in reversed(ends):
            head = word[: end - 1] if drawn else word[:end]
            if head and _units(head, weight) + hyphen * drawn <= limit:
                return head, word[end:], drawn
    last = min(len(word) - _ALONE, bisect_right(_reach(word, weight), limit - hyphen))
    least = int(len(word) * _SHORT) + 1
    for end in reversed(_part_starts(word)):
        if least <= end <= last:
            return word[:end], word[end:], True
    for end in reversed(break_points(word)):
        if end <= last:
            return word[:end], word[end:], True
    end = max(1, last)
    return word[:end], word[end:], True


class _Words(NamedTuple):
    """The words of a text with their widths, the widths of a space, of the widest word and of all in one line.

    Widths are in units of the font: so they are the same at all sizes.
    """

    words: list[str]
    widths: list[int]
    space: int
    longest: int
    whole: int


@lru_cache(maxsize=8_192)
def _words(text: str, weight: int) -> _Words:
    if not text.isprintable():  # blanks other than the space are not, nor are soft hyphens
        text = _BLANKS.sub(" ", text)
    # not split(): that would part what an author joined with a no-break space
    words = [word for word in text.split(" ") if word]
    widths = [_units(word, weight) for word in words]
    space = _units(" ", weight)
    return _Words(words, widths, space, max(widths, default=0), sum(widths) + space * (len(words) - 1))


_Measured = tuple[str, int, int | None]
"""A line as in `Line`, in units of the font."""


def _fill(given: _Words, limit: float, weight: int, most: int = 0) -> list[_Measured]:
    """Fill lines greedily; a word is broken where it is too wide for any line, or leaves one empty.

    It leaves off at one line more than `most`, if that is given.
    """
    lines: list[_Measured] = []
    current = ""
    taken = 0
    space, hyphen = given.space, _units("-", weight)
    for word, whole in zip(given.words, given.widths, strict=True):
        rest, wide = word, whole
        if current and taken + space + wide <= limit:
            current, taken = f"{current} {word}", taken + space + wide
            continue
        if current:
            ended: _Measured = (current + " ", taken, None)
            if wide > limit or (taken < limit * _SHORT and len(word) > _LONG):
                head, tail, drawn = _cut(word, limit - taken - space, weight)
                common = _is_part(tail) or (wide > limit and not (drawn and _has_part(word)))
                end = taken + space + _units(head, weight)
                if _HEAD <= len(head) < len(word) and common and end + hyphen <= limit:
                    ended = (f"{current} {head}", *_end(end, hyphen, drawn=drawn))
                    rest, wide = tail, _units(tail, weight)
            lines.append(ended)
        while wide > limit and len(rest) > 1:
            head, rest, drawn = _cut(rest, limit, weight)
            lines.append((head, *_end(_units(head, weight), hyphen, drawn=drawn)))
            wide = _units(rest, weight)
        current, taken = rest, wide
        if len(lines) >= most > 0:
            break
    if current:
        lines.append((current, taken, None))
    return lines


def _end(taken: int, hyphen: int, *, drawn: bool) -> tuple[int, int | None]:
    """The width of a line that ends within a word, and where its hyphen is drawn, if it has one."""
    return (taken + hyphen, taken) if drawn else (taken, None)


def _ends(given: _Words, limit: float, most: int = 0) -> list[tuple[int, int]] | None:
    """Where lines of whole words end, and their widths; `None` where `_fill` would look into a word.

    Most texts need no more than this, and need it for several limits: it makes no strings, and leaves
    off where it comes to more lines than `most`, if that is given.
    """
    words, widths, space, longest, whole = given
    if longest > limit or not widths:
        return None
    if whole <= limit:
        return [(len(widths), whole)]
    least = limit * _SHORT
    ends = []
    taken = widths[0]
    for i in range(1, len(widths)):
        wide = widths[i]
        further = taken + space + wide
        if further <= limit:
            taken = further
        elif taken < least and len(words[i]) > _LONG:
            return None
        else:
            ends.append((i, taken))
            if len(ends) == most:
                break
            taken = wide
    ends.append((len(widths), taken))
    return ends


def _lines(words: list[str], ends: list[tuple[int, int]]) -> list[_Measured]:
    """The lines of whole words that end at `ends`."""
    lines: list[_Measured] = []
    begin, last = 0, len(words)
    for end, taken in ends:
        text = " ".join(words[begin:end])
        lines.append((text if end == last else text + " ", taken, None))
        begin = end
    return lines


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
    if given.whole <= room:
        lines: Sequence[_Measured] = [(" ".join(given.words), given.whole, None)]
    else:
        lines = _several(given, room, weight)
    if SOFT_HYPHEN in text:
        lines = [(words.replace(SOFT_HYPHEN, ""), taken, hyphen) for words, taken, hyphen in lines]
    return tuple(
        [
            _line(Line, (words, taken * unit, None if hyphen is None else round(hyphen * unit / SAFETY, 2)))
            for words, taken, hyphen in lines
        ]
    )


def _several(given: _Words, limit: float, weight: int) -> Sequence[_Measured]:
    """Lines of at most `limit`, balanced: as many as a greedy fill needs, at the narrowest limit that does."""
    words = given.words
    ends = _ends(given, limit)
    lines = None if ends else _fill(given, limit, weight)
    widths = [taken for _, taken in ends] if ends else [taken for _, taken, _ in lines or ()]
    count = len(widths)
    if count < 2:  # noqa: PLR2004
        return lines or ()
    even = sum(widths) / count
    widest = min(limit, given.longest)
    before = 0.0
    for share in _BALANCE:
        narrower = even * share
        narrower = max(narrower, widest)
        if narrower >= limit:
            break
        if narrower == before:  # the widest word decides
            continue
        before = narrower
        tried = _ends(given, narrower, count)
        if tried:
            if len(tried) <= count:
                return _lines(words, tried)
        elif len(broken := _fill(given, narrower, weight, count)) <= count:
            return broken
    return _lines(words, ends) if ends else lines or ()


def _count(text: str, limit: float, size: float, weight: int) -> int:
    """How many lines `text` takes."""
    given = _words(text, weight)
    room = limit * UNITS_PER_EM / (size * SAFETY) + _HAIR
    return len(_ends(given, room) or _fill(given, room, weight))


def narrowest(text: str, widths: tuple[float, ...], size: float, weight: int, most: int) -> tuple[Line, ...]:
    """`text` at the first of the rising `widths` at which it takes at most `most` lines."""
    limit = next((limit for limit in widths if _count(text, limit, size, weight) <= most), widths[-1])
    return wrap(text, limit, size, weight)


def widest(lines: Sequence[Line]) -> float:
    """The width in px of the widest line."""
    return max([line.width for line in lines], default=0.0)
