"""Every rule of the format that one file alone cannot show: one function a fault.

A rule is a pure function from what it looks at to the problems it finds. `check_path` and
`check_site` run them all; a path is held against the catalogues alone, so that paths can be checked side by side.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pathviz.checks import completeness, graph, layer, links, looks, readability, references
from pathviz.model import ServicePath, Site
from pathviz.problems import Problem

PATH_RULES = (
    *graph.RULES,
    references.unknown_source,
    references.unknown_target,
    completeness.dates_disagree,
    completeness.should_have,
)
SITE_RULES = (
    references.unknown_language,
    references.shared_id,
    references.catalogue_references,
    references.onboarding_references,
    references.network_references,
    references.comparison_references,
    references.file_not_found,
    looks.colour_too_faint,
    looks.logo_without_size,
    looks.dark_alone,
    references.unknown_target_elsewhere,
    layer.unknown_in_layer,
    layer.statutory_omitted,
    layer.statutory_taken_over,
    layer.local_path_broken,
    layer.frame_older,
    completeness.statement_missing,
    completeness.statement_incomplete,
    completeness.statement_dates_disagree,
)
CATALOGUE_RULES = (
    references.unknown_service,
    references.unknown_actor,
    references.unknown_law,
)
"""Rules of a path in a site which need not have its paths yet."""
DATED_RULES = (completeness.review_due, completeness.contact_expired, completeness.statement_old)

UNREAD: Final = frozenset(
    [
        "file-empty",
        "file-too-large",
        "file-unreadable",
        "link-refused",
        "not-text",
        "not-utf8",
        "yaml-alias",
        "yaml-syntax",
        "yaml-tag",
        "yaml-too-deep",
    ]
)
"""Faults that leave nothing of a file."""
_CATALOGUE_OF: Final[Mapping[str, str]] = {
    "unknown-actor": "content/actors.yaml",
    "unknown-law": "content/laws.yaml",
    "unknown-service": "content/services.yaml",
    "unknown-term": "content/glossary.yaml",
}


def check_path(path: ServicePath, site: Site, *, sparse: bool = False) -> Iterator[Problem]:
    """All faults that a path shows by itself and in a site, perhaps yet without paths; `sparse` in a language layer."""
    if not sparse:
        for rule in PATH_RULES:
            yield from rule(path)
        for catalogue_rule in CATALOGUE_RULES:
            yield from catalogue_rule(path, site)
    yield from readability.hard_to_read(path, site.lang)


def without_echoes(found: Iterable[Problem], read: Iterable[Problem]) -> Iterator[Problem]:
    """What the rules found, less what only says that a file could not be read, which `read` says already.

    One tab in `actors.yaml` would otherwise make every role of the site a fault. A catalogue of the frame has the
    frame's folder before its name.
    """
    unread = {problem.at.file for problem in read if problem.code in UNREAD}
    for problem in found:
        file = _settled_by(problem)
        if not any(each == file or each.endswith(f"/{file}") for each in unread):
            yield problem


def _settled_by(problem: Problem) -> str:
    """The file that would hold what a problem misses."""
    if problem.code == "unknown-step":
        return f"content/{problem.values['path']}/path.yaml"
    if problem.code == "unknown-region":
        return f"regions/{problem.values['id']}/region.yaml"
    if problem.code == "translation-unknown-id":
        stem, _, ending = problem.at.file.rpartition(".")
        return f"{stem.rpartition('.')[0]}.{ending}"
    return _CATALOGUE_OF.get(problem.code, "")


def check_site(
    site: Site, layers: Mapping[str, Site], today: dt.date, checked: Iterable[Problem] | None = None
) -> Iterator[Problem]:
    """All faults of a site in its default language, and of its language layers.

    `checked` is what `check_path` has found in its paths and in those of the layers, where that has been asked already.
    """
    yield from _check_paths(site, layers) if checked is None else checked
    for rule in SITE_RULES:
        yield from rule(site)
    texts = links.texts_to_check(site)
    yield from links.broken_link(texts, site)
    yield from links.removed_html(texts)
    yield from links.unused_attachment(texts, site)
    for dated_rule in DATED_RULES:
        yield from dated_rule(site, today)
    for translated in layers.values():
        yield from layer.unknown_in_translation(site, translated)
        yield from links.broken_link(links.texts_to_check(translated, site), site)
        yield from completeness.translation_missing(site, translated)


def _check_paths(site: Site, layers: Mapping[str, Site]) -> Iterator[Problem]:
    for path in site.paths.values():
        yield from check_path(path, site)
    for translated in layers.values():
        for path in translated.paths.values():
            yield from check_path(path, translated, sparse=True)
