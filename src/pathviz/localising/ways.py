"""The course of a local path: which steps in which order, and the ways between them.

A `Way` names the transition whose words it carries instead of holding them, so that the course is
decided once, by the conditions of the default language, and filled with the words of each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pathviz.model import AddedStep, Layer, OmittedStep, ServicePath, Step, StepKind, Target
from pathviz.problems import Problem


class Way(NamedTuple):
    """A way from a step to `target`.

    Its words are those of the transition number `number` (from 0) that the step `words` was written
    with; without `words` it has none. `is_regional` says that it is as the region wrote it,
    `is_joined` that an omitted step lay on it.
    """

    target: Target
    words: str
    number: int
    when: str = ""
    optional: bool = False
    back: bool = False
    is_regional: bool = False
    is_joined: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether it is simply the way on."""
        return not (self.when or self.optional or self.back)


@dataclass(frozen=True)
class Outline:
    """The course of a local path: its steps in order, each with its phase and its ways on, and what was wrong.

    `omitted` are the steps that were left out, `branches` the ways that the municipality's own
    steps have besides those that they took over.
    """

    phases: Mapping[str, str]
    ways: Mapping[str, tuple[Way, ...]]
    omitted: frozenset[str]
    branches: tuple[tuple[str, Way], ...]
    problems: tuple[Problem, ...]


def outline(frame: ServicePath, layer: Layer) -> Outline:
    """The course of a regional path with a municipality's layer: first its own steps are set in, then others left out.

    What names a step that is not there, or leaves out a `statutory` one, is passed over: rules of
    their own (`checks.layer`) tell of it.
    """
    course = _Course(frame)
    for added in _in_turn(layer, course):
        course.insert(added)
    omitted = set()
    statutory = {step.id for step in frame.steps if step.statutory}
    for each in layer.omit:
        if each.id in course.frame and each.id not in statutory and each.id in course.ways:
            course.omit(each)
            omitted.add(each.id)
    return Outline(
        phases={step: course.phases[step] for step in course.order},
        ways={step: tuple(course.ways[step]) for step in course.order},
        omitted=frozenset(omitted),
        branches=tuple(course.branches),
        problems=tuple(course.problems),
    )


def _in_turn(layer: Layer, course: _Course) -> Iterator[AddedStep]:
    """The added steps in the file's order, but each behind the one that it comes `after`."""
    waiting = [each for each in layer.add if each.after is not None and each.step.id not in course.frame]
    known = set(course.frame)
    names = {each.step.id for each in waiting}
    while waiting:
        ready = next((each for each in waiting if each.after and each.after.id in known), None)
        if ready is None:
            for each in waiting:
                if each.after and each.after.id in names:
                    values = {"step": each.step.id, "after": each.after.id}
                    course.problems.append(Problem("added-in-circle", each.after.at, values))
            return
        waiting.remove(ready)
        known.add(ready.step.id)
        yield ready


