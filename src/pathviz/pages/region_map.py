"""How the paths of a region lead to one another, as a graph to be drawn.

Its nodes are the paths that are joined to others, its edges the transitions between them; paths of other
regions are ways out.  Transitions from one path to one other share an edge, which says all their conditions.
"""

from __future__ import annotations

from typing import Final

from pathviz import urls
from pathviz.i18n import Strings
from pathviz.layout.geometry import Chip, Edge, Node, PathGraph, Words
from pathviz.model import PathKey, ServicePath, Site
from pathviz.pages.freshness import path_state
from pathviz.pages.index import SiteIndex

CARD: Final = 248.0
"""The width of a path's card in px; its title is longer than a step's."""

_SHORT: Final = 72
"""A label of more letters than this gives way to the number of conditions; the list beneath has them all."""

Ways = dict[tuple[PathKey, PathKey], list[str]]
"""What is said of the transitions from one path to another."""


def region_graph(region: str, site: Site, index: SiteIndex, words: Strings) -> PathGraph | None:
    """The graph of a localised region, or `None` where none of its paths leads to another."""
    ways = _ways(index.paths.get(region, ()), index)
    if not ways:
        return None
    joined = {key for pair in ways for key in pair}
    own = [key for key in index.paths[region] if key in joined]
    away = list(dict.fromkeys(target for _, target in ways if target[0] != region))
    page = urls.tree(index.lang_of(region, site.lang), site.info.languages[0]).region(region)
    return PathGraph(
        title=site.regions[region].name,
        nodes=tuple(_node(site.paths[key], region, page, ways, site, index, words) for key in (*own, *away)),
        edges=tuple(
            Edge(_id(source), _id(target), _label(said, words), back=False) for (source, target), said in ways.items()
        ),
        card=CARD,
    )


def region_map_words(words: Strings) -> Words:
    """The interface words of the drawing."""
    return Words(flow_name=words("region.map_name"), description=words("region.map_kind"))


def _ways(paths: tuple[PathKey, ...], index: SiteIndex) -> Ways:
    """The transitions that leave each path, with their conditions or else the steps they leave."""
    ways: Ways = {}
    for key in paths:
        for crossing in index.leaving.get(key, ()):
            way = crossing.transition
            said = ways.setdefault((key, way.target.path_key), [])
            text = way.when or crossing.step.title
            if text not in said:
                said.append(text)
    return ways


def _id(key: PathKey) -> str:
    return "/".join(key)


def _label(said: list[str], words: Strings) -> str:
    text = "; ".join(said)
    return text if len(said) == 1 or len(text) <= _SHORT else words("region.map_ways", n=len(said))


def _node(path: ServicePath, region: str, page: str, ways: Ways, site: Site, index: SiteIndex, words: Strings) -> Node:
    elsewhere = path.region != region
    there = urls.tree(index.lang_of(path.region, site.lang), site.info.languages[0]).path(*path.key)
    about = path.description
    if elsewhere:
        who, chips = site.regions[path.region].name, list[Chip]()
    else:
        state = path_state(site, path)
        who, chips = words.count("count.steps", len(path.steps)), [Chip(state, words(f"state.{state}"))]
        if service := _shared_service(path, site, index):
            chips.append(Chip("service", service))
    seen = [about.title, who, *[chip.text for chip in chips]]
    return Node(
        id=_id(path.key),
        title=about.title,
        kind="exit" if elsewhere else "path",
        number=None,
        actor=who,
        colour=0,
        phase=None,
        href=urls.relative(page, there),
        name=_sentences([*seen, *_leads(path.key, ways, site, words)]),
        chips=tuple(chips),
    )


def _shared_service(path: ServicePath, site: Site, index: SiteIndex) -> str:
    """The name of the path's service, where other paths are of it too; else it says what the title says."""
    of = path.description.service
    if of is None:
        return ""
    name = site.services[of.id].name
    return name if len(index.services[of.id]) > 1 and name != path.description.title else ""


def _leads(key: PathKey, ways: Ways, site: Site, words: Strings) -> list[str]:
    """Where a path leads and what leads to it, as its link says it."""
    onward = [
        f"{site.paths[target].description.title} ({'; '.join(said)})"
        for (source, target), said in ways.items()
        if source == key
    ]
    before = [site.paths[source].description.title for source, target in ways if target == key]
    leads = [f"{words('region.map_to')}: {', '.join(onward)}"] if onward else []
    return [*leads, f"{words('region.map_from')}: {', '.join(before)}"] if before else leads


def _sentences(parts: list[str]) -> str:
    return " ".join(part if part[-1] in ".?!" else f"{part}." for part in parts if part)
