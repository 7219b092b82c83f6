"""The local path: the regional one with a municipality's layer, each block with its origin."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, TypeVar

from pathviz.localising.divergences import Divergence, divergences
from pathviz.localising.statutory import bypassed
from pathviz.localising.ways import Outline, Way, outline
from pathviz.model import (
    Contact,
    Document,
    Journey,
    Layer,
    LocalStep,
    OmittedStep,
    Ref,
    Role,
    ServicePath,
    Step,
    Transition,
)
from pathviz.problems import Problem

T = TypeVar("T")

UNION: Final = ("roles", "laws", "documents", "contacts", "information", "bring")
"""What a municipality may add to a step: nothing of the region's own is lost by it."""


class Origin(StrEnum):
    """Who wrote a block."""

    REGION = "region"
    MUNICIPALITY = "municipality"


@dataclass(frozen=True)
class LocalPath:
    """A municipality's version of a regional path.

    Attributes:
        frame: the regional path.
        layer: the municipality's layer, whose local texts stand below the regional ones.
        path: the local path as a whole, to be drawn, listed and checked as any other.
        added: the municipality's own steps by their ids.
        extended: what the municipality says in the region's steps, by their ids.
        omitted: the region's steps that are left out, in its order, with the reasons.
        origins: by step and key (those of `UNION`, and `next`) who wrote each item, in the items' order.
        divergences: what differs from the frame, in the order of the path's steps.
        problems: what could not be merged.
    """

    frame: ServicePath
    layer: Layer
    path: ServicePath
    added: frozenset[str]
    extended: Mapping[str, LocalStep]
    omitted: tuple[tuple[Step, OmittedStep], ...]
    origins: Mapping[tuple[str, str], tuple[Origin, ...]]
    divergences: tuple[Divergence, ...]
    problems: tuple[Problem, ...]

    def origin(self, step: str) -> Origin:
        """Who wrote a step."""
        return Origin.MUNICIPALITY if step in self.added else Origin.REGION

    @property
    def own_laws(self) -> tuple[tuple[Step, Ref], ...]:
        """What the municipality cites and the region does not, with the steps of the local path."""
        return tuple(
            (step, law)
            for step in self.path.steps
            for law, origin in zip(step.laws, self.origins[step.id, "laws"], strict=True)
            if origin is Origin.MUNICIPALITY
        )

    @property
    def departs(self) -> bool:
        """Whether the local path leaves the regional frame, and does not only add to it."""
        return any(each.departs for each in self.divergences)


def merge(frame: ServicePath, layer: Layer) -> LocalPath:
    """A regional path with a municipality's layer, both in the default language."""
    return fill(outline(frame, layer), frame, layer)


def fill(plan: Outline, frame: ServicePath, layer: Layer) -> LocalPath:
    """The local path whose course is given, in the words of a frame and a layer of one language."""
    regional = {step.id: step for step in frame.steps}
    added = {each.step.id: each.step for each in layer.add if each.step.id in plan.ways}
    written = {**added, **regional}
    extended = {each.id: each for each in layer.steps if each.id in regional and each.id in plan.ways}
    origins: dict[tuple[str, str], tuple[Origin, ...]] = {}
    steps = []
    for step, ways in plan.ways.items():
        base = written[step]
        merged = _extended(base, extended.get(step), origins) if step in regional else _own(base, origins)
        origins[step, "next"] = tuple(Origin.REGION if way.is_regional else Origin.MUNICIPALITY for way in ways)
        steps.append(_with_ways(merged, ways, written, plan.phases[step]))
    path = replace(frame, steps=tuple(steps))
    path = replace(path, journeys=tuple(_journeys(path, frozenset(added))))
    reasons = {each.id: each for each in layer.omit if each.id in plan.omitted}
    return LocalPath(
        frame=frame,
        layer=layer,
        path=path,
        added=frozenset(added),
        extended=extended,
        omitted=tuple((step, reasons[step.id]) for step in frame.steps if step.id in reasons),
        origins=origins,
        divergences=divergences(plan, frame, layer),
        problems=(*plan.problems, *bypassed(plan, frame, layer)),
    )


