"""Rules of references: does everything that is named exist?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from pathviz.model import Document, Layer, PathKey, Ref, Role, ServicePath, Site, themes
from pathviz.problems import Location, Problem, nearest
from pathviz.targets import link_words, reading_target, reference_target
from pathviz.urls import RESERVED


def _unknown(code: str, ref: Ref, known: Iterable[str], **values: str) -> Problem:
    return Problem(code, ref.at, {"id": ref.id, **values}, "error", nearest(ref.id, known))


def unknown_path(key: PathKey, at: Location, site: Site) -> Problem:
    """What is said of a path that is not there."""
    name = "/".join(key)
    return Problem("unknown-path", at, {"path": name}, near=nearest(name, map("/".join, site.paths)))


def unknown_step(step: str, known: Iterable[str], at: Location, path: PathKey) -> Problem:
    """What is said of a step that is not among the `known` ones of a path."""
    return Problem("unknown-step", at, {"step": step, "path": "/".join(path)}, near=nearest(step, known))


def _unknown_place(key: PathKey, step: str, at: Location, site: Site) -> Iterator[Problem]:
    """A reference to a path, and perhaps to a step of it, where it is not there."""
    path = site.paths.get(key)
    if path is None:
        yield unknown_path(key, at, site)
    elif step and step not in (known := {each.id for each in path.steps}):
        yield unknown_step(step, known, at, key)


def unknown_roles(roles: Iterable[Role], site: Site) -> Iterator[Problem]:
    """Roles whose actor is not in the catalogue."""
    actors = site.actors
    for role in roles:
        if role.actor.id not in actors:
            yield _unknown("unknown-actor", role.actor, actors)


def unknown_laws(refs: Iterable[Ref], site: Site) -> Iterator[Problem]:
    """Citations whose statute is not in the catalogue."""
    laws = site.laws
    for ref in refs:
        number = ref.id.partition(" ")[0]
        if number not in laws:
            yield _unknown("unknown-law", Ref(number, ref.at), laws)


def unknown_service(path: ServicePath, site: Site) -> Iterator[Problem]:
    """A description's service is not in the catalogue."""
    service = path.description.service
    if service is not None and service.id not in site.services:
        yield _unknown("unknown-service", service, site.services)


def unknown_actor(path: ServicePath, site: Site) -> Iterator[Problem]:
    """A role names an actor that is not in the catalogue."""
    yield from unknown_roles([role for step in path.steps for role in step.roles], site)


def unknown_law(path: ServicePath, site: Site) -> Iterator[Problem]:
    """A citation names a statute that is not in the catalogue."""
    yield from unknown_laws([*path.description.laws, *[law for step in path.steps for law in step.laws]], site)


def unknown_target(path: ServicePath) -> Iterator[Problem]:
    """A transition leads to a step of the path that is not there."""
    own = {step.id for step in path.steps}
    for step in path.steps:
        for transition in step.next:
            target = transition.target
            if target.step and target.step not in own and not target.is_elsewhere:
                yield unknown_step(target.step, own, transition.at, path.key)


def unknown_elsewhere(path: ServicePath, site: Site) -> Iterator[Problem]:
    """A transition leads to another path, or to a step of one, that is not there."""
    for _, transition in path.ways_out:
        target = transition.target
        yield from _unknown_place(target.path_key, target.step, transition.at, site)


def unknown_target_elsewhere(site: Site) -> Iterator[Problem]:
    """A path leads to another one, or to a step of one, that is not there."""
    for path in site.paths.values():
        yield from unknown_elsewhere(path, site)


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
    """Two things have the same id, so they would share an address: a municipality and a path, a region and a language.

    Free pages have their files in a folder of their own.
    """
    for region in site.regions.values():
        if region.id in site.info.languages[1:]:
            yield Problem("reserved-id", region.at, {"id": region.id})
    if page := site.pages.get("files"):
        yield Problem("reserved-id", page.at, {"id": page.id})
    paths = set(site.paths)
    for municipality in site.municipalities:
        if municipality.key in paths:
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
    single = {*site.terms, *site.comparisons, *site.pages}
    for track in site.tracks.values():
        for actor in track.actors:
            if actor.id not in site.actors:
                yield _unknown("unknown-actor", actor, site.actors)
        for ref in (ref for module in track.modules for ref in module.read):
            if reading_target(site, ref.id) is None:
                yield from _unknown_link(ref, site, single)


