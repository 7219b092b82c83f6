"""The views of the front page and of a region's page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from pathviz.model import Certainty, PathKey, Region
from pathviz.pages.comparisons import comparison_link
from pathviz.pages.counties import COUNTIES
from pathviz.pages.draft import Day, Draft, Link
from pathviz.pages.freshness import FreshnessView, freshness
from pathviz.pages.hyphens import hyphenate
from pathviz.pages.local import MunicipalityRow, municipality_rows
from pathviz.pages.networks import NetworkRow, region_networks
from pathviz.pages.steps import ContactView, contact_views

_GUIDES: Final = ("kunnalle", "julkaise", "ohje")
"""Ids under which a site's guide for municipalities is looked for among its free pages."""

_TILE: Final = 8
"""The longest word that fits whole on a tile of the map, in letters."""

_NEWS: Final = 4
"""How many changes of law the front page tells."""


_COMPARED: Final = 5
"""How many comparisons the front page names."""


@dataclass(frozen=True, slots=True)
class TileView:
    """An area of the map; without `href` it is not described yet. Row and column count from 1."""

    name: Markup
    region: str
    row: int
    column: int
    href: str = ""
    hreflang: str = ""
    count: str = ""


@dataclass(frozen=True, slots=True)
class DoorView:
    """One of the front page's three doors; `art` names its picture."""

    art: str
    title: str
    text: str
    go: str
    href: str


@dataclass(frozen=True, slots=True)
class PathRow:
    """A path in a list of paths."""

    path: Link
    summary: Markup
    region: Link
    region_id: str
    freshness: FreshnessView
    count: str


@dataclass(frozen=True, slots=True)
class NewsView:
    """A change of law."""

    day: Day
    law: Link
    text: Markup
    uncertain: bool


@dataclass(frozen=True, slots=True)
class FrontView:
    """The front page."""

    title: str
    lead: Markup
    tiles: tuple[TileView, ...]
    others: tuple[TileView, ...]
    doors: tuple[DoorView, ...]
    rows: tuple[PathRow, ...]
    news: tuple[NewsView, ...]
    comparisons: tuple[Link, ...]
    all_comparisons: str


@dataclass(frozen=True, slots=True)
class CrossingRow:
    """One way from a path of the region to another path."""

    source: Link
    step: Link
    target: Link
    region: Markup
    condition: Markup


@dataclass(frozen=True, slots=True)
class RegionView:
    """A region's page."""

    name: Markup
    county: Markup
    summary: Markup
    rows: tuple[PathRow, ...]
    crossings: tuple[CrossingRow, ...]
    networks: tuple[NetworkRow, ...]
    contacts: tuple[ContactView, ...]
    codes: tuple[tuple[str, str], ...]
    municipalities: tuple[MunicipalityRow, ...]
    mirror: str


def front_view(draft: Draft) -> FrontView:
    """The view of the front page."""
    site = draft.site
    tiles, others = _tiles(draft)
    compared = list(site.comparisons.values())
    newest = sorted(site.paths, key=lambda key: _changed(draft, key), reverse=True)
    return FrontView(
        title=draft.words("front.title"),
        lead=draft.text(site.info, "summary", site.info.summary) or escape(draft.words("front.lead")),
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
    return RegionView(
        name=draft.heading(region, "name", region.name),
        county=draft.text(region, "county", region.county),
        summary=draft.text(region, "summary", region.summary),
        rows=tuple(path_row(draft, key) for key in keys),
        crossings=tuple(
            CrossingRow(
                source=draft.path_link(key),
                step=draft.step_link(key, crossing.step),
                target=draft.path_link((crossing.transition.target.region, crossing.transition.target.path)),
                region=_other_region(draft, region, crossing.transition.target.region),
                condition=draft.text(crossing.transition, "when", crossing.transition.when),
            )
            for key, crossing in crossings
        ),
        networks=region_networks(draft, region.id),
        contacts=contact_views(draft, region.contacts),
        codes=tuple(region.codes.items()),
        municipalities=municipality_rows(draft, region.id),
        mirror=draft.href(draft.tree.mirror) if draft.site.layers else "",
    )


def path_row(draft: Draft, key: PathKey) -> PathRow:
    """A path as lists of paths show it."""
    path = draft.site.paths[key]
    return PathRow(
        path=draft.path_link(key),
        summary=draft.text(path.description, "summary", path.description.summary),
        region=draft.region_link(path.region),
        region_id=path.region,
        freshness=freshness(draft, path),
        count=draft.words.count("count.steps", len(path.steps)),
    )


def _changed(draft: Draft, key: PathKey) -> tuple[str, ...]:
    about = draft.site.paths[key].description
    return tuple(day.isoformat() if day else "" for day in (about.version or about.updated, about.reviewed))


def _other_region(draft: Draft, region: Region, other: str) -> Markup:
    found = draft.site.regions.get(other)
    return draft.text(found, "name", found.name) if found and other != region.id else Markup()


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
    """The latest changes of the statutes that paths rest on."""
    changes = [
        (change.date, law, change)
        for law in draft.site.laws.values()
        for change in law.changes
        if change.date is not None
    ]
    changes.sort(key=lambda found: found[0], reverse=True)
    return tuple(
        NewsView(
            day=Day(draft.words.date(day), day.isoformat()),
            law=Link(draft.href(draft.tree.law(law.id)), draft.text(law, "name", law.name)),
            text=draft.text(change, "text", change.text),
            uncertain=change.certainty is Certainty.TO_BE_CHECKED,
        )
        for day, law, change in changes[:_NEWS]
    )
