"""Networks: who and what stands around somebody, in groups."""

from __future__ import annotations

from pathviz.model.frozen import entity
from pathviz.model.values import Entity, Ref, Source


@entity(frozen=True, kw_only=True)
class NetworkMember(Entity):
    """Somebody or something in a network: an actor of the catalogue, a name of its own, or both.

    `to` is a service path, perhaps with a step, that tells more.
    """

    name: str = ""
    actor: Ref | None = None
    task: str = ""
    to: Ref | None = None


@entity(frozen=True, kw_only=True)
class NetworkGroup(Entity):
    """Members that belong together."""

    title: str = ""
    summary: str = ""
    members: tuple[NetworkMember, ...] = ()


@entity(frozen=True, kw_only=True)
class Network(Entity):
    """Whoever stands in the centre, and the groups around, clockwise from the top.

    `illustration` says that the picture is the editors' own and not the sources'.
    """

    id: str
    title: str = ""
    summary: str = ""
    region: Ref | None = None
    centre: NetworkMember | None = None
    groups: tuple[NetworkGroup, ...] = ()
    sources: tuple[Source, ...] = ()
    illustration: bool = False
