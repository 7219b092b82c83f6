"""The interface's words, dates and plural forms in the language of a page.

The words are in `templates/locales/<lang>.toml`; a site's own templates folder may hold the same
file with the few words that it says otherwise. Finnish is complete; what another language lacks is
said in Finnish. A key that Finnish lacks is an error of ours and is raised.
"""

from __future__ import annotations

import datetime as dt
import string
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

DEFAULT: Final = "fi"
_FORMATTER: Final = string.Formatter()

_ENGLISH_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class UnknownString(KeyError):
    """A template or view asked for a word that no locale file has; the argument is its key."""


class WordsWrong(Exception):
    """A locale file of the site's own cannot be used; the argument says which, and why."""


class _Known(dict[str, str]):
    """Words by key."""

    def __missing__(self, key: str) -> str:
        raise UnknownString(key)


class Strings:
    """The words of one language.

    >>> words = Strings("fi", {"step": "Vaihe {n}", "paths.one": "{n} polku", "paths.other": "{n} polkua"})
    >>> words("step", n=3)
    'Vaihe 3'
    >>> words.count("paths", 2)
    '2 polkua'

    `known` are the words as they are written, by key; it raises `UnknownString` too.
    """

    __slots__ = ("_numbered", "known", "lang")

    def __init__(self, lang: str, words: Mapping[str, str]) -> None:
        self.lang = lang
        self.known: Mapping[str, str] = _Known(words)
        self._numbered: dict[tuple[str, int], str] = {}

    def __call__(self, key: str, /, **values: object) -> str:
        """The words of `key` with its placeholders filled; raises `UnknownString`."""
        words = self.known[key]
        return words.format_map(values) if values else words

    def numbered(self, key: str, n: int, /) -> str:
        """The words of `key` about the number `n`: all pages tell of the same few."""
        found = self._numbered.get((key, n))
        if found is None:
            found = self._numbered[key, n] = self(key, n=n)
        return found

    def count(self, key: str, n: int, /) -> str:
        """The form of `key` that goes with the number `n`: `key.one` or `key.other`.

        Finnish, Swedish and English part one from all others, zero among them.
        """
        return self.numbered(f"{key}.{'one' if n == 1 else 'other'}", n)

    def date(self, day: dt.date) -> str:
        """A day as it is written in the language.

        >>> Strings("en", {}).date(dt.date(2026, 11, 21))
        '21 November 2026'
        """
        if self.lang == "en":
            return f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}"
        return f"{day.day}.{day.month}.{day.year}"


def load_strings(folders: Iterable[Path], lang: str) -> Strings:
    """The words of `lang` from the `locales` of the templates folders, the first folder winning.

    A language without a file of its own gets the Finnish words. Raises `WordsWrong` for a broken file
    and `OSError` for an unreadable one.
    """
    words: dict[str, str] = {}
    places: dict[str, frozenset[str]] = {}
    for language in dict.fromkeys((DEFAULT, lang)):
        for folder in reversed(list(folders)):
            file = folder / "locales" / f"{language}.toml"
            if file.is_file():
                for key, text in _read(file).items():
                    # What a sentence is filled with is the same whoever words it.
                    has = _placeholders(text, file)
                    if not has <= places.setdefault(key, has):
                        raise WordsWrong(f"{file}: {key}: {', '.join(sorted(has - places[key]))}")
                    words[key] = text
    return Strings(lang, words)


def _read(file: Path) -> Mapping[str, str]:
    try:
        return _parsed(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:  # broken TOML, or no UTF-8
        raise WordsWrong(f"{file}: {error}") from error


@lru_cache(maxsize=16)
def _parsed(text: str) -> Mapping[str, str]:
    """The words of a file; every language of a site asks for the Finnish ones too."""
    return _flat(tomllib.loads(text))


def _placeholders(text: str, file: Path) -> frozenset[str]:
    """What stands in braces. Raises `WordsWrong` where the braces do not match."""
    try:
        return frozenset(f"{name}{spec}" for _, name, spec, _ in _FORMATTER.parse(text) if name is not None)
    except ValueError as error:
        raise WordsWrong(f"{file}: {error}: {text}") from error


def _flat(table: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    """A TOML table with its inner tables' keys joined by dots."""
    words: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, Mapping):
            words |= _flat(value, f"{prefix}{key}.")
        else:
            words[prefix + key] = str(value)
    return words