class _Course:
    """The course while it is being made; it begins as the region's own.

    `branched` are the ways that a step had before anything was set in behind it, `last` by step and
    target the step that was set in there, `anchors` the steps behind which steps were set in.
    """

    def __init__(self, path: ServicePath) -> None:
        self.frame: Mapping[str, Step] = {step.id: step for step in path.steps}
        self.order = list(self.frame)
        self.phases = {step.id: step.phase for step in path.steps}
        self.ways = {step.id: written(step, is_regional=True) for step in path.steps}
        self.branches: list[tuple[str, Way]] = []
        self.problems: list[Problem] = []
        self.branched: dict[str, tuple[Way, ...]] = {}
        self.last: dict[tuple[str, str], str] = {}
        self.anchors: dict[str, str] = {}

    # ---------------------------------------------------------------- adding

    def insert(self, added: AddedStep) -> None:
        """Set a step in behind the one that it comes `after`, on its only way on or on the one that `before` names."""
        after = added.after
        if after is None:
            return
        step = added.step
        own = written(step, is_regional=False)
        through = self._taken_over(added, after.id)
        self.ways[step.id] = own + [way for way in through if not any(mine.target == way.target for mine in own)]
        self.branches += [(step.id, way) for way in own if not any(way.target == each.target for each in through)]
        self._place(step.id, after.id, added.before.id if added.before else "")

    def _taken_over(self, added: AddedStep, after: str) -> list[Way]:
        """The way that an added step takes over; none where it is a start, an end or a branch that is named already."""
        ways = self.branched.setdefault(after, tuple(self.ways[after]))
        targets = list(dict.fromkeys(str(way.target) for way in ways))
        if added.step.kind in (StepKind.START, StepKind.END) or added.step.id in targets:
            return []
        wanted = added.before.id if added.before else targets[0] if len(targets) == 1 else ""
        if added.before and wanted not in targets:
            values = {"step": after, "branch": wanted, "branches": ", ".join(targets)}
            self.problems.append(Problem("branch-not-there", added.before.at, values))
            return []
        if not wanted:
            if targets:
                at = added.after.at if added.after else added.at
                choice = {"step": added.step.id, "after": after, "branches": ", ".join(targets)}
                self.problems.append(Problem("branch-not-named", at, choice))
            return []
        holder = after
        while (holder, wanted) in self.last:
            holder = self.last[holder, wanted]
        taken = [way for way in self.ways[holder] if str(way.target) == wanted]
        here = Target("", "", added.step.id)
        self.ways[holder] = [
            way._replace(target=here, back=False, is_regional=False) if str(way.target) == wanted else way
            for way in self.ways[holder]
        ]
        self.last[after, wanted] = added.step.id
        return [Way(taken[0].target, "", -1, back=all(way.back for way in taken))]

    def _place(self, step: str, after: str, before: str) -> None:
        """Set a step in the list: before the branch that it stands on where that comes later, else behind `after`."""
        index = self.order.index(after) + 1
        while index < len(self.order) and self._stands_behind(self.order[index], after):
            index += 1
        if before in self.order and self.order.index(before) > index:
            index = self.order.index(before)
        self.order.insert(index, step)
        self.phases[step] = self.phases[self.order[index - 1]]
        self.anchors[step] = after

    def _stands_behind(self, step: str, after: str) -> bool:
        """Whether a step was set in behind another, or behind what was."""
        while step in self.anchors:
            step = self.anchors[step]
            if step == after:
                return True
        return False

    # ---------------------------------------------------------------- leaving out

    def omit(self, omitted: OmittedStep) -> None:
        """Leave a step out, and join what came before it to what came after it."""
        gone = omitted.id
        onward = self.ways.pop(gone)
        self.order.remove(gone)
        for step in self.order:
            if any(way.target == Target("", "", gone) for way in self.ways[step]):
                self.ways[step] = self._joined(step, onward, omitted)
                if not self.ways[step] and self._goes_on(step):
                    self.problems.append(Problem("dead-end", omitted.at, {"step": step}))

    def _goes_on(self, step: str) -> bool:
        return step not in self.frame or self.frame[step].kind is not StepKind.END

    def _joined(self, step: str, onward: Sequence[Way], omitted: OmittedStep) -> list[Way]:
        found: list[Way] = []
        for way in self.ways[step]:
            if way.target != Target("", "", omitted.id):
                self._add(found, way, step, omitted)
                continue
            for further in onward:
                # What led back from the omitted step, or round in it, would lead nowhere now.
                if further.target.is_elsewhere or further.target.step not in (step, omitted.id):
                    self._add(found, self._chain(way, further, step, omitted), step, omitted)
        return found

    def _chain(self, first: Way, second: Way, step: str, omitted: OmittedStep) -> Way:
        """The two ways as one: with the only condition of the two, and back where it leads to an earlier step."""
        if first.when and second.when and first.when != second.when:
            self._differ(first, second, step, second.target, omitted)
        worded = second if second.when and not first.when else first
        target = second.target
        earlier = target.step in self.order and self.order.index(target.step) <= self.order.index(step)
        return Way(
            target,
            worded.words,
            worded.number,
            when=first.when or second.when,
            optional=first.optional or second.optional,
            back=(first.back or second.back) and earlier and not target.is_elsewhere,
            is_joined=True,
        )

    def _add(self, found: list[Way], way: Way, step: str, omitted: OmittedStep) -> None:
        """Add a way to those of a step; what joining made to lead to one target is one way."""
        for n, other in enumerate(found):
            if other.target == way.target and (other.is_joined or way.is_joined):
                found[n] = self._one_of(other, way, step, omitted)
                return
        found.append(way)

    def _one_of(self, one: Way, other: Way, step: str, omitted: OmittedStep) -> Way:
        if one.when == other.when:
            kept = one if not one.is_joined else other
            optional, back = one.optional and other.optional, one.back and other.back
            if (kept.optional, kept.back) == (optional, back):
                return kept
            return kept._replace(optional=optional, back=back, is_joined=True, is_regional=False)
        if one.is_plain and other.optional:
            return one
        if other.is_plain and one.optional:
            return other
        self._differ(one, other, step, one.target, omitted)
        return one

    def _differ(self, one: Way, other: Way, step: str, target: Target, omitted: OmittedStep) -> None:
        values = {
            "step": omitted.id,
            "before": step,
            "after": str(target),
            "first": one.when or "–",
            "second": other.when or "–",
        }
        self.problems.append(Problem("conditions-differ", omitted.at, values))


def written(step: Step, *, is_regional: bool) -> list[Way]:
    """The ways that a step was written with."""
    return [
        Way(each.target, step.id, number, each.when, each.optional, each.back, is_regional)
        for number, each in enumerate(step.next)
    ]
