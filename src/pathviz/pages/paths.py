"""The view of a service path's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from markupsafe import Markup

from pathviz import urls
from pathviz.conformance import Conformance
from pathviz.model import ServiceDescription, ServicePath, Source
from pathviz.outline import Heading
from pathviz.pages.cautions import CautionsView, cautions
from pathviz.pages.contacts import ContactView, DocumentView, contact_views, document_views
from pathviz.pages.draft import NO_TEXT, Day, Draft, Link
from pathviz.pages.drawn import (
    ActorView,
    LanesView,
    LegendItem,
    PaperView,
    actor_views,
    drawing,
    fit_of,
    lanes_view,
    legend,
    paper_view,
    shapes,
)
from pathviz.pages.escaping import Encoded
from pathviz.pages.facts import FactView, facts
from pathviz.pages.freshness import FreshnessView, freshness
from pathviz.pages.index import Crossing, crossings_of
from pathviz.pages.journeys import JourneyView, journey_view
from pathviz.pages.local import LocalView, VersionView, local_block, local_view, version_views
from pathviz.pages.qr import qr_code
from pathviz.pages.steps import Course, StepView, course, step_view
from pathviz.pages.viewclass import viewclass


@viewclass
class PhaseView:
    """A phase and its steps; a path without phases has one without title."""

    number: int
    anchor: str
    title: Markup
    steps: tuple[StepView, ...]


@viewclass
class SourceView:
    """A source of the description; `number` is the one that steps refer to."""

    number: int
    title: Markup
    publisher: Markup
    updated: Day | None
    url: str
    note: Markup


@viewclass
class CrossingView:
    """How one path leads to another: from which step and on what condition."""

    path: Link
    region: Markup
    step: Link
    condition: Markup


@viewclass
class Aids:
    """The addresses of what is loaded when it is asked for: the meeting, the sheets that are printed, and the lens."""

    script: str
    frame: str
    meeting_style: str
    sheet_style: str
    lens_style: str


@viewclass
class PathView:
    """All of a service path's page below the site's head."""

    title: Markup
    summary: Markup
    easy: Markup
    freshness: FreshnessView
    sources: tuple[SourceView, ...]
    first: StepView | None
    cautions: CautionsView
    actors: tuple[ActorView, ...]
    flow: Encoded
    rail: Encoded
    lanes: LanesView | None
    paper: PaperView | None
    fit: str
    legend: tuple[LegendItem, ...]
    shapes: tuple[str, ...]
    phases: tuple[PhaseView, ...]
    has_phases: bool
    count: int
    journeys: tuple[JourneyView, ...]
    body: Markup
    headings: Sequence[Heading]
    facts: tuple[FactView, ...]
    documents: tuple[DocumentView, ...]
    contacts: tuple[ContactView, ...]
    image: str
    image_alt: str
    leaving: tuple[CrossingView, ...]
    arriving: tuple[CrossingView, ...]
    feedback_mail: str
    public_address: str
    qr: Markup
    aids: Aids
    versions: tuple[VersionView, ...]
    local: LocalView | None = None
    embed: str = ""


def path_view(draft: Draft, path: ServicePath, version: Conformance | None = None) -> PathView:
    """The view of a service path, or of a municipality's `version` whose path it is."""
    about = path.description
    shared = _course(draft, path, version)
    phases = _phases(draft, shared)
    steps = tuple(step for phase in phases for step in phase.steps)
    body, headings = _body(draft, path)
    region = draft.site.regions[path.region]
    info = draft.site.info
    image = about.image
    drawn = draft.context.diagrams.get((path.region, "/".join(draft.spec.key[1:]), draft.lang))
    town = version.municipality if version else None
    leaving = [c for _, c in crossings_of(path)] if version else draft.index.leaving.get(path.key, ())
    address = urls.canonical(info.base_url, draft.address)
    return PathView(
        title=draft.heading(about, "title", about.title),
        summary=draft.text(about, "summary", about.summary),
        easy=draft.text(about, "easy", about.easy),
        freshness=freshness(draft, path),
        sources=tuple(source_view(draft, s, n) for n, s in enumerate(about.sources, 1)),
        first=steps[0] if steps else None,
        cautions=cautions(draft, shared),
        actors=actor_views(draft, path, shared.colours),
        flow=drawing(drawn.flow if drawn else b"", "flow"),
        rail=drawing(drawn.rail if drawn else b"", "rail"),
        lanes=lanes_view(draft, drawn),
        paper=paper_view(drawn),
        fit=fit_of(drawn),
        legend=legend(draft, shared.colours),
        shapes=shapes(path),
        phases=phases,
        has_phases=bool(path.phases),
        count=len(steps),
        journeys=tuple(journey_view(draft, path, journey) for journey in path.journeys),
        body=body,
        headings=[h for h in headings if h.level == 3],  # noqa: PLR2004  the description's own sections
        facts=facts(draft, path, version),
        documents=document_views(draft, path, about.documents),
        contacts=contact_views(draft, (*(town.contacts if town else ()), *region.contacts)),
        image=draft.resolve(image.file.id, path) or "" if image and image.file else "",
        image_alt=image.alt if image else "",
        leaving=tuple(_crossing(draft, c, arriving=False) for c in leaving),
        arriving=tuple(_crossing(draft, c, arriving=True) for c in draft.index.arriving.get(path.key, ())),
        feedback_mail=_feedback(draft, about),
        public_address=address,
        qr=qr_code(address),
        aids=Aids(
            draft.static("asked-for.js"),
            draft.href(draft.tree.meeting),
            draft.static("meeting.css"),
            draft.static("sheet.css"),
            draft.static("lens.css"),
        ),
        versions=version_views(draft, path.key, town.id if town else ""),
        local=local_view(draft, version) if version else None,
        embed=draft.href(draft.tree.embed(*draft.spec.key), urls.TAKE),
    )


