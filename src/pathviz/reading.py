"""The first stages: load → localise → check. What comes out is a site that can be drawn, or its faults."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Final

from pathviz import checks, prose
from pathviz.conformance import Conformance, Frames, mirror
from pathviz.files import read_frames
from pathviz.frames import placed
from pathviz.layers import localise
from pathviz.loader import Loaded, PathFiles, PathRead, load_site
from pathviz.loader import read_paths as read_paths_of
from pathviz.model import Markdown, PathKey, ServicePath, Site
from pathviz.parallel import chunks, spread
from pathviz.problems import Problem, Problems, begin_run
from pathviz.prose import Prose

CHUNK: Final = 40
"""Paths that a process reads at a time."""


@dataclass(frozen=True)
class Reading:
    """A site in every language, the default one first, with all faults that were found.

    `frames` are the versions of regional paths that have been kept, read where the site has layers.
    """

    sites: Mapping[str, Site]
    problems: tuple[Problem, ...]
    frames: Frames = field(default_factory=dict)

    @property
    def site(self) -> Site:
        """The site in its default language."""
        return next(iter(self.sites.values()))

    @cached_property
    def mirror(self) -> tuple[Conformance, ...]:
        """How the municipalities' versions, drafts too, hold against their frames; nothing while there are errors."""
        if any(problem.severity == "error" for problem in self.problems):
            return ()
        return mirror(self.site, self.frames)


def read_site(
    folder: Path,
    today: dt.date,
    *,
    jobs: int = 1,
    base_url: str | None = None,
    progress: Callable[[str], None],
    meanwhile: Callable[[], None] | None = None,
) -> Reading:
    """Read, localise and check a whole site; nothing is written. With errors the sites are not fit to be drawn.

    `base_url` takes the place of the site's own; `meanwhile` is called while other processes read, where there are any.
    Raises SiteNotFound.
    """
    begin_run()
    problems = Problems()
    checked: list[Problem] = []
    progress("read")

    def read(of: PathFiles, keys: Sequence[PathKey]) -> Iterator[PathRead]:
        aside = None if of.sparse else meanwhile
        for result, texts, found in spread(_read_part, of, chunks(keys, CHUNK), jobs=jobs, meanwhile=aside):
            prose.remember(texts)
            checked.extend(found)
            yield result

    loaded = _published_at(base_url, load_site(folder, problems, read))
    progress("check")
    found = checks.check_site(loaded.site, loaded.layers, today, checked)
    problems.extend(list(checks.without_echoes(found, problems)))
    sites = {loaded.site.lang: loaded.site}
    sites |= {lang: localise(loaded.site, layer) for lang, layer in loaded.layers.items()}
    frames = read_frames(folder) if loaded.site.layers else {}
    return Reading(sites, tuple(placed(problems, loaded.borrowed)), frames)


def _published_at(base_url: str | None, loaded: Loaded) -> Loaded:
    if base_url is None:
        return loaded
    info = replace(loaded.site.info, base_url=base_url.rstrip("/"))
    return replace(loaded, site=replace(loaded.site, info=info))


_Texts = Sequence[tuple[Markdown, Prose]]


def _read_part(of: PathFiles, keys: Sequence[PathKey]) -> Sequence[tuple[PathRead, _Texts, Sequence[Problem]]]:
    """Read paths and their Markdown, and check what a path shows by itself: all that is best done side by side."""
    return [
        (
            result,
            [(text, prose.read(text)) for text in _markdown(result.path)],
            [*checks.check_path(result.path, of.site, sparse=of.sparse)] if result.path is not None else [],
        )
        for result in read_paths_of(of, keys)
    ]


def _markdown(path: ServicePath | None) -> Iterator[Markdown]:
    if path is not None and path.description.body is not None:
        yield path.description.body
    for step in path.steps if path is not None else ():
        if step.detail is not None:
            yield step.detail
