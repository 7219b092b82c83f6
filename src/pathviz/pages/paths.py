"""The view of a service path's page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from markupsafe import Markup

from pathviz import urls
from pathviz.conformance import Conformance
from pathviz.model import Journey, Quote, Ref, ServiceDescription, ServicePath, Source, StepKind
from pathviz.pages.comparisons import comparison_links
from pathviz.pages.diagrams import actor_colours, actor_order
from pathviz.pages.draft import NO_TEXT, Day, Draft, Link
from pathviz.pages.escaping import escape, joined
from pathviz.pages.freshness import FreshnessView, freshness
from pathviz.pages.index import Crossing, crossings_of, split_citation
from pathviz.pages.local import LocalView, VersionView, local_block, local_view, version_views
from pathviz.pages.qr import qr_code
from pathviz.pages.spec import Diagrams, Heading
from pathviz.pages.steps import (
    ContactView,
    Course,
    DocumentView,
    StepView,
    contact_views,
    course,
    document_view,
    step_numbers,
    step_view,
)
from pathviz.pages.viewclass import viewclass
from pathviz.targets import LinkTarget

_PAGE: Final = (660, 880)
"""What fits on a page of A4 within its margins and under a heading, in CSS px."""

_BESIDE: Final = (640, 720)
"""The widths up to which the flow stands beside the list: on laptops, and on wide screens, in CSS px."""


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
class QuoteView:
    """An example client's words; `lang` is set where it is not the page's."""

    text: Markup
    lang: str


@viewclass
class StopView:
    """A step on an example client's route."""

    id: str
    href: str
    number: int
    kind: str
    title: Markup


@viewclass
class JourneyView:
    """An example client."""

    id: str
    anchor: str
    title: Markup
    summary: Markup
    quotes: tuple[QuoteView, ...]
    stops: tuple[StopView, ...]


@viewclass
class LegendItem:
    """A leading actor and its colour in the drawing, counted from 1."""

    colour: int
    actor: Link


@viewclass
class LanesView:
    """The drawing of the actors, which comes when asked for: its script, and the room that it and its heads will take.

    Sizes are in CSS px.
    """

    src: str
    width: int
    height: int
    heads: int


@viewclass
class ActorView:
    """An actor of the path, its colour in the drawing (0 for who never leads) and in how many steps it has a part."""

    id: str
    name: Markup
    colour: int
    count: str


@viewclass
class CrossingView:
    """How one path leads to another: from which step and on what condition."""

    path: Link
    region: Markup
    step: Link
    condition: Markup


@viewclass
class FactView:
    """A line of the table of facts: a label and its values; `key` names it for scripts."""

    key: str
    label: str
    values: tuple[Markup | str, ...] = ()
    links: tuple[Link, ...] = ()


@viewclass
class Aids:
    """The addresses of what is loaded when it is asked for: the meeting, and the sheets that are printed."""

    script: str
    frame: str
    meeting_style: str
    sheet_style: str


