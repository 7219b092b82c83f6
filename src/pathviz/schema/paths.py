"""A service path: the front matter of `index.md`, and the phases, steps and journeys of `path.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pathviz.model import (
    Journey,
    Markdown,
    Phase,
    Quote,
    Ref,
    Role,
    RolePart,
    ServiceDescription,
    Status,
    Step,
    StepKind,
    Target,
    Transition,
    TransitionKind,
)
from pathviz.problems import Place, Problems
from pathviz.records import Record
from pathviz.schema.values import citations, contact, document, image, ref, refs, source_of
from pathviz.source import check_id

SUMMARY_LONGEST: Final = 200
_STEP: Final = re.compile(r"[a-z0-9-]+\Z")
_ELSEWHERE: Final = re.compile(r"([a-z0-9-]+)/([a-z0-9-]+)(?:#([a-z0-9-]+))?\Z")


def service_description(record: Record, body: Markdown) -> ServiceDescription:
    """The front matter of `index.md` and its text."""
    description = ServiceDescription(
        record.where,
        title=record.text("title", required=True),
        service=ref(record, "service", required=True),
        summary=record.text("summary", required=True, longest=SUMMARY_LONGEST),
        easy=record.text("easy"),
        status=record.choice("status", Status, Status.READY, required=True),
        place_text=record.text("place"),
        funder=record.text("funder"),
        target_groups=record.texts("target_groups"),
        created=record.date("created"),
        updated=record.date("updated", required=True),
        version=record.date("version"),
        ended=record.date("ended"),
        reviewed=record.date("reviewed", required=True),
        reviewed_by=record.text("reviewed_by"),
        laws=citations(record),
        topics=record.texts("topics"),
        synonyms=record.texts("synonyms"),
        documents=record.each("documents", document),
        image=image(record.record("image")),
        sources=record.each("sources", source_of),
        body=body,
        places=record.places,
    )
    if not description.sources and not record.sparse:
        record.problems.add("missing-key", record.place("sources"), key="sources")
    record.close()
    return description


def path_parts(
    record: Record, details: dict[str, Markdown]
) -> tuple[tuple[Phase, ...], tuple[Step, ...], tuple[Journey, ...]]:
    """The phases, steps and journeys of `path.yaml`; `details` are the texts of `steps/<id>.md`."""
    phases: list[Phase] = []
    steps: list[Step] = []
    for name, inner in record.entries("phases"):
        check_id(name, inner.where, record.problems)
        phases.append(Phase(inner.where, id=name, title=inner.text("title", required=True), places=inner.places))
        steps += [_step(key, entry, name, details) for key, entry in inner.entries("steps")]
        if not inner.has("steps") and not inner.sparse:
            record.problems.add("missing-key", inner.where, key="steps")
        inner.close()
    steps += [_step(key, entry, "", details) for key, entry in record.entries("steps")]
    if phases and record.has("steps"):
        record.problems.add("steps-outside-phases", record.key_place("steps"))
    if not steps and not record.sparse:
        record.problems.add("missing-key", record.where, key="steps")
    journeys = tuple(_journey(key, entry) for key, entry in record.entries("journeys"))
    record.close()
    return tuple(phases), tuple(steps), journeys


def _step(name: str, record: Record, phase: str, details: dict[str, Markdown]) -> Step:
    step = read_step(name, record, phase, details)
    record.close()
    return step


def read_step(name: str, record: Record, phase: str, details: dict[str, Markdown], *, needs_next: bool = True) -> Step:
    """A step's own keys; the caller closes the record, since a layer's added step has more."""
    check_id(name, record.where, record.problems)
    kind = record.choice("kind", StepKind, StepKind.STEP)
    if needs_next and kind is not StepKind.END and not record.sparse and not record.has("next"):
        record.problems.add("dead-end", record.where, step=name)
    return Step(
        record.where,
        id=name,
        phase=phase,
        title=record.text("title", required=True, longest=100),
        kind=kind,
        summary=record.text("summary", required=True, longest=SUMMARY_LONGEST),
        easy_title=record.text("easy_title"),
        easy=record.text("easy"),
        roles=tuple(roles(record)),
        laws=citations(record),
        statutory=record.flag("statutory"),
        joint=record.flag("joint"),
        information=record.texts("information"),
        documents=record.each("documents", document),
        contacts=record.each("contacts", contact),
        duration=record.text("duration"),
        gap=record.text("gap"),
        staff=record.text("staff"),
        bring=record.texts("bring"),
        rights=record.text("rights"),
        deadline=record.text("deadline"),
        source=record.number("source"),
        illustration=record.flag("illustration"),
        next=tuple(_transitions(record)),
        detail=details.get(name),
        places=record.places,
    )


def roles(record: Record) -> Iterator[Role]:
    """The roles of a step, in written order."""
    for name, inner in record.entries("roles"):
        at, sparse = inner.where, inner.sparse
        parts = inner.choices("role", RolePart) if not sparse else ()
        # Which keys a role has is asked of a language layer alone; a place of theirs is, for its file, the role's own.
        places = {} if not sparse else inner.places
        yield Role(at, actor=Ref(name, at), parts=parts, task=inner.text("task"), places=places)
        inner.close()


def _transitions(record: Record) -> Iterator[Transition]:
    for item in record.items("next"):
        if not isinstance(item, Record):
            word, at = item
            yield Transition(at, target=_target(word, at, record.problems))
            continue
        found = item.located_text("to", required=True, fixed=False)
        if found is None:
            if item.sparse:
                item.problems.add("missing-key", item.where, key="to")
            continue  # its other keys are no fault
        kind = item.choice("kind", TransitionKind, TransitionKind.ONWARD)
        yield Transition(
            found[1],
            target=_target(*found, item.problems),
            when=item.text("when"),
            easy=item.text("easy"),
            back=kind is TransitionKind.BACK,
            optional=item.flag("optional"),
            places=item.places,
        )
        item.close()


def _target(word: str, at: Place, problems: Problems) -> Target:
    if _STEP.match(word):
        return Target("", "", word)
    match = _ELSEWHERE.match(word)
    if match is None:
        problems.add("bad-target", at, target=word)
        return Target("", "", "")  # it names no step, so no rule looks for one
    region, path, step = match.groups("")
    return Target(region, path, step)


def _journey(name: str, record: Record) -> Journey:
    check_id(name, record.where, record.problems)
    journey = Journey(
        record.where,
        id=name,
        title=record.text("title", required=True),
        summary=record.text("summary"),
        quotes=tuple(_quotes(record)),
        route=refs(record, "route"),
        places=record.places,
    )
    if not journey.route and not record.sparse:
        record.problems.add("missing-key", record.where, key="route")
    record.close()
    return journey


def _quotes(record: Record) -> Iterator[Quote]:
    for item in record.items("quotes"):
        if isinstance(item, Record):
            yield Quote(item.where, text=item.text("text", required=True), lang=item.text("lang"), places=item.places)
            item.close()
        else:
            yield Quote(item[1], text=item[0])
