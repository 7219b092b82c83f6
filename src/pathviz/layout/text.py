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


# Makes a line of a tuple: what `Line(…)` comes to, after a detour that is several times as long.
_line = tuple.__new__


@lru_cache(maxsize=65_536)
def width(text: str, size: float, weight: int = 400) -> float:
    """The width in px that `text` takes at `size` px and `weight`, a safe upper bound.

    >>> width("", 15)
    0.0
    """
    table = _TABLES[weight]
    units = sum([table.get(letter, _UNKNOWN) for letter in text if letter != SOFT_HYPHEN])
    return units * size * SAFETY / UNITS_PER_EM


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


def _cut(word: str, limit: float, size: float, weight: int) -> tuple[str, str, bool]:
    """The longest start of `word` that fits, what is left, and whether a hyphen is drawn between."""
    for mark, drawn in ((SOFT_HYPHEN, True), ("-", False)):
        ends = [i + 1 for i, letter in enumerate(word[:-1]) if letter == mark] if mark in word else []
        for end in reversed(ends):
            head = word[: end - 1] if drawn else word[:end]
            if head and width(head + "-" * drawn, size, weight) <= limit:
                return head, word[end:], drawn
    table = _TABLES[weight]
    room = limit / (size * SAFETY / UNITS_PER_EM) - table["-"]
    last = len(word) - _ALONE
    for end, taken in enumerate(accumulate([table.get(letter, _UNKNOWN) for letter in word]), start=1):
        if taken > room:
            last = min(last, end - 1)
            break
    least = int(len(word) * _SHORT) + 1
    for end in reversed(_part_starts(word)):
        if least <= end <= last:
            return word[:end], word[end:], True
    for end in reversed(break_points(word)):
        if end <= last:
            return word[:end], word[end:], True
    end = max(1, last)
    return word[:end], word[end:], True


def _broken(head: str, size: float, weight: int, *, drawn: bool, before: float = 0.0) -> Line:
    """A line that ends within a word; `before` is the width of what `head` is put after."""
    taken = before + width(head, size, weight)
    if not drawn:
        return Line(head, taken)
    return Line(head, taken + width("-", size, weight), round(taken / SAFETY, 2))


def _fill(words: list[str], limit: float, size: float, weight: int) -> list[Line]:
    """Fill lines greedily; a word is broken where it is too wide for any line, or leaves one empty."""
    lines: list[Line] = []
    current = ""
    space = width(" ", size, weight)
    taken = 0.0
    for word in words:
        rest = word
        wide = width(word, size, weight)
        if current and taken + space + wide <= limit:
            current, taken = f"{current} {word}", taken + space + wide
            continue
        if current:
            ended = Line(current + " ", taken)
            if wide > limit or (taken < limit * _SHORT and len(word) > _LONG):
                head, tail, drawn = _cut(word, limit - taken - space, size, weight)
                common = _is_part(tail) or (wide > limit and not (drawn and _has_part(word)))
                if _HEAD <= len(head) < len(word) and common:
                    before = taken + space
                    ended = _broken(head, size, weight, drawn=drawn, before=before)
                    if before + width(head + "-", size, weight) <= limit:
                        ended = Line(f"{current} {head}", ended.width, ended.hyphen)
                        rest, wide = tail, width(tail, size, weight)
                    else:
                        ended = Line(current + " ", taken)
            lines.append(ended)
        while wide > limit and len(rest) > 1:
            head, rest, drawn = _cut(rest, limit, size, weight)
            lines.append(_broken(head, size, weight, drawn=drawn))
            wide = width(rest, size, weight)
        current, taken = rest, wide
    if current:
        lines.append(Line(current, taken))
    return lines


class _Words(NamedTuple):
    """The words of a text with their widths, the widths of a space, of the widest word and of all in one line."""

    words: list[str]
    widths: list[float]
    space: float
    longest: float
    whole: float


@lru_cache(maxsize=8_192)
def _words(text: str, size: float, weight: int) -> _Words:
    if not text.isprintable():  # blanks other than the space are not, nor are soft hyphens
        text = _BLANKS.sub(" ", text)
    # not split(): that would part what an author joined with a no-break space
    words = [word for word in text.split(" ") if word]
    widths = [width(word, size, weight) for word in words]
    space = width(" ", size, weight)
    whole = widths[0] if widths else 0.0
    for wide in widths[1:]:
        whole = whole + space + wide
    return _Words(words, widths, space, max(widths, default=0.0), whole)


def _ends(given: _Words, limit: float, most: int = 0) -> list[tuple[int, float]] | None:
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


def _lines(words: list[str], ends: list[tuple[int, float]]) -> tuple[Line, ...]:
    """The lines of whole words that end at `ends`."""
    lines = []
    begin, last = 0, len(words)
    for end, taken in ends:
        text = " ".join(words[begin:end])
        lines.append(_line(Line, (text if end == last else text + " ", taken, None)))
        begin = end
    return tuple(lines)


@lru_cache(maxsize=8_192)
def wrap(text: str, limit: float, size: float, weight: int = 400) -> tuple[Line, ...]:
    """`text` in lines of at most `limit` px; several lines are of about the same length.

    >>> [line.text for line in wrap("Palvelutarpeen arviointi", 120, 15)]
    ['Palvelutarpeen ', 'arviointi']
    """
    given = _words(text, size, weight)
    if given.whole <= limit and given.words:
        lines: Sequence[Line] = [Line(" ".join(given.words), given.whole)]
    else:
        lines = _several(given, limit, size, weight)
    if SOFT_HYPHEN not in text:
        return tuple(lines)
    return tuple([Line(line.text.replace(SOFT_HYPHEN, ""), line.width, line.hyphen) for line in lines])


def _several(given: _Words, limit: float, size: float, weight: int) -> Sequence[Line]:
    """Lines of at most `limit` px, balanced: as many as a greedy fill needs, at the narrowest limit that does."""
    words = given.words
    ends = _ends(given, limit)
    lines = None if ends else _fill(words, limit, size, weight)
    widths = [taken for _, taken in ends] if ends else [line.width for line in lines or ()]
    count = len(widths)
    if count < 2:  # noqa: PLR2004
        return lines or ()
    even = sum(widths) / count
    widest = min(limit, given.longest)
    before = 0.0
    for share in _BALANCE:
        narrower = max(even * share, widest)
        if narrower >= limit:
            break
        if narrower == before:  # the widest word decides
            continue
        before = narrower
        tried = _ends(given, narrower, count)
        if tried:
            if len(tried) <= count:
                return _lines(words, tried)
        elif len(broken := _fill(words, narrower, size, weight)) <= count:
            return broken
    return _lines(words, ends) if ends else lines or ()


def _count(text: str, limit: float, size: float, weight: int) -> int:
    """How many lines `text` takes."""
    given = _words(text, size, weight)
    ends = _ends(given, limit)
    return len(ends or _fill(given.words, limit, size, weight))


def narrowest(text: str, widths: tuple[float, ...], size: float, weight: int, most: int) -> tuple[Line, ...]:
    """`text` at the first of the rising `widths` at which it takes at most `most` lines."""
    limit = next((limit for limit in widths if _count(text, limit, size, weight) <= most), widths[-1])
    return wrap(text, limit, size, weight)


def widest(lines: Sequence[Line]) -> float:
    """The width in px of the widest line."""
    return max([line.width for line in lines], default=0.0)
