"""Rules of a path's structure: can everybody get in, onward and out?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pathviz.checks.references import unknown_step
from pathviz.model import RolePart, ServicePath, Step, StepKind
from pathviz.problems import Location, Problem

FEWEST_BRANCHES = 2


def _problem(code: str, at: Location, /, **values: str) -> Problem:
    return Problem(code, at, values)


def _own_next(step: Step) -> list[str]:
    return [transition.target.step for transition in step.next if not transition.target.region]


def _reached(begin: Iterable[str], edges: Mapping[str, Iterable[str]]) -> set[str]:
    """Every id that can be reached from `begin` along `edges`, with `begin` itself."""
    seen = set(begin)
    pending = list(seen)
    while pending:
        for step in edges.get(pending.pop(), ()):
            if step not in seen:
                seen.add(step)
                pending.append(step)
    return seen


def duplicate_id(path: ServicePath) -> Iterator[Problem]:
    """A step's id stands in two phases."""
    first: dict[str, Step] = {}
    for step in path.steps:
        if first.setdefault(step.id, step) is not step:
            yield _problem("duplicate-id", step.at, id=step.id, first=str(first[step.id].at))


def path_without_start(path: ServicePath) -> Iterator[Problem]:
    """No step is a `start`."""
    if path.steps and not any(step.kind is StepKind.START for step in path.steps):
        yield _problem("path-without-start", path.steps[0].at, step=path.steps[0].id)


def path_without_end(path: ServicePath) -> Iterator[Problem]:
    """No step is an `end`."""
    if path.steps and not any(step.kind is StepKind.END for step in path.steps):
        yield _problem("path-without-end", path.steps[-1].at, step=path.steps[-1].id)


def end_goes_on(path: ServicePath) -> Iterator[Problem]:
    """An `end` leads to a step of its own path."""
    for step in path.steps:
        if step.kind is StepKind.END:
            for transition in step.next:
                if not transition.target.is_elsewhere:
                    yield _problem("end-goes-on", transition.at, step=step.id, target=str(transition.target))


def unreachable_step(path: ServicePath) -> Iterator[Problem]:
    """No way leads to a step from any start."""
    starts = [step.id for step in path.steps if step.kind is StepKind.START]
    if not starts:
        return  # said by path_without_start; every step would be listed otherwise
    reached = _reached(starts, {step.id: _own_next(step) for step in path.steps})
    for step in path.steps:
        if step.id not in reached:
            yield _problem("unreachable-step", step.at, step=step.id)


def loop_without_exit(path: ServicePath) -> Iterator[Problem]:
    """From a step one can go on for ever, but to no end and to no other path."""
    before: dict[str, list[str]] = {step.id: [] for step in path.steps}
    outs = []
    for step in path.steps:
        own = [target for target in _own_next(step) if target in before]
        for target in own:
            before[target].append(step.id)
        # A step without transitions or with a mistyped one has a fault of its own.
        if step.kind is StepKind.END or not own or len(own) < len(step.next):
            outs.append(step.id)
    out = _reached(outs, before)
    caught = [step for step in path.steps if step.id not in out]
    if caught:
        yield _problem("loop-without-exit", caught[0].at, steps=", ".join(step.id for step in caught))


def too_few_branches(path: ServicePath) -> Iterator[Problem]:
    """A decision with fewer than two ways on."""
    for step in path.steps:
        if step.kind is StepKind.DECISION and 0 < len(step.next) < FEWEST_BRANCHES:
            yield _problem("too-few-branches", step.place("next"), step=step.id)


def branch_without_condition(path: ServicePath) -> Iterator[Problem]:
    """A decision's branch without `when`."""
    for step in path.steps:
        if step.kind is StepKind.DECISION:
            for transition in step.next:
                if not transition.when:
                    yield _problem("branch-without-condition", transition.at, step=step.id, to=str(transition.target))


def several_plain_transitions(path: ServicePath) -> Iterator[Problem]:
    """A step that is no decision has two ways on, and nothing tells which to take."""
    for step in path.steps:
        if len(step.next) < FEWEST_BRANCHES or step.kind is StepKind.DECISION:
            continue
        plain = [each for each in step.next if not (each.when or each.optional or each.back)]
        for transition in plain[1:]:
            yield _problem("several-plain-transitions", transition.at, step=step.id, to=str(transition.target))


def duplicate_transition(path: ServicePath) -> Iterator[Problem]:
    """The same way on twice, under the same condition."""
    for step in path.steps:
        if len(step.next) < FEWEST_BRANCHES:
            continue
        seen: set[tuple[str, str]] = set()
        for transition in step.next:
            key = (str(transition.target), transition.when)
            if key in seen:
                yield _problem("duplicate-transition", transition.at, step=step.id, to=key[0])
            seen.add(key)


def two_leads(path: ServicePath) -> Iterator[Problem]:
    """More than one actor leads a step that is not joint."""
    leading = RolePart.LEADS
    for step in path.steps:
        if not step.joint:
            leads = [role for role in step.roles if leading in role.parts]
            for role in leads[1:]:
                yield _problem("two-leads", role.at, step=step.id, first=leads[0].actor.id, second=role.actor.id)


def step_without_role(path: ServicePath) -> Iterator[Problem]:
    """Nobody does anything in a step."""
    for step in path.steps:
        if not step.roles:
            yield _problem("step-without-role", step.at, step=step.id)


def journey_jumps(path: ServicePath) -> Iterator[Problem]:
    """A journey goes where no transition goes, or names a step that is not there."""
    steps = {step.id: step for step in path.steps}
    for journey in path.journeys:
        for ref in journey.route:
            if ref.id not in steps:
                yield unknown_step(ref.id, steps, ref.at, path.key)
        for here, there in zip(journey.route, journey.route[1:], strict=False):
            if here.id in steps and there.id in steps and there.id not in _own_next(steps[here.id]):
                yield _problem("journey-jumps", there.at, journey=journey.id, here=here.id, there=there.id)


RULES: Final = (
    duplicate_id,
    path_without_start,
    path_without_end,
    end_goes_on,
    unreachable_step,
    loop_without_exit,
    too_few_branches,
    branch_without_condition,
    several_plain_transitions,
    duplicate_transition,
    two_leads,
    step_without_role,
    journey_jumps,
)
"""All of these rules: they hold for a path, and for each municipality's version of it."""
