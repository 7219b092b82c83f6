"""Each kind of page: its template, its view, and what it tells its surroundings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from pathviz import urls
from pathviz.model import ServicePath
from pathviz.pages import (
    catalogues,
    comparisons,
    mirror,
    municipalities,
    networks,
    paths,
    places,
    services,
    statements,
    texts,
    tracks,
)
from pathviz.pages.draft import Draft, Link
from pathviz.pages.entries import Entries
from pathviz.pages.json_ld import government_service
from pathviz.pages.shell import About
from pathviz.pages.spec import Kind

Made = tuple[str, object, About]
"""A page's template, its view, and what it tells its surroundings."""


_LEARNING: Final = ("learning.css",)
"""Styles of the pages that compare and teach."""


def _front(draft: Draft) -> Made:
    info = draft.site.info
    return "front.html", places.front_view(draft), About(info.title, info.summary or draft.words("front.lead"))


def _region(draft: Draft) -> Made:
    region = draft.site.regions[draft.spec.key[0]]
    view = places.region_view(draft, region)
    about = About(
        region.name,
        region.summary,
        region=region.id,
        crumbs=_crumbs(draft),
        section="paths",
        styles=("diagram.css",) if view.map else (),
    )
    return "region.html", view, about


def _path(draft: Draft) -> Made:
    region, name = draft.spec.key
    path, place = draft.site.paths[region, name], draft.site.regions[region].name
    return _path_page(draft, paths.path_view(draft, path), path, place, draft.region_link(region))


def _local(draft: Draft) -> Made:
    region = draft.spec.key[0]
    version = next(each for each in draft.context.mirror[draft.lang] if each.layer.key == draft.spec.key)
    town = version.municipality
    view = paths.path_view(draft, version.local.path, version)
    up = draft.region_link(region), municipalities.town_link(draft, town)
    return _path_page(draft, view, version.local.path, town.name, *up)


def _path_page(draft: Draft, view: paths.PathView, path: ServicePath, place: str, *up: Link) -> Made:
    url = urls.canonical(draft.site.info.base_url, draft.address)
    about = About(
        title=f"{path.description.title}, {place}",
        description=path.description.summary,
        region=path.region,
        crumbs=_crumbs(draft, *up),
        section="paths",
        scripts=("service-path.js",),
        styles=("local.css",) if view.versions else (),
        json_ld=government_service(draft.site, path, url),
        footer=_print_line(draft, view, place, url),
    )
    return "path.html", view, about


def _print_line(draft: Draft, view: paths.PathView, place: str, url: str) -> str:
    words, fresh = draft.words, view.freshness
    parts = [
        place,
        words("print.version", date=fresh.version.text) if fresh.version else "",
        words("print.reviewed", date=fresh.reviewed.text) if fresh.reviewed else "",
        words("print.due", date=fresh.due.text) if fresh.due else "",
        url,
    ]
    return " · ".join(part for part in parts if part)


def _municipality(draft: Draft) -> Made:
    town = draft.index.towns[draft.spec.key[0], draft.spec.key[1]]
    up = _crumbs(draft, draft.region_link(town.region))
    description = draft.words("municipality.lead", name=town.name)
    about = About(town.name, description, region=town.region, crumbs=up, section="paths", styles=("local.css",))
    return "municipality.html", municipalities.municipality_view(draft, town), about


def _mirror(draft: Draft) -> Made:
    words = draft.words
    about = About(words("mirror.title"), words("mirror.lead"), crumbs=_crumbs(draft), styles=("local.css",))
    return "mirror.html", mirror.mirror_view(draft), about


def _actors(draft: Draft, entries: Entries) -> Made:
    about = About(draft.words("actors.title"), draft.words("actors.lead"), crumbs=_crumbs(draft), section="actors")
    return "actors.html", catalogues.actors_view(draft, entries), about


def _actor(draft: Draft, entries: Entries) -> Made:
    actor = draft.site.actors[draft.spec.key[0]]
    up = Link(draft.href(draft.tree.actor()), draft.words("nav.actors"))
    about = About(actor.name, actor.summary, crumbs=_crumbs(draft, up), section="actors")
    return "actor.html", catalogues.actor_view(draft, entries, actor), about


def _laws(draft: Draft, entries: Entries) -> Made:
    about = About(draft.words("laws.title"), draft.words("laws.lead"), crumbs=_crumbs(draft), section="laws")
    return "laws.html", catalogues.laws_view(draft, entries), about


def _law(draft: Draft, entries: Entries) -> Made:
    law = draft.site.laws[draft.spec.key[0]]
    up = Link(draft.href(draft.tree.law()), draft.words("nav.laws"))
    title = f"{law.name} {law.id}"
    about = About(title, law.summary or draft.words("law.lead", law=title), crumbs=_crumbs(draft, up), section="laws")
    return "law.html", catalogues.law_view(draft, entries, law), about


def _glossary(draft: Draft) -> Made:
    words = draft.words
    about = About(words("glossary.title"), words("glossary.lead"), crumbs=_crumbs(draft), section="glossary")
    return "glossary.html", catalogues.glossary_view(draft), about


def _comparisons(draft: Draft) -> Made:
    words = draft.words
    about = About(words("comparisons.title"), words("comparisons.lead"), crumbs=_crumbs(draft), styles=_LEARNING)
    return "comparisons.html", comparisons.comparisons_view(draft), about


