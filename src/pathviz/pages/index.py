"""What pages need to look up across a whole site, found once a language and then only read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, TypeVar

from pathviz.model import Layer, Municipality, PathKey, Ref, ServicePath, Site, Step, Term, TownKey, Transition
from pathviz.pages.viewclass import viewclass
from pathviz.targets import LinkTarget, reference_target
from pathviz.terms import TermFinder

_K = TypeVar("_K")
_V = TypeVar("_V")


@viewclass
class Crossing:
    """A transition that leads from one path to another."""

    source: PathKey
    step: Step
    transition: Transition


@viewclass
class SiteIndex:
    """The look-ups of one site in one language; all orders are those of the site.

    `paths` are by region, `services` the paths by the service that they are of; `languages` are those in which
    a region's pages are published, the default language first where the region names none; `compared` the
    comparisons that are about a thing; `terms` finds the glossary's terms in texts of a language, by the
    language that the terms are written in; `layers` the municipalities' layers on each path; `towns` the
    municipalities by region and id.
    """

    default_lang: str
    paths: Mapping[str, tuple[PathKey, ...]]
    services: Mapping[str, tuple[PathKey, ...]]
    leaving: Mapping[PathKey, tuple[Crossing, ...]]
    arriving: Mapping[PathKey, tuple[Crossing, ...]]
    languages: Mapping[str, tuple[str, ...]]
    layers: Mapping[PathKey, tuple[Layer, ...]]
    terms: Mapping[str, TermFinder]
    compared: Mapping[LinkTarget, tuple[str, ...]]
    towns: Mapping[TownKey, Municipality]

    def lang_of(self, region: str, wanted: str) -> str:
        """The language in which a region's pages are read from a page in `wanted`."""
        known = self.languages.get(region, ())
        return wanted if wanted in known else self.default_lang


def split_citation(law: Ref) -> tuple[str, str]:
    """A citation's statute and section.

    >>> from pathviz.problems import Location
    >>> split_citation(Ref("710/1982 27 d §", Location("a")))
    ('710/1982', '27 d §')
    """
    return cited(law.id)


@lru_cache(maxsize=4096)
def cited(citation: str) -> tuple[str, str]:
    """The same of a citation as it is written: a site cites a few sections thousands of times."""
    number, _, section = citation.partition(" ")
    return number, section.strip()


def index_site(site: Site) -> SiteIndex:
    """Walk the site once and note what pages will look up."""
    paths: defaultdict[str, list[PathKey]] = defaultdict(list)
    leaving: defaultdict[PathKey, list[Crossing]] = defaultdict(list)
    arriving: defaultdict[PathKey, list[Crossing]] = defaultdict(list)
    services: defaultdict[str, list[PathKey]] = defaultdict(list)
    for key, path in site.paths.items():
        paths[path.region].append(key)
        if path.description.service is not None:
            services[path.description.service.id].append(key)
        for target, crossing in crossings_of(path):
            leaving[key].append(crossing)
            arriving[target].append(crossing)
    layers: defaultdict[PathKey, list[Layer]] = defaultdict(list)
    for layer in site.layers:
        layers[layer.path_key].append(layer)
    default = site.info.languages[0]
    return SiteIndex(
        default_lang=default,
        paths=_frozen(paths),
        services=_frozen(services),
        leaving=_frozen(leaving),
        arriving=_frozen(arriving),
        languages={
            region.id: tuple(lang for lang in site.info.languages if lang in region.languages) or (default,)
            for region in site.regions.values()
        },
        terms=_finders(site),
        compared=_compared(site),
        layers=_frozen(layers),
        towns={town.key: town for town in site.municipalities},
    )


def _compared(site: Site) -> dict[LinkTarget, tuple[str, ...]]:
    """The comparisons by what they are about."""
    found: defaultdict[LinkTarget, list[str]] = defaultdict(list)
    for comparison in site.comparisons.values():
        targets = (reference_target(site, ref.id) for ref in comparison.about)
        for target in dict.fromkeys(target for target in targets if target is not None):
            found[target].append(comparison.id)
    return _frozen(found)


def _finders(site: Site) -> dict[str, TermFinder]:
    """What finds the terms, by the language of their names: a site in Swedish may have a Finnish glossary."""
    by_lang: defaultdict[str, list[Term]] = defaultdict(list)
    for term in site.terms.values():
        by_lang[lang_of_file(term.place("name").file, site.info.languages)].append(term)
    return {lang: TermFinder(terms, lang) for lang, terms in by_lang.items()}


# A file's name, its language and its ending: `path.sv.yaml`.
_WITH_LANGUAGE: Final = 3


def lang_of_file(file: str, languages: Sequence[str]) -> str:
    """The language in which a file's texts are written, of a site's languages, the default one first.

    >>> lang_of_file("content/a/b/path.sv.yaml", ("fi", "sv")), lang_of_file("content/site.yaml", ("fi", "sv"))
    ('sv', 'fi')
    """
    suffixes = file.rpartition("/")[2].split(".")
    named = suffixes[-2] if len(suffixes) >= _WITH_LANGUAGE else ""
    return named if named in languages else languages[0]


def crossings_of(path: ServicePath) -> Iterator[tuple[PathKey, Crossing]]:
    """The transitions of a path to other paths, with those paths."""
    for step, transition in path.ways_out:
        target = transition.target.path_key
        if target != path.key:
            yield target, Crossing(path.key, step, transition)


def _frozen(table: Mapping[_K, list[_V]]) -> dict[_K, tuple[_V, ...]]:
    return {key: tuple(values) for key, values in table.items()}
