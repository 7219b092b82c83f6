"""Small graphs for the tests of the layout."""

from __future__ import annotations

from pathviz.layout.geometry import Chip, Edge, Node, PathGraph


def node(name: str, kind: str = "step", number: int | None = 1, *, phase: int | None = None, title: str = "") -> Node:
    """A step led by a social instructor."""
    return Node(name, title or f"Vaihe {name}", kind, number, "Sosiaaliohjaaja", 0, phase, f"#vaihe-{name}")


def graph(names: str, edges: str, *, phases: tuple[str, ...] = (), phase_of: str = "") -> PathGraph:
    """A graph from `"a b c?"` and `"a>b b>c:Kyllä"`; a question mark makes a decision.

    `phase_of` has a digit for every step: the index of its phase.
    """
    steps = names.split()
    nodes = tuple(
        node(
            name.rstrip("?"),
            "decision" if name.endswith("?") else "step",
            number,
            phase=int(phase_of[number - 1]) if phase_of else None,
        )
        for number, name in enumerate(steps, start=1)
    )
    return PathGraph("Koepolku", nodes, tuple(_edge(text) for text in edges.split()), phases)


def _edge(text: str) -> Edge:
    ends, _, label = text.partition(":")
    source, _, target = ends.partition(">")
    return Edge(source, target, label.replace("_", " "))


GAP = Chip("gap", "Voi katketa")
