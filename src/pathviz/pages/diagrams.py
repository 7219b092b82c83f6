"""A service path as a graph to be drawn: which boxes, arrows, words and colours its diagrams have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from pathviz import urls
from pathviz.i18n import Strings
from pathviz.layout.geometry import Chip, Edge, Lane, LaneGraph, Node, Part, PathGraph, Played, Words, made
from pathviz.localising import LocalPath
from pathviz.model import ActorKind, RolePart, ServicePath, Site, Step, StepKind, Transition
from pathviz.pages.index import SiteIndex

_KINDS: Final = {kind: kind.value for kind in StepKind}
_TAKES_PART: Final = (RolePart.TAKES_PART,)
_Parts = tuple[str, tuple[RolePart, ...]]
"""An actor and the parts that one plays."""

MOST_LANES: Final = 7
"""How many lanes fit beside one another on a usual screen."""


def path_graph(
    path: ServicePath,
    site: Site,
    index: SiteIndex,
    words: Strings,
    local: LocalPath | None = None,
) -> PathGraph:
    """The graph of a localised path; ways out to other paths become boxes of their own.

    `local` is the municipality's version whose path it is: its own steps are marked, and those in
    which it says something of its own.
    """
    phases = {phase.id: n for n, phase in enumerate(path.phases)}
    colours = actor_colours(path)
    optional = optional_steps(path)
    extended = {each.step for each in local.divergences} if local is not None else set()
    nodes: list[Node] = []
    edges: list[Edge] = []
    exits: dict[str, Node] = {}
    for number, step in enumerate(path.steps, 1):
        node = _node(step, number, phases, colours, optional, site, words)
        if local is not None and step.id in local.added:
            node = node._replace(added=True, chips=(_chip("local", "chip.local", words), *node.chips))
        elif step.id in extended:
            node = node._replace(chips=(_chip("local", "chip.extended", words), *node.chips))
        nodes.append(node)
        for transition in step.next:
            target = transition.target
            if target.is_elsewhere:
                name = f"ulos-{target.region}-{target.path}"
                if name not in exits:
                    exit_node = _exit(name, transition, step, phases, path, site, index)
                    exits[name] = exit_node._replace(href=f"../{exit_node.href}") if local else exit_node
                edges.append(_edge(step, name, transition))
            else:
                edges.append(_edge(step, target.step, transition))
    return PathGraph(
        title=path.description.title,
        nodes=(*nodes, *exits.values()),
        edges=tuple(edges),
        phases=tuple(phase.title for phase in path.phases),
        optional_word=words("diagram.optional"),
        here_word=words("here"),
    )


@lru_cache(maxsize=16)
def diagram_words(words: Strings) -> Words:
    """The interface words of the drawings."""
    return Words(
        flow_name=words("diagram.flow_name"),
        rail_name=words("diagram.rail_name"),
        description=words("diagram.description"),
        step=words("step"),
        exit=words("next.elsewhere"),
        phase=words("diagram.phase"),
        previous=words("diagram.previous"),
        next=words("diagram.next"),
        condition=words("diagram.condition"),
        back=words("diagram.back"),
        here=words("here"),
        lanes_name=words("diagram.lanes_name"),
        actors=words("diagram.actors"),
    )


def lane_graph(graph: PathGraph, path: ServicePath, site: Site, words: Strings) -> LaneGraph:
    """Who does what in the path whose graph is given.

    A way out to another path stands in the lane of the step that leads there, a step without roles in the last.
    """
    colours = actor_colours(path)
    actors, others = _lanes_of(path, site, colours)
    place = {actor: n for n, actor in enumerate(actors)} | dict.fromkeys(others, len(actors))
    known: dict[_Parts, Played] = {}  # the same in most steps
    home: list[int] = []
    played: list[tuple[Played, ...]] = []
    for step in path.steps:
        lead = step.leading_role
        home.append(place[lead.actor.id] if lead else len(actors))
        parts = []
        for key in _playing(step):
            one = known.get(key)
            if one is None:
                actor = key[0]
                one = known[key] = made(Played, (place[actor], actor, site.actors[actor].name, _said(words, key[1])))
            parts.append(one)
        parts.sort()
        played.append(tuple(parts))
    exits = graph.nodes[len(path.steps) :]
    if exits:
        lane_of = dict(zip([step.id for step in path.steps], home, strict=True))
        home += [next(lane_of[edge.source] for edge in graph.edges if edge.target == node.id) for node in exits]
        played += [()] * len(exits)
    lanes = [made(Lane, (actor, site.actors[actor].name, colours.get(actor, -1))) for actor in actors]
    if others or len(actors) in home:
        lanes.append(Lane("", words("diagram.others"), -1))
    return LaneGraph(graph, tuple(lanes), tuple(home), tuple(played))


def _lanes_of(path: ServicePath, site: Site, leading: Mapping[str, int]) -> tuple[list[str], list[str]]:
    """The actors with a lane of their own, in the order of the lanes, and those who share the last one.

    Clients come first, then who leads, in the order in which they first do, then who never leads.  Where these
    are more than fit side by side, those of them who have the fewest roles share a lane.
    """
    roles = Counter([role.actor.id for step in path.steps for role in step.roles])
    order = ordered((*leading, *roles), site)
    first = [actor for actor in order if actor in leading or site.actors[actor].kind is ActorKind.CLIENT]
    never = [actor for actor in order if actor not in first]
    room = MOST_LANES - len(first)
    if len(never) > room:
        busiest = sorted(never, key=lambda actor: -roles[actor])[: max(0, room - 1)]
        return [*first, *[actor for actor in never if actor in busiest]], [a for a in never if a not in busiest]
    return [*first, *never], []


def _playing(step: Step) -> Iterable[_Parts]:
    """The actors of a step, and each one's parts."""
    found: dict[str, tuple[RolePart, ...]] = {}
    for role in step.roles:
        actor, parts = role.actor.id, role.parts or _TAKES_PART
        found[actor] = (*found[actor], *parts) if actor in found else parts
    return found.items()


