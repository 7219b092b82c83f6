"""What has changed in a regional path since the version that a municipality's layer was written against.

A version is kept as a `snapshot`, plain JSON of what a reader would notice, so that it can be
compared years later without the history of the files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from pathviz.model import ServicePath, Step

Snapshot = Mapping[str, Any]
"""A version of a path: its texts, and its steps by their ids."""

_TEXTS: Final = ("summary", "easy_title", "easy", "duration", "deadline", "gap", "staff", "rights")
_LISTS: Final = ("information", "bring")


class ChangeKind(StrEnum):
    """In what way something has changed; the words are `change.<kind>` of the locale files."""

    STEP_ADDED = "step_added"
    STEP_REMOVED = "step_removed"
    STEP_RENAMED = "step_renamed"
    TEXT_CHANGED = "text_changed"
    ITEM_ADDED = "item_added"
    ITEM_REMOVED = "item_removed"
    WAY_ADDED = "way_added"
    WAY_REMOVED = "way_removed"


@dataclass(frozen=True)
class Change:
    """One change: in the step `step`, called `title`, or in the description where `step` is empty.

    `key` is the key that has changed (`roles`, `summary`), `value` the item that came or went: an
    actor's id, a citation, a text, a step's former title, or the target of a way.
    """

    kind: ChangeKind
    step: str
    title: str
    key: str = ""
    value: str = ""


def snapshot(path: ServicePath) -> dict[str, Any]:
    """A version of a path as it is kept."""
    about = path.description
    return {
        "title": about.title,
        "summary": about.summary,
        "target_groups": list(about.target_groups),
        "laws": [law.id for law in about.laws],
        "body": about.body.text.strip() if about.body else "",
        "steps": {step.id: _step(step) for step in path.steps},
    }


def _step(step: Step) -> dict[str, Any]:
    found: dict[str, Any] = {"title": step.title, "kind": step.kind.value}
    found |= {key: getattr(step, key) for key in _TEXTS}
    found |= {key: list(getattr(step, key)) for key in _LISTS}
    return found | {
        "detail": step.detail.text.strip() if step.detail else "",
        "statutory": "yes" if step.statutory else "",
        "roles": {role.actor.id: f"{'+'.join(role.parts)}: {role.task}" for role in step.roles},
        "laws": [law.id for law in step.laws],
        "documents": [document.title for document in step.documents],
        "contacts": [contact.name for contact in step.contacts],
        "next": {f"{way.target} {way.when}".strip(): str(way.target) for way in step.next},
    }


def changes_between(old: Snapshot, new: Snapshot) -> tuple[Change, ...]:
    """What has changed from one version to another, in the order of the steps of the new one; removed ones last.

    Raises LookupError, TypeError or AttributeError where a snapshot is none.
    """
    return tuple(_changes(old, new))


def _changes(old: Snapshot, new: Snapshot) -> Iterator[Change]:
    kind = ChangeKind
    for key in ("title", "summary", "body"):
        if old[key] != new[key]:
            yield Change(kind.TEXT_CHANGED, "", new["title"], key)
    for key in ("target_groups", "laws"):
        yield from _items("", new["title"], key, old[key], new[key])
    before, after = old["steps"], new["steps"]
    for name, step in after.items():
        if name in before:
            yield from _in_step(name, before[name], step)
        else:
            yield Change(kind.STEP_ADDED, name, step["title"])
    for name, step in before.items():
        if name not in after:
            yield Change(kind.STEP_REMOVED, name, step["title"])


def _in_step(name: str, old: Snapshot, new: Snapshot) -> Iterator[Change]:
    title = new["title"]
    if old["title"] != title:
        yield Change(ChangeKind.STEP_RENAMED, name, title, "title", old["title"])
    for key in ("kind", *_TEXTS, "detail", "statutory"):
        if old[key] != new[key]:
            yield Change(ChangeKind.TEXT_CHANGED, name, title, key)
    for key in (*_LISTS, "laws", "documents", "contacts"):
        yield from _items(name, title, key, old[key], new[key])
    yield from _items(name, title, "roles", list(old["roles"]), list(new["roles"]))
    yield from _tasks_and_ways(name, old, new)


def _tasks_and_ways(name: str, old: Snapshot, new: Snapshot) -> Iterator[Change]:
    title = new["title"]
    for actor, said in new["roles"].items():
        if old["roles"].get(actor, said) != said:
            yield Change(ChangeKind.TEXT_CHANGED, name, title, "roles", actor)
    for way, target in new["next"].items():
        if way not in old["next"]:
            yield Change(ChangeKind.WAY_ADDED, name, title, "next", target)
    for way, target in old["next"].items():
        if way not in new["next"]:
            yield Change(ChangeKind.WAY_REMOVED, name, title, "next", target)


def _items(step: str, title: str, key: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    for item in new:
        if item not in old:
            yield Change(ChangeKind.ITEM_ADDED, step, title, key, item)
    for item in old:
        if item not in new:
            yield Change(ChangeKind.ITEM_REMOVED, step, title, key, item)
