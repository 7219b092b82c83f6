"""Which pages a site has: the list from which the pipeline makes them, in any order, in parallel."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

from pathviz import urls
from pathviz.model import Site
from pathviz.pages.spec import Context, Kind, PageSpec

STEP_LISTS: Final[frozenset[Kind]] = frozenset({"actors", "actor", "laws", "law"})
"""The kinds of pages that are made of a language's entries of steps (`entries`)."""


def plan(sites: Mapping[str, Site]) -> list[PageSpec]:
    """All pages of all languages, the default language first; `sites` is by language.

    Regions and their paths are published in the languages that the region names, everything else in
    all of the site's. A catalogue with nothing in it has no page, and nothing links there.
    """
    default = next(iter(sites))
    specs = [spec for site in sites.values() for spec in _in_language(site, default)]
    specs.append(PageSpec("format", (), default))
    specs.append(PageSpec("not_found", (), default))
    specs.append(PageSpec("robots", (), default))
    if sites[default].info.base_url:
        specs.append(PageSpec("sitemap", (), default))
    return specs


def _in_language(site: Site, default: str) -> Iterator[PageSpec]:
    lang = site.lang
    yield PageSpec("front", (), lang)
    for region in site.regions.values():
        if lang in region.languages or lang == default:
            yield PageSpec("region", (region.id,), lang)
    for key, path in site.paths.items():
        if lang == default or lang in site.regions[path.region].languages:
            yield PageSpec("path", key, lang)
    yield from _municipal(site, default)
    yield from _catalogues(site)


def _municipal(site: Site, default: str) -> Iterator[PageSpec]:
    """The pages of municipalities and their versions, in the languages of their regions."""
    lang = site.lang
    shown = {region.id for region in site.regions.values() if lang == default or lang in region.languages}
    for each in site.municipalities:
        if each.region in shown:
            yield PageSpec("municipality", each.key, lang)
            if each.statement:
                yield PageSpec("statement", each.key, lang)
    for layer in site.layers:
        if layer.region in shown:
            yield PageSpec("local", layer.key, lang)
    if site.layers:
        yield PageSpec("mirror", (), lang)


def _catalogues(site: Site) -> Iterator[PageSpec]:
    lang = site.lang
    each: tuple[tuple[Kind | None, Kind, Collection[str]], ...] = (
        ("actors", "actor", site.actors),
        ("laws", "law", site.laws),
        ("networks", "network", site.networks),
        (None, "free", site.pages),
        ("comparisons", "comparison", site.comparisons),
        ("tracks", "track", site.tracks),
    )
    for whole, kind, ids in each:
        if whole and ids:
            yield PageSpec(whole, (), lang)
        for one in ids:
            yield PageSpec(kind, (one,), lang)
    present: tuple[tuple[Kind, object], ...] = (
        ("glossary", site.terms),
        ("terms", site.terms),
        ("meeting", site.paths),
        ("services", site.services),
        ("sources", site.paths),
        ("accessibility", site.info.statement),
        ("faults", True),
        ("offline", site.info.offline),
    )
    for kind, something in present:
        if something:
            yield PageSpec(kind, (), lang)


def beside(spec: PageSpec) -> tuple[PageSpec, ...]:
    """The pages that are made of the same things as a page of the plan, and with it: a path's page for frames."""
    return (PageSpec("embed", spec.key, spec.lang),) if spec.kind in ("path", "local") else ()


_WITH_KEY: Final[Mapping[str, Callable[..., str]]] = {
    "region": urls.Tree.region,
    "path": urls.Tree.path,
    "municipality": urls.Tree.municipality,
    "local": urls.Tree.local,
    "statement": urls.Tree.statement,
    "embed": urls.Tree.embed,
    "actors": urls.Tree.actor,
    "actor": urls.Tree.actor,
    "laws": urls.Tree.law,
    "law": urls.Tree.law,
    "free": urls.Tree.free,
    "networks": urls.Tree.network,
    "network": urls.Tree.network,
    "comparisons": urls.Tree.comparison,
    "comparison": urls.Tree.comparison,
    "tracks": urls.Tree.track,
    "track": urls.Tree.track,
}


def address(spec: PageSpec, default_lang: str) -> str:
    """The address at which a page is published."""
    tree = urls.tree(spec.lang, default_lang)
    if spec.kind in _WITH_KEY:
        return _WITH_KEY[spec.kind](tree, *spec.key)
    return {
        "front": tree.front,
        "glossary": tree.glossary,
        "terms": tree.terms,
        "meeting": tree.meeting,
        "services": tree.services,
        "sources": tree.sources,
        "accessibility": tree.accessibility,
        "faults": tree.faults,
        "offline": tree.offline,
        "mirror": tree.mirror,
        "format": tree.format,
        "not_found": urls.NOT_FOUND,
        "sitemap": urls.SITEMAP,
        "robots": urls.ROBOTS,
    }[spec.kind]


def languages_of(spec: PageSpec, context: Context) -> tuple[str, ...]:
    """The languages in which the same page is published, in the site's order."""
    if spec.kind in ("format", "not_found", "sitemap", "robots"):
        return (spec.lang,)
    if spec.kind in ("region", "path", "municipality", "statement", "local", "embed"):
        region = spec.key[0]
        known = context.indexes[spec.lang].languages.get(region, ())
        default = context.default_lang
        return tuple(lang for lang in context.sites if lang in known or lang == default)
    return tuple(context.sites)
