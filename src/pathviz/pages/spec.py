"""What goes into the making of a page and what comes out: the types that the pipeline meets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from pathviz.conformance import Conformance
from pathviz.i18n import Strings
from pathviz.localising import LocalPath
from pathviz.model import Markdown, Site
from pathviz.outline import Heading
from pathviz.pages.assets import Assets
from pathviz.pages.index import SiteIndex

Kind = Literal[
    "front",
    "region",
    "path",
    "municipality",
    "local",
    "embed",
    "mirror",
    "actors",
    "actor",
    "laws",
    "law",
    "glossary",
    "terms",
    "meeting",
    "comparisons",
    "comparison",
    "tracks",
    "track",
    "services",
    "sources",
    "accessibility",
    "statement",
    "offline",
    "free",
    "networks",
    "network",
    "faults",
    "format",
    "not_found",
    "sitemap",
    "robots",
]


@dataclass(frozen=True, slots=True, order=True)
class PageSpec:
    """Names one page: its kind, the ids that pick it among its kind, and its language."""

    kind: Kind
    key: tuple[str, ...]
    lang: str

    def in_lang(self, lang: str) -> PageSpec:
        """The same page in another language."""
        return replace(self, lang=lang)


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file of the built site: its address and its bytes."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Diagrams:
    """A path's drawings as inline SVG, encoded, and their width and height in CSS px, which decide what is printed.

    The lanes come when a reader asks for them: `lanes_script` is the address of the script that brings them, and
    their heads, as high as `heads_height` and as wide as the lanes.
    The pieces are those in which a drawing goes on paper, each with its top and height; the one that is not printed
    has none. Left of `rail_left` the rail has but the tracks of its jumps.
    """

    flow: bytes
    rail: bytes
    flow_size: tuple[float, float] = (0, 0)
    rail_size: tuple[float, float] = (0, 0)
    lanes_size: tuple[float, float] = (0, 0)
    heads_height: float = 0
    lanes_script: str = ""
    flow_pieces: tuple[tuple[int, int], ...] = ()
    rail_pieces: tuple[tuple[int, int], ...] = ()
    rail_left: float = 0


@dataclass(frozen=True, slots=True)
class RegionMap:
    """How a region's paths lead to one another, as inline SVG, encoded, and its width and height in CSS px."""

    drawing: bytes
    size: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault code as the page of faults explains it; texts are plain, in the page's language.

    `severity` is `error` or `warning`; `example` is a piece of an author's file.
    """

    code: str
    text: str
    mend: str = ""
    severity: str = "error"
    title: str = ""
    why: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class FormatKey:
    """A key of the format: what it means, what stands there, and an example or the part that tells of its own keys."""

    key: str
    meaning: str
    kind: str
    required: bool = False
    longest: int | None = None
    example: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class FormatPart:
    """A kind of file, or a part of one, as the page of the format explains it.

    `place` is where such a file stands, `example` a whole one; both are empty for a part of a file.
    """

    id: str
    title: str
    about: str
    keys: tuple[FormatKey, ...]
    place: str = ""
    example: str = ""
    is_text: bool = False
    also: str = ""


LocalKey = tuple[str, str, str]
"""What names a municipality's version of a path: region, municipality and path."""

Resolve = Callable[[str], str | None]
"""Turns an address as an author writes it into a link from this page, or `None` where it names nothing."""


class Prose(Protocol):
    """A Markdown text that has been read: safe HTML but for the addresses of its links."""

    @property
    def headings(self) -> Sequence[Heading]:
        """Its headings in order."""
        ...

    def resolved(self, resolve: Resolve) -> str:
        """Sanitised HTML with the addresses as `resolve` gives them."""
        ...


class ProseReader(Protocol):
    """`prose.read`: the page gives the level of the topmost heading and what its anchors begin with."""

    def __call__(self, source: Markdown, *, level: int, prefix: str = "") -> Prose:
        """The text that has been read."""
        ...


def _no_faults(_lang: str) -> Sequence[Fault]:
    return ()


@dataclass(frozen=True, slots=True)
class Context:
    """All that pages are made of. Frozen, so that worker processes may share it.

    `sites`, `indexes` and `strings` are by language and the first language is the default one;
    `diagrams` are by region, path and language, `maps` by region and language; a page without one shows
    its list alone. A municipality's version has its municipality before the path:
    `jyvaskyla/kuntouttava-tyotoiminta`. `locals` are the municipalities' versions by language and key,
    `mirror` is how they hold against their frames, by language. `faults` gives the explained fault codes in
    a language, `format` the explained format: one page asks for each.
    """

    sites: Mapping[str, Site]
    indexes: Mapping[str, SiteIndex]
    strings: Mapping[str, Strings]
    assets: Assets
    prose: ProseReader
    diagrams: Mapping[tuple[str, str, str], Diagrams] = field(default_factory=dict)
    maps: Mapping[tuple[str, str], RegionMap] = field(default_factory=dict)
    faults: Callable[[str], Sequence[Fault]] = _no_faults
    locals: Mapping[str, Mapping[LocalKey, LocalPath]] = field(default_factory=dict)
    mirror: Mapping[str, Sequence[Conformance]] = field(default_factory=dict)
    format: Callable[[], Sequence[FormatPart]] = tuple

    @property
    def default_lang(self) -> str:
        """The language that stands at the root."""
        return next(iter(self.sites))