def comparison_references(site: Site) -> Iterator[Problem]:
    """A comparison says that it is about something, or that more is said of a subject somewhere, that is not there."""
    for comparison in site.comparisons.values():
        for ref in (*comparison.links.values(), *comparison.about):
            if reference_target(site, ref.id) is None:
                yield from _unknown_link(ref, site)


def _unknown_link(ref: Ref, site: Site, single: Collection[str] | None = None) -> Iterator[Problem]:
    """What is said of a reference in the form of a link, or by one of the `single` ids alone, that leads nowhere."""
    key, _, part = ref.id.partition("#")
    region, slash, name = key.partition("/")
    of_catalogue: dict[str, tuple[str, str, Collection[str]]] = {
        "sanasto": ("unknown-term", part, site.terms),
        "palvelut": ("unknown-service", part, site.services),
        "toimijat": ("unknown-actor", name, site.actors),
        "lait": ("unknown-law", name, site.laws),
    }
    code, entry, known = of_catalogue.get(region, ("", "", ()))
    if entry:
        yield _unknown(code, Ref(entry, ref.at), known)
    elif single is not None and not slash:
        yield _unknown("unknown-term", ref, single)
    elif region.isdecimal():
        yield from unknown_laws([ref], site)
    elif slash and region not in RESERVED:
        yield from _unknown_place((region, name), part, ref.at, site)
    else:
        yield Problem("link-broken", ref.at, {"target": ref.id}, near=nearest(ref.id, link_words(site)))


def network_references(site: Site) -> Iterator[Problem]:
    """A network names a region, an actor, a path or a step that is not there."""
    for network in site.networks.values():
        if network.region is not None and network.region.id not in site.regions:
            yield _unknown("unknown-region", network.region, site.regions)
        centre = (network.centre,) if network.centre is not None else ()
        for member in (*centre, *(member for group in network.groups for member in group.members)):
            if member.actor is not None and member.actor.id not in site.actors:
                yield _unknown("unknown-actor", member.actor, site.actors)
            if member.to is not None:
                key, _, step = member.to.id.partition("#")
                region, _, name = key.partition("/")
                yield from _unknown_place((region, name), step, member.to.at, site)


def file_references(site: Site) -> Iterator[tuple[str, Ref]]:
    """Every file that front matter or a step names, with its full name in the site."""
    for path in site.paths.values():
        documents = [*path.description.documents, *[each for step in path.steps for each in step.documents]]
        refs = [document.file for document in documents]
        if path.description.image is not None:
            refs.append(path.description.image.file)
        for ref in refs:
            if ref is not None:
                yield f"{path.folder}/{ref.id}", ref
    for layer in site.layers:
        for document in _local_documents(layer):
            if document.file is not None:
                yield f"content/{layer.region}/{layer.path}/{document.file.id}", document.file
    for folder, logo in logo_references(site):
        yield f"{folder}/{logo.id}", logo


def logo_references(site: Site) -> Iterator[tuple[str, Ref]]:
    """Every logo that a theme names, after the folder in which its file should stand."""
    for folder, theme in themes(site.info, site.municipalities):
        for logo in (theme.logo, theme.logo_dark):
            if logo is not None:
                yield folder, logo


def _local_documents(layer: Layer) -> Iterator[Document]:
    for local in layer.steps:
        yield from local.documents
    for added in layer.add:
        yield from added.step.documents


def file_not_found(site: Site) -> Iterator[Problem]:
    """A document, picture or logo names a file that is not in the `files/` beside it."""
    known = set(site.files)
    for name, ref in file_references(site):
        # Names are compared as they are written: no `..` leads out of the path's own folder.
        if name not in known:
            folder = name.removesuffix(ref.id)
            inside = [each.removeprefix(folder) for each in site.files if each.startswith(folder)]
            yield _unknown("file-not-found", ref, inside)
