"""The views of the front page and of a region's page."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from markupsafe import Markup

from pathviz.model import Certainty, Layer, PathKey, Region
from pathviz.pages.comparisons import comparison_link
from pathviz.pages.contacts import ContactView, contact_views
from pathviz.pages.counties import COUNTIES
from pathviz.pages.draft import NO_TEXT, Day, Draft, Link
from pathviz.pages.drawn import BESIDE, fits_on_page
from pathviz.pages.escaping import Encoded, escape
from pathviz.pages.freshness import FreshnessView, freshness, path_state
from pathviz.pages.hyphens import hyphenate
from pathviz.pages.local import town_of
from pathviz.pages.municipalities import MunicipalityRow, OwnVersions, municipality_rows, own_versions
from pathviz.pages.networks import NetworkRow, region_networks
from pathviz.pages.viewclass import viewclass

_GUIDES: Final = ("kunnalle", "julkaise", "ohje")
"""Ids under which a site's guide for municipalities is looked for among its free pages."""

_TILE: Final = 10
"""The longest word that fits whole on a tile of the map, in letters."""

_NEWS: Final = 5
"""How many pieces of news the front page tells."""

_NEWS_PATHS: Final = 5
"""How many paths of one day the front page names in its news."""

_VERSIONS: Final = 3
"""How many municipalities' versions of a path a list of paths names."""

_COMPARED: Final = 5
"""How many comparisons the front page names."""


@viewclass
class TileView:
    """An area of the map; without `href` it is not described yet. Row and column count from 1."""

    name: Markup
    region: str
    row: int
    column: int
    href: str = ""
    hreflang: str = ""
    count: str = ""


@viewclass
class DoorView:
    """One of the front page's three doors; `art` names its picture."""

    art: str
    title: str
    text: str
    go: str
    href: str


@viewclass
class PathRow:
    """A path in a list of paths, with the first of the municipalities' versions and how many more there are."""

    path: Link
    summary: Markup
    region: Link
    region_id: str
    freshness: FreshnessView
    count: str
    versions: tuple[Link, ...]
    more_versions: str


@viewclass
class NewsView:
    """What is new since a day: a change of law, or new versions of paths.

    Of paths, `links` are these with their regions, and `more` says how many others there are.
    """

    day: Day
    links: tuple[tuple[Link, Markup | str], ...]
    text: Markup | str
    more: str = ""
    uncertain: bool = False


@viewclass
class FrontView:
    """The front page."""

    title: str
    lead: Markup
    own: tuple[OwnVersions, ...]
    tiles: tuple[TileView, ...]
    others: tuple[TileView, ...]
    doors: tuple[DoorView, ...]
    rows: tuple[PathRow, ...]
    news: tuple[NewsView, ...]
    comparisons: tuple[Link, ...]
    all_comparisons: str


@viewclass
class CrossingRow:
    """One way from a path of the region to another path."""

    source: Link
    step: Link
    target: Link
    region: Markup
    condition: Markup


@viewclass
class RegionView:
    """A region's page; `map` is the drawing of how its paths lead to one another, where they do."""

    name: Markup
    county: Markup
    summary: Markup
    rows: tuple[PathRow, ...]
    map: Encoded
    map_large: bool
    map_printed: bool
    crossings: tuple[CrossingRow, ...]
    networks: tuple[NetworkRow, ...]
    contacts: tuple[ContactView, ...]
    municipalities: tuple[MunicipalityRow, ...]
    mirror: str


def front_view(draft: Draft) -> FrontView:
    """The view of the front page."""
    site = draft.site
    own = own_versions(draft)
    # A map to choose a region from is of no use where there is one, and that one's versions are what one came for.
    tiles, others = ((), ()) if own and len(site.regions) == 1 else _tiles(draft)
    compared = list(site.comparisons.values())
    newest = _ended_last(draft, sorted(site.paths, key=lambda key: _changed(draft, key), reverse=True))
    return FrontView(
        title=draft.words("front.title"),
        lead=draft.text(site.info, "summary", site.info.summary) or escape(draft.words("front.lead")),
        own=own,
        tiles=tiles,
        others=others,
        doors=_doors(draft),
        rows=tuple(path_row(draft, key) for key in newest),
        news=_news(draft),
        comparisons=tuple(comparison_link(draft, each) for each in compared[:_COMPARED]),
        all_comparisons=draft.href(draft.tree.comparison()) if len(compared) > _COMPARED else "",
    )


def region_view(draft: Draft, region: Region) -> RegionView:
    """The view of a region's page."""
    keys = draft.index.paths.get(region.id, ())
    crossings = [(key, c) for key in keys for c in draft.index.leaving.get(key, ())]
    drawn = draft.context.maps.get((region.id, draft.lang))
    return RegionView(
        name=draft.heading(region, "name", region.name),
        county=draft.text(region, "county", region.county),
        summary=draft.text(region, "summary", region.summary),
        rows=tuple(path_row(draft, key) for key in _ended_last(draft, keys)),
        map=Encoded(drawn.drawing) if drawn else Encoded(),
        map_large=drawn is not None and drawn.size[0] > BESIDE[0],
        map_printed=drawn is not None and fits_on_page(*drawn.size),
        crossings=tuple(
            CrossingRow(
                source=draft.path_link(key),
                step=draft.step_link(key, crossing.step),
                target=draft.path_link(crossing.transition.target.path_key),
                region=_other_region(draft, region, crossing.transition.target.region),
                condition=draft.text(crossing.transition, "when", crossing.transition.when),
            )
            for key, crossing in crossings
        ),
        networks=region_networks(draft, region.id),
        contacts=contact_views(draft, region.contacts),
        municipalities=municipality_rows(draft, region.id),
        mirror=draft.href(draft.tree.mirror) if draft.site.layers else "",
    )