def _course(draft: Draft, path: ServicePath, version: Conformance | None) -> Course:
    """What the steps' views share; in a municipality's version the region's blocks stand above the local ones."""
    shared = course(draft, path)
    if version is None:
        return shared
    local = version.local
    regional = {step.id: step for step in local.frame.steps}
    blocks = {step.id: block for step in path.steps if (block := local_block(draft, local, step)) is not None}
    shown = [replace(regional[s.id], next=s.next, phase=s.phase) if s.id in regional else s for s in path.steps]
    return replace(shared, shown=tuple(shown), added=local.added, blocks=blocks, town=version.municipality.name)


def source_view(draft: Draft, source: Source, number: int) -> SourceView:
    """A source, for its path's page and for the list of sources."""
    return SourceView(
        number=number,
        title=draft.text(source, "title", source.title),
        publisher=draft.text(source, "publisher", source.publisher),
        updated=draft.date(source.updated),
        url=source.url,
        note=draft.text(source, "note", source.note),
    )


def _phases(draft: Draft, shared: Course) -> tuple[PhaseView, ...]:
    """The steps in written order, in runs of the phase they belong to."""
    path = shared.path
    runs: list[tuple[str, list[StepView]]] = []
    for number, step in enumerate(path.steps, 1):
        if not runs or runs[-1][0] != step.phase:
            runs.append((step.phase, []))
        runs[-1][1].append(step_view(draft, shared, number))
    known = {phase.id: phase for phase in path.phases}
    return tuple(
        PhaseView(
            number=n,
            anchor=f"vaiheryhma-{n}",
            title=draft.heading(known[name], "title", known[name].title) if name in known else NO_TEXT,
            steps=tuple(steps),
        )
        for n, (name, steps) in enumerate(runs, 1)
    )


def _body(draft: Draft, path: ServicePath) -> tuple[Markup, Sequence[Heading]]:
    body = path.description.body
    if body is None or not body.text.strip():
        return NO_TEXT, ()
    return draft.prose(body, level=3, prefix="kuvaus-", path=path)


def _crossing(draft: Draft, crossing: Crossing, *, arriving: bool) -> CrossingView:
    other = crossing.source if arriving else crossing.transition.target.path_key
    region = draft.site.regions[other[0]]
    return CrossingView(
        path=draft.path_link(other),
        region=draft.text(region, "name", region.name) if other[0] != draft.spec.key[0] else NO_TEXT,
        step=draft.step_link(crossing.source, crossing.step),
        condition=draft.text(crossing.transition, "when", crossing.transition.when),
    )


def _feedback(draft: Draft, about: ServiceDescription) -> str:
    info = draft.site.info
    if not info.feedback:
        return ""
    words = draft.words
    address, version = urls.canonical(info.base_url, draft.address), about.version_day
    told = [address, words("mail.version", date=words.date(version)) if version else ""]
    body = "\n".join([*filter(None, told), "", words("mail.prompt"), ""])
    return urls.mail(info.feedback, words("mail.subject_page", path=about.title), body)
