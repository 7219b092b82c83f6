"""What the drawings of a path say and have in common: their links, what those are called, their lists.

All of it is made once for the three drawings of a path; texts are ready to be written, and without soft hyphens.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pathviz.layout.geometry import Edge, LaneRoute, Node, PathGraph, Route, Words
from pathviz.svg_parts import Pieces, colour_of, escape


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
    """What is said of a graph: of its nodes and its edges, in their order.

    `phases` are the names of the nodes' phases, empty for those without one.  `steps` is how many steps it has,
    `places` has the number of every node, counted from 0, by its id.  `ends` are those of the nodes that an edge
    joins, `classes` the looks of edges.
    """

    nodes: list[Told]
    phases: list[str]
    steps: int
    places: dict[str, int]
    ends: list[tuple[int, int]]
    classes: list[str]


_CLASSES = {
    (False, False): "edge",
    (False, True): "edge optional",
    (True, False): "edge back",
    (True, True): "edge back optional",
}
"""The looks of an edge, by whether it goes back and is optional."""

# The drawings of a path are made one after the other: what was said last is kept for that.
_last: tuple[PathGraph, Words, Said] | None = None


def said_of(graph: PathGraph, routes: Sequence[Route | LaneRoute], words: Words) -> Said:
    """What is said of a graph, whose transitions are drawn as `routes`."""
    global _last  # noqa: PLW0603  (see above)
    if _last is not None and _last[0] is graph and _last[1] is words:
        return _last[2]
    nodes = graph.nodes
    places = {node.id: place for place, node in enumerate(nodes)}
    # a step is called by its number, or by its title where it has none
    called = [node.title if node.number is None else str(node.number) for node in nodes]
    before: list[list[str]] = [[] for _ in nodes]
    after: list[list[str]] = [[] for _ in nodes]
    ends, classes = [], []
    for edge, route in zip(graph.edges, routes, strict=True):
        source, target, label, _, optional = edge
        a, b, back = places[source], places[target], route.back
        note = _note(edge, graph.optional_word, words, back=back) if label or optional or back else ""
        after[a].append(f"{called[b]} ({note})" if note else called[b])
        if called[a] not in before[b]:
            before[b].append(called[a])
        ends.append((a, b))
        classes.append(_CLASSES[back, optional])
    around = zip(nodes, before, after, strict=True)
    told = [_told(node, previous, following, words) for node, previous, following in around]
    phases = [words.phase.format(n=n, title=title) for n, title in enumerate(graph.phases, 1)]
    named = ["" if node.phase is None else phases[node.phase] for node in nodes]
    said = Said(told, named, len([node for node in nodes if node.number is not None]), places, ends, classes)
    _last = graph, words, said
    return said


def sentence(text: str) -> str:
    """A text as a sentence after a space; a question keeps its mark."""
    return f" {text}" if text[-1] in ".?!" else f" {text}."


def listed(graph: PathGraph, items: Iterable[tuple[int, Pieces]], said: Said, words: Words) -> list[str]:
    """The drawn nodes, by their places, as a list of links; with phases, as a list of named lists; all in pieces."""
    if not graph.phases:
        return ['<g role="list">', *[piece for _, item in items for piece in item], "</g>"]
    phases = said.phases
    parts = ['<g role="list">']
    before = ""
    for place, item in items:
        if phases[place] != before:
            title = _group(graph, place, phases[place], before, words)
            if title != before:
                end = "</g></g>" if before else ""
                parts.append(f'{end}<g role="listitem"><g role="list" aria-label="{escape(title)}">')
                before = title
        parts += item
    parts.append("</g></g></g>" if before else "</g>")
    return parts


def _group(graph: PathGraph, place: int, phase: str, before: str, words: Words) -> str:
    """The name of the list that a node belongs to: its phase; exits at the end have their own."""
    if not phase:
        return before or graph.title
    return words.exit if before and graph.nodes[place].number is None else phase


def _told(node: Node, before: Sequence[str], after: Sequence[str], words: Words) -> Told:
    """What is said of a node between others, which are called as they are given."""
    given, title, kind, number, _, colour, _, href, name, chips, added = node
    known = escape(given)
    head = sentence(f"{words.exit if number is None else _numbered(words.step, number)}: {title}")
    tail = ""
    for _, text in chips:
        tail += sentence(text)
    if before:
        tail += sentence(f"{words.previous}: {', '.join(before)}")
    if after:
        tail += sentence(f"{words.next}: {', '.join(after)}")
    return Told(
        known,
        f'{_link(kind, colour, added)}"{escape(href)}"',
        "" if href == f"#vaihe-{given}" else f' data-step="{known}"',
        name,
        head[1:],
        tail,
    )


@lru_cache(maxsize=1024)
def _link(kind: str, colour: int, added: bool) -> str:  # noqa: FBT001
    """The begin of a node's link, by what its looks follow from."""
    return f'<a class="node n{colour_of(colour)} k-{escape(kind)}{" is-added" if added else ""}" href='


@lru_cache(maxsize=1024)
def _numbered(step: str, number: int) -> str:
    return step.format(n=number)


def _note(edge: Edge, optional: str, words: Words, *, back: bool) -> str:
    """What is said of a transition in brackets: its condition, and what kind it is."""
    label = edge.label.strip()
    notes = [words.condition.format(condition=label)] if label else []
    if edge.optional and optional.casefold() not in label.casefold():
        notes.append(optional)
    if back:
        notes.append(words.back)
    return ", ".join(notes)