@viewclass
class PathView:
    """All of a service path's page below the site's head."""

    region: Link
    title: Markup
    summary: Markup
    easy: Markup
    freshness: FreshnessView
    place: Markup
    sources: tuple[SourceView, ...]
    first: StepView | None
    gaps: tuple[StepView, ...]
    waits: tuple[StepView, ...]
    actors: tuple[ActorView, ...]
    flow: Markup
    rail: Markup
    lanes: LanesView | None
    printed: str
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
    feedback: str
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
    phases = _phases(draft, _course(draft, path, version))
    steps = tuple(step for phase in phases for step in phase.steps)
    body, headings = _body(draft, path)
    region = draft.site.regions.get(path.region)
    info = draft.site.info
    image = about.image
    drawn = draft.context.diagrams.get((path.region, "/".join(draft.spec.key[1:]), draft.lang))
    town = version.municipality if version else None
    leaving = [c for _, c in crossings_of(path)] if version else draft.index.leaving.get(path.key, ())
    address = urls.canonical(info.base_url, draft.address)
    return PathView(
        region=draft.region_link(path.region),
        title=draft.heading(about, "title", about.title),
        summary=draft.text(about, "summary", about.summary),
        easy=draft.text(about, "easy", about.easy),
        freshness=freshness(draft, path),
        place=draft.text(about, "place", about.place_text),
        sources=tuple(source_view(draft, s, n) for n, s in enumerate(about.sources, 1)),
        first=steps[0] if steps else None,
        gaps=tuple(step for step in steps if step.gap),
        waits=tuple(step for step in steps if step.kind == StepKind.WAIT.value),
        actors=_actors(draft, path),
        flow=Markup(drawn.flow) if drawn else NO_TEXT,  # noqa: S704  drawn by us, every text escaped
        rail=Markup(drawn.rail) if drawn else NO_TEXT,  # noqa: S704  the same
        lanes=_lanes(draft, drawn),
        printed=printed(drawn),
        fit=fit_of(drawn),
        legend=_legend(draft, path),
        shapes=_shapes(path),
        phases=phases,
        has_phases=bool(path.phases),
        count=len(steps),
        journeys=tuple(_journey(draft, path, journey) for journey in path.journeys),
        body=body,
        headings=[h for h in headings if h.level == 3],  # noqa: PLR2004  the description's own sections
        facts=_facts(draft, path, version),
        documents=tuple(document_view(draft, path, d) for d in about.documents),
        contacts=contact_views(draft, ((*town.contacts,) if town else ()) + (region.contacts if region else ())),
        image=draft.resolve(image.file.id, path) or "" if image and image.file else "",
        image_alt=image.alt if image else "",
        leaving=tuple(_crossing(draft, c, arriving=False) for c in leaving),
        arriving=tuple(_crossing(draft, c, arriving=True) for c in draft.index.arriving.get(path.key, ())),
        feedback=info.feedback,
        feedback_mail=_feedback(draft, about),
        public_address=address,
        qr=qr_code(address),
        aids=Aids(
            draft.static("meeting-and-print.js"),
            draft.href(draft.tree.meeting),
            draft.static("meeting.css"),
            draft.static("sheet.css"),
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


def printed(drawn: Diagrams | None) -> str:
    """The drawing that fits on one A4 page at its own size, where its text is over 9 pt; or none.

    A drawing that spans pages would be cut through its boxes; there the list, which has its own
    line and numbers, is the printed rail.
    """
    if drawn is None:
        return ""
    for name, (width, height) in (("flow", drawn.flow_size), ("rail", drawn.rail_size)):
        if 0 < width <= _PAGE[0] and 0 < height <= _PAGE[1]:
            return name
    return ""


def _lanes(draft: Draft, drawn: Diagrams | None) -> LanesView | None:
    if drawn is None or not drawn.lanes_script:
        return None
    width, height = drawn.lanes_size
    return LanesView(draft.href(drawn.lanes_script), round(width), round(height), round(drawn.heads_height))


def fit_of(drawn: Diagrams | None) -> str:
    """How much room the flow asks for: beside the list (`narrow`, `medium`) or above it (`wide`)."""
    if drawn is None:
        return "none"
    width = drawn.flow_size[0]
    return "narrow" if width <= _BESIDE[0] else "medium" if width <= _BESIDE[1] else "wide"


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


def _legend(draft: Draft, path: ServicePath) -> tuple[LegendItem, ...]:
    return tuple(
        LegendItem(colour + 1, draft.actor_link(actor))
        for actor, colour in actor_colours(path).items()
        if actor in draft.site.actors
    )


def _actors(draft: Draft, path: ServicePath) -> tuple[ActorView, ...]:
    """Who has a part in the path, in the order of the lanes of its drawing."""
    steps = Counter(actor for step in path.steps for actor in {role.actor.id: None for role in step.roles})
    colours = actor_colours(path)
    known = draft.site.actors
    return tuple(
        ActorView(
            actor,
            draft.heading(known[actor], "name", known[actor].name),
            colours[actor] + 1 if actor in colours else 0,
            draft.words.count("count.steps_in", steps[actor]),
        )
        for actor in actor_order(path, draft.site)
    )


def _shapes(path: ServicePath) -> tuple[str, ...]:
    """The signs that the drawing uses and its key explains, those only."""
    transitions = [t for step in path.steps for t in step.next]
    used = {step.kind.value for step in path.steps}
    if any(t.back for t in transitions):
        used.add("back")
    if any(t.target.is_elsewhere for t in transitions):
        used.add("exit")
    return tuple(sign for sign in ("decision", "wait", "back", "exit") if sign in used)


def _body(draft: Draft, path: ServicePath) -> tuple[Markup, Sequence[Heading]]:
    body = path.description.body
    if body is None or not body.text.strip():
        return NO_TEXT, ()
    return draft.prose(body, level=3, prefix="kuvaus-", path=path)


def _journey(draft: Draft, path: ServicePath, journey: Journey) -> JourneyView:
    numbers = step_numbers(draft, path)
    stops = [(numbers[ref.id], path.steps[numbers[ref.id] - 1]) for ref in journey.route if ref.id in numbers]
    return JourneyView(
        id=journey.id,
        anchor=urls.journey_anchor(journey.id),
        title=draft.heading(journey, "title", journey.title),
        summary=draft.text(journey, "summary", journey.summary),
        quotes=tuple(_quote(draft, quote) for quote in journey.quotes),
        stops=tuple(
            StopView(
                step.id,
                f"#{urls.step_anchor(step.id)}",
                number,
                step.kind.value,
                draft.text(step, "title", step.title),
            )
            for number, step in stops
        ),
    )


def _quote(draft: Draft, quote: Quote) -> QuoteView:
    """A quote keeps its own language; without one it is in that of its file."""
    if quote.lang:
        return QuoteView(escape(quote.text), "" if quote.lang == draft.lang else quote.lang)
    lang = draft.lang_of(quote, "text")
    if lang != draft.lang:
        draft.fell_back.add(lang)
    return QuoteView(escape(quote.text), "" if lang == draft.lang else lang)


def _facts(draft: Draft, path: ServicePath, version: Conformance | None) -> tuple[FactView, ...]:
    words, about = draft.words, path.description
    own_laws = [law for _, law in version.local.own_laws] if version else []
    days = {key: draft.date(day) for key, day in (("created", about.created), ("updated", about.updated))}
    found = (
        FactView("service", words("fact.service"), links=_service(draft, about)),
        FactView(
            "comparisons",
            words("fact.comparisons"),
            links=comparison_links(draft, LinkTarget("path", path.key)),
        ),
        FactView("place", words("fact.place"), (draft.text(about, "place", about.place_text),)),
        FactView("funder", words("fact.funder"), (draft.text(about, "funder", about.funder),)),
        FactView(
            "target_groups", words("fact.target_groups"), draft.texts(about, "target_groups", about.target_groups)
        ),
        FactView("topics", words("fact.topics"), draft.texts(about, "topics", about.topics)),
        FactView("synonyms", words("fact.synonyms"), draft.texts(about, "synonyms", about.synonyms)),
        FactView("laws", words("fact.laws"), links=_laws(draft, about.laws)),
        FactView("local_laws", words("fact.local_laws"), links=_laws(draft, own_laws)),
        *(FactView(key, words(f"fact.{key}"), (day.text if day else "",)) for key, day in days.items()),
    )
    return tuple(fact for fact in found if any(fact.values) or fact.links)


def _laws(draft: Draft, cited: Iterable[Ref]) -> tuple[Link, ...]:
    """The statutes that are cited, each once."""
    numbers = dict.fromkeys(split_citation(law)[0] for law in cited)
    return tuple(
        Link(draft.href(draft.tree.law(law.id)), joined(draft.text(law, "name", law.name), f" ({law.id})"))
        for number in numbers
        if (law := draft.site.laws.get(number))
    )


def _service(draft: Draft, about: ServiceDescription) -> tuple[Link, ...]:
    """The generic service that a path describes, on the page where its other regions are."""
    service = draft.site.services.get(about.service.id) if about.service else None
    if service is None:
        return ()
    return (
        Link(
            draft.href(draft.tree.services, urls.service_anchor(service.id)), draft.text(service, "name", service.name)
        ),
    )


def _crossing(draft: Draft, crossing: Crossing, *, arriving: bool) -> CrossingView:
    target = crossing.transition.target
    other = crossing.source if arriving else (target.region, target.path)
    region = draft.site.regions.get(other[0])
    return CrossingView(
        path=draft.path_link(other),
        region=draft.text(region, "name", region.name) if region and other[0] != draft.spec.key[0] else NO_TEXT,
        step=draft.step_link(crossing.source, crossing.step),
        condition=draft.text(crossing.transition, "when", crossing.transition.when),
    )


def _feedback(draft: Draft, about: ServiceDescription) -> str:
    info = draft.site.info
    if not info.feedback:
        return ""
    words = draft.words
    address, version = urls.canonical(info.base_url, draft.address), about.version or about.updated
    told = [address, words("mail.version", date=words.date(version)) if version else ""]
    body = "\n".join([*filter(None, told), "", words("mail.prompt"), ""])
    return urls.mail(info.feedback, words("mail.subject_page", path=about.title), body)
