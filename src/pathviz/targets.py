"""What a link in an author's Markdown means.

Authors write links as they write `to:` in a path, never as files or addresses:

==============================  ==========================================================
`keski-suomi/kuty`              a service path; `#arviointi` after it names a step
`keski-suomi`                   a region
`#arviointi`                    a step of the same path, or a heading of the same text
`toimijat/sosiaaliohjaaja`      an actor; `toimijat` alone is their list
`lait/189/2001`                 a statute (`lait/189-2001` too); `lait` alone is their list
`sanasto#tyovalmennus`          a term; `sanasto` alone is the glossary
`sivut/tietoa`                  a free page
`lahteet`, `saavutettavuus`     the sources, the accessibility statement
`muoto`                         what the text files hold
`files/lomake.pdf`              a file of the same path's folder
==============================  ==========================================================
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import unquote

from pathviz.model import ServicePath, Site

Kind = Literal[
    "path", "region", "actor", "law", "glossary", "free", "sources", "accessibility", "format", "file", "here"
]

_ALONE: Final[dict[str, Kind]] = {
    "toimijat": "actor",
    "lait": "law",
    "sanasto": "glossary",
    "lahteet": "sources",
    "saavutettavuus": "accessibility",
    "muoto": "format",
}


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """A page or file of the site: its kind, the ids that pick it, and a step, term or heading in it."""

    kind: Kind
    key: tuple[str, ...] = ()
    part: str = ""


def link_target(site: Site, written: str, path: ServicePath | None = None) -> LinkTarget | None:
    """What an address written in a text of `path` (or of a page) means; None when it names nothing.

    Of a heading (`here`) it is not known here whether the text has it.
    """
    address, _, part = unquote(written).partition("#")
    first, _, rest = address.strip("/").partition("/")
    if not address:
        return LinkTarget("here", (), part) if part else None
    if first == "files":
        return _file(site, address, path)
    if first in _ALONE and not rest:
        return None if first == "sanasto" and part and part not in site.terms else LinkTarget(_ALONE[first], (), part)
    if first in ("toimijat", "lait", "sivut"):
        return _catalogue(site, first, rest, part)
    if not rest:
        return LinkTarget("region", (first,)) if first in site.regions else None
    return _path(site, (first, rest), part)


def _catalogue(site: Site, name: str, rest: str, part: str) -> LinkTarget | None:
    if name == "toimijat":
        return LinkTarget("actor", (rest,)) if rest in site.actors else None
    if name == "sivut":
        return LinkTarget("free", (rest,), part) if rest in site.pages else None
    number = rest.replace("-", "/")
    return LinkTarget("law", (number,), part) if number in site.laws else None


def _path(site: Site, key: tuple[str, str], part: str) -> LinkTarget | None:
    found = site.paths.get(key)
    if found is None or (part and part not in {step.id for step in found.steps}):
        return None
    return LinkTarget("path", key, part)


def _file(site: Site, address: str, path: ServicePath | None) -> LinkTarget | None:
    folder = path.folder if path is not None else "content/pages"
    name = posixpath.normpath(f"{folder}/{address}")
    return LinkTarget("file", (name,)) if name in site.files else None


def link_words(site: Site, path: ServicePath | None = None) -> Iterator[str]:
    """Everything that could be written as a link, to find the nearest to a mistyped one."""
    yield from _ALONE
    yield from (f"toimijat/{actor}" for actor in site.actors)
    yield from (f"lait/{law}" for law in site.laws)
    yield from (f"sanasto#{term}" for term in site.terms)
    yield from (f"sivut/{page}" for page in site.pages)
    yield from site.regions
    yield from (f"{region}/{name}" for region, name in site.paths)
    folder = f"{path.folder if path is not None else 'content/pages'}/"
    yield from (name.removeprefix(folder) for name in site.files if name.startswith(folder))
    yield from (f"#{step.id}" for step in path.steps) if path is not None else ()
