"""How words bend: the stems that a word's forms begin with, and the endings that may follow them.

A stemmer finds what words have in common and so takes *työvalmennus* and *työvalmentaja* for one. Here it is the other
way round: from a word of the glossary come the few stems that its own forms can have, by consonant gradation and the
kind of its last syllable, and after a stem only an ending that the language has may stand. A form that is missed costs
a link; a wrong one would teach somebody the wrong thing.

The Finnish rules are those of noun inflection in *Iso suomen kielioppi* (VISK § 41-96), each tried wherever it could
hold: a stem too many finds nothing, since no text has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

# Endings with an n at their end, which an owner's ending never follows; the rest of them, before one; all others.
_LAST: Final = "t|n|[aäoöeiuy]n|h[aäoöeiuy]n|seen|siin|den|tt?en"
_BEFORE_OWNER: Final = "[aäoöeiuy]|h[aäoöeiuy]|see|sii|de|tt?e|ine"
_CASE: Final = "n[aä]|t[aä]|[aä]|tt[aä]|ks[ie]|ss[aä]|st[aä]|ll[aä]|lt[aä]|lle"
_OWNER: Final = "(?:ni|si|ns[aä]|mme|nne|[aäe]n)"
_CLITIC: Final = "(?:kin|kaan|kään|h[aä]n|k[oö]|p[aä])?"
_AFTER_COLON: Final = ":[a-zåäö]{1,6}"
# After a whole word no letter stands, nor a hyphen that makes it the first part of a compound.
_END: Final = r"(?!\w|-\w)"

ENDINGS: Final[Mapping[str, re.Pattern[str]]] = {
    "fi": re.compile(
        f"(?:{_AFTER_COLON}|[ij]?(?:{_LAST}|(?:{_BEFORE_OWNER}){_OWNER}|(?:{_CASE})?{_OWNER}?){_CLITIC}){_END}"
    ),
    "sv": re.compile(f"(?::[a-zåäö]{{1,4}}|(?:e?n|e?t|[aeo]r|na|[aeo]rna|ena)?s?){_END}"),
}
"""What may follow a stem, by language; any other has the plural's `s`."""
_OTHER_ENDINGS: Final = re.compile(f"(?:'s|e?s)?{_END}")

_VOWELS: Final = "aeiouyäöå"
# The weak grades of the consonants before a word's last vowel; where a rule has several, all are tried.
_WEAKER: Final = (
    *(("kk", ("k",)), ("pp", ("p",)), ("tt", ("t",)), ("nt", ("nn",)), ("nk", ("ng",)), ("mp", ("mm",))),
    *(("lt", ("ll",)), ("rt", ("rr",)), ("lk", ("l", "lj")), ("rk", ("r", "rj")), ("ht", ("hd",))),
    *(("t", ("d",)), ("p", ("v",)), ("k", ("", "v", "j"))),
)
# The strong grades before the `e` of *tarve* and the `as` of *asiakas*, whose other forms have them.
_STRONGER: Final = (
    ("hd", "ht"),
    ("k", "kk"),
    ("p", "pp"),
    ("t", "tt"),
    ("d", "t"),
    ("v", "p"),
    ("nn", "nt"),
    ("mm", "mp"),
)
_SHORTEST: Final = 4
"""Shorter words, numbers and abbreviations keep their form."""


def endings(lang: str) -> re.Pattern[str]:
    """What may follow a stem in a language; it matches only where the word ends."""
    return ENDINGS.get(lang, _OTHER_ENDINGS)


@lru_cache(maxsize=4096)
def stems(word: str, lang: str) -> tuple[str, ...]:
    """The stems of a word in small letters, the longest first; the word itself is one of them.

    >>> [stem for stem in stems("valmennus", "fi")]
    ['valmennukse', 'valmennuksi', 'valmennus']
    >>> "työkyv" in stems("työkyky", "fi"), "työkyvy" in stems("työkyky", "fi")
    (False, True)
    """
    found = {word}
    if len(word) >= _SHORTEST and word[-1].isalpha():
        if lang == "fi":
            found.update(_finnish(word))
        elif lang == "sv" and word.endswith("a"):
            found.add(word[:-1])
    return tuple(sorted(found, key=lambda stem: (-len(stem), stem)))


def _finnish(word: str) -> Iterator[str]:
    last = word[-1]
    if word.endswith("nen"):
        yield from (word[:-3] + end for end in ("se", "si", "s"))
    elif word.endswith(("ton", "tön")):
        start = f"{word[:-2]}t{word[-2]}m"
        yield from (start + end for end in ("a" if word[-2] == "o" else "ä", "i"))
    elif word.endswith(("uus", "yys", "eus", "eys")):
        yield from (word[:-1] + end for end in ("de", "t", "te", "kse", "ksi"))
    elif last == "s" and word[-2] in "aä":
        yield from (start + word[-2] + end for start in _stronger(word[:-2]) for end in (word[-2], "i"))
    elif last == "s":
        yield from (word[:-1] + end for end in ("kse", "ksi"))
    elif last == "e":
        yield from (start + end for start in _stronger(word[:-1]) for end in ("ee", "ei"))
    elif last == "t":
        yield from _plural(word[:-1])
    elif last in _VOWELS:
        yield from (end for start in (word[:-1], *_weaker(word[:-1])) for end in _with_vowel(start, last))
    else:
        yield word + "i"
        yield word + "e"


def _with_vowel(start: str, vowel: str) -> Iterator[str]:
    """The stems of a grade with the word's last vowel, as it is and before the plural's `i`."""
    yield start + vowel
    if vowel in "aä":
        yield start + ("o" if vowel == "a" else "ö")
        yield start + "i"
    elif vowel == "i":
        yield start + "e"


def _plural(start: str) -> Iterator[str]:
    """The stems of a word that is listed in the plural: `työmarkkinat`, `laatukriteerit`, `avoimet`."""
    yield start
    if start[-1:] in _VOWELS:
        yield from _with_vowel(start[:-1], start[-1])
    if start.endswith("e"):
        yield start[:-1] + "i"
    if start.endswith("me"):
        yield start[:-2] + "n"
        yield start[:-2] + "nt"


def _weaker(start: str) -> Iterator[str]:
    """The word before its last vowel in the weak grade, where it has one."""
    for strong, weak in _WEAKER:
        if start.endswith(strong):
            if strong != "k" or start[-2:-1] != "s":
                yield from (start.removesuffix(strong) + end for end in weak)
            return


def _stronger(start: str) -> Iterator[str]:
    """The word before its last vowel as it is and in the strong grade."""
    yield start
    for weak, strong in _STRONGER:
        if start.endswith(weak) and not start.endswith((f"s{weak}", f"h{weak}")):
            yield start.removesuffix(weak) + strong
