"""Where Finnish words may be broken.

Before a part that often ends compounds, else at a syllable: before a consonant that a vowel follows, never nearer
than three letters from either end.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

ALONE = 3  # so many letters stand at either end at least

_VOWELS = frozenset("aeiouyåäöâõáàéAEIOUYÅÄÖÂÕÁ")
_SHORT = 0.34  # share of a compound before which no part of it is looked for
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


def _by_letter(stems: list[str]) -> dict[str, tuple[str, ...]]:
    """Stems by the letter with which they begin."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for stem in stems:
        found[stem[0]].append(stem)
    return {letter: tuple(some) for letter, some in found.items()}


_PARTS = _by_letter(_STEMS.split())


@lru_cache(maxsize=4_096)
def breaks(word: str) -> tuple[int, ...]:
    """Where a word may be broken, the best place first: before the last part of a compound, or at its last syllable.

    >>> breaks("palveluohjaaja")
    (7, 9, 5, 3)
    """
    least = int(len(word) * _SHORT) + 1
    return (*[i for i in reversed(_part_starts(word)) if i >= least], *reversed(break_points(word)))


def break_points(word: str) -> tuple[int, ...]:
    """Where the syllables of a word part: the index of the first letter after the break.

    >>> break_points("työllistymistä")
    (4, 7, 9)
    """
    return tuple(
        [
            i
            for i in range(ALONE, len(word) - ALONE + 1)
            if word[i].isalpha()
            and word[i] not in _VOWELS
            and i + 1 < len(word)
            and word[i + 1] in _VOWELS
            and word[i - 1].isalpha()
        ]
    )


@lru_cache(maxsize=4_096)
def has_part(word: str) -> bool:
    """Whether a compound's part begins somewhere within `word`."""
    return any(int(len(word) * _SHORT) <= i < len(word) - ALONE for i in _part_starts(word))


@lru_cache(maxsize=4_096)
def is_part(word: str) -> bool:
    """Whether a word begins as the last part of a compound does."""
    return word.startswith(_PARTS.get(word[:1], ()))


@lru_cache(maxsize=4_096)
def _part_starts(word: str) -> tuple[int, ...]:
    """Where within `word` a compound's part begins, three letters or more from either end."""
    return tuple([i for i in range(ALONE, len(word) - ALONE + 1) if word.startswith(_PARTS.get(word[i], ()), i)])
