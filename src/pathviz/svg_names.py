"""What the drawings of a path say and have in common: their links, what those are called, their lists.

All of it is made once for the three drawings of a path; texts are ready to be written, and without soft hyphens.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pathviz.layout.geometry import Edge, LaneRoute, Node, PathGraph, Route, Words
from pathviz.svg_parts import colour_of, escape


@dataclass(slots=True)
class Told:
    """What is said of a node.

    `link` begins its link; `apart` names it to scripts, by its `id`, where its address does not.  Its accessible name
    is `name`, or else begins with `head`, a sentence of number and title, and ends with `tail`, sentences of its
    chips, and of what comes before and after.
    """

    id: str
    link: str
    apart: str
    name: str
    head: str
    tail: str

    def named(self, between: str) -> str:
        """The accessible name, ready to be written, with sentences of who has a part in it."""
        return escape(self.name or f"{self.head}{between}{self.tail}".replace("\u00ad", ""))


class Said(NamedTuple):
    """What is said of a graph: of its nodes and its edges, in their order, and of its phases.

    `steps` is how many steps it has, `places` has the number of every node, counted from 0, by its id.  `ends` are
    those of the nodes that an edge joins, `classes` the looks of edges.
    """

    nodes: list[Told]
    phases: list[str]
    steps: int
    places: dict[str, int]
    ends: list[tuple[int, int]]
    classes: list[str]


# The drawings of a path are made one after the other: what was said last is kept for that.
_last: tuple[PathGraph, Words, Said] | None = None


def said_of(graph: PathGraph, routes: Sequence[Route | LaneRoute], words: Words) -> Said:
    """What is said of a graph, whose transitions are drawn as `routes`."""
    global _last  # noqa: PLW0603  (see above)
    if _last is not None and _last[0] is graph and _last[1] is words:
        return _last[2]
    places = {node.id: place for place, node in enumerate(graph.nodes)}
    ends = [(places[edge.source], places[edge.target]) for edge in graph.edges]
    backs = [route.back for route in routes]
    said = Said(
        [_told(node, tail, words) for node, tail in zip(graph.nodes, _tails(graph, ends, backs, words), strict=True)],
        [words.phase.format(n=n, title=title) for n, title in enumerate(graph.phases, 1)],
        len([node for node in graph.nodes if node.number is not None]),
        places,
        ends,
        [_class(back=back, optional=edge.optional) for edge, back in zip(graph.edges, backs, strict=True)],
    )
    _last = graph, words, said
    return said


def sentence(text: str) -> str:
    """A text as a sentence after a space; a question keeps its mark."""
    return f" {text}" if text[-1] in ".?!" else f" {text}."


def listed(graph: PathGraph, items: Iterable[tuple[int, str]], said: Said, words: Words) -> str:
    """The drawn nodes, by their places, as a list of links; with phases, as a list of named lists."""
    if not graph.phases:
        return f'<g role="list">{"".join([item for _, item in items])}</g>'
    parts = ['<g role="list">']
    before = ""
    for place, item in items:
        title = _group(graph.nodes[place], before, graph, said, words)
        if title != before:
            parts.append("</g></g>" if before else "")
            parts.append(f'<g role="listitem"><g role="list" aria-label="{escape(title)}">')
            before = title
        parts.append(item)
    parts.append("</g></g></g>" if before else "</g>")
    return "".join(parts)


def _group(node: Node, before: str, graph: PathGraph, said: Said, words: Words) -> str:
    """The name of the list that a node belongs to: its phase; exits at the end have their own."""
    phase = node.phase
    if phase is None:
        return before or graph.title
    title = said.phases[phase]
    return words.exit if title != before and before and node.number is None else title


def _told(node: Node, tail: str, words: Words) -> Told:
    given, title, kind, number, _, colour, _, href, name, _, added = node
    known = escape(given)
    head = sentence(f"{words.exit if number is None else _numbered(words.step, number)}: {title}")
    return Told(
        known,
        f'<a class="node n{colour_of(colour)} k-{escape(kind)}{" is-added" if added else ""}" href="{escape(href)}"',
        "" if href == f"#vaihe-{given}" else f' data-step="{known}"',
        name,
        head[1:],
        tail,
    )


@lru_cache(maxsize=1024)
def _numbered(step: str, number: int) -> str:
    return step.format(n=number)


def _class(*, back: bool, optional: bool) -> str:
    css = "edge back" if back else "edge"
    return f"{css} optional" if optional else css


def _tails(graph: PathGraph, ends: Sequence[tuple[int, int]], backs: Sequence[bool], words: Words) -> list[str]:
    # a step is called by its number, or by its title where it has none
    called = [node.title if node.number is None else str(node.number) for node in graph.nodes]
    before: list[list[str]] = [[] for _ in called]
    after: list[list[str]] = [[] for _ in called]
    for edge, (a, b), back in zip(graph.edges, ends, backs, strict=True):
        note = _note(edge, graph.optional_word, words, back=back)
        after[a].append(f"{called[b]} ({note})" if note else called[b])
        if called[a] not in before[b]:
            before[b].append(called[a])
    tails = []
    for node, previous, following in zip(graph.nodes, before, after, strict=True):
        tail = "".join([sentence(chip.text) for chip in node.chips]) if node.chips else ""
        if previous:
            tail += sentence(f"{words.previous}: {', '.join(previous)}")
        if following:
            tail += sentence(f"{words.next}: {', '.join(following)}")
        tails.append(tail)
    return tails


def _note(edge: Edge, optional: str, words: Words, *, back: bool) -> str:
    """What is said of a transition in brackets: its condition, and what kind it is."""
    _, _, label, _, may = edge
    if not (label or may or back):
        return ""
    label = label.strip()
    notes = [words.condition.format(condition=label)] if label else []
    if may and optional.casefold() not in label.casefold():
        notes.append(optional)
    if back:
        notes.append(words.back)
    return ", ".join(notes)
