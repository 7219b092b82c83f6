"""Add a service path or a municipality to a site: new files, and an entry at the end of the services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pathviz.loader import load_site
from pathviz.model import ActorKind, MunicipalityKind, ServicePath, Site, Status, StepKind
from pathviz.new.answers import Answers, NotPossible, id_of
from pathviz.new.schemas import FOLDER, write_schemas
from pathviz.new.writing import comment, filled, quoted, write_new
from pathviz.problems import Problems
from pathviz.source import compose
from pathviz.urls import RESERVED

SERVICES = "content/services.yaml"
WORKER, CLIENT = "omatyontekija", "asiakas"
_KINDS: Final = {
    MunicipalityKind.MUNICIPALITY.value: "kunta",
    MunicipalityKind.EMPLOYMENT_AREA.value: "työllisyysalue",
    MunicipalityKind.UNIT.value: "yksikkö",
}
_STATUTORY: Final = " (lakisääteinen)"


def new_path(root: Path, answers: Answers, today: dt.date) -> list[Path]:
    """Add a service path with example steps; gives the files written. Raises SiteNotFound, NotPossible, OSError."""
    site = load_site(root, Problems()).site
    regions = {one.id: one.name for one in site.regions.values()}
    region = answers.of("region", regions, next(iter(regions), "esimerkkialue"), new=True)
    files: dict[str, str] = {}
    if region not in site.regions:
        name, region = region, id_of(region, [*site.regions, *RESERVED])
        files[f"regions/{region}/region.yaml"] = region_file(name, site.info.languages)
    taken = {name for at, name in site.paths if at == region}
    taken |= {one.id for one in site.municipalities if one.region == region}
    title, path = answers.named("title", "Esimerkkipolku", taken, "path-title")
    services = {one.id: one.name for one in site.services.values()}
    service = answers.of("service", services, path if path in services else title, new=True)
    entry = ""
    if service not in services:
        name, service = service, id_of(service, services)
        entry = filled("service.yaml", id=service, name=quoted(name))
    if not site.actors:
        files["content/actors.yaml"] = filled("actors.yaml")
    files |= path_files(region, path, title, service, site.info.publisher, today, people(site))
    if entry:
        return _with_services(root, entry, files)
    return _with_schemas(root, write_new(root, files))


def new_municipality(root: Path, answers: Answers) -> list[Path]:
    """Add a municipality, with a layer on a path; gives the files written. Raises as `new_path` does."""
    site = load_site(root, Problems()).site
    region = answers.of("region", {one.id: one.name for one in site.regions.values()})
    paths = paths_of(site, region)
    taken = {one.id for one in site.municipalities if one.region == region} | paths.keys()
    name, own = answers.named("municipality", "Esimerkkikunta", taken)
    kind = kind_of(answers)
    feedback = answers.text("feedback", site.info.feedback or "palaute@example.fi")
    files = municipality_files(region, own, name, kind, feedback)
    if paths:
        path = site.paths[region, answers.of("path", paths)]
        files |= layer_file(path, own, name, feedback, site)
    return _with_schemas(root, write_new(root, files))


def people(site: Site) -> tuple[str, str]:
    """Who leads and who is the client in an example: actors of the site, or those of our own example."""
    clients = [one.id for one in site.actors.values() if one.kind is ActorKind.CLIENT]
    workers = [one.id for one in site.actors.values() if one.kind is ActorKind.PROFESSIONAL]
    others = [one for one in site.actors if one not in clients]
    client = next(iter(clients), next(iter(reversed(others)), CLIENT))
    return next(iter(workers), next(iter(others), WORKER)), client


def region_file(name: str, languages: tuple[str, ...]) -> str:
    """`region.yaml` of a new region."""
    return filled("region.yaml", name=quoted(name), languages=languages[0])


def path_files(
    region: str, path: str, title: str, service: str, publisher: str, today: dt.date, actors: tuple[str, str]
) -> dict[str, str]:
    """The description and the steps of a new path."""
    worker, client = actors
    if worker == client:
        raise NotPossible("new-few-actors")
    about = filled(
        "index.md",
        title=quoted(title),
        service=service,
        place=quoted(publisher),
        publisher=quoted(publisher),
        source=quoted(f"{title}, oma kuvaus"),
        today=today.isoformat(),
    )
    steps = filled("path.yaml", worker=worker, client=client)
    folder = f"content/{region}/{path}"
    return {f"{folder}/index.md": about, f"{folder}/path.yaml": steps}


def paths_of(site: Site, region: str) -> dict[str, str]:
    """The titles of a region's paths by their ids; first those that are in use, of which one is the default."""
    found = [path for path in site.paths.values() if path.region == region]
    found.sort(key=lambda path: path.description.status is not Status.READY)
    return {path.id: path.description.title for path in found}


def kind_of(answers: Answers) -> str:
    """What publishes its own version: a municipality, an employment area or a unit."""
    return answers.of("kind", _KINDS)


def municipality_files(region: str, own: str, name: str, kind: str, feedback: str) -> dict[str, str]:
    """`municipality.yaml` of a new municipality."""
    unit = quoted(f"{name}, neuvonta")
    text = filled("municipality.yaml", name=quoted(name), kind=f"{kind:15}", unit=unit, feedback=quoted(feedback))
    return {f"regions/{region}/{own}/municipality.yaml": text}


def layer_file(path: ServicePath, own: str, name: str, feedback: str, site: Site) -> dict[str, str]:
    """A municipality's layer on a path, with the ids of the path's steps in its comments."""
    about = path.description
    version = about.version_day
    # A step that is not the first is what a municipality has most to say about, and it can be followed by another.
    going_on = [step for step in path.steps if step.kind is StepKind.STEP and step.next] or list(path.steps)
    if version is None or not going_on:
        raise NotPossible("new-path-broken", path=f"{path.region}/{path.id}")
    text = filled(
        "layer.yaml",
        path_title=about.title,
        steps=comment({step.id: step.title + _STATUTORY * step.statutory for step in path.steps}),
        version=version.isoformat(),
        summary=quoted(f"Luonnos: {name} kertoo tässä, mitä palvelussa on omaa."[:150]),
        step=going_on[0].id,
        unit=quoted(f"{name}, neuvonta"),
        feedback=quoted(feedback),
        actor=people(site)[0],
    )
    return {f"regions/{path.region}/{own}/{path.id}.yaml": text}


def _with_services(root: Path, entry: str, files: Mapping[str, str]) -> list[Path]:
    """Write files, and an entry of a service at the end of the catalogue, which may be the first."""
    file = root / SERVICES
    if not file.is_file():
        return _with_schemas(root, write_new(root, {SERVICES: entry, **files}))
    before = file.read_bytes().decode("utf-8")
    after = f"{before}{'' if before.endswith(chr(10)) or not before else chr(10)}{entry}"
    if len(_keys(after)) != len(_keys(before)) + 1:
        raise NotPossible("new-service-by-hand", entry=" ".join(entry.split()))
    written = _with_schemas(root, write_new(root, files))
    with file.open("ab") as stream:
        stream.write(after.removeprefix(before).encode())
    return [*written, file]


def _with_schemas(root: Path, written: list[Path]) -> list[Path]:
    """Bring the schemas that the new files name up to date."""
    write_schemas(root / FOLDER)
    return written


def _keys(text: str) -> list[str]:
    """The ids of a catalogue's text; none where it cannot be read."""
    node = compose(text, SERVICES, Problems()) if text.strip() else None
    return [key[0] for key, _ in node.value] if node else []
