"""Rules of references: does everything that is named exist?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pathviz.model import Document, Ref, Role, ServicePath, Site
from pathviz.problems import Location, Problem, nearest


def _unknown(code: str, ref: Ref, known: Iterable[str], **values: str) -> Problem:
    return Problem(code, ref.at, {"id": ref.id, **values}, "error", nearest(ref.id, known))


def unknown_roles(roles: Iterable[Role], site: Site) -> Iterator[Problem]:
    """Roles whose actor is not in the catalogue."""
    for role in roles:
        if role.actor.id not in site.actors:
            yield _unknown("unknown-actor", role.actor, site.actors)


def unknown_laws(refs: Iterable[Ref], site: Site) -> Iterator[Problem]:
    """Citations whose statute is not in the catalogue."""
    for ref in refs:
        number = ref.id.split(" ", 1)[0]
        if number not in site.laws:
            yield _unknown("unknown-law", Ref(number, ref.at), site.laws)


def unknown_service(path: ServicePath, site: Site) -> Iterator[Problem]:
    """A description's service is not in the catalogue."""
    service = path.description.service
    if service is not None and service.id not in site.services:
        yield _unknown("unknown-service", service, site.services)


def unknown_actor(path: ServicePath, site: Site) -> Iterator[Problem]:
    """A role names an actor that is not in the catalogue."""
    for step in path.steps:
        yield from unknown_roles(step.roles, site)


def unknown_law(path: ServicePath, site: Site) -> Iterator[Problem]:
    """A citation names a statute that is not in the catalogue."""
    yield from unknown_laws(path.description.laws, site)
    for step in path.steps:
        yield from unknown_laws(step.laws, site)


def unknown_target(path: ServicePath, site: Site) -> Iterator[Problem]:
    """A transition leads to a step or path that is not there."""
    own = {step.id for step in path.steps}
    keys = {f"{region}/{name}": found for (region, name), found in site.paths.items()}
    for step in path.steps:
        for transition in step.next:
            target = transition.target
            if not target.is_elsewhere:
                if target.step not in own and target.step:
                    yield Problem(
                        "unknown-step",
                        transition.at,
                        {"step": target.step, "path": "/".join(path.key)},
                        near=nearest(target.step, own),
                    )
                continue
            key = f"{target.region}/{target.path}"
            if key not in keys:
                yield Problem("unknown-path", transition.at, {"path": key}, near=nearest(key, keys))
            elif target.step and target.step not in {other.id for other in keys[key].steps}:
                near = nearest(target.step, (other.id for other in keys[key].steps))
                yield Problem("unknown-step", transition.at, {"step": target.step, "path": key}, near=near)


def unknown_source(path: ServicePath) -> Iterator[Problem]:
    """A step names a source by a number that the description does not have."""
    count = len(path.description.sources)
    for step in path.steps:
        if step.source is not None and not 1 <= step.source <= count:
            yield Problem("unknown-source", step.place("source"), {"number": str(step.source), "count": str(count)})


def unknown_language(site: Site) -> Iterator[Problem]:
    """A region speaks a language that the site does not have."""
    for region in site.regions.values():
        for lang in region.languages:
            if lang not in site.info.languages:
                values = {"key": "languages", "word": lang, "known": ", ".join(site.info.languages)}
                yield Problem("unknown-word", region.place("languages"), values)


def shared_id(site: Site) -> Iterator[Problem]:
    """A municipality and a path of one region have the same id, so they would share an address."""
    paths = set(site.paths)
    for municipality in site.municipalities:
        if (municipality.region, municipality.id) in paths:
            yield Problem("shared-id", municipality.at, {"id": municipality.id})
    for path in site.paths.values():
        if path.region not in site.regions:
            near = nearest(path.region, site.regions)
            yield Problem("unknown-region", Location(path.folder), {"id": path.region}, near=near)


def catalogue_references(site: Site) -> Iterator[Problem]:
    """A term names a term, or an actor a successor, that is not there."""
    for term in site.terms.values():
        for ref in (*term.see, *term.not_same_as):
            if ref.id not in site.terms:
                yield _unknown("unknown-term", ref, site.terms)
    for actor in site.actors.values():
        if actor.successor is not None and actor.successor.id not in site.actors:
            yield _unknown("unknown-actor", actor.successor, site.actors)


def onboarding_references(site: Site) -> Iterator[Problem]:
    """An onboarding track names an actor, path, step, term, comparison or page that is not there."""
    paths = {f"{region}/{name}": path for (region, name), path in site.paths.items()}
    single = {*site.terms, *site.comparisons, *site.pages}
    for track in site.tracks.values():
        if track.actor is not None and track.actor.id not in site.actors:
            yield _unknown("unknown-actor", track.actor, site.actors)
        for ref in (ref for module in track.modules for ref in module.read):
            key, _, step = ref.id.partition("#")
            if "/" not in key:
                if key not in single:
                    yield _unknown("unknown-term", ref, single)
            elif key not in paths:
                yield Problem("unknown-path", ref.at, {"path": key}, near=nearest(key, paths))
            elif step and step not in {each.id for each in paths[key].steps}:
                near = nearest(step, (each.id for each in paths[key].steps))
                yield Problem("unknown-step", ref.at, {"step": step, "path": key}, near=near)


def _documents(path: ServicePath) -> Iterator[Document]:
    yield from path.description.documents
    for step in path.steps:
        yield from step.documents


def file_references(site: Site) -> Iterator[tuple[str, Ref]]:
    """Every file that front matter or a step names, with its full name in the site."""
    for path in site.paths.values():
        refs = [document.file for document in _documents(path)]
        if path.description.image is not None:
            refs.append(path.description.image.file)
        for ref in refs:
            if ref is not None:
                yield f"{path.folder}/{ref.id}", ref


def file_not_found(site: Site) -> Iterator[Problem]:
    """A document or picture names a file that is not in the path's `files/`."""
    known = set(site.files)
    for name, ref in file_references(site):
        # Names are compared as they are written: no `..` leads out of the path's own folder.
        if name not in known:
            folder = name.removesuffix(ref.id)
            inside = [each.removeprefix(folder) for each in site.files if each.startswith(folder)]
            yield _unknown("file-not-found", ref, inside)
