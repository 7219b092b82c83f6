"""A file of `networks/`: who stands in the centre, and the groups around."""

from __future__ import annotations

from collections.abc import Iterator

from pathviz.model import Network, NetworkGroup, NetworkMember
from pathviz.records import Record
from pathviz.schema.values import ref, source_of


def network(name: str, record: Record) -> Network:
    """A file of `networks/`."""
    centre = record.record("centre")
    if centre is None and not record.sparse and not record.has("centre"):
        record.problems.add("missing-key", record.key_place("centre"), key="centre")
    found = Network(
        record.where,
        id=name,
        title=record.text("title", required=True),
        summary=record.text("summary"),
        region=ref(record, "region"),
        centre=_member(centre) if centre is not None else None,
        groups=record.each("groups", _group),
        sources=record.each("sources", source_of),
        illustration=record.flag("illustration"),
        places=record.places,
    )
    if not found.groups and not record.sparse and not record.has("groups"):
        record.problems.add("missing-key", record.key_place("groups"), key="groups")
    record.close()
    return found


def _group(record: Record) -> NetworkGroup:
    group = NetworkGroup(
        record.where,
        title=record.text("title", required=True),
        summary=record.text("summary"),
        members=tuple(_members(record)),
        places=record.places,
    )
    if not group.members and not record.sparse and not record.has("members"):
        record.problems.add("missing-key", record.key_place("members"), key="members")
    record.close()
    return group


def _members(record: Record) -> Iterator[NetworkMember]:
    """Members as mappings, or as names alone."""
    for item in record.items("members"):
        if isinstance(item, Record):
            yield _member(item)
        elif item[0]:
            name, at = item
            yield NetworkMember(at, name=name, places={"name": at})


def _member(record: Record) -> NetworkMember:
    actor = ref(record, "actor")
    member = NetworkMember(
        record.where,
        # An actor of the catalogue brings its own name.
        name=record.text("name", required=actor is None),
        actor=actor,
        task=record.text("task"),
        to=ref(record, "to"),
        places=record.places,
    )
    record.close()
    return member
