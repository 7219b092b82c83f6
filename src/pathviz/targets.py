"""What a link in an author's Markdown means.

Authors write links as they write `to:` in a path, never as files or addresses:

==============================  ==========================================================
`keski-suomi/kuty`              a service path; `#arviointi` after it names a step
`keski-suomi`                   a region
`keski-suomi/jyvaskyla`         a municipality; `keski-suomi/jyvaskyla/kuty` is its version of a path
`#arviointi`                    a step of the same path, or a heading of the same text
`toimijat/sosiaaliohjaaja`      an actor; `toimijat` alone is their list
`lait/189/2001`                 a statute (`lait/189-2001` too); `lait` alone is their list
`sanasto#tyovalmennus`          a term; `sanasto` alone is the glossary
`sivut/tietoa`                  a free page
`verkostot/helsinki-tuki`       a network; `verkostot` alone is their list
`vertailut/27d-27e`             a comparison; `vertailut` alone is their list
`perehdytys/valmentaja`         an onboarding track; `perehdytys` alone is their list
`palvelut#tyotoiminta`          a generic service; `palvelut` alone is their list
`lahteet`, `saavutettavuus`     the sources, the accessibility statement
`peilaus`                       the report that holds the municipalities' versions against their frames
`muoto`                         what the text files hold
`files/lomake.pdf`              a file of the same path's folder
==============================  ==========================================================
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import unquote

from pathviz.model import ServicePath, Site

Kind = Literal[
    "path",
    "region",
    "actor",
    "law",
    "glossary",
    "free",
    "network",
    "comparison",
    "track",
    "services",
    "sources",
    "accessibility",
    "file",
    "here",
    "format",
    "municipality",
    "local",
    "mirror",
]

_KINDS: Final[Mapping[str, Kind]] = {
    "toimijat": "actor",
    "lait": "law",
    "sivut": "free",
    "verkostot": "network",
    "vertailut": "comparison",
    "perehdytys": "track",
    "sanasto": "glossary",
    "palvelut": "services",
    "lahteet": "sources",
    "saavutettavuus": "accessibility",
    "peilaus": "mirror",
    "muoto": "format",
}
"""What the first word of a link means, where it is no region."""
_WITH_PAGES: Final = ("toimijat", "lait", "sivut", "verkostot", "vertailut", "perehdytys")
"""Catalogues each of whose entries has a page."""
_WITH_ANCHORS: Final = ("sanasto", "palvelut")
"""Catalogues whose entries stand on one page."""
_WITH_PARTS: Final = ("lait", "sivut", "verkostot")
"""Those of whose entries a part can be named."""

_CITATION: Final = re.compile(r"([1-9][0-9]{0,4}/[12][0-9]{3})(?: (.+))?")


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
    if first in _KINDS:
        return _entry(site, first, rest, part) if rest else _alone(site, first, part)
    if not rest:
        return LinkTarget("region", (first,)) if first in site.regions else None
    return _path(site, (first, rest), part) or _municipal(site, first, rest, part)


def reference_target(site: Site, written: str) -> LinkTarget | None:
    """As `link_target`, and a statute citation (`710/1982 27 d §`) means the statute, its section being the part."""
    citation = _CITATION.fullmatch(written)
    if citation is None:
        return _elsewhere(link_target(site, written))
    number, section = citation[1], citation[2] or ""
    return LinkTarget("law", (number,), section) if number in site.laws else None


def reading_target(site: Site, written: str) -> LinkTarget | None:
    """What an onboarding track tells to read: a term, comparison or free page by its id alone, else as a link."""
    if written in site.terms:
        return LinkTarget("glossary", (), written)
    if written in site.comparisons:
        return LinkTarget("comparison", (written,))
    if written in site.pages:
        return LinkTarget("free", (written,))
    return _elsewhere(link_target(site, written))


def _elsewhere(found: LinkTarget | None) -> LinkTarget | None:
    """What a catalogue can point to: it has no text of its own with headings, and no folder of files.

    A section is named by its citation alone: of a link to a place on a statute's page the statute is meant.
    """
    if found is not None and found.kind == "law":
        return LinkTarget("law", found.key)
    return None if found is None or found.kind in ("here", "file") else found


def _known(site: Site) -> dict[str, Collection[object]]:
    """What there is of everything that a link can begin with, but for regions."""
    return {
        "toimijat": site.actors,
        "lait": site.laws,
        "sivut": site.pages,
        "verkostot": site.networks,
        "vertailut": site.comparisons,
        "perehdytys": site.tracks,
        "sanasto": site.terms,
        "palvelut": site.services,
        "lahteet": site.paths,
        "saavutettavuus": [site.info.statement] if site.info.statement else [],
        "peilaus": site.layers,
        "muoto": ["muoto"],
    }


def _alone(site: Site, name: str, part: str) -> LinkTarget | None:
    """A catalogue as a whole, or an entry of one that has no pages for each; an empty one has no page."""
    known = _known(site)[name]
    if name == "sivut" or not known or (part and name in _WITH_ANCHORS and part not in known):
        return None
    return LinkTarget(_KINDS[name], (), part)


def _entry(site: Site, name: str, rest: str, part: str) -> LinkTarget | None:
    """An entry of a catalogue that has a page for each."""
    entry = rest.replace("-", "/") if name == "lait" else rest
    if name not in _WITH_PAGES or entry not in _known(site)[name]:
        return None
    return LinkTarget(_KINDS[name], (entry,), part if name in _WITH_PARTS else "")


def _path(site: Site, key: tuple[str, str], part: str) -> LinkTarget | None:
    found = site.paths.get(key)
    if found is None or (part and part not in {step.id for step in found.steps}):
        return None
    return LinkTarget("path", key, part)


def _municipal(site: Site, region: str, rest: str, part: str) -> LinkTarget | None:
    """A municipality, or its version of a path with a step that this has."""
    town, _, path = rest.partition("/")
    if not path:
        known = any(each.key == (region, town) for each in site.municipalities)
        return LinkTarget("municipality", (region, town)) if known and not part else None
    layer = next((each for each in site.layers if each.key == (region, town, path)), None)
    found = site.paths.get((region, path))
    if layer is None or found is None:
        return None
    steps = {step.id for step in found.steps} | {added.step.id for added in layer.add}
    return LinkTarget("local", layer.key, part) if not part or part in steps else None


def _file(site: Site, address: str, path: ServicePath | None) -> LinkTarget | None:
    folder = path.folder if path is not None else "content/pages"
    name = posixpath.normpath(f"{folder}/{address}")
    return LinkTarget("file", (name,)) if name in site.files else None


def link_words(site: Site, path: ServicePath | None = None) -> Iterator[str]:
    """Everything that could be written as a link, to find the nearest to a mistyped one."""
    for name, known in _known(site).items():
        if known and name != "sivut":
            yield name
        if name in _WITH_PAGES or name in _WITH_ANCHORS:
            yield from (f"{name}{'/' if name in _WITH_PAGES else '#'}{entry}" for entry in known)
    yield from site.regions
    yield from (f"{region}/{name}" for region, name in site.paths)
    yield from (f"{each.region}/{each.id}" for each in site.municipalities)
    yield from ("/".join(layer.key) for layer in site.layers)
    folder = f"{path.folder if path is not None else 'content/pages'}/"
    yield from (name.removeprefix(folder) for name in site.files if name.startswith(folder))
    yield from (f"#{step.id}" for step in path.steps) if path is not None else ()
