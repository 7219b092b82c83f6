"""Who does what in a step."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from pathviz.model import (
    ActorKind,
    LocalStep,
    Role,
    RolePart,
    Step,
)
from pathviz.pages.draft import Draft, Link
from pathviz.pages.viewclass import viewclass

PARTS: Final = tuple(RolePart)
"""The order in which parts are shown: strongest first."""


_RANKS: Final = {part: rank for rank, part in enumerate(PARTS)}


@viewclass
class RoleView:
    """Who does what: parts as (glyph, word), the actor, its id and lane, whether it is the client; the task."""

    id: str
    parts: tuple[tuple[str, str], ...]
    actor: Link
    task: Markup
    lane: str
    is_client: bool


def role_glyphs(draft: Draft, parts: tuple[RolePart, ...]) -> tuple[tuple[str, str], ...]:
    """The parts of a role as glyph and word, strongest first."""
    found = draft.glyphs.get(parts)
    if found is None:
        found = tuple((part.value, draft.words(f"part.{part}")) for part in PARTS if part in parts)
        draft.glyphs[parts] = found
    return found


def _strength(role: Role) -> int:
    """The place of a role among a step's roles: by the strongest of its parts."""
    return min((_RANKS[part] for part in role.parts), default=len(PARTS))


def role_views(draft: Draft, step: Step | LocalStep) -> tuple[RoleView, ...]:
    """Who does what, the strongest part first."""
    return tuple(
        RoleView(
            id=role.actor.id,
            parts=role_glyphs(draft, role.parts),
            actor=draft.actor_link(role.actor.id),
            task=draft.text(role, "task", role.task),
            lane=actor.lane.value,
            is_client=actor.kind is ActorKind.CLIENT,
        )
        for role in sorted(step.roles, key=_strength)
        if (actor := draft.site.actors.get(role.actor.id))
    )
