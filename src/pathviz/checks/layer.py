"""Rules of layers: do they match what they are laid over?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from pathviz.checks import graph
from pathviz.checks.references import (
    unknown_elsewhere,
    unknown_laws,
    unknown_path,
    unknown_roles,
    unknown_step,
    unknown_target,
)
from pathviz.localising import LocalPath, merge
from pathviz.model import Entity, Layer, LocalStep, RolePart, ServicePath, Site, Step, StepKind
from pathviz.problems import Location, Problem, nearest, warning


def unknown_in_layer(site: Site) -> Iterator[Problem]:
    """A municipal layer names a path, step, actor or law that is not there."""
    for layer in site.layers:
        yield from _unknown_in(layer, site)


def _unknown_in(layer: Layer, site: Site) -> Iterator[Problem]:
    path = site.paths.get(layer.path_key)
    if path is None:
        yield unknown_path(layer.path_key, layer.at, site)
        return
    yield from _unknown_steps(layer, path)
    for local in layer.steps:
        yield from unknown_roles(local.roles, site)
        yield from unknown_laws(local.laws, site)
    for added in layer.add:
        yield from unknown_roles(added.step.roles, site)
        yield from unknown_laws(added.step.laws, site)


def _unknown_steps(layer: Layer, path: ServicePath) -> Iterator[Problem]:
    own = {step.id: step.at for step in path.steps}
    added = {added.step.id for added in layer.add}
    named: list[tuple[str, Location, Collection[str]]] = [(local.id, local.at, own) for local in layer.steps]
    named += [(omitted.id, omitted.at, own) for omitted in layer.omit]
    named += [(each.after.id, each.after.at, own.keys() | added) for each in layer.add if each.after]
    befores = [each.before for each in layer.add if each.before and "/" not in each.before.id]
    named += [(before.id, before.at, own.keys() | added) for before in befores]
    for step, at, known in named:
        if step not in known:
            yield unknown_step(step, known, at, path.key)
    for each in layer.add:
        for transition in each.step.next:
            target = transition.target
            if not target.is_elsewhere and target.step not in own.keys() | added:
                yield unknown_step(target.step, own.keys() | added, transition.at, path.key)
        if each.step.id in own:
            yield Problem("duplicate-id", each.at, {"id": each.step.id, "first": str(own[each.step.id])})


def statutory_omitted(site: Site) -> Iterator[Problem]:
    """A municipal layer leaves out a step that the law requires."""
    for layer in site.layers:
        path = site.paths.get(layer.path_key)
        statutory = {step.id for step in path.steps if step.statutory} if path else set()
        for omitted in layer.omit:
            if omitted.id in statutory:
                yield Problem("statutory-omitted", omitted.at, {"step": omitted.id})


def statutory_taken_over(site: Site) -> Iterator[Problem]:
    """In a step that the law requires, a municipal layer lets somebody else lead or decide."""
    for layer in site.layers:
        path = site.paths.get(layer.path_key)
        statutory = {step.id: step for step in path.steps if step.statutory} if path else {}
        for local in layer.steps:
            if local.id in statutory:
                yield from _taken_over(local, statutory[local.id])


def _taken_over(local: LocalStep, step: Step) -> Iterator[Problem]:
    if not step.statutory:
        return
    for part in (RolePart.LEADS, RolePart.DECIDES):
        theirs = {role.actor.id for role in step.roles if part in role.parts}
        for role in local.roles:
            if part in role.parts and theirs and role.actor.id not in theirs:
                values = {"step": step.id, "actor": role.actor.id, "first": ", ".join(sorted(theirs))}
                yield Problem("statutory-taken-over", role.at, values)


def local_path_broken(site: Site) -> Iterator[Problem]:
    """A municipal layer cannot be merged, or what it makes of the path has a fault that the regional one has not."""
    for layer in site.layers:
        path = site.paths.get(layer.path_key)
        if path is None or not (layer.steps or layer.add or layer.omit) or any(_unknown_steps(layer, path)):
            continue
        yield from _told_twice(layer)
        local = merge(path, layer)
        if local.problems:
            yield from local.problems
        else:
            yield from _faults_of(local, site)


def _told_twice(layer: Layer) -> Iterator[Problem]:
    omitted = {each.id for each in layer.omit}
    for local in layer.steps:
        if local.id in omitted:
            yield Problem("omitted-and-local", local.at, {"step": local.id})


def _faults_of(local: LocalPath, site: Site) -> Iterator[Problem]:
    """The faults of a local path, each with its place in the layer, which is what its author can change."""
    regional = {step.id: step for step in local.frame.steps}
    taken_over = {each.id for each in local.extended.values() if any(_taken_over(each, regional[each.id]))}
    for rule in graph.RULES:
        before = {(problem.code, *problem.values.values()) for problem in rule(local.frame)}
        for problem in rule(local.path):
            is_told = problem.code == "two-leads" and problem.values["step"] in taken_over
            if (problem.code, *problem.values.values()) not in before and not is_told:
                yield replace(problem, at=_place_in(local, problem))
    for each in local.layer.add:
        known = {*(step.id for step in local.frame.steps), *local.added}
        own = replace(local.frame, steps=(each.step,))
        faults = chain(unknown_target(own), unknown_elsewhere(own, site))
        yield from (fault for fault in faults if fault.values.get("step") not in known)
        if not each.step.next and each.step.kind is not StepKind.END and not _goes_on(local, each.step.id):
            yield Problem("dead-end", each.at, {"step": each.step.id})


def _goes_on(local: LocalPath, step: str) -> bool:
    return any(each.id == step and each.next for each in local.path.steps)


def _place_in(local: LocalPath, problem: Problem) -> Location:
    """Where in the layer a fault of the local path comes from: the fault itself, else what touches its step."""
    layer = local.layer
    if problem.at.file == layer.at.file:
        return problem.at
    named = set(problem.values.values())
    for step, omitted in local.omitted:
        before = {each.id for each in local.frame.steps if step.id in {way.target.step for way in each.next}}
        if named & (before | {way.target.step for way in step.next}):
            return omitted.at
    for added in layer.add:
        if (added.after and added.after.id in named) or (added.before and added.before.id in named):
            return added.at
    changed = [*(omitted.at for _, omitted in local.omitted), *(added.at for added in layer.add)]
    return changed[0] if changed else layer.at


def frame_older(site: Site) -> Iterator[Problem]:
    """The regional text is newer than the version that a municipal layer was written against."""
    for layer in site.layers:
        path = site.paths.get(layer.path_key)
        version = path.description.version_day if path else None
        if version and layer.frame and layer.frame < version:
            frame, day = layer.frame.isoformat(), version.isoformat()
            yield warning("frame-older", layer.place("frame"), frame=frame, version=day)


def unknown_in_translation(site: Site, layer: Site) -> Iterator[Problem]:
    """A language layer translates something that the site does not have."""
    catalogues: tuple[tuple[Mapping[str, Entity], Mapping[str, Entity]], ...] = (
        (site.actors, layer.actors),
        (site.laws, layer.laws),
        (site.services, layer.services),
        (site.terms, layer.terms),
        (site.comparisons, layer.comparisons),
        (site.tracks, layer.tracks),
        (site.networks, layer.networks),
        (site.pages, layer.pages),
        (site.regions, layer.regions),
    )
    for mine, theirs in catalogues:
        for key, entity in theirs.items():
            yield from _unless_known(key, mine, entity)
    mine_of = {each.key: each for each in site.layers}
    for local in layer.layers:
        if local.key in mine_of:
            yield from _unknown_in_layer(mine_of[local.key], local)
        else:
            yield Problem("translation-unknown-id", local.at, {"id": local.path})
    for path in layer.paths.values():
        base = site.paths.get(path.key)
        if base is None:
            yield unknown_path(path.key, path.at, site)
        else:
            yield from _unknown_in_path(base, path)


def _unless_known(key: str, known: Collection[str], entity: Entity) -> Iterator[Problem]:
    if key not in known:
        yield Problem("translation-unknown-id", entity.at, {"id": key}, near=nearest(key, known))


def _unknown_in_layer(base: Layer, layer: Layer) -> Iterator[Problem]:
    """What a translation of a municipality's version names, and the version itself does not."""
    steps = {step.id: step for step in base.steps}
    for step in layer.steps:
        yield from _unless_known(step.id, steps, step)
        if step.id in steps:
            known = [role.actor.id for role in steps[step.id].roles]
            for role in step.roles:
                yield from _unless_known(role.actor.id, known, role)
    for added in layer.add:
        yield from _unless_known(added.step.id, [each.step.id for each in base.add], added.step)
    for omitted in layer.omit:
        yield from _unless_known(omitted.id, [each.id for each in base.omit], omitted)


def _unknown_in_path(base: ServicePath, layer: ServicePath) -> Iterator[Problem]:
    for phase in layer.phases:
        yield from _unless_known(phase.id, [each.id for each in base.phases], phase)
    for journey in layer.journeys:
        yield from _unless_known(journey.id, [each.id for each in base.journeys], journey)
    steps = {step.id: step for step in base.steps}
    for step in layer.steps:
        yield from _unless_known(step.id, steps, step)
        if step.id not in steps:
            continue
        mine = steps[step.id]
        for role in step.roles:
            yield from _unless_known(role.actor.id, [each.actor.id for each in mine.roles], role)
        for transition in step.next:
            targets = [str(each.target) for each in mine.next]
            yield from _unless_known(str(transition.target), targets, transition)
