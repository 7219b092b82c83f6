"""What pages need to look up across a whole site, found once a language and then only read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TypeVar

from pathviz.model import PathKey, Ref, Role, ServicePath, Site, Step, Transition
from pathviz.pages.viewclass import viewclass

_K = TypeVar("_K")
_V = TypeVar("_V")


@viewclass
class Part:
    """An actor's part in a step."""

    path: PathKey
    number: int
    step: Step
    role: Role


@viewclass
class Citation:
    """A place where a statute is cited: by a step, or by a whole description (`step` is `None`)."""

    section: str
    path: PathKey
    number: int
    step: Step | None


@viewclass
class Crossing:
    """A transition that leads from one path to another."""

    source: PathKey
    number: int
    step: Step
    transition: Transition


@viewclass
class SiteIndex:
    """The look-ups of one site in one language; all orders are those of the site.

    `numbers` gives each step's number from 1; `languages` the languages in which a region's pages
    are published, the default language first where the region names none.
    """

    default_lang: str
    paths: Mapping[str, tuple[PathKey, ...]]
    numbers: Mapping[PathKey, Mapping[str, int]]
    parts: Mapping[str, tuple[Part, ...]]
    citations: Mapping[str, tuple[Citation, ...]]
    leaving: Mapping[PathKey, tuple[Crossing, ...]]
    arriving: Mapping[PathKey, tuple[Crossing, ...]]
    languages: Mapping[str, tuple[str, ...]]

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
    number, _, section = law.id.partition(" ")
    return number, section.strip()


def index_site(site: Site) -> SiteIndex:
    """Walk the site once and note what pages will look up."""
    paths: defaultdict[str, list[PathKey]] = defaultdict(list)
    parts: defaultdict[str, list[Part]] = defaultdict(list)
    citations: defaultdict[str, list[Citation]] = defaultdict(list)
    leaving: defaultdict[PathKey, list[Crossing]] = defaultdict(list)
    arriving: defaultdict[PathKey, list[Crossing]] = defaultdict(list)
    for key, path in site.paths.items():
        paths[path.region].append(key)
        for law in path.description.laws:
            number, section = split_citation(law)
            citations[number].append(Citation(section, key, 0, None))
        for n, step in enumerate(path.steps, 1):
            for role in step.roles:
                parts[role.actor.id].append(Part(key, n, step, role))
            for law in step.laws:
                number, section = split_citation(law)
                citations[number].append(Citation(section, key, n, step))
        for target, crossing in _crossings(path):
            leaving[key].append(crossing)
            if target in site.paths:
                arriving[target].append(crossing)
    default = site.info.languages[0]
    return SiteIndex(
        default_lang=default,
        paths=_frozen(paths),
        numbers={key: {step.id: n for n, step in enumerate(path.steps, 1)} for key, path in site.paths.items()},
        parts=_frozen(parts),
        citations=_frozen(citations),
        leaving=_frozen(leaving),
        arriving=_frozen(arriving),
        languages={
            region.id: tuple(lang for lang in site.info.languages if lang in region.languages) or (default,)
            for region in site.regions.values()
        },
    )


def _crossings(path: ServicePath) -> Iterator[tuple[PathKey, Crossing]]:
    for n, step in enumerate(path.steps, 1):
        for transition in step.next:
            target = transition.target
            if target.is_elsewhere and (target.region, target.path) != path.key:
                yield (target.region, target.path), Crossing(path.key, n, step, transition)


def _frozen(table: Mapping[_K, list[_V]]) -> dict[_K, tuple[_V, ...]]:
    return {key: tuple(values) for key, values in table.items()}
