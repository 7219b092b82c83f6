"""Find the terms of the glossary in running text, in whatever form they stand there.

A term is found by its name and its synonyms, in the language that they are written in; of several that begin at one
place the longest wins. What looks like a term but means another thing is left alone: a part of a compound, a name of a
statute that is followed by another statute's number, an abbreviation in small letters. Pure, and quick: a page is gone
through once, by one expression that knows how every term begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, MutableSet
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeAlias

from pathviz.inflection import endings, stems
from pathviz.model import Term

# No-break spaces and line ends are blanks like any other.
_BLANK: Final = "[ \u00a0\\n]"
# No possessive quantifiers: before Python 3.11.5 one around alternatives finds too little (python/cpython#106052).
_TAG_REST: Final = r"""[^<>"]*(?:"[^"]*"[^<>"]*)*"""
# Where no term is marked: within links, headings and what is no prose, and in the attributes of any tag. A tag's end
# is left, since a term may follow it.
_SKIPPED: Final = (
    rf"(?<=<)(?:(a|abbr|code|dfn|h[1-6]|kbd|pre|q)(?=[ >]){_TAG_REST}>"
    rf"[^<]*(?:<(?!/\1>){_TAG_REST}>[^<]*)*</\1(?=>)|[a-z0-9]+ {_TAG_REST}(?=>))"
)
_BEFORE: Final = "[< >(\\[\"'”“„»«;–—]"
_QUALIFIED: Final = re.compile(r"(.+?) \((.+)\)")
_NUMBER_AFTER: Final = re.compile(r" \(?(\d+/\d{4})")
_STATUTE: Final = re.compile(r"\d+/\d{4}")
_CAPITALS: Final = re.compile(r"[A-ZÅÄÖ]{2,}")
_Tree: TypeAlias = "dict[str, _Tree]"
_SHORT: Final = 4
_LONGEST: Final = 120
"""The longest form of a term, and a statute's number after it, in letters."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name or synonym to look for.

    `words` has the stems of each word; `begin` is what every form begins with, `capitals` the capitals that
    it must begin with, and `statute` the number of the law that it names.
    """

    term: str
    words: tuple[tuple[str, ...], ...]
    begin: str
    capitals: str
    statute: str


def phrases(terms: Iterable[Term], lang: str) -> Iterator[Phrase]:
    """What to look for, names before synonyms, so that a synonym of one term does not hide another's name."""
    listed = tuple(terms)
    for term in listed:
        yield _phrase(term.id, term.name, lang)
    for term in listed:
        yield from (_phrase(term.id, synonym, lang) for synonym in term.synonyms)


def _phrase(term: str, written: str, lang: str) -> Phrase:
    qualified = _QUALIFIED.fullmatch(written)
    name = qualified[1] if qualified else written
    statute = _STATUTE.search(qualified[2]) if qualified else None
    capitals = _CAPITALS.match(name)
    words = tuple(stems(word, lang) for word in name.lower().split())
    return Phrase(term, words, _begin(words), capitals[0] if capitals else "", statute[0] if statute else "")


def _begin(words: tuple[tuple[str, ...], ...]) -> str:
    """What every form of some words begins with; of `27 d` more than `27`, which would be found too often."""
    begin = _shared(words[0]) if words else ""
    if len(begin) < _SHORT and len(words) > 1 and len(words[0]) == 1:
        return f"{begin} {_shared(words[1])}"
    return begin


def _plain(written: str) -> str:
    """A short text in small letters and with plain blanks; each letter stays one."""
    text = written.lower().replace("\u00a0", " ").replace("\n", " ")
    return text if len(text) == len(written) else written


def _shared(words: tuple[str, ...]) -> str:
    """What several words begin with."""
    first, last = min(words), max(words)
    return next((first[:i] for i, letter in enumerate(first) if last[i : i + 1] != letter), first)


class TermFinder:
    """Finds the terms of one language in HTML of that language."""

    def __init__(self, terms: Iterable[Term], lang: str) -> None:
        self._phrases = tuple(phrase for phrase in phrases(terms, lang) if phrase.words)
        self._endings = endings(lang)

    @cached_property
    def _by_begin(self) -> dict[str, tuple[Phrase, ...]]:
        """For each beginning all phrases that may begin so, those with shorter beginnings too."""
        begins = {phrase.begin for phrase in self._phrases}
        return {
            begin: tuple(phrase for phrase in self._phrases if begin.startswith(phrase.begin))
            for begin in sorted(begins)
        }

    @cached_property
    def _search(self) -> re.Pattern[str]:
        """One expression for whatever a term may begin with, as a tree of letters, and for what is passed over."""
        tree: _Tree = {}
        for phrase in self._phrases:
            written = phrase.capitals + phrase.begin[len(phrase.capitals) :]
            # A term may begin a sentence.
            for begin in (written, written[0].upper() + written[1:]):
                node = tree
                for letter in begin:
                    node = node.setdefault(letter, {})
                node[""] = {}
        return re.compile(f"{_BEFORE}(?:{_SKIPPED}|({_branch(tree)}))")

    def found(self, html: str) -> Iterator[tuple[int, int, str]]:
        """The places of terms in a text, from and to, and the term's id; `html` is well-formed."""
        if not self._phrases:
            return
        done = 0
        for match in self._search.finditer(html):
            start = match.start(2)
            if start < done:
                continue  # passed over, or within a longer term
            end, term = self._longest(match[2], html[start : start + _LONGEST])
            if end:
                done = start + end
                yield start, done, term

    def _longest(self, begin: str, written: str) -> tuple[int, str]:
        """How long the longest term is that a text begins with, and its id; 0 where there is none."""
        text = _plain(written)
        best: tuple[int, str] = (0, "")
        for phrase in self._by_begin[_plain(begin)]:
            end = self._end(phrase, written, text)
            if end > best[0]:
                best = end, phrase.term
        return best

    def marked(self, html: str, seen: MutableSet[str], tag: Callable[[str], str]) -> str:
        """The text with each term in an element where it is not in `seen`, which grows; `tag` opens a term's link."""
        parts: list[str] = []
        done = 0
        for start, end, term in self.found(html):
            if term not in seen:
                seen.add(term)
                parts += (html[done:start], tag(term), html[start:end], "</a>")
                done = end
        if not parts:
            return html
        parts.append(html[done:])
        return "".join(parts)

    def _end(self, phrase: Phrase, written: str, text: str) -> int:
        """Where a phrase ends that a text begins with, or 0 where it does not; `written` has its capitals."""
        if not written.startswith(phrase.capitals):
            return 0
        at, last = 0, len(phrase.words) - 1
        for number, word in enumerate(phrase.words):
            at = self._end_of_word(word, text, at)
            if not at:
                return 0
            if number < last:
                if text[at : at + 1] != " ":
                    return 0
                at += 1
        if phrase.statute and (named := _NUMBER_AFTER.match(text, at)) and named[1] != phrase.statute:
            return 0
        return at

    def _end_of_word(self, word: tuple[str, ...], text: str, at: int) -> int:
        for stem in word:
            if text.startswith(stem, at) and (rest := self._endings.match(text, at + len(stem))):
                return rest.end()
        return 0


def _branch(tree: _Tree) -> str:
    """A tree of letters as an expression that takes the longest word it can."""
    options = []
    for letter, below in tree.items():
        if letter:
            options.append((_BLANK if letter == " " else re.escape(letter)) + _branch(below))
    if not options:
        return ""
    joined = options[0] if len(options) == 1 and "" not in tree else f"(?:{'|'.join(options)})"
    return f"{joined}?" if "" in tree else joined
