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
from collections.abc import Iterator
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

_ALONE: Final[dict[str, Kind]] = {
    "toimijat": "actor",
    "lait": "law",
    "verkostot": "network",
    "sanasto": "glossary",
    "vertailut": "comparison",
    "perehdytys": "track",
    "palvelut": "services",
    "lahteet": "sources",
    "saavutettavuus": "accessibility",
    "muoto": "format",
    "peilaus": "mirror",
}


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
    if first in _ALONE and not rest:
        return _alone(site, first, part)
    if first in ("toimijat", "lait", "sivut", "verkostot", "vertailut", "perehdytys"):
        return _catalogue(site, first, rest, part)
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
    """What a catalogue can point to: it has no text of its own with headings, and no folder of files."""
    return None if found is None or found.kind in ("here", "file") else found


def _alone(site: Site, name: str, part: str) -> LinkTarget | None:
    """A catalogue as a whole, or an entry of one that has no pages for each; an empty one has no page."""
    inside = {"sanasto": site.terms, "palvelut": site.services}.get(name)
    if part and inside is not None and part not in inside:
        return None
    whole = {
        "verkostot": site.networks,
        "vertailut": site.comparisons,
        "perehdytys": site.tracks,
        "palvelut": site.services,
        "peilaus": site.layers,
    }.get(name)
    return None if whole is not None and not whole else LinkTarget(_ALONE[name], (), part)


def _catalogue(site: Site, name: str, rest: str, part: str) -> LinkTarget | None:
    if name == "toimijat":
        return LinkTarget("actor", (rest,)) if rest in site.actors else None
    if name == "sivut":
        return LinkTarget("free", (rest,), part) if rest in site.pages else None
    if name == "verkostot":
        return LinkTarget("network", (rest,), part) if rest in site.networks else None
    if name == "vertailut":
        return LinkTarget("comparison", (rest,)) if rest in site.comparisons else None
    if name == "perehdytys":
        return LinkTarget("track", (rest,)) if rest in site.tracks else None
    number = rest.replace("-", "/")
    return LinkTarget("law", (number,), part) if number in site.laws else None


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
    yield from _ALONE
    yield from (f"toimijat/{actor}" for actor in site.actors)
    yield from (f"lait/{law}" for law in site.laws)
    yield from (f"sanasto#{term}" for term in site.terms)
    yield from (f"verkostot/{network}" for network in site.networks)
    yield from (f"sivut/{page}" for page in site.pages)
    yield from (f"vertailut/{comparison}" for comparison in site.comparisons)
    yield from (f"perehdytys/{track}" for track in site.tracks)
    yield from (f"palvelut#{service}" for service in site.services)
    yield from site.regions
    yield from (f"{region}/{name}" for region, name in site.paths)
    yield from (f"{each.region}/{each.id}" for each in site.municipalities)
    yield from ("/".join(layer.key) for layer in site.layers)
    folder = f"{path.folder if path is not None else 'content/pages'}/"
    yield from (name.removeprefix(folder) for name in site.files if name.startswith(folder))
    yield from (f"#{step.id}" for step in path.steps) if path is not None else ()