def _with_ways(step: Step, ways: Sequence[Way], written: Mapping[str, Step], phase: str) -> Step:
    """A step with its ways on; one that nothing was done to stays the very same."""
    if step.phase == phase and all(way.is_regional for way in ways) and len(ways) == len(step.next):
        return step
    return replace(step, phase=phase, next=tuple(_transition(step, way, written) for way in ways))


def _transition(step: Step, way: Way, written: Mapping[str, Step]) -> Transition:
    if not way.words:
        return Transition(step.at, target=way.target, back=way.back)
    said = written[way.words].next[way.number]
    if (said.target, said.optional, said.back) == (way.target, way.optional, way.back):
        return said
    return replace(said, target=way.target, optional=way.optional, back=way.back)


def _own(step: Step, origins: dict[tuple[str, str], tuple[Origin, ...]]) -> Step:
    """A step of the municipality's own."""
    for key in UNION:
        origins[step.id, key] = (Origin.MUNICIPALITY,) * len(getattr(step, key))
    return step


def _extended(step: Step, local: LocalStep | None, origins: dict[tuple[str, str], tuple[Origin, ...]]) -> Step:
    """A regional step with all that the municipality adds to it; the local text stays in the layer."""
    unions: dict[str, tuple[object, ...]] = {}
    for key in UNION:
        mine: tuple[object, ...] = getattr(step, key)
        theirs: tuple[object, ...] = getattr(local, key) if local else ()
        if key == "roles" and local is not None:
            mine, theirs = _roles(step.roles, local.roles)
        known = {_sign(item) for item in mine}
        more = tuple({_sign(item): item for item in theirs if _sign(item) not in known}.values())
        origins[step.id, key] = (Origin.REGION,) * len(mine) + (Origin.MUNICIPALITY,) * len(more)
        if more or mine != getattr(step, key):
            unions[key] = (*mine, *more)
    return replace(step, **unions) if unions else step  # type: ignore[arg-type]


def _roles(mine: Iterable[Role], theirs: Sequence[Role]) -> tuple[tuple[Role, ...], tuple[Role, ...]]:
    """The regional roles with the parts that the municipality adds to their actors, and the roles of other actors."""
    local = {role.actor.id: role for role in theirs}
    widened = []
    for role in mine:
        more = local.pop(role.actor.id, None)
        parts = tuple(part for part in more.parts if part not in role.parts) if more else ()
        widened.append(replace(role, parts=(*role.parts, *parts)) if parts else role)
    return tuple(widened), tuple(local.values())


def _sign(item: object) -> object:
    """What makes two items of a union the same."""
    match item:
        case Role():
            return item.actor.id
        case Ref():
            return item.id
        case Document():
            return item.title, item.url, item.file.id if item.file else ""
        case Contact():
            return item.name, item.email, item.phone, item.url
        case _:
            return item


def _journeys(path: ServicePath, added: frozenset[str]) -> Iterable[Journey]:
    """The example journeys along the local path: without what is left out, through what is added on their way."""
    ways = {step.id: [each.target.step for each in step.next if not each.target.is_elsewhere] for step in path.steps}
    for journey in path.journeys:
        route: list[Ref] = []
        for ref in (each for each in journey.route if each.id in ways):
            if not route:
                route.append(ref)
            elif ref.id != route[-1].id:
                between = _between(route[-1].id, ref.id, ways, added)
                route += [Ref(step, ref.at) for step in between] + [ref]
        if route:
            kept = [ref.id for ref in route] == [ref.id for ref in journey.route]
            yield journey if kept else replace(journey, route=tuple(route))


def _between(start: str, goal: str, ways: Mapping[str, Sequence[str]], added: frozenset[str]) -> list[str]:
    """The added steps on the shortest way between two steps that passes no others; none where there is no such way."""
    pending = deque[tuple[str, ...]]([(start,)])
    seen = {start}
    while pending:
        route = pending.popleft()
        for step in ways[route[-1]]:
            if step == goal:
                return list(route[1:])
            if step in added and step not in seen:
                seen.add(step)
                pending.append((*route, step))
    return []
