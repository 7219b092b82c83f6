"""What the drawings of a path say and have in common: their links, what those are called, their lists.

All of it is made once for the three drawings of a path; texts are ready to be written, and without soft hyphens.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pathviz.layout.geometry import LaneRoute, Node, PathGraph, Route, Words
from pathviz.svg_parts import colour_of, escape


class Said(NamedTuple):
    """What is said of every node, in the order of the nodes, and the names of the lists that they belong to.

    `links` begin a node's link, `ids` name it to scripts.  Its accessible name begins with a sentence of
    `heads`, number and title, and ends with those of `tails`: its chips, what comes before and after.
    `phases` are the titles of the phases, `places` has the number of every node by its id.
    """

    links: list[str]
    ids: list[str]
    heads: list[str]
    tails: list[str]
    phases: list[str]
    places: dict[str, int]


# The drawings of a path are made one after the other: what was said last is kept for that.
_last: tuple[PathGraph, Words, Said] | None = None


def said_of(graph: PathGraph, routes: Sequence[Route | LaneRoute], words: Words) -> Said:
    """What is said of the nodes of a graph, whose transitions are drawn as `routes`."""
    global _last  # noqa: PLW0603  (see above)
    if _last is not None and _last[0] is graph and _last[1] is words:
        return _last[2]
    nodes = graph.nodes
    places = {node.id: place for place, node in enumerate(nodes)}
    said = Said(
        [_link(node) for node in nodes],
        [escape(node.id) for node in nodes],
        [_head(node, words) for node in nodes],
        _tails(graph, routes, places, words),
        [words.phase.format(n=n, title=title) for n, title in enumerate(graph.phases, 1)],
        places,
    )
    _last = graph, words, said
    return said


def sentences(parts: Iterable[str]) -> str:
    """Texts as sentences, ready to be written; a question keeps its mark."""
    told = " ".join([part if part[-1] in ".?!" else f"{part}." for part in parts if part])
    return escape(told.replace("\u00ad", ""))


def named(node: Node, head: str, between: str, tail: str) -> str:
    """The accessible name of a node's link, unless it has one of its own."""
    if node.name:
        return escape(node.name)
    return " ".join([part for part in (head, between, tail) if part])


def listed(graph: PathGraph, items: Iterable[tuple[Node, str]], said: Said, words: Words) -> str:
    """The drawn nodes as a list of links; with phases, as a list of named lists."""
    if not graph.phases:
        return f'<g role="list">{"".join([item for _, item in items])}</g>'
    parts = ['<g role="list">']
    before = ""
    for node, item in items:
        title = _group(node, before, graph, said, words)
        if title != before:
            parts.append("</g></g>" if before else "")
            parts.append(f'<g role="listitem"><g role="list" aria-label="{escape(title)}">')
            before = title
        parts.append(item)
    parts.append("</g></g></g>" if before else "</g>")
    return "".join(parts)


def _group(node: Node, before: str, graph: PathGraph, said: Said, words: Words) -> str:
    """The name of the list that a node belongs to: its phase; exits at the end have their own."""
    if node.phase is None:
        return before or graph.title
    title = said.phases[node.phase]
    return words.exit if node.number is None and before not in {"", title} else title


def _link(node: Node) -> str:
    added = " is-added" if node.added else ""
    return f'<a class="node n{colour_of(node.colour)} k-{escape(node.kind)}{added}" href="{escape(node.href)}"'


def _head(node: Node, words: Words) -> str:
    kind = words.exit if node.number is None else words.step.format(n=node.number)
    return sentences([f"{kind}: {node.title}"])


def _tails(graph: PathGraph, routes: Sequence[Route | LaneRoute], places: dict[str, int], words: Words) -> list[str]:
    # a step is called by its number, or by its title where it has none
    called = [node.title if node.number is None else str(node.number) for node in graph.nodes]
    before: list[list[str]] = [[] for _ in called]
    after: list[list[str]] = [[] for _ in called]
    optional = graph.optional_word.casefold()
    for edge, route in zip(graph.edges, routes, strict=True):
        a, b = places[edge.source], places[edge.target]
        label = edge.label.strip()
        note = words.condition.format(condition=label) if label else ""
        if edge.optional and optional not in label.casefold():
            note += f", {graph.optional_word}" if note else graph.optional_word
        if route.back:
            note += f", {words.back}" if note else words.back
        after[a].append(f"{called[b]} ({note})" if note else called[b])
        if called[a] not in before[b]:
            before[b].append(called[a])
    tails = []
    for node, previous, following in zip(graph.nodes, before, after, strict=True):
        parts = [chip.text for chip in node.chips]
        if previous:
            parts.append(f"{words.previous}: {', '.join(previous)}")
        if following:
            parts.append(f"{words.next}: {', '.join(following)}")
        tails.append(sentences(parts))
    return tails
