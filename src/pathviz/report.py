"""The mirror in a terminal and as JSON: how the municipalities' versions hold against the regional frames.

The page of the same report is `pages.local`; all say the same in the words of `templates/locales`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pathviz.conformance import Conformance, without_version
from pathviz.i18n import Strings
from pathviz.localising import Change, ChangeKind, Divergence, DivergenceKind
from pathviz.messages import Messages, one_line
from pathviz.model import LayerStatus, Site
from pathviz.problems import Problem


def lines(found: Sequence[Conformance], site: Site, words: Strings) -> Iterator[str]:
    """The report as lines to be read."""
    yield ""
    yield words("mirror.title")
    for each in found:
        yield from map(one_line, _lines(each, site, words))
    followed: dict[str, list[str]] = {}
    for town, path in without_version(site):
        followed.setdefault(f"{town.name}, {_region(town.region, site)}", []).append(path.description.title)
    if followed:
        yield ""
        yield words("municipality.regional")
        yield from (one_line(f"  {name}: {'; '.join(titles)}") for name, titles in followed.items())


def _lines(found: Conformance, site: Site, words: Strings) -> Iterator[str]:
    layer = found.layer
    verdict = words(f"verdict.{found.verdict}")
    yield ""
    yield f"{found.municipality.name}, {_region(layer.region, site)}: {found.local.frame.description.title}"
    if layer.status is LayerStatus.DRAFT:
        yield f"  {words('local.draft')}"
    yield f"  {verdict}"
    for title, told in (("mirror.departures", found.departures), ("mirror.additions", found.additions)):
        if told:
            yield f"  {words(title)}:"
            yield from (f"    {_divergence(each, found, site, words)}" for each in told)
    if found.is_older and layer.frame and found.version:
        dates = {"frame": words.date(layer.frame), "version": words.date(found.version)}
        yield f"  {words('local.older', **dates)}"
        if found.changes is None:
            yield f"    {words('change.not_kept', date=dates['frame'])}"
        else:
            yield from (f"    {_change(each, found, site, words)}" for each in found.changes)


def _region(region: str, site: Site) -> str:
    return site.regions[region].name


def _divergence(each: Divergence, found: Conformance, site: Site, words: Strings) -> str:
    titles = {step.id: step.title for step in (*found.local.frame.steps, *found.local.path.steps)}
    value = each.value
    match each.kind:
        case DivergenceKind.ADDED_ROLE | DivergenceKind.ADDED_LEAD:
            value = _actor(value, site)
        case DivergenceKind.ADDED_BRANCH:
            value = titles.get(value, value)
        case DivergenceKind.ADDED_STEP:
            value = ""
    said = words(f"divergence.{each.kind}")
    return f"{titles[each.step]}: {said}" + (f": {value}" if value else "")


def _change(each: Change, found: Conformance, site: Site, words: Strings) -> str:
    titles = {step.id: step.title for step in found.local.frame.steps}
    value = _actor(each.value, site) if each.key == "roles" else titles.get(each.value, each.value)
    is_task = each.kind is ChangeKind.TEXT_CHANGED and each.value
    key = words(f"change.key.{each.key}") if each.key else ""
    where = words("change.in_step", title=each.title) if each.step else words("change.in_description")
    return f"{where}: {words('change.task_changed' if is_task else f'change.{each.kind}', key=key, value=value)}"


def _actor(actor: str, site: Site) -> str:
    found = site.actors.get(actor)
    return found.name if found else actor


def as_data(
    problems: Iterable[Problem], messages: Messages, found: Sequence[Conformance], site: Site
) -> dict[str, Any]:
    """Faults and report for machines: values of JSON alone; keys are added, none is renamed."""
    return {
        "problems": [_problem(each, messages) for each in problems],
        "report": [_conformance(each) for each in found],
        "as_region": [
            {"region": town.region, "municipality": town.id, "name": town.name, "path": path.id}
            for town, path in (without_version(site) if found else ())
        ],
    }


def _problem(problem: Problem, messages: Messages) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity,
        "file": problem.at.file,
        "line": problem.at.line,
        "column": problem.at.column,
        "message": messages.sentence(problem),
        "values": problem.values,
        "near": problem.near,
    }


def _conformance(found: Conformance) -> dict[str, Any]:
    layer = found.layer
    return {
        "region": layer.region,
        "municipality": layer.municipality,
        "name": found.municipality.name,
        "kind": found.municipality.kind.value,
        "path": layer.path,
        "title": found.local.frame.description.title,
        "status": layer.status.value,
        "verdict": found.verdict.value,
        "frame": layer.frame.isoformat() if layer.frame else None,
        "version": found.version.isoformat() if found.version else None,
        "frame_is_newer": found.is_older,
        "additions": [_item(each) for each in found.additions],
        "departures": [_item(each) for each in found.departures],
        "changes": None
        if found.changes is None
        else [
            {"kind": each.kind.value, "step": each.step, "title": each.title, "key": each.key, "value": each.value}
            for each in found.changes
        ],
    }


def _item(each: Divergence) -> dict[str, Any]:
    place = {"file": each.at.file, "line": each.at.line, "column": each.at.column}
    return {"kind": each.kind.value, "step": each.step, "value": each.value, **place}
