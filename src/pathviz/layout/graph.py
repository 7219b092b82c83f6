"""What a path's graph tells before anything is placed: returns, phases, the main line."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from pathviz.layout.geometry import LayoutError, PathGraph


class Shape(NamedTuple):
    """A graph by index: `source` and `target` per edge, `phase` and `main` per node.

    `back` says of each edge whether it is drawn as a return.  `down` lists the edges that push
    their target below their source: they form no cycle.  `twin` numbers edges of one source and
    one target, so that each gets a line of its own.  `part` names for every node the part of the
    graph that it hangs together with, by its first node; `main` holds the main line of every part.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    back: tuple[bool, ...]
    down: tuple[int, ...]
    twin: tuple[int, ...]
    phase: tuple[int, ...]
    part: tuple[int, ...]
    main: tuple[int, ...]
    outs: tuple[tuple[int, ...], ...]
    ins: tuple[tuple[int, ...], ...]


# The flow and the rail of a graph both begin with its shape; a graph is known by its identity, and kept
# as long as its shape so that no other one gets that.
_known: dict[int, tuple[PathGraph, Shape]] = {}
_MOST_KNOWN = 256


def study(graph: PathGraph) -> Shape:
    """The shape of `graph`; raises `LayoutError` where an edge names a node that is not there."""
    known = _known.get(id(graph))
    if known is not None:
        return known[1]
    if len(_known) > _MOST_KNOWN:
        _known.clear()
    shape = _shape(graph)
    _known[id(graph)] = graph, shape
    return shape


def _shape(graph: PathGraph) -> Shape:
    index = {node.id: i for i, node in enumerate(graph.nodes)}
    sources, targets, _, marked, _ = zip(*graph.edges, strict=True) if graph.edges else ((),) * 5
    try:
        source = tuple([index[node] for node in sources])
        target = tuple([index[node] for node in targets])
    except KeyError as missing:
        message = f"{graph.title}: an edge names the unknown step {missing}"
        raise LayoutError(message) from None
    kinds = tuple([node.kind for node in graph.nodes])
    phases = tuple([node.phase for node in graph.nodes])
    return _structure(source, target, kinds, marked, phases, len(graph.phases))


@lru_cache(maxsize=1024)
def _structure(
    source: tuple[int, ...],
    target: tuple[int, ...],
    kinds: tuple[str, ...],
    marked: tuple[bool | None, ...],
    phases: tuple[int | None, ...],
    phase_count: int,
) -> Shape:
    """The shape of what is known by index; kept for paths that differ in their texts alone.

    `marked` is what the author says of each edge: whether it returns.
    """
    count = len(kinds)
    outs: list[list[int]] = [[] for _ in range(count)]
    ins: list[list[int]] = [[] for _ in range(count)]
    for edge, (a, b) in enumerate(zip(source, target, strict=True)):
        outs[a].append(edge)
        ins[b].append(edge)
    back = _returns(marked, source, target, outs)
    phase = _phases(phases, phase_count, source, target)
    down = _downward(source, target, back, phase, outs)
    seen: dict[tuple[int, int], int] = {}
    twin = []
    for pair in zip(source, target, strict=True):
        twin.append(seen.get(pair, 0))
        seen[pair] = twin[-1] + 1
    part = joined_parts(count, zip(source, target, strict=True))
    return Shape(
        source,
        target,
        back,
        down,
        tuple(twin),
        phase,
        part,
        _main_lines(kinds, source, target, down, part),
        tuple(map(tuple, outs)),
        tuple(map(tuple, ins)),
    )


def _returns(
    marked: tuple[bool | None, ...], source: tuple[int, ...], target: tuple[int, ...], outs: list[list[int]]
) -> tuple[bool, ...]:
    """The author's word, else the edges that close a cycle in a depth-first walk."""
    closing = _closing(len(outs), target, outs, [back is True for back in marked])
    return tuple([(i in closing or source[i] == target[i]) if back is None else back for i, back in enumerate(marked)])


