"""The pages of municipalities, and the lists in which they and their versions stand."""

from __future__ import annotations

from markupsafe import Markup

from pathviz.model import Layer, Municipality
from pathviz.pages.contacts import ContactView, contact_views
from pathviz.pages.draft import Draft, Link
from pathviz.pages.local import version_link
from pathviz.pages.viewclass import viewclass


@viewclass
class MunicipalityRow:
    """A municipality in a list."""

    link: Link
    kind: str
    count: str


@viewclass
class VersionRow:
    """A municipality's version of a path in its list."""

    path: Link
    summary: Markup
    verdict: str
    word: str


@viewclass
class OwnVersions:
    """A municipality and its versions, as the front page of its own site shows them."""

    town: Link
    rows: tuple[VersionRow, ...]


@viewclass
class MunicipalityView:
    """A municipality's page."""

    name: Markup
    kind: str
    region: Link
    rows: tuple[VersionRow, ...]
    mirror: str
    regional: tuple[Link, ...]
    contacts: tuple[ContactView, ...]


def town_link(draft: Draft, town: Municipality) -> Link:
    """A link to a municipality's page, by its name."""
    tree, hreflang = draft.region_tree(town.region)
    return Link(draft.href(tree.municipality(*town.key)), draft.heading(town, "name", town.name), hreflang)


def municipality_rows(draft: Draft, region: str) -> tuple[MunicipalityRow, ...]:
    """The municipalities of a region, as its page lists them."""
    return tuple(
        MunicipalityRow(
            town_link(draft, each),
            draft.words(f"municipality_kind.{each.kind}"),
            draft.words.count("count.versions", len(_layers_of(draft, each))),
        )
        for each in draft.site.municipalities
        if each.region == region
    )


def _layers_of(draft: Draft, town: Municipality) -> list[Layer]:
    return [each for each in draft.site.layers if each.town_key == town.key]


def own_versions(draft: Draft) -> tuple[OwnVersions, ...]:
    """What a site on a regional frame is there for: its municipalities' versions. None on the region's own site."""
    if not draft.site.info.frame_from:
        return ()
    found = (
        OwnVersions(town_link(draft, town), _version_rows(draft, town))
        for town in draft.site.municipalities
        if town.region in draft.index.paths
    )
    return tuple(each for each in found if each.rows)


def _version_rows(draft: Draft, town: Municipality) -> tuple[VersionRow, ...]:
    return tuple(
        VersionRow(
            version_link(draft, each.local),
            draft.text(each.layer, "summary", each.layer.summary),
            each.verdict.value,
            draft.words(f"verdict.{each.verdict}"),
        )
        for each in draft.context.mirror.get(draft.lang, ())
        if each.layer.town_key == town.key
    )


def municipality_view(draft: Draft, town: Municipality) -> MunicipalityView:
    """The view of a municipality's page."""
    own = {layer.path for layer in _layers_of(draft, town)}
    others = [key for key in draft.index.paths.get(town.region, ()) if key[1] not in own]
    return MunicipalityView(
        name=draft.heading(town, "name", town.name),
        kind=draft.words(f"municipality_kind.{town.kind}"),
        region=draft.region_link(town.region),
        rows=_version_rows(draft, town),
        mirror=draft.href(draft.tree.mirror) if own else "",
        regional=tuple(draft.path_link(key) for key in others),
        contacts=contact_views(draft, town.contacts),
    )
