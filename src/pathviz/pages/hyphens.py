"""Soft hyphens for long Finnish and Swedish words in headings and cards.

Browsers do not hyphenate Finnish everywhere, and one `työllistymissuunnitelma` is wider than a phone.
Only what is shown gets them: never ids, accessible names, titles of windows or JSON-LD.

Method: a word of more than 14 letters is first parted where one of the common parts of this field's
compounds begins; a piece that is still long is parted between syllables (Finnish: before a consonant
that a vowel follows), with at least four letters on both sides, so that lines do not end in crumbs.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import Final

SHY: Final = "\u00ad"
LONGEST_WHOLE: Final = 14
"""Words of at most this many letters stay whole."""

_LEAST_PIECE: Final = 4
_LEAST_PART: Final = 3
_SYLLABLE = re.compile(r"(?<=[aeiouyäöå])(?=[^aeiouyäöå\W\d_][aeiouyäöå])|(?<=[^aeiouyäöå])(?=[^aeiouyäöå][aeiouyäöå])")
_PARTS = re.compile(
    "(?<=...)(?=(?:"
    "aikuis|alue|arvioin|arvio|asiakas|edellyty|elämä|hallin|hank|henki|huol|hyvin|järjest|keskus|"
    "kokei|kokemus|konsul|koordin|kunnos|kuntou|kyvyn|laki|lain|mahdol|malli|neuvo|ohja|ohjel|oikeu|"
    "kunta|laakso|maa$|maat|osaa|otto|oton|paik|palvel|perus|polku|polu|päätö|sairau|selvit|sopimu|sosiaali|suunnitel|tapaam|tarpee|"
    "terap|tervey|tieto|tietoj|toimi|toimin|tuke|tukea|tutki|tuotta|työlli|työn|työsken|työtoim|"
    "työvoim|työsuh|uusimaa|vaike|valmen|valvon|vammai|vastaa|velvol|verkos|yhtei|yksik|ymmär|ympäris|"
    "område|service|vård|verksamhet|tjänst|rehabiliter|anställning|arbets|träning|stöd"
    "))",
)


@cache
def _longer(longest: int) -> re.Pattern[str]:
    """Finds words of more letters."""
    return re.compile(rf"[^\W\d_]{{{longest + 1},}}")


@lru_cache(maxsize=4096)
def _parted(word: str, longest: int) -> str:
    """One long word with its soft hyphens."""
    pieces = _PARTS.split(word.lower())
    cuts: list[int] = []
    at = 0
    for piece in pieces:
        if at and len(word) - at >= _LEAST_PART:
            cuts.append(at)
        if len(piece) > longest:
            cuts.extend(_syllable_cuts(piece, at))
        at += len(piece)
    return SHY.join(word[start:end] for start, end in pairwise((0, *cuts, len(word))))


def _syllable_cuts(piece: str, offset: int) -> list[int]:
    """Where a long piece may be parted, at least four letters apart and from its ends."""
    cuts: list[int] = []
    last = 0
    for found in _SYLLABLE.finditer(piece):
        if found.start() - last >= _LEAST_PIECE and len(piece) - found.start() >= _LEAST_PIECE:
            last = found.start()
            cuts.append(offset + last)
    return cuts


_SECTION: Final = re.compile(r"(?<=\d) (?:([a-z]) )?§")


def bound(text: str) -> str:
    r"""`text` with its section numbers held together: a line never ends between `27`, `d` and `§`.

    >>> bound("710/1982 27 d § ja 36 §").split(" ")
    ['710/1982', '27\xa0d\xa0§', 'ja', '36\xa0§']
    """
    if "§" not in text:
        return text
    return _SECTION.sub(lambda found: f"\xa0{found[1]}\xa0§" if found[1] else "\xa0§", text)


@lru_cache(maxsize=4096)
def hyphenate(text: str, lang: str, longest: int = LONGEST_WHOLE) -> str:
    """`text` with soft hyphens in its words of more than `longest` letters; not in English.

    A heading stands in its list, in links to it and in the page for frames, one soon after another.

    >>> hyphenate("Asiakassuunnitelma", "fi").split(SHY)
    ['Asiakas', 'suunnitelma']
    >>> hyphenate("Lyhyt sana", "fi")
    'Lyhyt sana'
    """
    text = bound(text)
    if lang == "en" or max(map(len, text.split(" "))) <= longest:
        return text
    return _longer(longest).sub(lambda found: _parted(found[0], longest), text)