def _comparison(draft: Draft) -> Made:
    found = draft.site.comparisons[draft.spec.key[0]]
    up = Link(draft.href(draft.tree.comparison()), draft.words("comparisons.title"))
    crumbs = _crumbs(draft, up)
    about = About(found.title, found.summary, crumbs=crumbs, styles=_LEARNING, footer=_foot(draft, found.title))
    return "comparison.html", comparisons.comparison_view(draft, found), about


def _tracks(draft: Draft) -> Made:
    words = draft.words
    crumbs = _crumbs(draft)
    about = About(words("tracks.title"), words("tracks.lead"), crumbs=crumbs, section="tracks", styles=_LEARNING)
    return "tracks.html", tracks.tracks_view(draft), about


def _track(draft: Draft) -> Made:
    track = draft.site.tracks[draft.spec.key[0]]
    newest = tracks.read_version(draft, track)
    version = draft.words("track.version", date=draft.words.date(newest)) if newest else ""
    about = About(
        title=f"{draft.words('nav.tracks')}: {track.title}",
        description=track.summary,
        crumbs=_crumbs(draft, Link(draft.href(draft.tree.track()), draft.words("nav.tracks"))),
        section="tracks",
        scripts=("onboarding.js",),
        styles=_LEARNING,
        footer=_foot(draft, draft.words("track.card"), version),
    )
    return "track.html", tracks.track_view(draft, track), about


def _services(draft: Draft) -> Made:
    words = draft.words
    about = About(words("services.title"), words("services.lead"), crumbs=_crumbs(draft), styles=_LEARNING)
    return "services.html", services.services_view(draft), about


def _foot(draft: Draft, *parts: str) -> str:
    """The line at the foot of a printed page: what it is, and where."""
    info = draft.site.info
    line = (info.title, *parts, urls.canonical(info.base_url, draft.address))
    return " · ".join(part for part in line if part)


def _sources(draft: Draft) -> Made:
    about = About(draft.words("sources.title"), draft.words("sources.lead"), crumbs=_crumbs(draft))
    return "sources.html", catalogues.sources_view(draft), about


def _accessibility(draft: Draft) -> Made:
    about = About(draft.words("a11y.title"), draft.words("a11y.lead"), crumbs=_crumbs(draft))
    return "accessibility.html", statements.statement_view(draft), about


def _statement(draft: Draft) -> Made:
    town = draft.index.towns[draft.spec.key[0], draft.spec.key[1]]
    about = About(
        title=f"{draft.words('a11y.title')}, {town.name}",
        description=draft.words("a11y.lead"),
        region=town.region,
        crumbs=_crumbs(draft, draft.region_link(town.region), municipalities.town_link(draft, town)),
    )
    return "accessibility.html", statements.statement_view(draft), about


def _free(draft: Draft) -> Made:
    page = draft.site.pages[draft.spec.key[0]]
    return "free.html", texts.free_view(draft, page), About(page.title, page.summary, crumbs=_crumbs(draft))


def _networks(draft: Draft) -> Made:
    about = About(draft.words("networks.title"), draft.words("networks.lead"), crumbs=_crumbs(draft))
    return "networks.html", networks.networks_view(draft), about


def _network(draft: Draft) -> Made:
    network = draft.site.networks[draft.spec.key[0]]
    up = Link(draft.href(draft.tree.network()), draft.words("networks.title"))
    region = network.region.id if network.region else ""
    about = About(
        network.title, network.summary, region=region, crumbs=_crumbs(draft, up), section="", styles=("network.css",)
    )
    return "network.html", networks.network_view(draft, network), about


def _faults(draft: Draft) -> Made:
    about = About(draft.words("faults.title"), draft.words("faults.lead"), crumbs=_crumbs(draft))
    return "faults.html", texts.faults_view(draft), about


def _format(draft: Draft) -> Made:
    about = About(draft.words("format.title"), draft.words("format.lead"), crumbs=_crumbs(draft))
    return "format.html", texts.format_view(draft), about


def _not_found(draft: Draft) -> Made:
    return "404.html", texts.not_found_view(draft), About(draft.words("not_found.title"), draft.words("not_found.text"))


def _offline(draft: Draft) -> Made:
    words = draft.words
    about = About(words("offline.title"), words("offline.text"), scripts=("offline.js",))
    return "offline.html", texts.not_found_view(draft), about


def _crumbs(draft: Draft, *more: Link) -> tuple[Link, ...]:
    return (Link(draft.href(draft.tree.front), draft.site.info.title), *more)


MAKERS: Final[Mapping[Kind, Callable[[Draft], Made]]] = {
    "front": _front,
    "region": _region,
    "path": _path,
    "municipality": _municipality,
    "local": _local,
    "mirror": _mirror,
    "glossary": _glossary,
    "comparisons": _comparisons,
    "comparison": _comparison,
    "tracks": _tracks,
    "track": _track,
    "services": _services,
    "sources": _sources,
    "accessibility": _accessibility,
    "statement": _statement,
    "offline": _offline,
    "free": _free,
    "networks": _networks,
    "network": _network,
    "faults": _faults,
    "format": _format,
    "not_found": _not_found,
}

LIST_MAKERS: Final[Mapping[Kind, Callable[[Draft, Entries], Made]]] = {
    "actors": _actors,
    "actor": _actor,
    "laws": _laws,
    "law": _law,
}
"""Those of `plan.STEP_LISTS`."""
