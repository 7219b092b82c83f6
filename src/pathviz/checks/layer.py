"""Rules of layers: do they match what they are laid over?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from pathviz.checks.references import unknown_laws, unknown_path, unknown_roles, unknown_step
from pathviz.model import Entity, Layer, LocalStep, RolePart, ServicePath, Site, Step
from pathviz.problems import Location, Problem, nearest


def unknown_in_layer(site: Site) -> Iterator[Problem]:
    """A municipal layer names a path, step, actor or law that is not there."""
    for layer in site.layers:
        path = site.paths.get((layer.region, layer.path))
        if path is None:
            yield unknown_path((layer.region, layer.path), layer.at, site)
            continue
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
    named += [(each.before.id, each.before.at, own.keys() | added) for each in layer.add if each.before]
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
        path = site.paths.get((layer.region, layer.path))
        statutory = {step.id for step in path.steps if step.statutory} if path else set()
        for omitted in layer.omit:
            if omitted.id in statutory:
                yield Problem("statutory-omitted", omitted.at, {"step": omitted.id})


def statutory_taken_over(site: Site) -> Iterator[Problem]:
    """In a step that the law requires, a municipal layer lets somebody else lead or decide."""
    for layer in site.layers:
        path = site.paths.get((layer.region, layer.path))
        statutory = {step.id: step for step in path.steps if step.statutory} if path else {}
        for local in layer.steps:
            if local.id in statutory:
                yield from _taken_over(local, statutory[local.id])


def _taken_over(local: LocalStep, step: Step) -> Iterator[Problem]:
    for part in (RolePart.LEADS, RolePart.DECIDES):
        theirs = {role.actor.id for role in step.roles if part in role.parts}
        for role in local.roles:
            if part in role.parts and theirs and role.actor.id not in theirs:
                values = {"step": step.id, "actor": role.actor.id, "first": ", ".join(sorted(theirs))}
                yield Problem("statutory-taken-over", role.at, values)


def frame_older(site: Site) -> Iterator[Problem]:
    """The regional text is newer than the version that a municipal layer was written against."""
    for layer in site.layers:
        path = site.paths.get((layer.region, layer.path))
        version = path and (path.description.version or path.description.updated)
        if version and layer.frame and layer.frame < version:
            values = {"frame": layer.frame.isoformat(), "version": version.isoformat()}
            yield Problem("frame-older", layer.place("frame"), values, "warning")


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
    mine_of = {(each.region, each.municipality, each.path): each for each in site.layers}
    for local in layer.layers:
        if (local.region, local.municipality, local.path) not in mine_of:
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
