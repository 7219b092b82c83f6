"""Where something stands, what is wrong with it, and the collector of all that a run finds.

Everything that is loaded keeps its `Location`; a fault is a `Problem` with a stable code. The
wording lives in the locale files (`locales/faults.<lang>.toml`), so a problem carries only its code
and the values that its sentence names.

Exceptions of the package, each raised by the room that it is named with (all others come from below, such as
`OSError`, or are programming errors)::

    Exception
    ├── SiteNotFound       loader: the folder holds no site
    ├── LayoutError        layout: a drawing could not be placed
    ├── OutputRefused      publish: the output folder cannot, or must not, be replaced
    ├── ArtifactRefused    publish: a file has a name that not every system can keep
    ├── WordsWrong         i18n: a locale file of the site's own cannot be used
    └── KeyError
        └── UnknownString  i18n: no locale file has the word that a template or view asks for
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

Severity = Literal["error", "warning"]


class SiteNotFound(Exception):
    """The folder that was given has no `content/site.yaml`; `folder` names it as the user wrote it."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.folder = folder


class Location(NamedTuple):
    """A place in a source file: `file` relative to the site with `/`, `line` and `column` from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """As compilers print it, so that editors can jump there.

        >>> str(Location("content/site.yaml", 3, 8))
        'content/site.yaml:3:8'
        """
        return f"{self.file}:{self.line}:{self.column}"


Place = tuple[str, int, int]
"""A location as a plain tuple, which costs a fourth to make and to send: each path has about a hundred."""

LINE: Final = 1 << 20
"""What a packed place grows by from a line to the next; from a column to the next it is one."""


def packed(line: int, column: int) -> int:
    """A line and a column, from 1, as one number: there are hundreds in a file, and few are ever asked for."""
    return line * LINE + column


def unpacked(place: int, file: str) -> Location:
    """The location that a packed place of a file is.

    >>> unpacked(packed(3, 8), "a.yaml")
    Location(file='a.yaml', line=3, column=8)
    """
    return Location(file, place // LINE, place % LINE)


@dataclass(frozen=True)  # with slots it would be sent by Python code
class Problem:
    """One fault. `values` fill the sentence of `code`; `near` is the id that was perhaps meant.

    With a warning the site is built all the same, unless the run is strict.
    """

    code: str
    at: Location
    values: dict[str, str] = field(default_factory=dict)
    severity: Severity = "error"
    near: str = ""

    @property
    def sort_key(self) -> tuple[Location, str, tuple[str, ...]]:
        """Order of the report: by file, line, column, code; the same whatever the order of work."""
        return (self.at, self.code, tuple(self.values.values()))


def warning(code: str, at: Location, /, **values: str) -> Problem:
    """A fault with which a site is built all the same."""
    return Problem(code, at, values, "warning")


class Problems:
    """Collects faults in any order; gives each once, sorted."""

    def __init__(self) -> None:
        self._found: list[Problem] = []

    def add(self, code: str, at: Place, /, *, near: str = "", **values: str) -> None:
        """Note an error at a place."""
        self._found.append(Problem(code, Location(*at), values, "error", near))

    def extend(self, found: Iterable[Problem]) -> None:
        """Take in what a check or another process found."""
        self._found.extend(found)

    def __iter__(self) -> Iterator[Problem]:
        seen = {(p.at, p.code, tuple(p.values.items())): p for p in self._found}
        return iter(sorted(seen.values(), key=lambda p: p.sort_key))

    def __bool__(self) -> bool:
        return bool(self._found)


_PATIENCE: Final = 500_000
_left = _PATIENCE  # of a run's patience, in words that are looked at


def begin_run() -> None:
    """Let `nearest` look again, however much it has looked in an earlier run."""
    global _left  # noqa: PLW0603 (what a run has left)
    _left = _PATIENCE


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that `word` was perhaps meant to be, or nothing when none is like it.

    Nor when a run has looked at a great many words already: that would take longer than all else it does.

    >>> nearest("sosialiohjaaja", ["sosiaaliohjaaja", "asiakas"])
    'sosiaaliohjaaja'
    >>> nearest("kissa", ["sosiaaliohjaaja"])
    ''
    """
    global _left  # noqa: PLW0603 (as above)
    if _left <= 0:
        return ""
    words = sorted(known)
    _left -= len(words)
    found = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    return found[0] if found else ""
