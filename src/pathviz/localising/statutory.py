"""No way of a municipality's own goes around a step that the law requires."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from pathviz.localising.ways import Outline, Way, written
from pathviz.model import Layer, ServicePath, StepKind
from pathviz.problems import Location, Problem

# No ids of steps: where every path begins, and where it is left.
_IN: Final = "→"
_OUT: Final = "←"

_Graph = Mapping[str, frozenset[str]]


def bypassed(plan: Outline, frame: ServicePath, layer: Layer) -> Iterator[Problem]:
    """The statutory steps that the local path goes around and the regional one does not.

    Where every way of the frame from one step to another (or in, or out) passes a statutory step,
    every way of the local path does so too. Ways back do not count: whoever returns has passed it.
    """
    statutory = [step.id for step in frame.steps if step.statutory and step.id in plan.ways]
    if not statutory or not layer.add:
        return
    kinds = {step.id: step.kind for step in frame.steps} | {each.step.id: each.step.kind for each in layer.add}
    regional = _graph({step.id: written(step, is_regional=True) for step in frame.steps}, kinds)
    local = _graph(plan.ways, kinds)
    for step in statutory:
        if _goes_around(regional, local, step):
            yield Problem("statutory-bypassed", _culprit(plan, kinds, layer, regional, step), {"step": step})


def _goes_around(regional: _Graph, local: _Graph, statutory: str) -> bool:
    for start in regional:
        if start != statutory and start in local:
            through = _reached(regional, start, "") - _reached(regional, start, statutory)
            if through & _reached(local, start, statutory):
                return True
    return False


def _culprit(plan: Outline, kinds: Mapping[str, StepKind], layer: Layer, regional: _Graph, step: str) -> Location:
    """The first own way without which the local path would not go around the step; else where the layer adds."""
    own = {each.step.id: each.step for each in layer.add}
    for source, branch in plan.branches:
        without = {name: [way for way in ways if way != branch] for name, ways in plan.ways.items()}
        if not _goes_around(regional, _graph(without, kinds), step):
            return own[source].next[branch.number].at
    if plan.branches:
        source, branch = plan.branches[0]
        return own[source].next[branch.number].at
    return layer.add[0].at


def _graph(ways: Mapping[str, Sequence[Way]], kinds: Mapping[str, StepKind]) -> _Graph:
    """Where one can go on to from each step, from outside to the starts, and from ends and exits out.

    Each way that a step was written with stands in the graph too: who has set out on it is already bound for what
    lies there, and may not be led around it even where other ways from the same step go elsewhere.
    """
    order = {step: number for number, step in enumerate(ways)}
    graph: dict[str, frozenset[str]] = {_OUT: frozenset()}
    graph[_IN] = frozenset(step for step in ways if kinds[step] is StepKind.START)
    for step, onward in ways.items():
        found = set()
        for way in onward:
            name = f"{step} {way.number}" if way.words == step else f"{step} -"
            # A way that is called one back but leads on is one on.
            if not (way.back and order.get(way.target.step, 0) <= order[step]):
                ends = {str(way.target), _OUT} if way.target.is_elsewhere else {way.target.step}
                graph[name] = graph.get(name, frozenset()) | ends
                found.add(name)
        graph[step] = frozenset(found if onward and kinds[step] is not StepKind.END else {*found, _OUT})
    return graph


def _reached(graph: _Graph, start: str, without: str) -> set[str]:
    """What can be reached from a step along ways that do not pass another."""
    seen: set[str] = set()
    pending = [start]
    while pending:
        for step in graph.get(pending.pop(), ()):
            if step not in seen and step != without:
                seen.add(step)
                pending.append(step)
    return seen
