"""What a local path says otherwise than the regional frame, one thing at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from pathviz.localising.ways import Outline
from pathviz.model import Layer, LocalStep, RolePart, ServicePath, Step
from pathviz.problems import Location

_LEADING = (RolePart.LEADS, RolePart.DECIDES)


class DivergenceKind(StrEnum):
    """In what way the local path differs; the words are `divergence.<kind>` of the locale files."""

    ADDED_STEP = "added_step"
    ADDED_BRANCH = "added_branch"
    ADDED_ROLE = "added_role"
    ADDED_LEAD = "added_lead"
    ADDED_LAW = "added_law"
    ADDED_CONTACT = "added_contact"
    ADDED_DOCUMENT = "added_document"
    ADDED_INFORMATION = "added_information"
    ADDED_BRING = "added_bring"
    LOCAL_TEXT = "local_text"
    OMITTED_STEP = "omitted_step"


_DEPARTURES = frozenset({DivergenceKind.ADDED_BRANCH, DivergenceKind.ADDED_LEAD, DivergenceKind.OMITTED_STEP})


@dataclass(frozen=True)
class Divergence:
    """One difference in the step `step` of the local path, or of the frame where that was left out.

    `value` is what was added: an actor's id, a citation, a name or title; of a branch its target as
    it is written, of an omitted step the reason.
    """

    kind: DivergenceKind
    step: str
    at: Location
    value: str = ""

    @property
    def departs(self) -> bool:
        """Whether it leaves the frame: other steps, other ways or others in charge; all else adds to it."""
        return self.kind in _DEPARTURES


def divergences(plan: Outline, frame: ServicePath, layer: Layer) -> tuple[Divergence, ...]:
    """All differences in the order of the local path's steps; what was left out comes last."""
    regional = {step.id: step for step in frame.steps}
    local = {each.id: each for each in layer.steps}
    own = {each.step.id: each for each in layer.add}
    branches: dict[str, list[Divergence]] = {}
    for step, way in plan.branches:
        at = own[step].step.next[way.number].at
        found = Divergence(DivergenceKind.ADDED_BRANCH, step, at, str(way.target))
        branches.setdefault(step, []).append(found)
    found_all: list[Divergence] = []
    for name in plan.ways:
        if name not in regional:
            found_all.append(Divergence(DivergenceKind.ADDED_STEP, name, own[name].at, own[name].step.title))
            found_all += branches.get(name, ())
        elif name in local:
            found_all += _in_step(regional[name], local[name])
    omitted = [each for each in layer.omit if each.id in plan.omitted]
    found_all += [Divergence(DivergenceKind.OMITTED_STEP, each.id, each.at, each.reason) for each in omitted]
    return tuple(found_all)


def _in_step(step: Step, local: LocalStep) -> Iterator[Divergence]:
    kind = DivergenceKind
    if local.local is not None and local.local.text.strip():
        yield Divergence(kind.LOCAL_TEXT, step.id, local.local.at)
    parts = {role.actor.id: role.parts for role in step.roles}
    for role in local.roles:
        more = [part for part in role.parts if part not in parts.get(role.actor.id, ())]
        if more or role.task or role.actor.id not in parts:
            leads = any(part in _LEADING for part in more)
            yield Divergence(kind.ADDED_LEAD if leads else kind.ADDED_ROLE, step.id, role.at, role.actor.id)
    for law in local.laws:
        if law.id not in {each.id for each in step.laws}:
            yield Divergence(kind.ADDED_LAW, step.id, law.at, law.id)
    for contact in local.contacts:
        yield Divergence(kind.ADDED_CONTACT, step.id, contact.at, contact.name)
    for document in local.documents:
        yield Divergence(kind.ADDED_DOCUMENT, step.id, document.at, document.title)
    for word in (each for each in local.information if each not in step.information):
        yield Divergence(kind.ADDED_INFORMATION, step.id, local.place("information"), word)
    for word in (each for each in local.bring if each not in step.bring):
        yield Divergence(kind.ADDED_BRING, step.id, local.place("bring"), word)
