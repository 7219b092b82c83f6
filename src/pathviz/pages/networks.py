"""The views of networks: a drawing, and beneath it the list that says all of it in words."""

from __future__ import annotations

from markupsafe import Markup

from pathviz.layout.radial import NetworkGraph, NetworkItem, NetworkPanel, layout_network
from pathviz.model import Network, NetworkGroup, NetworkMember
from pathviz.pages.draft import NO_TEXT, Draft, Link
from pathviz.pages.paths import SourceView, source_view
from pathviz.pages.viewclass import viewclass
from pathviz.svg_network import draw_network
from pathviz.svg_parts import colour_of


@viewclass
class MemberView:
    """A member: its name, a link to the actor's page where it is one, and a link to what tells more."""

    name: Markup
    href: str
    task: Markup
    to: Link | None


@viewclass
class GroupView:
    """Members that belong together; `colour` counts from 1 and is that of the drawing."""

    colour: int
    title: Markup
    summary: Markup
    members: tuple[MemberView, ...]


@viewclass
class NetworkView:
    """A network's page."""

    title: Markup
    summary: Markup
    centre: MemberView | None
    groups: tuple[GroupView, ...]
    sources: tuple[SourceView, ...]
    illustration: bool
    drawing: Markup


@viewclass
class NetworkRow:
    """A network in the list of networks."""

    network: Link
    summary: Markup
    region: Markup | str


def networks_view(draft: Draft) -> tuple[NetworkRow, ...]:
    """All networks, in the order of their names."""
    found = draft.site.networks.values()
    return tuple(_network_row(draft, network) for network in found)


def region_networks(draft: Draft, region: str) -> tuple[NetworkRow, ...]:
    """The networks of one region."""
    found = draft.site.networks.values()
    return tuple(_network_row(draft, each) for each in found if each.region is not None and each.region.id == region)


def network_view(draft: Draft, network: Network) -> NetworkView:
    """The view of a network."""
    return NetworkView(
        title=draft.heading(network, "title", network.title),
        summary=draft.text(network, "summary", network.summary),
        centre=_member(draft, network.centre) if network.centre else None,
        groups=tuple(_group(draft, group, number) for number, group in enumerate(network.groups)),
        sources=tuple(source_view(draft, source, n) for n, source in enumerate(network.sources, 1)),
        illustration=network.illustration,
        drawing=_drawing(draft, network),
    )


def _network_row(draft: Draft, network: Network) -> NetworkRow:
    link = Link(draft.href(draft.tree.network(network.id)), draft.heading(network, "title", network.title))
    region = draft.region_link(network.region.id).text if network.region else ""
    return NetworkRow(link, draft.text(network, "summary", network.summary), region)


def _group(draft: Draft, group: NetworkGroup, number: int) -> GroupView:
    return GroupView(
        colour=colour_of(number),
        title=draft.heading(group, "title", group.title),
        summary=draft.text(group, "summary", group.summary),
        members=tuple(_member(draft, member) for member in group.members),
    )


def _member(draft: Draft, member: NetworkMember) -> MemberView:
    named = draft.site.actors[member.actor.id] if member.actor and not member.name else member
    return MemberView(
        name=draft.text(named, "name", named.name),
        href=_href(draft, member),
        task=draft.text(member, "task", member.task),
        to=_to(draft, member),
    )


def _href(draft: Draft, member: NetworkMember) -> str:
    return draft.href(draft.tree.actor(member.actor.id)) if member.actor else ""


def _to(draft: Draft, member: NetworkMember) -> Link | None:
    if member.to is None:
        return None
    key, _, step = member.to.id.partition("#")
    region, _, name = key.partition("/")
    return draft.path_link((region, name), step)


def _drawing(draft: Draft, network: Network) -> Markup:
    """The network's picture; plain words, since a drawing has no marks of language within it."""
    if network.centre is None or not network.groups:
        return NO_TEXT
    graph = NetworkGraph(
        _item(draft, network.centre),
        tuple(
            NetworkPanel(group.title, tuple(_item(draft, member) for member in group.members))
            for group in network.groups
        ),
    )
    words = draft.words
    name = words("network.drawing", title=network.title)
    drawn = draw_network(layout_network(graph), name, words("network.description"))
    return Markup(drawn)  # noqa: S704 (drawn by us, every text escaped)


def _item(draft: Draft, member: NetworkMember) -> NetworkItem:
    name = member.name or (draft.site.actors[member.actor.id].name if member.actor else "")
    to = _to(draft, member)
    return NetworkItem(name, _href(draft, member) or (to.href if to else ""))