def _closing(count: int, target: tuple[int, ...], outs: list[list[int]], skip: list[bool]) -> set[int]:
    """Edges to a node that is still open in a depth-first walk in the written order."""
    closing: set[int] = set()
    state = [0] * count
    for root in range(count):
        if state[root]:
            continue
        state[root] = 1
        stack = [(root, iter(outs[root]))]
        while stack:
            node, edges = stack[-1]
            for edge in edges:
                if skip[edge]:
                    continue
                reached = target[edge]
                if state[reached] == 1:
                    closing.add(edge)
                elif state[reached] == 0:
                    state[reached] = 1
                    stack.append((reached, iter(outs[reached])))
                    break
            else:
                state[node] = 2
                stack.pop()
    return closing


def _downward(
    source: tuple[int, ...],
    target: tuple[int, ...],
    back: tuple[bool, ...],
    phase: tuple[int, ...],
    outs: list[list[int]],
) -> tuple[int, ...]:
    """Edges that may set ranks: no returns, none to an earlier phase, none that closes a cycle."""
    skip = [back[i] or phase[source[i]] > phase[target[i]] or source[i] == target[i] for i in range(len(source))]
    closing = _closing(len(phase), target, outs, skip)
    return tuple([i for i in range(len(source)) if not skip[i] and i not in closing])


def _phases(
    given: tuple[int | None, ...], count: int, source: tuple[int, ...], target: tuple[int, ...]
) -> tuple[int, ...]:
    """The phase of every node; one without takes that of a step that leads to it, else the last."""
    if not count:
        return (0,) * len(given)
    known = [None if phase is None else max(0, min(count - 1, phase)) for phase in given]
    for _ in known:
        changed = False
        for a, b in zip(source, target, strict=True):
            if known[b] is None and known[a] is not None:
                known[b] = known[a]
                changed = True
        if not changed:
            break
    filled: list[int] = []
    for phase in known:
        filled.append(phase if phase is not None else (filled[-1] if filled else 0))
    return tuple(filled)


def joined_parts(count: int, links: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    """For each of `count` nodes the first node that it hangs together with."""
    part = list(range(count))

    def root(node: int) -> int:
        while part[node] != node:
            part[node] = part[part[node]]
            node = part[node]
        return node

    for a, b in links:
        one, other = root(a), root(b)
        part[max(one, other)] = min(one, other)
    return tuple([root(node) for node in range(count)])


def _main_lines(
    kinds: tuple[str, ...],
    source: tuple[int, ...],
    target: tuple[int, ...],
    down: tuple[int, ...],
    part: tuple[int, ...],
) -> tuple[int, ...]:
    """The longest way down from the start of every part, to an end where one can be reached.

    Kept straight in the drawing: the eye follows it as the path's spine.
    """
    following = _longest_ways(kinds, source, target, down)
    first: dict[int, int] = {}
    for node, kind in enumerate(kinds):
        if kind == "start":
            first.setdefault(part[node], node)
    line: list[int] = []
    for head in sorted(set(part)):
        line.append(first.get(head, head))
        while following[line[-1]] >= 0:
            line.append(following[line[-1]])
    return tuple(line)


def _longest_ways(
    kinds: tuple[str, ...], source: tuple[int, ...], target: tuple[int, ...], down: tuple[int, ...]
) -> list[int]:
    """For every node the next one on its longest way down, preferably to an end; -1 at the last."""
    count = len(kinds)
    outs: list[list[int]] = [[] for _ in range(count)]
    waiting = [0] * count
    for edge in down:
        outs[source[edge]].append(target[edge])
        waiting[target[edge]] += 1
    order = [node for node in range(count) if not waiting[node]]
    for node in order:
        for reached in outs[node]:
            waiting[reached] -= 1
            if not waiting[reached]:
                order.append(reached)
    best: list[tuple[int, int]] = [(0, 0)] * count
    following = [-1] * count
    for node in reversed(order):
        kind = kinds[node]
        best[node] = (kind == "end", -(kind == "exit"))
        for reached in outs[node]:
            ends, length = best[reached]
            if following[node] < 0 or (ends, length + 1) > best[node]:
                best[node], following[node] = (ends, length + 1), reached
    return following