def path_row(draft: Draft, key: PathKey) -> PathRow:
    """A path as lists of paths show it."""
    path = draft.site.paths[key]
    layers = draft.index.layers.get(key, ())
    return PathRow(
        path=draft.path_link(key),
        summary=draft.text(path.description, "summary", path.description.summary),
        region=draft.region_link(path.region),
        region_id=path.region,
        freshness=freshness(draft, path),
        count=draft.words.count("count.steps", len(path.steps)),
        versions=tuple(_version_link(draft, layer) for layer in layers[:_VERSIONS]),
        more_versions=draft.words.count("count.versions_more", more) if (more := len(layers) - _VERSIONS) > 0 else "",
    )


def _version_link(draft: Draft, layer: Layer) -> Link:
    """A municipality's version of a path, by the municipality's name."""
    town = town_of(draft, layer)
    tree, hreflang = draft.region_tree(layer.region)
    return Link(draft.href(tree.local(*layer.key)), draft.heading(town, "name", town.name), hreflang)


def _changed(draft: Draft, key: PathKey) -> tuple[str, ...]:
    about = draft.site.paths[key].description
    return tuple(day.isoformat() if day else "" for day in (about.version_day, about.reviewed))


def _ended_last(draft: Draft, keys: Iterable[PathKey]) -> list[PathKey]:
    """The paths with those that one can still take first, else in their order."""
    return sorted(keys, key=lambda key: path_state(draft.site, draft.site.paths[key]) == "ended")


def _other_region(draft: Draft, region: Region, other: str) -> Markup:
    found = draft.site.regions[other]
    return draft.text(found, "name", found.name) if other != region.id else NO_TEXT


def _tiles(draft: Draft) -> tuple[tuple[TileView, ...], tuple[TileView, ...]]:
    """The map's tiles, and regions of the site that are none of its areas."""
    regions = dict(draft.site.regions)
    tiles = []
    for county in COUNTIES:
        region = regions.pop(county.id, None)
        if region is not None:
            tiles.append(_active(draft, region, county.row, county.column))
            continue
        lang = draft.lang if draft.lang in county.short else "fi"
        name = escape(hyphenate(county.short[lang], lang, _TILE))
        tiles.append(TileView(name, county.id, county.row, county.column))
    return tuple(tiles), tuple(_active(draft, region, 0, 0) for region in regions.values())


def _active(draft: Draft, region: Region, row: int, column: int) -> TileView:
    tree, hreflang = draft.region_tree(region.id)
    count = draft.words.count("count.paths", len(draft.index.paths.get(region.id, ())))
    name = draft.heading(region, "name", region.name, _TILE)
    return TileView(name, region.id, row, column, draft.href(tree.region(region.id)), hreflang, count)


def _doors(draft: Draft) -> tuple[DoorView, ...]:
    words = draft.words

    def door(name: str, href: str) -> DoorView:
        art = name.partition("_")[0]
        return DoorView(art, words(f"door.{name}"), words(f"door.{name}_text"), words(f"door.{name}_go"), href)

    doors = []
    if draft.site.tracks:
        doors.append(door("new_track", draft.href(draft.tree.track())))
    elif draft.site.actors:
        doors.append(door("new", draft.href(draft.tree.actor())))
    if draft.site.paths:
        doors.append(door("client", "#polut"))
    guide = next((page for page in _GUIDES if page in draft.site.pages), "")
    if guide:
        doors.append(door("municipality", draft.href(draft.tree.free(guide))))
    return tuple(doors)


def _news(draft: Draft) -> tuple[NewsView, ...]:
    """New versions of paths and the latest changes of the statutes that they rest on, the newest first."""
    found = [*_versions(draft), *_changes(draft)]
    found.sort(key=lambda one: one.day.iso, reverse=True)
    return tuple(found[:_NEWS])


def _versions(draft: Draft) -> list[NewsView]:
    """The days on which paths got a new version."""
    days: defaultdict[dt.date, list[PathKey]] = defaultdict(list)
    for key, path in draft.site.paths.items():
        day = path.description.version_day
        if day is not None:
            days[day].append(key)
    return [
        NewsView(
            day=Day(draft.words.date(day), day.isoformat()),
            links=tuple((draft.path_link(key), draft.region_link(key[0]).text) for key in keys[:_NEWS_PATHS]),
            text=draft.words("front.new_version"),
            more=draft.words.count("count.paths_more", len(keys) - _NEWS_PATHS) if len(keys) > _NEWS_PATHS else "",
        )
        for day, keys in days.items()
    ]


def _changes(draft: Draft) -> list[NewsView]:
    """The changes of statutes of which the day is known."""
    return [
        NewsView(
            day=Day(draft.words.date(change.date), change.date.isoformat()),
            links=((Link(draft.href(draft.tree.law(law.id)), draft.text(law, "name", law.name)), ""),),
            text=draft.text(change, "text", change.text),
            uncertain=change.certainty is Certainty.TO_BE_CHECKED,
        )
        for law in draft.site.laws.values()
        for change in law.changes
        if change.date is not None
    ]
