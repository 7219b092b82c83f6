"""Rules of texts that are hard to read: long sentences, long words, and passives in what speaks to the client.

Sentence length and long words are measured as the LIX of C. H. Björnsson (*Läsbarhet*, 1968) does, which counts no
syllables and so holds for any language: words in a sentence on average, plus the share of words of more than six
letters in hundredths. Finnish words are long, so what Björnsson calls very difficult (over
60) is the limit here for Finnish, and what he calls easy (40) for other languages. That an easy text has
short sentences and speaks in the active voice is asked by the Finnish Selkomittari (Selkokeskus, 2022) and by the
guides to Swedish easy language too.

A rule that cries wolf is soon not heard. The passive is therefore looked for by the forms that nothing but a passive
has, and of a short text no LIX is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pathviz.model import Entity, ServicePath
from pathviz.problems import Problem, warning

EASY_SENTENCE: Final = 15
"""The words of a sentence in an easy text, at most."""
SUMMARY_SENTENCE: Final = 25
"""The words of a sentence in a summary, at most."""
LIX_LIMITS: Final[Mapping[str, int]] = {"fi": 60}
"""The LIX of an easy text, at most, by language."""
_LIX_DEFAULT: Final = 40
_FEWEST: Final = 12
"""A shorter text has no LIX worth the name: one word more or less would decide."""
_LONG: Final = 6
"""Letters of a word that is not yet long, as LIX counts."""
_NAMED: Final = 3
"""How many of the long words a fault names."""

_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])[”»\")]*\s+(?=[^a-zåäö])")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")

# The passive of Finnish, present (`sovitaan`, `tehdään`, `kuunnellaan`) and past (`sovittiin`, `tehtiin`). Nouns in the
# illative end alike (`toimintaan`, `kuntaan`) but have another consonant there, and those with the owner's ending
# (`asioitaan`, `tilanteestaan`) a diphthong or an s.
_PASSIVE: Final = re.compile(
    r"[^\W\d_]*(?:[aeouyäö]t(?:aan|ään)|[^aeiouyäö\W]it(?:aan|ään)|[aeiouyäöh]d(?:aan|ään)|[^\We]ell(?:aan|ään)"
    r"|[aeouyäö]tt(?:iin|aisiin|äisiin)|[^aeiouyäö\W]ittiin|[oö]itiin|[aeiouyäö]htiin)"
    r"|kokeillaan|tullaan|ollaan|mennään|pannaan|kuullaan|päästään|noustaan|pestään|oltiin|tultiin|mentiin|saatiin|voitiin"
    r"|vietiin|pantiin"
)
_PERFECT: Final = re.compile(
    r"\b(?:on|oli|olisi|ole|ollut) (?:(?:jo|vielä|nyt) )?([^\W\d_]+(?:tt|[aeiouyäöhs]t)[uy])\b", re.IGNORECASE
)
_OTHERS = """
mitään ketään yhtään kotiin mielellään itsellään edellään puolellaan kielellään nimellään hetkellään rautaan lautaan
hautaan rataan sataan nettiin pilottiin robottiin chattiin samettiin budjettiin tikettiin kabinettiin vettään äitiään
rahtiin tahtiin vauhtiin lahtiin tuttu hattu tyttö latu satu katu
"""
_NO_PASSIVE: Final = frozenset(_OTHERS.split())


def hard_to_read(path: ServicePath, lang: str) -> Iterator[Problem]:
    """Texts of a path in a language that are harder to read than they need to be."""
    about = path.description
    if about.summary.count(" ") >= SUMMARY_SENTENCE:
        yield from _long_sentences(about, "summary", about.summary, SUMMARY_SENTENCE)
    yield from _easy(about, "easy", about.easy, lang)
    for step in path.steps:
        if step.summary.count(" ") >= SUMMARY_SENTENCE:
            yield from _long_sentences(step, "summary", step.summary, SUMMARY_SENTENCE)
        yield from _easy(step, "easy", step.easy, lang)
        if step.easy_title:
            yield from _easy(step, "easy_title", step.easy_title, lang)
        for transition in step.next:
            if transition.easy:
                yield from _easy(transition, "easy", transition.easy, lang)


def _easy(entity: Entity, key: str, text: str, lang: str) -> Sequence[Problem]:
    found: list[Problem] = []
    blanks = text.count(" ")
    if blanks >= EASY_SENTENCE:
        found += _long_sentences(entity, key, text, EASY_SENTENCE)
    if blanks + 1 >= _FEWEST:
        limit = LIX_LIMITS.get(lang, _LIX_DEFAULT)
        measured = lix(text)
        if measured > limit:
            at, words = entity.place(key), _longest(text)
            found.append(
                warning("easy-words-long", at, key=key, lix=str(round(measured)), limit=str(limit), words=words)
            )
    if lang == "fi" and (word := passive(text)):
        found.append(warning("easy-passive", entity.place(key), key=key, word=word))
    return found


def _long_sentences(entity: Entity, key: str, text: str, limit: int) -> Iterator[Problem]:
    for sentence in sentences(text):
        if sentence.count(" ") >= limit:
            words = sentence.split()
            if len(words) > limit:
                at, begin = entity.place(key), " ".join(words[:4])
                yield warning("sentence-long", at, key=key, begin=begin, words=str(len(words)), limit=str(limit))


def sentences(text: str) -> list[str]:
    """The sentences of a text; an abbreviation or number before a small letter ends none.

    >>> sentences("Kerro, mitä toivot. Mukana on esim. ohjaaja! ”Sopiiko?” Kyllä.")
    ['Kerro, mitä toivot.', 'Mukana on esim. ohjaaja!', '”Sopiiko?', 'Kyllä.']
    """
    return _SENTENCE_END.split(text)


def lix(text: str) -> float:
    """The LIX of a text: words a sentence, and the long words of a hundred.

    >>> lix("Tapaat ohjaajan. Kerro, mitä toivot.")
    22.5
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    long = len([word for word in words if len(word) > _LONG])
    return len(words) / len(sentences(text)) + 100 * long / len(words)


def passive(text: str) -> str:
    """The first passive form of a Finnish text, or nothing.

    >>> passive("Suunnitelma tehdään yhdessä."), passive("Menet työtoimintaan. Kerrot asioista.")
    ('tehdään', '')
    """
    # Most texts have no word that ends so, and that is seen at once.
    if "aan" in text or "ään" in text or "iin" in text:
        for word in _WORD.findall(text):
            if word.endswith(("aan", "ään", "iin")):
                small = word.lower()
                if small not in _NO_PASSIVE and _PASSIVE.fullmatch(small):
                    return str(word)
    closed = f"{text} "
    if "tu " in closed or "ty " in closed or "tu." in closed or "ty." in closed or "tu," in closed or "ty," in closed:
        for word in _PERFECT.findall(closed):
            if word.lower() not in _NO_PASSIVE:
                return str(word)
    return ""


def _longest(text: str) -> str:
    words = sorted({word for word in _WORD.findall(text) if len(word) > _LONG}, key=lambda word: (-len(word), word))
    return ", ".join(words[:_NAMED])