@lru_cache(maxsize=1024)
def _said(words: Strings, parts: tuple[RolePart, ...]) -> tuple[Part, ...]:
    """Parts with the words for them, the strongest first."""
    return tuple([Part(part.value, words(f"part.{part.value}")) for part in RolePart if part in parts])


def actor_colours(path: ServicePath) -> dict[str, int]:
    """The colour of each leading actor, counted from 0 in the order in which they first lead."""
    colours: dict[str, int] = {}
    for step in path.steps:
        lead = step.leading_role
        if lead is not None and lead.actor.id not in colours:
            colours[lead.actor.id] = len(colours)
    return colours


def ordered(found: Iterable[str], site: Site) -> list[str]:
    """The actors that were found, each once: clients first, and else as they were found."""
    return sorted(dict.fromkeys(found), key=lambda actor: site.actors[actor].kind is not ActorKind.CLIENT)


def optional_steps(path: ServicePath) -> frozenset[str]:
    """The steps to which only optional transitions lead."""
    ways = [transition for step in path.steps for transition in step.next]
    optional = frozenset([transition.target.step for transition in ways if transition.optional])
    return optional and optional.difference([each.target.step for each in ways if not each.optional])


def _node(
    step: Step,
    number: int,
    phases: dict[str, int],
    colours: dict[str, int],
    optional: frozenset[str],
    site: Site,
    words: Strings,
) -> Node:
    lead = step.leading_role
    found: list[Chip] = []
    if step.gap:
        found.append(_chip("gap", "chip.gap", words))
    if step.kind is StepKind.WAIT:
        found.append(_chip("wait", "kind.wait", words))
    if step.id in optional:
        found.append(_chip("optional", "chip.optional", words))
    if step.duration:
        found.append(made(Chip, ("duration", step.duration)))
    name = site.actors[lead.actor.id].name if lead else ""
    colour = colours[lead.actor.id] if lead else 0
    href = f"#{urls.step_anchor(step.id)}"
    kind, phase = _KINDS[step.kind], phases.get(step.phase)
    return made(Node, (step.id, step.title, kind, number, name, colour, phase, href, "", tuple(found), False))


@lru_cache(maxsize=64)
def _chip(kind: str, key: str, words: Strings) -> Chip:
    """A chip that stands on many steps."""
    return Chip(kind, words(key))


def _exit(
    name: str,
    transition: Transition,
    step: Step,
    phases: dict[str, int],
    path: ServicePath,
    site: Site,
    index: SiteIndex,
) -> Node:
    target = transition.target
    there = site.paths[target.path_key]
    own = index.lang_of(path.region, site.lang)
    default = site.info.languages[0]
    page = urls.tree(own, default).path(*path.key)
    away = urls.tree(index.lang_of(target.region, site.lang), default).path(*there.key)
    anchor = urls.step_anchor(target.step) if target.step else ""
    return Node(
        id=name,
        title=there.description.title,
        kind="exit",
        number=None,
        actor=site.regions[target.region].name if target.region != path.region else "",
        colour=0,
        phase=phases.get(step.phase),
        href=urls.relative(page, away, anchor),
    )


def _edge(step: Step, target: str, transition: Transition) -> Edge:
    return made(Edge, (step.id, target, transition.when, True if transition.back else None, transition.optional))
