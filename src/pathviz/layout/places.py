"""Ranks and rough places of the nodes, from Graphviz `dot`.

Only the topology goes into the DOT text: generated names and one size for all nodes.  What comes
back is a row and a rough x for every node; the exact places are worked out in `spacing`, where the
texts are known.  Many graphs go through one process, which is three times as fast as one each, and
graphs of one structure go once: the same path in other languages and with local texts.  `splines=none`
leaves out the edges, whose drawing would take `dot` longer than all the rest.

Method: Gansner, Koutsofios, North and Vo, "A technique for drawing directed graphs" (1993), as the
`dot` program does it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from pathviz.layout.geometry import LayoutError, PathGraph
from pathviz.layout.graph import Shape

WIDTH = 200.0  # of every node, px
GAP = 28.0  # between neighbours in a row, px
_INCH = 72.0
_PROGRAMS = frozenset({"graphviz-pure", "graphviz-pure.exe"})
_DISTRIBUTION = "graphviz-pure"
_SPINE_WEIGHT = 12
_WEIGHT = 3
_OPENING = (
    f"digraph{{graph[nodesep={GAP / _INCH:.4f},ranksep=0.4,splines=none]"
    f'node[shape=box,fixedsize=true,label="",width={WIDTH / _INCH:.4f},height=1]'
)
_BESIDE_LETTERS = 26  # a longer label would push a box beside its decision too far away


class Places(NamedTuple):
    """The row of every node, counted from the top without gaps, and its rough x in px."""

    row: tuple[int, ...]
    x: tuple[float, ...]


@lru_cache(maxsize=1)
def executable() -> Path:
    """The program that places the nodes.

    `PATHVIZ_DOT` names one explicitly; otherwise it is the one in the wheel `graphviz-pure`.  A
    `dot` that happens to be installed is never used: another version places nodes elsewhere.
    """
    explicit = os.environ.get("PATHVIZ_DOT")
    if explicit:
        return Path(explicit)
    beside = [Path(sys.executable).with_name(name) for name in sorted(_PROGRAMS)]
    for program in beside:  # where an environment has it; to read the wheel's list takes 10 ms
        if program.is_file():
            return program
    import importlib.metadata  # noqa: PLC0415  (costs start-up time; needed only for drawing)
    import sysconfig  # noqa: PLC0415

    try:
        files = importlib.metadata.files(_DISTRIBUTION) or []
    except importlib.metadata.PackageNotFoundError:
        files = []
    for file in files:
        if file.name in _PROGRAMS and (found := Path(str(file.locate()))).is_file():
            return found.resolve()
    scripts = Path(sysconfig.get_path("scripts"))
    for name in sorted(_PROGRAMS):
        if (scripts / name).is_file():
            return scripts / name
    message = "the program that places the nodes is missing; install it: pip install graphviz-pure"
    raise LayoutError(message)


@lru_cache(maxsize=1)
def engine_version() -> str:
    """What to put into cache keys: a change of it may move nodes."""
    explicit = os.environ.get("PATHVIZ_DOT")
    if explicit:
        stat = Path(explicit).stat()
        return f"{explicit} {stat.st_size} {stat.st_mtime_ns}"
    import importlib.metadata  # noqa: PLC0415

    try:
        return f"{_DISTRIBUTION} {importlib.metadata.version(_DISTRIBUTION)}"
    except importlib.metadata.PackageNotFoundError:
        return f"{_DISTRIBUTION} missing"


# What is known of DOT sources that were placed before: a build places the paths of a site in parts.
_known: dict[str, Places] = {}
_MOST_KNOWN = 4096


def find_places(graphs: Sequence[PathGraph], shapes: Sequence[Shape]) -> list[Places]:
    """The places of all graphs, from one process; raises `LayoutError` naming a graph that fails."""
    sources = [dot_text(graph, shape) for graph, shape in zip(graphs, shapes, strict=True)]
    known = {source: _known[source] for source in sources if source in _known}
    new = {source: graph for source, graph in zip(sources, graphs, strict=True) if source not in known}
    found = _bisected(list(new), [graph.title for graph in new.values()])
    for (source, graph), coordinates in zip(new.items(), found, strict=True):
        known[source] = _rows(coordinates, len(graph.nodes))
    if len(_known) + len(new) > _MOST_KNOWN:
        _known.clear()
    _known.update(known)
    return [known[source] for source in sources]


def dot_text(graph: PathGraph, shape: Shape) -> str:
    """The DOT source of one graph: nodes n0, n1, … and separators s0, s1, … between phases."""
    short = tuple(
        [
            len(edge.label) <= _BESIDE_LETTERS and graph.nodes[target].kind != "decision"
            for edge, target in zip(graph.edges, shape.target, strict=True)
        ]
    )
    return _dot_text(shape, short, phased=bool(graph.phases))


@lru_cache(maxsize=1024)
def _dot_text(shape: Shape, short: tuple[bool, ...], *, phased: bool) -> str:
    """The DOT source of a structure; `short` are the edges whose targets may stand beside their sources."""
    main = set(shape.main)
    spine = set(pairwise(shape.main))
    down = set(shape.down)
    count = len(shape.phase)
    lines = [_OPENING]
    lines += [f"n{i}[group=m]" if i in main else f"n{i}" for i in range(count)]
    beside = _beside(shape, short)
    for edge, (a, b) in enumerate(zip(shape.source, shape.target, strict=True)):
        if a == b:
            continue
        if edge not in down:
            lines.append(f"n{a}->n{b}[constraint=false]")
        elif edge in beside:
            lines.append(f"n{a}->n{b}[minlen=0]")
        elif (a, b) in spine:
            lines.append(f"n{a}->n{b}[weight={_SPINE_WEIGHT}]")
        else:
            lines.append(f"n{a}->n{b}[weight={_WEIGHT}]")
    lines += _separators(shape) if phased else _stacked(shape, count)
    lines.append("}")
    return "\n".join(lines)


def _beside(shape: Shape, short: tuple[bool, ...]) -> set[int]:
    """Edges whose target stands beside its source: a branch that ends at once."""
    chosen: set[int] = set()
    main, down = set(shape.main), set(shape.down)
    for node, outs in enumerate(shape.outs):
        if len(outs) < 2:  # noqa: PLR2004
            continue
        for edge in outs:
            leaf = shape.target[edge]
            if (
                edge in down
                and short[edge]
                and not shape.outs[leaf]
                and len(shape.ins[leaf]) == 1
                and leaf not in main
                and shape.phase[leaf] == shape.phase[node]
            ):
                chosen.add(edge)
                break
    return chosen


def _separators(shape: Shape) -> list[str]:
    """Nodes that keep the ranks of one phase above those of the next.

    Joined only to the sinks and the sources of the phases: joining every node widens the drawing.
    """
    inner = [e for e in shape.down if shape.phase[shape.source[e]] == shape.phase[shape.target[e]]]
    leaving = {shape.source[e] for e in inner}
    entered = {shape.target[e] for e in inner}
    used = sorted(set(shape.phase))
    lines = []
    for number, (upper, lower) in enumerate(pairwise(used)):
        lines.append(f"s{number}[width=0.01,height=0.01]")
        for node, phase in enumerate(shape.phase):
            if phase == upper and node not in leaving:
                lines.append(f"n{node}->s{number}[weight=0]")
            if phase == lower and node not in entered:
                lines.append(f"s{number}->n{node}[weight=0]")
    return lines


def _stacked(shape: Shape, count: int) -> list[str]:
    """Edges that put a part which nothing joins to the rest below what came before."""
    heads = sorted(set(shape.part))
    members = [[n for n in range(count) if shape.part[n] == head] for head in heads]
    leaving = {shape.source[e] for e in shape.down}
    entered = {shape.target[e] for e in shape.down}
    lines = []
    for above, below in pairwise(members):
        lines += [f"n{a}->n{b}[weight=0]" for a in above if a not in leaving for b in below if b not in entered]
    return lines


def _run(sources: Sequence[str]) -> list[dict[str, tuple[float, float]]]:
    """The node places that the program writes for the joined sources; fewer where it gave up."""
    import graphviz  # noqa: PLC0415  (the one door to Graphviz, opened only when something is drawn)
    from graphviz.backend import dot_command  # noqa: PLC0415

    dot_command.DOT_BINARY = executable()
    try:
        answer = graphviz.pipe("dot", "plain", "\n".join(sources).encode(), quiet=True)
    except (graphviz.CalledProcessError, graphviz.ExecutableNotFound, OSError) as error:
        if isinstance(error, graphviz.CalledProcessError):
            return []
        message = f"cannot run {executable()}: {error}"
        raise LayoutError(message) from error
    found: list[dict[str, tuple[float, float]]] = []
    for line in answer.decode().splitlines():
        if line.startswith("node "):
            name, x, y = line.split(" ", 4)[1:4]
            found[-1][name] = (float(x) * _INCH, -float(y) * _INCH)
        elif line.startswith("graph "):
            found.append({})
    return found


def _bisected(sources: list[str], titles: list[str]) -> list[dict[str, tuple[float, float]]]:
    """All places; where a batch fails it is halved until the graph at fault is alone."""
    if not sources:
        return []
    found = _run(sources)
    if len(found) == len(sources):
        return found
    if len(sources) == 1:
        message = f"{titles[0]}: Graphviz cannot place this graph"
        raise LayoutError(message)
    half = len(sources) // 2
    return _bisected(sources[:half], titles[:half]) + _bisected(sources[half:], titles[half:])


def _rows(places: dict[str, tuple[float, float]], count: int) -> Places:
    """Rows without the separators' ranks."""
    at = [places[f"n{node}"] for node in range(count)]
    heights = sorted({round(y) for _, y in at})
    number: dict[int, int] = {}
    row = -1
    before = float("-inf")
    for height in heights:
        if height - before > _INCH / 4:
            row += 1
        before = height
        number[height] = row
    return Places(tuple([number[round(y)] for _, y in at]), tuple([x for x, _ in at]))
